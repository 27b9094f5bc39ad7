import { idOf } from '../model/identity.js'
import type { FuzzyDateParts } from '../model/fuzzy-date.js'
import type { PlainValue } from '../store/store.js'

/** What a file brings: sources, speakers without a name, what exists, and what is said of it. */
export interface Batch {
  readonly sources: readonly SourceRecord[]
  readonly speakers: readonly AnonymousRecord[]
  readonly entities: readonly EntityRecord[]
  readonly claims: readonly ClaimRecord[]
  readonly retractions?: readonly RetractionRecord[]
  readonly judgements?: readonly JudgementRecord[]
  /** On which lines of their file claims, entities, speakers and retractions stand, by their ids, these by the key of the claim. */
  readonly lines?: ReadonlyMap<string, number>
}

export interface SourceRecord {
  readonly slug: string
  readonly title: string
  readonly kind: string
  readonly url: string | null
  readonly lang: string | null
  readonly licence: string | null
  readonly publishedAt: FuzzyDateParts | null
  readonly retrievedOn: string | null
  readonly publisher: string | null
  readonly author: string | null
  readonly reprintOf: string | null
}

export interface AnonymousRecord {
  readonly description: string
  readonly affiliation: string | null
  readonly count: number | null
}

export interface EntityRecord {
  readonly slug: string
  readonly kind: string
}

export type SpeakerRecord =
  | { readonly author: string }
  | { readonly entity: string }
  | { readonly anonymous: AnonymousRecord }

export interface EvidenceRecord {
  readonly source: string
  readonly locator: string | null
  readonly stance: string
  readonly quote: string | null
}

/** A claim as it is said, by slugs; its id follows from what it says and from which sources. */
export interface ClaimRecord {
  readonly subject: string
  readonly predicate: string
  readonly object: string | null
  /** The value in one form for all types; its kind is one of ValueKind. */
  readonly value: ValueRecord
  readonly qualifiers: Readonly<Record<string, PlainValue>>
  readonly text: string | null
  readonly polarity: string
  readonly modality: string
  readonly confidence: { readonly level: string; readonly score: number | null; readonly basis: string | null }
  readonly rank: string
  readonly rankReason: string | null
  readonly review: string
  readonly validFrom: FuzzyDateParts | null
  readonly validTo: FuzzyDateParts | null
  readonly publishedAt: FuzzyDateParts | null
  readonly speakers: readonly SpeakerRecord[]
  readonly evidence: readonly EvidenceRecord[]
  readonly links: readonly LinkRecord[]
  /** A name of its own, unique over the whole graph, by which links and retractions find it. */
  readonly key?: string
}

/** How a claim bears on the one with this key, which may be in another file. */
export interface LinkRecord {
  readonly type: string
  readonly claim: string
}

/** Takes a claim back: it is kept, and never shows again. */
export interface RetractionRecord {
  readonly claim: string
  readonly reason: string
}

/** What somebody holds of two entities: that they are one, that they are two, or that it is open. */
export interface JudgementRecord {
  /** Keys of identifiers, such as `slug:openai` or `wikidata:Q21708200`. */
  readonly sides: readonly [string, string]
  readonly verdict: string
  readonly by: SpeakerRecord
  readonly at: string
  readonly reason: string
  readonly revokedAt: string | null
}

export interface ValueRecord {
  readonly kind: string
  readonly text: string | null
  readonly number?: number
  readonly boolean?: boolean
  readonly date?: FuzzyDateParts
  readonly amount?: string
  readonly currency?: string
  /** The range and unit of a quantity. */
  readonly low?: number
  readonly high?: number
  readonly unit?: string
}

export const entityId = (slug: string): string => idOf('entity', slug)
export const sourceId = (slug: string): string => idOf('source', slug)
export const authorId = (source: string): string => idOf('author', source)

export const slugKey = (slug: string): string => `slug:${slug}`
export const claimKey = (key: string): string => `claim:${key}`

export function speakerId(speaker: SpeakerRecord): string {
  if ('author' in speaker) return authorId(speaker.author)
  return 'entity' in speaker ? entityId(speaker.entity) : anonymousId(speaker.anonymous)
}

/** A speaker without a name is who the description says, within the affiliation. */
export function anonymousId(speaker: AnonymousRecord): string {
  return idOf('anonymous', speaker.description, speaker.affiliation ?? '', String(speaker.count ?? ''))
}

/** Who judged what of which two, and when; in which order the two are named makes no difference. */
export function judgementId({ sides, verdict, by, at }: JudgementRecord): string {
  return idOf('judgement', ...sides.toSorted(), verdict, speakerId(by), at)
}

/** What a claim says and from which sources: loading it again finds it. */
export function claimId(claim: ClaimRecord): string {
  const qualifiers = Object.entries(claim.qualifiers).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const said = [
    claim.object,
    claim.value,
    qualifiers,
    claim.polarity,
    claim.text === null || claim.value.text ? null : claim.text,
  ]
  const held = [claim.validFrom?.value, claim.validFrom?.precision, claim.validTo?.value, claim.validTo?.precision]
  const sources = claim.evidence.map(({ source }) => source).toSorted()
  return idOf('claim', claim.subject, claim.predicate, JSON.stringify([said, held, sources]))
}

/** The columns of a fuzzy date under a name; all null when there is none. */
export function dateColumns(column: string, date: FuzzyDateParts | null): Record<string, string | null> {
  return {
    [column]: date?.value ?? null,
    [`${column}_precision`]: date?.precision ?? null,
    [`${column}_from`]: date?.from ?? null,
    [`${column}_to`]: date?.to ?? null,
  }
}
