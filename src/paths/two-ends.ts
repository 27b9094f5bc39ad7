import type { Template } from '../plan/compile.js'
import { EDGES_OF_A_NODE } from './explorer.js'
import type { Explorer } from './explorer.js'

/** The nodes that were met from one end, and those among them from which the search goes on. */
interface Side {
  /** Follows all edges of nodes, and those to nodes of the other side. */
  readonly follow: Template
  readonly meet: Template
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
  { hops, untilMet }: { readonly hops: number; readonly untilMet: boolean },
): Promise<Meeting> {
  const { follow, meet } = explorer.templates
  const start = sideOf(ends[0], { follow: follow.fromStart, meet: meet.fromStart })
  const end = sideOf(ends[1], { follow: follow.fromEnd, meet: meet.fromEnd })
  if (ends[0] === ends[1]) return { distance: 0 }
  let distance: number | null = null
  for (let links = 1; links <= hops && start.frontier.length > 0 && end.frontier.length > 0; links += 1) {
    const haveMet = await goOn(explorer, byCost(explorer, [start, end]), { ends, isLast: links === hops, untilMet })
    // Before this level the sides had not met, so no path is shorter than all levels together.
    if (haveMet) distance ??= links
    if (untilMet && haveMet) break
  }
  return { distance }
}

/** The side from which it costs less to go on, then the other one. */
function byCost(explorer: Explorer, [start, end]: readonly [Side, Side]): readonly [Side, Side] {
  return explorer.cost(start.frontier) <= explorer.cost(end.frontier) ? [start, end] : [end, start]
}

interface Level {
  readonly ends: readonly string[]
  /** Whether no level comes after this one. */
  readonly isLast: boolean
  readonly untilMet: boolean
}

/** Goes on by one link, and says whether the sides meet. */
async function goOn(
  explorer: Explorer,
  [side, other]: readonly [Side, Side],
  { ends, isLast, untilMet }: Level,
): Promise<boolean> {
  // With so little around it nothing of it is left out, and it need not be asked first what leads to the other side.
  const isCheap = explorer.cost(side.frontier) <= EDGES_OF_A_NODE
  if (isLast || (untilMet && !isCheap)) {
    const links = { template: side.meet, ends: other.frontier, fewPass: true }
    const { size } = await explorer.follow(side.frontier, links)
    if (size > 0 || isLast) return size > 0
  }
  const found = await explorer.follow(side.frontier, { template: side.follow, ends })
  const fresh = [...found].filter((node) => !side.met.has(node))
  for (const node of fresh) side.met.add(node)
  side.frontier = fresh
  return fresh.some((node) => other.met.has(node))
}

function sideOf(node: string, templates: Pick<Side, 'follow' | 'meet'>): Side {
  return { ...templates, met: new Set([node]), frontier: [node] }
}
