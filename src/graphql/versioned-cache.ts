import { LRUCache } from 'lru-cache'

/** What was found, and the version of the graph in which it was. */
export interface CachedValue<T> {
  readonly value: T
  readonly version: string
}

/**
 * What was found before, by what was asked, so that it is not looked for again: what takes long to find and is little to
 * keep. It holds as long as nothing is written: who takes it compares its version with that of what is read by it.
 */
export class VersionedCache<T extends object> {
  readonly #values: LRUCache<string, CachedValue<T>>

  /**
   * All that is kept has no more parts than `most`, each about a hundred bytes, as are so many letters of a key; what
   * was not asked for longest goes first.
   */
  constructor({ most, parts }: { readonly most: number; readonly parts: (value: T) => number }) {
    this.#values = new LRUCache({ maxSize: most, sizeCalculation: ({ value }, key) => sizeOf(key) + parts(value) })
  }

  get(key: string): CachedValue<T> | undefined {
    return this.#values.get(key)
  }

  /** Without a version nobody could tell whether it holds. */
  keep(key: string, value: T, version: string | null | undefined): void {
    if (version != null) this.#values.set(key, { value, version })
  }
}

/** Takes what is known, or finds it, for one request, and notes of which versions of the graph all of it is. */
export class Recall {
  /** Of what was found before, and of what was read now; null for what could not tell. */
  readonly known: string[] = []
  readonly read: (string | null)[] = []

  constructor(
    /** Whether what was found before may be taken as it is. */
    readonly isTrusting: boolean,
  ) {}

  /** `find` adds the version of each of its reads. */
  async take<T extends object>(
    values: VersionedCache<T>,
    key: string,
    find: (versions: (string | null)[]) => Promise<T>,
  ): Promise<T> {
    const before = this.isTrusting ? values.get(key) : undefined
    if (before) {
      this.known.push(before.version)
      return before.value
    }
    const own: (string | null)[] = []
    const value = await find(own)
    // When others followed the first, nothing is of that any more.
    values.keep(key, value, own[0])
    this.read.push(...own)
    return value
  }
}

function sizeOf(key: string): number {
  return 1 + Math.ceil(key.length / 100)
}
