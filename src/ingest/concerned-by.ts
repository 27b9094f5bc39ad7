import { cypher } from '../cypher/cypher.js'
import type { Run } from '../store/store.js'
import { CLAIM_LINKS, ask } from './write-graph.js'

/** The entities of which something else may show when claims are on record no longer, or otherwise. */
export async function concernedBy(run: Run, claims: readonly string[]): Promise<readonly string[]> {
  if (claims.length === 0) return []
  const linked = await ask(
    run,
    cypher`UNWIND ${claims} AS id MATCH (c:Claim {id: id})-[r:${CLAIM_LINKS}]-(d:Claim) RETURN DISTINCT d.id AS id`,
  )
  const named = await ask(
    run,
    cypher`UNWIND ${claims} AS id MATCH (c:Claim {id: id})-[:OBJECT]->(o:Entity) RETURN DISTINCT o.id AS id`,
  )
  const subjects = await subjectsOfDisputes(run, [...claims, ...linked.map(({ id }) => String(id))])
  return [...subjects, ...named.map(({ id }) => String(id))]
}

/** The subjects of claims that became known or superseded, and of those that they contradict or are contradicted by. */
export async function subjectsOfDisputes(run: Run, claims: readonly string[]): Promise<readonly string[]> {
  if (claims.length === 0) return []
  const others = await ask(
    run,
    cypher`UNWIND ${[...new Set(claims)]} AS id MATCH (c:Claim {id: id})-[r:CONTRADICTS|DENIES]-(d:Claim) RETURN DISTINCT d.id AS id`,
  )
  return subjectsOf(run, [...claims, ...others.map(({ id }) => String(id))])
}

/** The subjects of claims. */
export async function subjectsOf(run: Run, claims: readonly string[]): Promise<readonly string[]> {
  if (claims.length === 0) return []
  const rows = await ask(
    run,
    cypher`UNWIND ${[...new Set(claims)]} AS id MATCH (c:Claim {id: id})-[:SUBJECT]->(s:Entity) RETURN DISTINCT s.id AS id`,
  )
  return rows.map(({ id }) => String(id))
}
