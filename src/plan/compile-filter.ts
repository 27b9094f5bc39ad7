import { Fragment, cypher, join, name } from '../cypher/cypher.js'
import type { Edge } from '../model/catalog.js'
import { expression } from './expression.js'
import type { Filter } from './plan.js'

interface Place {
  readonly node: Fragment
  readonly edge: Fragment
  readonly negated: boolean
}

/**
 * A condition of two values only: a comparison with null is false and its negation is true. Negation is
 * carried down to the comparisons, so that no engine's three-valued logic decides, and an index stays usable.
 */
export function compileFilter(filter: Filter, place: Place): Fragment {
  switch (filter.test) {
    case 'not':
      return compileFilter(filter.filter, { ...place, negated: !place.negated })
    case 'and':
    case 'or':
      return compileGroup(filter, place)
    case 'null':
      return cypher`${column(filter, place)} ${new Fragment([filter.is === place.negated ? 'IS NOT NULL' : 'IS NULL'], [])}`
    case 'empty': {
      const value = column(filter, place)
      return filter.is === place.negated ? cypher`size(${value}) > 0` : cypher`(${value} IS NULL OR size(${value}) = 0)`
    }
    case 'compare':
      return compileComparison(filter, place)
    case 'edge':
      return compileEdge(filter, place)
  }
}

/** The arrow of an edge with its relationship types, for example `<-[r1:DEVELOPED_BY]-`. */
export function relationship(edge: Edge, variable: Fragment): Fragment {
  const types = join(edge.types.map(name), '|')
  return edge.direction === 'in' ? cypher`<-[${variable}:${types}]-` : cypher`-[${variable}:${types}]->`
}

function compileGroup(filter: Filter & { readonly test: 'and' | 'or' }, place: Place): Fragment {
  const parts = filter.filters.map((each) => compileFilter(each, place))
  const all = (filter.test === 'and') !== place.negated
  const [only, ...more] = parts
  if (!only) return all ? cypher`true` : cypher`false`
  return more.length === 0 ? only : cypher`(${join(parts, all ? ' AND ' : ' OR ')})`
}

function compileComparison(filter: Filter & { readonly test: 'compare' }, place: Place): Fragment {
  const value = column(filter, place)
  const test = comparison(filter, value)
  if (!place.negated) return test
  return filter.expression === null ? cypher`(${value} IS NULL OR NOT (${test}))` : cypher`NOT (${test})`
}

function comparison(filter: Filter & { readonly test: 'compare' }, operand: Fragment): Fragment {
  const { how, hole } = filter
  const value = filter.insensitive ? cypher`toLower(${operand})` : operand
  const other = filter.insensitive ? cypher`toLower(${hole})` : cypher`${hole}`
  switch (how) {
    case 'in':
      return filter.insensitive ? cypher`any(v IN ${hole} WHERE toLower(v) = ${value})` : cypher`${value} IN ${hole}`
    case 'notIn':
      return filter.insensitive
        ? cypher`all(v IN ${hole} WHERE toLower(v) <> ${value})`
        : cypher`(${value} IS NOT NULL AND NOT ${value} IN ${hole})`
    case 'has':
      return cypher`${hole} IN ${value}`
    case 'hasAny':
      return cypher`any(v IN ${hole} WHERE v IN ${value})`
    case 'hasAll':
      return cypher`all(v IN ${hole} WHERE v IN ${value})`
    default:
      return cypher`${value} ${new Fragment([OPERATORS[how]], [])} ${other}`
  }
}

const OPERATORS = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  contains: 'CONTAINS',
  startsWith: 'STARTS WITH',
  endsWith: 'ENDS WITH',
} as const

function compileEdge(filter: Filter & { readonly test: 'edge' }, place: Place): Fragment {
  const inner = {
    node: name(`${place.node.texts[0]}x`),
    edge: name(`${place.edge.texts[0]}x`),
    negated: filter.quantifier === 'every',
  }
  const condition = compileFilter(filter.filter, inner)
  const where = !inner.negated && isTrue(filter.filter) ? cypher`` : cypher` WHERE ${condition}`
  const target = filter.edge.target === 'Speaker' ? name('Node') : name(filter.edge.target)
  // Neo4j plans this as EXISTS. The embedded engine plans EXISTS as a join with all of the graph, which within another one never ends.
  const count = cypher`COUNT { MATCH (${place.node})${relationship(filter.edge, inner.edge)}(${inner.node}:${target})${where} }`
  return (filter.quantifier === 'some') !== place.negated ? cypher`${count} > 0` : cypher`${count} = 0`
}

/** Whether a filter lets everything pass, so that no condition need be written. */
export function isTrue(filter: Filter): boolean {
  return filter.test === 'and' && filter.filters.every(isTrue)
}

function column(
  filter: { readonly of: 'node' | 'edge'; readonly column: string; readonly expression?: string | null },
  place: Place,
): Fragment {
  const variable = filter.of === 'node' ? place.node : place.edge
  return filter.expression ? expression(filter.expression, variable) : cypher`${variable}.${name(filter.column)}`
}
