import { storeDefinitions } from '../ingest/definitions.js'
import { openStore } from '../store/open-store.js'
import type { Store } from '../store/store.js'
import type { Surroundings } from './surroundings.js'

/** Tells on which engine a command worked and how long it took so far: `(embedded 0.6.0, 1.2 s)`. */
type Taken = () => string

/** Does the work of a command on the graph that the settings name, and closes that whatever comes of it. */
export async function withStore<Result>(
  { readConfig, tell }: Surroundings,
  work: (store: Store, taken: Taken) => Promise<Result>,
): Promise<Result> {
  const config = readConfig()
  const started = Date.now()
  const store = await openStore(config, tell)
  const taken: Taken = () => `(${store.engine}, ${((Date.now() - started) / 1000).toFixed(1)} s)`
  const done = store.prepare(storeDefinitions()).then(() => work(store, taken))
  const result = await done.catch((error: unknown) => closeAfter(store, error))
  await store.close()
  return result
}

/** What went wrong first says more than that closing failed after it. */
export async function closeAfter(store: Store, error: unknown): Promise<never> {
  await store.close().catch(() => undefined)
  throw error
}
