import type { Batch, ClaimRecord, EntityRecord } from './records.js'
import { groupBy } from './write-graph.js'

/** What one transaction writes of a batch. */
export interface Portion {
  readonly claims: readonly ClaimRecord[]
  /** The entities that nothing before speaks of, so that each is written with what is first said of it. */
  readonly entities: readonly EntityRecord[]
}

/** Claims written in one transaction: a file with no more of them is loaded whole or not at all. */
const CLAIMS_PER_TRANSACTION = 5000

/** Parts a batch; what it brings beside claims and entities goes with the first portion. */
export function portionsOf({ entities, claims, lines: _, ...beside }: Batch): readonly Portion[] {
  const portions = portionsOfClaims(claims)
  const slugs = new Set(entities.map(({ slug }) => slug))
  const first = new Map<string, number>()
  const meet = (said: unknown, at: number): void => {
    for (const text of textsIn(said)) {
      // A judgement names its sides by keys.
      const slug = text.startsWith('slug:') ? text.slice('slug:'.length) : text
      if (slugs.has(slug) && !first.has(slug)) first.set(slug, at)
    }
  }
  meet(beside, 0)
  for (const [at, portion] of portions.entries()) meet(portion, at)
  const groups = groupBy(entities, ({ slug }) => String(first.get(slug) ?? 0))
  return portions.map((portion, at) => ({ claims: portion, entities: groups.get(String(at)) ?? [] }))
}

/** Claims of one subject stay together, so that each entity is computed once. */
function portionsOfClaims(claims: readonly ClaimRecord[]): readonly (readonly ClaimRecord[])[] {
  const portions: ClaimRecord[][] = [[]]
  for (const group of groupBy(claims, ({ subject }) => subject).values()) {
    const last = portions.at(-1)
    // As arguments of one call they would not fit on the stack.
    if (last && (last.length === 0 || last.length + group.length <= CLAIMS_PER_TRANSACTION))
      for (const claim of group) last.push(claim)
    else portions.push(group)
  }
  return portions
}

/** All texts of a record, at any depth: whatever of them is a slug may be spoken of. */
function* textsIn(said: unknown): Generator<string> {
  if (typeof said === 'string') yield said
  else if (said !== null && typeof said === 'object') for (const part of Object.values(said)) yield* textsIn(part)
}
