import { invariant } from '../errors.js'
import type { PlainValue } from '../store/store.js'
import type { Named } from './card.js'
import { checkLength } from './check-length.js'
import { knownName } from './known-cards.js'
import type { CardAnswer, FindCards, KnownCard } from './known-cards.js'
import { REACHES, questionOf } from './question.js'
import type { Reach } from './question.js'
import { readSearchWords, withoutBegun } from './search-words.js'
import type { SearchWords } from './search-words.js'
import { weigh } from './weigh.js'
import type { Weight } from './weigh.js'

/** What is looked for, as one request has it. */
export interface Looked {
  readonly text: string
  /** How the argument with the text is called, for a refusal. */
  readonly argument: string
  readonly kinds: readonly string[] | null
  /** How far from the names the words may be found. */
  readonly reach: 'names' | 'said'
  /** How many cards may be weighed. */
  readonly limit: number
}

export interface Candidates {
  /** The best first; of equal ones the one with the smaller id. */
  readonly candidates: readonly FoundRow[]
  /** Whether the index knew more than were weighed. */
  readonly truncated: boolean
}

/** Finds entities by words: the index proposes, the weighing decides, so that every engine answers the same. */
export async function findEntities(looked: Looked, find: FindCards): Promise<Candidates> {
  const words = readChecked(looked)
  if (words.words.length === 0 || looked.kinds?.length === 0) return { candidates: [], truncated: false }
  const found = await findWith('all', words, { looked, find })
  if (found.candidates.length > 0 || words.words.length === 1) return found
  // Somebody who types several words rather wants what holds some of them than nothing.
  if (looked.reach === 'said') return findWith('any', words, { looked, find })
  const shorter = withoutBegun(words)
  return shorter === null ? found : findWith('all', shorter, { looked, find })
}

/** Weighs what was found by names once more, by the names that are known of each; without any it is not in the list. */
export function weighByNames(
  looked: Looked,
  { candidates, truncated }: Candidates,
  namesOf: (id: string) => readonly Named[],
): Candidates {
  const cards = candidates.map(({ id, kind }) => ({ of: id, kind: String(kind), names: namesOf(id).map(knownName) }))
  const weighWith = (words: SearchWords): readonly FoundRow[] =>
    cards.flatMap((card) => {
      const weight = weigh(words, { ...card, texts: '', said: '' })
      return weight === null ? [] : [foundRow(card, weight)]
    })
  const words = readChecked(looked)
  const all = weighWith(words)
  const shorter = all.length > 0 ? null : withoutBegun(words)
  return { candidates: (shorter === null ? all : weighWith(shorter)).toSorted(byRank), truncated }
}

interface Finding {
  readonly looked: Looked
  readonly find: FindCards
}

async function findWith(some: 'all' | 'any', words: SearchWords, finding: Finding): Promise<Candidates> {
  const { cards, more } = await propose(some, words, finding)
  const least = some === 'all' ? words.words.length : Math.ceil(words.words.length / 2)
  const { reach } = finding.looked
  const candidates: FoundRow[] = []
  for (const card of cards) {
    // Where only names are looked at, the rest of a card is as good as empty.
    const weight = weigh(words, reach === 'names' ? { ...card, texts: '', said: '' } : card, least)
    if (weight !== null) candidates.push(foundRow(card, weight))
  }
  return { candidates: candidates.toSorted(byRank), truncated: more }
}

/** Reads the words and refuses what is too long. */
export function readChecked({ text, argument, reach }: Pick<Looked, 'text' | 'argument' | 'reach'>): SearchWords {
  checkLength(argument, 'letters', text.length)
  const words = readSearchWords(text, { shortBegins: reach === 'names' })
  checkLength(argument, 'words', words.words.length)
  return words
}

/**
 * The cards to weigh. Where the index knows too many, it is asked for those with all words in the texts, in the
 * names, and of just that name too, so that the best of them are among the ones that are weighed.
 */
async function propose(
  some: 'all' | 'any',
  words: SearchWords,
  { looked: { kinds, reach: widest, limit }, find }: Finding,
): Promise<CardAnswer> {
  const ask = (reaches: readonly Reach[]): Promise<readonly CardAnswer[]> =>
    find(
      reaches.map((reach) => questionOf(words, { kinds, reach, words: some })),
      limit,
    )
  const reaches = REACHES.slice(REACHES.indexOf(widest))
  // Many names begin with what is typed into a search box, so that there all are asked for at once.
  const [first, ...beside] = await ask(widest === 'names' ? reaches : [widest])
  invariant(first, 'each query is answered')
  if (!first.more) return first
  const narrower = beside.length > 0 ? beside : await ask(reaches.slice(1))
  return { cards: eachOnce([first, ...narrower]), more: true }
}

/** The cards of several answers. */
export function eachOnce(answers: readonly CardAnswer[]): readonly KnownCard[] {
  const cards = answers.flatMap((answer) => answer.cards)
  return [...new Map(cards.map((card) => [card.of, card])).values()]
}

function byRank(a: FoundRow, b: FoundRow): number {
  return b.rank - a.rank || (a.id < b.id ? -1 : 1)
}

/** A score as a whole number, which every engine orders alike. */
export function rankOf(score: number): number {
  return Math.round(score * 10_000)
}

/** An entity that was found, as a row that a statement can take. */
export interface FoundRow {
  readonly id: string
  readonly rank: number
  readonly [column: string]: PlainValue
}

/** What was found by a card that has so much weight. */
export function foundRow({ of, kind }: Pick<KnownCard, 'of' | 'kind'>, { score, name }: Weight): FoundRow {
  return { id: of, score, rank: rankOf(score), name, kind }
}
