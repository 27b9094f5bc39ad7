/** What the resolution rule looks at in a claim. The rule is fixed and documented in docs/provenance.md. */
export interface Weighed {
  readonly id: string
  readonly polarity: string
  readonly modality: string
  readonly confidence: string
  readonly rank: string
  readonly review: string
  readonly retractedAt: string | null
  readonly publishedFrom: string | null
  readonly superseded: boolean
}

/** Modalities that may become plain facts, the strongest first; opinions, forecasts, rumours and denials never do. */
const STRENGTH = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']
const RANKS = ['PREFERRED', 'NORMAL']
const CONFIDENCE = ['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']

/** Whether a claim may show as a plain fact: accepted, not taken back, not superseded, and of a modality that states. */
export function mayShow(claim: Weighed): boolean {
  return (
    claim.review === 'ACCEPTED' &&
    claim.retractedAt === null &&
    !claim.superseded &&
    claim.polarity === 'AFFIRMS' &&
    RANKS.includes(claim.rank) &&
    STRENGTH.includes(claim.modality)
  )
}

/** Orders claims on the same thing, the one to be shown first: rank, modality, confidence, later publication, id. */
export function compareClaims(a: Weighed, b: Weighed): number {
  return (
    RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
    STRENGTH.indexOf(a.modality) - STRENGTH.indexOf(b.modality) ||
    CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
    compareText(b.publishedFrom ?? '', a.publishedFrom ?? '') ||
    compareText(a.id, b.id)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
