import { compareClaims, mayShow } from '../../src/model/claim-rules.js'

type Weighed = Parameters<typeof mayShow>[0]

function claim(differences: Partial<Weighed> = {}): Weighed {
  return {
    id: 'm',
    polarity: 'AFFIRMS',
    modality: 'REPORTED',
    confidence: 'LIKELY',
    rank: 'NORMAL',
    review: 'ACCEPTED',
    retractedAt: null,
    publishedFrom: '2025-01-30',
    superseded: false,
    ...differences,
  }
}

describe('a claim shows as a plain fact', () => {
  test.each(['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED'])('when it is %s', (modality) => {
    expect(mayShow(claim({ modality }))).toBe(true)
  })

  test.each(['OPINION', 'FORECAST', 'RUMOURED', 'DENIED'])('never when it is %s', (modality) => {
    expect(mayShow(claim({ modality, rank: 'PREFERRED', confidence: 'CONFIDENT' }))).toBe(false)
  })

  test.each<[string, Partial<Weighed>]>([
    ['is not taken in', { review: 'PROPOSED' }],
    ['was refused', { review: 'REJECTED' }],
    ['was taken back', { retractedAt: '2025-02-01' }],
    ['is superseded', { superseded: true }],
    ['says that something is not so', { polarity: 'NEGATES' }],
    ['is deprecated', { rank: 'DEPRECATED' }],
  ])('not when it %s', (_, difference) => {
    expect(mayShow(claim(difference))).toBe(false)
  })
})

/** Each beats the next: a word that comes earlier in the rule outweighs all that come later. */
const BEST_FIRST: readonly Weighed[] = [
  claim({ rank: 'PREFERRED', modality: 'INFERRED', confidence: 'UNKNOWN', publishedFrom: null, id: 'z' }),
  claim({ modality: 'CONFIRMED', confidence: 'UNKNOWN', publishedFrom: null, id: 'z' }),
  claim({ modality: 'REPORTED', confidence: 'CONFIDENT', publishedFrom: null, id: 'z' }),
  claim({ modality: 'REPORTED', confidence: 'LIKELY', publishedFrom: '2025-02-01', id: 'z' }),
  claim({ modality: 'REPORTED', confidence: 'LIKELY', publishedFrom: '2025-01-30', id: 'a' }),
  claim({ modality: 'REPORTED', confidence: 'LIKELY', publishedFrom: '2025-01-30', id: 'b' }),
  claim({ modality: 'REPORTED', confidence: 'LIKELY', publishedFrom: null, id: 'a' }),
  claim({ modality: 'REPORTED', confidence: 'SPECULATIVE', publishedFrom: '2025-02-01', id: 'a' }),
  claim({ modality: 'ALLEGED', confidence: 'CONFIDENT', publishedFrom: '2025-02-01', id: 'a' }),
  claim({ modality: 'INFERRED', confidence: 'CONFIDENT', publishedFrom: '2025-02-01', id: 'a' }),
]

test('the first of two claims is decided by rank, modality, confidence, later publication, id, in this order', () => {
  for (const [i, a] of BEST_FIRST.entries())
    for (const [k, b] of BEST_FIRST.entries()) expect(Math.sign(compareClaims(a, b))).toBe(Math.sign(i - k))
})
