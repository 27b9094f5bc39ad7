import { cypher } from '../cypher/cypher.js'
import { idOf } from '../model/identity.js'
import { ClaimLink } from '../model/words.js'
import type { PlainValue, Row, Run } from '../store/store.js'
import { CLAIM_LINKS, ask, createEdges, createNodes } from './write-graph.js'
import type { Columns } from './stored-claim.js'

type Cells = readonly PlainValue[]

/**
 * Before claims are changed, what they said until now is kept as claims of their own that were taken back at this moment,
 * so that the clock of the records still tells it.
 */
export async function keepFormer(run: Run, ids: readonly string[], recordedAt: string): Promise<void> {
  if (ids.length === 0) return
  const rows = await readFormers(run, ids, recordedAt)
  const formers = rows.map((row) => ({ ...formerOf(row, recordedAt), row }))
  await createNodes(run, 'Claim', formers)
  const edges = (type: string, of: (former: (typeof formers)[number]) => readonly Ends[]): Promise<void> =>
    createEdges(run, type, formers.flatMap(of))
  const to =
    (list: string) =>
    (former: (typeof formers)[number]): Ends[] =>
      (former.row[list] as readonly string[]).map((id) => ({ from: former.id, to: id, columns: {} }))
  await edges('SUBJECT', to('subjects'))
  await edges('OBJECT', to('objects'))
  await edges('ATTRIBUTED_TO', ({ id, row }) =>
    (row['speakers'] as readonly Cells[]).map(([speaker, position = null]) => ({
      from: id,
      to: String(speaker),
      columns: { position, id: idOf(id, 'speaker', String(position)) },
    })),
  )
  await edges('SUPPORTED_BY', ({ id, row }) =>
    (row['sources'] as readonly Cells[]).map(([source, stance = null, locator = null, quote = null]) => ({
      from: id,
      to: String(source),
      columns: { stance, locator, quote },
    })),
  )
  // Two that change in one load were each read beside what the other is from now on.
  const besides = new Map(formers.map(({ id, row }) => [String((row['own'] as Columns)['id']), id]))
  const withBesides = (other: string): readonly string[] => [other, besides.get(other)].flatMap((each) => each ?? [])
  for (const type of Object.keys(ClaimLink)) {
    const others = (row: Row, list: string): readonly string[] =>
      (row[list] as readonly (readonly [string, string])[]).flatMap(([each, other]) => (each === type ? [other] : []))
    await edges(type, ({ id, row }) => [
      ...others(row, 'out')
        .flatMap(withBesides)
        .map((other) => link(type, [id, other], recordedAt)),
      ...others(row, 'into').map((other) => link(type, [other, id], recordedAt)),
    ])
  }
}

async function readFormers(run: Run, ids: readonly string[], recordedAt: string): Promise<readonly Row[]> {
  return ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (c:Claim {id: id}) WHERE c.recordedAt < ${recordedAt}
CALL (c) { MATCH (c)-[r:OBJECT]->(n:Node) WITH r, n ORDER BY n.id RETURN collect(coalesce(r.standsFor, n.id)) AS objects }
CALL (c) { MATCH (c)-[r:SUBJECT]->(n:Node) WITH r, n ORDER BY n.id RETURN collect(coalesce(r.standsFor, n.id)) AS subjects }
CALL (c) { MATCH (c)-[r:ATTRIBUTED_TO]->(n:Node) WITH n, r ORDER BY r.position RETURN collect([coalesce(r.standsFor, n.id), r.position]) AS speakers }
CALL (c) { MATCH (c)-[r:SUPPORTED_BY]->(n:Source) WITH n, r ORDER BY n.id RETURN collect([n.id, r.stance, r.locator, r.quote]) AS sources }
CALL (c) { MATCH (c)-[l:${CLAIM_LINKS}]->(n:Claim) WITH l, n ORDER BY n.id RETURN collect([type(l), n.id]) AS out }
CALL (c) { MATCH (c)<-[l:${CLAIM_LINKS}]-(n:Claim) WITH l, n ORDER BY n.id RETURN collect([type(l), n.id]) AS into }
RETURN properties(c) AS own, objects, subjects, speakers, sources, out, into`,
  )
}

interface Ends {
  readonly from: string
  readonly to: string
  readonly columns: Columns
}

function link(type: string, [from, to]: readonly [string, string], recordedAt: string): Ends {
  return { from, to, columns: { type, id: idOf(from, type, to), recordedAt } }
}

/** A key belongs to the claim as it is now. */
function formerOf(row: Row, retractedAt: string): { readonly id: string; readonly columns: Columns } {
  const { id, key, nodeKind, ...own } = row['own'] as Columns
  return {
    id: idOf('former', String(id), String(own['print']), String(own['recordedAt'])),
    columns: {
      ...own,
      retractedAt: own['retractedAt'] ?? retractedAt,
      retractReason: own['retractReason'] ?? 'A later load put it otherwise.',
    },
  }
}
