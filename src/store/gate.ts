/** Shuts writes out; answers how to let them in again. */
export type Shut = () => Promise<() => Promise<void>>

/**
 * Runs jobs while writes are shut out. Whoever comes while the gate is being shut shares it with those who wait;
 * whoever comes later gets the next one, so that writes have their turn between two.
 */
export class Gate {
  readonly #shut: Shut
  #next: Shutting | null = null

  constructor(shut: Shut) {
    this.#shut = shut
  }

  run<T>(job: () => Promise<T>): Promise<T> {
    this.#next ??= this.#begin()
    const { isShut, jobs } = this.#next
    const done = isShut.then(job)
    jobs.push(done)
    return done
  }

  #begin(): Shutting {
    const jobs: Promise<unknown>[] = []
    const shut = this.#shut().finally(() => {
      this.#next = null
    })
    const end = async (): Promise<void> => {
      const letIn = await shut
      await Promise.allSettled(jobs)
      await letIn()
    }
    // The jobs tell their callers when it could not be shut; letting in again fails only where the server is gone.
    end().catch(() => undefined)
    return { isShut: shut.then(() => undefined), jobs }
  }
}

interface Shutting {
  readonly isShut: Promise<void>
  readonly jobs: Promise<unknown>[]
}
