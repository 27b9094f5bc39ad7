import type { Template } from '../plan/compile.js'
import { EDGES_OF_A_NODE } from './explorer.js'
import type { Explorer, Links } from './explorer.js'
import type { Direction } from './subgraph.js'

/** The nodes that were met from one end, and those among them from which the search goes on. */
interface Side {
  /** Follows the edges of nodes as they are walked from this end. */
  readonly follow: Template
  readonly met: Set<string>
  frontier: readonly string[]
}

/** How a search from both ends ended. */
export interface Meeting {
  /** The number of links of the shortest path; null when there is none of at most so many, or not all was asked. */
  readonly distance: number | null
}

/**
 * Follows edges from both ends, each time from the end where that costs less, until every path of at most `hops`
 * links lies in the explorer's graph, or only until the two sides meet: then every shortest path lies in it. Where the
 * next link may be the last, those that lead from one side to the other are all that is asked for: of a dense node few do.
 */
export async function searchFromBothEnds(
  explorer: Explorer,
  ends: readonly [string, string],
  { hops, direction, untilMet }: { readonly hops: number; readonly direction: Direction; readonly untilMet: boolean },
): Promise<Meeting> {
  const { follow } = explorer.templates
  const [start, end] = [sideOf(ends[0], follow.fromStart), sideOf(ends[1], follow.fromEnd)]
  if (ends[0] === ends[1]) return { distance: 0 }
  let distance: number | null = null
  for (let links = 1; links <= hops && start.frontier.length > 0 && end.frontier.length > 0; links += 1) {
    const haveMet = await goOn(explorer, [start, end], { ends, direction, isLast: links === hops, untilMet })
    // Before this level the sides had not met, so no path is shorter than all levels together.
    if (haveMet) distance ??= links
    if (untilMet && haveMet) break
  }
  return { distance }
}

interface Level {
  readonly ends: readonly string[]
  readonly direction: Direction
  /** Whether no level comes after this one. */
  readonly isLast: boolean
  readonly untilMet: boolean
}

/** Goes on by one link from the side where that costs less, and says whether the sides meet. */
async function goOn(
  explorer: Explorer,
  [start, end]: readonly [Side, Side],
  { ends, direction, isLast, untilMet }: Level,
): Promise<boolean> {
  const [fromStart, fromEnd] = [explorer.cost(start.frontier), explorer.cost(end.frontier)]
  const [side, other] = fromStart <= fromEnd ? [start, end] : [end, start]
  // With so little around it nothing of it is left out, and it need not be asked first what leads to the other side.
  const isCheap = Math.min(fromStart, fromEnd) <= EDGES_OF_A_NODE
  if (isLast || (untilMet && !isCheap)) {
    const haveMet = await link(explorer, [start.frontier, end.frontier], direction)
    if (haveMet || isLast) return haveMet
  }
  const found = await explorer.follow(side.frontier, { template: side.follow, ends })
  const fresh = [...found].filter((node) => !side.met.has(node))
  for (const node of fresh) side.met.add(node)
  side.frontier = fresh
  return fresh.some((node) => other.met.has(node))
}

/** Follows what leads from some nodes to others, and says whether anything does. */
async function link(
  explorer: Explorer,
  [from, to]: readonly [readonly string[], readonly string[]],
  direction: Direction,
): Promise<boolean> {
  let isAny = false
  for (const { nodes, ...links } of linksToFollow(explorer, [from, to], direction)) {
    const { size } = await explorer.link(nodes, links)
    isAny ||= size > 0
  }
  return isAny
}

/**
 * From where links are followed: those of each direction from the nodes where that costs less, which are mostly those
 * where they begin.
 */
function linksToFollow(
  explorer: Explorer,
  [from, to]: readonly [readonly string[], readonly string[]],
  direction: Direction,
): readonly LinksOf[] {
  const between = (tails: readonly string[], heads: readonly string[]): LinksOf =>
    explorer.cost(tails, 'OUT') <= explorer.cost(heads)
      ? { nodes: tails, others: heads, direction: 'OUT' }
      : { nodes: heads, others: tails, direction: 'IN' }
  const there = direction === 'IN' ? [] : [between(from, to)]
  const back = direction === 'OUT' ? [] : [between(to, from)]
  const isOneSided = there[0]?.nodes === back[0]?.nodes
  return isOneSided ? there.map((links) => ({ ...links, direction: 'ANY' })) : [...there, ...back]
}

interface LinksOf extends Links {
  readonly nodes: readonly string[]
}

function sideOf(node: string, follow: Template): Side {
  return { follow, met: new Set([node]), frontier: [node] }
}
