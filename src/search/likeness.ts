import type { Named } from './card.js'
import { termsOf } from './name-terms.js'
import type { NameTerms } from './name-terms.js'
import type { SearchWords } from './search-words.js'
import { readSearchWords } from './search-words.js'
import { round, wordsIn } from './weigh.js'

/** The name of an entity that is most like the one that is asked for. */
export interface Likeness extends Named {
  /** From 0 to 1; a weak name counts half, so that it finds but never identifies. */
  readonly score: number
  /** Whether the two are the same but for capitals, accents, spaces, signs and the form of a firm. */
  readonly same: boolean
}

/** What firms put behind their names, which nobody says. */
const FORMS = new Set(
  'ag bv co company corp corporation gmbh inc incorporated limited llc llp ltd nv plc pte sa sas srl'.split(' '),
)

const KIND_FACTORS: Readonly<Record<string, number>> = { FORMER: 0.95, WEAK: 0.5 }

/** A name as it is compared with others. */
interface Compared {
  readonly words: SearchWords
  readonly terms: NameTerms
}

/** Names that were taken apart before, for as long as their cards are kept. */
const taken = new WeakMap<Named, Compared>()

/** Compares a name with all names of an entity. */
export function likenessOf(looked: Compared, names: readonly Named[]): Likeness {
  let best: Likeness = { value: '', kind: '', score: 0, same: false }
  for (const name of names) {
    const { kind, value } = name
    const other = taken.get(name) ?? comparedAs(value)
    taken.set(name, other)
    const alike = nameLikeness(looked, other)
    const score = kind === 'CODE' && alike < 1 ? 0 : round(alike * (KIND_FACTORS[kind] ?? 1))
    if (score > best.score) best = { kind, value, score, same: alike === 1 }
  }
  return best
}

/** Takes a name apart to compare it with others. */
export function comparedAs(name: string): Compared {
  const words = withoutForms(name)
  return { words, terms: termsOf(words.words.join(' ')) }
}

/** How well the words fit that both have, less the part of all words that only one has. */
function nameLikeness(looked: Compared, other: Compared): number {
  if (looked.words.whole === '' || other.words.whole === '') return 0
  if (looked.words.whole === other.words.whole) return 1
  const found = wordsIn(other.terms, looked.words)
  const back = wordsIn(looked.terms, other.words)
  const fits = found.filter((value) => value > 0)
  if (fits.length === 0) return 0
  const alone = found.length - fits.length + back.filter((value) => value === 0).length
  const fit = fits.reduce((sum, value) => sum + value, 0) / fits.length
  return fit * (1 - alone / (found.length + back.length))
}

/** The words of a name without the form of a firm, unless nothing else is there. */
function withoutForms(name: string): SearchWords {
  const words = readSearchWords(name)
  const kept = words.words.filter((word) => !FORMS.has(word))
  return kept.length === 0 || kept.length === words.words.length ? words : readSearchWords(kept.join(' '))
}
