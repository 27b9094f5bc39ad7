import { cypher } from '../cypher/cypher.js'
import { decide } from '../model/claim-rules.js'
import { BELONGING } from '../model/organization.js'
import type { Run } from '../store/store.js'
import { followChains } from './follow-chains.js'
import { subjectsOfSources } from './source-roots.js'
import type { StoredClaim } from './stored-claim.js'
import { ask } from './write-graph.js'

/**
 * The organization to which one belongs, of the claims that may show and hold today: that of which it is a part, else that
 * which owns it. Origins do not decide here, for they rest on it.
 */
export function ownerOf(holding: readonly StoredClaim[]): string | null {
  const owners = BELONGING.map((way) => {
    const claims = holding.filter(({ predicate }) => predicate === way)
    return decide(claims.map((claim) => ({ ...claim, origins: [] })))?.order[0]?.object ?? null
  })
  return owners.find((owner) => owner !== null) ?? null
}

/** For each of some entities the one at the top of those it belongs to; of a ring of owners the first by id. */
export async function readTopOwners(run: Run, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>()
  await followChains(ids, async (owned) => {
    const rows = await ask(
      run,
      cypher`UNWIND ${owned} AS id MATCH (n:Node {id: id}) WHERE n.ownedBy IS NOT NULL RETURN id AS id, n.ownedBy AS owner`,
    )
    for (const { id, owner } of rows) owners.set(String(id), String(owner))
    return rows.map(({ owner }) => String(owner))
  })
  return new Map(ids.map((id) => [id, topOf(id, owners)]))
}

function topOf(id: string, owners: ReadonlyMap<string, string>): string {
  const way = [id]
  for (let at = owners.get(id); at !== undefined; at = owners.get(at)) {
    const turn = way.indexOf(at)
    if (turn >= 0) return way.slice(turn).toSorted()[0] ?? at
    way.push(at)
  }
  return way.at(-1) ?? id
}

/** The entities of which something is said by some organizations, or by what belongs to them, or in what they publish. */
export async function subjectsOfOwned(run: Run, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const all = await followChains(ids, async (owners) => {
    const rows = await ask(
      run,
      cypher`UNWIND ${owners} AS id MATCH (n:Node {id: id})<-[:OBJECT]-(c:Claim)-[:SUBJECT]->(o:Node) WHERE c.predicate IN ${BELONGING} RETURN DISTINCT o.id AS id`,
    )
    return rows.map(({ id }) => String(id))
  })
  const said = await ask(
    run,
    cypher`UNWIND ${[...all]} AS id MATCH (n:Node {id: id})<-[:ATTRIBUTED_TO]-(c:Claim)-[:SUBJECT]->(s:Entity) RETURN DISTINCT s.id AS id`,
  )
  const published = await ask(
    run,
    cypher`UNWIND ${[...all]} AS id MATCH (n:Node {id: id})<-[:PUBLISHED_BY]-(x:Source) RETURN DISTINCT x.id AS id`,
  )
  const written = await subjectsOfSources(
    run,
    published.map(({ id }) => String(id)),
  )
  return [...new Set([...said.map(({ id }) => String(id)), ...written])]
}
