import { kindWord } from '../model/kind-words.js'
import { highlight } from '../search/highlight.js'
import { readSearchWords } from '../search/search-words.js'
import type { PlainValue } from '../store/store.js'
import { readRef } from './bind.js'
import type { Request } from './bind.js'
import type { Output } from './plan.js'

type Cells = readonly PlainValue[]
type Tree = Record<string, unknown>

/** The values of a facet with their numbers. */
export function facetShaper({ slot, ofKinds, keys }: Output & { readonly make: 'facet' }): (cells: Cells) => unknown {
  return (cells) =>
    (cells[slot] as readonly (readonly [string, string, number])[]).map(([value, label, count]) => {
      const tree: Tree = { __proto__: null }
      const word = ofKinds ? kindWord(value) : value
      const values = { value: word, label: ofKinds ? value : label, count, __typename: 'Facet' }
      for (const { key, field } of keys) tree[key] = values[field]
      return tree
    })
}

/** Where the words that were looked for stand in the texts of an entity. */
export function highlightsShaper({
  words,
  fields,
  parts,
}: Output & { readonly make: 'highlights' }): (cells: Cells, request: Request) => unknown {
  return (cells, request) => {
    const looked = readSearchWords(String(readRef(words, request)))
    const texts = fields.flatMap(({ field, slot, names }) => {
      const cell = cells[slot] ?? null
      if (cell === null) return []
      const each = names
        ? (cell as readonly string[]).map((name) => (JSON.parse(name) as { value: string }).value)
        : [cell]
      return each.map((text) => ({ field, text: String(text) }))
    })
    return highlight(looked, texts).map((found) => {
      const tree: Tree = { __proto__: null }
      for (const { key, part, typename } of parts)
        tree[key] = part === null ? typename : found[part as keyof typeof found]
      return tree
    })
  }
}
