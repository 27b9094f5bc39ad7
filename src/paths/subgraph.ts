import { CERTAINTY, STRENGTH } from '../model/claim-rules.js'
import type { FollowedEdge } from '../plan/compile-walk.js'

/** An edge between two entities, as it lies in the graph. */
export interface Link {
  readonly id: string
  readonly type: string
  readonly from: string
  readonly to: string
  /** How sure it is: 0 for what is confirmed and hardly in doubt, more for less. */
  readonly doubt: number
}

/** Which way links are followed: as they lie, against it, or both. */
export type Direction = 'IN' | 'OUT' | 'ANY'

/** The part of the graph that a walk has seen. */
export class Subgraph {
  readonly links = new Map<string, Link>()
  readonly #around = new Map<string, Link[]>()
  #sorted = true

  /** Takes in an edge that was followed from a node. */
  add(node: string, { other, isOut, own }: FollowedEdge): void {
    const [from, to] = isOut ? [node, other] : [other, node]
    // Where only nodes are looked for, one link stands for all edges from one to the other.
    const { id, type } = own ?? { id: `${from} ${to}`, type: '' }
    // A simple path never follows an edge from a node to itself.
    if (this.links.has(id) || node === other) return
    const link = { id, type, from, to, doubt: own ? doubtOf(own.modality, own.confidence) : 0 }
    this.links.set(id, link)
    for (const end of [node, other]) {
      const known = this.#around.get(end)
      if (known) known.push(link)
      else this.#around.set(end, [link])
    }
    this.#sorted = false
  }

  /** The links by which one may go on from a node, in their order: the surer first, then by id. */
  around(node: string, direction: Direction): readonly Link[] {
    if (!this.#sorted) {
      for (const links of this.#around.values()) links.sort(compareLinks)
      this.#sorted = true
    }
    const links = this.#around.get(node) ?? []
    if (direction === 'ANY') return links
    return links.filter((link) => (direction === 'OUT' ? link.from : link.to) === node)
  }
}

/** The node at the other end. */
export function otherEnd(link: Link, node: string): string {
  return link.from === node ? link.to : link.from
}

/** Orders links: the surer first, then by id. */
export function compareLinks(a: Pick<Link, 'doubt' | 'id'>, b: Pick<Link, 'doubt' | 'id'>): number {
  return a.doubt - b.doubt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** How much doubt there is of an edge: by modality, and by confidence where that is the same; 0 is the least. */
function doubtOf(modality: string, confidence: string): number {
  return placeIn(STRENGTH, modality) * (CERTAINTY.length + 1) + placeIn(CERTAINTY, confidence)
}

function placeIn(words: readonly string[], word: string): number {
  const place = words.indexOf(word)
  return place < 0 ? words.length : place
}
