import { Arg, Field, Int, ObjectType } from 'type-graphql'

import { unionToken } from '../model/declare.js'
import { kindOf } from '../model/catalog.js'
import type { Catalog, Constructor, Edge, Kind, Property } from '../model/catalog.js'
import { LONGEST_LIST } from '../plan/bind.js'
import { connectionName, edgeName, groupName, inOneSentence } from './derived-names.js'
import type { Facts } from './facts.js'
import type { FigureTypes } from './figure-types.js'
import type { Inputs } from './inputs.js'
import type { OrderInputs } from './order-inputs.js'
import type { ListOf } from './select-list.js'

@ObjectType({ description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are rows after this page.' })
  readonly hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether there are rows before this page.' })
  readonly hasPreviousPage!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Points before the first row of the page; null when it is empty.',
  })
  readonly startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'Points after the last row of the page; null when it is empty.' })
  readonly endCursor!: string | null
}

/** How many arguments every connection has, so that others may come after them. */
export const CONNECTION_ARGUMENTS = 6

const CLAIMS: ListOf = { target: 'Claim', fields: null }

/** Makes the types of connections and puts the edges on the kinds, before the schema is built. */
export class Connections {
  readonly #made = new Map<string, Constructor>()

  constructor(
    readonly catalog: Catalog,
    readonly inputs: Inputs,
    readonly types: { readonly facts: Facts; readonly figures: FigureTypes; readonly orders: OrderInputs },
  ) {}

  /** Declares the edge fields that a kind has of its own, not by its interfaces. */
  putEdges(kind: Kind): void {
    const inherited = new Set(kind.interfaces.flatMap((name) => kindOf(this.catalog, name).edges))
    for (const edge of kind.edges) if (!inherited.has(edge)) this.#putEdge(kind, edge)
  }

  /** Declares what a firm has raised and what it is worth, which are computed of its rounds. */
  putTotals(): void {
    const money = this.types.figures.money()
    const { prototype } = kindOf(this.catalog, 'Company').token
    Field(() => this.target('FundingRound'), {
      nullable: true,
      description: 'The latest of its rounds that says what it is worth, and is more than proposed or talked about.',
    })(prototype, 'lastValuation')
    Field(() => [money], {
      description:
        'What it raised, by currency: a tranche counts with its round where that has an amount; what is only sought does not count.',
    })(prototype, 'totalRaised')
  }

  /** The type of a page of a list. */
  connection(list: ListOf, description = `A page of a list of ${list.target}.`): Constructor {
    const edge = this.#edge(list)
    const node = this.target(list.target)
    return this.#object(connectionName(list), description, (made) => {
      Field(() => [edge], { description: 'The rows of the page, each with its edge.' })(made.prototype, 'edges')
      Field(() => [node], { description: 'The nodes of the page, without their edges.' })(made.prototype, 'nodes')
      Field(() => PageInfo, { description: 'Where the page lies in the list.' })(made.prototype, 'pageInfo')
      Field(() => Int, {
        description:
          'How many rows the whole list has, one for each edge: a node has several where several edges lead to it; computed only when it is asked for.',
      })(made.prototype, 'totalCount')
      if (!list.stem) this.#putGroups(made, list)
    })
  }

  /** What was found by words has facets instead. */
  #putGroups(made: Constructor, list: ListOf): void {
    this.#putFigures(made, list, 'the whole list')
    const group = this.#group(list)
    Field(() => [group], { description: 'The list in groups: the first of them, all of which "groupCount" counts.' })(
      made.prototype,
      'groupBy',
    )
    Field(() => Int, { description: 'How many groups there are in all, however many "groupBy" shows.' })(
      made.prototype,
      'groupCount',
    )
    this.#putGroupArguments(made.prototype, list)
  }

  #putFigures({ prototype }: Constructor, { target, fields }: ListOf, of: string): void {
    const aggregate = this.types.figures.aggregate(target)
    Field(() => aggregate, { description: `Figures of the nodes of ${of}, each counted once.` })(prototype, 'aggregate')
    if (!fields) return
    const edges = this.types.figures.edgeAggregate(fields)
    Field(() => edges, { description: `Figures of the edges of ${of}, of which several may lead to one node.` })(
      prototype,
      'edgeAggregate',
    )
  }

  #putGroupArguments(prototype: object, { target, fields }: ListOf): void {
    const { figures } = this.types
    const [keys, having, order] = [figures.keys(target), figures.having(target), figures.order(target)]
    const edgeKeys = fields && figures.edgeKeys(fields)
    const which: readonly (readonly [string, () => unknown, string])[] = [
      ['having', () => having, 'Which groups.'],
      ...(edgeKeys ? [['byEdge', () => [edgeKeys], 'Fields of the edge, after "by".'] as const] : []),
    ]
    const shown: typeof which = [
      ['orderBy', () => [order], 'Their order; else those with most nodes first.'],
      ['first', () => Int, 'How many: 20 unless it is said, at most 200.'],
    ]
    for (const [field, given] of Object.entries({ groupBy: [...which, ...shown], groupCount: which })) {
      Arg('by', (() => [keys]) as never, {
        description: 'The fields, at most 5, of which at most 2 are lists or edges to many.',
      })(prototype, field, 0)
      for (const [i, [name, type, description]] of given.entries())
        Arg(name, type as () => StringConstructor, { nullable: true, description })(prototype, field, i + 1)
    }
  }

  /** What a group's members are is said by the list that is grouped. */
  #putNarrowArguments(prototype: object, list: ListOf): void {
    const order = this.types.orders.order(list)
    const given: readonly (readonly [string, () => unknown, string])[] = [
      ['first', () => Int, 'How many: 20 unless it is said, at most 200.'],
      ['after', () => String, 'Only those after this cursor.'],
      ['orderBy', () => [order], 'The keys of their order; the id is the last.'],
    ]
    for (const [i, [name, type, description]] of given.entries())
      Arg(name, type as () => StringConstructor, { nullable: true, description })(prototype, 'members', i)
  }

  #group(list: ListOf): Constructor {
    return this.#object(groupName(list), `Rows of a list of ${list.target} that have the same keys.`, (made) => {
      const value = this.types.figures.groupValue()
      const members = this.connection(list)
      Field(() => [value], { description: 'The keys, as asked.' })(made.prototype, 'keys')
      Field(() => Int, { description: 'How many nodes it has, each counted once.' })(made.prototype, 'count')
      this.#putFigures(made, list, 'the group')
      Field(() => members, { description: 'Its members, a row for each edge.' })(made.prototype, 'members')
      this.#putNarrowArguments(made.prototype, list)
    })
  }

  /** Declares the arguments of a connection on a field. */
  putArguments(prototype: object, field: string, list: ListOf): void {
    const where = this.inputs.where(list)
    const order = this.types.orders.order(list)
    const given: readonly (readonly [string, () => unknown, string])[] = [
      ['first', () => Int, 'How many rows from the start: 20 unless it is said, at most 200.'],
      ['after', () => String, 'Only rows after this cursor.'],
      ['last', () => Int, 'How many rows from the end, at most 200; not together with first.'],
      ['before', () => String, 'Only rows before this cursor.'],
      ['where', () => where, 'Which rows belong to the list.'],
      ['orderBy', () => [order], 'The keys of the order, first the most important; the id is always the last.'],
    ]
    for (const [i, [name, type, description]] of given.entries()) {
      Arg(name, type as () => StringConstructor, { nullable: true, description })(prototype, field, i)
    }
  }

  /** What TypeGraphQL knows a kind, an interface or a union by. */
  target(name: string): Constructor {
    const kind = kindOf(this.catalog, name)
    return kind.form === 'union' ? (unionToken(name) as unknown as Constructor) : kind.token
  }

  #putEdge(kind: Kind, edge: Edge): void {
    const { prototype } = kind.token
    const target = this.target(edge.target)
    const { name, description } = edge
    if (edge.form === 'one') return Field(() => target, { nullable: edge.nullable, description })(prototype, name)
    if (edge.form === 'list')
      return Field(() => [target], { description: inOneSentence(description, `at most ${LONGEST_LIST}`) })(
        prototype,
        name,
      )
    const connection = this.connection(edge)
    Field(() => connection, { description })(prototype, name)
    this.putArguments(prototype, name, edge)
  }

  #edge(list: ListOf): Constructor {
    return this.#object(edgeName(list), `One row of a list of ${list.target}.`, (made) => {
      const node = this.target(list.target)
      Field(() => node, { description: 'The node that the edge leads to.' })(made.prototype, 'node')
      Field(() => String, { description: 'Points to this row in the list.' })(made.prototype, 'cursor')
      if (list.fields?.claimed) this.putEdgeFields(made, list.fields.properties)
      else for (const property of list.fields?.properties ?? []) putProperty(made, property)
    })
  }

  /** Declares on a type what an edge says that is computed from claims, and who stands behind it. */
  putEdgeFields(made: Constructor, properties: readonly Property[]): void {
    for (const property of properties) putProperty(made, property)
    this.types.facts.putOrigins(made, 'To whom the claims behind it can be followed back.')
    const claims = this.connection(CLAIMS)
    Field(() => claims, { description: 'The claims that the edge is computed from.' })(made.prototype, 'claims')
    this.putArguments(made.prototype, 'claims', CLAIMS)
  }

  #object(name: string, description: string, declare: (made: Constructor) => void): Constructor {
    const known = this.#made.get(name)
    if (known) return known
    const made = class {}
    // Known before its fields are made: a page of claims leads to sources and back to claims.
    this.#made.set(name, made)
    ObjectType(name, { description, simpleResolvers: true })(made)
    declare(made)
    return made
  }
}

/** An edge's own property is declared on its own class; here it is put on the type of the row. */
function putProperty(made: Constructor, property: Property): void {
  Field(property.stated as () => StringConstructor, { nullable: property.nullable, description: property.description })(
    made.prototype,
    property.name,
  )
}
