import { DEFAULT_LIMITS } from '../dist/src/config.js'
import { storeDefinitions } from '../dist/src/ingest/definitions.js'
import { loadBatch } from '../dist/src/ingest/load-files.js'
import { openStore } from '../dist/src/store/open-store.js'
import { makeBatch } from './claims.mjs'

/** Loads the world through our own loader into the store that the settings name; answers what it took. */
export async function loadOurs(config, report = () => {}) {
  const store = await openStore({ limits: DEFAULT_LIMITS, ...config })
  try {
    const started = performance.now()
    await store.prepare(storeDefinitions())
    const changes = await loadBatch(store, makeBatch(), report)
    return { ...changes, seconds: (performance.now() - started) / 1000, engine: store.engine }
  } finally {
    await store.close()
  }
}

export const neo4jConfig = (uri) => ({ folder: '', neo4j: { uri, user: 'neo4j', password: '', database: null } })
export const embeddedConfig = (folder) => ({ folder, neo4j: null })
