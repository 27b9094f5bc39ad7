import { LRUCache } from 'lru-cache'
import { findEntities } from './find-entities.js'
import type { Candidates, Looked } from './find-entities.js'
import type { FindCards } from './known-cards.js'

/** How a list reaches the store. */
interface Sight {
  readonly find: FindCards
  /** A text that changes with every write. */
  readonly version: () => Promise<string>
}

/** All known lists together have no more rows than this, each about a hundred bytes. */
const ROWS_AT_MOST = 200_000

/**
 * Lists that were found before, so that their next pages, and the beginnings of words that everybody types, are not
 * found again. A list is known as long as nothing is written.
 */
export class KnownLists {
  readonly #lists = new LRUCache<string, { readonly version: string; readonly list: Candidates }>({
    maxSize: ROWS_AT_MOST,
    sizeCalculation: ({ list }) => 1 + list.candidates.length,
  })

  async find(looked: Looked, { find, version }: Sight): Promise<Candidates> {
    const { text, kinds, reach, limit } = looked
    const key = JSON.stringify([text, kinds, reach, limit])
    // Read before the list is found, which is then no older.
    const now = await version()
    const known = this.#lists.get(key)
    if (known?.version === now) return known.list
    const list = await findEntities(looked, find)
    this.#lists.set(key, { version: now, list })
    return list
  }
}
