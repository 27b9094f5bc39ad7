import type { Random } from './agreement-random.js'
import type { Question } from './histories-oracle.js'

const KNOWN = [
  '2024-12-31T10:00:00Z',
  '2025-01-15T07:59:59.999Z',
  '2025-01-15T08:00:00Z',
  '2025-01-30T12:00:00Z',
  '2025-02-28T00:00:00Z',
  '2025-03-01T12:29:59Z',
  '2025-03-01T12:30:00Z',
  '2025-05-15T00:00:00Z',
  '2025-06-20T23:00:00Z',
  '2025-06-30T00:00:00Z',
  '2025-07-02T00:00:00Z',
  '2026-01-01T00:00:00Z',
]

/** Days of the world around which claims begin and end to hold. */
export const DAYS = ['2018-01-01', '2020-12-31', '2021-06-01', '2022-03-15', '2022-03-16', '2025-02-10', '2028-01-01']

/** What a question pins and trusts, with days and instants still to be picked: all of one form share a plan. */
export function randomForm(random: Random): (each: Random) => Question {
  if (random.chance(0.15)) return () => ({ asOf: null, trust: null })
  const [isKnown, isValid] = [random.chance(0.8), random.chance(0.5)]
  const clock = random.chance(0.5) ? { clock: random.pick(['PUBLICATION', 'SYSTEM']) } : {}
  const trust = {
    ...(random.chance(0.5) ? { minModality: random.pick(['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']) } : {}),
    ...(random.chance(0.3) ? { minConfidence: random.pick(['CONFIDENT', 'LIKELY', 'SPECULATIVE']) } : {}),
    ...(random.chance(0.5) ? { review: 'PROPOSED' } : {}),
  }
  const [hasPins, hasTrust] = [random.chance(0.9), random.chance(0.4)]
  return (each) => ({
    asOf: hasPins
      ? {
          ...(isKnown ? { known: new Date(each.pick(KNOWN)).toISOString() } : {}),
          ...(isValid ? { valid: each.pick(DAYS) } : {}),
          ...clock,
        }
      : null,
    trust: hasTrust ? trust : null,
  })
}
