import { opposite } from '../plan/compile-walk.js'
import { compareLinks, otherEnd } from './subgraph.js'
import type { Direction, Link, Subgraph } from './subgraph.js'

/** The links of a path, from its first node to its last. */
export type Path = readonly Link[]

/** A place in the order of paths: what its links compare by. */
export type Position = readonly Pick<Link, 'doubt' | 'id'>[]

interface Asked {
  readonly from: string
  readonly to: string
  readonly direction: Direction
  /** The numbers of links that a path may have. */
  readonly least: number
  readonly most: number
  /** Only paths that come later than this one. */
  readonly after: Position | null
  /** Links with more doubt than this are left out. */
  readonly doubt?: number
}

/** How many links may be tried for one answer; then its listings end, and say so. */
export class Trials {
  #left = 200_000

  /** Whether one more may be tried. */
  take(): boolean {
    this.#left -= 1
    return this.#left >= 0
  }
}

/**
 * Paths that meet no node twice: the shorter first; of the same length compared from the start, step by step, the
 * one with the surer link, then with the lower id. A page deep in the list costs what the first one costs.
 */
export class PathList {
  /** Whether it ended before all paths were found. */
  isCut = false

  constructor(
    readonly graph: Subgraph,
    readonly asked: Asked,
    readonly trials = new Trials(),
  ) {}

  *paths(): Generator<Path> {
    const { from, to, least, most, after } = this.asked
    if (from === to) {
      if (after === null) yield []
      return
    }
    const first = Math.max(1, least, after?.length ?? 0)
    const near = this.#near(most)
    for (let length = first; length <= most && !this.isCut; length += 1) {
      yield* this.#ofLength(length, { near, after: after?.length === length ? after : null })
    }
  }

  /** `near[n]`: the nodes from which the end is exactly n links away on some walk; no others lead to it in n. */
  #near(most: number): readonly ReadonlySet<string>[] {
    const { to, direction } = this.asked
    const near: Set<string>[] = [new Set([to])]
    for (let n = 1; n <= most; n += 1) {
      const nodes = new Set<string>()
      for (const node of near[n - 1] ?? []) {
        for (const link of this.#links(node, opposite(direction))) nodes.add(otherEnd(link, node))
      }
      nodes.delete(to)
      near.push(nodes)
    }
    return near
  }

  *#ofLength(
    length: number,
    { near, after }: { readonly near: readonly ReadonlySet<string>[]; readonly after: Position | null },
  ): Generator<Path> {
    const taken: Link[] = []
    const met = new Set([this.asked.from])
    const walk = function* (this: PathList, node: string, bound: Position | null): Generator<Path> {
      const depth = taken.length
      if (depth === length) {
        if (bound === null) yield [...taken]
        return
      }
      const reachable = near[length - depth - 1]
      for (const link of this.#links(node, this.asked.direction)) {
        if (this.#isOver()) return
        const next = otherEnd(link, node)
        const place = bound?.[depth]
        const compared = place === undefined ? 1 : compareLinks(link, place)
        if (compared < 0 || met.has(next) || !reachable?.has(next)) continue
        taken.push(link)
        met.add(next)
        yield* walk.call(this, next, compared === 0 ? bound : null)
        taken.pop()
        met.delete(next)
      }
    }
    yield* walk.call(this, this.asked.from, after)
  }

  #isOver(): boolean {
    this.isCut ||= !this.trials.take()
    return this.isCut
  }

  #links(node: string, direction: Direction): readonly Link[] {
    const links = this.graph.around(node, direction)
    const { doubt } = this.asked
    return doubt === undefined ? links : links.filter((link) => link.doubt <= doubt)
  }
}
