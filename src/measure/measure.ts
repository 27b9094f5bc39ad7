import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import type { Catalog } from '../model/catalog.js'
import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import { MEASURE_COLUMNS } from '../model/measures.js'
import type { PlainValue, Row, Run, Store } from '../store/store.js'
import { METHOD, computeMeasures } from './compute-measures.js'
import type { Measured, Tie } from './compute-measures.js'

/** How many edges are looked at, at most; of more, those that most independent origins stand behind. */
const MOST_EDGES = 200_000

/** How many entities one statement writes. */
const AT_ONCE = 1000

/** What a measuring looked at. */
export interface Measuring {
  readonly entities: number
  /** The edges that were looked at, and how many there are. */
  readonly edges: number
  readonly of: number
}

/**
 * Measures the graph as it shows now and writes the measures on the entities, with the time and the method; an entity
 * to which no edge leads any more loses its own. It is read in one snapshot and written in one transaction; what is
 * folded between them gets none.
 */
export async function measure(store: Store, at: string, most = MOST_EDGES): Promise<Measuring> {
  const { ties, of } = await readTies(store, most)
  const measured = computeMeasures(ties)
  const method = `${METHOD}, over ${ties.length} of ${of} edges`
  await store.write((run) => write(run, measured, { at, method }))
  return { entities: measured.length, edges: ties.length, of }
}

async function readTies(store: Store, most: number): Promise<{ readonly ties: readonly Tie[]; readonly of: number }> {
  const edges = cypher`MATCH (a:Entity)-[r:${join(claimedTypes(createCatalog()).map(name), '|')}]->(b:Entity)`
  const [rows = [], counts = []] = await store.read([
    toStatement<PlainValue>(
      cypher`${edges} RETURN a.id AS a, a.slug AS aSlug, b.id AS b, b.slug AS bSlug ORDER BY r.originCount DESC, r.id LIMIT ${most}`,
    ),
    toStatement<PlainValue>(cypher`${edges} RETURN count(r) AS number`),
  ])
  return { ties: rows.map(tieOf), of: Number(counts[0]?.['number']) }
}

function tieOf({ a, aSlug, b, bSlug }: Row): Tie {
  return { from: { id: String(a), slug: String(aSlug) }, to: { id: String(b), slug: String(bSlug) } }
}

/** The types of the edges between entities that claims assert. */
function claimedTypes({ kinds }: Catalog): readonly string[] {
  const edges = [...kinds.values()].flatMap(({ edges: own }) => own).filter(({ fields }) => fields?.claimed)
  return [...new Set(edges.flatMap(({ types }) => types))].toSorted()
}

async function write(
  run: Run,
  measured: readonly Measured[],
  { at, method }: { readonly at: string; readonly method: string },
): Promise<void> {
  const there = new Set(measured.map(({ id }) => id))
  const known = await ask(run, cypher`MATCH (n:Entity) WHERE n.degree IS NOT NULL RETURN n.id AS id`)
  const nothing = Object.fromEntries(MEASURE_COLUMNS.map((column) => [column, null]))
  const gone = known
    .map(({ id }) => String(id))
    .filter((id) => !there.has(id))
    .map((id) => ({ id, columns: nothing }))
  const rows = measured.map(({ id, ...columns }) => ({
    id,
    columns: { ...columns, measurement_at: at, measurement_method: method },
  }))
  const all: readonly { readonly id: string; readonly columns: Readonly<Record<string, PlainValue>> }[] = [
    ...gone,
    ...rows,
  ]
  for (let i = 0; i < all.length; i += AT_ONCE)
    await ask(
      run,
      cypher`UNWIND ${all.slice(i, i + AT_ONCE)} AS row MATCH (n:Node:Entity {id: row.id}) SET n += row.columns`,
    )
}

async function ask(run: Run, fragment: Fragment): Promise<readonly Row[]> {
  return run(toStatement<PlainValue>(fragment))
}
