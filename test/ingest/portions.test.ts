import { portionsOf } from '../../src/ingest/portions.js'
import type { Batch, ClaimRecord } from '../../src/ingest/records.js'

const claim = (subject: string, rest: Partial<ClaimRecord> = {}): ClaimRecord => ({
  subject,
  predicate: 'NAME',
  object: null,
  value: { kind: 'TEXT', text: subject },
  qualifiers: {},
  text: null,
  polarity: 'AFFIRMS',
  modality: 'REPORTED',
  confidence: { level: 'LIKELY', score: null, basis: null },
  rank: 'NORMAL',
  rankReason: null,
  review: 'ACCEPTED',
  validFrom: null,
  validTo: null,
  publishedAt: null,
  speakers: [],
  evidence: [],
  links: [],
  ...rest,
})

/** So many claims on one subject that no other one fits into their portion. */
const full = (subject: string, rest: Partial<ClaimRecord> = {}): ClaimRecord[] => [
  ...Array.from({ length: 4999 }, () => claim(subject)),
  claim(subject, rest),
]

const batchOf = (slugs: readonly string[], claims: readonly ClaimRecord[], rest: Partial<Batch> = {}): Batch => ({
  sources: [],
  speakers: [],
  entities: slugs.map((slug) => ({ slug, kind: 'Company' })),
  claims,
  ...rest,
})

const entitiesOf = (batch: Batch): string[][] =>
  portionsOf(batch).map(({ entities }) => entities.map(({ slug }) => slug))

test('an entity is written with the first claims that speak of it, as whatever they do', () => {
  const claims = [
    ...full('a', { object: 'named' }),
    ...full('b', { speakers: [{ entity: 'speaker' }] }),
    ...full('c', { object: 'a', qualifiers: { of: 'part' } }),
  ]
  expect(entitiesOf(batchOf(['part', 'speaker', 'named', 'c', 'b', 'a'], claims))).toEqual([
    ['named', 'a'],
    ['speaker', 'b'],
    ['part', 'c'],
  ])
})

test('what sources, speakers and judgements name, and what nothing names, comes first', () => {
  const batch = batchOf(
    ['late', 'publisher', 'judged', 'silent'],
    [...full('x'), ...full('late', { object: 'judged' })],
    {
      sources: [{ slug: 's', publisher: 'publisher' } as Batch['sources'][number]],
      judgements: [{ sides: ['slug:judged', 'wikidata:Q1'] } as unknown as NonNullable<Batch['judgements']>[number]],
    },
  )
  expect(entitiesOf(batch)).toEqual([['publisher', 'judged', 'silent'], ['late']])
})

test('a batch without claims is one portion', () => {
  expect(entitiesOf(batchOf(['a'], []))).toEqual([['a']])
})

test('a portion takes five thousand claims, and more only of one subject', () => {
  const sizesOf = (...counts: readonly number[]): number[] => {
    const claims = counts.flatMap((count, i) => Array.from({ length: count }, () => claim(`s${i}`)))
    return portionsOf(batchOf([], claims)).map((portion) => portion.claims.length)
  }
  expect(sizesOf(4000, 1000)).toEqual([5000])
  expect(sizesOf(4000, 1001, 3999)).toEqual([4000, 5000])
  expect(sizesOf(150_000, 1)).toEqual([150_000, 1])
})
