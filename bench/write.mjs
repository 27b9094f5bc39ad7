/** Writes a claim of a new valuation ten times a second, into the Neo4j that has the world: `node write.mjs URI`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DEFAULT_LIMITS } from '../dist/src/config.js'
import { loadBatch } from '../dist/src/ingest/load-files.js'
import { openStore } from '../dist/src/store/open-store.js'
import { makeNews } from './claims.mjs'
import { neo4jConfig } from './load-ours.mjs'

const EVERY_MS = 100
const store = await openStore({ limits: DEFAULT_LIMITS, ...neo4jConfig(process.argv[2]) })
const times = []
const told = new AbortController()
process.on('SIGTERM', () => told.abort())
console.log('writing')
for (let n = 0; !told.signal.aborted; n += 1) {
  const started = performance.now()
  await loadBatch(store, makeNews(n), () => {})
  times.push(performance.now() - started)
  await sleep(Math.max(0, EVERY_MS - times.at(-1)))
}
await store.close()
console.log(JSON.stringify({ times }))
