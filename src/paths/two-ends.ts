import type { Template } from '../plan/compile.js'
import type { Explorer } from './explorer.js'

/** Nodes by the number of links from one end, as far as the search has come. */
interface Side {
  readonly template: Template
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
 * links lies in the explorer's graph, or only until the two sides meet: then every shortest path lies in it.
 */
export async function searchFromBothEnds(
  explorer: Explorer,
  ends: readonly [string, string],
  { hops, untilMet }: { readonly hops: number; readonly untilMet: boolean },
): Promise<Meeting> {
  const { follow } = explorer.templates
  const [start, end] = [sideOf(ends[0], follow.fromStart), sideOf(ends[1], follow.fromEnd)]
  if (ends[0] === ends[1]) return { distance: 0 }
  let distance: number | null = null
  while (start.depth + end.depth < hops && start.frontier.length > 0 && end.frontier.length > 0) {
    await explorer.measure([...start.frontier, ...end.frontier])
    const side = explorer.cost(start.frontier) <= explorer.cost(end.frontier) ? start : end
    await goOn(explorer, side, ends)
    const other = side === start ? end : start
    // Before this level the sides had not met, so no path is shorter than the two depths together.
    if (distance === null && side.frontier.some((node) => other.met.has(node))) distance = start.depth + end.depth
    if (untilMet && distance !== null) break
  }
  return { distance }
}

function sideOf(node: string, template: Template): Side {
  return { template, met: new Map([[node, 0]]), frontier: [node], depth: 0 }
}

async function goOn(explorer: Explorer, side: Side, ends: readonly string[]): Promise<void> {
  const found = await explorer.follow(side.frontier, { template: side.template, ends })
  side.depth += 1
  const fresh = [...found].filter((node) => !side.met.has(node))
  for (const node of fresh) side.met.set(node, side.depth)
  side.frontier = fresh
}
