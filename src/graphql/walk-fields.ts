import { Int, registerEnumType } from 'type-graphql'

import type { Catalog, Constructor, Property } from '../model/catalog.js'
import { DateScalar } from '../model/scalars.js'
import { ConfidenceLevel, Modality } from '../model/words.js'

/** A field of the query type that follows edges from entity to entity, and how far it goes. */
export interface WalkField {
  readonly name: 'shortestPath' | 'paths' | 'neighbourhood' | 'reachable'
  /** The arguments that name the entities at its ends. */
  readonly ends: readonly string[]
  /** The argument that says how far it goes, how far by itself, and how far at most. */
  readonly hops: { readonly argument: string; readonly otherwise: number; readonly most: number }
  readonly type: string
  readonly nullable: boolean
  readonly description: string
}

export const WALK_FIELDS: readonly WalkField[] = [
  {
    name: 'shortestPath',
    ends: ['from', 'to'],
    hops: { argument: 'maxHops', otherwise: 6, most: 10 },
    type: 'Path',
    nullable: true,
    description:
      'The first of the shortest paths from one entity to another over edges that claims assert; null when there is none, or when one of the two is not there.',
  },
  {
    name: 'paths',
    ends: ['from', 'to'],
    hops: { argument: 'maxHops', otherwise: 4, most: 6 },
    type: 'PathConnection',
    nullable: false,
    description:
      'Pages of all paths from one entity to another over edges that claims assert: the shorter first; of the same length compared step by step from the start, the one with the surer edge, then with the lower id of the edge.',
  },
  {
    name: 'neighbourhood',
    ends: ['of'],
    hops: { argument: 'depth', otherwise: 1, most: 4 },
    type: 'Neighbourhood',
    nullable: false,
    description:
      'The entities around one, grown from it outward: each time the one with the most edges of those that hang on what is there already.',
  },
  {
    name: 'reachable',
    ends: ['from'],
    hops: { argument: 'maxHops', otherwise: 2, most: 6 },
    type: 'ReachableConnection',
    nullable: false,
    description: 'Pages of the entities that one can be followed to, each once: the nearer first, then by id.',
  },
]

/** The types whose fields are those of an edge between entities. */
export const EDGE_TYPES: readonly string[] = ['StepEdge', 'NeighbourhoodEdge']

const PathDirection = { ANY: 'ANY', OUT: 'OUT', IN: 'IN' } as const
registerEnumType(PathDirection, {
  name: 'PathDirection',
  description: 'Which way edges are followed.',
  valuesConfig: {
    ANY: { description: 'Both ways.' },
    OUT: { description: 'As they lie: from the subject of their claims to the object.' },
    IN: { description: 'Against it: from the object of their claims to the subject.' },
  },
})

/** Which way an edge lies on a path. */
export const StepDirection = { OUT: 'OUT', IN: 'IN' } as const
registerEnumType(StepDirection, {
  name: 'StepDirection',
  description: 'Which way an edge lies on a path.',
  valuesConfig: {
    OUT: { description: 'From the node before to this one.' },
    IN: { description: 'From this node to the one before.' },
  },
})

const ShortestBy = { HOPS: 'HOPS', CERTAINTY: 'CERTAINTY' } as const
registerEnumType(ShortestBy, {
  name: 'ShortestBy',
  description: 'Which path is the best of several.',
  valuesConfig: {
    HOPS: { description: 'The one with the fewest edges.' },
    CERTAINTY: { description: 'The one whose weakest edge is the surest, and of those the one with the fewest edges.' },
  },
})

type Token = () => unknown

/** A field or an argument as it is declared: with a type, a sentence, and whether it may be null, as it may unless it is said. */
export type Declared = readonly [name: string, type: Token, description: string, nullable?: boolean]

/** What the types of arguments are called in this schema. */
export interface ArgumentTypes {
  readonly reference: Constructor
  readonly where: Constructor
  readonly kinds: object
  readonly edgeType: object
}

/** The relationship types of edges that are computed from claims: those that paths go over. */
export function pathTypes(catalog: Catalog): ReadonlyMap<string, string> {
  const types = new Map<string, string>()
  for (const kind of catalog.kinds.values()) {
    for (const edge of kind.edges) {
      const [type, ...more] = edge.types
      // One that gathers several types says nothing of each of them.
      if (!edge.fields?.claimed || !type || more.length > 0 || edge.direction === 'in') continue
      if (!types.has(type))
        types.set(
          type,
          `From ${kind.name} to ${edge.target}: ${edge.description.charAt(0).toLowerCase()}${edge.description.slice(1)}`,
        )
    }
  }
  return new Map([...types].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Every own field that an edge of a path may have; the role in an event is in the type of the edge too. */
export function pathProperties(catalog: Catalog): readonly Property[] {
  const [claimed = [], ...more] = catalog.edgeFields
    .filter((fields) => fields.claimed && fields.name !== 'Participation')
    .toSorted((a, b) => a.properties.length - b.properties.length)
    .map(({ properties }) => properties)
  const known = new Map(claimed.map((property) => [property.name, property]))
  for (const property of more.flat()) {
    if (!known.has(property.name)) known.set(property.name, { ...property, nullable: true })
  }
  return [...known.values()]
}

/** The arguments of a field that walks. */
export function walkArguments({ name, ends, hops }: WalkField, types: ArgumentTypes): readonly Declared[] {
  const { reference, where } = types
  const how = `How many edges it may go over: ${hops.otherwise} unless it is said, at most ${hops.most}.`
  const own: Readonly<Record<WalkField['name'], readonly Declared[]>> = {
    shortestPath: [['by', () => ShortestBy, 'Which path is the best: HOPS unless it is said.']],
    paths: PAGE,
    neighbourhood: SHOWN,
    reachable: [...PAGE, ['where', () => where, 'Which of the entities that are reached belong to the list.']],
  }
  return [
    ...ends.map((end): Declared => [end, () => reference, END_WORDS[end] ?? '', false]),
    [hops.argument, () => Int, how],
    ...own[name],
    ...filters(types),
  ]
}

const PAGE: readonly Declared[] = [
  ['first', () => Int, 'How many rows from the start: 20 unless it is said, at most 200.'],
  ['after', () => String, 'Only rows after this cursor.'],
]

const SHOWN: readonly Declared[] = [
  [
    'first',
    () => Int,
    'How many entities are shown, the one in the middle among them: 20 unless it is said, at most 200.',
  ],
]

const END_WORDS: Readonly<Record<string, string>> = {
  from: 'The entity where it begins.',
  to: 'The entity where it ends.',
  of: 'The entity in the middle.',
}

function filters({ kinds, edgeType, where }: ArgumentTypes): readonly Declared[] {
  return [
    ['kinds', () => [kinds], 'Of which kinds every entity on the way must be; the given ends need not.'],
    ['types', () => [edgeType], 'Of which types every edge must be.'],
    ['direction', () => PathDirection, 'Which way edges are followed: ANY unless it is said.'],
    [
      'minModality',
      () => Modality,
      'The weakest modality an edge may have: CONFIRMED, REPORTED, ALLEGED or INFERRED, in this order.',
    ],
    [
      'minConfidence',
      () => ConfidenceLevel,
      'The weakest confidence an edge may have: CONFIDENT, LIKELY, SPECULATIVE or UNKNOWN, in this order.',
    ],
    ['validOn', () => DateScalar, 'Only edges that may hold on this day: not yet over, and not still to begin.'],
    ['through', () => where, 'What every entity on the way must be like; the given ends need not.'],
  ]
}
