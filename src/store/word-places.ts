/** At which places each word stands. */
export class WordPlaces {
  readonly #places = new Map<string, number[]>()
  /** All words in their order, until one is added or removed. */
  #sorted: readonly string[] | null = null

  /** `words` has a space between two, and each word once. */
  add(words: string, place: number): void {
    for (const word of wordsIn(words)) {
      const places = this.#places.get(word)
      if (places) places.push(place)
      else {
        this.#places.set(word, [place])
        this.#sorted = null
      }
    }
  }

  remove(words: string, place: number): void {
    for (const word of wordsIn(words)) {
      const left = (this.#places.get(word) ?? []).filter((each) => each !== place)
      if (left.length > 0) this.#places.set(word, left)
      else {
        this.#places.delete(word)
        this.#sorted = null
      }
    }
  }

  /** The places of a word, or of every word that begins with it. */
  of(word: string, begins: boolean): readonly (readonly number[])[] {
    if (!begins) return [this.#places.get(word) ?? []]
    this.#sorted ??= [...this.#places.keys()].toSorted(compareUnits)
    const words = this.#sorted
    const from = countBefore(words, (each) => each < word)
    const to = countBefore(words, (each) => each < word || each.startsWith(word))
    return words.slice(from, to).map((each) => this.#places.get(each) ?? [])
  }
}

function wordsIn(words: string): readonly string[] {
  return words === '' ? [] : words.split(' ')
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** How many words from the start of a sorted list come before a place in it. */
function countBefore(sorted: readonly string[], isBefore: (word: string) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(sorted[middle] ?? '')) low = middle + 1
    else high = middle
  }
  return low
}
