import type { Row, Run, Statement } from './store.js'

/**
 * Runs `work` with a `run` that sends one statement at a time, in the order they were asked for. A statement
 * that failed fails the whole work, also when `work` goes on as if nothing had happened: one engine would
 * have lost its transaction by then and the other not.
 */
export async function perform<T>(
  work: (run: Run) => Promise<T>,
  execute: (statement: Statement) => Promise<readonly Row[]>,
): Promise<T> {
  const state: { failure: { readonly error: unknown } | null; over: boolean } = { failure: null, over: false }
  let last: Promise<unknown> = Promise.resolve()
  const runNext = async (statement: Statement): Promise<readonly Row[]> => {
    if (state.over) throw new Error('A statement came after its transaction had ended')
    if (state.failure) throw state.failure.error
    try {
      return await execute(statement)
    } catch (error) {
      state.failure = { error }
      throw error
    }
  }
  const run: Run = (statement) => {
    const answer = last.then(() => runNext(statement))
    last = answer.catch(() => undefined)
    return answer
  }
  try {
    const value = await work(run)
    await last
    if (state.failure) throw state.failure.error
    return value
  } finally {
    await last
    state.over = true
  }
}
