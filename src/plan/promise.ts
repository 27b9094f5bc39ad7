import type { Request as Bound } from './bind.js'
import type { WalkTree } from './shape-walk.js'

/** A request whose rows are shaped; `loose` lets pass what breaks a promise of the schema. */
export interface Request extends Bound {
  readonly loose?: boolean
  /** What the walks found, by the key of their root field. */
  readonly walks?: ReadonlyMap<string, WalkTree | null>
}

/** Thrown when the graph lacks what the schema promises; the whole answer is then left to the general executor. */
export class PromiseBroken extends Error {
  override readonly name = 'PromiseBroken'
}

/** Tells that a field has nothing that must have something, unless the request lets that pass. */
export function breakPromise(key: string, request: Request): void {
  if (!request.loose) throw new PromiseBroken(key)
}
