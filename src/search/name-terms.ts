import { partsOf, wordsOf } from './fold.js'
import { isSingle, isSmall } from './search-words.js'

/** The terms by which a name is found. */
export interface NameTerms {
  /** Its words but the small ones in it: of those only that counts by which the name begins, unless it has no others. */
  readonly words: readonly string[]
  /** Pieces of words (`deep` of `DeepSeek`) and words put together (`gpt4` of `GPT-4`). */
  readonly pieces: readonly string[]
  /** Words and pieces that may be begun or misspelt: a single letter would be the beginning of itself. */
  readonly longer: readonly string[]
  /** The name without spaces and signs: two names are the same when this is. */
  readonly whole: string
}

/** Joins are for names such as "Open AI"; of a long title nobody types two words as one. */
const JOINED_AT_MOST = 4

/** Takes a name apart. */
export function termsOf(name: string): NameTerms {
  const all = wordsOf(name)
  const whole = all.join('')
  const isTelling = (word: string, i: number): boolean => i === 0 || !isSmall(word)
  const words = [...new Set(all.every(isSmall) ? all : all.filter(isTelling))]
  const pairs = all.slice(1).flatMap((word, i) => (isTelling(all[i] ?? '', i) ? [`${all[i]}${word}`] : []))
  const joins = all.length > JOINED_AT_MOST ? [] : [...pairs, whole]
  const pieces = [...new Set([...partsOf(name), ...joins].filter((piece) => !all.includes(piece)))]
  // Very many names are kept: a list that is filtered or spread last would keep room for more, a fifth of a short name's card.
  const longer = words.concat(pieces.filter((piece) => !isSingle(piece)))
  return { words, pieces, longer, whole }
}
