import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import { idOf } from '../model/identity.js'
import type { PlainValue, Run, Store } from '../store/store.js'
import { concernedBy, subjectsOfDisputes } from './concerned-by.js'
import { claimId, claimKey } from './records.js'
import type { ClaimRecord, RetractionRecord } from './records.js'
import { keyedOf, readOwners } from './refuse-loading.js'
import { CLAIM_LINKS, ask, createIdentifiers, makeAwaited, writeAwaited } from './write-graph.js'
import type { MadeEdge } from './write-graph.js'
import type { Loading, WrittenClaims } from './write-claims.js'

const TYPES = join([CLAIM_LINKS, name('AWAITS')], '|')

interface Link {
  readonly id: string
  readonly from: string
  readonly type: string
  readonly key: string
}

/**
 * Makes the links of new and changed claims what the file says, lets all of them be found by their keys, and lets links
 * that waited for these keys reach them. Answers with the subjects of claims at either end of what came, for what shows of
 * them may change; of what goes they are known since its claims were changed.
 */
export async function writeLinks(
  run: Run,
  { all, fresh, changed }: { readonly all: readonly ClaimRecord[] } & Pick<WrittenClaims, 'fresh' | 'changed'>,
  recordedAt: string,
): Promise<readonly string[]> {
  const wanted = [...fresh.flatMap(linksOf), ...(await changeLinks(run, changed))]
  await writeAwaited(
    run,
    wanted.map(({ from, key, type, id }) => ({ from, key: claimKey(key), type, columns: { id, type, recordedAt } })),
  )
  const made = await makeAwaited(run, [...new Set(wanted.map(({ key }) => claimKey(key)))])
  const waited = await writeKeys(run, all)
  return subjectsOfDisputes(
    run,
    [...made, ...waited].flatMap(({ from, to }) => [from, to]),
  )
}

/** Takes away the links that changed claims have no longer, and says which of theirs are new. */
async function changeLinks(run: Run, changed: readonly ClaimRecord[]): Promise<readonly Link[]> {
  if (changed.length === 0) return []
  const links = changed.flatMap(linksOf)
  const known = await ask(
    run,
    cypher`UNWIND ${changed.map(claimId)} AS id MATCH (a:Claim {id: id})-[r:${TYPES}]->(x) RETURN a.id AS from, r.id AS id`,
  )
  const there = new Set(known.map(({ id }) => id))
  const wanted = new Set<unknown>(links.map(({ id }) => id))
  const stale = known.filter(({ id }) => !wanted.has(id))
  const rows = stale.map(({ from, id }) => ({ from, id }))
  if (rows.length > 0)
    await ask(
      run,
      cypher`UNWIND ${rows} AS row MATCH (a:Claim {id: row.from})-[r:${TYPES}]->(x) WHERE r.id = row.id DELETE r`,
    )
  return links.filter(({ id }) => !there.has(id))
}

function linksOf(claim: ClaimRecord): Link[] {
  const from = claimId(claim)
  const links = claim.links.map(({ type, claim: key }): Link => ({ id: idOf(from, type, key), from, type, key }))
  return [...new Map(links.map((link) => [link.id, link])).values()]
}

/** Lets claims be found by their keys, which nothing else has; answers with the links that waited for them. */
async function writeKeys(run: Run, claims: readonly ClaimRecord[]): Promise<readonly MadeEdge[]> {
  const keyed = keyedOf(claims)
  if (keyed.length === 0) return []
  const owners = await readOwners(run, keyed)
  const fresh = keyed.filter(({ key }) => !owners.has(key)).map(({ name: own, key, id }) => ({ name: own, key, id }))
  if (fresh.length === 0) return []
  await ask(run, cypher`UNWIND ${fresh} AS row MATCH (c:Claim {id: row.id}) SET c.key = row.name`)
  const made = await createIdentifiers(run, fresh)
  await retractClaims(
    run,
    fresh.map(({ key }) => key),
  )
  return made
}

/** Takes claims back, now or when they come; answers with the subjects of which something else may show. */
export async function writeRetractions(
  run: Run,
  retractions: readonly RetractionRecord[],
  { changes, recordedAt }: Loading,
): Promise<readonly string[]> {
  if (retractions.length === 0) return []
  const rows = retractions.map(({ claim, reason }) => ({ key: claimKey(claim), reason }))
  const known = await ask(
    run,
    cypher`UNWIND ${rows.map(({ key }) => key)} AS key MATCH (i:Identifier {key: key}) WHERE i.retractedAt IS NOT NULL RETURN i.key AS key`,
  )
  const there = new Set(known.map(({ key }) => String(key)))
  const fresh = rows.filter(({ key }) => !there.has(key))
  await ask(run, cypher`UNWIND ${fresh} AS row MERGE (i:Identifier {key: row.key}) SET i.retractedAt = ${recordedAt}`)
  await ask(run, cypher`UNWIND ${rows} AS row MATCH (i:Identifier {key: row.key}) SET i.retractReason = row.reason`)
  changes.retracted += fresh.length
  const taken = await retractClaims(
    run,
    rows.map(({ key }) => key),
  )
  return concernedBy(run, taken)
}

/** Writes on claims that they are taken back, where their keys are. */
async function retractClaims(run: Run, keys: readonly string[]): Promise<readonly string[]> {
  if (keys.length === 0) return []
  const taken = await ask(
    run,
    cypher`UNWIND ${keys} AS key MATCH (i:Identifier {key: key})-[:IDENTIFIES]->(c:Claim) WHERE i.retractedAt IS NOT NULL SET c.retractedAt = i.retractedAt, c.retractReason = i.retractReason RETURN c.id AS id`,
  )
  return taken.map(({ id }) => String(id))
}

/** The keys that something waits for: links and retractions for claims, judgements for entities by their identifiers. */
export interface Awaited {
  readonly claims: readonly string[]
  readonly entities: readonly string[]
}

/** Reads what is waited for. */
export async function readAwaited(store: Store): Promise<Awaited> {
  const asked = cypher`MATCH (i:Identifier) WHERE i.retractedAt IS NOT NULL OR EXISTS { MATCH (i)<-[:AWAITS]-(x:Node) } MATCH (i) WHERE NOT EXISTS { MATCH (i)-[:IDENTIFIES]->(y:Node) } RETURN i.key AS key ORDER BY key`
  const [rows = []] = await store.read([toStatement<PlainValue>(asked)])
  const prefix = claimKey('')
  const keys = rows.map(({ key }) => String(key))
  return {
    claims: keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
    entities: keys.filter((key) => !key.startsWith(prefix)),
  }
}
