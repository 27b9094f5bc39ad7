import { cypher, name } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { readKnown, sayingOf } from '../model/claim-rules.js'
import type { PlainValue, Row, Run } from '../store/store.js'
import { readTopOwners } from './owners.js'
import { SourceRoots, earlier } from './source-roots.js'
import type { Evidence } from './source-roots.js'
import { printOfOrigins } from './stored-claim.js'
import type { StoredClaim } from './stored-claim.js'
import { ask } from './write-graph.js'

const READ = [
  'id',
  'predicate',
  'text',
  'polarity',
  'modality',
  'confidence',
  'rank',
  'review',
  'recordedAt',
  'retractedAt',
  'value',
  'value_text',
  'value_number',
  'value_boolean',
  'value_amount',
  'value_currency',
  'qualified',
  'quantity',
  'publishedAt_from',
  'pub_from',
  'validFrom',
  'validFrom_precision',
  'validFrom_from',
  'validFrom_to',
  'validTo',
  'validTo_precision',
  'validTo_from',
  'validTo_to',
  'originPrint',
] as const

/** A claim with its subject, and whether what is written of its origins on it is what they are now. */
interface ReadClaim {
  readonly subject: string
  readonly claim: StoredClaim
  readonly isTraced: boolean
}

/** Reads all that is claimed of some entities, each claim followed to its origins. */
export async function readClaims(run: Run, subjects: readonly string[]): Promise<readonly ReadClaim[]> {
  const columns = READ.map((column) => cypher`c.${name(column)}`).reduce((left, right) => cypher`${left}, ${right}`)
  const rows = await ask(
    run,
    cypher`UNWIND ${subjects} AS id MATCH (s:Node {id: id})<-[q:SUBJECT]-(c:Claim)
CALL (c) { MATCH (c)-[:OBJECT]->(o:Entity) WITH o ORDER BY o.id RETURN collect([o.id, o.nodeKind]) AS objects }
CALL (c) { MATCH (c)-[e:SUPPORTED_BY]->(x:Source) WITH x, e ORDER BY x.id RETURN collect([x.id, e.stance, x.pub_from, e.pub_from]) AS sources }
CALL (c) { MATCH (c)-[a:ATTRIBUTED_TO]->(p:Entity) WITH p, a ORDER BY a.position RETURN collect(p.id) AS speakers }
${successorsOf('c', 'successors')}
CALL (c) { MATCH (c)-[l:CONTRADICTS|DENIES|REFINES]-(d:Claim)
  ${successorsOf('d', 'after')}
  WITH l, d, after ORDER BY d.id RETURN collect([type(l), d.id, d.rank, after, ${knownCells('d')}]) AS disputes }
RETURN s.id AS subject, coalesce(q.standsFor, s.id) AS names, [${columns}] AS columns, objects, sources, speakers, successors, disputes`,
  )
  const roots = await SourceRoots.read(run, [...new Set(rows.flatMap((row) => evidenceOf(row).map(([id]) => id)))])
  const dated = rows.map(datedEvidenceOf)
  const found = rows.map((row, i) => roots.originsOf(row['speakers'] as readonly string[], dated[i] ?? []))
  const owners = await readTopOwners(run, [...new Set(found.flatMap((each) => [...each.keys()]))])
  return rows.map((row, i) => {
    const origins = new Map<string, string>()
    for (const [origin, since] of found[i] ?? []) {
      const top = owners.get(origin) ?? origin
      origins.set(top, earlier(origins.get(top), since))
    }
    const attested = [...origins].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return readRow(row, { dated: dated[i] ?? [], attested })
  })
}

/** The claims that supersede another, each as `readKnown` reads it. */
function successorsOf(claim: string, column: string): Fragment {
  const of = name(claim)
  return cypher`CALL (${of}) { MATCH (${of})<-[:SUPERSEDES]-(y:Claim) WITH y ORDER BY y.id RETURN collect([${knownCells('y')}]) AS ${name(column)} }`
}

/** The cells that `readKnown` reads. */
function knownCells(claim: string): Fragment {
  const of = name(claim)
  return cypher`${of}.pub_from, ${of}.recordedAt, ${of}.retractedAt, ${of}.review`
}

/** What a row comes to once its sources are dated and followed. */
interface Traced {
  readonly dated: readonly Evidence[]
  readonly attested: readonly (readonly [origin: string, since: string])[]
}

function readRow(row: Row, { dated, attested }: Traced): ReadClaim {
  const cells = row['columns'] as readonly PlainValue[]
  const columns = Object.fromEntries(READ.map((column, i) => [column, cells[i] ?? null]))
  const text = (column: string): string => String(columns[column])
  const maybe = (column: string): string | null => (columns[column] === null ? null : text(column))
  const origins = attested.map(([origin]) => origin)
  const originsSince = attested.every(([, since]) => since === '') ? null : attested.map(([, since]) => since)
  const [object, objectKind] = (row['objects'] as readonly (readonly string[])[])[0] ?? []
  const claim: StoredClaim = {
    id: text('id'),
    names: String(row['names']),
    predicate: text('predicate'),
    polarity: text('polarity'),
    modality: text('modality'),
    confidence: text('confidence'),
    rank: text('rank'),
    review: text('review'),
    publishedOn: text('pub_from'),
    recordedAt: text('recordedAt'),
    retractedAt: maybe('retractedAt'),
    publishedFrom: maybe('publishedAt_from'),
    holdsFrom: maybe('validFrom_from'),
    holdsTo: maybe('validTo_to'),
    origins,
    originsSince,
    says: sayingOf(object ?? null, (column) => columns[column]),
    successors: (row['successors'] as readonly PlainValue[][]).map(readKnown),
    object: object ?? null,
    objectKind: objectKind ?? null,
    columns,
    qualifiers: JSON.parse(text('qualified')) as Record<string, PlainValue>,
    evidence: dated.map(([source, , since]) => ({ source, since })),
    disputes: (row['disputes'] as readonly PlainValue[][]).map(readDispute),
  }
  return {
    subject: String(row['subject']),
    claim,
    isTraced: columns['originPrint'] === printOfOrigins(claim) && isDated(row, dated),
  }
}

/** The other side of a dispute, of which no more is looked at than whether it is on record, deprecated or superseded. */
function readDispute([type, id, rank, successors, ...known]: readonly PlainValue[]): StoredClaim['disputes'][number] {
  const other = {
    ...UNWEIGHED,
    ...readKnown(known),
    id: String(id),
    rank: String(rank),
    successors: (successors as readonly PlainValue[][]).map(readKnown),
  }
  return { type: String(type), other }
}

const UNWEIGHED = {
  polarity: '',
  modality: '',
  confidence: '',
  publishedFrom: null,
  holdsFrom: null,
  holdsTo: null,
  origins: [],
  originsSince: null,
  says: '',
}

/** Each source with what it does to the claim, when the public could know it, and from when on it counts as it was written last. */
function evidenceOf(row: Row): readonly (readonly [id: string, stance: string, day: string, since: string | null])[] {
  return row['sources'] as unknown as ReturnType<typeof evidenceOf>
}

/**
 * Each source with the day from which it counts for the claim. What was published first counts as long as the claim is
 * known, also where the claim itself is dated earlier.
 */
function datedEvidenceOf(row: Row): readonly Evidence[] {
  const evidence = evidenceOf(row)
  const known = String((row['columns'] as readonly PlainValue[])[READ.indexOf('pub_from')])
  const [first = ''] = evidence.map(([, , day]) => day).toSorted()
  const begun = first > known ? first : known
  return evidence.map(([id, stance, day]): Evidence => [id, stance, day > begun ? day : ''])
}

/** Whether the days on the way to the sources are what they are now. */
function isDated(row: Row, dated: readonly Evidence[]): boolean {
  return evidenceOf(row).every(([, , , since], i) => (since ?? '') === dated[i]?.[2])
}
