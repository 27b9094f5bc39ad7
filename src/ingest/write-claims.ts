import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { Failure } from '../errors.js'
import { idOf } from '../model/identity.js'
import { ClaimLink } from '../model/words.js'
import type { PlainValue, Run } from '../store/store.js'
import { labelsOf } from './definitions.js'
import { anonymousId, authorId, claimId, dateColumns, entityId, sourceId } from './records.js'
import type { AnonymousRecord, Batch, ClaimRecord, SpeakerRecord } from './records.js'

type Columns = Record<string, PlainValue>

/** What a load has changed. */
export interface Changes {
  sources: number
  entities: number
  claims: number
  /** Claims that were there and have changed in how surely, by whom or where they are said. */
  changed: number
  unchanged: number
}

/** A load under way: what it has changed so far, and the moment at which it is on record. */
export interface Loading {
  readonly changes: Changes
  readonly recordedAt: string
}

export const noChanges = (): Changes => ({ sources: 0, entities: 0, claims: 0, changed: 0, unchanged: 0 })

/** Runs statements of our own text in an open transaction. */
export async function ask(run: Run, fragment: Fragment): Promise<readonly Record<string, PlainValue>[]> {
  return run(toStatement<PlainValue>(fragment))
}

/** Writes the nodes that claims speak of: entities, sources, authors and speakers without a name. */
export async function writeNodes(run: Run, batch: Batch, at: Loading): Promise<void> {
  await writeEntities(run, batch, at)
  await writeSources(run, batch, at)
  const anonymous = batch.speakers.map((speaker) => ({ id: anonymousId(speaker), columns: anonymousColumns(speaker) }))
  const created = await createNodes(run, 'AnonymousSpeaker', anonymous)
  const affiliated = batch.speakers.filter(
    (speaker) => speaker.affiliation !== null && created.has(anonymousId(speaker)),
  )
  await createEdges(
    run,
    'AFFILIATED_WITH',
    affiliated.map((speaker) => ({ from: anonymousId(speaker), to: entityId(speaker.affiliation ?? ''), columns: {} })),
  )
}

async function writeEntities(run: Run, { entities }: Batch, { changes, recordedAt }: Loading): Promise<void> {
  const ids = entities.map(({ slug }) => entityId(slug))
  const known = await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id}) RETURN n.slug AS slug, n.nodeKind AS kind`,
  )
  const kinds = new Map(known.map(({ slug, kind }) => [String(slug), String(kind)]))
  for (const { slug, kind } of entities) {
    const other = kinds.get(slug)
    if (other !== undefined && other !== kind)
      throw new Failure(
        'SEED_INVALID',
        `"${slug}" is of kind ${other} in the graph and of kind ${kind} in the file. Give one of them another slug.`,
      )
  }
  for (const [kind, group] of groupBy(entities, (entity) => entity.kind)) {
    const created = await createNodes(
      run,
      kind,
      group.map(({ slug }) => ({ id: entityId(slug), columns: { slug, name: slug, recordedAt } })),
    )
    const slugs = group
      .filter(({ slug }) => created.has(entityId(slug)))
      .map(({ slug }) => ({ key: `slug:${slug}`, id: entityId(slug) }))
    await createIdentifiers(run, slugs)
    changes.entities += created.size
  }
}

/** Keys by which a node is found; each leads to one node. */
export async function createIdentifiers(
  run: Run,
  rows: readonly { readonly key: string; readonly id: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id}) MERGE (i:Identifier {key: row.key}) MERGE (i)-[:IDENTIFIES]->(n)`,
  )
}

async function writeSources(run: Run, { sources }: Batch, { changes, recordedAt }: Loading): Promise<void> {
  const rows = sources.map((source) => {
    const { publishedAt, publisher, author, reprintOf, ...own } = source
    return { id: sourceId(source.slug), columns: { ...own, ...dateColumns('publishedAt', publishedAt) } }
  })
  const created = await createNodes(
    run,
    'Source',
    rows.map(({ id, columns }) => ({ id, columns: { ...columns, recordedAt } })),
  )
  // A source may be described better in a later file; what claims say of the world is never overwritten so.
  if (rows.length > 0) await ask(run, cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id}) SET n += row.columns`)
  const fresh = sources.filter(({ slug }) => created.has(sourceId(slug)))
  await createIdentifiers(
    run,
    fresh.map(({ slug }) => ({ key: `source:${slug}`, id: sourceId(slug) })),
  )
  await createNodes(
    run,
    'Author',
    sources.map(({ slug, author }) => ({ id: authorId(slug), columns: { name: author } })),
  )
  await createEdges(
    run,
    'AUTHOR_OF',
    fresh.map(({ slug }) => ({ from: authorId(slug), to: sourceId(slug), columns: {} })),
  )
  await createEdges(
    run,
    'PUBLISHED_BY',
    fresh.flatMap(({ slug, publisher }) =>
      publisher ? [{ from: sourceId(slug), to: entityId(publisher), columns: {} }] : [],
    ),
  )
  await createEdges(
    run,
    'REPRINT_OF',
    fresh.flatMap(({ slug, reprintOf }) =>
      reprintOf ? [{ from: sourceId(slug), to: sourceId(reprintOf), columns: {} }] : [],
    ),
  )
  changes.sources += created.size
}

/**
 * Writes claims with their speakers and sources; a claim that is there already is found by its id. Answers with the
 * subjects of claims that a changed claim had a link to, for they may show again.
 */
export async function writeClaims(run: Run, claims: readonly ClaimRecord[], at: Loading): Promise<readonly string[]> {
  const rows = [...new Map(claims.map((claim) => [claimId(claim), claim])).entries()].map(([id, claim]) => ({
    id,
    claim,
    columns: claimColumns(claim),
  }))
  const known = await ask(
    run,
    cypher`UNWIND ${rows.map(({ id }) => id)} AS id MATCH (c:Claim {id: id}) RETURN c.id AS id, c.print AS print, c.recordedAt AS recordedAt`,
  )
  const prints = new Map(known.map(({ id, print }) => [String(id), print]))
  const recorded = new Map(known.map(({ id, recordedAt }) => [String(id), String(recordedAt)]))
  const fresh = rows.filter(({ id }) => !prints.has(id))
  const changed = rows
    .filter(({ id, columns }) => prints.has(id) && prints.get(id) !== columns['print'])
    .map((row) => ({
      ...row,
      columns: { ...row.columns, ...knownFrom(row.claim, recorded.get(row.id) ?? at.recordedAt) },
    }))
  at.changes.claims += fresh.length
  at.changes.changed += changed.length
  at.changes.unchanged += rows.length - fresh.length - changed.length
  await createNodes(
    run,
    'Claim',
    fresh.map(({ id, claim, columns }) => ({
      id,
      columns: { ...columns, recordedAt: at.recordedAt, ...knownFrom(claim, at.recordedAt) },
    })),
  )
  await createEdges(
    run,
    'SUBJECT',
    fresh.map(({ id, claim }) => ({ from: id, to: entityId(claim.subject), columns: {} })),
  )
  await createEdges(
    run,
    'OBJECT',
    fresh.flatMap(({ id, claim }) =>
      claim.object === null ? [] : [{ from: id, to: entityId(claim.object), columns: {} }],
    ),
  )
  const loosened = await changeClaims(run, changed)
  const attached = [...fresh, ...changed]
  await createEdges(
    run,
    'ATTRIBUTED_TO',
    attached.flatMap(({ id, claim }) =>
      claim.speakers.map((speaker, position) => ({
        from: id,
        to: speakerId(speaker),
        columns: { position, id: idOf(id, 'speaker', String(position)) },
      })),
    ),
  )
  await createEdges(
    run,
    'SUPPORTED_BY',
    attached.flatMap(({ id, claim }) =>
      claim.evidence.map(({ source, ...own }) => ({ from: id, to: sourceId(source), columns: own })),
    ),
  )
  return loosened
}

/** Overwrites claims and takes away what hung on them; their links are written anew with all others. */
async function changeClaims(
  run: Run,
  changed: readonly { readonly id: string; readonly columns: Columns }[],
): Promise<readonly string[]> {
  if (changed.length === 0) return []
  const ids = changed.map(({ id }) => id)
  const links = join(Object.keys(ClaimLink).map(name), '|')
  const linked = await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (c:Claim {id: id})-[:${links}]->(d:Claim)-[:SUBJECT]->(s:Entity) RETURN DISTINCT s.id AS id`,
  )
  await ask(
    run,
    cypher`UNWIND ${changed.map(({ id, columns }) => ({ id, columns }))} AS row MATCH (c:Claim {id: row.id}) SET c += row.columns`,
  )
  await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (c:Claim {id: id})-[r:ATTRIBUTED_TO|SUPPORTED_BY|${links}]->(n:Node) DELETE r`,
  )
  return linked.map(({ id }) => String(id))
}

/** Writes the links between claims, when both ends are there. */
export async function writeLinks(run: Run, claims: readonly ClaimRecord[]): Promise<void> {
  const links = claims.flatMap((claim) =>
    claim.links.map(({ type, claim: to }) => ({ type, from: claimId(claim), to, id: idOf(claimId(claim), type, to) })),
  )
  for (const [type, group] of groupBy(links, (link) => link.type)) {
    const rows = group.map(({ from, to, id }) => ({ from, to, id }))
    await ask(
      run,
      cypher`UNWIND ${rows} AS row MATCH (a:Claim {id: row.from}) MATCH (b:Claim {id: row.to}) MERGE (a)-[r:${name(type)}]->(b) SET r.type = ${type}, r.id = row.id`,
    )
  }
}

function speakerId(speaker: SpeakerRecord): string {
  if ('author' in speaker) return authorId(speaker.author)
  return 'entity' in speaker ? entityId(speaker.entity) : anonymousId(speaker.anonymous)
}

/** Creates the nodes that are not there yet, and says which those are. */
async function createNodes(
  run: Run,
  kind: string,
  rows: readonly { readonly id: string; readonly columns: Columns }[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set()
  const known = await ask(
    run,
    cypher`UNWIND ${rows.map(({ id }) => id)} AS id MATCH (n:Node {id: id}) RETURN n.id AS id`,
  )
  const there = new Set(known.map(({ id }) => String(id)))
  const fresh = [...new Map(rows.map((row) => [row.id, row])).values()].filter(({ id }) => !there.has(id))
  const labels = join(labelsOf(kind).map(name), ':')
  if (fresh.length > 0)
    await ask(
      run,
      cypher`UNWIND ${fresh} AS row CREATE (n:${labels} {id: row.id, nodeKind: ${kind}}) SET n += row.columns`,
    )
  return new Set(fresh.map(({ id }) => id))
}

/** Creates relationships of one type between nodes that are there. */
export async function createEdges(
  run: Run,
  type: string,
  rows: readonly { readonly from: string; readonly to: string; readonly columns: Columns }[],
): Promise<void> {
  if (rows.length === 0) return
  await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (a:Node {id: row.from}) MATCH (b:Node {id: row.to}) CREATE (a)-[r:${name(type)}]->(b) SET r += row.columns`,
  )
}

function anonymousColumns({ description, count }: AnonymousRecord): Columns {
  return { description, count }
}

/** The public could know a claim from the last day of its publication on; one without a date, from when it was recorded. */
function knownFrom({ publishedAt }: ClaimRecord, recordedAt: string): Columns {
  return { pub_from: publishedAt?.to ?? recordedAt.slice(0, 10) }
}

function claimColumns(claim: ClaimRecord): Columns {
  const { value, confidence } = claim
  const columns = {
    predicate: claim.predicate,
    text: claim.text,
    ...valueColumns(claim),
    qualifiers: Object.entries(claim.qualifiers).map(([key, each]) =>
      JSON.stringify({ predicate: upperSnake(key), value: each === null ? null : String(each) }),
    ),
    qualified: JSON.stringify(claim.qualifiers),
    quantity: JSON.stringify([value.low ?? null, value.high ?? null, value.unit ?? null]),
    polarity: claim.polarity,
    modality: claim.modality,
    confidence: confidence.level,
    confidence_score: confidence.score,
    confidence_basis: confidence.basis,
    rank: claim.rank,
    rankReason: claim.rankReason,
    review: claim.review,
    ...dateColumns('validFrom', claim.validFrom),
    ...dateColumns('validTo', claim.validTo),
    ...dateColumns('publishedAt', claim.publishedAt),
  }
  const attached = JSON.stringify([claim.speakers, claim.evidence, claim.links])
  return { ...columns, print: idOf(JSON.stringify(columns), attached) }
}

function valueColumns({ value }: ClaimRecord): Columns {
  return {
    value: value.kind,
    value_text: value.text,
    value_number: value.number ?? null,
    value_boolean: value.boolean ?? null,
    value_date: value.date?.value ?? null,
    value_precision: value.date?.precision ?? null,
    value_amount: value.amount ?? null,
    value_amount_number: value.amount === undefined ? null : Number(value.amount),
    value_currency: value.currency ?? null,
  }
}

function upperSnake(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
}

/** Groups by a key, in the order in which the keys first come. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
