import { Failure } from '../errors.js'
import type { Explorer } from './explorer.js'
import { Gathering, NOTHING } from './walk-result.js'
import type { WalkResult } from './walk-result.js'
import { PathList, Trials } from './list-paths.js'
import type { Path } from './list-paths.js'
import type { Direction } from './subgraph.js'
import { searchFromBothEnds } from './two-ends.js'

interface Asked {
  readonly ends: readonly [string, string]
  readonly hops: number
  readonly direction: Direction
  readonly surest: boolean
  /** What the field is called in an error. */
  readonly at: string
}

/** The first path in the order of paths, or the one whose weakest link is the surest; a tree of null when there is none. */
export async function findShortestPath(explorer: Explorer, asked: Asked): Promise<WalkResult> {
  const { ends, hops, direction, surest } = asked
  const { distance } = await searchFromBothEnds(explorer, ends, { hops, direction, untilMet: !surest })
  const { path, isCut } = distance === null ? { path: null, isCut: false } : pick(explorer, { ...asked, distance })
  if (path === null) {
    if (isCut || explorer.cut.size > 0) throw cutShort(asked.at)
    return NOTHING
  }
  const gathering = new Gathering(explorer)
  return gathering.found(gathering.path(ends[0], path, !isCut))
}

function pick(
  { graph }: Explorer,
  { ends, hops, direction, surest, distance }: Asked & { readonly distance: number },
): { readonly path: Path | null; readonly isCut: boolean } {
  const [from, to] = ends
  const doubts = surest ? new Set([...graph.links.values()].map(({ doubt }) => doubt)) : new Set([Infinity])
  const trials = new Trials()
  let isCut = false
  for (const doubt of [...doubts].toSorted((a, b) => a - b)) {
    const lengths = { least: distance, most: surest ? hops : distance }
    const list = new PathList(graph, { from, to, direction, ...lengths, after: null, doubt }, trials)
    const [path] = list.paths()
    isCut ||= list.isCut
    if (path) return { path, isCut }
  }
  return { path: from === to ? [] : null, isCut }
}

function cutShort(at: string): Failure {
  return new Failure(
    'PATH_SEARCH_CUT',
    `No path was found by ${at}, but edges of dense nodes were left out of the search, so there may be one. Narrow it with "kinds", "types" or "maxHops".`,
    { facts: { at } },
  )
}
