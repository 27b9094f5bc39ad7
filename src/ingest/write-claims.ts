import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { idOf } from '../model/identity.js'
import { ClaimLink } from '../model/words.js'
import type { PlainValue, Run } from '../store/store.js'
import { labelsOf } from './definitions.js'
import { claimId, dateColumns, entityId, sourceId, speakerId } from './records.js'
import type { ClaimRecord } from './records.js'

export type Columns = Record<string, PlainValue>

/** What a load has changed. */
export interface Changes {
  sources: number
  entities: number
  claims: number
  /** Claims that were there and have changed in how surely, by whom or where they are said. */
  changed: number
  unchanged: number
  retracted: number
  judgements: number
}

/** A load under way: what it has changed so far, and the moment at which it is on record. */
export interface Loading {
  readonly changes: Changes
  readonly recordedAt: string
}

export const noChanges = (): Changes => ({
  sources: 0,
  entities: 0,
  claims: 0,
  changed: 0,
  unchanged: 0,
  retracted: 0,
  judgements: 0,
})

/** Runs statements of our own text in an open transaction. */
export async function ask(run: Run, fragment: Fragment): Promise<readonly Record<string, PlainValue>[]> {
  return run(toStatement<PlainValue>(fragment))
}

/** Keys by which a node is found; each leads to one node. Answers with the edges that waited for it. */
export async function createIdentifiers(
  run: Run,
  rows: readonly { readonly key: string; readonly id: string }[],
): Promise<readonly MadeEdge[]> {
  if (rows.length === 0) return []
  await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id}) MERGE (i:Identifier {key: row.key}) MERGE (i)-[:IDENTIFIES]->(n)`,
  )
  return makeAwaited(run, [...new Set(rows.map(({ key }) => key))])
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
    cypher`UNWIND ${keys} AS key MATCH (a:Node)-[r:AWAITS]->(i:Identifier {key: key})-[:IDENTIFIES]->(b:Node) RETURN a.id AS from, b.id AS to, properties(r) AS own ORDER BY to`,
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

/** A claim with what is stored of it. */
interface Written {
  readonly id: string
  readonly claim: ClaimRecord
  readonly columns: Columns
}

/** What of some claims is new to the graph. */
export interface WrittenClaims {
  readonly fresh: readonly ClaimRecord[]
  readonly changed: readonly ClaimRecord[]
  /** The subjects of claims that a changed claim had a link to, for they may show again. */
  readonly loosened: readonly string[]
}

/** Writes claims with their speakers and sources; a claim that is there already is found by its id. */
export async function writeClaims(run: Run, claims: readonly ClaimRecord[], at: Loading): Promise<WrittenClaims> {
  const rows = [...new Map(claims.map((claim) => [claimId(claim), claim])).entries()].map(([id, claim]): Written => ({
    id,
    claim,
    columns: claimColumns(claim),
  }))
  const known = await ask(
    run,
    cypher`UNWIND ${rows.map(({ id }) => id)} AS id MATCH (c:Claim {id: id}) RETURN c.id AS id, c.print AS print, c.recordedAt AS recordedAt`,
  )
  const prints = new Map(known.map(({ id, print }) => [String(id), print]))
  const recorded = new Map(known.map(({ id, recordedAt }) => [String(id), String(recordedAt)]))
  const fresh = rows.filter(({ id }) => !prints.has(id))
  const changed = rows
    .filter(({ id, columns }) => prints.has(id) && prints.get(id) !== columns['print'])
    .map(({ id, claim, columns }) => ({
      id,
      claim,
      columns: { ...columns, pub_from: publicFrom(claim, recorded.get(id) ?? at.recordedAt) },
    }))
  at.changes.claims += fresh.length
  at.changes.changed += changed.length
  at.changes.unchanged += rows.length - fresh.length - changed.length
  await createClaims(run, fresh, at.recordedAt)
  const loosened = await changeClaims(run, changed)
  await attach(run, [...fresh, ...changed])
  return { fresh: fresh.map(({ claim }) => claim), changed: changed.map(({ claim }) => claim), loosened }
}

async function createClaims(run: Run, fresh: readonly Written[], recordedAt: string): Promise<void> {
  await createNodes(
    run,
    'Claim',
    fresh.map(({ id, claim, columns }) => ({
      id,
      columns: { ...columns, recordedAt, pub_from: publicFrom(claim, recordedAt) },
    })),
  )
  await createEdges(
    run,
    'SUBJECT',
    fresh.map(({ id, claim }) => ({ from: id, to: entityId(claim.subject), columns: {} })),
  )
  await createEdges(
    run,
    'OBJECT',
    fresh.flatMap(({ id, claim }) =>
      claim.object === null ? [] : [{ from: id, to: entityId(claim.object), columns: {} }],
    ),
  )
}

async function attach(run: Run, attached: readonly Written[]): Promise<void> {
  await createEdges(
    run,
    'ATTRIBUTED_TO',
    attached.flatMap(({ id, claim }) =>
      claim.speakers.map((speaker, position) => ({
        from: id,
        to: speakerId(speaker),
        columns: { position, id: idOf(id, 'speaker', String(position)) },
      })),
    ),
  )
  await createEdges(
    run,
    'SUPPORTED_BY',
    attached.flatMap(({ id, claim }) =>
      claim.evidence.map(({ source, ...own }) => ({ from: id, to: sourceId(source), columns: own })),
    ),
  )
}

/** Overwrites claims and takes away what hung on them, but for their links, which keep when they were recorded. */
async function changeClaims(run: Run, changed: readonly Written[]): Promise<readonly string[]> {
  if (changed.length === 0) return []
  const ids = changed.map(({ id }) => id)
  const links = join(Object.keys(ClaimLink).map(name), '|')
  const linked = await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (c:Claim {id: id})-[:${links}]->(d:Claim)-[:SUBJECT]->(s:Entity) RETURN DISTINCT s.id AS id`,
  )
  await ask(
    run,
    cypher`UNWIND ${changed.map(({ id, columns }) => ({ id, columns }))} AS row MATCH (c:Claim {id: row.id}) SET c += row.columns`,
  )
  await ask(run, cypher`UNWIND ${ids} AS id MATCH (c:Claim {id: id})-[r:ATTRIBUTED_TO|SUPPORTED_BY]->(n:Node) DELETE r`)
  return linked.map(({ id }) => String(id))
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
  const fresh = [...new Map(rows.map((row) => [row.id, row])).values()].filter(({ id }) => !there.has(id))
  const labels = join(labelsOf(kind).map(name), ':')
  if (fresh.length > 0)
    await ask(
      run,
      cypher`UNWIND ${fresh} AS row CREATE (n:${labels} {id: row.id, nodeKind: ${kind}}) SET n += row.columns`,
    )
  return new Set(fresh.map(({ id }) => id))
}

/** Creates relationships of one type between nodes that are there. */
export async function createEdges(
  run: Run,
  type: string,
  rows: readonly { readonly from: string; readonly to: string; readonly columns: Columns }[],
): Promise<void> {
  if (rows.length === 0) return
  await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (a:Node {id: row.from}) MATCH (b:Node {id: row.to}) CREATE (a)-[r:${name(type)}]->(b) SET r += row.columns`,
  )
}

/** The public could know a claim from the last day of its publication on; one without a date, from when it was recorded. */
function publicFrom({ publishedAt }: Pick<ClaimRecord, 'publishedAt'>, recordedAt: string): string {
  return publishedAt?.to ?? recordedAt.slice(0, 10)
}

function claimColumns(claim: ClaimRecord): Columns {
  const { value, confidence } = claim
  const columns = {
    predicate: claim.predicate,
    text: claim.text,
    ...valueColumns(claim),
    qualifiers: Object.entries(claim.qualifiers).map(([key, each]) =>
      JSON.stringify({ predicate: upperSnake(key), value: each === null ? null : String(each) }),
    ),
    qualified: JSON.stringify(claim.qualifiers),
    quantity: JSON.stringify([value.low ?? null, value.high ?? null, value.unit ?? null]),
    polarity: claim.polarity,
    modality: claim.modality,
    confidence: confidence.level,
    confidence_score: confidence.score,
    confidence_basis: confidence.basis,
    rank: claim.rank,
    rankReason: claim.rankReason,
    review: claim.review,
    ...dateColumns('validFrom', claim.validFrom),
    ...dateColumns('validTo', claim.validTo),
    ...dateColumns('publishedAt', claim.publishedAt),
  }
  const attached = JSON.stringify([claim.speakers, claim.evidence, claim.links])
  return { ...columns, print: idOf(JSON.stringify(columns), attached) }
}

function valueColumns({ value }: ClaimRecord): Columns {
  return {
    value: value.kind,
    value_text: value.text,
    value_number: value.number ?? null,
    value_boolean: value.boolean ?? null,
    value_date: value.date?.value ?? null,
    value_precision: value.date?.precision ?? null,
    value_amount: value.amount ?? null,
    value_amount_number: value.amount === undefined ? null : Number(value.amount),
    value_currency: value.currency ?? null,
  }
}

function upperSnake(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
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
