import { kindOf } from '../model/catalog.js'
import type { Property } from '../model/catalog.js'
import { REASONS } from '../model/standing.js'
import type { Anchor, Branch, Entry, OrderBy, Output, Slot } from '../plan/plan.js'
import { factName } from './derived-names.js'
import { factColumn } from './place.js'
import type { Place } from './place.js'
import { BY_ID } from './select-order.js'
import { branchKey, nameOf, onlyPage } from './asked.js'
import type { Asked, Selecting } from './asked.js'

interface At {
  readonly asked: Asked
  readonly place: Place
}

/** A list of ids that stands on a node or an edge. */
interface Listed {
  readonly of: 'node' | 'edge'
  readonly column: string
  readonly isFact?: true
}

/** The explained form of a property: its value, the claims behind it in order, and why the first decides. */
export function selectFact(selection: Selecting, property: Property, { asked, place }: At): Output {
  const { column, list } = property
  const column1 = (suffix: string): number => place.column(factColumn(`${column}_${suffix}`))
  const claims = column1('claims')
  const entries = selection.fieldsOf(factName(property), asked.nodes).map((field): Entry => {
    const { key, nodes } = field
    const one = (output: Output, nonNull = true): Entry => ({ key, nonNull, output })
    const at = { asked: field, place }
    switch (nameOf(nodes)) {
      case '__typename':
        return one({ make: 'constant', value: factName(property) })
      case 'value':
        return one(selection.property(property, 'node', at), list)
      case 'claim':
        return one(
          selectListed(selection, { of: 'node', column: `${column}_claims`, isFact: true, part: 'first' }, at),
          false,
        )
      case 'alternatives':
        return one(
          selectListed(selection, { of: 'node', column: `${column}_claims`, isFact: true, part: 'others' }, at),
        )
      case 'claims':
        return one(selectListed(selection, { of: 'node', column: `${column}_claims`, isFact: true, part: 'all' }, at))
      case 'explanation':
        return one({ make: 'words', slot: column1('reason'), words: REASONS })
      case 'origins':
        return one(selectOrigins(selection, { of: 'node', column: `${column}_origins`, isFact: true }, at))
      default:
        return one({ make: 'slot', slot: column1(nameOf(nodes)) })
    }
  })
  return { make: 'value', test: list ? null : claims, entries }
}

/** To whom the claims behind something go back, and how many they are. */
export function selectOrigins(selection: Selecting, listed: Listed, { asked, place }: At): Output {
  const { slot, place: inner } = listedRows({ ...listed, part: 'all' }, { asked, place }, selection)
  const entries = selection.fieldsOf('Origins', asked.nodes).map((field): Entry => {
    const { key, nodes } = field
    const output = (): Output => {
      if (nameOf(nodes) === 'count') return { make: 'length', slot }
      if (nameOf(nodes) === '__typename') return { make: 'constant', value: 'Origins' }
      return { make: 'list', slot, node: selection.node('Speaker', nodes, inner) }
    }
    return { key, nonNull: true, output: output() }
  })
  return { make: 'value', test: null, entries }
}

function selectListed(selection: Selecting, listed: Listed & { readonly part: ListedPart }, at: At): Output {
  const { slot, place } = listedRows(listed, at, selection)
  const node = selection.node('Claim', at.asked.nodes, place)
  return { make: listed.part === 'first' ? 'one' : 'list', slot, node }
}

/** The claims stand in the order in which they decide; their place in the list stands for an edge. */
const BY_PLACE: OrderBy = { ...BY_ID, of: 'edge', column: '', expression: '{n}', indexed: false, type: 'number' }

type ListedPart = (Anchor & { readonly by: 'listed' })['part']

function listedRows(
  listed: Listed & { readonly part: ListedPart },
  { asked, place }: At,
  { reading }: Selecting,
): { readonly slot: number; readonly place: Place } {
  const anchor: Anchor = { by: 'listed', ...listed }
  const target = listed.column.endsWith('origins') ? 'Speaker' : 'Claim'
  const { time } = kindOf(reading.catalog, target)
  const page = onlyPage(asked, { order: [] })
  const branch = (slots: readonly Slot[]): Branch => ({
    anchor,
    target,
    time,
    filter: null,
    order: target === 'Speaker' ? [BY_ID] : listed.part === 'first' ? [] : [BY_PLACE],
    page,
    slots,
  })
  return place.rows(branchKey(asked, anchor), branch)
}
