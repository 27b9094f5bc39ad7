import { cypher, name } from '../cypher/cypher.js'
import type { Run } from '../store/store.js'
import { anonymousId, authorId, dateColumns, entityId, slugKey, sourceId } from './records.js'
import type { AnonymousRecord, Batch, SourceRecord } from './records.js'
import { subjectsOfSources } from './source-roots.js'
import { ask, createEdges, createIdentifiers, createNodes, groupBy } from './write-graph.js'
import type { Columns } from './stored-claim.js'
import type { Loading } from './write-claims.js'

/**
 * Writes the nodes that claims speak of, but for entities: sources, authors and speakers without a name. Answers with the
 * entities of which something is said in sources that go back to somebody else by now.
 */
export async function writeNodes(run: Run, batch: Batch, at: Loading): Promise<readonly string[]> {
  const touched = await writeSources(run, batch, at)
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
  return touched
}

/** Writes the entities that are not there yet. */
export async function writeEntities(
  run: Run,
  entities: Batch['entities'],
  { changes, recordedAt }: Loading,
): Promise<void> {
  for (const [kind, group] of groupBy(entities, (entity) => entity.kind)) {
    const created = await createNodes(
      run,
      kind,
      group.map(({ slug }) => ({ id: entityId(slug), columns: { slug, name: slug, recordedAt } })),
    )
    const fresh = group.filter(({ slug }) => created.has(entityId(slug)))
    await createIdentifiers(
      run,
      fresh.map(({ slug }) => ({ key: slugKey(slug), id: entityId(slug) })),
    )
    changes.entities += created.size
  }
}

/**
 * A source may be described better in a later file: what that one says takes its place, what it leaves out stays. What
 * claims say of the world is never overwritten so.
 */
async function writeSources(
  run: Run,
  { sources }: Batch,
  { changes, recordedAt }: Loading,
): Promise<readonly string[]> {
  const rows = sources.map((source) => ({ id: sourceId(source.slug), columns: sourceColumns(source) }))
  const created = await createNodes(
    run,
    'Source',
    rows.map(({ id, columns }) => ({ id, columns: { ...columns, recordedAt, pub_from: recordedAt.slice(0, 10) } })),
  )
  const described = await changedSources(
    run,
    rows.filter(({ id }) => !created.has(id)),
  )
  if (rows.length > 0) await ask(run, cypher`UNWIND ${rows} AS row MATCH (n:Node {id: row.id}) SET n += row.columns`)
  const fresh = sources.filter(({ slug }) => created.has(sourceId(slug)))
  await createIdentifiers(
    run,
    fresh.map(({ slug }) => ({ key: `source:${slug}`, id: sourceId(slug) })),
  )
  await writeAuthors(run, sources, fresh)
  const moved = await writeSourceEdges(run, sources)
  changes.sources += created.size
  // Nothing is said yet in a source that is new.
  const known = moved.filter((id) => !created.has(id))
  changes.redescribed += new Set([...described, ...known]).size
  return subjectsOfSources(run, [...new Set([...described, ...known])])
}

/** Leads sources to who published them and what they reprint; answers with those that lead elsewhere now. */
async function writeSourceEdges(run: Run, sources: Batch['sources']): Promise<readonly string[]> {
  const edgesTo = (end: (source: SourceRecord) => string | null): { from: string; to: string }[] =>
    sources.flatMap((source) => {
      const to = end(source)
      return to === null ? [] : [{ from: sourceId(source.slug), to }]
    })
  const published = await replaceEdges(
    run,
    'PUBLISHED_BY',
    edgesTo(({ publisher }) => publisher && entityId(publisher)),
  )
  const reprinted = await replaceEdges(
    run,
    'REPRINT_OF',
    edgesTo(({ reprintOf }) => reprintOf && sourceId(reprintOf)),
  )
  return [...new Set([...published, ...reprinted])]
}

/** The sources of which something else is said than what the graph has. */
async function changedSources(
  run: Run,
  rows: readonly { readonly id: string; readonly columns: Columns }[],
): Promise<readonly string[]> {
  if (rows.length === 0) return []
  const known = await ask(
    run,
    cypher`UNWIND ${rows.map(({ id }) => id)} AS id MATCH (n:Node {id: id}) RETURN id AS id, properties(n) AS own`,
  )
  const owned = new Map(known.map(({ id, own }) => [id, own as Columns]))
  const differs = ({ id, columns }: (typeof rows)[number]): boolean =>
    Object.entries(columns).some(([key, value]) => owned.get(id)?.[key] !== value)
  return rows.filter(differs).map(({ id }) => id)
}

async function writeAuthors(run: Run, sources: Batch['sources'], fresh: Batch['sources']): Promise<void> {
  await createNodes(
    run,
    'Author',
    fresh.map(({ slug }) => ({ id: authorId(slug), columns: {} })),
  )
  await createEdges(
    run,
    'AUTHOR_OF',
    fresh.map(({ slug }) => ({ from: authorId(slug), to: sourceId(slug), columns: {} })),
  )
  const named = sources.flatMap(({ slug, author }) => (author === null ? [] : [{ id: authorId(slug), author }]))
  if (named.length > 0)
    await ask(run, cypher`UNWIND ${named} AS row MATCH (n:Node {id: row.id}) SET n.name = row.author`)
}

/** Edges of which a node has only one: another one that is there gives way. Answers with the nodes that have another now. */
async function replaceEdges(
  run: Run,
  type: string,
  rows: readonly { readonly from: string; readonly to: string }[],
): Promise<readonly string[]> {
  if (rows.length === 0) return []
  const known = await ask(
    run,
    cypher`UNWIND ${rows} AS row MATCH (a:Node {id: row.from})-[r:${name(type)}]->(b:Node) RETURN a.id AS from, coalesce(r.standsFor, b.id) AS to, b.id AS end, row.to AS wanted`,
  )
  const stale = known
    .filter(({ to, wanted }) => to !== wanted)
    .map(({ from = null, end = null }) => ({ from, to: end }))
  if (stale.length > 0)
    await ask(
      run,
      cypher`UNWIND ${stale} AS row MATCH (a:Node {id: row.from})-[r:${name(type)}]->(b:Node {id: row.to}) DELETE r`,
    )
  const there = new Set(known.map(({ from, to }) => `${String(from)} ${String(to)}`))
  const fresh = rows.filter(({ from, to }) => !there.has(`${from} ${to}`))
  await createEdges(
    run,
    type,
    fresh.map((row) => ({ ...row, columns: {} })),
  )
  return fresh.map(({ from }) => from)
}

/** The public could know a source from the last day of its publication on, else from the day on which it was read. */
function sourceColumns({ publishedAt, publisher, author, reprintOf, ...own }: SourceRecord): Columns {
  const columns = {
    ...own,
    ...dateColumns('publishedAt', publishedAt),
    pub_from: publishedAt?.to ?? own.retrievedOn,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))
}

function anonymousColumns({ description, count }: AnonymousRecord): Columns {
  return { description, count }
}
