import { cypher } from '../cypher/cypher.js'
import type { Run } from '../store/store.js'
import { ask } from './write-graph.js'

/** When a load would be on record, an instant in ISO 8601, and whether that is the moment of what it wrote before. */
export interface AskedMoment {
  readonly at: string
  readonly isContinued: boolean
}

/**
 * The moment at which a transaction is on record: later than all that is, for one that began earlier may be written later,
 * and clocks are set back; then it is the millisecond after. What continues a load keeps its moment.
 */
export async function momentOfRecord(run: Run, { at, isContinued }: AskedMoment): Promise<string> {
  const latest = await readLatest(run)
  if (latest === null || at > latest || (at === latest && isContinued)) return at
  return new Date(Date.parse(latest) + 1).toISOString()
}

/** Notes that something is on record at a moment. */
export async function noteMoment(run: Run, at: string): Promise<void> {
  await ask(run, cypher`MERGE (r:Recorded {id: 'latest'}) SET r.at = ${at}`)
}

async function readLatest(run: Run): Promise<string | null> {
  const [noted] = await ask(run, cypher`MATCH (r:Recorded {id: 'latest'}) RETURN r.at AS at`)
  // Earlier releases noted nothing.
  const [row] = noted
    ? [noted]
    : await ask(run, cypher`MATCH (c:Claim) RETURN max(coalesce(c.retractedAt, c.recordedAt)) AS at`)
  return row?.['at'] == null ? null : String(row['at'])
}
