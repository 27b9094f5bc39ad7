import { Failure } from '../errors.js'
import type { Store } from './store.js'

/** A store that needs longer for `RETURN 1` is not ready to serve. */
const PING_MS = 3000

/** Resolves when the store answers the smallest question there is; whatever keeps it from that is `STORE_UNAVAILABLE`. */
export async function pingByReading(store: Pick<Store, 'read'>): Promise<void> {
  try {
    await store.read([{ text: 'RETURN 1 AS one', params: {} }], { timeoutMs: PING_MS })
  } catch (cause) {
    if (cause instanceof Failure && cause.code === 'STORE_UNAVAILABLE') throw cause
    throw new Failure('STORE_UNAVAILABLE', 'The graph does not answer.', { cause })
  }
}
