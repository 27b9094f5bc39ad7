import { openEmbeddedStore } from '../../src/store/embedded-store.js'
import { openNeo4jStore } from '../../src/store/neo4j-store.js'
import type { Store } from '../../src/store/store.js'

/** The settings of the Neo4j that tests may use, or null when none was named. */
export function neo4jOfTests(): { uri: string; user: string; password: string; database: string | null } | null {
  const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env
  if (!NEO4J_URI) return null
  return {
    uri: NEO4J_URI,
    user: NEO4J_USER || 'neo4j',
    password: NEO4J_PASSWORD ?? '',
    database: NEO4J_DATABASE || null,
  }
}

/**
 * An empty store for a test that owns the whole graph: in memory, or in the Neo4j of NEO4J_URI, whose data is wiped
 * first. Constraints and indexes of Neo4j stay, since making them anew takes seconds.
 */
export async function openTestStore(): Promise<Store> {
  const neo4j = neo4jOfTests()
  if (neo4j === null) return openEmbeddedStore({ folder: null })
  const store = await openNeo4jStore(neo4j)
  await wipe(store)
  return store
}

const WIPED_AT_ONCE = 10_000

/** Edges first: a server takes half a minute to delete a node together with a hundred thousand of them. */
async function wipe(store: Store): Promise<void> {
  for (const matched of ['()-[each]->()', '(each) WHERE NOT each:Revision']) {
    const text = `MATCH ${matched} WITH each LIMIT $most DELETE each RETURN count(*) AS gone`
    for (let gone = WIPED_AT_ONCE; gone === WIPED_AT_ONCE;) {
      const [row] = await store.write((run) => run({ text, params: { most: WIPED_AT_ONCE } }))
      gone = Number(row?.['gone'])
    }
  }
}
