import { invariant } from '../errors.js'
import type { TextQuery } from './store.js'

/** A question in the words of Lucene, whose signs cannot occur in a word of ours. */
export function toLucene(query: TextQuery): string {
  if ('all' in query) return `(${query.all.map((each) => `+${toLucene(each)}`).join(' ')})`
  if ('any' in query) return `(${query.any.map(toLucene).join(' ')})`
  const { field, word, begins } = checkWord(query)
  return `${field}:${word}${begins ? '*' : ''}`
}

/** Refuses what is not a word of an index, before it could mean something else to an engine. */
export function checkWord<Word extends { readonly field: string; readonly word: string }>(query: Word): Word {
  invariant(/^\w+$/.test(query.field), 'a field of a text index has a plain name')
  invariant(/^[\p{L}\p{N}\p{M}]+$/u.test(query.word), 'a word of a text index is letters and digits')
  // In capitals these would be signs of Lucene.
  invariant(!/^(AND|OR|NOT|TO)$/.test(query.word), 'a word of a text index is no sign')
  return query
}
