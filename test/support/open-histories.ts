import { refreshDue } from '../../src/ingest/rebuild.js'
import { fileOfLoad } from './histories-file.js'
import { createWorld } from './histories-world.js'
import type { World } from './histories-world.js'
import { LOADS } from './histories.js'
import type { History } from './histories.js'
import { openGraph } from './open-graph.js'
import type { OpenGraph } from './open-graph.js'

/** The graph that histories make, and all that a naive reader needs of them. */
export interface OpenHistories {
  readonly graph: OpenGraph
  readonly world: World
}

/** Loads histories one file after the other, as they were recorded, and looks at them on a day. */
export async function openHistories(histories: readonly History[], today: string): Promise<OpenHistories> {
  const limits = { cost: 1e9, fields: 1e6, aliases: 1e4, tokens: 1e5, conditions: 1e6, timeoutMs: 60_000 }
  const graph = await openGraph([], { today, limits })
  try {
    for (const [load, recordedAt] of LOADS.entries()) await graph.load(fileOfLoad(histories, load), { recordedAt })
    await refreshDue(graph.store, today)
    const ids = await idsOf(graph)
    const world = createWorld(histories, today, (text, recordedAt) => ids.get(`${text} ${recordedAt}`) ?? '')
    expect([...ids.keys()].toSorted()).toEqual(
      world.versions.map(({ told, recordedAt }) => `${told.key} ${recordedAt}`).toSorted(),
    )
    return { graph, world }
  } catch (error) {
    await graph.close()
    throw error
  }
}

async function idsOf({ store }: OpenGraph): Promise<ReadonlyMap<string, string>> {
  const [rows = []] = await store.read([
    { text: 'MATCH (c:Claim) RETURN c.id AS id, c.text AS text, c.recordedAt AS recordedAt', params: {} },
  ])
  return new Map(rows.map(({ id, text, recordedAt }) => [`${String(text)} ${String(recordedAt)}`, String(id)]))
}
