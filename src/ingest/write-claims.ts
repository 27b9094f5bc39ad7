import { cypher } from '../cypher/cypher.js'
import { wordsColumn } from '../model/catalog.js'
import { idOf } from '../model/identity.js'
import { wordColumn } from '../search/fold.js'
import type { Run } from '../store/store.js'
import { concernedBy } from './concerned-by.js'
import { keepFormer } from './keep-former.js'
import { claimId, dateColumns, entityId, sourceId, speakerId } from './records.js'
import type { ClaimRecord } from './records.js'
import { ask, createEdges, createNodes } from './write-graph.js'
import type { Columns } from './stored-claim.js'

/** What a load has changed. */
export interface Changes {
  sources: number
  /** Sources that were there and are described otherwise now. */
  redescribed: number
  entities: number
  claims: number
  /** Claims that were there and have changed in how surely, by whom or where they are said. */
  changed: number
  unchanged: number
  retracted: number
  judgements: number
  /** Judgements that were taken back. */
  revoked: number
}

/** A load under way: what it has changed so far, and the moment at which it is on record. */
export interface Loading {
  readonly changes: Changes
  readonly recordedAt: string
}

export const noChanges = (): Changes => ({
  sources: 0,
  redescribed: 0,
  entities: 0,
  claims: 0,
  changed: 0,
  unchanged: 0,
  retracted: 0,
  judgements: 0,
  revoked: 0,
})

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
  /** The entities of which something else may show because a claim is otherwise now. */
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
    cypher`UNWIND ${rows.map(({ id }) => id)} AS id MATCH (c:Claim {id: id}) RETURN c.id AS id, c.print AS print`,
  )
  const prints = new Map(known.map(({ id, print }) => [String(id), print]))
  const fresh = rows.filter(({ id }) => !prints.has(id))
  const changed = rows
    .filter(({ id, columns }) => prints.has(id) && prints.get(id) !== columns['print'])
    .map(({ id, claim, columns }) => ({
      id,
      claim,
      columns: { ...columns, recordedAt: at.recordedAt, pub_from: publicFrom(claim, at.recordedAt) },
    }))
  at.changes.claims += fresh.length
  at.changes.changed += changed.length
  at.changes.unchanged += rows.length - fresh.length - changed.length
  await createClaims(run, fresh, at.recordedAt)
  await keepFormer(
    run,
    changed.map(({ id }) => id),
    at.recordedAt,
  )
  const loosened = await changeClaims(run, changed)
  await attach(run, [...fresh, ...changed])
  return { fresh: fresh.map(({ claim }) => claim), changed: changed.map(({ claim }) => claim), loosened }
}

/**
 * The entities that claims name as their object earlier than the public knew of them. Others show what they showed: what
 * is said of somebody else has no bearing on them.
 */
export async function knownEarlier(
  run: Run,
  claims: readonly ClaimRecord[],
  recordedAt: string,
): Promise<readonly string[]> {
  const first = new Map<string, string>()
  for (const claim of claims) {
    if (claim.object === null) continue
    const [id, from] = [entityId(claim.object), publicFrom(claim, recordedAt)]
    const known = first.get(id)
    if (known === undefined || from < known) first.set(id, from)
  }
  if (first.size === 0) return []
  const rows = await ask(
    run,
    cypher`UNWIND ${[...first].map(([id, from]) => ({ id, from }))} AS row MATCH (n:Node {id: row.id})
CALL (n) { MATCH (n)-[:FACTS]->(f:Facts) RETURN collect(f.publicSince) AS since }
RETURN row.id AS id, row.from AS from, since`,
  )
  return rows.flatMap(({ id, from, since }) => {
    const [known] = since as readonly string[]
    return known !== undefined && known <= String(from) ? [] : [String(id)]
  })
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
  const concerned = await concernedBy(run, ids)
  await ask(
    run,
    cypher`UNWIND ${changed.map(({ id, columns }) => ({ id, columns }))} AS row MATCH (c:Claim {id: row.id}) SET c += row.columns`,
  )
  await ask(run, cypher`UNWIND ${ids} AS id MATCH (c:Claim {id: id})-[r:ATTRIBUTED_TO|SUPPORTED_BY]->(n:Node) DELETE r`)
  return concerned
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
    [wordsColumn('text')]: wordColumn(claim.text),
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
