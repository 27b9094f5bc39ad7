import { cypher, name } from '../cypher/cypher.js'
import type { Row, Run } from '../store/store.js'
import { subjectsOf } from './concerned-by.js'
import { slugKey } from './records.js'
import { subjectsOfSources } from './source-roots.js'
import { ask, createEdges, dropIdleIdentifiers, groupBy } from './write-graph.js'
import type { Columns } from './stored-claim.js'

/** What leads to an entity and is not computed: it leads to the one that another is folded into, and keeps as which. */
const LEADING = ['SUBJECT', 'OBJECT', 'ATTRIBUTED_TO', 'PUBLISHED_BY', 'AFFILIATED_WITH', 'JUDGED_BY'] as const

/** A folded entity, and the one that it is folded into. */
export interface Fold {
  readonly id: string
  readonly target: string
}

/** Leads to those that stay whatever leads to a folded entity. Answers with the entities of which something else may show. */
export async function leadOn(run: Run): Promise<readonly string[]> {
  const touched = new Touched()
  for (const type of LEADING) {
    const rows = await ask(
      run,
      cypher`MATCH (n:Folded)<-[r:${name(type)}]-(x:Node) RETURN x.id AS from, n.id AS standsFor, n.foldedInto AS to, properties(r) AS own`,
    )
    if (rows.length === 0) continue
    await ask(run, cypher`MATCH (n:Folded)<-[r:${name(type)}]-(x:Node) DELETE r`)
    const edges = rows.map((row) => edgeOf(row, { standsFor: String(row['standsFor']) }))
    await createEdges(run, type, edges)
    touched.add(type, edges)
  }
  await leadSlugsOn(run)
  return touched.entities(run)
}

/** Leads back what leads to the ones that stay in place of those that are folded no longer. */
export async function leadBack(run: Run, folds: readonly Fold[]): Promise<readonly string[]> {
  if (folds.length === 0) return []
  const touched = new Touched()
  for (const type of LEADING) {
    const rows = await ask(
      run,
      cypher`UNWIND ${rowsOf(folds)} AS row MATCH (n:Node {id: row.target})<-[r:${name(type)}]-(x:Node) WHERE r.standsFor = row.id RETURN x.id AS from, row.id AS to, properties(r) AS own`,
    )
    if (rows.length === 0) continue
    await ask(
      run,
      cypher`UNWIND ${rowsOf(folds)} AS row MATCH (n:Node {id: row.target})<-[r:${name(type)}]-(x:Node) WHERE r.standsFor = row.id DELETE r`,
    )
    const edges = rows.map((row) => edgeOf(row, {}))
    await createEdges(run, type, edges)
    touched.add(type, edges)
  }
  await leadSlugsBack(run, folds)
  return [...folds.flatMap(({ id, target }) => [id, target]), ...(await touched.entities(run))]
}

const rowsOf = (folds: readonly Fold[]): { id: string; target: string }[] =>
  folds.map(({ id, target }) => ({ id, target }))

interface Led {
  readonly from: string
  readonly to: string
  readonly columns: Columns
}

/** An edge says as whom it led before; led back, it says no more of that. */
function edgeOf({ from, to, own }: Row, mark: Columns): Led {
  const { standsFor: _, ...columns } = own as Columns
  return { from: String(from), to: String(to), columns: { ...columns, ...mark } }
}

/** Of whom something else shows when edges lead elsewhere. */
class Touched {
  readonly #claims = new Set<string>()
  readonly #sources = new Set<string>()
  readonly #ends = new Set<string>()

  add(type: (typeof LEADING)[number], edges: readonly Led[]): void {
    if (type === 'AFFILIATED_WITH' || type === 'JUDGED_BY') return
    for (const { from, to } of edges) {
      this.#ends.add(to)
      if (type === 'PUBLISHED_BY') this.#sources.add(from)
      else this.#claims.add(from)
    }
  }

  async entities(run: Run): Promise<readonly string[]> {
    const subjects = await subjectsOf(run, [...this.#claims])
    const published = await subjectsOfSources(run, [...this.#sources])
    return [...new Set([...this.#ends, ...subjects, ...published])]
  }
}

/** Slugs go along; by what registers call it an entity is found once the other is computed anew. */
async function leadSlugsOn(run: Run): Promise<void> {
  const rows = await ask(
    run,
    cypher`MATCH (n:Folded)<-[r:IDENTIFIES]-(i:Identifier) RETURN i.key AS key, n.id AS id, n.slug AS slug, n.foldedInto AS target`,
  )
  if (rows.length === 0) return
  await ask(run, cypher`MATCH (n:Folded)<-[r:IDENTIFIES]-(i:Identifier) DELETE r`)
  const [slugs, others] = [rows.filter(isSlug), rows.filter((row) => !isSlug(row))]
  const led = slugs.map(({ key = null, id = null, target = null }) => ({ key, id, target }))
  await ask(
    run,
    cypher`UNWIND ${led} AS row MATCH (n:Node {id: row.target}) MATCH (i:Identifier {key: row.key}) CREATE (i)-[r:IDENTIFIES]->(n) SET r.standsFor = row.id`,
  )
  await dropIdleIdentifiers(
    run,
    others.map(({ key }) => String(key)),
  )
}

async function leadSlugsBack(run: Run, folds: readonly Fold[]): Promise<void> {
  const rows = await ask(
    run,
    cypher`UNWIND ${rowsOf(folds)} AS row MATCH (n:Node {id: row.target})<-[r:IDENTIFIES]-(i:Identifier) WHERE r.standsFor = row.id MATCH (f:Node {id: row.id}) RETURN i.key AS key, row.id AS id, f.slug AS slug`,
  )
  await ask(
    run,
    cypher`UNWIND ${rowsOf(folds)} AS row MATCH (n:Node {id: row.target})<-[r:IDENTIFIES]-(i:Identifier) WHERE r.standsFor = row.id DELETE r`,
  )
  const [slugs, others] = [rows.filter(isSlug), rows.filter((row) => !isSlug(row))]
  const led = slugs.map(({ key = null, id = null }) => ({ key, id }))
  await ask(
    run,
    cypher`UNWIND ${led} AS row MATCH (n:Node {id: row.id}) MATCH (i:Identifier {key: row.key}) CREATE (i)-[r:IDENTIFIES]->(n)`,
  )
  await dropIdleIdentifiers(
    run,
    others.map(({ key }) => String(key)),
  )
}

const isSlug = ({ key, slug }: Row): boolean => key === slugKey(String(slug))

/**
 * A judgement shows at the ones that stay: by its first side that is folded into one, or by a side that is that one. The
 * other side stays where it is, so that no judgement shows twice.
 */
export async function leadSides(run: Run, into: ReadonlyMap<string, string>): Promise<void> {
  const led = await ask(
    run,
    cypher`MATCH (j:Judgement)-[r:JUDGES]->(n:Node) WHERE r.standsFor IS NOT NULL OR n.foldedInto IS NOT NULL RETURN DISTINCT j.id AS id`,
  )
  const rows = await ask(
    run,
    cypher`UNWIND ${led.map(({ id }) => String(id))} AS id MATCH (j:Node {id: id})-[r:JUDGES]->(n:Node) RETURN id AS judgement, r.id AS side, r.position AS position, n.id AS end, coalesce(r.standsFor, n.id) AS own ORDER BY position`,
  )
  const moved = [...groupBy(rows, ({ judgement }) => String(judgement)).values()].flatMap((sides) => {
    const taken = new Set(sides.map(({ own }) => String(own)).filter((own) => !into.has(own)))
    return sides.flatMap(({ judgement, side, position = null, end, own }) => {
      const target = into.get(String(own)) ?? String(own)
      const isLed = target !== own && !taken.has(target)
      if (isLed) taken.add(target)
      const to = isLed ? target : String(own)
      const columns: Columns = { id: String(side), position, ...(isLed ? { standsFor: String(own) } : {}) }
      return to === end ? [] : [{ from: String(judgement), to, columns, side: String(side) }]
    })
  })
  if (moved.length === 0) return
  await ask(
    run,
    cypher`UNWIND ${moved.map(({ from, side }) => ({ from, side }))} AS row MATCH (j:Node {id: row.from})-[r:JUDGES]->(n:Node) WHERE r.id = row.side DELETE r`,
  )
  await createEdges(run, 'JUDGES', moved)
}
