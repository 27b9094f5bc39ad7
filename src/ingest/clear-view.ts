import { cypher } from '../cypher/cypher.js'
import type { Run } from '../store/store.js'
import { ask } from './write-graph.js'

/** Takes away all that was computed of some entities, but for their own properties. */
export async function clearView(run: Run, ids: readonly string[]): Promise<void> {
  await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id})-[:STATE]->(s:Past)-[:FACTS]->(f:Facts) DETACH DELETE s, f`,
  )
  await ask(run, cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id})-[:FACTS]->(f:Facts) DETACH DELETE f`)
  await ask(run, cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id})-[r]->(o:Node) WHERE r.print IS NOT NULL DELETE r`)
  await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id})<-[:CONTRADICTION_OF]-(x:Contradiction) DETACH DELETE x`,
  )
  // By its id, which has an index.
  const cards = ids.map((id) => `card:${id}`)
  await ask(run, cypher`UNWIND ${cards} AS id MATCH (c:Card {id: id}) DETACH DELETE c`)
}
