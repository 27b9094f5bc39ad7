import { Fragment, cypher, join } from '../cypher/cypher.js'
import { invariant } from '../errors.js'
import type { Lens, Site } from './lens.js'
import type { Branch, Hole, OrderBy, Page } from './plan.js'

/** Nulls come last in both directions, and first when the list is walked backward. */
export function orderBy(branch: Pick<Branch, 'order' | 'page'>, self: Site, lens: Lens): Fragment {
  const backward = branch.page?.backward ?? false
  const keys = branch.order.flatMap((key) => sortKeys(key, lens.read(self, key), backward))
  return keys.length === 0 ? cypher`` : cypher` ORDER BY ${join(keys, ', ')}`
}

function sortKeys({ direction, nullable }: OrderBy, value: Fragment, backward: boolean): Fragment[] {
  const descending = (direction === 'DESC') !== backward
  const sorted = descending ? cypher`${value} DESC` : value
  // Cypher itself puts nulls last going up and first going down, which is right for ASC read either way.
  if (!nullable || direction === 'ASC') return [sorted]
  return backward ? [cypher`${value} IS NOT NULL`, sorted] : [cypher`${value} IS NULL`, sorted]
}

/**
 * Of many nodes those whose first key may bring them onto the page: as many values of it as the page has rows, with
 * every node that has one of them. The other keys are then read of few nodes.
 */
export function leading({ page, order }: Branch, self: Site, lens: Lens): Fragment {
  const [first, ...others] = order
  if (!page || !first || others.length === 0) return cypher``
  const [lead, tied] = [cypher`lead`, cypher`tied`]
  const keys = sortKeys(first, lead, page.backward)
  return cypher`
WITH ${lens.read(self, first)} AS ${lead}, collect(${self.node}) AS ${tied} ORDER BY ${join(keys, ', ')}${limitOf(page)}
UNWIND ${tied} AS ${self.node}`
}

/** Cuts what is sorted to the rows of a page. */
export function limitOf(page: Page | null): Fragment {
  return page ? cypher` LIMIT ${{ fill: 'limit', page } satisfies Hole}` : cypher``
}

/** The rows after or before a cursor, by the values of the order's keys: a page deep in a list costs what the first costs. */
export function keyset(branch: Branch, self: Site, lens: Lens): Fragment[] {
  const { page, order } = branch
  if (!page) return []
  const conditions: Fragment[] = []
  const [lead] = order
  // Without a condition on it Neo4j does not take the order from the index.
  if (branch.anchor.by === 'label' && lead?.indexed) conditions.push(cypher`${lens.read(self, lead)} IS NOT NULL`)
  for (const side of ['after', 'before'] as const)
    if (page[side]) conditions.push(...beyondCursor(branch, self, { lens, side }))
  return conditions
}

function beyondCursor(
  { page, order }: Branch,
  self: Site,
  { lens, side }: { readonly lens: Lens; readonly side: 'after' | 'before' },
): Fragment[] {
  invariant(page, 'a cursor belongs to a page')
  const keys = order.map((key, at) => ({
    key,
    value: lens.read(self, key),
    hole: cypher`${{ fill: 'cursor', page, side, at } satisfies Hole}`,
  }))
  const beyond = keys.reduceRight<Fragment | null>((rest, each) => {
    const past = pastKey(each, side)
    if (rest === null) return past
    const same = each.key.nullable
      ? cypher`(${each.value} = ${each.hole} OR (${each.value} IS NULL AND ${each.hole} IS NULL))`
      : cypher`${each.value} = ${each.hole}`
    return cypher`(${past} OR (${same} AND ${rest}))`
  }, null)
  const [lead] = keys
  const bound =
    lead && !lead.key.nullable && lead.key.type !== 'boolean' && keys.length > 1
      ? [cypher`${lead.value} ${comparison(lead.key, side)}= ${lead.hole}`]
      : []
  return [...bound, ...(beyond ? [beyond] : [])]
}

function pastKey(
  { key, value, hole }: { key: OrderBy; value: Fragment; hole: Fragment },
  side: 'after' | 'before',
): Fragment {
  const strict = isBeyond({ key, value, hole }, side)
  if (!key.nullable) return strict
  return side === 'after'
    ? cypher`(${hole} IS NOT NULL AND (${strict} OR ${value} IS NULL))`
    : cypher`(${strict} OR (${hole} IS NULL AND ${value} IS NOT NULL))`
}

function isBeyond(
  { key, value, hole }: { key: OrderBy; value: Fragment; hole: Fragment },
  side: 'after' | 'before',
): Fragment {
  if (key.type !== 'boolean') return cypher`${value} ${comparison(key, side)} ${hole}`
  // Written out, because the embedded engine compares no truth value that is computed.
  return isUpward(key, side) ? cypher`(${value} AND NOT ${hole})` : cypher`(NOT ${value} AND ${hole})`
}

function comparison(key: OrderBy, side: 'after' | 'before'): Fragment {
  return new Fragment([isUpward(key, side) ? '>' : '<'], [])
}

function isUpward(key: OrderBy, side: 'after' | 'before'): boolean {
  return (key.direction === 'ASC') === (side === 'after')
}
