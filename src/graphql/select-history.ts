import { edgeNamed, kindOf } from '../model/catalog.js'
import type { Catalog, Edge } from '../model/catalog.js'
import type { LineForms } from '../model/history.js'
import { Vocabulary } from '../model/vocabulary.js'
import type { ClaimCells } from '../plan/claim-cells.js'
import type { Branch, DiffEntry, Entry, HistoryEntry, Output, Pins, Root } from '../plan/plan.js'
import { plainColumn } from './place.js'
import type { Place } from './place.js'
import { BY_ID } from './select-order.js'
import { clockOf, selectPins } from './select-moment.js'
import { nameOf, onlyPage } from './asked.js'
import type { Asked, Selecting } from './asked.js'
import type { Given } from './given.js'

/** How many claims of one entity a history or a difference looks at. */
const MOST_CLAIMS = 500
const MOST_SUCCESSORS = 20

const COLUMNS = [
  'id',
  'predicate',
  'qualified',
  'validFrom',
  'polarity',
  'modality',
  'confidence',
  'rank',
  'review',
  'pub_from',
  'recordedAt',
  'retractedAt',
  'publishedAt_from',
  'validFrom_from',
  'validTo_to',
  'origins',
  'originsSince',
  'value',
  'value_text',
  'value_amount',
  'value_currency',
] as const

interface At {
  readonly asked: Asked
  readonly place: Place
}

/** What was shown of an entity, from when to when, and by which claim. */
export function selectHistory(
  selection: Selecting,
  { asked, place }: At,
  { pins, trust }: Pick<Root, 'pins' | 'trust'>,
): Output {
  const given = selection.arguments(asked)
  const clock = given.get('clock')
  const field = given.get('field')
  const { cells, claims } = claimRows(selection, { asked, place })
  const entries = selection.fieldsOf('Shown', asked.nodes).map(({ key, nodes }): HistoryEntry => {
    const name = nameOf(nodes)
    return name === 'claim'
      ? { key, field: name, node: selection.node('Claim', nodes, claims) }
      : { key, field: name as 'field' }
  })
  const isSystem = clock?.is === 'leaf' ? clock.value === 'SYSTEM' : pins?.clock === 'SYSTEM'
  return {
    make: 'history',
    cells,
    clock: isSystem ? 'SYSTEM' : 'PUBLICATION',
    pins,
    trust,
    field: field?.is === 'leaf' ? field.ref : null,
    at: `${asked.parent}.${nameOf(asked.nodes)}`,
    entries,
  }
}

const NOW: Pins = { clock: 'PUBLICATION', known: null, valid: null, review: 'ACCEPTED' }

/** The two moments of a difference. */
export function selectMoments(given: ReadonlyMap<string, Given>): Readonly<Record<'from' | 'to', Pins>> {
  const pinsOf = (name: string): Pins =>
    selectPins(given.get(name), undefined) ?? { ...NOW, clock: clockOf(given.get(name)) }
  return { from: pinsOf('from'), to: pinsOf('to') }
}

/** What an entity showed at one moment and at another. */
export function selectDiff(selection: Selecting, { asked, place }: At): Output {
  const moments = selectMoments(selection.arguments(asked))
  const entries = selection.fieldsOf('Diff', asked.nodes).map((field): Entry => {
    const { key, nodes } = field
    const name = nameOf(nodes)
    const output = (): Output => {
      if (name === '__typename') return { make: 'constant', value: 'Diff' }
      if (name === 'entity') return { make: 'self', node: selection.node('Entity', nodes, place) }
      const { cells, claims } = claimRows(selection, { asked: field, place })
      const change = name as 'added' | 'changed' | 'withdrawn'
      const sides = selection.fieldsOf('Difference', nodes).map((side): DiffEntry => {
        const part = nameOf(side.nodes)
        return part === 'before' || part === 'after'
          ? { key: side.key, field: part, node: selection.node('Claim', side.nodes, claims) }
          : { key: side.key, field: part as 'field' }
      })
      return { make: 'diff', cells, ...moments, change, entries: sides }
    }
    return { key, nonNull: true, output: output() }
  })
  return { make: 'value', test: null, entries }
}

/** The claims of an entity with all that the rules look at; what a client asks of them lies at the same place. */
function claimRows(selection: Selecting, { asked, place }: At): { readonly cells: ClaimCells; readonly claims: Place } {
  const { catalog } = selection.reading
  const claim = kindOf(catalog, 'Claim')
  const branchOf =
    (edge: Edge, cap: number) =>
    (slots: Branch['slots']): Branch => ({
      anchor: { by: 'edge', edge },
      target: edge.target,
      time: kindOf(catalog, edge.target).time,
      filter: null,
      order: [BY_ID],
      page: onlyPage(asked, { cap, order: [BY_ID] }),
      slots,
    })
  const said = edgeNamed(kindOf(catalog, 'Entity'), 'claims')
  // One for all that is asked of it: what clients ask of the claims lies side by side.
  const { slot, place: claims } = place.rows('history', branchOf(said, MOST_CLAIMS))
  const columns = Object.fromEntries(COLUMNS.map((column) => [column, claims.column(plainColumn('node', column))]))
  const object = claims.rows('object', branchOf(edgeNamed(claim, 'object'), 1))
  object.place.column(plainColumn('node', 'id'))
  const linked = edgeNamed(claim, 'linkedFrom')
  const successors = claims.rows('successors', branchOf({ ...linked, types: ['SUPERSEDES'] }, MOST_SUCCESSORS))
  for (const column of ['pub_from', 'recordedAt', 'retractedAt', 'review'])
    successors.place.column(plainColumn('node', column))
  return {
    cells: {
      rows: slot,
      columns,
      object: object.slot,
      successors: successors.slot,
      kindSlot: place.column(plainColumn('node', 'nodeKind')),
      forms: lineForms(catalog),
    },
    claims,
  }
}

let made: Readonly<Record<string, LineForms>> | null = null

/** What predicates mean for each kind of entity, as the fields of the API. */
function lineForms(catalog: Catalog): Readonly<Record<string, LineForms>> {
  made ??= new Vocabulary(catalog).lineForms()
  return made
}
