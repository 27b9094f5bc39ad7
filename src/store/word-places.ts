/** A word, and where it stands. */
interface Entry {
  readonly word: string
  readonly places: number[]
}

/** At which places each word stands. */
export class WordPlaces {
  readonly #entries = new Map<string, Entry>()
  /** All entries by their words; since the last sort new ones lie at the end, and those that are gone have no places. */
  #sorted: Entry[] = []
  #isSorted = true

  /** `words` has a space between two, and each word once. */
  add(words: string, place: number): void {
    for (const word of wordsIn(words)) {
      const known = this.#entries.get(word)
      if (known) known.places.push(place)
      else {
        const entry = { word, places: [place] }
        this.#entries.set(word, entry)
        this.#sorted.push(entry)
        this.#isSorted = false
      }
    }
  }

  remove(words: string, place: number): void {
    for (const word of wordsIn(words)) {
      const known = this.#entries.get(word)
      const at = known?.places.indexOf(place) ?? -1
      if (at >= 0) known?.places.splice(at, 1)
      if (known?.places.length !== 0) continue
      this.#entries.delete(word)
      this.#isSorted = false
    }
  }

  /** The places of a word, or of every word that begins with it. */
  of(word: string, begins: boolean): readonly (readonly number[])[] {
    if (!begins) return [this.#entries.get(word)?.places ?? []]
    if (!this.#isSorted) this.#sorted = this.#sorted.filter(({ places }) => places.length > 0).toSorted(byWord)
    this.#isSorted = true
    const from = countBefore(this.#sorted, (each) => each < word)
    const to = countBefore(this.#sorted, (each) => each < word || each.startsWith(word))
    return this.#sorted.slice(from, to).map(({ places }) => places)
  }
}

function wordsIn(words: string): readonly string[] {
  return words === '' ? [] : words.split(' ')
}

function byWord({ word: a }: Entry, { word: b }: Entry): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** How many words from the start of a sorted list come before a place in it. */
function countBefore(sorted: readonly Entry[], isBefore: (word: string) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(sorted[middle]?.word ?? '')) low = middle + 1
    else high = middle
  }
  return low
}
