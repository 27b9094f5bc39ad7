import { cypher } from '../cypher/cypher.js'
import type { Run } from '../store/store.js'
import { LONGEST_CHAIN, followChains } from './follow-chains.js'
import { ask } from './write-graph.js'

interface Behind {
  readonly reprintOf: string | null
  /** The publisher, else the author. */
  readonly origin: string | null
  /** The same as the source names it, also where that one is folded into another. */
  readonly namedOrigin: string | null
}

/** A source that a claim stands in, what it does to the claim, and from which day on; empty where it always did. */
export type Evidence = readonly [id: string, stance: string, since: string]

/** Who stands behind sources, with reprints followed to the source whose words they repeat. */
export class SourceRoots {
  readonly #known: ReadonlyMap<string, Behind>

  constructor(known: ReadonlyMap<string, Behind>) {
    this.#known = known
  }

  /** Reads sources and all that they repeat, one step of every chain at a time. */
  static async read(run: Run, ids: readonly string[]): Promise<SourceRoots> {
    const known = new Map<string, Behind>()
    await followChains(ids, async (wanted) => {
      const rows = await ask(
        run,
        cypher`UNWIND ${wanted} AS id MATCH (x:Node {id: id})
CALL (x) { MATCH (x)-[:REPRINT_OF]->(y:Source) WITH y ORDER BY y.id RETURN collect(y.id) AS reprinted }
CALL (x) { MATCH (x)-[r:PUBLISHED_BY]->(o:Node) WITH r, o ORDER BY o.id RETURN collect([o.id, coalesce(r.standsFor, o.id)]) AS publishers }
CALL (x) { MATCH (x)<-[:AUTHOR_OF]-(a:Author) WITH a ORDER BY a.id RETURN collect(a.id) AS authors }
RETURN x.id AS id, reprinted, publishers, authors`,
      )
      for (const { id, reprinted, publishers, authors } of rows) {
        const first = (list: unknown): string | null => (list as readonly string[])[0] ?? null
        const author = first(authors)
        const [[origin, namedOrigin] = [author, author]] = publishers as readonly (readonly (string | null)[])[]
        known.set(String(id), { reprintOf: first(reprinted), origin: origin ?? null, namedOrigin: namedOrigin ?? null })
      }
      return rows.flatMap(({ id }) => known.get(String(id))?.reprintOf ?? [])
    })
    return new SourceRoots(known)
  }

  /**
   * Whom a claim comes from: the last named speaker of the chain, for the others only pass on what he says; without
   * one, whoever stands behind each source that supports it, reprints followed to what they repeat. Each with the day
   * from which he does.
   */
  originsOf(speakers: readonly string[], evidence: readonly Evidence[]): ReadonlyMap<string, string> {
    return this.#originsOf(speakers, evidence, 'origin')
  }

  /** The same, with sources as they name whom they are of: it does not depend on who is folded into whom. */
  namedOriginsOf(speakers: readonly string[], evidence: readonly Evidence[]): readonly string[] {
    return [...this.#originsOf(speakers, evidence, 'namedOrigin').keys()]
  }

  #originsOf(
    speakers: readonly string[],
    evidence: readonly Evidence[],
    form: 'origin' | 'namedOrigin',
  ): ReadonlyMap<string, string> {
    const speaker = speakers.at(-1)
    if (speaker !== undefined) return new Map([[speaker, '']])
    const origins = new Map<string, string>()
    for (const [id, stance, since] of evidence) {
      const origin = stance === 'SUPPORTS' ? this.#rootOf(id)?.[form] : null
      if (origin) origins.set(origin, earlier(origins.get(origin), since))
    }
    return origins
  }

  #rootOf(id: string): Behind | undefined {
    let at = this.#known.get(id)
    for (let step = 0; step < LONGEST_CHAIN && at?.reprintOf; step += 1) at = this.#known.get(at.reprintOf) ?? at
    return at
  }
}

/** The earlier of two days, of which the first may not be known yet. */
export function earlier(known: string | undefined, day: string): string {
  return known === undefined || day < known ? day : known
}

/** The entities of which something is said in sources, or in what repeats them. */
export async function subjectsOfSources(run: Run, ids: readonly string[]): Promise<readonly string[]> {
  const all = await followChains(ids, async (repeated) => {
    const rows = await ask(
      run,
      cypher`UNWIND ${repeated} AS id MATCH (x:Node {id: id})<-[:REPRINT_OF]-(y:Source) RETURN DISTINCT y.id AS id`,
    )
    return rows.map(({ id }) => String(id))
  })
  if (all.size === 0) return []
  const rows = await ask(
    run,
    cypher`UNWIND ${[...all]} AS id MATCH (x:Node {id: id})<-[:SUPPORTED_BY]-(c:Claim)-[:SUBJECT]->(s:Node) RETURN DISTINCT s.id AS id`,
  )
  return rows.map(({ id }) => String(id))
}
