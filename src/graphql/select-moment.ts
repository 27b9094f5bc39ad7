import { Failure } from '../errors.js'
import { CERTAINTY, STRENGTH } from '../model/claim-rules.js'
import type { ClockName } from '../model/claim-rules.js'
import type { Pins, Ref, Trust } from '../plan/plan.js'
import type { Given } from './given.js'

/** The moment that a root field asks about; null for what is now. What nobody has judged is another layer of the same. */
export function selectPins(asOf: Given | undefined, trust: Given | undefined): Pins | null {
  const known = refOf(asOf, 'known')
  const valid = refOf(asOf, 'valid')
  const review = wordOf(trust, 'review') === 'PROPOSED' ? 'PROPOSED' : 'ACCEPTED'
  if (known === null && valid === null && review === 'ACCEPTED') return null
  return { clock: clockOf(asOf), known, valid, review }
}

/** The clock of a moment, which may be named for now too. */
export function clockOf(asOf: Given | undefined): ClockName {
  return wordOf(asOf, 'clock') === 'SYSTEM' ? 'SYSTEM' : 'PUBLICATION'
}

/** How a claim must be put and believed for its fact to show; null where every fact shows. */
export function selectTrust(trust: Given | undefined): Trust | null {
  const read = (words: readonly string[], key: string): readonly string[] | null => upTo(words, wordOf(trust, key), key)
  const [modalities, confidences] = [read(STRENGTH, 'minModality'), read(CERTAINTY, 'minConfidence')]
  return modalities === null && confidences === null ? null : { modalities, confidences }
}

/** The words from the strongest down to the least that is asked for; null where that leaves out none. */
export function upTo(words: readonly string[], least: string | null, argument: string): readonly string[] | null {
  if (least === null) return null
  const place = words.indexOf(least)
  if (place < 0) {
    const known = words.join(', ')
    throw new Failure(
      'BAD_USER_INPUT',
      `"${argument}" is ${least}; it must be one of ${known}, for nothing weaker shows as a plain fact.`,
      { facts: { argument } },
    )
  }
  return place === words.length - 1 ? null : words.slice(0, place + 1)
}

function refOf(given: Given | undefined, key: string): Ref | null {
  const part = given?.is === 'object' ? given.fields.get(key) : undefined
  return part?.is === 'leaf' ? part.ref : null
}

function wordOf(given: Given | undefined, key: string): string | null {
  const part = given?.is === 'object' ? given.fields.get(key) : undefined
  return part?.is === 'leaf' && typeof part.value === 'string' ? part.value : null
}
