import { setTimeout as setTimer } from 'node:timers/promises'
import { timedOut } from './failures.js'

/**
 * Answers with the job, or with `OPERATION_TIMED_OUT` when it takes longer than `timeoutMs`. The job may go
 * on after that; the signal tells it that nobody waits any more.
 */
export async function withDeadline<T>(
  timeoutMs: number | undefined,
  job: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const expiry = new AbortController()
  if (timeoutMs === undefined) return job(expiry.signal)
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const failure = timedOut({ facts: { limit: 'timeoutMs', allowed: timeoutMs } })
      expiry.abort(failure)
      reject(failure)
    }, timeoutMs)
  })
  try {
    return await Promise.race([job(expiry.signal), expired])
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves after the time, or at once when the job of the signal is given up. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimer(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}
