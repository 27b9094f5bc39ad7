import { invariant } from '../errors.js'
import { pageSize } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import type { WalkTemplates } from '../plan/compile-walk.js'
import type { Page, Walk } from '../plan/plan.js'
import { EDGES_OF_A_NEIGHBOUR, hopsOf, isAboutEdges } from '../plan/walk-limits.js'
import type { Run } from '../store/store.js'
import { findPaths } from './all-paths.js'
import { Explorer } from './explorer.js'
import { NOTHING } from './walk-result.js'
import type { WalkResult } from './walk-result.js'
import { findNeighbourhood } from './neighbourhood.js'
import { findReachable } from './reachable.js'
import { findShortestPath } from './shortest-path.js'

/** Finds what a root field looks for, level by level; every statement goes through `run` and so sees one snapshot. */
export async function walkGraph(
  walk: Walk,
  templates: WalkTemplates,
  { run, request }: { readonly run: Run; readonly request: Request },
): Promise<WalkResult> {
  const hops = hopsOf(walk, request)
  const explorer = new Explorer(run, templates, request)
  const [from, to] = await explorer.begin(walk.ends)
  const { direction } = walk
  const ends = from && to ? ([from, to] as const) : null
  const counts = walk.asks.includes('totalCount')
  switch (walk.find) {
    case 'shortestPath':
      return ends === null
        ? NOTHING
        : findShortestPath(explorer, { ends, hops, direction, surest: walk.surest, at: walk.hops.at })
    case 'paths':
      return findPaths(explorer, { ends, hops, direction, page: pageOf(walk), counts, request })
    case 'reachable':
      return findReachable(explorer, { from: from ?? null, hops, page: pageOf(walk), counts, request })
    case 'neighbourhood': {
      const edgesOfNode = isAboutEdges(walk) ? EDGES_OF_A_NEIGHBOUR : null
      const size = pageSize(pageOf(walk), request)
      return findNeighbourhood(explorer, { of: from ?? null, depth: hops, direction, size, edgesOfNode })
    }
  }
}

function pageOf({ page, hops }: Walk): Page {
  invariant(page, `${hops.at} has pages`)
  return page
}
