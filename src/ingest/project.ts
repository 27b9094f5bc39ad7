import { cypher, name } from '../cypher/cypher.js'
import { invariant } from '../errors.js'
import { compareClaims, mayShow } from '../model/claim-rules.js'
import type { PlainValue, Row, Run } from '../store/store.js'
import { slugKey } from './records.js'
import { viewOf } from './view.js'
import type { StoredClaim, View, ViewEdge } from './view.js'
import type { Vocabulary } from './vocabulary.js'
import { ask, createEdges, createIdentifiers, groupBy } from './write-claims.js'

/**
 * Computes what clients see of some entities from all that is claimed of them, and writes what differs. It may
 * run any number of times: the outcome depends on the claims only.
 */
export async function project(run: Run, subjects: readonly string[], vocabulary: Vocabulary): Promise<void> {
  const kinds = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (n:Node {id: id}) RETURN n.id AS id, n.nodeKind AS kind, n.slug AS slug`,
  )
  const claims = groupBy(await readClaims(run, subjects), ({ subject }) => subject)
  const views = kinds.map(({ id, kind, slug }) => {
    const shown = (claims.get(String(id)) ?? [])
      .map(({ claim }) => claim)
      .filter(mayShow)
      .toSorted(compareClaims)
    return viewOf({ id: String(id), kind: String(kind), slug: String(slug) }, shown, vocabulary)
  })
  await writeProperties(run, views)
  await writeViewEdges(run, subjects, views)
  await writeIdentifiers(run, subjects, views)
}

const READ = [
  'id',
  'predicate',
  'polarity',
  'modality',
  'confidence',
  'rank',
  'review',
  'retractedAt',
  'value',
  'value_text',
  'value_number',
  'value_boolean',
  'value_amount',
  'value_currency',
  'qualified',
  'quantity',
  'publishedAt_from',
  'value_date',
  'value_precision',
  'validFrom',
  'validFrom_precision',
  'validFrom_from',
  'validFrom_to',
  'validTo',
  'validTo_precision',
  'validTo_from',
  'validTo_to',
] as const

async function readClaims(run: Run, subjects: readonly string[]): Promise<{ subject: string; claim: StoredClaim }[]> {
  const columns = READ.map((column) => cypher`c.${name(column)}`).reduce((left, right) => cypher`${left}, ${right}`)
  const rows = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (s:Node {id: id})<-[:SUBJECT]-(c:Claim)
CALL (c) { MATCH (c)-[:OBJECT]->(o:Entity) WITH o ORDER BY o.id RETURN collect(o.id) AS objects }
CALL (c) { MATCH (c)-[:SUPPORTED_BY]->(x:Source) WITH x ORDER BY x.id RETURN collect(x.id) AS sources }
CALL (c) { MATCH (c)<-[:SUPERSEDES]-(y:Claim) WHERE y.review = 'ACCEPTED' AND y.retractedAt IS NULL RETURN count(*) AS successors }
RETURN s.id AS subject, [${columns}] AS columns, objects, sources, successors`,
  )
  return rows.map((row) => ({ subject: String(row['subject']), claim: storedClaim(row) }))
}

function storedClaim(row: Row): StoredClaim {
  const cells = row['columns'] as readonly PlainValue[]
  const columns = Object.fromEntries(READ.map((column, i) => [column, cells[i] ?? null]))
  const text = (column: string): string => String(columns[column])
  return {
    id: text('id'),
    predicate: text('predicate'),
    polarity: text('polarity'),
    modality: text('modality'),
    confidence: text('confidence'),
    rank: text('rank'),
    review: text('review'),
    retractedAt: columns['retractedAt'] === null ? null : text('retractedAt'),
    publishedFrom: columns['publishedAt_from'] === null ? null : text('publishedAt_from'),
    superseded: Number(row['successors']) > 0,
    object: (row['objects'] as readonly string[])[0] ?? null,
    columns,
    qualifiers: JSON.parse(text('qualified')) as Record<string, PlainValue>,
    sources: row['sources'] as readonly string[],
  }
}

async function writeProperties(run: Run, views: readonly View[]): Promise<void> {
  const rows = views.map(({ id, columns }) => ({ id, columns }))
  await ask(run, cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id}) SET n += row.columns`)
}

/** Replaces the projected edges that differ; those that are right stay untouched. */
async function writeViewEdges(run: Run, subjects: readonly string[], views: readonly View[]): Promise<void> {
  const wanted = new Map(views.flatMap(({ edges }) => edges.map((edge) => [edge.id, edge] as const)))
  const known = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (s:Node {id: id})-[r]->(o:Node) WHERE r.print IS NOT NULL RETURN s.id AS from, type(r) AS type, r.id AS id, r.print AS print`,
  )
  const right = new Set(
    known.filter(({ id, print }) => wanted.get(String(id))?.print === print).map(({ id }) => String(id)),
  )
  const stale = known.filter(({ id }) => !right.has(String(id)))
  for (const [type, rows] of groupBy(stale, (row) => String(row['type']))) {
    const ends = rows.map(({ from, id }) => ({ from: from ?? null, id: id ?? null }))
    await ask(
      run,
      cypher`UNWIND ${ends} AS row MATCH (s:Node {id: row.from})-[r:${name(type)}]->(o:Node) WHERE r.id = row.id DELETE r`,
    )
  }
  const fresh = [...wanted.values()].filter(({ id }) => !right.has(id))
  for (const [type, edges] of groupBy(fresh, (edge) => edge.type)) await createEdges(run, type, edges.map(edgeRow))
}

function edgeRow({ from, to, id, print, columns }: ViewEdge): {
  from: string
  to: string
  columns: Record<string, PlainValue>
} {
  return { from, to, columns: { ...columns, id, print } }
}

async function writeIdentifiers(run: Run, subjects: readonly string[], views: readonly View[]): Promise<void> {
  const wanted = views.flatMap(({ id, identifiers }) => identifiers.map((key) => ({ key, id })))
  const known = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (n:Node {id: id})<-[:IDENTIFIES]-(i:Identifier) RETURN i.key AS key, n.id AS id, n.slug AS slug`,
  )
  const there = new Set(known.map(({ key, id }) => `${String(id)} ${String(key)}`))
  const keep = new Set(wanted.map(({ key, id }) => `${id} ${key}`))
  const stale = known
    .filter(({ key, id, slug }) => key !== slugKey(String(slug)) && !keep.has(`${String(id)} ${String(key)}`))
    .map(({ key, id }) => ({ key: key ?? null, id: id ?? null }))
  if (stale.length > 0) {
    // The key may lead to another entity too, of which it is still claimed.
    await ask(
      run,
      cypher`UNWIND ${stale} AS row MATCH (n:Node {id: row.id})<-[r:IDENTIFIES]-(i:Identifier {key: row.key}) DELETE r`,
    )
    await ask(
      run,
      cypher`UNWIND ${stale} AS row MATCH (i:Identifier {key: row.key}) WHERE NOT EXISTS { MATCH (i)-[:IDENTIFIES]->(n:Node) } DELETE i`,
    )
  }
  const fresh = wanted.filter(({ key, id }) => !there.has(`${id} ${key}`))
  invariant(
    fresh.every(({ key }) => key.includes(':')),
    'an identifier has a scheme',
  )
  await createIdentifiers(run, fresh)
}
