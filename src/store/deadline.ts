import { setTimeout as setTimer } from 'node:timers/promises'
import type { Failure } from '../errors.js'
import { aborted, timedOut } from './failures.js'
import type { ReadOptions } from './store.js'

/**
 * Answers with the job, or with `OPERATION_TIMED_OUT` when it takes longer than `timeoutMs`, or with `REQUEST_ABORTED`
 * when the caller's signal is aborted. The job may go on after that; its own signal tells it that nobody waits any more.
 */
export async function withDeadline<T>(
  { timeoutMs, signal }: Pick<ReadOptions, 'timeoutMs' | 'signal'>,
  job: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw aborted()
  const over = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let onAbort = (): void => undefined
  const ended = new Promise<never>((_, reject) => {
    const end = (failure: Failure): void => {
      over.abort(failure)
      reject(failure)
    }
    onAbort = () => end(aborted())
    signal?.addEventListener('abort', onAbort)
    if (timeoutMs === undefined) return
    timer = setTimeout(() => end(timedOut({ facts: { limit: 'timeoutMs', allowed: timeoutMs } })), timeoutMs)
  })
  try {
    return await Promise.race([job(over.signal), ended])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

/** Resolves after the time, or at once when the job of the signal is given up. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimer(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}
