import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../../src/errors.js'
import { withDeadline } from '../../src/store/deadline.js'
import { pingBy } from '../../src/store/ping.js'
import { toPlainRows } from '../../src/store/plain-values.js'
import { Queue } from '../../src/store/queue.js'
import { retry } from '../../src/store/retry.js'
import { failureOf } from './store.contract.js'

describe('a queue', () => {
  test('[S13] runs no more jobs at once than it may, in the order they came, also after one that failed', async () => {
    const queue = new Queue(2)
    const started: number[] = []
    let running = 0
    let most = 0
    const job = (i: number): Promise<number> =>
      queue.run(async () => {
        started.push(i)
        running += 1
        most = Math.max(most, running)
        await delay(2)
        running -= 1
        if (i === 1) throw new Error('one')
        return i
      })
    const outcomes = await Promise.allSettled([0, 1, 2, 3, 4].map(job))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ])
    expect([started, most]).toEqual([[0, 1, 2, 3, 4], 2])
  })

  test('[S14] a job that waits longer than its deadline is never started', async () => {
    const queue = new Queue(1)
    const first = queue.run(() => delay(100))
    let isStarted = false
    const late = withDeadline({ timeoutMs: 20 }, (signal) =>
      queue.run(async () => {
        isStarted = true
      }, signal),
    )
    expect((await failureOf(late)).code).toBe('OPERATION_TIMED_OUT')
    await first
    await queue.run(() => delay(1))
    expect(isStarted).toBe(false)
  })

  test('[S14] a job for which nobody waits any more is never started', async () => {
    const queue = new Queue(1)
    const first = queue.run(() => delay(30))
    const caller = new AbortController()
    let isStarted = false
    const start = async (): Promise<void> => {
      isStarted = true
    }
    const waiting = withDeadline({ signal: caller.signal }, (signal) => queue.run(start, signal))
    caller.abort()
    const late = withDeadline({ signal: caller.signal }, start)
    expect([(await failureOf(waiting)).code, (await failureOf(late)).code]).toEqual([
      'REQUEST_ABORTED',
      'REQUEST_ABORTED',
    ])
    await first
    await queue.run(() => delay(1))
    expect(isStarted).toBe(false)
  })

  test('[S16] closing waits for what runs and refuses what waits', async () => {
    const queue = new Queue(1)
    const first = queue.run(async () => {
      await delay(20)
      return 'done'
    })
    const second = failureOf(queue.run(() => delay(1)))
    await queue.close()
    expect(await first).toBe('done')
    expect((await second).code).toBe('STORE_UNAVAILABLE')
    expect((await failureOf(queue.run(() => delay(1)))).code).toBe('STORE_UNAVAILABLE')
    await queue.close()
  })
})

describe('trying again', () => {
  const rules = { isPassing: (): boolean => true, attempts: 3, firstPauseMs: 1, longestPauseMs: 2 }

  test('[S12] ends with the last failure, and at once when it will not pass', async () => {
    let runs = 0
    const fail = (): Promise<never> => Promise.reject(new Error(`failure ${(runs += 1)}`))
    await expect(retry(fail, rules)).rejects.toThrow('failure 3')
    await expect(retry(fail, { ...rules, isPassing: () => false })).rejects.toThrow('failure 4')
  })

  test('[S14] ends when nobody waits any more', async () => {
    const runs: number[] = []
    const call = withDeadline({ timeoutMs: 30 }, (signal) =>
      retry(() => Promise.reject(new Error(`failure ${runs.push(1)}`)), {
        ...rules,
        attempts: 1000,
        firstPauseMs: 10,
        longestPauseMs: 10,
        signal,
      }),
    )
    expect((await failureOf(call)).code).toBe('OPERATION_TIMED_OUT')
    const soFar = runs.length
    await delay(40)
    expect(runs.length).toBeLessThanOrEqual(soFar + 1)
  })
})

test('[S17] a store that answers nothing in time is STORE_UNAVAILABLE', async () => {
  const timedOut = new Failure('OPERATION_TIMED_OUT', 'too long')
  const failure = await failureOf(pingBy(() => Promise.reject(timedOut)))
  expect([failure.code, failure.cause]).toEqual(['STORE_UNAVAILABLE', timedOut])
})

test('[S7] an answer that is not plain is refused', () => {
  class Moment {
    readonly year = 2026
  }
  for (const value of [new Date(0), new Moment(), undefined, Infinity, Number.NaN, 2n ** 60n]) {
    expect(() => toPlainRows([{ value: [value] }])).toThrow('A statement answered with')
  }
  expect(toPlainRows([{ value: [7n, { n: -7n }] }])).toEqual([{ value: [7, { n: -7 }] }])
})
