import { partsOf, wordsOf } from './fold.js'
import { termsOf } from './name-terms.js'
import { spellingsToKeep } from './spelling.js'

/** What a card is made of. */
export interface Described {
  readonly kind: string
  /** The name that is shown first; then all others. */
  readonly names: readonly Named[]
  /** What describes the entity, beside its kind: description, summary. */
  readonly texts: readonly string[]
  /** What is claimed of it, in words. */
  readonly said: readonly string[]
}

export interface Named {
  readonly value: string
  /** A `NameKind`, `SHOWN` for the name that the entity is shown by, or `CODE`, which is found only as a whole. */
  readonly kind: string
}

/** What an entity is found by, as the columns of a node of its own; lists of words are texts with a space between two. */
export interface Card {
  readonly kind: string
  /** The names as they are written, each after its kind and a space. */
  readonly labels: readonly string[]
  readonly wholes: string
  readonly names: string
  readonly spellings: string
  readonly texts: string
  readonly said: string
}

/** All by which an entity is called, the name that it is shown by first. */
export function namesOf(shown: unknown, names: readonly Named[], codes: readonly unknown[]): readonly Named[] {
  const coded = codes.filter((code) => typeof code === 'string').map((value) => ({ value, kind: 'CODE' }))
  return [{ value: String(shown), kind: 'SHOWN' }, ...names, ...coded]
}

/** The columns of a card that are searched. */
export const CARD_FIELDS = ['kind', 'wholes', 'names', 'spellings', 'texts', 'said'] as const

/** The index on cards. */
export const CARD_INDEX = 'Card_words'

/** Of an entity about which very much is said, this many different words are kept; a card is read for every candidate. */
const WORDS_AT_MOST = 500
const NAMES_AT_MOST = 50

/** Makes the card of an entity. */
export function cardOf({ kind, names, texts, said }: Described): Card {
  const known = new Map(names.toReversed().map((each) => [each.value, each]))
  const kept = [...new Set(names.map(({ value }) => value))].slice(0, NAMES_AT_MOST)
  const terms = kept.map(termsOf)
  const spelt = terms.flatMap(({ words, pieces }) => [...words, ...pieces])
  return {
    kind,
    labels: kept.map((value) => `${known.get(value)?.kind ?? 'ALIAS'} ${value}`),
    wholes: listOf(terms.map(({ whole }) => whole)),
    names: listOf(terms.flatMap(({ words, pieces }) => [...words, ...pieces])),
    spellings: listOf(spelt.flatMap(spellingsToKeep)),
    texts: listOf([...partsOf(kind), ...texts.flatMap(wordsOf)], WORDS_AT_MOST),
    said: listOf(said.flatMap(wordsOf), WORDS_AT_MOST),
  }
}

/** The kind and the value of a label. */
export function readLabel(label: string): Named {
  const end = label.indexOf(' ')
  return { kind: label.slice(0, end), value: label.slice(end + 1) }
}

/** The words, each of them once; of many the first ones. */
function listOf(words: readonly string[], most = Infinity): string {
  const all = [...new Set(words)].filter((word) => word !== '')
  return all.slice(0, most).join(' ')
}
