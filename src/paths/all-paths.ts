import { pageSize } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import type { Page } from '../plan/plan.js'
import type { PlainValue } from '../store/store.js'
import { connectionPart, placeAfter } from './connection-part.js'
import type { Explorer } from './explorer.js'
import { Gathering } from './walk-result.js'
import type { WalkResult } from './walk-result.js'
import { PathList } from './list-paths.js'
import type { Path, Position } from './list-paths.js'
import type { Direction } from './subgraph.js'
import { searchFromBothEnds } from './two-ends.js'

interface Asked {
  /** Null when one of them is not there: then no path is. */
  readonly ends: readonly [string, string] | null
  readonly hops: number
  readonly direction: Direction
  readonly page: Page
  /** Whether the number of all paths is wanted. */
  readonly counts: boolean
  readonly request: Request
}

/** One page of the paths between two entities. */
export async function findPaths(explorer: Explorer, asked: Asked): Promise<WalkResult> {
  const { ends, hops, direction, page, counts, request } = asked
  const gathering = new Gathering(explorer)
  const size = pageSize(page, request)
  const after = placeAfter(page, request, (values) => positionIn(values, ends))
  if (ends === null) {
    return gathering.found({
      ...connectionPart([], { page, request, more: false, totalCount: counts ? 0 : null }),
      ...gathering.completeness(),
    })
  }
  await searchFromBothEnds(explorer, ends, { hops, direction, untilMet: false })
  const [from, to] = ends
  const listed = { from, to, direction, least: 0, most: hops }
  const list = new PathList(explorer.graph, { ...listed, after })
  const { paths, more } = take(list, size)
  const totalCount = counts ? countAll(new PathList(explorer.graph, { ...listed, after: null }), explorer) : null
  const complete = !list.isCut
  const rows = paths.map((path) => ({ node: gathering.path(from, path, complete), place: placeOf(path, ends) }))
  return gathering.found({
    ...connectionPart(rows, { page, request, more, totalCount }),
    ...gathering.completeness(complete),
  })
}

function take(list: PathList, size: number): { readonly paths: readonly Path[]; readonly more: boolean } {
  const paths: Path[] = []
  for (const path of list.paths()) {
    if (paths.length === size) return { paths, more: true }
    paths.push(path)
  }
  // A list that was cut goes on from its last cursor, with new trials.
  return { paths, more: list.isCut && paths.length > 0 }
}

function countAll(list: PathList, { cut }: Explorer): number | null {
  let count = 0
  const paths = list.paths()
  while (!paths.next().done) count += 1
  return list.isCut || cut.size > 0 ? null : count
}

function placeOf(path: Path, ends: readonly string[]): readonly PlainValue[] {
  return [...ends, ...path.flatMap(({ doubt, id }) => [doubt, id])]
}

/** The inverse of `placeOf`; null when it is a place among the paths of other ends. */
function positionIn(values: readonly PlainValue[], ends: readonly string[] | null): Position | null {
  const [from, to, ...rest] = values
  if (rest.length % 2 > 0 || (ends && (from !== ends[0] || to !== ends[1]))) return null
  const position = Array.from({ length: rest.length / 2 }, (_, i) => ({ doubt: rest[2 * i], id: rest[2 * i + 1] }))
  const fits = position.every(({ doubt, id }) => typeof doubt === 'number' && typeof id === 'string')
  return fits ? (position as Position) : null
}
