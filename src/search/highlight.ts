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
/** Letters that are shown of a longer text, half of them before the first word that matches. */
const SHOWN_AT_MOST = 160
/** Letters that are left out at most so as not to begin or end within a word: where words are longer, no spaces are written. */
const LEFT_OUT_AT_MOST = 20

/** The texts in which a word stands that was looked for, each word between ** and **. */
export function highlight(looked: SearchWords, texts: readonly FieldText[]): readonly FieldText[] {
  const found: FieldText[] = []
  for (const { field, text } of texts) {
    if (found.length >= FOUND_AT_MOST) break
    const marked = mark(looked, text)
    if (marked !== null && !found.some((each) => each.text === marked)) found.push({ field, text: marked })
  }
  return found
}

/** A part of a text, from one place to before another. */
interface Span {
  readonly from: number
  readonly to: number
}

function mark(looked: SearchWords, text: string): string | null {
  let shown: Span | null = null
  let [marked, done] = ['', 0]
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (shown && index >= shown.to) break
    if (!matches(looked, word)) continue
    shown ??= spanAround({ from: index, to: index + word.length }, text)
    const end = Math.min(index + word.length, shown.to)
    marked += `${text.slice(Math.max(done, shown.from), index)}**${text.slice(index, end)}**`
    done = end
  }
  if (shown === null) return null
  return `${shown.from > 0 ? '… ' : ''}${marked}${text.slice(done, shown.to)}${shown.to < text.length ? ' …' : ''}`
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

/** What is shown around a word: from space to space, and where none is near from letter to letter. */
function spanAround(word: Span, text: string): Span {
  if (text.length <= SHOWN_AT_MOST) return { from: 0, to: text.length }
  const from = Math.max(0, word.from - SHOWN_AT_MOST / 2)
  const to = Math.min(text.length, from + SHOWN_AT_MOST)
  const [after, before] = [text.indexOf(' ', from), text.lastIndexOf(' ', to)]
  const startsAfter = after >= from && after < Math.min(word.from, from + LEFT_OUT_AT_MOST)
  const endsBefore = before >= Math.max(word.to, to - LEFT_OUT_AT_MOST)
  return {
    from: from > 0 && startsAfter ? after + 1 : wholeLetters(text, from),
    to: to < text.length && endsBefore ? before : wholeLetters(text, to),
  }
}

/** The place itself, or the one before it where it lies between the two units of one letter. */
function wholeLetters(text: string, place: number): number {
  return (text.codePointAt(place - 1) ?? 0) > 0xffff ? place - 1 : place
}
