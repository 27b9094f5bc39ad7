import { partsOf, wordsOf } from './fold.js'
import type { SearchWords } from './search-words.js'
import { mayBegin } from './search-words.js'
import { mayBeMeant, typosBetween, typosIn } from './spelling.js'

/** A text of an entity, with the name of its field. */
export interface FieldText {
  readonly field: string
  readonly text: string
}

const FOUND_AT_MOST = 5
/** Letters that are shown around the first word that matches; names are shown whole. */
const AROUND = 160

/** The texts in which a word stands that was looked for, each word between ** and **. */
export function highlight(looked: SearchWords, texts: readonly FieldText[]): readonly FieldText[] {
  const found: FieldText[] = []
  for (const { field, text } of texts) {
    if (found.length >= FOUND_AT_MOST) break
    const marked = mark(looked, cut(looked, text))
    if (marked !== null && !found.some((each) => each.text === marked)) found.push({ field, text: marked })
  }
  return found
}

function mark(looked: SearchWords, text: string): string | null {
  let marks = 0
  const marked = text.replaceAll(WORD, (word) => {
    if (!matches(looked, word)) return word
    marks += 1
    return `**${word}**`
  })
  return marks === 0 ? null : marked
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)*/gu

function matches(looked: SearchWords, written: string): boolean {
  const { words, joins, whole } = looked
  const [term = ''] = wordsOf(written)
  const pieces = partsOf(written)
  if (term === whole || joins.some(({ text }) => term.startsWith(text))) return true
  return words.some(
    (word) =>
      pieces.includes(word) ||
      (mayBegin(looked, word) && term.startsWith(word)) ||
      (mayBeMeant(term) &&
        typosIn(word) > 0 &&
        Math.abs(term.length - word.length) < 3 &&
        typosBetween(word, term) <= typosIn(word)),
  )
}

/** The part of a long text around the first word that matches. */
function cut(looked: SearchWords, text: string): string {
  if (text.length <= AROUND) return text
  const first = [...text.matchAll(WORD)].find(([word]) => matches(looked, word))
  if (!first) return text
  const from = Math.max(0, first.index - AROUND / 2)
  const to = Math.min(text.length, from + AROUND)
  const start = from === 0 ? 0 : text.indexOf(' ', from) + 1
  const space = text.lastIndexOf(' ', to)
  const end = to === text.length ? to : space > first.index + first[0].length ? space : to
  return `${start > 0 ? '… ' : ''}${text.slice(Math.min(start, first.index), end)}${end < text.length ? ' …' : ''}`
}
