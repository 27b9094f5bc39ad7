import { LRUCache } from 'lru-cache'
import { kindWord } from '../model/kind-words.js'
import type { Row, TextAnswer, TextQuery, TextQuestion } from '../store/store.js'
import { CARD_INDEX, readLabel } from './card.js'
import type { Named } from './card.js'
import { termsOf } from './name-terms.js'
import type { NameTerms } from './name-terms.js'

/** A card as it is weighed: its names taken apart, each list of words with a space before and after every word. */
export interface KnownCard {
  /** The id of the entity. */
  readonly of: string
  /** The kind as clients write it. */
  readonly kind: string
  readonly names: readonly KnownName[]
  readonly texts: string
  readonly said: string
}

interface KnownName extends Named {
  readonly terms: NameTerms
}

/** What of a card is read. */
export const CARD_COLUMNS = ['of', 'kind', 'labels', 'texts', 'said', 'print'] as const

/** Asks a text index of the store. */
export type Find = (question: TextQuestion) => Promise<readonly TextAnswer[]>

/** Asks the index of cards; each query has an answer of its own, of no more cards than the limit. */
export type FindCards = (queries: readonly TextQuery[], limit: number) => Promise<readonly CardAnswer[]>

/** Some of the cards that a query found, in no order that is promised. */
export interface CardAnswer {
  readonly cards: readonly KnownCard[]
  /** Whether more was found than the limit allows to answer. */
  readonly more: boolean
}

/** What is known of an answer. */
type KnownAnswer = { readonly cards: readonly (KnownCard | undefined)[]; readonly more: boolean }

/**
 * All known cards together take about so many bytes of the heap, or fewer. Of cards with one name of two short words,
 * which take 1,780 each (1,110 until a name is resolved), there is room for 97,000.
 */
const BYTES_AT_MOST = 200_000_000

/**
 * What a card counts, with all that is made of its names to resolve others. Measured in Node 20, cards of one name or of
 * fifty, of one word or of 400, with 7,500 letters of text or none take 0.8 to 1.1 of this, and half of it where most of
 * it is text in Latin letters, which take one byte each.
 */
const BYTES = { card: 500, name: 700, term: 130, letterOfName: 4, letter: 2 }

/**
 * Cards that were read before. Two with the same print are the same, so that what is known is never out of date, and a
 * word that many cards have costs the prints of those cards and no more.
 */
export class KnownCards {
  readonly #byPrint = new LRUCache<string, KnownCard>({ maxSize: BYTES_AT_MOST, sizeCalculation: bytesOf })

  /** Answers with cards what the index finds. */
  async find(find: Find, queries: readonly TextQuery[], limit: number): Promise<readonly CardAnswer[]> {
    const question = { index: CARD_INDEX, queries, limit }
    const prints = await find({ ...question, columns: ['print'] })
    const known = prints.map(({ rows, more }): KnownAnswer => ({ cards: rows.map((row) => this.#known(row)), more }))
    if (known.every(isWhole)) return known
    const answers = await find({ ...question, columns: CARD_COLUMNS })
    return answers.map(({ rows, more }) => ({
      cards: rows.map((row) => this.#known(row) ?? this.#remember(row)),
      more,
    }))
  }

  #known({ print }: Row): KnownCard | undefined {
    return this.#byPrint.get(String(print))
  }

  #remember(row: Row): KnownCard {
    const card = readCard(row)
    this.#byPrint.set(String(row['print']), card)
    return card
  }
}

function isWhole(answer: KnownAnswer): answer is CardAnswer {
  return !answer.cards.includes(undefined)
}

/** A name taken apart; a code is nothing that is begun or misspelt. */
export function knownName(named: Named): KnownName {
  const terms = termsOf(named.value)
  return { ...named, terms: named.kind === 'CODE' ? { ...terms, longer: [] } : terms }
}

/** The columns of a card as it is weighed. */
export function readCard({ of, kind, labels, texts, said }: Row): KnownCard {
  const names = (labels as readonly string[]).map((label) => knownName(readLabel(label)))
  return { of: String(of), kind: kindWord(String(kind)), names, texts: ` ${String(texts)} `, said: ` ${String(said)} ` }
}

function bytesOf({ names, texts, said }: KnownCard): number {
  const inNames = names.reduce((sum, name) => sum + bytesOfName(name), 0)
  return BYTES.card + inNames + BYTES.letter * (texts.length + said.length)
}

function bytesOfName({ value, terms: { words, pieces, longer } }: KnownName): number {
  const terms = words.length + pieces.length + longer.length
  return BYTES.name + BYTES.term * terms + BYTES.letterOfName * value.length
}
