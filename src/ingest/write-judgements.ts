import { cypher } from '../cypher/cypher.js'
import { idOf } from '../model/identity.js'
import type { Run } from '../store/store.js'
import { judgementId, speakerId } from './records.js'
import type { JudgementRecord } from './records.js'
import { ask, createEdges, createNodes, makeAwaited, writeAwaited } from './write-graph.js'
import type { Loading } from './write-claims.js'

/**
 * Writes what was judged of two entities; one that is there is found by its id, and stays taken back once it is. Answers
 * with the entities that were judged.
 */
export async function writeJudgements(
  run: Run,
  judgements: readonly JudgementRecord[],
  { changes, recordedAt }: Loading,
): Promise<readonly string[]> {
  if (judgements.length === 0) return []
  const rows = [...new Map(judgements.map((each) => [judgementId(each), each])).entries()]
  const created = await createNodes(
    run,
    'Judgement',
    rows.map(([id, { verdict, at }]) => ({ id, columns: { verdict, at, recordedAt } })),
  )
  changes.judgements += created.size
  const fresh = rows.filter(([id]) => created.has(id))
  await createEdges(
    run,
    'JUDGED_BY',
    fresh.map(([id, { by }]) => ({ from: id, to: speakerId(by), columns: {} })),
  )
  await writeSides(run, fresh)
  const reasons = rows.map(([id, { reason }]) => ({ id, reason }))
  await ask(run, cypher`UNWIND ${reasons} AS row MATCH (j:Node {id: row.id}) SET j.reason = row.reason`)
  const revoked = rows.flatMap(([id, { revokedAt }]) => (revokedAt === null ? [] : [{ id, revokedAt }]))
  if (revoked.length > 0) {
    const taken = await ask(
      run,
      cypher`UNWIND ${revoked} AS row MATCH (j:Node {id: row.id}) WHERE j.revokedAt IS NULL SET j.revokedAt = row.revokedAt, j.revocationRecordedAt = ${recordedAt} RETURN j.id AS id`,
    )
    changes.revoked += taken.filter(({ id }) => !created.has(String(id))).length
  }
  const judged = await ask(
    run,
    cypher`UNWIND ${rows.map(([id]) => id)} AS id MATCH (j:Node {id: id})-[:JUDGES]->(n:Node) RETURN DISTINCT n.id AS id`,
  )
  return judged.map(({ id }) => String(id))
}

/** Leads judgements to the two they are of, as far as these are there. */
async function writeSides(run: Run, judgements: readonly (readonly [string, JudgementRecord])[]): Promise<void> {
  const sides = judgements.flatMap(([from, { sides: keys }]) =>
    keys.map((key, position) => ({
      from,
      key,
      type: 'JUDGES',
      columns: { id: idOf(from, 'side', String(position)), position },
    })),
  )
  await writeAwaited(run, sides)
  await makeAwaited(run, [...new Set(sides.map(({ key }) => key))])
}
