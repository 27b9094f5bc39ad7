import { atMost } from './deadline.js'
import { closed } from './failures.js'

/** A read that runs on cannot always be stopped; closing waits this long for the last ones and no longer. */
const LAST_READS_MS = 2000

interface Turn {
  readonly start: () => void
  readonly refuse: (reason: unknown) => void
}

/** Runs at most `width` jobs at once, the others in the order they came. */
export class Queue {
  readonly #width: number
  readonly #waiting: Turn[] = []
  #running = 0
  #closed = false
  #onIdle: () => void = () => undefined

  constructor(width: number) {
    this.#width = width
  }

  /** A job whose signal is aborted before its turn is never started. */
  async run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#closed) throw closed()
    if (this.#running >= this.#width) await this.#turn(signal)
    else this.#running += 1
    try {
      return await job()
    } finally {
      this.#leave()
    }
  }

  /** Refuses the jobs that wait and those that come, and resolves when the running ones have ended. */
  async close(): Promise<void> {
    this.#closed = true
    for (const turn of this.#waiting.splice(0)) turn.refuse(closed())
    if (this.#running === 0) return
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve
    })
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn: Turn = { start: resolve, refuse: reject }
      this.#waiting.push(turn)
      signal?.addEventListener('abort', () => {
        const place = this.#waiting.indexOf(turn)
        if (place < 0) return
        this.#waiting.splice(place, 1)
        reject(signal.reason)
      })
    })
  }

  /** The place of a job that ends goes to the one that waits longest, so that a newcomer cannot take it. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) {
      next.start()
      return
    }
    this.#running -= 1
    if (this.#running === 0) this.#onIdle()
  }
}

/** Ends what a store runs: its write that is under way is waited for, its reads only for a moment. */
export async function closeQueues(queues: { readonly reads: Queue; readonly writes: Queue }): Promise<void> {
  await Promise.all([queues.writes.close(), atMost(LAST_READS_MS, queues.reads.close())])
}
