import { storeDefinitions } from '../ingest/definitions.js'
import { rebuild as rebuildView } from '../ingest/rebuild.js'
import { openStore } from '../store/open-store.js'
import type { Surroundings } from './surroundings.js'

/** Computes anew, from the claims in the graph, all that clients see. */
export async function rebuild({ readConfig, print, tell }: Surroundings): Promise<void> {
  const started = Date.now()
  const store = await openStore(readConfig(), tell)
  try {
    await store.prepare(storeDefinitions())
    const count = await rebuildView(store, new Date().toISOString().slice(0, 10), tell)
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    print(`Computed ${count} entities anew from their claims (${store.engine}, ${seconds} s).`)
  } finally {
    await store.close()
  }
}
