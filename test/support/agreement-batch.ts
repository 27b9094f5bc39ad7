import { concreteKinds, kindOf } from '../../src/model/catalog.js'
import type { Catalog, Edge, Property } from '../../src/model/catalog.js'
import { parseFuzzyDate } from '../../src/model/fuzzy-date.js'
import type { FuzzyDateParts } from '../../src/model/fuzzy-date.js'
import { Verdict } from '../../src/model/judgement.js'
import { ClaimLink, ConfidenceLevel, NameKind, Stance } from '../../src/model/words.js'
import { claimId, slugKey } from '../../src/ingest/records.js'
import type {
  AnonymousRecord,
  Batch,
  ClaimRecord,
  EntityRecord,
  JudgementRecord,
  SourceRecord,
  SpeakerRecord,
  ValueRecord,
} from '../../src/ingest/records.js'
import { Vocabulary } from '../../src/model/vocabulary.js'
import type { PlainValue } from '../../src/store/store.js'
import type { Random } from './agreement-random.js'

/** Texts that engines may treat differently: capitals, accents composed and not, letters beyond 16 bits, signs. */
export const WORDS = [
  'Alpha',
  'alpha',
  'ALPHA',
  'Äther',
  'äther',
  'Straße',
  'STRASSE',
  'İstanbul',
  'istanbul',
  'ﬁne',
  '～wave',
  '😀 lab',
  'e\u0301clair',
  'éclair',
  'zeta',
  'Zeta',
  'ΣΑΣ',
  "it's",
  '"quoted" \\ back',
  '$p0',
  '10',
  '9',
  'true',
  ' blank ',
  'a.b*c',
  'line\nbreak',
  'K',
  '\u212a',
] as const
/** What registers may call something, so that clients may ask for it; some of them call two things by one. */
const IDENTIFIERS = [
  ['WIKIDATA', 'Q1'],
  ['WIKIDATA', 'Q21'],
  ['DOMAIN', 'alpha.example'],
  ['DOMAIN', 'zeta.example'],
  ['TICKER', 'XNAS:ZETA'],
  ['ISO3166_1_A2', 'IT'],
  ['HUGGINGFACE', 'Zeta/alpha'],
  ['AIID_ENTITY', 'straße'],
  ['SLUG', 'alpha'],
] as const
const DATES = [
  '2020s',
  '2021',
  '2024',
  '2025',
  '2024-12',
  '2025-01',
  '2025-01-01',
  '2025-01-20',
  '2025-01-30',
  '2025-02-28',
  '2024-02-29',
] as const
const NUMBERS = [0, 1, 2, 7, 10, 128_000, 671_000_000_000, 0.5, 1.5, 2.25] as const
const AMOUNTS = ['0', '1', '10', '9', '0.1', '0.10', '40000000000', '40000000000.5', '300000000000'] as const

/** A small world of valid claims over all kinds, with many ties and many things not said. */
export function randomBatch(catalog: Catalog, random: Random): Batch {
  return new World(catalog, random).batch()
}

class World {
  readonly #vocabulary: Vocabulary
  readonly #entities: readonly EntityRecord[]
  readonly #speakers: readonly AnonymousRecord[]
  readonly #sources: readonly SourceRecord[]
  readonly #claims = new Map<string, ClaimRecord & { readonly links: { type: string; claim: string }[] }>()

  constructor(
    readonly catalog: Catalog,
    readonly random: Random,
  ) {
    this.#vocabulary = new Vocabulary(catalog)
    const kinds = concreteKinds(catalog).filter(({ interfaces }) => interfaces.includes('Entity'))
    this.#entities = kinds.flatMap(({ name }) =>
      Array.from({ length: 1 + random.below(3) }, (_, i) => ({ slug: `${name.toLowerCase()}-${i}`, kind: name })),
    )
    this.#speakers = Array.from({ length: 1 + random.below(3) }, () => ({
      description: random.pick(WORDS),
      affiliation: this.#maybe(() => this.#entity('Organization')),
      count: this.#maybe(() => random.below(3)),
    }))
    this.#sources = Array.from({ length: 3 + random.below(3) }, (_, i) => this.#source(`source-${i}`))
  }

  batch(): Batch {
    for (const entity of this.#entities) {
      for (const property of this.#vocabulary.properties(entity.kind)) this.#sayProperty(entity, property)
      for (const edge of this.#vocabulary.edges(entity.kind)) this.#sayEdge(entity, edge)
      if (this.random.chance(0.2))
        this.#say(entity, { predicate: 'REMARK', object: null, value: { kind: 'TEXT', text: this.random.pick(WORDS) } })
    }
    const claims = [...this.#claims.values()]
    for (const claim of this.random.some(claims, claims.length / 8)) {
      const others = this.random.some(claims, 2).filter((other) => other !== claim)
      for (const other of others)
        claim.links.push({ type: this.random.pick(Object.keys(ClaimLink)), claim: claimId(other) })
    }
    const judgements = Array.from({ length: this.random.below(6) }, () => this.#judgement())
    return { sources: this.#sources, speakers: this.#speakers, entities: this.#entities, claims, judgements }
  }

  #judgement(): JudgementRecord {
    const { random } = this
    const moment = (): string => `2025-01-0${1 + random.below(5)}T00:00:00.000Z`
    const side = (): string => slugKey(random.pick(this.#entities).slug)
    return {
      sides: [side(), random.chance(0.1) ? 'wikidata:Q0' : side()],
      verdict: random.pick(Object.keys(Verdict)),
      by: this.#speaker(),
      at: moment(),
      reason: random.pick(WORDS),
      revokedAt: this.#maybe(moment),
    }
  }

  #source(slug: string): SourceRecord {
    const { random } = this
    return {
      slug,
      title: random.pick(WORDS),
      kind: random.pick(['ARTICLE', 'OFFICIAL', 'PAPER']),
      url: this.#maybe(() => 'https://example.org/a'),
      lang: this.#maybe(() => random.pick(['en', 'de'])),
      licence: this.#maybe(() => 'CC-BY-4.0'),
      publishedAt: this.#maybe(() => this.#date()),
      retrievedOn: this.#maybe(() => '2025-02-01'),
      publisher: this.#maybe(() => this.#entity('Organization')),
      author: this.#maybe(() => random.pick(WORDS)),
      reprintOf: slug === 'source-0' ? null : this.#maybe(() => 'source-0'),
    }
  }

  #sayProperty(entity: EntityRecord, property: Property): void {
    if (property.list) {
      while (this.random.chance(0.35)) this.#sayElement(entity, property)
    } else if (this.random.chance(property.name === 'name' ? 0.9 : 0.5)) {
      this.#say(entity, { predicate: property.predicate ?? '', object: null, value: this.#value(property) })
    }
  }

  #sayElement(entity: EntityRecord, property: Property): void {
    const predicate = property.predicate ?? ''
    if (predicate === 'IDENTIFIER') {
      const [scheme, value] = this.random.pick(IDENTIFIERS)
      this.#say(entity, { predicate, object: null, value: text(value) }, { scheme })
    } else this.#say(entity, { predicate, object: null, value: this.#element(property) }, this.#parts(property))
  }

  #sayEdge(entity: EntityRecord, edge: Edge): void {
    const fitting = this.#entities.filter(({ kind }) => this.#vocabulary.fits(edge, kind))
    const objects = this.random.some(fitting, this.random.below(4))
    // Two nodes are often tied in more than one way.
    const tied = fitting.filter(({ slug }) => this.random.chance(0.7) && this.#isTied(entity.slug, slug))
    for (const { slug } of [...objects, ...tied, ...(this.random.chance(0.3) ? objects : [])]) {
      const own = (edge.fields?.properties ?? []).filter(
        ({ expression, name, type }) => expression === null && type.form === 'scalar' && name !== 'since',
      )
      const qualifiers = own
        .filter(() => this.random.chance(0.7))
        .map(({ name, type }) => [
          name,
          type.form === 'scalar' && type.scalar === 'Boolean'
            ? this.random.chance(0.5)
            : this.random.pick(WORDS.slice(0, 9)),
        ])
      this.#say(
        entity,
        { predicate: edge.types[0] ?? '', object: slug, value: { kind: 'ENTITY', text: null } },
        Object.fromEntries(qualifiers) as Record<string, PlainValue>,
      )
    }
  }

  #isTied(subject: string, object: string): boolean {
    return [...this.#claims.values()].some((claim) => claim.subject === subject && claim.object === object)
  }

  #say(
    { slug }: EntityRecord,
    said: Pick<ClaimRecord, 'predicate' | 'object' | 'value'>,
    qualifiers: Record<string, PlainValue> = {},
  ): void {
    const { random } = this
    const [validFrom, validTo] = [this.#maybe(() => this.#date()), this.#maybe(() => this.#date())]
    const ordered =
      validFrom && validTo && validTo.to < validFrom.from
        ? { validFrom: validTo, validTo: validFrom }
        : { validFrom, validTo }
    const score = this.#maybe(() => random.pick([0, 0.5, 1]))
    const claim = {
      subject: slug,
      ...said,
      qualifiers,
      text: this.#maybe(() => random.pick(WORDS)),
      polarity: random.chance(0.95) ? 'AFFIRMS' : 'NEGATES',
      modality: random.pick(['CONFIRMED', 'REPORTED', 'REPORTED', 'ALLEGED', 'INFERRED', 'RUMOURED']),
      confidence: {
        level: random.pick(Object.keys(ConfidenceLevel)),
        score,
        basis: this.#maybe(() => random.pick(WORDS)),
      },
      rank: random.pick(['PREFERRED', 'NORMAL', 'NORMAL', 'NORMAL', 'DEPRECATED']),
      rankReason: null,
      review: random.chance(0.95) ? 'ACCEPTED' : 'PROPOSED',
      ...ordered,
      publishedAt: this.#maybe(() => this.#date()),
      speakers: Array.from({ length: random.below(3) }, () => this.#speaker()),
      evidence: random.some(this.#sources, 1 + random.below(2)).map(({ slug: source }) => ({
        source,
        locator: this.#maybe(() => random.pick(WORDS)),
        stance: random.pick(Object.keys(Stance)),
        quote: this.#maybe(() => random.pick(WORDS)),
      })),
      links: [],
    }
    const key = claimId(claim)
    this.#claims.set(key, { ...claim, key })
  }

  #speaker(): SpeakerRecord {
    const { random } = this
    if (random.chance(0.3)) return { author: random.pick(this.#sources).slug }
    if (random.chance(0.4)) return { anonymous: random.pick(this.#speakers) }
    return { entity: this.#entity(random.pick(['Person', 'Company', 'Agency', 'Outlet', 'Unit'])) }
  }

  #entity(target: string): string {
    const { members } = kindOf(this.catalog, target)
    return this.random.pick(this.#entities.filter(({ kind }) => members.includes(kind))).slug
  }

  #value(property: Property): ValueRecord {
    const { random } = this
    const { type } = property
    if (type.form === 'enum') return text(random.pick(Object.keys(type.enumeration.values)))
    if (type.form === 'scalar') return this.#scalar(type.scalar)
    if (type.value.name === 'FuzzyDate') return this.#dated()
    if (type.value.name === 'Money') {
      const [amount, currency] = [random.pick(AMOUNTS), random.pick(['USD', 'EUR'])]
      return { kind: 'MONEY', text: `${amount} ${currency}`, amount, currency }
    }
    const number = random.pick(NUMBERS)
    return {
      kind: 'NUMBER',
      text: String(number),
      number,
      ...(random.chance(0.5) ? { low: number / 2, unit: random.pick(['parameters', 'FLOP']) } : {}),
    }
  }

  #scalar(scalar: string): ValueRecord {
    const { random } = this
    if (scalar === 'Int') return number(random.pick([0, 1, 7, 10, 128_000]))
    if (scalar === 'Float') return number(random.pick(NUMBERS))
    if (scalar === 'Boolean') {
      const boolean = random.chance(0.5)
      return { kind: 'BOOLEAN', text: String(boolean), boolean }
    }
    return text(random.pick(WORDS))
  }

  #element(property: Property): ValueRecord {
    if (property.type.form !== 'value') return this.#value(property)
    const [lead] = property.type.value.parts
    return lead ? this.#value(lead) : text('')
  }

  /** The parts of an element beside the first, as qualifiers. */
  #parts(property: Property): Record<string, PlainValue> {
    if (property.type.form !== 'value') return {}
    const { random } = this
    const parts: Record<string, PlainValue> = {}
    for (const { name, nullable } of property.type.value.parts.slice(1)) {
      if (name === 'kind') parts[name] = random.pick(Object.keys(NameKind))
      else if (name === 'date') parts[name] = random.pick(DATES)
      else if (name === 'share') parts[name] = 0.5
      else if (name === 'amount') parts[name] = random.pick(AMOUNTS)
      else if (name === 'measure') parts[name] = random.pick(WORDS)
      else if (nullable && name !== 'precision' && random.chance(0.5)) parts[name] = 'EUR'
    }
    return parts
  }

  #dated(): ValueRecord {
    const said = this.random.pick(DATES)
    return { kind: 'DATE', text: said, date: fuzzy(said) }
  }

  #date(): FuzzyDateParts {
    return fuzzy(this.random.pick(DATES))
  }

  #maybe<Value>(make: () => Value): Value | null {
    return this.random.chance(0.5) ? make() : null
  }
}

function text(said: string): ValueRecord {
  return { kind: 'TEXT', text: said }
}

function number(said: number): ValueRecord {
  return { kind: 'NUMBER', text: String(said), number: said }
}

function fuzzy(said: string): FuzzyDateParts {
  const parts = parseFuzzyDate(said)
  if (!parts) throw new Error(`"${said}" is not a date`)
  return parts
}
