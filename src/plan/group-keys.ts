import { cypher, join } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { constant } from './lens.js'
import type { Lens, Site } from './lens.js'
import type { Bucket, GroupKey } from './plan.js'

/** The value by which a node is put into a group; of a list property, the list. */
export function readKey(key: Exclude<GroupKey, { by: 'edge' }>, site: Site, lens: Lens): Fragment {
  const value = lens.read(site, key.column)
  if (key.by === 'value') return value
  const cut = BUCKETS[key.bucket](value)
  if (key.precision === null) return cut
  const precision = lens.read(site, key.precision)
  const coarser = COARSER.filter((each) => !PRECISIONS[key.bucket].includes(each))
  const cases = coarser.map((each) => cypher`WHEN ${precision} = ${constant(each)} THEN ${AS_KNOWN[each](value)}`)
  return cypher`CASE WHEN ${precision} IN ${constant(PRECISIONS[key.bucket])} THEN ${cut} ${join(cases, ' ')} END`
}

/** The precisions that are exact enough to say in which stretch a date lies. */
const PRECISIONS: Readonly<Record<Bucket, readonly string[]>> = {
  DAY: ['DAY'],
  MONTH: ['DAY', 'MONTH'],
  QUARTER: ['DAY', 'MONTH'],
  YEAR: ['DAY', 'MONTH', 'YEAR'],
}

/** A date that is not known as exactly as is asked for is in the group of what is known of it. */
const AS_KNOWN: Readonly<Record<'MONTH' | 'YEAR' | 'DECADE', (date: Fragment) => Fragment>> = {
  MONTH: (date) => BUCKETS.MONTH(date),
  YEAR: (date) => BUCKETS.YEAR(date),
  DECADE: (date) => cypher`substring(${date}, 0, 4) + ${constant('s')}`,
}
const COARSER = ['MONTH', 'YEAR', 'DECADE'] as const

const BUCKETS: Readonly<Record<Bucket, (date: Fragment) => Fragment>> = {
  DAY: (date) => cypher`substring(${date}, 0, 10)`,
  MONTH: (date) => cypher`substring(${date}, 0, 7)`,
  QUARTER: quarterOf,
  YEAR: (date) => cypher`substring(${date}, 0, 4)`,
}

function quarterOf(date: Fragment): Fragment {
  const until = (month: string, quarter: string): Fragment =>
    cypher`WHEN substring(${date}, 5, 2) <= ${constant(month)} THEN ${constant(quarter)}`
  const cases = [until('03', '-Q1'), until('06', '-Q2'), until('09', '-Q3')]
  return cypher`substring(${date}, 0, 4) + CASE ${join(cases, ' ')} ELSE ${constant('-Q4')} END`
}

interface Reached {
  readonly node: Fragment
  /** The way to the nodes that are keys, with what the pattern says of their properties. */
  readonly pattern: (properties: Fragment) => Fragment
  readonly conditions: readonly Fragment[]
}

/** The way from a node over an edge to the nodes that are its keys. */
export function reachKey(
  { edge, time }: GroupKey & { readonly by: 'edge' },
  variable: string,
  { site, lens }: { readonly site: Site; readonly lens: Lens },
): Reached {
  const found = lens.finding(time, edge)
  // A state that may be missing is not asked for, as in filters.
  const finding = found === 'loose state' ? 'itself' : found
  const end = lens.site(variable, finding, time)
  const arrow = lens.arrow(edge, end.edge)
  const state = lens.stateArrow(end, finding)
  return {
    node: end.node,
    pattern: (properties) => cypher`(${site.node})${arrow}(${lens.end(edge, end.node)}${properties})${state}`,
    conditions: [...lens.edgeConditions(edge, end.edge), ...lens.nodeConditions(end, finding)],
  }
}
