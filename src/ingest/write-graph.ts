import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { ClaimLink } from '../model/words.js'
import type { PlainValue, Run } from '../store/store.js'
import { labelsOf } from './definitions.js'
import type { Columns } from './stored-claim.js'

/** The types of the links between claims, as a pattern names them. */
export const CLAIM_LINKS = join(Object.keys(ClaimLink).map(name), '|')

/** Runs statements of our own text in an open transaction. */
export async function ask(run: Run, fragment: Fragment): Promise<readonly Record<string, PlainValue>[]> {
  return run(toStatement<PlainValue>(fragment))
}

/** Keys by which a node is found; each leads to one node. Answers with the edges that waited for it. */
export async function createIdentifiers(
  run: Run,
  rows: readonly { readonly key: string; readonly id: string; readonly claimedOf?: string | null }[],
): Promise<readonly MadeEdge[]> {
  if (rows.length === 0) return []
  await ask(
    run,
    cypher`UNWIND ${rows.map(({ key, id }) => ({ key, id }))} AS row MATCH (n:Node {id: row.id}) MERGE (i:Identifier {key: row.key}) MERGE (i)-[:IDENTIFIES]->(n)`,
  )
  const others = rows.flatMap(({ key, id, claimedOf }) => (claimedOf == null ? [] : [{ key, id, claimedOf }]))
  if (others.length > 0)
    await ask(
      run,
      cypher`UNWIND ${others} AS row MATCH (i:Identifier {key: row.key})-[r:IDENTIFIES]->(n:Node {id: row.id}) SET r.claimedOf = row.claimedOf`,
    )
  return makeAwaited(run, [...new Set(rows.map(({ key }) => key))])
}

/** Takes away keys that lead to nothing any more; one may lead to another node still. */
export async function dropIdleIdentifiers(run: Run, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await ask(
    run,
    cypher`UNWIND ${keys} AS key MATCH (i:Identifier {key: key}) WHERE NOT EXISTS { MATCH (i)-[:IDENTIFIES]->(n:Node) } DELETE i`,
  )
}

/** An edge to whatever a key leads to, now or later. */
export interface AwaitedEdge {
  readonly from: string
  readonly key: string
  readonly type: string
  readonly columns: Columns & { readonly id: string }
}

export interface MadeEdge {
  readonly from: string
  readonly to: string
}

/** Hangs edges on the keys of what they lead to, from where `makeAwaited` takes them to the nodes themselves. */
export async function writeAwaited(run: Run, edges: readonly AwaitedEdge[]): Promise<void> {
  if (edges.length === 0) return
  const rows = edges.map(({ from, key, type, columns }) => ({ from, key, columns: { ...columns, edge: type } }))
  await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (a:Node {id: row.from}) MERGE (i:Identifier {key: row.key}) CREATE (a)-[r:AWAITS]->(i) SET r += row.columns`,
  )
}

/** Makes the edges that wait for keys which lead to a node by now: to the first by id, where there are several. */
export async function makeAwaited(run: Run, keys: readonly string[]): Promise<readonly MadeEdge[]> {
  if (keys.length === 0) return []
  const waiting = await ask(
    run,
    cypher`UNWIND ${keys} AS key MATCH (i:Identifier {key: key})<-[r:AWAITS]-(a:Node) MATCH (i)-[q:IDENTIFIES]->(b:Node) RETURN a.id AS from, coalesce(q.standsFor, q.claimedOf, b.id) AS to, properties(r) AS own ORDER BY to`,
  )
  const edges = new Map<string, { from: string; to: string; edge: string; columns: Columns }>()
  for (const { from, to, own } of waiting) {
    const { edge, ...columns } = own as Columns
    const id = String(columns['id'])
    if (!edges.has(id)) edges.set(id, { from: String(from), to: String(to), edge: String(edge), columns })
  }
  if (edges.size === 0) return []
  const done = [...edges].map(([id, { from }]) => ({ from, id }))
  await ask(
    run,
    cypher`UNWIND ${done} AS row MATCH (a:Node {id: row.from})-[r:AWAITS]->(i:Identifier) WHERE r.id = row.id DELETE r`,
  )
  for (const [type, group] of groupBy([...edges.values()], ({ edge }) => edge)) await createEdges(run, type, group)
  return [...edges.values()]
}

/** Creates the nodes that are not there yet, and says which those are. */
export async function createNodes(
  run: Run,
  kind: string,
  rows: readonly { readonly id: string; readonly columns: Columns }[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set()
  const known = await ask(
    run,
    cypher`UNWIND ${rows.map(({ id }) => id)} AS id MATCH (n:Node {id: id}) RETURN n.id AS id`,
  )
  const there = new Set(known.map(({ id }) => String(id)))
  const fresh = [...new Map(rows.map((row) => [row.id, row])).values()]
    .filter(({ id }) => !there.has(id))
    .map(({ id, columns }) => ({ id, columns: withoutNulls(columns) }))
  const labels = join(labelsOf(kind).map(name), ':')
  if (fresh.length > 0)
    await ask(
      run,
      cypher`UNWIND ${fresh} AS row CREATE (n:${labels} {id: row.id, nodeKind: ${kind}}) SET n += row.columns`,
    )
  return new Set(fresh.map(({ id }) => id))
}

/** What is made anew need not be told what it has not. */
export function withoutNulls(columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))
}

/** Creates relationships of one type between nodes that are there. */
export async function createEdges(
  run: Run,
  type: string,
  rows: readonly { readonly from: string; readonly to: string; readonly columns: Columns }[],
): Promise<void> {
  if (rows.length === 0) return
  const edges = rows.map(({ from, to, columns }) => ({ from, to, columns: withoutNulls(columns) }))
  await ask(
    run,
    cypher`UNWIND ${edges} AS row MATCH (a:Node {id: row.from}) MATCH (b:Node {id: row.to}) CREATE (a)-[r:${name(type)}]->(b) SET r += row.columns`,
  )
}

/** Groups by a key, in the order in which the keys first come. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
