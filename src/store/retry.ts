import { pause } from './deadline.js'

export interface RetryRules {
  /** Tells a failure that may pass by itself from one that will not. */
  readonly isPassing: (error: unknown) => boolean
  readonly attempts: number
  /** The pause after the first failure; it doubles with each. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  readonly signal?: AbortSignal
}

/** Runs the job again while its failure may pass; the last failure is thrown. */
export async function retry<T>(job: () => Promise<T>, rules: RetryRules): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await job()
    } catch (error) {
      if (attempt >= rules.attempts || rules.signal?.aborted === true || !rules.isPassing(error)) throw error
      // Half of the pause is chance, so that those who ran into each other do not do it again.
      const pauseMs = Math.min(rules.longestPauseMs, rules.firstPauseMs * 2 ** (attempt - 1))
      await pause(pauseMs * (0.5 + Math.random() / 2), rules.signal)
    }
  }
}
