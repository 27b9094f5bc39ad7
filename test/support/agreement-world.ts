import { createSchema } from '../../src/graphql/schema.js'
import type { Dossier } from '../../src/graphql/dossier.js'
import { storeDefinitions } from '../../src/ingest/definitions.js'
import { loadBatch } from '../../src/ingest/load-files.js'
import type { Batch } from '../../src/ingest/records.js'
import { measure } from '../../src/measure/measure.js'
import { openEmbeddedStore } from '../../src/store/embedded-store.js'
import type { Store } from '../../src/store/store.js'
import { randomBatch } from './agreement-batch.js'
import { copyGraph, printGraph } from './agreement-graph.js'
import type { Graph } from './agreement-graph.js'
import type { Random } from './agreement-random.js'
import { serve } from './agreement-run.js'
import { neo4jOfTests, openTestStore } from './open-store.js'

/** One graph in every engine at hand, and a copy of it in memory. */
export interface World {
  readonly engines: readonly Engine[]
  readonly graph: Graph
  close(): Promise<void>
}

/** A server over one store, by the name of its engine. */
interface Engine {
  readonly name: string
  readonly dossier: Dossier
}

/** Loads a random graph into every engine. */
export async function openRandomWorld(random: Random): Promise<World> {
  return openWorld(randomBatch(createSchema().catalog, random))
}

/** Loads a batch into the embedded engine, and into the Neo4j of NEO4J_URI where there is one. */
export async function openWorld(batch: Batch): Promise<World> {
  const stores = [
    await openEmbeddedStore({ folder: null }),
    ...(neo4jOfTests() === null ? [] : [await openTestStore()]),
  ]
  const copies = await Promise.all(stores.map((store) => load(store, batch)))
  const [graph, ...others] = copies
  if (!graph) throw new Error('There is no engine')
  for (const other of others) expect(printGraph(other)).toEqual(printGraph(graph))
  return {
    engines: stores.map((store) => ({ name: store.engine, dossier: serve(store) })),
    graph,
    close: async () => void (await Promise.all(stores.map((store) => store.close()))),
  }
}

async function load(store: Store, batch: Batch): Promise<Graph> {
  await store.prepare(storeDefinitions())
  await loadBatch(store, batch, () => undefined, '2026-01-01T00:00:00.000Z')
  await measure(store, '2026-01-02T00:00:00.000Z')
  return copyGraph(store)
}
