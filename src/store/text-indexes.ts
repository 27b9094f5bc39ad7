import { invariant } from '../errors.js'
import type { Definition } from './definitions.js'
import { Queue } from './queue.js'
import type { TextAnswer, TextQuestion } from './store.js'
import { TextIndex, type Ask } from './text-index.js'

/** Runs a job in one snapshot of the graph, taken when it is called. */
type InSnapshot = (job: (ask: Ask) => Promise<void>) => Promise<void>

interface Kept {
  readonly index: TextIndex
  /** The number of writes that it has taken in; fewer than there were means that it must look again. */
  upTo: number
}

/** The text indexes of an engine that has none of its own, each brought up to date before it is asked. */
export class TextIndexes {
  readonly #kept = new Map<string, Kept>()
  #writes = 0
  readonly #refreshes = new Queue(1)

  /** Makes those that are not there yet; they are filled when they are first asked. */
  define(definitions: readonly Definition[]): void {
    for (const definition of definitions) {
      if (definition.kind !== 'text' || this.#kept.has(definition.name)) continue
      this.#kept.set(definition.name, { index: new TextIndex(definition), upTo: -1 })
    }
  }

  /** How many writes have ended. */
  get writes(): number {
    return this.#writes
  }

  /** Called in the moment in which a write has ended, so that nobody takes a snapshot between the two. */
  noteWrite(): void {
    this.#writes += 1
  }

  /** What an index finds, and how many writes it has taken in. */
  async find(
    { index, queries, columns, limit }: TextQuestion,
    inSnapshot: InSnapshot,
  ): Promise<{ readonly answers: readonly TextAnswer[]; readonly upTo: number }> {
    const kept = this.#kept.get(index)
    invariant(kept, `the text index ${index} was prepared`)
    await this.#refresh(kept, inSnapshot)
    return { answers: queries.map((query) => kept.index.find(query, { columns, limit })), upTo: kept.upTo }
  }

  /** One refresh after the other, so that an older snapshot never overwrites a newer one. */
  #refresh(kept: Kept, inSnapshot: InSnapshot): Promise<void> {
    return this.#refreshes.run(async () => {
      const writes = this.#writes
      if (kept.upTo === writes) return
      await inSnapshot((ask) => kept.index.refresh(ask))
      kept.upTo = writes
    })
  }
}
