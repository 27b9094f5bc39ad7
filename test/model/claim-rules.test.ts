import { decide, mayShow } from '../../src/model/claim-rules.js'
import type { Moment, Weighed } from '../../src/model/claim-rules.js'

const NOW: Moment = { clock: 'PUBLICATION', known: null, valid: null, layer: 'ACCEPTED' }
const SUCCESSOR = {
  publishedOn: '2025-02-10',
  recordedAt: '2025-02-11T00:00:00.000Z',
  retractedAt: null,
  review: 'ACCEPTED',
}

function claim(differences: Partial<Weighed> = {}): Weighed {
  return {
    id: 'm',
    polarity: 'AFFIRMS',
    modality: 'REPORTED',
    confidence: 'LIKELY',
    rank: 'NORMAL',
    review: 'ACCEPTED',
    publishedOn: '2025-01-31',
    publishedFrom: '2025-01-30',
    recordedAt: '2025-02-01T12:00:00.000Z',
    retractedAt: null,
    holdsFrom: null,
    holdsTo: null,
    origins: [],
    originsSince: null,
    says: 'a',
    successors: [],
    ...differences,
  }
}

describe('a claim shows as a plain fact', () => {
  test.each(['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED'])('when it is %s', (modality) => {
    expect(mayShow(claim({ modality }), NOW)).toBe(true)
  })

  test.each(['OPINION', 'FORECAST', 'RUMOURED', 'DENIED'])('never when it is %s', (modality) => {
    expect(mayShow(claim({ modality, rank: 'PREFERRED', confidence: 'CONFIDENT' }), NOW)).toBe(false)
  })

  test.each<[string, Partial<Weighed>]>([
    ['nobody has judged', { review: 'PROPOSED' }],
    ['was refused', { review: 'REJECTED' }],
    ['was taken back', { retractedAt: '2025-02-01T00:00:00.000Z' }],
    ['is superseded', { successors: [SUCCESSOR] }],
    ['says that something is not so', { polarity: 'NEGATES' }],
    ['is deprecated', { rank: 'DEPRECATED' }],
  ])('not one that %s', (_, difference) => {
    expect(mayShow(claim(difference), NOW)).toBe(false)
  })

  test('one that nobody has judged where those are asked for, but never one that was refused', () => {
    const proposed: Moment = { ...NOW, layer: 'PROPOSED' }
    expect(mayShow(claim({ review: 'PROPOSED' }), proposed)).toBe(true)
    expect(mayShow(claim({ review: 'REJECTED' }), proposed)).toBe(false)
  })

  test('from the last day of its publication on, until what supersedes it is published', () => {
    const superseded = claim({ successors: [SUCCESSOR] })
    const shows = (known: string): boolean => mayShow(superseded, { ...NOW, known })
    expect(['2025-01-30', '2025-01-31', '2025-02-09', '2025-02-10'].map(shows)).toEqual([false, true, true, false])
  })

  test('on the clock of the system from its recording until it was taken back', () => {
    const retracted = claim({ retractedAt: '2025-02-05T00:00:00.000Z' })
    const shows = (known: string): boolean => mayShow(retracted, { ...NOW, clock: 'SYSTEM', known })
    expect(['2025-02-01T11:59:59.999Z', '2025-02-01T12:00:00.000Z', '2025-02-05T00:00:00.000Z'].map(shows)).toEqual([
      false,
      true,
      false,
    ])
  })

  test('on the days on which it holds, the first and the last included', () => {
    const dated = claim({ holdsFrom: '2024-01-01', holdsTo: '2024-12-31' })
    const shows = (valid: string): boolean => mayShow(dated, { ...NOW, valid })
    expect(['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'].map(shows)).toEqual([false, true, true, false])
  })
})

/** Each beats the next by the reason beside it, however much speaks for the next in what counts less. */
const BEST_FIRST: readonly (readonly [string, Partial<Weighed>])[] = [
  ['PREFERRED_RANK', { rank: 'PREFERRED', modality: 'INFERRED', confidence: 'UNKNOWN' }],
  ['STRONGER_MODALITY', { modality: 'CONFIRMED', confidence: 'UNKNOWN' }],
  ['MORE_ORIGINS', { origins: ['x', 'y'], confidence: 'UNKNOWN', publishedFrom: null }],
  ['HIGHER_CONFIDENCE', { origins: ['x'], confidence: 'CONFIDENT', publishedFrom: null }],
  ['LATER_PUBLICATION', { origins: ['x'], publishedFrom: '2025-02-01', id: 'z' }],
  ['LATER_PUBLICATION', { origins: ['x'], publishedFrom: '2025-01-30', id: 'z' }],
  ['ARBITRARY', { origins: ['x'], publishedFrom: null, id: 'a' }],
  ['', { origins: ['x'], publishedFrom: null, id: 'b' }],
]

test('of claims that say different things the first is decided, and the reason named', () => {
  const claims = BEST_FIRST.map(([, differences], i) => claim({ says: String(i), ...differences }))
  for (const [i, [reason]] of BEST_FIRST.slice(0, -1).entries()) {
    const [better, worse] = [claims[i]!, claims[i + 1]!]
    expect(decide([worse, better])).toMatchObject({ order: [better, worse], reason })
  }
  expect(decide(claims.toReversed())?.order).toEqual(claims)
})

test('claims that agree count their origins together, each once', () => {
  const agreeing = [claim({ id: 'a', origins: ['x', 'y'] }), claim({ id: 'b', origins: ['y', 'z'] })]
  expect(decide(agreeing)).toMatchObject({ reason: 'ALL_AGREE', originCount: 3 })
  const alone = claim({ id: 'c', says: 'b', origins: ['v', 'w'] })
  expect(decide([alone, ...agreeing])).toMatchObject({ order: [...agreeing, alone], reason: 'MORE_ORIGINS' })
  expect(decide([alone])).toMatchObject({ reason: 'ONLY_CLAIM', originCount: 2 })
  expect(decide([])).toBeNull()
})
