import { wordsOf } from './fold.js'
import { typosIn } from './spelling.js'

/** Words that tell nothing about a name when there are others, in the languages in which names are often written. */
const SMALL = new Set(
  'a an and at by for from in of on or the to with de dei del della der des di du et il la le les per und von'.split(
    ' ',
  ),
)

/** Whether a word counts only where there are no others. */
export function isSmall(word: string): boolean {
  return SMALL.has(word)
}

/** What somebody looks for, as words. */
export interface SearchWords {
  readonly words: readonly string[]
  /** What is allowed of each of them. */
  readonly allowed: readonly Allowed[]
  /** The words without spaces. */
  readonly whole: string
  /** Whether a single Latin letter or digit may be the beginning of a word: in a search box it is, in a search it says too little. */
  readonly shortBegins: boolean
  /** Each two neighbours as one word, and all of a short question: `deep seek` is also `deepseek`. */
  readonly joins: readonly Join[]
}

/** How a word may differ from the one that is meant. */
export interface Allowed {
  /** Whether it may be the beginning of another, and whether it was put together. */
  readonly begins: boolean | 'joined'
  readonly typos: number
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
  const telling = all.filter((word) => !isSmall(word))
  const words = telling.length > 0 ? telling : all
  const pairs = words.slice(1).map((word, i): Join => ({ text: `${words[i] ?? ''}${word}`, from: i, to: i + 1 }))
  const three =
    words.length === JOINED_AT_MOST ? [{ text: words.join(''), from: 0, to: words.length - 1 } satisfies Join] : []
  const allowed = words.map((word) => ({ begins: mayBegin({ shortBegins }, word), typos: typosIn(word) }))
  return { words, allowed, whole: wordsOf(query).join(''), shortBegins, joins: pairs.concat(three) }
}

/** The words but the last, where that may become a small one; null where it may not, or nothing would be left. */
export function withoutBegun({ words, shortBegins }: SearchWords): SearchWords | null {
  const last = words.at(-1) ?? ''
  if (words.length < 2 || ![...SMALL].some((small) => small.startsWith(last))) return null
  return readSearchWords(words.slice(0, -1).join(' '), { shortBegins })
}

/** Whether a word may be the beginning of another. */
export function mayBegin({ shortBegins }: Pick<SearchWords, 'shortBegins'>, word: string): boolean {
  return shortBegins || !isSingle(word)
}

/** Whether a word is a single Latin letter or digit. */
export function isSingle(word: string): boolean {
  return /^[a-z0-9]$/.test(word)
}

/** Whether words put together begin a word: "round 1" is not the beginning of Round18, whose number is another. */
export function joinBegins(join: string, term: string): boolean {
  return term.startsWith(join) && !(/\d$/.test(join) && /^\d/.test(term.slice(join.length)))
}
