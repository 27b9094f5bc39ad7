import { wordsOf } from './fold.js'
import { typosIn } from './spelling.js'

/** Words that tell nothing about a name when there are others. */
const FILLERS = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with'])

/** What somebody looks for, as words. */
export interface SearchWords {
  readonly words: readonly string[]
  /** How many typos each of them may have. */
  readonly typos: readonly number[]
  /** The words without spaces. */
  readonly whole: string
  /** Whether a single Latin letter or digit may be the beginning of a word: in a search box it is, in a search it says too little. */
  readonly shortBegins: boolean
  /** Each two neighbours as one word, and all of a short question: `deep seek` is also `deepseek`. */
  readonly joins: readonly Join[]
}

interface Join {
  readonly text: string
  /** The places of the words in it. */
  readonly from: number
  readonly to: number
}

/** All words of a longer question are not put together. */
const JOINED_AT_MOST = 3

/** Reads what somebody typed. */
export function readSearchWords(query: string, { shortBegins = false } = {}): SearchWords {
  const all = [...new Set(wordsOf(query))]
  const telling = all.filter((word) => !FILLERS.has(word))
  const words = telling.length > 0 ? telling : all
  const pairs = words.slice(1).map((word, i): Join => ({ text: `${words[i] ?? ''}${word}`, from: i, to: i + 1 }))
  const three =
    words.length === JOINED_AT_MOST ? [{ text: words.join(''), from: 0, to: words.length - 1 } satisfies Join] : []
  return { words, typos: words.map(typosIn), whole: wordsOf(query).join(''), shortBegins, joins: [...pairs, ...three] }
}

/** Whether a word may be the beginning of another. */
export function mayBegin({ shortBegins }: SearchWords, word: string): boolean {
  return shortBegins || !/^[a-z0-9]$/.test(word)
}
