import fc from 'fast-check'

import type { Moment, Weighed } from '../../src/model/claim-rules.js'
import { importanceOf, isWitness, witnessesOf } from '../../src/model/importance.js'

const CLAIM: Weighed = {
  id: 'c',
  polarity: 'AFFIRMS',
  modality: 'REPORTED',
  confidence: 'LIKELY',
  rank: 'NORMAL',
  review: 'ACCEPTED',
  publishedOn: '2025-01-30',
  recordedAt: '2025-02-01T00:00:00.000Z',
  retractedAt: null,
  publishedFrom: '2025-01-30',
  holdsFrom: null,
  holdsTo: null,
  origins: ['journal'],
  originsSince: null,
  says: 'this',
  successors: [],
}
const NOW: Moment = { clock: 'PUBLICATION', known: null, valid: null, layer: 'ACCEPTED' }

function importance(claims: readonly Weighed[], moment: Moment): number {
  return importanceOf(claims.filter((claim) => isWitness(claim, moment)))
}

describe('importance', () => {
  test('is the number of origins of claims on record: whatever they say, whenever it held, superseded or not', () => {
    const said = [
      CLAIM,
      { ...CLAIM, says: 'that' },
      { ...CLAIM, modality: 'OPINION', polarity: 'NEGATES', origins: ['paper'] },
      { ...CLAIM, holdsTo: '2020-01-01', origins: ['agency', 'paper'] },
      { ...CLAIM, origins: ['outlet'], successors: [CLAIM] },
    ]
    expect(importance(said, NOW)).toBe(4)
    expect(importance([], NOW)).toBe(0)
  })

  test('leaves out what the editors deprecate, rejected or have not judged, and what was taken back', () => {
    const said = [
      { ...CLAIM, rank: 'DEPRECATED' },
      { ...CLAIM, review: 'REJECTED' },
      { ...CLAIM, review: 'PROPOSED' },
      { ...CLAIM, retractedAt: '2025-03-01T00:00:00.000Z' },
    ]
    expect(importance(said, NOW)).toBe(0)
    expect(importance(said, { ...NOW, layer: 'PROPOSED' })).toBe(1)
  })

  test('the few claims that stand for all bear the same witness at every moment', () => {
    const day = fc.constantFrom('2025-01-01', '2025-01-02', '2025-01-03')
    const instant = day.map((each) => `${each}T00:00:00.000Z`)
    const claim = fc
      .record({
        rank: fc.constantFrom('NORMAL', 'PREFERRED', 'DEPRECATED'),
        review: fc.constantFrom('ACCEPTED', 'PROPOSED', 'REJECTED'),
        publishedOn: day,
        recordedAt: instant,
        retractedAt: fc.option(fc.constant('2025-01-03T12:00:00.000Z'), { freq: 3 }),
        holdsTo: fc.option(day),
        origins: fc.subarray(['a', 'b', 'c']),
      })
      .map((own): Weighed => ({ ...CLAIM, ...own }))
    const moment = fc.record({
      clock: fc.constantFrom('PUBLICATION' as const, 'SYSTEM' as const),
      known: fc.option(fc.oneof(day, instant)),
      layer: fc.constantFrom('ACCEPTED' as const, 'PROPOSED' as const),
      valid: fc.constant(null),
    })
    fc.assert(
      fc.property(fc.array(claim), moment, (claims, at) => {
        const witnesses = witnessesOf(claims)
        expect(witnesses.length).toBeLessThanOrEqual(claims.length)
        expect(importance(witnesses, at)).toBe(importance(claims, at))
      }),
    )
  })
})
