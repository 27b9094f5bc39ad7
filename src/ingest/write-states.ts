import { cypher } from '../cypher/cypher.js'
import type { PlainValue, Run } from '../store/store.js'
import type { Subject } from './stored-claim.js'
import type { State, View } from './view.js'
import { ask, groupBy, withoutNulls } from './write-graph.js'

interface OwnState extends State {
  readonly subject: Subject
}

/**
 * The relationships from a node to what it was at other moments, of which the present is the node itself. Whatever an
 * entity was bears its id too, so that each entity is looked up once and not for every one of its states.
 */
export async function writeStates(run: Run, views: readonly View[], found: readonly Subject[]): Promise<void> {
  const subjects = new Map(found.map((subject) => [subject.id, subject]))
  const all = views.flatMap(({ id, states }) => {
    const subject = subjects.get(id)
    return subject ? states.map((state): OwnState => ({ ...state, subject })) : []
  })
  const wanted = new Map(all.map((state) => [keyOf({ id: state.subject.id, print: state.print }), state]))
  const known = await ask(
    run,
    cypher`UNWIND ${views.map(({ id }) => id)} AS id MATCH (n:Node {id: id})-[t:STATE]->(s) RETURN n.id AS id, t.print AS print`,
  )
  const there = new Set(known.map(keyOf))
  await dropStates(
    run,
    known.filter((row) => !wanted.has(keyOf(row))),
  )
  await createStates(
    run,
    [...wanted].filter(([key]) => !there.has(key)).map(([, state]) => state),
  )
}

function keyOf({ id, print }: Readonly<Record<string, PlainValue>>): string {
  return `${String(id)} ${String(print)}`
}

async function dropStates(run: Run, stale: readonly Readonly<Record<string, PlainValue>>[]): Promise<void> {
  if (stale.length === 0) return
  const rows = [...groupBy(stale, ({ id }) => String(id))].map(([id, those]) => ({
    id,
    prints: those.map(({ print }) => String(print)),
  }))
  await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id})-[t:STATE]->(s:Past)-[:FACTS]->(f:Facts) WHERE t.print IN row.prints DETACH DELETE s, f`,
  )
  await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id})-[t:STATE]->(s:Node) WHERE t.print IN row.prints DELETE t`,
  )
}

async function createStates(run: Run, fresh: readonly OwnState[]): Promise<void> {
  const own = fresh.flatMap(({ subject: { id }, content, span, print }) =>
    content === null ? [{ id, span: { ...span, print } }] : [],
  )
  if (own.length > 0)
    await ask(run, cypher`UNWIND ${own} AS row MATCH (n:Node {id: row.id}) CREATE (n)-[t:STATE]->(n) SET t += row.span`)
  const past = fresh.flatMap(({ subject: { id, kind, slug }, content, span, print }) => {
    if (content === null) return []
    const columns = { id, nodeKind: kind, slug, print, ...withoutNulls(content.own) }
    const facts = { of: id, print, ...withoutNulls(content.facts) }
    return [{ id, span: { ...span, print }, columns, facts }]
  })
  const rows = [...groupBy(past, ({ id }) => id)].map(([id, states]) => ({ id, states }))
  if (rows.length > 0)
    await ask(
      run,
      cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id}) UNWIND row.states AS was CREATE (n)-[t:STATE]->(s:Past)-[:FACTS]->(f:Facts) SET t += was.span SET s += was.columns SET f += was.facts`,
    )
}
