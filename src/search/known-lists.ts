import { LRUCache } from 'lru-cache'
import { findEntities } from './find-entities.js'
import type { Candidates, Looked } from './find-entities.js'
import type { ReadOptions } from '../store/store.js'
import type { FindCards } from './known-cards.js'

/** A list, and the version of the graph in which it was found. */
interface KnownList {
  readonly version: string
  readonly list: Candidates
}

/** Asks the index of cards, and tells of what version of the graph each answer is. */
type FindIn = (options: Pick<ReadOptions, 'onVersion'>) => FindCards

/** All known lists together have no more rows than this, each about a hundred bytes. */
const ROWS_AT_MOST = 200_000

/**
 * Lists that were found before, so that their next pages, and the beginnings of words that everybody types, are not
 * found again. A list is known as long as nothing is written.
 */
export class KnownLists {
  readonly #lists = new LRUCache<string, KnownList>({
    maxSize: ROWS_AT_MOST,
    sizeCalculation: ({ list }) => 1 + list.candidates.length,
  })

  /** The list that was found before. It holds if what is read by it is of the same version. */
  known(looked: Looked): KnownList | undefined {
    return this.#lists.get(keyOf(looked))
  }

  async find(looked: Looked, findIn: FindIn): Promise<Candidates> {
    const versions: string[] = []
    const list = await findEntities(looked, findIn({ onVersion: (version) => versions.push(version) }))
    const [first] = versions
    // When others followed, nothing is of the first any more.
    if (first !== undefined) this.#lists.set(keyOf(looked), { version: first, list })
    return list
  }
}

function keyOf({ text, kinds, reach, limit }: Looked): string {
  return JSON.stringify([text, kinds, reach, limit])
}
