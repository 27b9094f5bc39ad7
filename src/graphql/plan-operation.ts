import type { OperationDefinitionNode } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields.js'

import { invariant } from '../errors.js'
import { kindOf } from '../model/catalog.js'
import type { Time } from '../model/catalog.js'
import type { Anchor, Branch, Hole, Output, Plan, Ref, Root, Slot } from '../plan/plan.js'
import { refOf } from './given.js'
import type { Given } from './given.js'
import { Place } from './place.js'
import { ID, anchorsOf, readReferences } from './references.js'
import { isSearch, rootFields } from './root-fields.js'
import { timelineOf } from './timeline.js'
import { planWalk, walkField } from './plan-walk.js'
import { planResolve, planSearch, planSuggest } from './plan-search.js'
import type { RootField } from './root-fields.js'
import { selectDiff, selectMoments } from './select-history.js'
import { BY_ID } from './select-order.js'
import { selectPins, selectTrust } from './select-moment.js'
import { nameOf } from './asked.js'
import type { Asked, Reading } from './asked.js'
import { Selection } from './selection.js'

/** The plan of an operation, and whether it asks for the schema too, which is not in the graph. */
export interface Planned {
  readonly plan: Plan
  readonly introspective: boolean
  /** How many fields were read for it, kind by kind. */
  readonly fields: number
}

/** Reads an operation into a plan: one root for each field of the query. */
export function planOperation(operation: OperationDefinitionNode, document: Omit<Reading, 'tally'>): Planned {
  const reading: Reading = { ...document, tally: { fields: 0 } }
  const { schema, fragments, variables } = reading
  const query = schema.getQueryType()
  invariant(query, 'the schema has a query type')
  const fields = [...collectFields(schema, fragments, variables, query, operation.selectionSet)]
  const asked = fields.map(([key, nodes]): Asked => ({ key, nodes, parent: query.name }))
  const known = asked.filter(({ nodes }) => !['__schema', '__type'].includes(nameOf(nodes)))
  const roots = rootFields(reading.catalog)
  const plan = { roots: known.map((each) => planRoot(each, roots, reading)) }
  return { plan, introspective: known.length < asked.length, fields: reading.tally.fields }
}

const SEARCHES = { search: planSearch, suggest: planSuggest, resolve: planResolve }

function planRoot(asked: Asked, roots: ReadonlyMap<string, RootField>, reading: Reading): Root {
  const { key, nodes } = asked
  if (nameOf(nodes) === '__typename')
    return {
      key,
      slots: [],
      nullable: false,
      output: { make: 'constant', value: asked.parent },
      pins: null,
      trust: null,
    }
  const walk = walkField(nameOf(nodes))
  const field = roots.get(nameOf(nodes))
  const given = new Selection(reading, null, null).arguments(asked)
  const trust = selectTrust(given.get('trust'))
  const pins = selectPins(given.get('asOf'), given.get('trust'))
  const selection = new Selection(reading, trust, pins)
  const place = new Place()
  if (walk) {
    const planned = planWalk(asked, walk, { selection, place, anchorsOf })
    return { key, slots: place.slots, nullable: walk.nullable, pins, trust, ...planned }
  }
  invariant(field, `Query.${nameOf(nodes)} is declared`)
  if (isSearch(field.form)) {
    const planned = SEARCHES[field.form](asked, { selection, place })
    return { key, slots: place.slots, nullable: false, pins, trust, ...planned }
  }
  const output = rootOutput(asked, field, { selection, place })
  const nullable = field.form !== 'connection' && field.form !== 'many'
  const between = field.form === 'diff' ? { between: selectMoments(given) } : {}
  return { key, slots: place.slots, nullable, output, pins, trust, ...between }
}

function rootOutput(
  asked: Asked,
  field: RootField,
  at: { readonly selection: Selection; readonly place: Place },
): Output {
  const { selection, place } = at
  if (field.form === 'connection') {
    const list = { target: field.target, fields: null, unique: true }
    if (field.by === 'reference') return selection.connection(asked, timelineOf(list, selection, asked), place)
    return selection.connection(asked, { anchor: { by: 'label' }, list }, place)
  }
  const given = selection.arguments(asked)
  if (field.form === 'diff') return diffOutput(asked, { field, anchor: oneAnchor(field, given) }, at)
  if (field.form === 'one') return oneOutput(asked, { field, anchor: oneAnchor(field, given) }, at)
  return manyOutput(asked, { field, ...manyAnchors(field, given) }, at)
}

/** One node: by id, by slug, or by a reference that is either of them or an identifier of a register. */
function oneAnchor(field: RootField, given: ReadonlyMap<string, Given>): Anchor {
  if (field.by === 'id') return { by: 'id', id: { fill: 'value', ref: refOf(given.get('id')) } }
  if (field.by === 'slug') {
    const scheme: Ref = { from: 'constant', value: field.scheme }
    return { by: 'identifier', key: { fill: 'identifier', scheme, value: refOf(given.get('slug')), argument: 'slug' } }
  }
  const argument = field.form === 'diff' ? 'of' : 'ref'
  return anchorsOf(given.get(argument), argument)[0]
}

/** Nodes by a list of keys: by ids, or by references of which some may be ids. */
function manyAnchors(
  field: RootField,
  given: ReadonlyMap<string, Given>,
): { readonly anchors: readonly Anchor[]; readonly keys: Hole } {
  if (field.by === 'id') {
    const ids: Hole = { fill: 'keys', ref: refOf(given.get('ids')), argument: 'ids' }
    const former: Anchor = { by: 'identifiers', keys: { fill: 'formerIds', ref: refOf(given.get('ids')) } }
    return { anchors: [{ by: 'ids', ids }, former], keys: ids }
  }
  const { references, ids } = readReferences(given.get('refs'), 'refs')
  const anchors: Anchor[] = []
  if (ids.length > 0) anchors.push({ by: 'ids', ids: { fill: 'value', ref: { from: 'items', items: ids } } })
  anchors.push({ by: 'identifiers', keys: { fill: 'identifiers', refs: references } })
  return { anchors, keys: { fill: 'identifiers', refs: references } }
}

function oneOutput(
  asked: Asked,
  { field, anchor }: { readonly field: RootField; readonly anchor: Anchor },
  { selection, place }: { readonly selection: Selection; readonly place: Place },
): Output {
  const time = timeOf(field, selection)
  const { slot, place: inner } = place.rows('one', lookup(anchor, field, time))
  const node = selection.node(field.target, asked.nodes, inner)
  if (anchor.by !== 'id' || anchor.id.fill !== 'value') return { make: 'one', slot, node }
  // The id of a folded entity leads on to the one that it is folded into.
  const key: Hole = { fill: 'identifier', scheme: ID, value: anchor.id.ref, argument: 'id' }
  const former = place.rows('former', lookup({ by: 'identifier', key }, field, time))
  selection.node(field.target, asked.nodes, former.place)
  return { make: 'either', slots: [slot, former.slot], node }
}

function diffOutput(
  asked: Asked,
  { field, anchor }: { readonly field: RootField; readonly anchor: Anchor },
  { selection, place }: { readonly selection: Selection; readonly place: Place },
): Output {
  const { slot, place: inner } = place.rows('one', lookup(anchor, field, timeOf(field, selection)))
  const diff = selectDiff(selection, { asked, place: inner })
  const entries = diff.make === 'value' ? diff.entries : []
  return { make: 'one', slot, node: { kindSlot: null, kinds: { Diff: entries } } }
}

function manyOutput(
  asked: Asked,
  { field, anchors, keys }: { readonly field: RootField; readonly anchors: readonly Anchor[]; readonly keys: Hole },
  { selection, place }: { readonly selection: Selection; readonly place: Place },
): Output {
  const found = anchors.map((anchor, i) => place.rows(`many${i}`, lookup(anchor, field, timeOf(field, selection))))
  const nodes = found.map(({ place: inner }) => selection.node(field.target, asked.nodes, inner))
  const [node] = nodes
  invariant(node, 'a look-up has a place')
  return { make: 'lookup', slots: found.map(({ slot }) => slot), keys, node }
}

function lookup(anchor: Anchor, field: RootField, time: Time): (slots: readonly Slot[]) => Branch {
  // A register may know two entities by one number; then every engine finds the same one first.
  const order = field.by === 'reference' && anchor.by !== 'id' && anchor.by !== 'ids' ? [BY_ID] : []
  return (slots) => ({ anchor, target: field.target, time, filter: null, order, page: null, slots })
}

function timeOf({ target }: RootField, { reading }: Selection): Time {
  return kindOf(reading.catalog, target).time
}
