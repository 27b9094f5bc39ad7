import { Failure } from '../errors.js'
import type { Statement } from './store.js'

/** What a store has to do the least for. */
export const SMALLEST: Statement = { text: 'RETURN 1 AS one', params: {} }

/** A store that needs longer for an answer is not ready to serve. */
const PING_MS = 3000

/** Resolves when the store answers a small question in time; whatever keeps it from that is `STORE_UNAVAILABLE`. */
export async function pingBy(ask: (limit: { readonly timeoutMs: number }) => Promise<unknown>): Promise<void> {
  try {
    await ask({ timeoutMs: PING_MS })
  } catch (cause) {
    if (cause instanceof Failure && cause.code === 'STORE_UNAVAILABLE') throw cause
    throw new Failure('STORE_UNAVAILABLE', 'The graph does not answer.', { cause })
  }
}
