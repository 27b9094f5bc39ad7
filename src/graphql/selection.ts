import { isObjectType } from 'graphql'
import type { FieldNode, GraphQLObjectType } from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields.js'

import { Failure, invariant } from '../errors.js'
import { factOf, kindOf } from '../model/catalog.js'
import type { Edge, Kind, Property } from '../model/catalog.js'
import { listName } from '../plan/cursor.js'
import type { PageInfoEntry } from '../plan/entries.js'
import type {
  Anchor,
  Branch,
  ConnectionEntry,
  EdgeEntry,
  Entry,
  NodeOutput,
  Output,
  Page,
  Pins,
  Ref,
  Slot,
  Trust,
} from '../plan/plan.js'
import { connectionName, edgeName } from './derived-names.js'
import { branchKey, nameOf } from './asked.js'
import type { Asked, From, Reading, Selecting } from './asked.js'
import { leafOf, narrowing, readArguments } from './given.js'
import type { Given } from './given.js'
import { Place, keyOfNodes, plainColumn } from './place.js'
import { selectFact, selectOrigins } from './select-fact.js'
import { and, selectTotalRaised } from './select-figures.js'
import { selectAggregate, selectGroupCount, selectGroups } from './select-groups.js'
import type { Grouped } from './select-groups.js'
import { selectHistory } from './select-history.js'
import { selectFilter } from './select-list.js'
import { selectOrder, valuesIn } from './select-order.js'
import { selectLastValuation } from './select-valuation.js'

/** What is special about a list of what was found: its order, the words, and fields that no other list has. */
interface FoundList {
  readonly order: Page['order']
  readonly words: Ref
  readonly field: (asked: Asked, branch: Branch) => Output | null
  readonly edge: (asked: Asked, row: Place) => Output | null
}

interface ListFrom extends From {
  readonly found?: FoundList
}

interface ConnectionAt {
  readonly from: ListFrom
  readonly page: Page
  readonly place: Place
  readonly branch: Branch
  readonly grouped: Grouped & { readonly place: Place }
}

/** Reads what a document asks of the graph's nodes: any depth, aliases, fragments, type conditions, directives. */
export class Selection implements Selecting {
  #groups = 0

  constructor(
    readonly reading: Reading,
    readonly trust: Trust | null,
    readonly pins: Pins | null,
  ) {}

  /** The fields below some nodes, for one type of the schema: GraphQL's own collection, section 6.3.2 of the specification. */
  fieldsOf(typeName: string, nodes: readonly FieldNode[]): Asked[] {
    const { schema, fragments, variables, tally } = this.reading
    const type = schema.getType(typeName)
    invariant(isObjectType(type), `${typeName} is an object type`)
    const fields = [...collectSubfields(schema, fragments, variables, type, nodes)]
    tally.fields += fields.length
    return fields.map(([key, found]) => ({ key, nodes: found, parent: typeName }))
  }

  nextGroup(): string {
    return `g${this.#groups++}`
  }

  /** What is wanted of the nodes of a target, kind by kind. */
  node(target: string, nodes: readonly FieldNode[], place: Place): NodeOutput {
    return place.node(`${target}/${keyOfNodes(nodes)}`, () => {
      const members = kindOf(this.reading.catalog, target).members
      const kindSlot = members.length > 1 ? place.column(plainColumn('node', 'nodeKind')) : null
      const kinds = members.map((member) => [member, this.#fields(member, nodes, place)] as const)
      return { kindSlot, kinds: Object.fromEntries(kinds) }
    })
  }

  /** The arguments of a field of an object type. */
  arguments(asked: Asked): ReadonlyMap<string, Given> {
    const type = this.reading.schema.getType(asked.parent) as GraphQLObjectType
    const [node] = asked.nodes
    const field = node && type.getFields()[node.name.value]
    return field ? readArguments(field, node, this.reading.variables) : new Map<string, Given>()
  }

  /** A connection: a page of rows, or their number, or both. */
  connection(asked: Asked, from: ListFrom, outer: Place): Output {
    const { anchor, list, found, within } = from
    const given = this.arguments(asked)
    const where = { argument: 'where', given: given.get('where'), isChosen: anchor.by === 'listed' }
    const wanted = selectFilter(this.reading.catalog, list, where)
    const filter = within ? and(within, wanted) : wanted
    const order =
      found?.order ??
      selectOrder(this.reading.catalog, { ...list, isTrusting: this.trust === null }, given.get('orderBy'))
    const subfields = this.fieldsOf(connectionName(list), asked.nodes)
    const paged = this.#page(asked, { given, order, anchor }, this.#looksAhead(subfields, given))
    const page = found ? { ...paged, words: found.words } : paged
    const { time } = kindOf(this.reading.catalog, list.target)
    const { target } = list
    const branch = (slots: readonly Slot[]): Branch => ({ anchor, target, time, filter, order, page, slots })
    const key = branchKey(asked, anchor)
    const wantsRows = subfields.some(({ nodes }) => ['nodes', 'edges', 'pageInfo'].includes(nameOf(nodes)))
    const rows = wantsRows ? outer.rows(key, branch) : null
    const countOf = (): number => outer.count(key, { ...branch([]), page: null })
    const grouped = { list, branch: { ...branch([]), page: null, order: [] }, key, place: outer }
    const at = { from, page, place: rows?.place ?? new Place(), branch: branch([]), grouped }
    return {
      make: 'connection',
      rows: rows?.slot ?? null,
      page,
      fields: subfields.map((field) => this.#connectionField(field, at, countOf)),
    }
  }

  #fields(member: string, nodes: readonly FieldNode[], place: Place): Entry[] {
    const kind = kindOf(this.reading.catalog, member)
    return this.fieldsOf(member, nodes).map((asked) => this.#field(kind, asked, place))
  }

  #field(kind: Kind, asked: Asked, place: Place): Entry {
    const { key } = asked
    const name = nameOf(asked.nodes)
    if (name === '__typename') return { key, nonNull: true, output: { make: 'constant', value: kind.name } }
    const property = kind.properties.find((each) => each.name === name)
    if (property) return { key, nonNull: !property.nullable, output: this.property(property, 'node', { asked, place }) }
    const explained = kind.properties.find((each) => each.predicate !== null && `${each.name}Fact` === name)
    if (explained) return { key, nonNull: explained.list, output: selectFact(this, explained, { asked, place }) }
    if (name === 'origins')
      return { key, nonNull: true, output: selectOrigins(this, { of: 'node', column: 'origins' }, { asked, place }) }
    if (name === 'totalRaised') return { key, nonNull: true, output: selectTotalRaised(this, { asked, place }) }
    if (name === 'lastValuation') return { key, nonNull: false, output: selectLastValuation(this, { asked, place }) }
    if (name === 'history') return { key, nonNull: true, output: selectHistory(this, { asked, place }, this) }
    const edge = kind.edges.find((each) => each.name === name)
    invariant(edge, `${kind.name}.${name} is declared`)
    return { key, nonNull: !edge.nullable, output: this.#edge(edge, asked, place) }
  }

  /** A property of a node or an edge, with the parts of a value that are asked for. */
  property(property: Property, of: 'node' | 'edge', at: { readonly asked: Asked; readonly place: Place }): Output {
    const { asked, place } = at
    const fact = of === 'node' ? factOf(property) : null
    const { expression } = property
    if (property.type.form !== 'value') {
      const slot = place.column({ of, column: property.column, expression, fact })
      const otherwise = property.list ? [] : property.otherwise
      return otherwise === null ? { make: 'slot', slot } : { make: 'slot', slot, otherwise }
    }
    const { name, parts } = property.type.value
    const subfields = this.fieldsOf(name, asked.nodes)
    if (property.list) {
      const embedded = subfields.map(({ key, nodes }) => {
        const part = parts.find((each) => each.name === nameOf(nodes))
        return { key, typename: name, part: part?.name ?? null, nonNull: !part?.nullable }
      })
      return {
        make: 'embedded',
        slot: place.column({ of, column: property.column, expression, fact }),
        parts: embedded,
      }
    }
    const column = (suffix: string): number => place.column({ of, column: property.column + suffix, expression, fact })
    const entries = subfields.map(({ key, nodes }): Entry => {
      const part = parts.find((each) => each.name === nameOf(nodes))
      if (!part) return { key, nonNull: true, output: { make: 'constant', value: name } }
      return {
        key,
        nonNull: !part.nullable,
        output: { make: 'slot', slot: column(part.column) },
      }
    })
    return { make: 'value', test: column(parts[0]?.column ?? ''), entries }
  }

  #edge(edge: Edge, asked: Asked, outer: Place): Output {
    const anchor: Anchor = { by: 'edge', edge }
    const list = { target: edge.target, fields: edge.fields, unique: edge.unique }
    if (edge.form === 'connection') return this.connection(asked, { anchor, list }, outer)
    const { time } = kindOf(this.reading.catalog, edge.target)
    const order = selectOrder(this.reading.catalog, { ...list, isTrusting: this.trust === null }, undefined)
    const positioned = edge.position
      ? [
          {
            of: 'edge' as const,
            column: edge.position,
            expression: null,
            fact: null,
            direction: 'ASC' as const,
            nullable: false,
            indexed: false,
            type: 'number' as const,
          },
          ...order.slice(-2),
        ]
      : order.slice(-1)
    const one: Ref = { from: 'constant', value: 1 }
    const page = {
      ...this.#page(asked, { given: new Map(), order: positioned, anchor }, false),
      list: '',
      size: edge.form === 'one' ? one : null,
    }
    const { slot, place } = outer.rows(branchKey(asked, anchor), (slots) => ({
      anchor,
      target: edge.target,
      time,
      filter: null,
      order: positioned,
      page,
      slots,
    }))
    const node = this.node(edge.target, asked.nodes, place)
    return edge.form === 'one' ? { make: 'one', slot, node } : { make: 'list', slot, node }
  }

  #page(
    asked: Asked,
    list: { readonly given: ReadonlyMap<string, Given>; readonly order: Page['order']; readonly anchor: Anchor },
    lookAhead: boolean,
  ): Page {
    const { given, order, anchor } = list
    const at = `${asked.parent}.${nameOf(asked.nodes)}`
    const [first, last] = [leafOf(given.get('first')), leafOf(given.get('last'))]
    if (first && last) throw this.#refuse(`${at} is asked for both "first" and "last"; give one of them.`, at)
    const of = anchor.by === 'edge' ? [anchor.edge.types, anchor.edge.direction, anchor.edge.target].join('/') : at
    const narrowed = narrowing(given)
    const values = [...valuesIn(order), ...narrowed.values]
    return {
      list: listName(of, [...order, narrowed.form]),
      backward: last !== null,
      size: first ?? last,
      after: leafOf(given.get('after')),
      before: leafOf(given.get('before')),
      lookAhead,
      at,
      order,
      ...(values.length > 0 && { values }),
    }
  }

  #refuse(message: string, at: string): Error {
    return new Failure('BAD_USER_INPUT', message, { facts: { argument: 'last', at } })
  }

  #looksAhead(subfields: readonly Asked[], given: ReadonlyMap<string, Given>): boolean {
    const wanted = leafOf(given.get('last')) === null ? 'hasNextPage' : 'hasPreviousPage'
    return subfields
      .filter(({ nodes }) => nameOf(nodes) === 'pageInfo')
      .some(({ nodes }) => this.fieldsOf('PageInfo', nodes).some((each) => nameOf(each.nodes) === wanted))
  }

  #connectionField(asked: Asked, at: ConnectionAt, countOf: () => number): ConnectionEntry {
    const { key, nodes } = asked
    const { page, place, branch, grouped } = at
    const { list, found } = at.from
    const extra = found?.field(asked, branch)
    if (extra) return { key, field: 'own', output: extra }
    switch (nameOf(nodes)) {
      case 'nodes':
        return { key, field: 'nodes', node: this.node(list.target, nodes, place) }
      case 'edges':
        return {
          key,
          field: 'edges',
          entries: this.fieldsOf(edgeName(list), nodes).map((each) => this.#edgeField(each, at)),
        }
      case 'pageInfo': {
        const entries = this.fieldsOf('PageInfo', nodes).map((each): PageInfoEntry => ({
          key: each.key,
          field: nameOf(each.nodes) as PageInfoEntry['field'],
        }))
        const pointed = entries.some(({ field }) => field === 'startCursor' || field === 'endCursor')
        return { key, field: 'pageInfo', entries, cursor: pointed ? place.columns(page.order) : [] }
      }
      case 'totalCount':
        return { key, field: 'totalCount', slot: countOf() }
      case 'aggregate':
      case 'edgeAggregate':
        return { key, field: 'own', output: selectAggregate(this, asked, grouped) }
      case 'groupBy':
        return { key, field: 'own', output: selectGroups(this, asked, grouped) }
      case 'groupCount':
        return { key, field: 'own', output: selectGroupCount(this, asked, grouped) }
      default:
        return { key, field: 'typename', name: connectionName(list) }
    }
  }

  #edgeField(asked: Asked, { from, page, place }: ConnectionAt): EdgeEntry {
    const { key, nodes } = asked
    const { list, found } = from
    const extra = found?.edge(asked, place)
    if (extra) return { key, field: 'own', nonNull: true, output: extra }
    const name = nameOf(nodes)
    if (name === 'node') return { key, field: 'node', node: this.node(list.target, nodes, place) }
    if (name === 'cursor') return { key, field: 'cursor', slots: place.columns(page.order) }
    if (name === '__typename')
      return { key, field: 'own', nonNull: true, output: { make: 'constant', value: edgeName(list) } }
    if (name === 'claims') {
      const anchor = { by: 'listed', of: 'edge', column: 'claims', part: 'all' } as const
      const claims = { anchor, list: { target: 'Claim', fields: null, unique: true } }
      return { key, field: 'own', nonNull: true, output: this.connection(asked, claims, place) }
    }
    if (name === 'origins') {
      const output = selectOrigins(this, { of: 'edge', column: 'origins' }, { asked, place })
      return { key, field: 'own', nonNull: true, output }
    }
    const property = list.fields?.properties.find((each) => each.name === name)
    invariant(property, `${edgeName(list)}.${name} is declared`)
    return { key, field: 'own', nonNull: !property.nullable, output: this.property(property, 'edge', { asked, place }) }
  }
}
