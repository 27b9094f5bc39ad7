import { cypher, join, name } from '../cypher/cypher.js'
import { foldEntities } from '../model/fold-rules.js'
import type { Judged } from '../model/fold-rules.js'
import type { Run } from '../store/store.js'
import { clearView } from './clear-view.js'
import { labelsOf } from './definitions.js'
import { leadBack, leadOn, leadSides } from './lead-edges.js'
import type { Fold } from './lead-edges.js'
import { readFolded, readJudged, readJudgements } from './read-judged.js'
import type { StandingJudgement } from './read-judged.js'
import { ask, groupBy } from './write-graph.js'
import type { Columns } from './stored-claim.js'

/** What came of the judgements. */
interface CarriedOut {
  /** The entities that are to be computed anew; those that are folded are not among them. */
  readonly entities: readonly string[]
  /** Why judgements are not carried out that were before, or are new. */
  readonly refusals: readonly string[]
}

/**
 * Carries out what judgements come to. Claims are not rewritten: what leads to a folded entity leads to the one that
 * stays, with the other's id on it, and is led back when the judgement is taken back.
 */
export async function carryOutJudgements(run: Run, touched: readonly string[]): Promise<CarriedOut> {
  const folded = await readFolded(run)
  const isOpen = touched.some((id) => folded.has(id)) || (await areJudged(run, touched))
  const { into, moved, refusals } = isOpen ? await fold(run, folded) : { into: folded, moved: [], refusals: [] }
  const led = into.size > 0 ? await leadOn(run) : []
  return { entities: [...new Set([...touched, ...moved, ...led].map((id) => into.get(id) ?? id))], refusals }
}

/** All entities that were judged, whatever became of them. */
export async function judgedEntities(run: Run): Promise<readonly string[]> {
  const rows = await ask(run, cypher`MATCH (j:Judgement)-[:JUDGES]->(n:Node) RETURN DISTINCT n.id AS id`)
  return rows.map(({ id }) => String(id))
}

async function areJudged(run: Run, ids: readonly string[]): Promise<boolean> {
  const rows = await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id})<-[:JUDGES]-(j:Judgement) RETURN id LIMIT 1`,
  )
  return rows.length > 0
}

interface Folded {
  readonly into: ReadonlyMap<string, string>
  readonly moved: readonly string[]
  readonly refusals: readonly string[]
}

/** Decides by all judgements and all claims on the judged what is to be folded, and folds and unfolds what is not so. */
async function fold(run: Run, folded: ReadonlyMap<string, string>): Promise<Folded> {
  const judgements = await readJudgements(run)
  const entities = await readJudged(run, [...new Set([...judgements.flatMap(({ sides }) => sides), ...folded.keys()])])
  const { into, refusals } = foldEntities(entities, judgements)
  await writeRefusals(run, judgements, refusals)
  const stale = foldsOf(folded).filter(({ id, target }) => into.get(id) !== target)
  const fresh = foldsOf(into).filter(({ id, target }) => folded.get(id) !== target)
  for (const { id } of stale) {
    const judged = entities.get(id)
    if (judged) await show(run, judged)
  }
  const back = await leadBack(run, stale)
  for (const each of fresh) await hide(run, each)
  await leadSides(run, into)
  await writeFormerly(run, [...new Set([...stale, ...fresh].map(({ target }) => target))])
  return {
    into,
    moved: [...back, ...fresh.map(({ target }) => target)],
    refusals: judgements.flatMap(({ id, refusal }) => {
      const now = refusals.get(id) ?? null
      return now === null || now === refusal ? [] : [now]
    }),
  }
}

function foldsOf(into: ReadonlyMap<string, string>): Fold[] {
  return [...into].map(([id, target]) => ({ id, target }))
}

async function writeRefusals(
  run: Run,
  judgements: readonly StandingJudgement[],
  refusals: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = judgements
    .map(({ id, refusal }) => ({ id, before: refusal, refusal: refusals.get(id) ?? null }))
    .filter(({ before, refusal }) => before !== refusal)
  await ask(
    run,
    cypher`MATCH (j:Judgement) WHERE j.revokedAt IS NOT NULL AND j.refusal IS NOT NULL SET j.refusal = null`,
  )
  if (rows.length > 0)
    await ask(run, cypher`UNWIND ${rows} AS row MATCH (j:Node {id: row.id}) SET j.refusal = row.refusal`)
}

/** Takes an entity out of every list and look-up: it loses its kind and all that was computed of it. */
async function hide(run: Run, { id, target }: Fold): Promise<void> {
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

/** Gives an entity its kind back, and the name that it has until it is computed anew. */
async function show(run: Run, { id, slug, kind }: Judged): Promise<void> {
  const labels = join(labelsOf(kind).map(name), ':')
  await ask(
    run,
    cypher`MATCH (n:Node {id: ${id}}) SET n:${labels} SET n += ${{ nodeKind: kind, name: slug, foldedKind: null, foldedInto: null }} REMOVE n:Folded`,
  )
}

/** An entity says which others were folded into it, and it is on record since the first of them was. */
async function writeFormerly(run: Run, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await ask(
    run,
    cypher`MATCH (n:Folded) RETURN n.foldedInto AS into, n.slug AS slug, n.recordedAt AS recordedAt ORDER BY slug`,
  )
  const members = groupBy(rows, ({ into }) => String(into))
  const columns = ids.map((id) => {
    const folded = members.get(id) ?? []
    const [since = null] = folded.map(({ recordedAt }) => String(recordedAt)).toSorted()
    return { id, slugs: folded.length === 0 ? null : folded.map(({ slug }) => String(slug)), since }
  })
  await ask(
    run,
    cypher`UNWIND ${columns} AS row MATCH (n:Node {id: row.id}) SET n.foldedSlugs = row.slugs, n.foldedSince = row.since`,
  )
}
