import type { Template } from '../plan/compile.js'
import type { Explorer } from './explorer.js'

/** Nodes by the number of links from one end, as far as the search has come. */
interface Side {
  /** Follows all edges of nodes, and those to nodes of the other side. */
  readonly follow: Template
  readonly meet: Template
  readonly met: Map<string, number>
  frontier: readonly string[]
  depth: number
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
  { hops, untilMet }: { readonly hops: number; readonly untilMet: boolean },
): Promise<Meeting> {
  const { follow, meet } = explorer.templates
  const start = sideOf(ends[0], { follow: follow.fromStart, meet: meet.fromStart })
  const end = sideOf(ends[1], { follow: follow.fromEnd, meet: meet.fromEnd })
  if (ends[0] === ends[1]) return { distance: 0 }
  let distance: number | null = null
  while (start.depth + end.depth < hops && start.frontier.length > 0 && end.frontier.length > 0) {
    await explorer.measure([...start.frontier, ...end.frontier])
    const side = explorer.cost(start.frontier) <= explorer.cost(end.frontier) ? start : end
    const other = side === start ? end : start
    const isLast = start.depth + end.depth === hops - 1
    if (isLast || (untilMet && distance === null)) {
      const hasMet = await join(explorer, side, other)
      // Before this level the sides had not met, so no path is shorter than the two depths together.
      if (hasMet) distance ??= start.depth + end.depth + 1
      if (isLast || hasMet) break
    }
    await goOn(explorer, side, ends)
    if (distance === null && side.frontier.some((node) => other.met.has(node))) distance = start.depth + end.depth
  }
  return { distance }
}

/** Follows the links between the two frontiers, and says whether there are any. */
async function join(explorer: Explorer, side: Side, other: Side): Promise<boolean> {
  const found = await explorer.follow(side.frontier, { template: side.meet, ends: other.frontier, isSparse: true })
  return found.size > 0
}

function sideOf(node: string, templates: Pick<Side, 'follow' | 'meet'>): Side {
  return { ...templates, met: new Map([[node, 0]]), frontier: [node], depth: 0 }
}

async function goOn(explorer: Explorer, side: Side, ends: readonly string[]): Promise<void> {
  const found = await explorer.follow(side.frontier, { template: side.follow, ends })
  side.depth += 1
  const fresh = [...found].filter((node) => !side.met.has(node))
  for (const node of fresh) side.met.set(node, side.depth)
  side.frontier = fresh
}
