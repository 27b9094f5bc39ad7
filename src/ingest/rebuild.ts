import { cypher } from '../cypher/cypher.js'
import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import { Vocabulary } from '../model/vocabulary.js'
import type { Run, Store } from '../store/store.js'
import { clearView } from './clear-view.js'
import { computeView } from './compute-view.js'
import { carryOutJudgements, judgedEntities } from './fold.js'
import { VIEW_FORM, project } from './project.js'
import { ask } from './write-graph.js'

/** Entities that are computed in one transaction. */
const AT_ONCE = 500

/** Computes anew, from the claims, all that clients see. It may be cut in the middle and begun again. */
export async function rebuild(store: Store, today: string, report: (line: string) => void): Promise<number> {
  await store.write(async (run) => carryOutJudgements(run, await judgedEntities(run)))
  const ids = await readIds(store, 'MATCH (n:Entity) RETURN n.id AS id ORDER BY id')
  await projectAll(store, { ids, today, before: clear, report })
  return ids.length
}

/** Computes anew the entities of which something has begun or ended to hold since they were computed. */
export async function refreshDue(store: Store, today: string): Promise<number> {
  const ids = await readIds(store, 'MATCH (n:Entity) WHERE n.viewUntil <= $today RETURN n.id AS id ORDER BY id', {
    today,
  })
  await projectAll(store, { ids, today, before: async () => undefined, report: () => undefined })
  return ids.length
}

/**
 * Computes anew what an earlier release of Dossier computed: entities without a hash of the form that all have by now. It
 * may be cut in the middle and begun again.
 */
export async function renewOlder(store: Store, today: string, report: (line: string) => void): Promise<number> {
  const ids = await readIds(
    store,
    'MATCH (n:Entity) WHERE NOT EXISTS { MATCH (n)-[:FACTS]->(f:Facts) WHERE f.print STARTS WITH $form } RETURN n.id AS id ORDER BY id',
    { form: VIEW_FORM },
  )
  await projectAll(store, { ids, today, before: clear, report })
  return ids.length
}

interface Projecting {
  readonly ids: readonly string[]
  readonly today: string
  readonly before: (run: Run, ids: readonly string[]) => Promise<void>
  readonly report: (line: string) => void
}

async function projectAll(store: Store, { ids, today, before, report }: Projecting): Promise<void> {
  const projection = { vocabulary: new Vocabulary(createCatalog()), today }
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const queued = ids.slice(i, i + AT_ONCE)
    await store.write(async (run) => {
      // One may have been folded since they were listed.
      const there = await ask(run, cypher`UNWIND ${queued} AS id MATCH (n:Node:Entity {id: id}) RETURN n.id AS id`)
      const some = there.map(({ id }) => String(id))
      await before(run, some)
      // Origins may be otherwise than they were, which shows of other entities too.
      await computeView(run, await project(run, some, projection), projection)
    })
    report(`${Math.min(i + AT_ONCE, ids.length)} of ${ids.length} entities`)
  }
}

async function readIds(store: Store, text: string, params: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const [rows = []] = await store.read([{ text, params }])
  return rows.map(({ id }) => String(id))
}

/** Takes away all that was computed; where there is no hash the properties are written too. */
async function clear(run: Run, ids: readonly string[]): Promise<void> {
  await clearView(run, ids)
  await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id}) CREATE (n)-[:FACTS]->(f:Facts {of: id}) REMOVE n.print`,
  )
}
