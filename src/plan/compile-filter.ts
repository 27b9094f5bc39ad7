import { Fragment, cypher, join, name, where } from '../cypher/cypher.js'
import type { EdgeFilter } from './choose-start.js'
import { reachKey, readKey } from './group-keys.js'
import { constant } from './lens.js'
import type { Lens, Site } from './lens.js'
import type { ColumnOf, Filter } from './plan.js'

interface Place {
  readonly site: Site
  readonly lens: Lens
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
    case 'same':
      return compileSame(filter, place)
    case 'onRecord':
      return compileOnRecord(place)
  }
}

/** Its parts are never null. */
function compileOnRecord({ site, lens, negated }: Place): Fragment {
  const all = join(lens.onRecord(site), ' AND ')
  return negated ? cypher`NOT (${all})` : cypher`(${all})`
}

/** Never negated: it says of which group the members are. */
function compileSame({ key, name: word }: Filter & { readonly test: 'same' }, { site, lens }: Place): Fragment {
  const group = name(word)
  if (key.by === 'edge') {
    const { pattern, conditions } = reachKey(key, `${site.node.texts[0]}x`, { site, lens })
    const met = join(conditions, ' AND ')
    const among = conditions.length === 0 ? cypher`` : cypher` WHERE ${met}`
    const [some, none] = [pattern(cypher` {id: ${group}}`), pattern(cypher``)]
    return cypher`(COUNT { MATCH ${some}${among} } > 0 OR (${group} IS NULL AND COUNT { MATCH ${none}${among} } = 0))`
  }
  const value = readKey(key, site, lens)
  if (key.by === 'value' && key.list)
    return cypher`(${group} IN ${value} OR (${group} IS NULL AND (${value} IS NULL OR size(${value}) = 0)))`
  return cypher`(${value} = ${group} OR (${value} IS NULL AND ${group} IS NULL))`
}

function compileGroup(filter: Filter & { readonly test: 'and' | 'or' }, place: Place): Fragment {
  const parts = filter.filters.map((each) => compileFilter(each, place))
  const all = (filter.test === 'and') !== place.negated
  const [only, ...more] = parts
  // As a word in the text it makes Neo4j 5 fail on some statements, whose planner leaves out what cannot be.
  if (!only) return all ? cypher`true` : cypher`${constant(false)}`
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
  switch (how) {
    case 'in':
      return cypher`${value} IN ${hole}`
    case 'notIn':
      return cypher`(${value} IS NOT NULL AND NOT ${value} IN ${hole})`
    case 'has':
      return cypher`${hole} IN ${value}`
    case 'hasAny':
      return cypher`any(v IN ${hole} WHERE v IN ${value})`
    case 'matches':
      return cypher`(${operand} IS NOT NULL AND all(v IN ${hole} WHERE ${operand} CONTAINS v))`
    case 'hasAll':
      return cypher`all(v IN ${hole} WHERE v IN ${value})`
    default:
      return cypher`${value} ${new Fragment([OPERATORS[how]], [])} ${hole}`
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

/** The way from the nodes that an edge filter names now to those of the site, each of them once. */
export function compileStart(
  { edge, filter, time }: EdgeFilter,
  { site, lens, label }: Pick<Place, 'site' | 'lens'> & { readonly label: Fragment },
): Fragment {
  const inner = lens.site(`${site.node.texts[0]}x`, 'itself', time)
  const back = lens.arrow({ ...edge, direction: edge.direction === 'in' ? 'out' : 'in' }, inner.edge)
  const condition = compileFilter(filter, { site: inner, lens, negated: false })
  const [own, other] = [site, inner].map((each) =>
    each.facts.columns.length > 0 ? cypher`\nMATCH (${each.node})${lens.stateArrow(each, 'itself')}` : cypher``,
  )
  return cypher`MATCH (${inner.node}:${name(edge.target)})${back}(${site.node}:${label})${other} WHERE ${condition}\nWITH DISTINCT ${site.node}${own}`
}

function compileEdge(filter: EdgeFilter, { site, lens, negated }: Place): Fragment {
  const { edge, quantifier, time } = filter
  const found = lens.finding(time, edge)
  // What is asked of an entity is asked of its state; who may have none is filtered by what never changes.
  const finding = found !== 'loose state' ? found : time === 'entity' ? 'state' : 'itself'
  const inner = lens.site(`${site.node.texts[0]}x`, finding, time)
  const condition = compileFilter(filter.filter, { site: inner, lens, negated: quantifier === 'every' })
  const conditions = [
    ...lens.edgeConditions(edge, inner.edge),
    ...lens.nodeConditions(inner, finding),
    ...(quantifier !== 'every' && isTrue(filter.filter) ? [] : [condition]),
  ]
  const end = cypher`(${lens.end(edge, inner.node)})${lens.stateArrow(inner, finding)}`
  const pattern = cypher`(${site.node})${lens.arrow(edge, inner.edge)}${end}`
  // Neo4j plans this as EXISTS. The embedded engine plans EXISTS as a join with all of the graph, which within another one never ends.
  const count = cypher`COUNT { MATCH ${pattern}${where(conditions)} }`
  return (quantifier === 'some') !== negated ? cypher`${count} > 0` : cypher`${count} = 0`
}

/** Whether a filter lets everything pass, so that no condition need be written. */
export function isTrue(filter: Filter): boolean {
  return filter.test === 'and' && filter.filters.every(isTrue)
}

function column(filter: ColumnOf, { site, lens }: Place): Fragment {
  return lens.read(site, filter)
}
