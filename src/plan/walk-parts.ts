import type { PlainValue } from '../store/store.js'

/** How a part of what a walk found becomes a value of the answer; `field` names the part. */
export type WalkEntry<Node, Own> = { readonly key: string; readonly nonNull: boolean } & (
  | { readonly form: 'constant'; readonly value: PlainValue }
  | { readonly form: 'leaf'; readonly field: string }
  | { readonly form: 'object'; readonly field: string; readonly entries: readonly WalkEntry<Node, Own>[] }
  /** The part is the id of a node, or a list of them, whose row is among those of the slot. */
  | { readonly form: 'node'; readonly field: string; readonly slot: number; readonly node: Node }
  /** The part has the id of an edge, whose row is among those of the slot. */
  | {
      readonly form: 'edge'
      readonly field: string
      readonly slot: number
      readonly entries: readonly WalkEntry<Node, Own>[]
    }
  /** A column of the edge's row. */
  | { readonly form: 'own'; readonly output: Own }
  /** The part is the id of an edge, whose row has claims of which the first is wanted. */
  | {
      readonly form: 'claim'
      readonly field: string
      readonly slot: number
      readonly claims: number
      readonly node: Node
    }
)

/** How many edges may lie between the ends of a walk. */
export interface Hops<Ref> {
  readonly argument: string
  readonly ref: Ref | null
  readonly otherwise: number
  readonly most: number
  /** What the field is called in an error. */
  readonly at: string
}
