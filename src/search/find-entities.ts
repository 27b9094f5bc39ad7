import { Failure } from '../errors.js'
import type { PlainValue, Row, TextAnswer, TextQuestion } from '../store/store.js'
import { CARD_INDEX } from './card.js'
import { REACHES, questionOf } from './question.js'
import type { Reach } from './question.js'
import { readSearchWords } from './search-words.js'
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

/** Asks a text index of the store. */
export type Find = (question: TextQuestion) => Promise<TextAnswer>

/** An entity that was found, and how well it fits. */
export interface Candidate {
  readonly id: string
  readonly kind: string
  readonly weight: Weight
}

export interface Candidates {
  /** The best first; of equal ones the one with the smaller id. */
  readonly candidates: readonly Candidate[]
  /** Whether the index knew more than were weighed. */
  readonly truncated: boolean
}

/** Longer texts are not looked for; each word is a question of its own to the index. */
const LETTERS_AT_MOST = 200
const WORDS_AT_MOST = 12

/** Finds entities by words: the index proposes, the weighing decides, so that every engine answers the same. */
export async function findEntities(looked: Looked, find: Find): Promise<Candidates> {
  const words = readChecked(looked)
  if (words.words.length === 0 || looked.kinds?.length === 0) return { candidates: [], truncated: false }
  const found = await findWith('all', words, { looked, find })
  // Somebody who types several words rather wants what holds some of them than nothing.
  if (found.candidates.length > 0 || words.words.length === 1 || looked.reach === 'names') return found
  return findWith('any', words, { looked, find })
}

interface Finding {
  readonly looked: Looked
  readonly find: Find
}

async function findWith(some: 'all' | 'any', words: SearchWords, finding: Finding): Promise<Candidates> {
  const { rows, truncated } = await propose(some, words, finding)
  const least = some === 'all' ? words.words.length : Math.ceil(words.words.length / 2)
  const candidates = rows.flatMap((row): Candidate[] => {
    const weight = weigh(words, weighable(row, finding.looked.reach), least)
    return weight === null ? [] : [{ id: String(row['of']), kind: String(row['kind']), weight }]
  })
  return { candidates: candidates.toSorted(byWeight), truncated }
}

/** Reads the words and refuses what is too long. */
export function readChecked({ text, argument, reach }: Pick<Looked, 'text' | 'argument' | 'reach'>): SearchWords {
  if (text.length > LETTERS_AT_MOST) throw tooLong(argument, 'letters', [LETTERS_AT_MOST, text.length])
  const words = readSearchWords(text, { shortBegins: reach === 'names' })
  if (words.words.length > WORDS_AT_MOST) throw tooLong(argument, 'words', [WORDS_AT_MOST, words.words.length])
  return words
}

function tooLong(argument: string, what: string, [allowed, asked]: readonly [number, number]): Failure {
  return new Failure('BAD_USER_INPUT', `"${argument}" has ${asked} ${what}; at most ${allowed} are looked for.`, {
    facts: { argument, allowed, asked },
  })
}

/** What of a card is read. */
export const CARD_COLUMNS = ['of', 'kind', 'labels', 'texts', 'said'] as const

/**
 * The cards to weigh. Where the index knows too many, it is asked for those with all words in the texts, in the
 * names, and of just that name too, so that the best of them are among the ones that are weighed.
 */
async function propose(
  some: 'all' | 'any',
  words: SearchWords,
  { looked: { kinds, reach: widest, limit }, find }: Finding,
): Promise<{ readonly rows: readonly Row[]; readonly truncated: boolean }> {
  const ask = (reach: Reach): Promise<TextAnswer> =>
    find({ index: CARD_INDEX, query: questionOf(words, { kinds, reach, words: some }), columns: CARD_COLUMNS, limit })
  const first = await ask(widest)
  if (!first.more) return { rows: first.rows, truncated: false }
  const narrower = await Promise.all(REACHES.slice(REACHES.indexOf(widest) + 1).map(ask))
  const rows = [first, ...narrower].flatMap((answer) => answer.rows)
  return { rows: [...new Map(rows.map((row) => [row['of'], row])).values()], truncated: true }
}

/** Where only names are looked at, the rest of a card is as good as empty. */
function weighable(row: Row, reach: Looked['reach']): { labels: readonly string[]; texts: string; said: string } {
  const textOf = (column: string): string => (reach === 'names' ? '' : String(row[column]))
  return { labels: row['labels'] as readonly string[], texts: textOf('texts'), said: textOf('said') }
}

function byWeight(a: Candidate, b: Candidate): number {
  return b.weight.score - a.weight.score || (a.id < b.id ? -1 : 1)
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

/** A candidate as a row that a statement can take. */
export function toRow({ id, weight }: Candidate, word: string): FoundRow {
  return { id, score: weight.score, rank: rankOf(weight.score), name: weight.name, kind: word }
}
