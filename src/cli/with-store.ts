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
  try {
    await store.prepare(storeDefinitions())
    return await work(store, () => `(${store.engine}, ${((Date.now() - started) / 1000).toFixed(1)} s)`)
  } finally {
    await store.close()
  }
}
