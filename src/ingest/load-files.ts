import { readFile } from 'node:fs/promises'

import { Failure } from '../errors.js'
import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import type { Run, Store } from '../store/store.js'
import { parseSeed } from './parse-seed.js'
import { project } from './project.js'
import type { Projection } from './project.js'
import { claimId, entityId } from './records.js'
import type { Batch, ClaimRecord } from './records.js'
import { Vocabulary } from './vocabulary.js'
import { groupBy, noChanges, writeClaims, writeLinks, writeNodes } from './write-claims.js'
import type { Changes } from './write-claims.js'

export type LoadSummary = Readonly<Changes> & { readonly files: number }

/** Claims written in one transaction: a file with no more of them is loaded whole or not at all. */
const CLAIMS_PER_TRANSACTION = 5000

/** Loads files; every file is read and checked before the first is written. Loading again changes nothing. */
export async function loadFiles(
  store: Store,
  files: readonly string[],
  report: (line: string) => void,
): Promise<LoadSummary> {
  const catalog = createCatalog()
  const batches: Batch[] = []
  const refusals: Failure[] = []
  for (const file of files) {
    try {
      batches.push(parseSeed(await readText(file), file, catalog))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      refusals.push(error)
    }
  }
  if (refusals.length > 0) throw new Failure('SEED_INVALID', refusals.map(({ message }) => message).join('\n'))
  const changes = noChanges()
  for (const [i, batch] of batches.entries())
    add(changes, await loadBatch(store, batch, (line) => report(`${files[i] ?? ''}: ${line}`)))
  return { ...changes, files: files.length }
}

/** Loads what a file or an importer brings: as one transaction, or as several that can be taken up again. */
export async function loadBatch(
  store: Store,
  batch: Batch,
  report: (line: string) => void,
  recordedAt = new Date().toISOString(),
): Promise<Changes> {
  const projection = { vocabulary: new Vocabulary(createCatalog()), today: recordedAt.slice(0, 10) }
  const portions = portionsOf(batch.claims)
  // An entity of which nothing is claimed has its place in every list too.
  const spokenOf = new Set(batch.claims.map(({ subject }) => subject))
  const unspoken = batch.entities.filter(({ slug }) => !spokenOf.has(slug)).map(({ slug }) => entityId(slug))
  const total = noChanges()
  for (const [i, claims] of portions.entries()) {
    // The changes are counted in each attempt anew, for a transaction may be run again.
    const changes = await store.write(async (run) => {
      const counted = noChanges()
      const loading = { changes: counted, recordedAt }
      if (i === 0) await writeNodes(run, batch, loading)
      const loosened = await writeClaims(run, claims, loading)
      if (portions.length === 1) await writeLinks(run, claims)
      const named = claims.flatMap(({ subject, object }) => (object === null ? [subject] : [subject, object]))
      const touched = [...named.map(entityId), ...(i === 0 ? unspoken : []), ...loosened]
      await project(run, [...new Set(touched)], projection)
      return counted
    })
    add(total, changes)
    if (portions.length > 1)
      report(`${Math.round((100 * (i + 1)) / portions.length)} % of ${batch.claims.length} claims`)
  }
  if (portions.length > 1) await store.write((run) => linkPortions(run, batch.claims, projection))
  return total
}

/** Links may join claims of different portions, so they are written when all claims are there. */
async function linkPortions(run: Run, claims: readonly ClaimRecord[], projection: Projection): Promise<void> {
  const linked = claims.filter(({ links }) => links.length > 0)
  await writeLinks(run, linked)
  const targets = new Set(linked.flatMap(({ links }) => links.map(({ claim }) => claim)))
  const touched = claims.filter((claim) => targets.has(claimId(claim)))
  await project(run, [...new Set(touched.map(({ subject }) => entityId(subject)))], projection)
}

/** Whether nothing has been loaded yet. */
export async function isEmpty(store: Store): Promise<boolean> {
  const [rows] = await store.read([{ text: 'MATCH (n:Node) RETURN n.id AS id LIMIT 1', params: {} }])
  return rows?.length === 0
}

/** Claims of one subject stay together, so that each entity is computed once. */
function portionsOf(claims: readonly ClaimRecord[]): ClaimRecord[][] {
  const portions: ClaimRecord[][] = [[]]
  for (const group of groupBy(claims, ({ subject }) => subject).values()) {
    const last = portions.at(-1)
    if (last && (last.length === 0 || last.length + group.length <= CLAIMS_PER_TRANSACTION)) last.push(...group)
    else portions.push(group)
  }
  return portions
}

function add(total: Changes, more: Changes): void {
  for (const key of Object.keys(total) as (keyof Changes)[]) total[key] += more[key]
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Failure('SEED_INVALID', `${file} cannot be read. Give the path of a file that is there.`, { cause })
  }
}
