import { storeDefinitions } from '../ingest/definitions.js'
import { measure as measureGraph } from '../measure/measure.js'
import { openStore } from '../store/open-store.js'
import type { Surroundings } from './surroundings.js'

/** Measures the place of each entity in the graph, and writes it on the entity with the time and the method. */
export async function measure({ readConfig, print, tell }: Surroundings): Promise<void> {
  const started = Date.now()
  const store = await openStore(readConfig(), tell)
  try {
    await store.prepare(storeDefinitions())
    const { entities, edges, of } = await measureGraph(store, new Date().toISOString())
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    print(`Measured ${entities} entities by ${edges} of ${of} edges (${store.engine}, ${seconds} s).`)
  } finally {
    await store.close()
  }
}
