import { cypher, join, name } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { invariant } from '../errors.js'
import { AGGREGATES, readRows } from './compile-groups.js'
import { orderBy } from './compile-order.js'
import type { Lens, Site } from './lens.js'
import type { Branch, Figure, Hole, Reach } from './plan.js'

/** What the compiler of a statement brings to what an order reads. */
interface Around {
  readonly lens: Lens
  readonly site: (branch: Branch) => Site
  readonly match: (branch: Branch, from: Site, at: Site) => Fragment
}

/** A subquery that answers one row for each node it is called with, and how the value is read of it. */
export interface Reached {
  readonly body: Fragment
  readonly value: Fragment
}

const ONE: Hole = { fill: 'value', ref: { from: 'constant', value: 1 } }

/** What an order reads at other nodes than those of its list. */
export function compileReach(reach: Reach, from: Site, around: Around): Reached {
  invariant(reach.read !== 'value', 'the way to a value leads over an edge')
  return reach.read === 'one' ? compileOne(reach, from, around) : compileFigure(reach, from, around)
}

/** Of one neighbour; a list of at most one list, since a subquery without rows would take the node away too. */
function compileOne({ branch, next }: Reach & { readonly read: 'one' }, from: Site, around: Around): Reached {
  const { lens } = around
  const self = around.site(branch)
  const inner = next.read === 'value' ? null : compileReach(next, self, around)
  const value = next.read === 'value' ? lens.read(self, next.column) : inner?.value
  const order = orderBy(branch, self, lens)
  const matched = around.match(branch, from, self)
  const facts = self.facts.columns.length > 0 ? [self.facts.variable] : []
  const edge = branch.order.some(({ of }) => of === 'edge') ? [self.edge] : []
  const carried = [self.node, ...(self.state === self.node ? [] : [self.state]), ...facts, ...edge]
  const call = inner ? cypher`\nCALL (${self.node}) { ${inner.body} }` : cypher``
  const found = name(`${self.node.texts[0]}_o`)
  return {
    body: cypher`${matched}\nWITH ${join(carried, ', ')}${order} LIMIT ${ONE}${call}\nRETURN collect([${value}]) AS ${found}`,
    value: cypher`CASE WHEN size(${found}) = 0 THEN null ELSE ${found}[0][0] END`,
  }
}

/**
 * A figure of many. Sums are added from the smallest up, so that they are the same whenever they are computed; a
 * minimum never stands alone, which Neo4j may plan wrongly within a CALL.
 */
function compileFigure({ branch, figure }: Reach & { readonly read: 'figure' }, from: Site, around: Around): Reached {
  const { how, column } = figure
  const self = around.site(branch)
  const [value, made, count] = ['v', 'a', 'c'].map((suffix) => name(`${self.node.texts[0]}_${suffix}`)) as [
    Fragment,
    Fragment,
    Fragment,
  ]
  if (column === null)
    return {
      body: cypher`${around.match(branch, from, self)}${readRows(branch, self, [])}\nRETURN count(*) AS ${made}`,
      value: made,
    }
  const read = around.lens.read(self, column)
  const isAdded = how === 'sum' || how === 'avg'
  const sorted = isAdded ? cypher` ORDER BY ${value}` : cypher``
  const rows = readRows(branch, self, [cypher`${read} AS ${value}`])
  const matched = cypher`${around.match(branch, from, self)}${rows}${sorted}`
  const computed = cypher`${AGGREGATES[isAdded ? 'sum' : how](value)} AS ${made}, count(${value}) AS ${count}`
  return { body: cypher`${matched}\nRETURN ${computed}`, value: VALUES[how](made, count) }
}

const itself = (made: Fragment): Fragment => made

/** The sum of nothing is null on one engine and 0 on the other; here it is null. */
const VALUES: Readonly<Record<Figure['how'], (made: Fragment, count: Fragment) => Fragment>> = {
  count: itself,
  distinct: itself,
  min: itself,
  max: itself,
  sum: (made, count) => cypher`CASE WHEN ${count} > 0 THEN ${made} END`,
  avg: (made, count) => cypher`CASE WHEN ${count} > 0 THEN ${made} / ${count} END`,
}
