/** A stream of random choices that a seed makes again. */
export class Random {
  #state: number

  constructor(readonly seed: number) {
    this.#state = seed >>> 0
  }

  /** A number from 0 to 1, 1 left out (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from 0, `below` left out. */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('There is nothing to pick from')
    return item
  }

  /** Some of the items, each at most once, in random order. */
  some<Item>(items: readonly Item[], most: number): Item[] {
    const left = [...items]
    const taken: Item[] = []
    while (left.length > 0 && taken.length < most) taken.push(...left.splice(this.below(left.length), 1))
    return taken
  }

  /** A stream of its own, so that what one part takes does not move another. */
  fork(): Random {
    return new Random(Math.floor(this.next() * 4_294_967_296))
  }
}
