import { NAMED_CUTS } from '../plan/walk-limits.js'
import type { PlainValue } from '../store/store.js'
import type { Explorer } from './explorer.js'
import type { Path } from './list-paths.js'
import { otherEnd } from './subgraph.js'
import type { Link } from './subgraph.js'

/** A part of what a walk found, under the names of the schema's fields, with ids in the place of nodes and edges. */
export type Part = { readonly [field: string]: PlainValue }

/** The ends of an edge by which a store finds it fast: of two, the near one has fewer edges. */
interface EdgeKey {
  readonly [key: string]: string
  readonly id: string
  readonly near: string
  readonly far: string
}

/** What a walk found, and the nodes and edges that must still be fetched for it. */
export interface WalkResult {
  readonly tree: Part | null
  readonly nodes: readonly string[]
  readonly edges: readonly EdgeKey[]
  /** The edges whose deciding claim is asked for. */
  readonly weakest: readonly EdgeKey[]
}

/** Nothing is there to begin with. */
export const NOTHING: WalkResult = { tree: null, nodes: [], edges: [], weakest: [] }

/** Makes the parts of an answer and remembers which nodes and edges they speak of. */
export class Gathering {
  readonly #nodes = new Set<string>()
  readonly #edges = new Map<string, Link>()
  readonly #weakest = new Map<string, Link>()

  constructor(readonly explorer: Explorer) {}

  node(id: string): string {
    this.#nodes.add(id)
    return id
  }

  edge(link: Link, part: Part): Part {
    this.#edges.set(link.id, link)
    return { id: link.id, type: link.type, ...part }
  }

  /** A path as its steps; `complete` tells whether the search that found it saw all that it had to. */
  path(from: string, links: Path, complete: boolean): Part {
    let node = from
    const steps = [{ node: this.node(from), edge: null as Part | null }]
    for (const link of links) {
      const direction = link.from === node ? 'OUT' : 'IN'
      node = otherEnd(link, node)
      steps.push({ node: this.node(node), edge: this.edge(link, { direction }) })
    }
    const weakest = links.reduce<Link | null>(
      (worst, link) => (worst && worst.doubt >= link.doubt ? worst : link),
      null,
    )
    if (weakest) this.#weakest.set(weakest.id, weakest)
    return { length: links.length, steps, weakest: weakest?.id ?? null, ...this.completeness(complete) }
  }

  /** Whether all was seen, and the densest of the nodes at which something was left out. */
  completeness(complete = true): Part {
    const { explorer } = this
    const { cut } = explorer
    const byDegree = [...cut].toSorted((a, b) => explorer.degree(b) - explorer.degree(a) || (a < b ? -1 : 1))
    const densest = byDegree.slice(0, NAMED_CUTS)
    return { complete: complete && cut.size === 0, cutAt: densest.map((id) => this.node(id)) }
  }

  /** The tree with the keys of all that must be fetched for it. */
  found(tree: Part): WalkResult {
    const keys = (some: ReadonlyMap<string, Link>): EdgeKey[] => [...some.values()].map((link) => this.#keyOf(link))
    return { tree, nodes: [...this.#nodes], edges: keys(this.#edges), weakest: keys(this.#weakest) }
  }

  #keyOf({ id, from, to }: Link): EdgeKey {
    const isFromDenser = this.explorer.degree(from) > this.explorer.degree(to)
    return isFromDenser ? { id, near: to, far: from } : { id, near: from, far: to }
  }
}
