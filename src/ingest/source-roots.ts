import { cypher } from '../cypher/cypher.js'
import type { Run } from '../store/store.js'
import { ask } from './write-graph.js'

interface Behind {
  readonly reprintOf: string | null
  /** The publisher, else the author. */
  readonly origin: string | null
}

/** A chain of reprints that is longer than this is a mistake, or a ring. */
const LONGEST_CHAIN = 20

/** Who stands behind sources, with reprints followed to the source whose words they repeat. */
export class SourceRoots {
  readonly #known: ReadonlyMap<string, Behind>

  constructor(known: ReadonlyMap<string, Behind>) {
    this.#known = known
  }

  /** Reads sources and all that they repeat, one step of every chain at a time. */
  static async read(run: Run, ids: readonly string[]): Promise<SourceRoots> {
    const known = new Map<string, Behind>()
    let wanted = ids
    for (let step = 0; step < LONGEST_CHAIN && wanted.length > 0; step += 1) {
      const rows = await ask(
        run,
        cypher`UNWIND ${wanted} AS id MATCH (x:Node {id: id})
CALL (x) { MATCH (x)-[:REPRINT_OF]->(y:Source) WITH y ORDER BY y.id RETURN collect(y.id) AS reprinted }
CALL (x) { MATCH (x)-[:PUBLISHED_BY]->(o:Entity) WITH o ORDER BY o.id RETURN collect(o.id) AS publishers }
CALL (x) { MATCH (x)<-[:AUTHOR_OF]-(a:Author) WITH a ORDER BY a.id RETURN collect(a.id) AS authors }
RETURN x.id AS id, reprinted, publishers, authors`,
      )
      for (const { id, reprinted, publishers, authors } of rows) {
        const first = (list: unknown): string | null => (list as readonly string[])[0] ?? null
        known.set(String(id), { reprintOf: first(reprinted), origin: first(publishers) ?? first(authors) })
      }
      wanted = [...known.values()].flatMap(({ reprintOf }) => reprintOf ?? []).filter((id) => !known.has(id))
    }
    return new SourceRoots(known)
  }

  /** The id of whoever a source goes back to. */
  originOf(id: string): string | null {
    let at = this.#known.get(id)
    for (let step = 0; step < LONGEST_CHAIN && at?.reprintOf; step += 1) at = this.#known.get(at.reprintOf) ?? at
    return at?.origin ?? null
  }
}
