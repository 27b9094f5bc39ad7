import { bind } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import { readFollowed } from '../plan/compile-walk.js'
import type { WalkTemplates } from '../plan/compile-walk.js'
import type { Template } from '../plan/compile.js'
import type { PlainValue, Row, Run } from '../store/store.js'
import { Subgraph } from './subgraph.js'
import type { Direction } from './subgraph.js'

/** How many edges of one node are followed: of a denser one those with the most claims. */
export const EDGES_OF_A_NODE = 1000

/** Among how many edges of one node those are picked; which ones lie among them is the engine's affair beyond it. */
const SCANNED_OF_A_NODE = 100_000

/** How many edges one walk follows, and how many it picks them from, before it gives up the rest. */
const EDGES_OF_A_WALK = 20_000
const SCANNED_OF_A_WALK = 300_000

/** How many edges begin at most nodes at most: what is dense is so by those that end there. */
const OUT_OF_A_NODE = 50

/** The edges of a node, each as the cells that `readFollowed` reads. */
type Edges = readonly (readonly PlainValue[])[]

/** How many edges a node shows, and how many are looked through for that: those of other moments too. */
interface Size {
  readonly degree: number
  readonly scanned: number
  /** Otherwise both are how much hangs on the node, claims and all. */
  readonly isMeasured: boolean
}

/** What leads from some nodes to others. */
export interface Links {
  readonly others: readonly string[]
  /** Whether it begins at the nodes, ends there, or either. */
  readonly direction: Direction
}

interface Following {
  readonly template: Template
  readonly ends: PlainValue
  readonly direction: Direction
  /** Where few edges pass they are counted as they come. */
  readonly fewPass: boolean
}

/** How it is told whether nodes may be followed. */
interface Room {
  readonly fewPass: boolean
  /** Whether few edges of a dense node have to be looked through. */
  readonly areFew: boolean
}

/** Follows the edges of nodes, one statement a level, within limits of time and memory. */
export class Explorer {
  readonly graph = new Subgraph()
  /** Nodes of which edges were left out; all of them are measured. */
  readonly cut = new Set<string>()
  readonly #known = new Map<string, Size>()
  /** The ends whose edges came with them, by the template that would have followed those. */
  readonly #begun = new Map<Template, { readonly node: string; readonly edges: Edges }>()
  #followed = 0
  #scanned = 0

  constructor(
    readonly run: Run,
    readonly templates: WalkTemplates,
    readonly request: Request,
  ) {}

  /** Finds the entity at each end, by slots of which some are for the same one; null where none is. */
  async begin(slots: readonly (readonly unknown[])[]): Promise<readonly (string | null)[]> {
    const { ends, follow } = this.templates
    const rows = await this.ask(ends, { most: EDGES_OF_A_NODE + 1 })
    const endOf = slots.flatMap((own, end) => own.map(() => end))
    const found = rows.toSorted((a, b) => Number(a['slot']) - Number(b['slot']))
    return slots.map((_, end) => {
      const row = found.find(({ slot }) => endOf[Number(slot)] === end)
      if (!row) return null
      const id = String(row['id'])
      this.#learn(id, Number(row['size']))
      if (row['isSparse'] === true) {
        const template = end === 0 ? follow.fromStart : follow.fromEnd
        this.#begun.set(template, { node: id, edges: row['edges'] as Edges })
      }
      return id
    })
  }

  /** Runs one of the walk's statements with what the walk brings to it. */
  ask(template: Template, walked: Readonly<Record<string, PlainValue>>): Promise<readonly Row[]> {
    return this.run(bind(template, { ...this.request, walked }))
  }

  /** How many edges a node has that was measured; before, how much hangs on it, which is no less. */
  degree(node: string): number {
    return this.#known.get(node)?.degree ?? 0
  }

  /** Learns how many edges nodes have. */
  async measure(nodes: Iterable<string>): Promise<void> {
    const ids = [...nodes].filter((node) => !this.#known.get(node)?.isMeasured)
    if (ids.length === 0) return
    for (const { id, degree, scanned = degree } of await this.ask(this.templates.measure, { ids }))
      this.#known.set(String(id), { degree: Number(degree), scanned: Number(scanned), isMeasured: true })
  }

  /** What it costs to follow the edges of nodes, or those alone that begin there. */
  cost(nodes: readonly string[], direction: Direction = 'ANY'): number {
    return this.#sum(nodes, this.#areFew(nodes, direction))
  }

  /** Follows the edges of the nodes and answers with the nodes at their other ends. */
  follow(
    nodes: Iterable<string>,
    { template, ends }: { readonly template: Template; readonly ends: readonly string[] },
  ): Promise<ReadonlySet<string>> {
    return this.#follow(nodes, { template, ends, direction: 'ANY', fewPass: false })
  }

  /** Follows those edges of the nodes that lead to one of the others, and answers with these. */
  link(nodes: Iterable<string>, { others, direction }: Links): Promise<ReadonlySet<string>> {
    const ends = Object.fromEntries(others.map((each) => [each, true]))
    return this.#follow(nodes, { template: this.templates.links[direction], ends, direction, fewPass: true })
  }

  async #follow(
    nodes: Iterable<string>,
    { template, ends, direction, fewPass }: Following,
  ): Promise<ReadonlySet<string>> {
    const found = new Set<string>()
    const cut: string[] = []
    let waiting = this.#takeBegun(nodes, template, found)
    const room = { fewPass, areFew: this.#areFew(waiting, direction) }
    // Where something may have to be left out, it is said exactly what.
    if (this.#isTight(waiting, room)) await this.measure(waiting)
    // The sparse ones first: when the rest must be left out it is the dense ones.
    waiting.sort((a, b) => this.degree(a) - this.degree(b) || (a < b ? -1 : 1))
    while (waiting.length > 0) {
      const fitting = this.#fitting(waiting, room)
      if (fitting.length === 0) break
      const rows = await this.ask(template, {
        ids: fitting,
        ends,
        scan: SCANNED_OF_A_NODE,
        most: EDGES_OF_A_NODE + 1,
      })
      const followed = new Map(rows.map(({ id, edges }) => [id, edges as Edges]))
      cut.push(...fitting.filter((node) => !this.#take(node, followed.get(node) ?? [], found)))
      this.#scanned += this.#sum(fitting, room.areFew)
      waiting = waiting.slice(fitting.length)
    }
    cut.push(...waiting)
    await this.measure(cut)
    for (const node of cut) this.cut.add(node)
    return found
  }

  /** Takes in the edges that came with the ends, and answers with the nodes that are still to be followed. */
  #takeBegun(nodes: Iterable<string>, template: Template, found: Set<string>): string[] {
    const begun = this.#begun.get(template)
    return [...nodes].filter((node) => {
      if (node !== begun?.node) return true
      this.#scanned += this.#costOf(node)
      this.#take(node, begun.edges, found)
      return false
    })
  }

  #isTight(nodes: readonly string[], room: Room): boolean {
    return this.#isAnyDense(nodes) || this.#fitting(nodes, room).length < nodes.length
  }

  #isAnyDense(nodes: readonly string[]): boolean {
    return nodes.some((node) => this.#toScan(node) > SCANNED_OF_A_NODE)
  }

  /** Whether the edges may be taken for few: those that begin at nodes, of which all edges might be looked through. */
  #areFew(nodes: readonly string[], direction: Direction): boolean {
    return direction === 'OUT' && !this.#isAnyDense(nodes) && this.#sum(nodes) <= SCANNED_OF_A_WALK
  }

  /** As many of the nodes as there is room for, were every one of their edges let through, or one of each node. */
  #fitting(nodes: readonly string[], { fewPass, areFew }: Room): readonly string[] {
    let [followed, scanned] = [this.#followed, this.#scanned]
    const end = nodes.findIndex((node) => {
      followed += fewPass ? 1 : Math.min(this.degree(node), EDGES_OF_A_NODE)
      scanned += this.#costOf(node, areFew)
      return followed > EDGES_OF_A_WALK || scanned > SCANNED_OF_A_WALK
    })
    return end < 0 ? nodes : nodes.slice(0, end)
  }

  /** Takes in the edges of a node, and says whether those are all. */
  #take(node: string, edges: Edges, found: Set<string>): boolean {
    const kept = edges.slice(0, EDGES_OF_A_NODE)
    this.#followed += kept.length
    for (const cells of kept) {
      const edge = readFollowed(cells)
      if (edge.size !== null) this.#learn(edge.other, edge.size)
      this.graph.add(node, edge)
      found.add(edge.other)
    }
    return edges.length <= EDGES_OF_A_NODE && this.#toScan(node) <= SCANNED_OF_A_NODE
  }

  /** What was told of a node beside an edge, unless more is known. */
  #learn(node: string, size: number): void {
    if (this.#known.get(node)?.isMeasured) return
    this.#known.set(node, { degree: size, scanned: size, isMeasured: this.templates.followCounts })
  }

  #toScan(node: string): number {
    return this.#known.get(node)?.scanned ?? 0
  }

  #sum(nodes: readonly string[], areFew = false): number {
    return nodes.reduce((sum, node) => sum + this.#costOf(node, areFew), 0)
  }

  #costOf(node: string, areFew = false): number {
    return Math.min(this.#toScan(node), areFew ? OUT_OF_A_NODE : SCANNED_OF_A_NODE)
  }
}
