import { RANKS, isKnown } from './claim-rules.js'
import type { Moment, Weighed } from './claim-rules.js'

/**
 * How important an entity is: how many independent origins say something of it. The rule is fixed and documented in
 * docs/timelines.md.
 */

/** Whether a claim bears witness at a moment to its subject being spoken of, whatever it says and whenever that holds. */
export function isWitness(claim: Weighed, moment: Moment): boolean {
  return RANKS.includes(claim.rank) && isKnown(claim, moment)
}

/** The number of origins, each once, of claims that bear witness. */
export function importanceOf(witnesses: readonly Pick<Weighed, 'origins'>[]): number {
  return new Set(witnesses.flatMap(({ origins }) => origins)).size
}

/** As few claims as bear the same witness at every moment: of those that stand with the same origins the first of either clock. */
export function witnessesOf<Claim extends Weighed>(claims: readonly Claim[]): readonly Claim[] {
  const taken: Claim[] = []
  const standing = new Map<string, Claim>()
  for (const claim of claims.filter(({ rank }) => RANKS.includes(rank))) {
    const timeless = { ...claim, holdsFrom: null, holdsTo: null, successors: [] }
    if (claim.retractedAt !== null) taken.push(timeless)
    else {
      const key = JSON.stringify([claim.review, claim.origins, claim.originsSince])
      standing.set(key, earlier(standing.get(key) ?? timeless, timeless))
    }
  }
  return [...taken, ...standing.values()]
}

function earlier<Claim extends Weighed>(a: Claim, b: Claim): Claim {
  const publishedOn = a.publishedOn < b.publishedOn ? a.publishedOn : b.publishedOn
  return { ...a, publishedOn, recordedAt: a.recordedAt < b.recordedAt ? a.recordedAt : b.recordedAt }
}
