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

/** All known cards together have no more letters than this; a letter takes one or two bytes, its terms as many again. */
const LETTERS_AT_MOST = 20_000_000

/**
 * Cards that were read before. Two with the same print are the same, so that what is known is never out of date, and a
 * word that many cards have costs the prints of those cards and no more.
 */
export class KnownCards {
  readonly #byPrint = new LRUCache<string, KnownCard>({ maxSize: LETTERS_AT_MOST, sizeCalculation: lettersOf })

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

function lettersOf({ of, kind, names, texts, said }: KnownCard): number {
  const inNames = names.reduce((sum, { value }) => sum + value.length, 0)
  return of.length + kind.length + inNames + texts.length + said.length
}
