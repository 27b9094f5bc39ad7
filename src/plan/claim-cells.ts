import type { LineForms } from '../model/history.js'

/** Where the cells of a claim lie that the rules look at. */
export interface ClaimCells {
  /** The slot of the rows of claims. */
  readonly rows: number
  readonly columns: Readonly<Record<string, number>>
  /** The slots of the object and of the claims that supersede it. */
  readonly object: number
  readonly successors: number
  /** What predicates mean, for each kind of subject. */
  readonly kindSlot: number
  readonly forms: Readonly<Record<string, LineForms>>
}
