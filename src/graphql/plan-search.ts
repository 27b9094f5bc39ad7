import { invariant } from '../errors.js'
import { kindOf } from '../model/catalog.js'
import type { Catalog } from '../model/catalog.js'
import { kindName } from '../model/kind-words.js'
import { isTrue } from '../plan/compile-filter.js'
import type { FacetKey } from '../plan/entries.js'
import type {
  Anchor,
  Branch,
  EdgeEntry,
  Facet,
  LookContext,
  LookFor,
  OrderBy,
  Output,
  Page,
  Ref,
} from '../plan/plan.js'
import { leafOf, refOf } from './given.js'
import type { Given } from './given.js'
import { plainColumn } from './place.js'
import type { Place } from './place.js'
import { FACETS, HIGHLIGHTED, countryEdge, hitsOf, resolutionOf } from './hits.js'
import { selectFilter } from './select-list.js'
import { BY_ID } from './select-order.js'
import { nameOf, onlyPage } from './asked.js'
import type { Asked } from './asked.js'
import type { Selection } from './selection.js'

/** A root field that looks for words: what it looks for, and how the answer is made of what is found. */
export interface PlannedSearch {
  readonly output: Output
  readonly looksFor: LookFor
}

interface At {
  readonly selection: Selection
  readonly place: Place
}

/** The best first; the rank is the score as a whole number, which every engine orders alike. */
const BY_RANK: OrderBy = {
  of: 'edge',
  column: 'rank',
  expression: null,
  fact: null,
  direction: 'DESC',
  nullable: false,
  indexed: false,
  type: 'number',
}
const ORDER: readonly OrderBy[] = [BY_RANK, BY_ID]

/** Rows when the client does not say; a person reads no more. */
const TEN: Ref = { from: 'constant', value: 10 }

/** Reads `search`. */
export function planSearch(asked: Asked, { selection, place }: At): PlannedSearch {
  const { catalog } = selection.reading
  const given = selection.arguments(asked)
  const words = refOf(given.get('query'))
  const filter = selectFilter(
    catalog,
    { target: 'Entity', fields: null },
    { argument: 'where', given: given.get('where') },
  )
  const filtered = !isTrue(filter) || selection.pins !== null
  const found = {
    order: ORDER,
    words,
    field: (field: Asked, branch: Branch): Output | null => connectionExtra(field, branch, { asked, selection, place }),
    edge: (field: Asked, row: Place): Output | null =>
      nameOf(field.nodes) === 'highlights' ? highlights(field, words, { selection, place: row }) : null,
  }
  const list = { ...hitsOf(catalog), unique: true }
  return {
    output: selection.connection(asked, { anchor: foundBy(asked, !filtered), list, found }, place),
    looksFor: {
      for: 'search',
      argument: 'query',
      words,
      kinds: kindsOf(given.get('kinds')),
      filtered,
      cut: null,
    },
  }
}

/** Reads `suggest`. */
export function planSuggest(asked: Asked, { selection, place }: At): PlannedSearch {
  const given = selection.arguments(asked)
  const words = refOf(given.get('prefix'))
  const page = onlyPage(asked, { size: leafOf(given.get('first')) ?? TEN, order: ORDER })
  const { slot, place: row } = rowsOf(asked, page, { selection, place })
  const entries = selection.fieldsOf('Suggestion', asked.nodes).map((field): EdgeEntry => {
    const { key, nodes } = field
    const name = nameOf(nodes)
    if (name === 'entity') return { key, field: 'node', node: selection.node('Entity', nodes, row) }
    if (name === '__typename')
      return { key, field: 'own', nonNull: true, output: { make: 'constant', value: 'Suggestion' } }
    const of = name === 'slug' ? 'node' : 'edge'
    return { key, field: 'own', nonNull: true, output: { make: 'slot', slot: row.column(plainColumn(of, name)) } }
  })
  return {
    output: { make: 'rows', slot, entries },
    looksFor: {
      for: 'suggest',
      argument: 'prefix',
      words,
      kinds: kindsOf(given.get('kinds')),
      filtered: selection.pins !== null,
      cut: cutTo(page, selection),
    },
  }
}

/** Reads `resolve`. */
export function planResolve(asked: Asked, { selection, place }: At): PlannedSearch {
  const { catalog } = selection.reading
  const given = selection.arguments(asked)
  const page = onlyPage(asked, { size: leafOf(given.get('first')) ?? TEN, order: ORDER })
  const { slot, place: row } = rowsOf(asked, page, { selection, place })
  const { properties } = resolutionOf(catalog)
  const entries = selection.fieldsOf('Candidate', asked.nodes).map((field): EdgeEntry => {
    const { key, nodes } = field
    if (nameOf(nodes) === 'entity') return { key, field: 'node', node: selection.node('Entity', nodes, row) }
    const property = properties.find(({ name }) => name === nameOf(nodes))
    const output: Output = property
      ? selection.property(property, 'edge', { asked: field, place: row })
      : { make: 'constant', value: 'Candidate' }
    return { key, field: 'own', nonNull: true, output }
  })
  return {
    output: { make: 'rows', slot, entries },
    looksFor: {
      for: 'resolve',
      argument: 'name',
      words: refOf(given.get('name')),
      kinds: kindsOf(given.get('kinds')),
      filtered: selection.pins !== null,
      cut: cutTo(page, selection),
      context: contextOf(given.get('context'), catalog),
    },
  }
}

function contextOf(given: Given | undefined, catalog: Catalog): LookContext {
  const fields = given?.is === 'object' ? given.fields : new Map<string, Given>()
  const toCountries = countryEdge(catalog)
  const listed = fields.get('identifiers')
  const identifiers = (listed?.is === 'list' ? listed.items : []).map((item) => {
    invariant(item.is === 'object', 'a key of a register is an object')
    return { scheme: refOf(item.fields.get('scheme')), value: refOf(item.fields.get('value')), argument: 'identifiers' }
  })
  return { country: leafOf(fields.get('country')), domain: leafOf(fields.get('domain')), identifiers, toCountries }
}

/** Of what is found now some was not known at another moment, so that the statement must choose from all. */
function cutTo(page: Page, { pins }: Selection): LookFor['cut'] {
  return pins === null ? { fill: 'limit', page } : null
}

function rowsOf(asked: Asked, page: Page, { selection, place }: At): ReturnType<Place['rows']> {
  const { time } = kindOf(selection.reading.catalog, 'Entity')
  return place.rows('found', (slots) => ({
    anchor: foundBy(asked, selection.pins === null),
    target: 'Entity',
    time,
    filter: null,
    order: ORDER,
    page,
    slots,
  }))
}

function foundBy(asked: Asked, isWhole: boolean): Anchor {
  return { by: 'found', key: asked.key, isWhole }
}

function connectionExtra(
  field: Asked,
  branch: Branch,
  { asked, selection, place }: At & { readonly asked: Asked },
): Output | null {
  const name = nameOf(field.nodes)
  if (name === 'truncated') return { make: 'truncated', key: asked.key }
  if (name !== 'facets') return null
  const entries = selection.fieldsOf('SearchFacets', field.nodes).map(({ key, nodes }) => {
    const facet = FACETS.find((each) => each.name === nameOf(nodes))
    if (!facet) return { key, nonNull: true, output: { make: 'constant', value: 'SearchFacets' } as const }
    const keys = selection
      .fieldsOf('Facet', nodes)
      .map((each): FacetKey => ({ key: each.key, field: nameOf(each.nodes) as FacetKey['field'] }))
    const counted: Facet = facet.facet(selection.reading.catalog)
    const slot = place.facet(facet.name, { ...branch, target: facet.target, page: null, slots: [] }, counted)
    return { key, nonNull: true, output: { make: 'facet', slot, ofKinds: facet.ofKinds, keys } as const }
  })
  return { make: 'value', test: null, entries }
}

function highlights(field: Asked, words: Ref, { selection, place }: At): Output {
  const parts = selection.fieldsOf('Highlight', field.nodes).map(({ key, nodes }) => {
    const name = nameOf(nodes)
    return { key, typename: 'Highlight', part: name === '__typename' ? null : name, nonNull: true }
  })
  const fields = HIGHLIGHTED.map((column) => ({
    field: column.column,
    slot: place.column(column),
    names: column.column === 'names',
  }))
  return { make: 'highlights', words, fields, parts }
}

/** The kinds that are asked for, which the form of the operation holds. */
function kindsOf(given: Given | undefined): readonly string[] | null {
  if (given?.is !== 'leaf') return null
  return [...new Set([given.value].flat().map((word) => kindName(String(word))))].toSorted()
}
