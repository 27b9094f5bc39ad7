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

/** Waits for the job, but no longer than the time: what becomes of it after that is nobody's concern. */
export async function atMost(ms: number, job: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  try {
    await Promise.race([job, pause(ms, over.signal)])
  } finally {
    over.abort()
  }
}

/** Answers with the job, which once its signal is aborted is waited for no longer than the time. */
export async function leaving<T>(
  job: Promise<T>,
  { signal, afterMs }: { readonly signal: AbortSignal; readonly afterMs: number },
): Promise<T> {
  let onAbort = (): void => undefined
  const left = new Promise<never>((_, reject) => {
    onAbort = () => {
      const ended = job.catch(() => undefined)
      void atMost(afterMs, ended).then(() => reject(signal.reason))
    }
    signal.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([job, left])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
