import type { Catalog } from '../model/catalog.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import { checkIdentifier } from '../model/identifier-schemes.js'
import { ClaimLink, ConfidenceLevel, Modality, Polarity, Rank, Review, Stance } from '../model/words.js'
import type { Part } from './file-reader.js'
import type { Names } from './names.js'
import { qualifiedProperties, readQualifiers, requiredQualifiers } from './parse-qualifiers.js'
import type { Qualified } from './parse-qualifiers.js'
import { readValue } from './parse-value.js'
import { readSpeaker } from './parse-speakers.js'
import type { ClaimRecord, EvidenceRecord, LinkRecord, ValueRecord } from './records.js'
import { claimId } from './records.js'
import type { PlainValue } from '../store/store.js'
import type { Vocabulary } from '../model/vocabulary.js'

const SHARED = [
  'source',
  'locator',
  'stance',
  'quote',
  'sources',
  'speakers',
  'modality',
  'confidence',
  'publishedAt',
  'validFrom',
  'validTo',
  'polarity',
  'rank',
  'rankReason',
  'review',
  'subject',
  'predicate',
]
const OWN = [...SHARED, 'key', 'object', 'value', 'unknown', 'none', 'qualifiers', 'text', 'links']

type Fields = ReadonlyMap<string, Part>

/** A claim as it stands in the file: what its group shares, what it says itself, and the two together. */
interface Given {
  readonly part: Part
  readonly shared: Fields
  readonly own: Fields
  readonly fields: Fields
}

/** What a claim is about, and of whom it is said. */
interface Said extends Qualified {
  readonly subject: string
}

/** Reads groups of claims: what stands beside `claims` holds for each claim of the group that does not say otherwise. */
export class Claims {
  readonly #keys = new Set<string>()
  /** The line of each claim by its id. */
  readonly lines = new Map<string, number>()

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
      if (!shared.has('claims')) group.problem('The group has no claims; list them below "claims".')
      for (const each of shared.get('claims')?.items() ?? []) {
        const own = each.map(OWN)
        const claim = own && this.#claim({ part: each, shared, own, fields: new Map([...shared, ...own]) })
        if (claim) claims.push(claim)
      }
    }
    return claims
  }

  #claim(given: Given): ClaimRecord | null {
    const { part, fields, own } = given
    const subject = this.#entity(fields.get('subject'), part, 'subject')
    const predicate = readPredicate(fields.get('predicate'), part)
    const evidence = this.#evidence(given)
    const rest = {
      text: own.get('text')?.text() ?? null,
      polarity: fields.get('polarity')?.oneOf(Object.keys(Polarity)) ?? 'AFFIRMS',
      modality:
        (fields.has('modality')
          ? fields.get('modality')?.oneOf(Object.keys(Modality))
          : part.problem('The claim has no modality.')) ?? '',
      confidence: readConfidence(fields.get('confidence')),
      rank: fields.get('rank')?.oneOf(Object.keys(Rank)) ?? 'NORMAL',
      rankReason: fields.get('rankReason')?.text() ?? null,
      review: fields.get('review')?.oneOf(Object.keys(Review)) ?? 'ACCEPTED',
      ...this.#times(given, evidence),
      speakers: (fields.get('speakers')?.items() ?? []).flatMap(
        (each) => readSpeaker(each, this.names, this.catalog) ?? [],
      ),
    }
    if (subject === null || predicate === null) return null
    const qualified = this.#qualified(given, { subject, predicate })
    const said = this.#said(given, { subject, ...qualified })
    if (!said) return null
    const key = this.#key(own.get('key'))
    const claim: ClaimRecord = {
      subject,
      predicate,
      ...said,
      qualifiers: this.#qualifiers(given, qualified),
      ...rest,
      evidence,
      links: readLinks(own.get('links'), key),
      ...(key === null ? {} : { key }),
    }
    if (predicate === 'IDENTIFIER') this.#identifier(own.get('value') ?? part, claim)
    this.#remember(part, claim)
    return claim
  }

  #times(
    { part, fields }: Given,
    evidence: readonly EvidenceRecord[],
  ): Pick<ClaimRecord, 'validFrom' | 'validTo' | 'publishedAt'> {
    const read = (key: string): ClaimRecord['validFrom'] => fields.get(key)?.fuzzyDate() ?? null
    const [validFrom, validTo] = [read('validFrom'), read('validTo')]
    if (validFrom && validTo && validTo.to < validFrom.from) part.problem('The claim ends before it begins.')
    return { validFrom, validTo, publishedAt: read('publishedAt') ?? this.#published(evidence) }
  }

  #qualified(
    { part, fields }: Given,
    { subject, predicate }: { readonly subject: string; readonly predicate: string },
  ): Qualified {
    const kind = this.names.entities.get(subject)?.kind ?? ''
    const meaning = this.vocabulary.meaning(kind, predicate)
    const subjects = this.vocabulary.subjects(predicate)
    if (!meaning && subjects.length > 0)
      (fields.get('predicate') ?? part).problem(
        `${predicate} is said of ${subjects.join(', ')}; "${subject}" is of kind ${kind}.`,
      )
    return { kind, predicate, meaning }
  }

  #qualifiers({ part, own }: Given, qualified: Qualified): Record<string, PlainValue> {
    const properties = qualifiedProperties(qualified, this.vocabulary)
    const required = requiredQualifiers(qualified, properties)
    const qualifiers = readQualifiers(own.get('qualifiers'), properties, required)
    const isKnown = own.has('value')
    for (const name of required) {
      if (isKnown && !(name in qualifiers))
        (own.get('value') ?? part).problem(`${qualified.predicate} wants the qualifier "${name}".`)
    }
    return qualifiers
  }

  #remember(part: Part, claim: ClaimRecord): void {
    const id = claimId(claim)
    const line = this.lines.get(id)
    if (line === undefined) this.lines.set(id, part.line)
    else
      part.problem(
        `The same, from the same sources, stands on line ${line} already. Take one out, or tell them apart by a qualifier or by when they held.`,
      )
  }

  #key(part: Part | undefined): string | null {
    const key = part ? readKey(part) : null
    if (key !== null && this.#keys.has(key)) part?.problem(`The key "${key}" is used twice.`)
    if (key !== null) this.#keys.add(key)
    return key
  }

  #identifier(part: Part, { value, qualifiers }: ClaimRecord): void {
    const scheme = qualifiers['scheme']
    if (typeof scheme !== 'string' || value.text === null) return
    const wrong = checkIdentifier(scheme, value.text)
    if (wrong !== null) part.problem(`"${value.text}" cannot be an identifier of ${scheme}: ${wrong}.`)
    if (scheme === 'SLUG' && this.names.entities.has(value.text))
      part.problem(`"${value.text}" is the slug of an entity of this file, so it cannot be a former one.`)
  }

  #entity(given: Part | undefined, part: Part, what: string): string | null {
    const slug = given?.text() ?? (given ? null : part.problem(`The claim has no ${what}.`))
    if (slug === null || this.names.entities.has(slug)) return slug
    return (given ?? part).problem(`"${slug}" is not among the entities of this file.`)
  }

  /** The object or value, checked against what the predicate means for the kind of the subject. */
  #said(
    { part, fields }: Given,
    { subject, predicate, meaning }: Said,
  ): { object: string | null; value: ValueRecord } | null {
    const given = ['object', 'value', 'unknown', 'none'].filter((key) => fields.has(key))
    const [only] = given
    const value = fields.get(only ?? '')
    if (!only || !value || given.length > 1)
      return part.problem('A claim has one of object, value, unknown: true, none: true.')
    if (only === 'unknown' || only === 'none') {
      if (value.scalar() !== true) return value.problem(`"${only}" is true or is left out.`)
      return { object: null, value: { kind: only === 'unknown' ? 'SOME_VALUE' : 'NO_VALUE', text: null } }
    }
    if (only === 'object') return this.#object(value, { subject, predicate, meaning })
    if (meaning?.form === 'edge') return value.problem(`${predicate} leads to another entity; give it as object.`)
    const read = readValue(value, meaning?.property ?? null)
    return read && { object: null, value: read }
  }

  #object(
    part: Part,
    { subject, predicate, meaning }: Pick<Said, 'subject' | 'predicate' | 'meaning'>,
  ): { object: string; value: ValueRecord } | null {
    const object = this.#entity(part, part, 'object')
    if (object === null) return null
    if (meaning && object === subject) return part.problem(`${predicate} cannot lead from "${subject}" to itself.`)
    const kind = this.names.entities.get(object)?.kind ?? ''
    if (meaning?.form === 'property') return part.problem(`${predicate} has a value; give it as value.`)
    if (meaning && !this.vocabulary.fits(meaning.edge, kind))
      return part.problem(`${predicate} leads to ${meaning.edge.target}; "${object}" is of kind ${kind}.`)
    return { object, value: { kind: 'ENTITY', text: null } }
  }

  #evidence(given: Given): EvidenceRecord[] {
    const seen = new Set<string>()
    const evidence = placesOf(given).flatMap((place) => {
      const source = place.get('source')?.text()
      if (!source) return []
      if (!this.names.sources.has(source))
        place.get('source')?.problem(`"${source}" is not among the sources of this file.`)
      if (seen.has(source)) place.get('source')?.problem(`"${source}" is named twice; name both places in one locator.`)
      seen.add(source)
      return [
        {
          source,
          locator: place.get('locator')?.text() ?? null,
          stance: place.get('stance')?.oneOf(Object.keys(Stance)) ?? 'SUPPORTS',
          quote: place.get('quote')?.text() ?? null,
        },
      ]
    })
    if (!['source', 'sources'].some((key) => given.fields.has(key))) given.part.problem('The claim has no source.')
    return evidence
  }

  /** The earliest of its sources; one that does not say when it was published was so when it was read, at the latest. */
  #published(evidence: readonly EvidenceRecord[]): ClaimRecord['publishedAt'] {
    const dates = evidence.flatMap(({ source }) => {
      const record = this.names.sources.get(source)?.record
      return record?.publishedAt ?? parseFuzzyDate(record?.retrievedOn ?? '') ?? []
    })
    return dates.toSorted((a, b) => (a.to < b.to ? -1 : 1))[0] ?? null
  }
}

/** The links of a claim; what they lead to may be in a file that is loaded before or after. */
function readLinks(part: Part | undefined, own: string | null): readonly LinkRecord[] {
  return (part?.items() ?? []).flatMap((each) => {
    const fields = each.map(['type', 'claim'])
    if (!fields) return []
    const type = fields.has('type')
      ? fields.get('type')?.oneOf(Object.keys(ClaimLink))
      : each.problem('The link has no type.')
    const given = fields.get('claim')
    const claim = given ? readKey(given) : each.problem('The link names no claim; give the key of one.')
    if (claim !== null && claim === own) given?.problem('A claim cannot bear on itself.')
    return type && claim ? [{ type, claim }] : []
  })
}

/** The name of a claim, by which links and retractions of any file find it. */
export function readKey(part: Part): string | null {
  const key = part.text()
  if (key === null || /^[a-z0-9]+([-./:][a-z0-9]+)*$/.test(key)) return key
  return part.problem(`"${key}" cannot be a key; use small letters, digits and single - . / : between them.`)
}

function readPredicate(given: Part | undefined, part: Part): string | null {
  if (!given) return part.problem('The claim has no predicate.')
  const predicate = given.text()
  if (predicate === null || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(predicate)) return predicate
  return given.problem(`"${predicate}" cannot be a predicate; use capitals, digits and single underscores.`)
}

/** Where a claim stands: at one source or at several. What it says itself takes the place of what its group shares. */
function placesOf({ part, shared, own, fields }: Given): readonly Fields[] {
  if (own.has('source') && own.has('sources')) part.problem('Give either source or sources.')
  const list = own.has('source') ? undefined : fields.get('sources')
  if (!list) return [own.has('source') && (shared.has('source') || shared.has('sources')) ? own : fields]
  return list.items().flatMap((each) => {
    const place = each.map(['source', 'locator', 'stance', 'quote'])
    if (place && !place.has('source')) each.problem('This place names no source.')
    return place ?? []
  })
}

function readConfidence(part: Part | undefined): ClaimRecord['confidence'] {
  const levels = Object.keys(ConfidenceLevel)
  if (!part) return { level: 'UNKNOWN', score: null, basis: null }
  if (part.isScalar()) return { level: part.oneOf(levels) ?? 'UNKNOWN', score: null, basis: null }
  const fields = part.map(['level', 'score', 'basis'])
  const score = fields?.get('score')?.number() ?? null
  if (score !== null && (score < 0 || score > 1))
    fields?.get('score')?.problem(`The score ${score} is not between 0 and 1.`)
  return { level: fields?.get('level')?.oneOf(levels) ?? 'UNKNOWN', score, basis: fields?.get('basis')?.text() ?? null }
}
