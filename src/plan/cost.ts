import { Failure } from '../errors.js'
import { LONGEST_LIST, MAX_KEYS, pageSize } from './bind.js'
import type { Request } from './bind.js'
import type { Anchor, Branch, Filter, Grouping, Plan, Reach, Root, Slot } from './plan.js'
import { WALK_COST, walkedAtMost } from './walk-limits.js'

/** What a count is taken to cost, in nodes: engines count much faster than they fetch. */
const COUNT_COST = 10
/** What it is taken to cost to look for words, beside the entities that are fetched then. */
const LOOK_COST = 1000

/**
 * An upper bound of the nodes that an operation can fetch: the size of each page times what is wanted of each
 * of its rows, and what is looked through to find them.
 */
export function estimateCost(plan: Plan, request: Request): number {
  return plan.roots.reduce((sum, root) => sum + rootCost(root, request), 0)
}

function rootCost({ looksFor, walk, slots }: Root, request: Request): number {
  if (!walk) return (looksFor ? LOOK_COST : 0) + slotsCost(slots, request)
  // Each slot fetches what the walk found, which no page of its own bounds.
  const { nodes, edges } = walkedAtMost(walk, request)
  return slots.reduce(
    (sum, slot) => {
      const isOfEdges = slot.get === 'rows' && slot.branch.anchor.by === 'walkedEdges'
      return sum + (isOfEdges ? edges : nodes) * slotsCost([slot], request)
    },
    WALK_COST + filterCost(walk.through) + filterCost(walk.where),
  )
}

/** Refuses an operation that could fetch more than the limit. */
export function checkCost(plan: Plan, request: Request, allowed: number): void {
  const asked = estimateCost(plan, request)
  if (asked <= allowed) return
  throw new Failure(
    'QUERY_TOO_COSTLY',
    `The operation may fetch ${asked} nodes; at most ${allowed} are allowed. Ask for smaller pages with "first", for fewer nested lists, or by filters that look through fewer edges.`,
    { facts: { limit: 'cost', allowed, asked } },
  )
}

function slotsCost(slots: readonly Slot[], request: Request): number {
  return slots.reduce((sum, slot) => {
    if (slot.get === 'count') return sum + passCost(slot.branch)
    if (slot.get === 'facet') return sum + LOOK_COST + filterCost(slot.branch.filter)
    if (slot.get === 'groups') return sum + groupsCost(slot.grouping, request)
    return slot.get === 'rows' ? sum + branchCost(slot.branch, request) : sum
  }, 0)
}

/** What is fetched of a group goes through all nodes again to find its members. */
function groupsCost({ branch, page, slots }: Grouping, request: Request): number {
  const pass = passCost(branch)
  const scans = slots.filter(({ get }) => get !== 'column').length * pass
  return pass + (page ? pageSize(page, request) : 1) * (1 + scans + slotsCost(slots, request))
}

/** What it costs to go through a list once; of what is about some nodes, through that of each of them. */
function passCost({ anchor, filter }: Branch): number {
  return (anchor.by === 'about' ? namedIn(anchor) * COUNT_COST : COUNT_COST) + filterCost(filter)
}

/**
 * What a filter looks through beside the list itself: a pass for each edge, and what lies behind an edge to many as
 * often as a list without pages is long, since it is asked of each node there.
 */
function filterCost(filter: Filter | null): number {
  if (filter === null) return 0
  if ('filters' in filter) return filter.filters.reduce((sum, each) => sum + filterCost(each), 0)
  if (filter.test === 'edge')
    return COUNT_COST + (filter.edge.form === 'one' ? 1 : LONGEST_LIST) * filterCost(filter.filter)
  return filter.test === 'not' ? filterCost(filter.filter) : 0
}

/** How many nodes a list is about, at most: what belongs to a node counts as one more. */
function namedIn({ keys, belonging }: Anchor & { readonly by: 'about' }): number {
  return keys.refs.length * (belonging.length > 0 ? 2 : 1)
}

function branchCost(branch: Branch, request: Request): number {
  const pass = branch.anchor.by === 'about' ? passCost(branch) : filterCost(branch.filter)
  const reached = branch.order.reduce((sum, { reach }) => sum + (reach ? reachCost(reach) : 0), 0)
  return pass + reached + rowsAtMost(branch, request) * (1 + slotsCost(branch.slots, request))
}

/** What orders a list over edges is read of all of it before there is a page: a pass for each edge on the way. */
function reachCost(reach: Reach): number {
  if (reach.read === 'value') return 0
  return COUNT_COST + (reach.read === 'one' ? reachCost(reach.next) : LONGEST_LIST * filterCost(reach.branch.filter))
}

function rowsAtMost(branch: Branch, request: Request): number {
  const { anchor } = branch
  // An id finds one node, be it its own or that of an entity which is folded into another.
  if (anchor.by === 'identifiers' && anchor.keys.fill === 'formerIds') return 0
  if (anchor.by === 'ids' || anchor.by === 'identifiers') return MAX_KEYS
  return branch.page ? pageSize(branch.page, request) : 1
}
