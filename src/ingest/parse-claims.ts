import type { Catalog } from '../model/catalog.js'
import { ClaimLink, ConfidenceLevel, Modality, Polarity, Rank, Review, Stance } from '../model/words.js'
import type { Part } from './file-reader.js'
import type { Names } from './parse-seed.js'
import { readValue } from './parse-value.js'
import type { ClaimRecord, EvidenceRecord, SpeakerRecord, ValueRecord } from './records.js'
import { claimId } from './records.js'
import type { PlainValue } from '../store/store.js'
import type { Vocabulary } from './vocabulary.js'

const SHARED = ['source', 'locator', 'stance', 'quote', 'sources', 'speakers', 'modality', 'confidence', 'publishedAt', 'validFrom', 'validTo', 'polarity', 'rank', 'rankReason', 'review', 'subject', 'predicate']
const OWN = [...SHARED, 'key', 'object', 'value', 'unknown', 'none', 'qualifiers', 'text', 'links']

type Fields = ReadonlyMap<string, Part>

/** Reads groups of claims: what stands beside `claims` holds for each claim of the group that does not say otherwise. */
export class Claims {
  readonly #keys = new Map<string, string>()
  readonly #links: { readonly claim: { links: { type: string; claim: string }[] }; readonly part: Part }[] = []

  constructor(
    readonly vocabulary: Vocabulary,
    readonly catalog: Catalog,
    readonly names: Names,
  ) {}

  read(part: Part | undefined): ClaimRecord[] {
    const claims: ClaimRecord[] = []
    for (const group of part?.items() ?? []) {
      const shared = group.map([...SHARED, 'claims'])
      if (!shared) continue
      for (const each of shared.get('claims')?.items() ?? []) {
        const own = each.map(OWN)
        const claim = own && this.#claim(each, new Map([...shared, ...own]), own)
        if (claim) claims.push(claim)
      }
    }
    this.#resolveLinks()
    return claims
  }

  #claim(part: Part, fields: Fields, own: Fields): ClaimRecord | null {
    const subject = this.#entity(fields.get('subject'), part, 'subject')
    const predicate = fields.get('predicate')?.text() ?? part.problem('The claim has no predicate.')
    if (predicate !== null && !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(predicate)) part.problem(`"${predicate}" cannot be a predicate; use capitals, digits and single underscores.`)
    if (subject === null || predicate === null) return null
    const evidence = this.#evidence(part, fields)
    const said = this.#said(part, fields, { subject, predicate })
    if (!said) return null
    const links: { type: string; claim: string }[] = []
    const claim: ClaimRecord = {
      subject,
      predicate,
      ...said,
      qualifiers: readQualifiers(own.get('qualifiers')),
      text: own.get('text')?.text() ?? null,
      polarity: fields.get('polarity')?.oneOf(Object.keys(Polarity)) ?? 'AFFIRMS',
      modality: fields.get('modality')?.oneOf(Object.keys(Modality)) ?? part.problem('The claim has no modality.') ?? '',
      confidence: readConfidence(fields.get('confidence')),
      rank: fields.get('rank')?.oneOf(Object.keys(Rank)) ?? 'NORMAL',
      rankReason: fields.get('rankReason')?.text() ?? null,
      review: fields.get('review')?.oneOf(Object.keys(Review)) ?? 'ACCEPTED',
      validFrom: fields.get('validFrom')?.fuzzyDate() ?? null,
      validTo: fields.get('validTo')?.fuzzyDate() ?? null,
      publishedAt: fields.get('publishedAt')?.fuzzyDate() ?? this.#published(evidence),
      speakers: (fields.get('speakers')?.items() ?? []).flatMap((each) => this.#speaker(each) ?? []),
      evidence,
      links,
    }
    if (claim.validFrom && claim.validTo && claim.validTo.to < claim.validFrom.from) part.problem('The claim ends before it begins.')
    this.#remember(part, own, { claim, links })
    return claim
  }

  #remember(part: Part, own: Fields, { claim, links }: { readonly claim: ClaimRecord; readonly links: { type: string; claim: string }[] }): void {
    const key = own.get('key')?.text()
    if (key && this.#keys.has(key)) part.problem(`The key "${key}" is used twice.`)
    if (key) this.#keys.set(key, claimId(claim))
    for (const each of own.get('links')?.items() ?? []) this.#links.push({ claim: { links }, part: each })
  }

  #resolveLinks(): void {
    for (const { claim, part } of this.#links) {
      const fields = part.map(['type', 'claim'])
      const type = fields?.get('type')?.oneOf(Object.keys(ClaimLink))
      const key = fields?.get('claim')?.text()
      const id = key ? this.#keys.get(key) : undefined
      if (key && !id) part.problem(`No claim of this file has the key "${key}".`)
      if (type && id) claim.links.push({ type, claim: id })
    }
  }

  #entity(given: Part | undefined, part: Part, what: string): string | null {
    const slug = given?.text() ?? (given ? null : part.problem(`The claim has no ${what}.`))
    if (slug === null || this.names.entities.has(slug)) return slug
    return (given ?? part).problem(`"${slug}" is not among the entities of this file.`)
  }

  /** The object or value, checked against what the predicate means for the kind of the subject. */
  #said(part: Part, fields: Fields, { subject, predicate }: { readonly subject: string; readonly predicate: string }): { object: string | null; value: ValueRecord } | null {
    const given = ['object', 'value', 'unknown', 'none'].filter((key) => fields.has(key))
    const [only] = given
    if (!only || given.length > 1) return part.problem('A claim has one of object, value, unknown: true, none: true.')
    const kind = this.names.entities.get(subject)?.kind ?? ''
    const meaning = this.vocabulary.meaning(kind, predicate)
    const subjects = this.vocabulary.subjects(predicate)
    if (!meaning && subjects.length > 0) return part.problem(`${predicate} is said of ${subjects.join(', ')}; "${subject}" is of kind ${kind}.`)
    if (only === 'unknown') return { object: null, value: { kind: 'SOME_VALUE', text: null } }
    if (only === 'none') return { object: null, value: { kind: 'NO_VALUE', text: null } }
    if (only === 'value') {
      if (meaning?.form === 'edge') return part.problem(`${predicate} leads to another entity; give it as object.`)
      const value = readValue(fields.get('value') ?? part, meaning?.property ?? null)
      return value && { object: null, value }
    }
    return this.#object(fields.get('object') ?? part, { predicate, meaning })
  }

  #object(part: Part, { predicate, meaning }: { readonly predicate: string; readonly meaning: ReturnType<Vocabulary['meaning']> }): { object: string; value: ValueRecord } | null {
    const object = this.#entity(part, part, 'object')
    if (object === null) return null
    const kind = this.names.entities.get(object)?.kind ?? ''
    if (meaning?.form === 'property') return part.problem(`${predicate} has a value; give it as value.`)
    if (meaning && !this.vocabulary.fits(meaning.edge, kind)) return part.problem(`${predicate} leads to ${meaning.edge.target}; "${object}" is of kind ${kind}.`)
    return { object, value: { kind: 'ENTITY', text: null } }
  }

  #evidence(part: Part, fields: Fields): EvidenceRecord[] {
    const several = fields.get('sources')
    const places = several ? several.items().map((each) => each.map(['source', 'locator', 'stance', 'quote'])) : [fields]
    const evidence = places.flatMap((place) => {
      const source = place?.get('source')?.text()
      if (!source || !place) return []
      if (!this.names.sources.has(source)) part.problem(`"${source}" is not among the sources of this file.`)
      return [{ source, locator: place.get('locator')?.text() ?? null, stance: place.get('stance')?.oneOf(Object.keys(Stance)) ?? 'SUPPORTS', quote: place.get('quote')?.text() ?? null }]
    })
    if (evidence.length === 0) part.problem('The claim has no source.')
    return evidence
  }

  #published(evidence: readonly EvidenceRecord[]): ClaimRecord['publishedAt'] {
    const dates = evidence.flatMap(({ source }) => this.names.sources.get(source)?.record.publishedAt ?? [])
    return dates.toSorted((a, b) => (a.to < b.to ? -1 : 1))[0] ?? null
  }

  #speaker(part: Part): SpeakerRecord | null {
    const fields = part.map(['author', 'entity', 'anonymous'])
    const [only] = fields?.entries() ?? []
    if (!fields || !only || fields.size !== 1) return part.problem('A speaker is one of { author: source }, { entity: slug }, { anonymous: key }.')
    const [form, value] = only
    const key = value.text()
    if (key === null) return null
    if (form === 'author') return this.names.sources.has(key) ? { author: key } : value.problem(`"${key}" is not among the sources.`)
    if (form === 'entity') return this.names.entities.has(key) ? { entity: key } : value.problem(`"${key}" is not among the entities.`)
    const anonymous = this.names.speakers.get(key)
    return anonymous ? { anonymous: anonymous.record } : value.problem(`"${key}" is not among the speakers.`)
  }
}

function readQualifiers(part: Part | undefined): Record<string, PlainValue> {
  return Object.fromEntries((part?.entries() ?? []).map(([key, value]) => [key, value.scalar()]))
}

function readConfidence(part: Part | undefined): ClaimRecord['confidence'] {
  const levels = Object.keys(ConfidenceLevel)
  if (!part) return { level: 'UNKNOWN', score: null, basis: null }
  if (part.isScalar()) return { level: part.oneOf(levels) ?? 'UNKNOWN', score: null, basis: null }
  const fields = part.map(['level', 'score', 'basis'])
  const score = fields?.get('score')?.number() ?? null
  if (score !== null && (score < 0 || score > 1)) part.problem(`The score ${score} is not between 0 and 1.`)
  return { level: fields?.get('level')?.oneOf(levels) ?? 'UNKNOWN', score, basis: fields?.get('basis')?.text() ?? null }
}

