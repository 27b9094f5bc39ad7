import { cypher, name } from '../cypher/cypher.js'
import { invariant } from '../errors.js'
import { printOf } from '../model/identity.js'
import type { PlainValue, Run } from '../store/store.js'
import { subjectsOfOwned } from './owners.js'
import { readClaims } from './read-claims.js'
import { slugKey } from './records.js'
import { viewOf } from './view.js'
import { printOfOrigins } from './stored-claim.js'
import type { Columns, StoredClaim, Subject } from './stored-claim.js'
import type { View, ViewEdge } from './view.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { writeCards } from './write-cards.js'
import { writeStates } from './write-states.js'
import {
  ask,
  createEdges,
  createIdentifiers,
  createNodes,
  dropIdleIdentifiers,
  groupBy,
  withoutNulls,
} from './write-graph.js'

/**
 * Leads the hash of whatever is computed of an entity. Another one is taken when a release computes something otherwise,
 * so that older graphs are computed anew.
 */
export const VIEW_FORM = '3:'

/** What a projection needs besides the graph. */
export interface Projection {
  readonly vocabulary: Vocabulary
  /** The day on which what holds now is shown. */
  readonly today: string
}

/**
 * Computes what clients see of some entities, now and at any other moment, from all that is claimed of them, and
 * writes what differs. It may run any number of times: the outcome depends on the claims and the day only. Answers with
 * entities for which a judgement waited that named them by what a register calls them, and with those of which something
 * is said by an organization that belongs to another one now.
 */
export async function project(
  run: Run,
  subjects: readonly string[],
  projection: Projection,
): Promise<readonly string[]> {
  const read = await readClaims(run, subjects)
  await writeOrigins(
    run,
    read.filter(({ isTraced }) => !isTraced).map(({ claim }) => claim),
  )
  const claims = groupBy(read, ({ subject }) => subject)
  const found = await readSubjects(run, subjects)
  const views = found.map((subject) => {
    const own = (claims.get(subject.id) ?? []).map(({ claim }) => claim)
    return viewOf(subject, own, projection)
  })
  await writeProperties(run, views, found)
  await writeStates(run, views, found)
  await writeViewEdges(run, subjects, views)
  await writeContradictions(run, subjects, views)
  const awaited = await writeIdentifiers(run, subjects, views)
  const before = new Map(found.map(({ id, ownedBy }) => [id, ownedBy]))
  const sold = views.filter(({ id, columns }) => (columns['ownedBy'] ?? null) !== before.get(id)).map(({ id }) => id)
  const spokenOf = await subjectsOfOwned(run, sold)
  const kindOf = new Map(found.map(({ id, kind }) => [id, kind]))
  await writeCards(
    run,
    views.map(({ id, columns }) => ({
      id,
      kind: kindOf.get(id) ?? '',
      columns,
      claims: (claims.get(id) ?? []).map(({ claim }) => claim),
    })),
  )
  return [...awaited, ...spokenOf]
}

/** A subject as it stands in the graph, with what was written of it last: its hash, and to whom it belongs. */
interface FoundSubject extends Subject {
  /** Null before anything was written of it. */
  readonly print: string | null
  readonly ownedBy: string | null
}

async function readSubjects(run: Run, subjects: readonly string[]): Promise<readonly FoundSubject[]> {
  const rows = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (n:Node {id: id})
CALL (n) { MATCH (n)<-[:OBJECT]-(c:Claim) WHERE c.retractedAt IS NULL WITH c ORDER BY c.pub_from LIMIT 1 RETURN collect(c.pub_from) AS named }
CALL (n) { MATCH (n)-[:FACTS]->(f:Facts) RETURN collect(coalesce(f.print, 'none')) AS prints }
RETURN n.id AS id, n.nodeKind AS kind, n.slug AS slug, n.recordedAt AS recordedAt, n.foldedSince AS foldedSince, n.ownedBy AS ownedBy, named, prints`,
  )
  return rows.map(({ id, kind, slug, recordedAt, foldedSince, ownedBy, named, prints }) => ({
    id: String(id),
    kind: String(kind),
    slug: String(slug),
    recordedAt: String(recordedAt),
    knownHereSince: earlier(String(recordedAt), foldedSince),
    namedSince: (named as readonly string[])[0] ?? null,
    print: (prints as readonly string[])[0] ?? null,
    ownedBy: ownedBy == null ? null : String(ownedBy),
  }))
}

/** It was always one with those that are folded into it. */
function earlier(recordedAt: string, foldedSince: PlainValue | undefined): string {
  return typeof foldedSince === 'string' && foldedSince < recordedAt ? foldedSince : recordedAt
}

/** Whom claims go back to, and since when, stands on them and on the ways to their sources, so that it can be asked for and filtered by. */
async function writeOrigins(run: Run, claims: readonly StoredClaim[]): Promise<void> {
  if (claims.length === 0) return
  const rows = claims.map((claim) => ({
    id: claim.id,
    columns: {
      origins: claim.origins,
      originCount: claim.origins.length,
      originsSince: claim.originsSince,
      originPrint: printOfOrigins(claim),
    },
  }))
  await ask(run, cypher`UNWIND ${rows} AS row MATCH (c:Claim {id: row.id}) SET c += row.columns`)
  // One source is there as long as the claim is.
  const ways = claims
    .filter(({ evidence }) => evidence.length > 1)
    .flatMap(({ id, evidence }) => evidence.map(({ source, since }) => ({ id, source, since: since || null })))
  if (ways.length > 0)
    await ask(
      run,
      cypher`UNWIND ${ways} AS row MATCH (c:Claim {id: row.id})-[e:SUPPORTED_BY]->(x:Source) WHERE x.id = row.source SET e.pub_from = row.since`,
    )
}

async function writeProperties(run: Run, views: readonly View[], found: readonly FoundSubject[]): Promise<void> {
  const prints = new Map(found.map(({ id, print }) => [id, print]))
  const rows = views.flatMap(({ id, columns, facts }) => {
    const print = `${VIEW_FORM}${printOf(JSON.stringify([columns, facts]))}`
    const before = prints.get(id) ?? null
    if (print === before) return []
    // On a node that never had any, what has no value need not be taken away.
    const isFresh = before === null
    const kept = (each: Columns): Columns => (isFresh ? withoutNulls(each) : each)
    return [{ id, isFresh, columns: kept(columns), facts: { ...kept(facts), of: id, print } }]
  })
  const own = rows.map(({ id, columns }) => ({ id, columns }))
  if (own.length > 0) await ask(run, cypher`UNWIND ${own} AS row MATCH (n:Node {id: row.id}) SET n += row.columns`)
  const facts = rows.filter(({ isFresh }) => isFresh).map((row) => ({ id: row.id, facts: row.facts }))
  if (facts.length > 0)
    await ask(
      run,
      cypher`UNWIND ${facts} AS row MATCH (n:Node {id: row.id}) CREATE (n)-[:FACTS]->(f:Facts) SET f += row.facts`,
    )
  const changed = rows.filter(({ isFresh }) => !isFresh).map((row) => ({ id: row.id, facts: row.facts }))
  if (changed.length > 0)
    await ask(run, cypher`UNWIND ${changed} AS row MATCH (n:Node {id: row.id})-[:FACTS]->(f:Facts) SET f += row.facts`)
}

/** Replaces the projected edges that differ; those that are right stay untouched. */
async function writeViewEdges(run: Run, subjects: readonly string[], views: readonly View[]): Promise<void> {
  const wanted = new Map<string, ViewEdge>(
    views.flatMap(({ edges }) => edges.map((edge) => [`${edge.from} ${edge.print}`, edge] as const)),
  )
  const known = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (s:Node {id: id})-[r]->(o:Node) WHERE r.print IS NOT NULL AND type(r) <> 'STATE' RETURN s.id AS from, type(r) AS type, r.print AS print`,
  )
  const keyOf = ({ from, print }: Readonly<Record<string, PlainValue>>): string => `${String(from)} ${String(print)}`
  const there = new Set(known.map(keyOf))
  const stale = known.filter((row) => !wanted.has(keyOf(row)))
  for (const [type, rows] of groupBy(stale, (row) => String(row['type']))) {
    const ends = rows.map(({ from, print }) => ({ from: from ?? null, print: print ?? null }))
    await ask(
      run,
      cypher`UNWIND ${ends} AS row MATCH (s:Node {id: row.from})-[r:${name(type)}]->(o:Node) WHERE r.print = row.print DELETE r`,
    )
  }
  const fresh = [...wanted].filter(([key]) => !there.has(key)).map(([, edge]) => edge)
  for (const [type, edges] of groupBy(fresh, (edge) => edge.type)) await createEdges(run, type, edges.map(edgeRow))
}

function edgeRow({ from, to, print, columns }: ViewEdge): { from: string; to: string; columns: Columns } {
  return { from, to, columns: { ...columns, print } }
}

/** A contradiction is a node of its own, made anew when anything of it differs. */
async function writeContradictions(run: Run, subjects: readonly string[], views: readonly View[]): Promise<void> {
  const wanted = new Map(views.flatMap(({ contradictions }) => contradictions.map((each) => [each.id, each] as const)))
  const known = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (n:Node {id: id})<-[:CONTRADICTION_OF]-(x:Contradiction) RETURN x.id AS id, x.print AS print`,
  )
  const right = known.filter(({ id, print }) => wanted.get(String(id))?.columns['print'] === print)
  const there = new Set(right.map(({ id }) => String(id)))
  const stale = known.map(({ id }) => String(id)).filter((id) => !there.has(id))
  if (stale.length > 0)
    await ask(
      run,
      cypher`UNWIND ${stale} AS id MATCH (x:Node {id: id}) WHERE x.nodeKind = 'Contradiction' DETACH DELETE x`,
    )
  const fresh = [...wanted.values()].filter(({ id }) => !there.has(id))
  await createNodes(
    run,
    'Contradiction',
    fresh.map(({ id, columns }) => ({ id, columns })),
  )
  await createEdges(
    run,
    'CONTRADICTION_OF',
    fresh.map(({ id, subject }) => ({ from: id, to: subject, columns: {} })),
  )
  await createEdges(
    run,
    'BETWEEN',
    fresh.flatMap(({ id, claims }) => claims.map((to) => ({ from: id, to, columns: {} }))),
  )
}

/** Answers with the entities that are found by a key for which something waited. */
async function writeIdentifiers(
  run: Run,
  subjects: readonly string[],
  views: readonly View[],
): Promise<readonly string[]> {
  const wanted = views.flatMap(({ id, identifiers }) => identifiers.map((each) => ({ ...each, id })))
  const known = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (n:Node {id: id})<-[r:IDENTIFIES]-(i:Identifier) WHERE r.standsFor IS NULL RETURN i.key AS key, n.id AS id, n.slug AS slug, r.claimedOf AS claimedOf`,
  )
  const textOf = (row: Readonly<Record<string, PlainValue>>): string =>
    `${String(row['id'])} ${String(row['claimedOf'] ?? '')} ${String(row['key'])}`
  const there = new Set(known.map(textOf))
  const keep = new Set(wanted.map(textOf))
  const stale = known
    .filter((row) => row['key'] !== slugKey(String(row['slug'])) && !keep.has(textOf(row)))
    .map(({ key, id }) => ({ key: key ?? null, id: id ?? null }))
  if (stale.length > 0) {
    await ask(
      run,
      cypher`UNWIND ${stale} AS row MATCH (n:Node {id: row.id})<-[r:IDENTIFIES]-(i:Identifier {key: row.key}) DELETE r`,
    )
    await dropIdleIdentifiers(
      run,
      stale.map(({ key }) => String(key)),
    )
  }
  const fresh = wanted.filter((row) => !there.has(textOf(row)))
  invariant(
    fresh.every(({ key }) => key.includes(':')),
    'an identifier has a scheme',
  )
  const made = await createIdentifiers(run, fresh)
  return made.map(({ to }) => to)
}
