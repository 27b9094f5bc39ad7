import type { KnownCard } from './known-cards.js'
import type { NameTerms } from './name-terms.js'
import { isSingle, joinBegins } from './search-words.js'
import type { Allowed, SearchWords } from './search-words.js'
import { mayBeMeant, typosBetween } from './spelling.js'

/** How well a card fits what is looked for; docs/search.md has the rule in words. */
export interface Weight {
  /** From 0 to 1, with four decimals. */
  readonly score: number
  /** The name that fits best. */
  readonly name: string
}

/** What of a card is weighed. */
export type Weighable = Pick<KnownCard, 'names' | 'texts' | 'said'>

/** The name that an entity is shown by comes before its others, and a weak one comes last. */
const KIND_WEIGHTS: Readonly<Record<string, number>> = { SHOWN: 1, FORMER: 0.9, WEAK: 0.7 }
const OTHER_KIND_WEIGHT = 0.95

const EQUAL = 1
const PIECE = 0.9
/** A piece of a single letter or digit, as `r` of R1. */
const LETTER = 0.5
const TYPO = 0.85
const JOIN = 0.9
/** A word that stands in another name of the entity or in its description, and one that stands in a claim about it. */
const IN_TEXTS = 0.3
const IN_SAID = 0.15
/** A beginning counts by how much of the word it is. */
const BEGINS = { least: 0.5, more: 0.4 }
/** A beginning counts less where it is not that of the name. */
const LATER = 0.7
/** How much of a score depends on whether the name has more in it than was asked. */
const COVERED = 0.3

/** Weighs a card; null when fewer words are found on it than must be, so that the index may bring too much. */
export function weigh(looked: SearchWords, card: Weighable, least = looked.words.length): Weight | null {
  const inNames = card.names.map(({ terms }) => wordsIn(terms, looked))
  const beside = looked.words.map((word, i) =>
    inNames.some((found) => (found[i] ?? 0) > 0)
      ? IN_TEXTS
      : Math.max(
          IN_TEXTS * inText(word, card.texts, looked.allowed[i] ?? WHOLE),
          IN_SAID * inText(word, card.said, looked.allowed[i] ?? WHOLE),
        ),
  )
  if (beside.reduce((count, value) => (value > 0 ? count + 1 : count), 0) < least) return null
  let [score, name] = [-1, '']
  for (const [i, { kind, value, terms }] of card.names.entries()) {
    const fit = weighName({ looked, terms, inName: inNames[i] ?? [], beside })
    const own = round(fit * (KIND_WEIGHTS[kind] ?? OTHER_KIND_WEIGHT))
    if (own > score) [score, name] = [own, value]
  }
  return score < 0 ? null : { score, name }
}

function weighName({
  looked,
  terms,
  inName,
  beside,
}: {
  readonly looked: SearchWords
  readonly terms: NameTerms
  readonly inName: readonly number[]
  readonly beside: readonly number[]
}): number {
  if (looked.whole === terms.whole) return 1
  let [asked, fits, covered] = [0, 0, 0]
  for (const [i, word] of looked.words.entries()) {
    const found = inName[i] ?? 0
    asked += word.length
    fits += word.length * Math.max(found, beside[i] ?? 0)
    if (found > 0) covered += word.length
  }
  if (asked === 0) return 0
  const cover = terms.whole.length === 0 ? 0 : Math.min(1, covered / terms.whole.length)
  return (fits / asked) * (1 - COVERED + COVERED * cover)
}

/** How well each word is found in a name, by itself or put together with its neighbours. */
export function wordsIn(terms: NameTerms, looked: SearchWords): number[] {
  const { words, allowed, joins } = looked
  const found = words.map((word, i) => wordIn(word, terms, allowed[i] ?? WHOLE))
  for (const { text, from, to } of joins) {
    const joined = JOIN * wordIn(text, terms, JOINED)
    for (let i = from; i <= to; i += 1) found[i] = Math.max(found[i] ?? 0, joined)
  }
  return found
}

const JOINED: Allowed = { begins: 'joined', typos: 0 }
const WHOLE: Allowed = { begins: false, typos: 0 }

function wordIn(word: string, terms: NameTerms, allowed: Allowed): number {
  if (terms.words.includes(word)) return EQUAL
  const isPiece = terms.pieces.includes(word)
  if (isPiece && !isSingle(word)) return PIECE
  let best = isPiece ? LETTER : 0
  for (const term of terms.longer)
    best = Math.max(best, beginning(word, term, { terms, allowed }) ?? misspelt(word, term, allowed))
  return best
}

function beginning(
  word: string,
  term: string,
  { terms, allowed: { begins } }: { readonly terms: NameTerms; readonly allowed: Allowed },
): number | null {
  if (begins === false || !(begins === 'joined' ? joinBegins(word, term) : term.startsWith(word))) return null
  const value = BEGINS.least + BEGINS.more * (word.length / term.length)
  return terms.whole.startsWith(term) ? value : LATER * value
}

function misspelt(word: string, term: string, { typos: allowed }: Allowed): number {
  if (allowed === 0 || !mayBeMeant(term) || Math.abs(term.length - word.length) > allowed) return 0
  const typos = typosBetween(word, term)
  return typos > allowed ? 0 : TYPO * (1 - typos / Math.max(word.length, term.length))
}

/** 1 for a whole word of a list of words, less for a beginning. */
function inText(word: string, spaced: string, { begins }: Allowed): number {
  if (spaced.includes(` ${word} `)) return 1
  return begins !== false && spaced.includes(` ${word}`) ? 0.8 : 0
}

/** With four decimals, which is what scores have. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
