import { invariant } from '../errors.js'
import { concreteKinds, edgeNamed, kindOf } from '../model/catalog.js'
import type { Catalog, Edge, EdgeFields } from '../model/catalog.js'
import type { ColumnOf, Facet } from '../plan/plan.js'
import type { ListOf } from './select-list.js'

/** How each facet is counted. */
export const FACETS: readonly {
  readonly name: string
  readonly target: string
  readonly ofKinds: boolean
  readonly facet: (catalog: Catalog) => Facet
}[] = [
  { name: 'kinds', target: 'Entity', ofKinds: true, facet: () => ({ over: null, value: 'nodeKind', label: null }) },
  { name: 'eventKinds', target: 'Event', ofKinds: true, facet: () => ({ over: null, value: 'nodeKind', label: null }) },
  {
    name: 'countries',
    target: 'Entity',
    ofKinds: false,
    facet: (catalog) => ({
      over: { edge: countryEdge(catalog), time: kindOf(catalog, 'Country').time },
      value: 'slug',
      label: 'name',
    }),
  },
  {
    name: 'modalities',
    target: 'Entity',
    ofKinds: false,
    facet: (catalog) => ({
      over: { edge: edgeNamed(kindOf(catalog, 'Entity'), 'claims'), time: kindOf(catalog, 'Claim').time },
      value: 'modality',
      label: null,
    }),
  },
]

/** Fields of an entity in which a highlight may stand. */
export const HIGHLIGHTED: readonly ColumnOf[] = ['name', 'names', 'description', 'summary'].map((column) => ({
  of: 'node',
  column,
  expression: null,
  // Names show however little their claims are trusted.
  fact: column === 'name' ? null : { column, list: column === 'names' },
}))

/** Every edge from an entity to a country, as one. */
export function countryEdge(catalog: Catalog): Edge {
  const edges = concreteKinds(catalog).flatMap((kind) =>
    kind.edges.filter(({ target, direction }) => target === 'Country' && direction === 'out'),
  )
  const [first] = edges
  invariant(first, 'some kinds lead to countries')
  return { ...first, types: [...new Set(edges.flatMap(({ types }) => types))].toSorted() }
}

/** The list of what a search found. */
export function hitsOf(catalog: Catalog): ListOf {
  return { target: 'Entity', fields: catalog.edgeFields.find(({ name }) => name === 'Hit') ?? null, stem: 'Search' }
}

/** What stands beside an entity that may be meant by a name. */
export function resolutionOf(catalog: Catalog): EdgeFields {
  const fields = catalog.edgeFields.find(({ name }) => name === 'Resolution')
  invariant(fields, 'what a resolution says is declared')
  return fields
}
