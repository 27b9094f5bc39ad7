/** Nodes of which the first is taken again and again while others come in; either costs the logarithm of their number. */
export class Heap {
  /** A binary tree: what stands at a place comes before what stands at twice that place and one or two more. */
  readonly #all: string[] = []
  readonly #comesBefore: (node: string, other: string) => boolean

  constructor(comesBefore: (node: string, other: string) => boolean) {
    this.#comesBefore = comesBefore
  }

  add(node: string): void {
    let place = this.#all.push(node) - 1
    for (let above = (place - 1) >> 1; this.#swapped(place, above); above = (place - 1) >> 1) place = above
  }

  /** Takes out the first; undefined when nothing is left. */
  take(): string | undefined {
    const [first] = this.#all
    const last = this.#all.pop()
    if (last === undefined || this.#all.length === 0) return first
    this.#all[0] = last
    let [place, below] = [0, this.#firstBelow(0)]
    while (this.#swapped(below, place)) [place, below] = [below, this.#firstBelow(below)]
    return first
  }

  #firstBelow(place: number): number {
    const [one, other] = this.#all.slice(2 * place + 1, 2 * place + 3)
    return 2 * place + (one !== undefined && other !== undefined && this.#comesBefore(other, one) ? 2 : 1)
  }

  /** Whether two nodes had to change places, because the lower one comes before the upper one. */
  #swapped(lower: number, upper: number): boolean {
    const [low, high] = [this.#all[lower], this.#all[upper]]
    if (low === undefined || high === undefined || !this.#comesBefore(low, high)) return false
    this.#all[lower] = high
    this.#all[upper] = low
    return true
  }
}
