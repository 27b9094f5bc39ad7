import { parseSeed } from '../../src/ingest/parse-seed.js'
import { claimId } from '../../src/ingest/records.js'
import { createCatalog } from '../../src/model/declare.js'
import { parseFuzzyDate } from '../../src/model/fuzzy-date.js'
import type { Random } from './agreement-random.js'

/** One claim of a history, as a file has it and as the naive evaluation looks at it. */
export interface Told {
  readonly key: string
  readonly predicate: 'NAME' | 'ALIAS' | 'VALUATION' | 'FOUNDED_ON' | 'HEADQUARTERED_IN' | 'DEVELOPED_BY' | 'HOLDS_ROLE'
  readonly subject: string
  /** A slug, an amount, a date or a word. */
  readonly said: string
  readonly role: string | null
  readonly polarity: string
  readonly modality: string
  readonly confidence: string
  readonly rank: string
  readonly review: string
  readonly published: string | null
  readonly from: string | null
  readonly to: string | null
  readonly source: string
  readonly speakers: readonly string[]
  readonly supersedes: string | null
  /** In which load it comes, and in which it is taken back. */
  readonly load: number
  readonly retracted: number | null
}

export interface History {
  readonly firm: string
  readonly model: string
  readonly person: string
  readonly told: readonly Told[]
}

/** When each load was recorded. */
export const LOADS = ['2025-01-15T08:00:00.000Z', '2025-03-01T12:30:00.000Z', '2025-06-20T23:00:00.000Z'] as const

const SOURCES = { s1: 'p1', s2: 'p2', s3: null, s4: 'p1' } as const
/** Whom a source goes back to: its publisher, else its author; s4 repeats s2. */
export const ORIGIN_OF: Readonly<Record<string, string>> = { s1: 'p1', s2: 'p2', s3: 'author of s3', s4: 'p2' }

const MODALITIES = ['CONFIRMED', 'REPORTED', 'REPORTED', 'ALLEGED', 'INFERRED', 'OPINION', 'RUMOURED', 'DENIED']
const DAYS = ['2024-12-31', '2025-01-30', '2025-01-30', '2025-02', '2025-02-14', '2025', '2025-05-01', null]
const BEGINNINGS = [null, null, null, '2019', '2021-06', '2025-02-01']
const ENDS = [null, null, null, '2020', '2022-03-15', '2025-02-20', '2027']

const SAYINGS: readonly (readonly [Told['predicate'], readonly string[]])[] = [
  ['NAME', ['Alpha', 'Beta']],
  ['ALIAS', ['Gamma', 'Delta']],
  ['VALUATION', ['300', '340', '400']],
  ['FOUNDED_ON', ['2015', '2015-12', '2016-01-01']],
  ['HEADQUARTERED_IN', ['italy', 'france']],
  ['DEVELOPED_BY', ['firm']],
  ['HOLDS_ROLE', ['firm']],
]

/** A few loads of claims on three entities: said, superseded, taken back, said again. */
export function randomHistory(number: number, random: Random): History {
  const [firm, model, person] = ['firm', 'model', 'person'].map((word) => `${word}-${number}`) as [
    string,
    string,
    string,
  ]
  const subjects: Readonly<Partial<Record<Told['predicate'], string>>> = { DEVELOPED_BY: model, HOLDS_ROLE: person }
  const told: Told[] = []
  for (let i = 0; i < 3 + random.below(9); i += 1) {
    const [predicate, words] = random.pick(SAYINGS)
    const word = random.pick(words)
    const isLoad = random.below(LOADS.length)
    const rivals = told.filter((other) => other.predicate === predicate)
    told.push({
      key: `h${number}-${i}`,
      predicate,
      subject: subjects[predicate] ?? firm,
      said: word === 'firm' ? firm : word,
      role: predicate === 'HOLDS_ROLE' ? random.pick(['CEO', 'Chair']) : null,
      polarity: random.chance(0.1) ? 'NEGATES' : 'AFFIRMS',
      modality: random.pick(MODALITIES),
      confidence: random.pick(['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']),
      rank: random.chance(0.2) ? random.pick(['PREFERRED', 'DEPRECATED']) : 'NORMAL',
      review: random.chance(0.2) ? random.pick(['PROPOSED', 'REJECTED']) : 'ACCEPTED',
      published: random.pick(DAYS),
      from: random.pick(BEGINNINGS),
      to: random.pick(ENDS),
      source: random.pick(Object.keys(SOURCES)),
      speakers: random.chance(0.3) ? random.pick([['author'], ['anna', 'author'], ['author', 'anna'], ['anna']]) : [],
      supersedes: rivals.length > 0 && random.chance(0.3) ? random.pick(rivals).key : null,
      load: isLoad,
      retracted: random.chance(0.15) ? isLoad + random.below(LOADS.length - isLoad) : null,
    })
  }
  // The same, from the same source, is one claim: a file refuses it twice.
  const unique = new Map(told.map((each) => [sameness(each), each]))
  const kept = [...unique.values()].filter(({ from, to }) => !isBackwards(from, to))
  const keys = new Set(kept.map(({ key }) => key))
  return {
    firm,
    model,
    person,
    told: kept.map((each) => ({ ...each, supersedes: keys.has(each.supersedes ?? '') ? each.supersedes : null })),
  }
}

function sameness({ predicate, subject, said, role, polarity, source, from, to }: Told): string {
  return JSON.stringify([predicate, subject, said, role, polarity, source, from, to])
}

function isBackwards(from: string | null, to: string | null): boolean {
  return from !== null && to !== null && (parseFuzzyDate(to)?.to ?? '') < (parseFuzzyDate(from)?.from ?? '')
}

/** The file of one load, with what it takes back. */
export function fileOfLoad(histories: readonly History[], load: number): string {
  const entities = histories.flatMap(({ firm, model, person }) => [
    `  ${firm}: { kind: Company }`,
    `  ${model}: { kind: Model }`,
    `  ${person}: { kind: Person }`,
  ])
  const told = histories.flatMap((history) => history.told)
  const claims = told.filter((each) => each.load === load).map(lineOf)
  const taken = told.filter(({ retracted }) => retracted === load)
  return [
    'format: dossier/1',
    'sources:',
    ...Object.entries(SOURCES).map(
      ([slug, publisher]) =>
        `  ${slug}: { title: ${slug}, kind: ARTICLE${publisher ? `, publisher: ${publisher}` : ''}${slug === 's4' ? ', reprintOf: s2' : ''} }`,
    ),
    'entities:',
    ...['p1', 'p2'].map((slug) => `  ${slug}: { kind: Outlet }`),
    '  anna: { kind: Person }',
    ...['italy', 'france'].map((slug) => `  ${slug}: { kind: Country }`),
    ...entities,
    ...(claims.length > 0 ? ['claims:', '  - claims:', ...claims] : []),
    ...(taken.length > 0 ? ['retract:', ...taken.map(({ key }) => `  - { claim: ${key}, reason: a mistake }`)] : []),
    '',
  ].join('\n')
}

function lineOf(told: Told): string {
  const { predicate, said, role } = told
  const isEdge = ['HEADQUARTERED_IN', 'DEVELOPED_BY', 'HOLDS_ROLE'].includes(predicate)
  const value = predicate === 'VALUATION' ? `{ amount: "${said}", currency: USD }` : `"${said}"`
  const speakers = told.speakers.map((who) => (who === 'anna' ? '{ entity: anna }' : `{ author: ${told.source} }`))
  const parts = [
    `key: ${told.key}`,
    `subject: ${told.subject}`,
    `predicate: ${predicate}`,
    isEdge ? `object: ${said}` : `value: ${value}`,
    ...(role ? [`qualifiers: { role: ${role} }`] : []),
    ...(['polarity', 'modality', 'confidence', 'rank', 'review', 'source'] as const).map(
      (key) => `${key}: ${told[key]}`,
    ),
    ...(told.published ? [`publishedAt: "${told.published}"`] : []),
    ...(told.from ? [`validFrom: "${told.from}"`] : []),
    ...(told.to ? [`validTo: "${told.to}"`] : []),
    ...(speakers.length > 0 ? [`speakers: [${speakers.join(', ')}]`] : []),
    ...(told.supersedes ? [`links: [{ type: SUPERSEDES, claim: ${told.supersedes} }]`] : []),
  ]
  return `      - { ${parts.join(', ')} }`
}

/** The ids of claims by their keys: the last thing that decides between two is their ids. */
export function idsOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const claims = texts.flatMap((text) => parseSeed(text, 'history.yaml', createCatalog()).claims)
  return new Map(claims.map((claim) => [claim.key ?? '', claimId(claim)]))
}
