import { cypher, join, name, where } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { compileFilter, isTrue } from './compile-filter.js'
import { limitOf } from './compile-order.js'
import { readKey, reachKey } from './group-keys.js'
import type { Lens, Site } from './lens.js'
import type { Branch, Filter, Figure, Grouping, NamedFigure, NamedKey } from './plan.js'

/** What the compiler of a statement brings to a grouping. */
interface Around {
  readonly lens: Lens
  /** The nodes to be grouped, found and filtered; written last, because it fetches what was read of them. */
  readonly match: () => Fragment
  readonly self: Site
  /** What is fetched of each group. */
  readonly inner: {
    readonly calls: readonly Fragment[]
    readonly carried: readonly Fragment[]
    readonly values: readonly Fragment[]
  }
  readonly order: Fragment
}

/**
 * The groups of a branch as one list under `column`, or their number. Values are read first and aggregated by
 * themselves, since the engines do not agree on what stands beside an aggregate; a minimum never stands alone, which
 * Neo4j may plan wrongly within a CALL.
 */
export function compileGroups(grouping: Grouping, around: Around, column: Fragment): Fragment {
  const { keys, figures, page, asNumber } = grouping
  const { lens, match, self, inner, order } = around
  const names = keys.map((each) => name(each.name))
  const counted = [...names, ...figures.map((each) => name(each.name))]
  const limit = limitOf(page)
  const cut = keys.length === 0 ? cypher`` : cypher`\nWITH ${join(counted, ', ')}${order}${limit}`
  const fetched =
    inner.calls.length === 0
      ? cypher``
      : cypher`\n${join(inner.calls, '\n')}\nWITH ${join([...counted, ...inner.carried], ', ')}${keys.length === 0 ? cypher`` : order}`
  const members = spread(grouping, { self, lens })
  const groups = cypher`${match()}${members}${aggregate(keys, figures)}${finish(grouping, { self, lens })}`
  if (asNumber) return cypher`${groups}\nRETURN count(*) AS ${column}`
  return cypher`${groups}${cut}${fetched}\nRETURN collect([${join(inner.values, ', ')}]) AS ${column}`
}

/**
 * One row for each member of each group, with its keys and the values that figures are computed of. Where a key is a
 * node the members are counted by the node: to read the id of each would take as long as all the rest. An OPTIONAL MATCH
 * would say it shorter, but within a CALL it makes the embedded engine look at all edges of the type.
 */
function spread(
  { branch, keys, figures }: Grouping,
  { self, lens }: { readonly self: Site; readonly lens: Lens },
): Fragment {
  const calls: Fragment[] = []
  const spreads: Fragment[] = []
  const columns = keys.map((each) => {
    const { name: word, key } = each
    const own = keyOf(each)
    const list = name(`${word}l`)
    const isMany = key.by === 'edge' || (key.by === 'value' && key.list)
    // What has no key is a group too.
    if (isMany)
      spreads.push(
        cypher`\nUNWIND CASE WHEN ${list} IS NULL OR size(${list}) = 0 THEN [null] ELSE ${list} END AS ${own}`,
      )
    if (key.by !== 'edge') return cypher`${readKey(key, self, lens)} AS ${isMany ? list : own}`
    const { node, pattern, conditions } = reachKey(key, `n${word}`, { site: self, lens })
    calls.push(
      cypher`\nCALL (${self.node}) { MATCH ${pattern(cypher``)}${where(conditions)} RETURN collect(DISTINCT ${node}) AS ${list} }`,
    )
    return list
  })
  const values = figures.flatMap(({ name: word, figure: { column } }) =>
    column === null ? [] : [{ read: lens.read(self, column), own: name(`${word}v`) }],
  )
  const read = [...columns, ...values.map((each) => cypher`${each.read} AS ${each.own}`)]
  if (spreads.length === 0) return readRows(branch, self, read)
  const rows = cypher`${join(calls, ' ')}\nWITH ${join(branch.once ? [self.node, ...read] : read, ', ')}${join(spreads, ' ')}`
  const spreadOut = [...keys.map(keyOf), ...values.map((each) => each.own)]
  return branch.once ? cypher`${rows}${readRows(branch, self, spreadOut)}` : rows
}

/** What figures are computed of: columns of the rows of a branch, or of its nodes where each counts once. */
export function readRows({ once }: Branch, { node }: Site, columns: readonly Fragment[]): Fragment {
  if (once) return cypher`\nWITH DISTINCT ${join([node, ...columns], ', ')}`
  return columns.length === 0 ? cypher`` : cypher`\nWITH ${join(columns, ', ')}`
}

/** What members are grouped by: a value, or the node of which the id is the key. */
function keyOf({ name: word, key }: NamedKey): Fragment {
  return name(key.by === 'edge' ? `${word}n` : word)
}

function aggregate(keys: readonly NamedKey[], figures: readonly NamedFigure[]): Fragment {
  const computed = figures.flatMap(({ name: word, figure: { how, column } }) => {
    const value = column === null ? cypher`*` : name(`${word}v`)
    if (how !== 'sum') return [cypher`${AGGREGATES[how](value)} AS ${name(word)}`]
    return [cypher`${AGGREGATES.sum(value)} AS ${name(`${word}s`)}`, cypher`count(${value}) AS ${name(`${word}c`)}`]
  })
  return cypher`\nWITH ${join([...keys.map(keyOf), ...computed], ', ')}`
}

/**
 * The ids of nodes that are keys. The sum of nothing is null on one engine and 0 on the other; here it is null. Then
 * which groups there are.
 */
function finish(
  { keys, figures, having }: Grouping,
  { self, lens }: { readonly self: Site; readonly lens: Lens },
): Fragment {
  const isCut = having !== null && !isTrue(having)
  const isPlain = figures.every(({ figure }) => figure.how !== 'sum') && keys.every(({ key }) => key.by !== 'edge')
  if (!isCut && isPlain) return cypher``
  const finished = figures.map(({ name: word, figure }) => {
    const own = name(word)
    return figure.how === 'sum' ? cypher`CASE WHEN ${name(`${word}c`)} > 0 THEN ${name(`${word}s`)} END AS ${own}` : own
  })
  const named = keys.map((each) =>
    each.key.by === 'edge' ? cypher`${keyOf(each)}.id AS ${name(each.name)}` : keyOf(each),
  )
  const passed = cypher`\nWITH ${join([...named, ...finished], ', ')}`
  return isCut ? cypher`${passed} WHERE ${compileFilter(having, { site: self, lens, negated: false })}` : passed
}

/** How each figure is computed of values. Whole numbers too are added as floating point, which has no end at 2^53. */
export const AGGREGATES: Readonly<Record<Figure['how'], (value: Fragment) => Fragment>> = {
  count: (value) => cypher`count(${value})`,
  distinct: (value) => cypher`count(DISTINCT ${value})`,
  min: (value) => cypher`min(${value})`,
  max: (value) => cypher`max(${value})`,
  sum: (value) => cypher`sum(toFloat(${value}))`,
  avg: (value) => cypher`avg(${value})`,
}

/** The keys of outer groups that a filter speaks of. */
export function keysIn(filter: Filter | null): readonly string[] {
  if (filter === null) return []
  if (filter.test === 'same') return [filter.name]
  return filter.test === 'and' ? filter.filters.flatMap(keysIn) : []
}
