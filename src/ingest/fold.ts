import { cypher, join, name } from '../cypher/cypher.js'
import { foldEntities } from '../model/fold-rules.js'
import type { Judged, Standing } from '../model/fold-rules.js'
import { isSingleScheme } from '../model/identifier-schemes.js'
import type { PlainValue, Run } from '../store/store.js'
import { clearView } from './clear-view.js'
import { labelsOf } from './definitions.js'
import { slugKey } from './records.js'
import { SourceRoots } from './source-roots.js'
import { ask, createEdges, groupBy } from './write-graph.js'
import type { Columns } from './write-graph.js'

/** What leads to an entity and is not computed: it leads to the one that another is folded into, and keeps as which. */
const LEADING = ['SUBJECT', 'OBJECT', 'ATTRIBUTED_TO', 'PUBLISHED_BY', 'AFFILIATED_WITH', 'JUDGED_BY'] as const

/**
 * Carries out what judgements come to. Claims are not rewritten: what leads to a folded entity leads to the one that
 * stays, with the other's id on it, and is led back when the judgement is taken back. Answers with the entities that
 * are to be computed anew; those that are folded are not among them.
 */
export async function carryOutJudgements(run: Run, touched: readonly string[]): Promise<readonly string[]> {
  const judgements = await readJudgements(run)
  const folded = await readFolded(run)
  if (judgements.length === 0 && folded.size === 0) return touched
  const entities = await readJudged(run, [...new Set([...judgements.flatMap(({ sides }) => sides), ...folded.keys()])])
  const { into, refusals } = foldEntities(entities, judgements)
  await writeRefusals(run, judgements, refusals)
  const moved: string[] = []
  for (const [id, target] of folded) {
    if (into.get(id) === target) continue
    const judged = entities.get(id)
    if (judged) moved.push(...(await unfold(run, judged, target)))
  }
  for (const [id, target] of into) {
    if (folded.get(id) !== target) await hide(run, id, target)
    moved.push(...(await lead(run, [id, target], '')))
  }
  await writeFormerly(run, [...new Set([...folded.values(), ...into.values()])])
  return [...new Set([...touched, ...moved].map((id) => into.get(id) ?? id))]
}

async function readJudgements(run: Run): Promise<readonly Standing[]> {
  const rows = await ask(
    run,
    cypher`MATCH (j:Judgement) WHERE j.revokedAt IS NULL AND j.verdict <> 'UNSURE'
CALL (j) { MATCH (j)-[r:JUDGES]->(n:Node) WITH r, n ORDER BY r.position RETURN collect(n.id) AS sides }
RETURN j.id AS id, j.at AS at, j.verdict AS verdict, sides`,
  )
  return rows.flatMap(({ id, at, verdict, sides }) => {
    const [a, b, ...more] = sides as readonly string[]
    return a !== undefined && b !== undefined && more.length === 0 && a !== b
      ? [{ id: String(id), at: String(at), verdict: String(verdict), sides: [a, b] as const }]
      : []
  })
}

async function readFolded(run: Run): Promise<ReadonlyMap<string, string>> {
  const rows = await ask(run, cypher`MATCH (n:Folded) RETURN n.id AS id, n.foldedInto AS target ORDER BY id`)
  return new Map(rows.map(({ id, target }) => [String(id), String(target)]))
}

/** Entities with the claims on each of them, wherever these lead by now. */
async function readJudged(run: Run, ids: readonly string[]): Promise<ReadonlyMap<string, Judged>> {
  const nodes = await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id}) RETURN n.id AS id, n.slug AS slug, coalesce(n.foldedKind, n.nodeKind) AS kind, coalesce(n.foldedInto, n.id) AS at`,
  )
  const rows = await ask(
    run,
    cypher`UNWIND ${nodes.map(({ id, at }) => ({ id: id ?? null, at: at ?? null }))} AS row
MATCH (n:Node {id: row.at})<-[r:SUBJECT]-(c:Claim) WHERE coalesce(r.standsFor, n.id) = row.id AND c.review = 'ACCEPTED' AND c.retractedAt IS NULL
CALL (c) { MATCH (c)-[:SUPPORTED_BY]->(x:Source) WITH x ORDER BY x.id RETURN collect(x.id) AS sources }
RETURN row.id AS id, c.predicate AS predicate, c.rank AS rank, c.qualified AS qualified, c.value_text AS value, sources`,
  )
  const roots = await SourceRoots.read(run, [...new Set(rows.flatMap(({ sources }) => sources as readonly string[]))])
  const claims = groupBy(rows, ({ id }) => String(id))
  return new Map(
    nodes.map(({ id, slug, kind }) => {
      const own = claims.get(String(id)) ?? []
      const origins = own.flatMap(({ sources }) => (sources as readonly string[]).map((each) => roots.originOf(each)))
      const judged: Judged = {
        id: String(id),
        slug: String(slug),
        kind: String(kind),
        claims: own.length,
        origins: new Set(origins).size,
        identifiers: identifiersOf(own),
      }
      return [judged.id, judged]
    }),
  )
}

function identifiersOf(claims: readonly Readonly<Record<string, PlainValue>>[]): ReadonlyMap<string, string> {
  const known = claims
    .filter(({ predicate, rank }) => predicate === 'IDENTIFIER' && rank !== 'DEPRECATED')
    .map(({ qualified, value }) => {
      const { scheme } = JSON.parse(String(qualified)) as { readonly scheme?: string }
      return [String(scheme), String(value)] as const
    })
  return new Map(known.filter(([scheme]) => isSingleScheme(scheme)).toSorted(([, a], [, b]) => (a < b ? 1 : -1)))
}

async function writeRefusals(
  run: Run,
  judgements: readonly Standing[],
  refusals: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = judgements.map(({ id }) => ({ id, refusal: refusals.get(id) ?? null }))
  await ask(run, cypher`MATCH (j:Judgement) WHERE j.revokedAt IS NOT NULL SET j.refusal = null`)
  if (rows.length > 0)
    await ask(run, cypher`UNWIND ${rows} AS row MATCH (j:Node {id: row.id}) SET j.refusal = row.refusal`)
}

/** Takes an entity out of every list and look-up: it loses its kind and all that was computed of it. */
async function hide(run: Run, id: string, target: string): Promise<void> {
  await clearView(run, [id])
  await ask(run, cypher`MATCH (n:Node {id: ${id}})<-[r]-(o:Node) WHERE r.print IS NOT NULL DELETE r`)
  const [row] = await ask(
    run,
    cypher`MATCH (n:Node {id: ${id}}) RETURN coalesce(n.foldedKind, n.nodeKind) AS kind, properties(n) AS own`,
  )
  const kind = String(row?.['kind'])
  const computed = Object.keys((row?.['own'] ?? {}) as Columns).filter((key) => !KEPT.includes(key))
  const columns: Columns = { ...Object.fromEntries(computed.map((key) => [key, null])), foldedKind: kind }
  await ask(
    run,
    cypher`MATCH (n:Node {id: ${id}}) SET n += ${{ ...columns, nodeKind: 'Folded', foldedInto: target }} SET n:Folded`,
  )
  const labels = labelsOf(kind).filter((label) => label !== 'Node')
  for (const label of labels) await ask(run, cypher`MATCH (n:Node {id: ${id}}) REMOVE n:${name(label)}`)
  await ask(
    run,
    cypher`MATCH (n:Node {id: ${target}}) MERGE (i:Identifier {key: ${id}}) MERGE (i)-[r:IDENTIFIES]->(n) SET r.standsFor = ${id}`,
  )
}

/** What a node keeps that is folded: what makes it itself. */
const KEPT: readonly string[] = ['id', 'slug', 'recordedAt']

/** Gives an entity back what is its own. */
async function unfold(run: Run, { id, slug, kind }: Judged, target: string): Promise<readonly string[]> {
  await ask(run, cypher`MATCH (i:Identifier {key: ${id}}) DETACH DELETE i`)
  const labels = join(labelsOf(kind).map(name), ':')
  await ask(
    run,
    cypher`MATCH (n:Node {id: ${id}}) SET n:${labels} SET n += ${{ nodeKind: kind, name: slug, foldedKind: null, foldedInto: null }} REMOVE n:Folded`,
  )
  return lead(run, [target, id], id)
}

/** Leads to one node what led to another: all of it, or what led there in place of an entity. Answers with whom that touches. */
async function lead(run: Run, [from, to]: readonly [string, string], only: string): Promise<readonly string[]> {
  const touched = new Set<string>()
  for (const type of LEADING) {
    const rows = await ask(
      run,
      cypher`MATCH (n:Node {id: ${from}})<-[r:${name(type)}]-(x:Node) WHERE ${only} = '' OR r.standsFor = ${only} RETURN x.id AS from, properties(r) AS own`,
    )
    if (rows.length === 0) continue
    const edges = rows.map(({ from: x, own }) => ({
      from: String(x),
      to,
      columns: asOther(own as Columns, only === '' ? from : null),
    }))
    await ask(
      run,
      cypher`MATCH (n:Node {id: ${from}})<-[r:${name(type)}]-(x:Node) WHERE ${only} = '' OR r.standsFor = ${only} DELETE r`,
    )
    await createEdges(run, type, edges)
    if (type === 'SUBJECT' || type === 'OBJECT') for (const { from: claim } of edges) touched.add(claim)
  }
  await leadIdentifiers(run, [from, to], only)
  const subjects = await ask(
    run,
    cypher`UNWIND ${[...touched]} AS id MATCH (c:Claim {id: id})-[:SUBJECT]->(s:Node) RETURN DISTINCT s.id AS id`,
  )
  return touched.size === 0 && only === '' ? [] : [from, to, ...subjects.map(({ id }) => String(id))]
}

/** An edge says as whom it led before; led back, it says no more of that. */
function asOther(own: Columns, standsFor: string | null): Columns {
  const { standsFor: before, ...columns } = own
  return standsFor === null ? columns : { ...columns, standsFor: before ?? standsFor }
}

/** Slugs and ids go along; by what registers call it an entity is found again once it is computed anew. */
async function leadIdentifiers(run: Run, [from, to]: readonly [string, string], only: string): Promise<void> {
  const rows = await ask(
    run,
    cypher`MATCH (n:Node {id: ${from}})<-[r:IDENTIFIES]-(i:Identifier) WHERE ${only} = '' OR r.standsFor = ${only} RETURN i.key AS key, r.standsFor AS standsFor, n.slug AS slug`,
  )
  if (rows.length === 0) return
  await ask(
    run,
    cypher`MATCH (n:Node {id: ${from}})<-[r:IDENTIFIES]-(i:Identifier) WHERE ${only} = '' OR r.standsFor = ${only} DELETE r`,
  )
  const led = rows
    .filter(({ key, standsFor, slug }) => standsFor !== null || key === slugKey(String(slug)))
    .map(({ key, standsFor }) => ({
      key: String(key),
      standsFor: only === '' ? String(standsFor ?? from) : null,
    }))
  await ask(
    run,
    cypher`UNWIND ${led} AS row MATCH (n:Node {id: ${to}}) MATCH (i:Identifier {key: row.key}) CREATE (i)-[r:IDENTIFIES]->(n) SET r.standsFor = row.standsFor`,
  )
  const left = rows.map(({ key }) => String(key)).filter((key) => !led.some((each) => each.key === key))
  await ask(
    run,
    cypher`UNWIND ${left} AS key MATCH (i:Identifier {key: key}) WHERE NOT EXISTS { MATCH (i)-[:IDENTIFIES]->(n:Node) } DELETE i`,
  )
}

/** An entity says which others were folded into it. */
async function writeFormerly(run: Run, ids: readonly string[]): Promise<void> {
  const rows = await ask(run, cypher`MATCH (n:Folded) RETURN n.foldedInto AS into, n.slug AS slug ORDER BY slug`)
  const slugs = groupBy(rows, ({ into }) => String(into))
  const columns = ids.map((id) => {
    const folded = (slugs.get(id) ?? []).map(({ slug }) => String(slug))
    return { id, folded: folded.length === 0 ? null : folded }
  })
  await ask(run, cypher`UNWIND ${columns} AS row MATCH (n:Node {id: row.id}) SET n.foldedSlugs = row.folded`)
}
