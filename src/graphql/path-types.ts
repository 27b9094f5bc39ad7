import { Arg, Ctx, Field, Info, Int, ObjectType, Query, registerEnumType } from 'type-graphql'

import type { Catalog, Constructor } from '../model/catalog.js'
import { PageInfo } from './connections.js'
import type { Connections } from './connections.js'
import type { Inputs } from './inputs.js'
import { putMoment } from './moment-inputs.js'
import { StepDirection, WALK_FIELDS, pathProperties, pathTypes, walkArguments } from './walk-fields.js'
import type { Declared } from './walk-fields.js'

/** Makes the types of paths and puts the fields that answer with them on the query type. */
export class PathTypes {
  readonly #edgeType: Readonly<Record<string, string>>

  constructor(
    readonly catalog: Catalog,
    readonly connections: Connections,
    readonly inputs: Inputs,
  ) {
    const types = pathTypes(catalog)
    this.#edgeType = Object.fromEntries([...types.keys()].map((type) => [type, type]))
    registerEnumType(this.#edgeType, {
      name: 'EdgeType',
      description: 'The type of an edge between entities that is computed from claims.',
      valuesConfig: Object.fromEntries([...types].map(([type, description]) => [type, { description }])),
    })
  }

  /** Puts the fields on the query type; every one is answered by `answer`. */
  putFields(query: Constructor, reference: Constructor, answer: (...given: readonly unknown[]) => unknown): void {
    const made = this.#objects()
    const where = this.inputs.where({ target: 'Entity', fields: null })
    const types = { reference, where, kinds: this.inputs.kindNames(), edgeType: this.#edgeType }
    const prototype = query.prototype as Record<string, unknown>
    for (const field of WALK_FIELDS) {
      const { name, nullable, description } = field
      const type = made[field.type]
      prototype[name] = answer
      Query((() => type) as () => StringConstructor, { nullable, description })(prototype, name, { value: answer })
      const given = walkArguments(field, types)
      for (const [i, [argument, token, text, isNullable = true]] of given.entries()) {
        Arg(argument, token as () => StringConstructor, { nullable: isNullable, description: text })(prototype, name, i)
      }
      const next = putMoment(prototype, name, given.length)
      Ctx()(prototype, name, next)
      Info()(prototype, name, next + 1)
    }
  }

  #objects(): Readonly<Record<string, Constructor>> {
    const entity = this.connections.target('Entity')
    const cuts = cutFields(entity)
    const Path = this.#path(entity, cuts)
    const distance: Declared = ['distance', () => Int, 'Over how many edges it is reached at least.', false]
    return {
      Path,
      PathConnection: this.#connection('Path', Path, { cuts }),
      ReachableConnection: this.#connection('Reachable', entity, { cuts, own: [distance] }),
      Neighbourhood: this.#neighbourhood(entity, cuts),
    }
  }

  #path(entity: Constructor, cuts: readonly Declared[]): Constructor {
    const claim = this.connections.target('Claim')
    const edge = this.#edge('StepEdge', 'The edge by which a path comes to a node.', [
      ['direction', () => StepDirection, 'Which way the edge lies on the path.', false],
    ])
    const step = object('PathStep', 'A node of a path, with the edge that leads to it.', [
      ['node', () => entity, 'The entity.', false],
      ['edge', () => edge, 'The edge from the node before; null at the first.'],
    ])
    return object('Path', 'A way from one entity to another that meets none of them twice.', [
      ['length', () => Int, 'The number of its edges.', false],
      ['steps', () => [step], 'Its nodes from the first to the last.', false],
      [
        'weakest',
        () => claim,
        'The first claim (by rank, modality, confidence, later publication) behind the least certain edge on the way (by modality, confidence, the first that is met); null when there is no edge.',
      ],
      ...cuts,
    ])
  }

  #connection(
    name: string,
    node: Constructor,
    { cuts, own = [] }: { readonly cuts: readonly Declared[]; readonly own?: readonly Declared[] },
  ): Constructor {
    const edge = object(`${name}Edge`, `One row of a list of ${node.name}.`, [
      ['node', () => node, 'What the row is about.', false],
      ...own,
      ['cursor', () => String, 'Points to this row in the list.', false],
    ])
    return object(`${name}Connection`, `A page of a list of ${node.name}.`, [
      ['edges', () => [edge], 'The rows of the page.', false],
      ['nodes', () => [node], 'What the rows of the page are about.', false],
      ['pageInfo', () => PageInfo, 'Where the page lies in the list.', false],
      [
        'totalCount',
        () => Int,
        'How many rows the whole list has; computed only when it is asked for; null when not all were found.',
      ],
      ...cuts,
    ])
  }

  #neighbourhood(entity: Constructor, cuts: readonly Declared[]): Constructor {
    const node = object('Neighbour', 'An entity of a neighbourhood.', [
      ['node', () => entity, 'The entity.', false],
      ['distance', () => Int, 'How many edges lie between it and the middle at least.', false],
      [
        'edgeCount',
        () => Int,
        'How many edges it has in all of the graph, of the types that are asked for; those with more come first.',
        false,
      ],
    ])
    const edge = this.#edge('NeighbourhoodEdge', 'An edge between two entities of a neighbourhood.', [
      ['from', () => entity, 'The subject of its claims.', false],
      ['to', () => entity, 'The object of its claims.', false],
    ])
    return object('Neighbourhood', 'What lies around an entity.', [
      ['of', () => entity, 'The entity in the middle; null when it is not there.'],
      ['nodes', () => [node], 'The entities, the one in the middle first.', false],
      [
        'edges',
        () => [edge],
        'The edges between them: first those by which each hangs on the middle, then the surer, then by id; at most five times as many as entities are asked for.',
        false,
      ],
      ['nodesLeftOut', () => Int, 'How many entities were found and are not shown.', false],
      ['edgesLeftOut', () => Int, 'How many edges between entities that are shown are not shown.', false],
      ...cuts,
    ])
  }

  /** A type with what every edge between entities has, its claims among it. */
  #edge(name: string, description: string, own: readonly Declared[]): Constructor {
    const made = object(name, description, [['type', () => this.#edgeType, 'The type of the edge.', false], ...own])
    this.connections.putEdgeFields(made, pathProperties(this.catalog))
    return made
  }
}

function cutFields(entity: Constructor): readonly Declared[] {
  return [
    [
      'complete',
      () => Boolean,
      'Whether nothing was left out for being too much; false when edges of dense nodes were not followed, the search for paths was given up, or a neighbourhood has more than it shows.',
      false,
    ],
    ['cutAt', () => [entity], 'The entities whose edges were not all followed, the densest first, at most 20.', false],
  ]
}

function object(name: string, description: string, fields: readonly Declared[]): Constructor {
  const made = class {}
  ObjectType(name, { description, simpleResolvers: true })(made)
  for (const [field, type, text, nullable = true] of fields) {
    Field(type as () => StringConstructor, { nullable, description: text })(made.prototype, field)
  }
  return made
}
