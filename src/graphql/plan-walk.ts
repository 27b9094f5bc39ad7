import { getNamedType, isLeafType, isNonNullType, isObjectType } from 'graphql'

import { Failure, invariant } from '../errors.js'
import { CERTAINTY, RANKS, STRENGTH } from '../model/claim-rules.js'
import { isTrue } from '../plan/compile-filter.js'
import { listName } from '../plan/cursor.js'
import type {
  Anchor,
  Branch,
  Filter,
  Hole,
  NodeOutput,
  OrderBy,
  Output,
  Page,
  Ref,
  Root,
  Slot,
  Walk,
} from '../plan/plan.js'
import type { WalkEntry as Entry } from '../plan/walk-parts.js'
import { leafOf, narrowing } from './given.js'
import type { Given } from './given.js'
import { EDGE_TYPES, WALK_FIELDS, pathProperties, pathTypes } from './walk-fields.js'
import type { WalkField } from './walk-fields.js'
import { plainColumn } from './place.js'
import type { Place } from './place.js'
import { selectFilter } from './select-list.js'
import { upTo } from './select-moment.js'
import { BY_ID } from './select-order.js'
import { nameOf, onlyPage } from './asked.js'
import type { Asked } from './asked.js'
import { selectOrigins } from './select-fact.js'
import type { Selection } from './selection.js'

type WalkEntry = Entry<NodeOutput, Output>
type Arguments = ReadonlyMap<string, Given>

/** Where the entity of a reference may be. */
type AnchorsOf = (given: Given | undefined, argument: string) => readonly Anchor[]

interface At {
  readonly selection: Selection
  readonly place: Place
}

const ENTITIES = { target: 'Entity', fields: null }

/** The field of that name when it is one that walks. */
export function walkField(name: string): WalkField | null {
  return WALK_FIELDS.find((field) => field.name === name) ?? null
}

/** Reads a field that walks into a plan: what it looks for, and what is fetched of what it finds. */
export function planWalk(
  asked: Asked,
  field: WalkField,
  { selection, place, anchorsOf }: At & { readonly anchorsOf: AnchorsOf },
): Pick<Root, 'output'> & { readonly walk: Walk } {
  const given = selection.arguments(asked)
  const ends = field.ends.map((end) =>
    anchorsOf(given.get(end), end).map((anchor): Slot => ({ get: 'rows', branch: endBranch(anchor) })),
  )
  const finding = new Finding({ selection, place }, typesOf(given, selection))
  const entries = finding.entries(field.type, asked)
  return { walk: { ...readWalk(asked, field, selection), ends }, output: { make: 'walk', entries } }
}

function endBranch(anchor: Anchor): Branch {
  const id: Slot = { get: 'column', ...plainColumn('node', 'id') }
  return branch(anchor, 'Entity', { slots: [id], order: [BY_ID] })
}

function readWalk(asked: Asked, field: WalkField, selection: Selection): Omit<Walk, 'ends'> {
  const given = selection.arguments(asked)
  const { argument, otherwise, most } = field.hops
  const at = `Query.${field.name}`
  const direction = wordOf(given.get('direction')) ?? 'ANY'
  return {
    find: field.name,
    types: typesOf(given, selection),
    direction: direction as Walk['direction'],
    through: all([kindsFilter(given.get('kinds'), selection), entityFilter('through', given, selection)]),
    edges: edgesFilter(given),
    where: entityFilter('where', given, selection),
    hops: { argument, at, ref: leafOf(given.get(argument)), otherwise, most },
    surest: wordOf(given.get('by')) === 'CERTAINTY',
    page: field.type === 'Path' ? null : readPage(asked, given),
    asks: selection.fieldsOf(field.type, asked.nodes).map(({ nodes }) => nameOf(nodes)),
  }
}

function readPage(asked: Asked, given: Arguments): Page {
  const [size, after] = [leafOf(given.get('first')), leafOf(given.get('after'))]
  const { form, values } = narrowing(given)
  const page = onlyPage(asked, { size, order: [] })
  return { ...page, list: listName(page.at, [form]), values, after, lookAhead: true }
}

function typesOf(given: Arguments, { reading }: Selection): readonly string[] {
  const asked = given.get('types')
  if (asked?.is !== 'leaf') return [...pathTypes(reading.catalog).keys()]
  const types = [...new Set([asked.value].flat().map(String))].toSorted()
  if (types.length > 0) return types
  throw refuse('types', '"types" is empty: leave it out to follow edges of every type.')
}

function kindsFilter(kinds: Given | undefined, { reading }: Selection): Filter {
  if (kinds?.is !== 'leaf') return all([])
  if ([kinds.value].flat().length === 0)
    throw refuse('kinds', '"kinds" is empty: leave it out to go over entities of every kind.')
  const kind: Given = { is: 'object', fields: new Map([['in', kinds]]) }
  const given: Given = { is: 'object', fields: new Map([['kind', kind]]) }
  return selectFilter(reading.catalog, ENTITIES, { argument: 'kinds', given })
}

function entityFilter(argument: string, given: Arguments, { reading }: Selection): Filter {
  return selectFilter(reading.catalog, ENTITIES, { argument, given: given.get(argument) })
}

function edgesFilter(given: Arguments): Filter {
  const day = leafOf(given.get('validOn'))
  return all([
    atLeast('minModality', 'modality', { words: STRENGTH, given }),
    atLeast('minConfidence', 'confidence', { words: CERTAINTY, given }),
    ...(day ? [open('since_from', 'lte', day), open('until_to', 'gte', day)] : []),
  ])
}

/** The words of an order down to the one that is asked for. */
function atLeast(
  argument: string,
  column: string,
  { words, given }: { readonly words: readonly string[]; readonly given: Arguments },
): Filter {
  const value = upTo(words, wordOf(given.get(argument)), argument)
  return value === null ? all([]) : compare(column, 'in', { from: 'constant', value })
}

/** A bound that may be open: what has no value has no end. */
function open(column: string, how: 'lte' | 'gte', day: Ref): Filter {
  return {
    test: 'or',
    filters: [{ test: 'null', ...plainColumn('edge', column), is: true }, compare(column, how, day)],
  }
}

function compare(column: string, how: 'in' | 'lte' | 'gte', ref: Ref): Filter {
  const hole: Hole = { fill: 'value', ref }
  return { test: 'compare', ...plainColumn('edge', column), how, hole, insensitive: false, indexed: false }
}

function all(filters: readonly Filter[]): Filter {
  return { test: 'and', filters: filters.filter((filter) => !isTrue(filter)) }
}

function wordOf(given: Given | undefined): string | null {
  return given?.is === 'leaf' ? String(given.value) : null
}

function refuse(argument: string, message: string): Failure {
  return new Failure('BAD_USER_INPUT', message, { facts: { argument } })
}

/** Reads what is asked of the parts of what a walk finds, type by type of the schema. */
class Finding {
  readonly selection: Selection
  readonly place: Place

  constructor(
    { selection, place }: At,
    readonly types: readonly string[],
  ) {
    this.selection = selection
    this.place = place
  }

  entries(type: string, { nodes }: Pick<Asked, 'nodes'>): readonly WalkEntry[] {
    return this.selection.fieldsOf(type, nodes).map((asked) => this.#entry(type, asked))
  }

  #entry(parent: string, asked: Asked): WalkEntry {
    const { key, nodes } = asked
    const field = nameOf(nodes)
    if (field === '__typename') return { key, nonNull: true, form: 'constant', value: parent }
    const type = this.selection.reading.schema.getType(parent)
    const stated = isObjectType(type) ? type.getFields()[field]?.type : undefined
    invariant(stated, `${parent}.${field} is declared`)
    const place = { key, nonNull: isNonNullType(stated) }
    const own = EDGE_TYPES.includes(parent) ? this.#own(asked) : null
    if (own) return { ...place, ...own }
    const named = getNamedType(stated)
    if (isLeafType(named)) return { ...place, form: 'leaf', field }
    if (named.name === 'Entity') return { ...place, ...this.#node(field, asked) }
    if (named.name === 'Claim') return { ...place, ...this.#claim(field, asked) }
    const entries = this.entries(named.name, asked)
    if (!EDGE_TYPES.includes(named.name)) return { ...place, form: 'object', field, entries }
    return { ...place, form: 'edge', field, slot: this.#edges('edges').slot, entries }
  }

  /** A field that is read from the row of the edge. */
  #own(asked: Asked): (WalkEntry & { readonly form: 'own' }) | null {
    const { selection } = this
    const name = nameOf(asked.nodes)
    const property = pathProperties(selection.reading.catalog).find((each) => each.name === name)
    if (!property && name !== 'claims' && name !== 'origins') return null
    const { place } = this.#edges('edges')
    const output = (): Output => {
      if (property) return selection.property(property, 'edge', { asked, place })
      if (name === 'origins') return selectOrigins(selection, { of: 'edge', column: 'origins' }, { asked, place })
      const list = { target: 'Claim', fields: null, unique: true }
      return selection.connection(asked, { anchor: CLAIMS, list }, place)
    }
    return { key: asked.key, nonNull: !property?.nullable, form: 'own', output: output() }
  }

  #node(field: string, asked: Asked): Pick<WalkEntry & { form: 'node' }, 'form' | 'field' | 'slot' | 'node'> {
    const anchor = { by: 'walkedNodes', ids: walked('nodes') } as const
    const { slot, place } = this.place.rows('nodes', (slots) => branch(anchor, 'Entity', { slots }))
    return { form: 'node', field, slot, node: this.selection.node('Entity', asked.nodes, place) }
  }

  #claim(
    field: string,
    asked: Asked,
  ): Pick<WalkEntry & { form: 'claim' }, 'form' | 'field' | 'slot' | 'claims' | 'node'> {
    const { slot, place } = this.#edges('weakest')
    const { slot: claims, place: inner } = place.rows('claim', (slots) =>
      branch(CLAIMS, 'Claim', {
        slots,
        time: 'record',
        order: DECIDING,
        page: onlyPage(asked, { size: ONE, order: [] }),
      }),
    )
    return { form: 'claim', field, slot, claims, node: this.selection.node('Claim', asked.nodes, inner) }
  }

  #edges(what: 'edges' | 'weakest'): { readonly slot: number; readonly place: Place } {
    const anchor = { by: 'walkedEdges', keys: walked(what), types: this.types } as const
    return this.place.rows(what, (slots) => branch(anchor, 'Node', { slots, time: 'none' }))
  }
}

const CLAIMS: Anchor = { by: 'listed', of: 'edge', column: 'claims', part: 'all' }

function branch(anchor: Anchor, target: string, rest: Pick<Branch, 'slots'> & Partial<Branch>): Branch {
  return { anchor, target, time: 'entity', filter: null, order: [], page: null, ...rest }
}

function walked(what: string): Hole {
  return { fill: 'walked', what }
}

/** Which claim behind an edge is named first. */
const DECIDING: readonly OrderBy[] = [
  ...[
    ['rank', RANKS],
    ['modality', STRENGTH],
    ['confidence', CERTAINTY],
  ].map(([column, words]) => ({
    ...BY_ID,
    indexed: false,
    expression: placeIn(`{n}.${String(column)}`, [words].flat()),
  })),
  { ...BY_ID, column: 'publishedAt_from', direction: 'DESC', nullable: true, indexed: false },
  BY_ID,
]

function placeIn(value: string, words: readonly (string | undefined)[]): string {
  return `CASE ${value} ${words.map((word, i) => `WHEN '${word ?? ''}' THEN ${i}`).join(' ')} ELSE ${words.length} END`
}

const ONE: Ref = { from: 'constant', value: 1 }
