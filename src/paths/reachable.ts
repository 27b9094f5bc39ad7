import { pageSize } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import type { Page } from '../plan/plan.js'
import type { PlainValue } from '../store/store.js'
import { connectionPart, placeAfter } from './connection-part.js'
import type { Explorer } from './explorer.js'
import { Gathering } from './walk-result.js'
import type { WalkResult } from './walk-result.js'
import { spread } from './spread.js'

interface Asked {
  /** Null when it is not there: then nothing is reached. */
  readonly from: string | null
  readonly hops: number
  readonly page: Page
  /** Whether the number of all entities is wanted. */
  readonly counts: boolean
  readonly request: Request
}

/** A node that was reached, and over how many edges. */
interface Reached {
  readonly id: string
  readonly distance: number
}

/** How many nodes are sifted by one statement. */
const SIFTED_AT_ONCE = 1000

/** One page of the entities that are reached from one: the nearer first, then by id. */
export async function findReachable(explorer: Explorer, asked: Asked): Promise<WalkResult> {
  const { from, hops, page, counts, request } = asked
  const gathering = new Gathering(explorer)
  const size = pageSize(page, request)
  const after = placeAfter(page, request, (values) => reachedIn(values, from))
  const distances = from === null ? new Map<string, number>() : await spread(explorer, from, hops)
  const reached = [...distances]
    .map(([id, distance]): Reached => ({ id, distance }))
    .filter(({ id }) => id !== from)
    .toSorted(compare)
  const following = after === null ? reached : reached.filter((each) => compare(each, after) > 0)
  const found = await sift(explorer, following, size + 1)
  const totalCount = counts && explorer.cut.size === 0 ? (await sift(explorer, reached, reached.length)).length : null
  const rows = found.slice(0, size).map(({ id, distance }) => ({
    node: gathering.node(id),
    place: [from, distance, id],
    own: { distance },
  }))
  return gathering.found({
    ...connectionPart(rows, { page, request, more: found.length > size, totalCount }),
    ...gathering.completeness(),
  })
}

/** The first `most` of the nodes that are wanted. */
async function sift(explorer: Explorer, nodes: readonly Reached[], most: number): Promise<readonly Reached[]> {
  const { sift: template } = explorer.templates
  if (template === null) return nodes.slice(0, most)
  const wanted: Reached[] = []
  for (let at = 0; at < nodes.length && wanted.length < most; at += SIFTED_AT_ONCE) {
    const some = nodes.slice(at, at + SIFTED_AT_ONCE)
    const rows = await explorer.ask(template, { ids: some.map(({ id }) => id) })
    const ids = new Set(rows.map(({ id }) => id))
    wanted.push(...some.filter(({ id }) => ids.has(id)))
  }
  return wanted.slice(0, most)
}

function compare(a: Reached, b: Reached): number {
  return a.distance - b.distance || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function reachedIn([start, distance, id]: readonly PlainValue[], from: string | null): Reached | null {
  if (typeof distance !== 'number' || typeof id !== 'string') return null
  return from === null || start === from ? { id, distance } : null
}
