import { partsOf, wordsOf } from './fold.js'

/** The terms by which a name is found. */
export interface NameTerms {
  readonly words: readonly string[]
  /** Pieces of words (`deep` of `DeepSeek`) and words put together (`gpt4` of `GPT-4`). */
  readonly pieces: readonly string[]
  /** The name without spaces and signs: two names are the same when this is. */
  readonly whole: string
}

/** Joins are for names such as "Open AI"; of a long title nobody types two words as one. */
const JOINED_AT_MOST = 4

/** Takes a name apart. */
export function termsOf(name: string): NameTerms {
  const words = wordsOf(name)
  const whole = words.join('')
  const joins = words.length > JOINED_AT_MOST ? [] : [...words.slice(1).map((word, i) => `${words[i]}${word}`), whole]
  const pieces = [...new Set([...partsOf(name), ...joins])].filter((piece) => !words.includes(piece))
  return { words: [...new Set(words)], pieces, whole }
}
