import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { PlainValue, Row, Statement, Store } from '../store/store.js'
import type { World, WorldClaim, WorldEntity } from './check-world.js'
import { anonymousId, claimId, claimKey, entityId } from './records.js'
import type { Batch, ClaimRecord } from './records.js'
import { keyedOf, placeOf } from './refuse-loading.js'
import { CLAIM_LINKS } from './write-graph.js'
import { readAwaited } from './write-links.js'

/** What some files say together, in their order. */
export function worldOf(files: readonly string[], batches: readonly Batch[]): World {
  const keys = keysOf(batches)
  const retracted = new Set(batches.flatMap(({ retractions = [] }) => retractions.map(({ claim }) => keys.get(claim))))
  const claims = batches.flatMap((batch, i) =>
    batch.claims.map((claim): WorldClaim => {
      const id = claimId(claim)
      return {
        ...worldClaim(claim, keys),
        id,
        place: placeOf(files[i], batch, id),
        retractedAt: retracted.has(id) ? 'now' : null,
      }
    }),
  )
  const entities = batches.flatMap((batch, i) =>
    batch.entities.map((each): WorldEntity => ({ ...each, place: placeOf(files[i], batch, entityId(each.slug)) })),
  )
  return {
    claims,
    // Several files name an entity; the first is where it is looked for.
    entities: [...new Map(entities.toReversed().map((entity) => [entity.slug, entity])).values()].toReversed(),
    speakers: batches.flatMap((batch, i) =>
      batch.speakers.map((each) => ({ ...each, place: placeOf(files[i], batch, anonymousId(each)) })),
    ),
    awaited: batches.flatMap((batch, i) => namedKeys(files[i], batch)).filter(({ key }) => !keys.has(key)),
  }
}

function keysOf(batches: readonly Batch[]): ReadonlyMap<string, string> {
  return new Map(batches.flatMap(({ claims }) => keyedOf(claims)).map(({ name: key, id }) => [key, id]))
}

function namedKeys(file: string | undefined, batch: Batch): World['awaited'][number][] {
  const links = batch.claims.flatMap((claim) =>
    claim.links.map(({ claim: key }) => ({ what: 'a claim', key, place: placeOf(file, batch, claimId(claim)) })),
  )
  return [
    ...links,
    ...(batch.retractions ?? []).map(({ claim: key }) => ({
      what: 'a claim',
      key,
      place: placeOf(file, batch, claimKey(key)),
    })),
  ]
}

function worldClaim(
  claim: ClaimRecord,
  keys: ReadonlyMap<string, string>,
): Omit<WorldClaim, 'id' | 'place' | 'retractedAt'> {
  const { subject, predicate, object, value, qualifiers, polarity, modality, rank, review } = claim
  const idsOf = (links: ClaimRecord['links']): string[] => links.flatMap(({ claim: key }) => keys.get(key) ?? [])
  return {
    subject,
    predicate,
    said: object ?? value.text,
    qualifiers,
    polarity,
    modality,
    rank,
    review,
    confidence: claim.confidence.level,
    publishedFrom: claim.publishedAt?.from ?? null,
    isDated: claim.validFrom !== null || claim.validTo !== null,
    speakers: claim.speakers.length,
    sources: claim.evidence.length,
    links: idsOf(claim.links),
    supersedes: idsOf(claim.links.filter(({ type }) => type === 'SUPERSEDES')),
  }
}

/** Entities whose claims are read at once. */
const ENTITIES_AT_ONCE = 1000

/** What a graph says; a claim's place is its subject, its predicate and its key or id. */
export async function readWorld(store: Store): Promise<World> {
  const [entities = [], speakers = []] = await store.read([
    toStatement(cypher`MATCH (n:Entity) RETURN n.id AS id, n.slug AS slug, n.nodeKind AS kind ORDER BY slug`),
    toStatement(cypher`MATCH (s:AnonymousSpeaker) RETURN s.description AS description ORDER BY description`),
  ])
  const awaited = await readAwaited(store)
  const claims: WorldClaim[] = []
  for (let i = 0; i < entities.length; i += ENTITIES_AT_ONCE) {
    const ids = entities.slice(i, i + ENTITIES_AT_ONCE).map(({ id }) => id ?? null)
    const [rows = []] = await store.read([claimsOf(ids)])
    for (const row of rows) claims.push(storedClaim(row))
  }
  return {
    claims,
    entities: entities.map(({ slug, kind }) => ({ slug: String(slug), kind: String(kind), place: String(slug) })),
    speakers: speakers.map(({ description }) => ({
      description: String(description),
      place: `speaker "${String(description)}"`,
    })),
    awaited: [
      ...awaited.claims.map((key) => ({ what: 'a claim', key, place: 'a link or retraction' })),
      ...awaited.entities.map((key) => ({ what: 'an entity', key, place: 'a judgement' })),
    ],
  }
}

const COLUMNS = [
  'id',
  'key',
  'predicate',
  'value_text',
  'qualified',
  'polarity',
  'modality',
  'confidence',
  'rank',
  'review',
  'retractedAt',
  'publishedAt_from',
  'validFrom',
  'validTo',
] as const

function claimsOf(ids: readonly PlainValue[]): Statement {
  const columns = join(
    COLUMNS.map((column) => cypher`c.${name(column)}`),
    ', ',
  )
  return toStatement(
    cypher`UNWIND ${ids} AS id MATCH (s:Node {id: id})<-[:SUBJECT]-(c:Claim)
CALL (c) { MATCH (c)-[:OBJECT]->(o:Entity) WITH o ORDER BY o.slug RETURN collect(o.slug) AS objects }
CALL (c) { MATCH (c)-[:SUPPORTED_BY]->(x:Source) RETURN count(x) AS sources }
CALL (c) { MATCH (c)-[:ATTRIBUTED_TO]->(x:Node) RETURN count(x) AS speakers }
CALL (c) { MATCH (c)-[:${CLAIM_LINKS}]->(d:Claim) WITH d ORDER BY d.id RETURN collect(d.id) AS others }
CALL (c) { MATCH (c)-[:SUPERSEDES]->(d:Claim) WITH d ORDER BY d.id RETURN collect(d.id) AS supersedes }
RETURN s.slug AS subject, [${columns}] AS columns, objects, sources, speakers, others, supersedes ORDER BY subject, c.predicate, c.id`,
  )
}

function storedClaim(row: Row): WorldClaim {
  const cells = row['columns'] as readonly PlainValue[]
  const column = (key: (typeof COLUMNS)[number]): PlainValue => cells[COLUMNS.indexOf(key)] ?? null
  const text = (key: (typeof COLUMNS)[number]): string | null => {
    const value = column(key)
    return value === null ? null : String(value)
  }
  const [id, predicate] = [text('id') ?? '', text('predicate') ?? '']
  const subject = String(row['subject'])
  return {
    id,
    place: `${subject} ${predicate} (${text('key') ?? id})`,
    subject,
    predicate,
    said: (row['objects'] as readonly string[])[0] ?? text('value_text'),
    qualifiers: JSON.parse(text('qualified') ?? '{}') as Record<string, PlainValue>,
    polarity: text('polarity') ?? '',
    modality: text('modality') ?? '',
    confidence: text('confidence') ?? '',
    rank: text('rank') ?? '',
    review: text('review') ?? '',
    retractedAt: text('retractedAt'),
    publishedFrom: text('publishedAt_from'),
    isDated: column('validFrom') !== null || column('validTo') !== null,
    speakers: Number(row['speakers']),
    sources: Number(row['sources']),
    links: row['others'] as readonly string[],
    supersedes: row['supersedes'] as readonly string[],
  }
}
