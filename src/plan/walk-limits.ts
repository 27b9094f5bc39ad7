import { Failure, invariant } from '../errors.js'
import { fillHole, pageSize } from './bind.js'
import type { Request } from './bind.js'
import type { Walk } from './plan.js'

/** What a walk is taken to cost, in nodes: it follows up to 20,000 edges, which is much cheaper than fetching a node. */
export const WALK_COST = 2000

/** The number of links that a walk may go: what the client asked for, checked, or the default. */
export function hopsOf({ hops }: Walk, request: Request): number {
  const { argument, at, ref, otherwise, most } = hops
  const asked = ref === null ? null : fillHole({ fill: 'value', ref }, request)
  if (asked === null) return otherwise
  invariant(typeof asked === 'number', 'a number of hops is a number')
  if (asked >= 1 && asked <= most) return asked
  throw new Failure('BAD_USER_INPUT', `"${argument}" of ${at} is ${asked}; it must be from 1 to ${most}.`, {
    facts: { argument, at, allowed: most, asked },
  })
}

/** Whether a walk is about edges, or about the nodes that it comes to alone. */
export function isAboutEdges({ find, asks }: Walk): boolean {
  if (find === 'neighbourhood') return asks.includes('edges') || asks.includes('edgesLeftOut')
  return find !== 'reachable'
}

/** How many edges of a neighbourhood are shown for each of its nodes on average. */
export const EDGES_OF_A_NEIGHBOUR = 5

/** How many of the nodes at which something was left out are named. */
export const NAMED_CUTS = 20

/** How many nodes and edges a walk may bring to be fetched. */
export function walkedAtMost(walk: Walk, request: Request): { readonly nodes: number; readonly edges: number } {
  const rows = walk.page ? pageSize(walk.page, request) : 1
  const hops = hopsOf(walk, request)
  if (walk.find === 'neighbourhood') return { nodes: rows + NAMED_CUTS, edges: rows * EDGES_OF_A_NEIGHBOUR }
  const edges = walk.find === 'reachable' ? 0 : rows * hops
  return { nodes: edges + rows + NAMED_CUTS, edges }
}
