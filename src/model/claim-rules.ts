/**
 * Which claims show as plain facts at a moment, which of them comes first, and why. The rules are fixed and
 * documented in docs/provenance.md; the projection, histories and the oracle of the tests all rest on them.
 */

/** By which clock a question asks what was known: when the public could know, or when it was recorded here. */
export type ClockName = 'PUBLICATION' | 'SYSTEM'

/** Which claims take part: those the editors took in, or those nobody has judged too. */
export type Layer = 'ACCEPTED' | 'PROPOSED'

/** When and for whom something came to be known, and whether it still counts. */
export interface Known {
  /** The last day of the publication's interval, else the day of recording: from then on the public could know. */
  readonly publishedOn: string
  /** The instant of recording, ISO 8601 in UTC. */
  readonly recordedAt: string
  /** The instant at which it was taken back here; null while it stands. */
  readonly retractedAt: string | null
  readonly review: string
}

/** Reads it from four cells of a row, in the order in which it is declared. */
export function readKnown([publishedOn, recordedAt, retractedAt, review]: readonly unknown[]): Known {
  return {
    publishedOn: String(publishedOn),
    recordedAt: String(recordedAt),
    retractedAt: retractedAt == null ? null : String(retractedAt),
    review: String(review),
  }
}

/** What the rules look at in a claim. */
export interface Weighed extends Known {
  readonly id: string
  readonly polarity: string
  readonly modality: string
  readonly confidence: string
  readonly rank: string
  /** The first day of its publication; null where it is not known. */
  readonly publishedFrom: string | null
  /** The first and the last day on which it may hold; null where it is open. */
  readonly holdsFrom: string | null
  readonly holdsTo: string | null
  /** To whom it can be followed back: named speakers, else publishers or authors of its sources. */
  readonly origins: readonly string[]
  /**
   * For each origin the day from which the public could know that it stands behind the claim, empty where that is so as
   * long as the claim is known; null where it is so of all.
   */
  readonly originsSince: readonly string[] | null
  /** What it says, as `sayingOf` has it: claims on one line with the same text agree. */
  readonly says: string
  /** The claims that say that they supersede it. */
  readonly successors: readonly Known[]
}

/** What a claim says of its object or by the columns of its value, in one form: an amount is the same with zeros behind it. */
export function sayingOf(object: string | null, column: (name: string) => unknown): string {
  const kind = column('value') ?? null
  const text =
    kind === 'MONEY'
      ? `${plainAmount(String(column('value_amount')))} ${String(column('value_currency'))}`
      : (column('value_text') ?? null)
  return JSON.stringify([object, kind, text])
}

function plainAmount(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount
}

/** A moment from which claims are looked at. A null asks for no bound: everything on record, whenever it holds. */
export interface Moment {
  readonly clock: ClockName
  /** A day for PUBLICATION, an instant for SYSTEM. */
  readonly known: string | null
  readonly valid: string | null
  readonly layer: Layer
}

/** Modalities that may become plain facts, the strongest first; opinions, forecasts, rumours and denials never do. */
export const STRENGTH: readonly string[] = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']
export const CERTAINTY: readonly string[] = ['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']
/** Ranks of claims that may show, the preferred first. */
export const RANKS: readonly string[] = ['PREFERRED', 'NORMAL']

/**
 * Whether something is on record at the moment. What was taken back here counts for no past of the public, for it
 * was our mistake; on the clock of the system it counts until it was taken back.
 */
export function isKnown(thing: Known, { clock, known, layer }: Moment): boolean {
  if (thing.review === 'REJECTED' || (layer === 'ACCEPTED' && thing.review !== 'ACCEPTED')) return false
  if (clock === 'PUBLICATION') return thing.retractedAt === null && (known === null || thing.publishedOn <= known)
  if (known === null) return thing.retractedAt === null
  return thing.recordedAt <= known && (thing.retractedAt === null || thing.retractedAt > known)
}

/** Whether a claim holds on a day, as far as its own dates say; a coarse date holds from its first day to its last. */
export function holdsOn({ holdsFrom, holdsTo }: Pick<Weighed, 'holdsFrom' | 'holdsTo'>, day: string): boolean {
  return (holdsFrom === null || holdsFrom <= day) && (holdsTo === null || holdsTo >= day)
}

/** Whether a claim is put as a fact, and the editors let it stand. */
export function statesFact({ polarity, rank, modality }: Pick<Weighed, 'polarity' | 'rank' | 'modality'>): boolean {
  return polarity === 'AFFIRMS' && RANKS.includes(rank) && STRENGTH.includes(modality)
}

/** Whether a claim may show as a plain fact: on record, not superseded, holding, and of a modality that states. */
export function mayShow(claim: Weighed, moment: Moment): boolean {
  return (
    isKnown(claim, moment) &&
    statesFact(claim) &&
    (moment.valid === null || holdsOn(claim, moment.valid)) &&
    !claim.successors.some((successor) => isKnown(successor, moment))
  )
}

/** The claim with those who stood behind it at a moment. By our own records all of them do, as long as it is there. */
export function attestedAt<Claim extends Weighed>(claim: Claim, { clock, known }: Moment): Claim {
  const { origins, originsSince } = claim
  if (originsSince === null || clock === 'SYSTEM' || known === null) return claim
  return { ...claim, origins: origins.filter((_, i) => (originsSince[i] ?? '') <= known), originsSince: null }
}

/** Why the first claim of a line is the one that shows, as compared with the first that says something else. */
type Reason =
  | 'ONLY_CLAIM'
  | 'ALL_AGREE'
  | 'PREFERRED_RANK'
  | 'STRONGER_MODALITY'
  | 'MORE_ORIGINS'
  | 'HIGHER_CONFIDENCE'
  | 'LATER_PUBLICATION'
  | 'ARBITRARY'

/** The claims of one line (one subject, one predicate) that may show, the deciding one first. */
export interface Decision<Claim extends Weighed> {
  readonly order: readonly Claim[]
  readonly reason: Reason
  /** To how many independent origins the claims that agree with the deciding one can be followed. */
  readonly originCount: number
}

/** Decides among claims that may show: rank, modality, independent origins, confidence, later publication, id. */
export function decide<Claim extends Weighed>(claims: readonly Claim[]): Decision<Claim> | null {
  const origins = new Map<string, Set<string>>()
  for (const claim of claims) {
    const known = origins.get(claim.says) ?? new Set()
    for (const origin of claim.origins) known.add(origin)
    origins.set(claim.says, known)
  }
  const count = ({ says }: Weighed): number => origins.get(says)?.size ?? 0
  const criteria: readonly (readonly [Reason, (a: Weighed, b: Weighed) => number])[] = [
    ['PREFERRED_RANK', (a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank)],
    ['STRONGER_MODALITY', (a, b) => STRENGTH.indexOf(a.modality) - STRENGTH.indexOf(b.modality)],
    ['MORE_ORIGINS', (a, b) => count(b) - count(a)],
    ['HIGHER_CONFIDENCE', (a, b) => CERTAINTY.indexOf(a.confidence) - CERTAINTY.indexOf(b.confidence)],
    ['LATER_PUBLICATION', (a, b) => compareText(b.publishedFrom ?? '', a.publishedFrom ?? '')],
    ['ARBITRARY', (a, b) => compareText(a.id, b.id)],
  ]
  const order = claims.toSorted((a, b) => {
    for (const [, compare] of criteria) {
      const result = compare(a, b)
      if (result !== 0) return result
    }
    return 0
  })
  const [winner] = order
  if (!winner) return null
  const rival = order.find(({ says }) => says !== winner.says)
  const agreed = order.length === 1 ? 'ONLY_CLAIM' : 'ALL_AGREE'
  const reason = rival ? criteria.find(([, compare]) => compare(winner, rival) !== 0)?.[0] : agreed
  return { order, reason: reason ?? 'ARBITRARY', originCount: count(winner) }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
