import type { TextQuery } from '../store/store.js'
import { spellingsOf } from './spelling.js'
import { mayBegin } from './search-words.js'
import type { SearchWords } from './search-words.js'

/** How far from the names the words may be found; each step finds all that the one before it found. */
export type Reach = 'same' | 'names' | 'texts' | 'said'

/** The widest reach first; when it finds too much the narrower ones make sure that the best is among what is weighed. */
export const REACHES: readonly Reach[] = ['said', 'texts', 'names', 'same']

interface Options {
  readonly kinds: readonly string[] | null
  readonly reach: Reach
  /** Whether all words must be found, or one of them is enough. */
  readonly words: 'all' | 'any'
}

/** What the index is asked: everything that the weighing may find, and little more. */
export function questionOf(looked: SearchWords, { kinds, reach, words }: Options): TextQuery {
  const kindTest: readonly TextQuery[] =
    kinds === null ? [] : [{ any: kinds.map((kind) => ({ field: 'kind', word: kind, begins: false })) }]
  if (reach === 'same') return { all: [{ field: 'wholes', word: looked.whole, begins: false }, ...kindTest] }
  const tests = looked.words.map((word, i): TextQuery => ({
    any: [
      inNames(looked, word),
      ...misspelt(word),
      ...looked.joins.filter(({ from, to }) => from <= i && i <= to).map(({ text }) => inNames(looked, text)),
      ...(reach === 'names' ? [] : [{ field: 'texts', word, begins: mayBegin(looked, word) }]),
      ...(reach === 'said' ? [{ field: 'said', word, begins: mayBegin(looked, word) }] : []),
    ],
  }))
  return { all: [...(words === 'all' ? tests : [{ any: tests }]), ...kindTest] }
}

function inNames(looked: SearchWords, word: string): TextQuery {
  return { field: 'names', word, begins: mayBegin(looked, word) }
}

/** Words put together are not forgiven a typo: "deepseek ai" would be a misspelt "deepseek". */
function misspelt(word: string): TextQuery[] {
  return spellingsOf(word).map((spelling) => ({ field: 'spellings', word: spelling, begins: false }))
}
