import { readFile } from 'node:fs/promises'

import { Failure } from '../errors.js'
import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import type { Run, Store } from '../store/store.js'
import { computeView } from './compute-view.js'
import { momentOfRecord, noteMoment } from './moment-of-record.js'
import type { AskedMoment } from './moment-of-record.js'
import { parseSeed } from './parse-seed.js'
import { portionsOf } from './portions.js'
import { refuseBatch, refuseFiles } from './refuse-loading.js'
import { entityId } from './records.js'
import type { Batch } from './records.js'
import { Vocabulary } from '../model/vocabulary.js'
import { knownEarlier, noChanges, writeClaims } from './write-claims.js'
import type { Changes, Loading } from './write-claims.js'
import { writeJudgements } from './write-judgements.js'
import { readAwaited, writeLinks, writeRetractions } from './write-links.js'
import { writeEntities, writeNodes } from './write-nodes.js'

export type LoadSummary = Readonly<Changes> & { readonly files: number }

/** Loads files; every file is read and checked before the first is written. Loading again changes nothing. */
export async function loadFiles(
  store: Store,
  files: readonly string[],
  report: (line: string) => void,
): Promise<LoadSummary> {
  const batches = await parseFiles(files)
  await refuseFiles(store, files, batches)
  const changes = noChanges()
  for (const [i, batch] of batches.entries())
    add(changes, await loadBatch(store, batch, (line) => report(`${files[i] ?? ''}: ${line}`)))
  await tellAwaited(store, report)
  return { ...changes, files: files.length }
}

/** Reads files; the failure tells the problems of all of them. */
export async function parseFiles(files: readonly string[]): Promise<readonly Batch[]> {
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
  return batches
}

/** A key that nothing has may be a slip of the pen, or that of something in a file that is still to come. */
async function tellAwaited(store: Store, report: (line: string) => void): Promise<void> {
  const { claims, entities } = await readAwaited(store)
  const listed = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(', ')
  if (claims.length > 0) report(`Links or retractions wait for claims that are not loaded: ${listed(claims)}.`)
  if (entities.length > 0) report(`Judgements wait for identifiers that nothing has: ${listed(entities)}.`)
}

/**
 * Loads what a file or an importer brings: as one transaction, or as several that can be taken up again. One that is given
 * the moment of the last load continues it.
 */
export async function loadBatch(
  store: Store,
  batch: Batch,
  report: (line: string) => void,
  givenAt?: string,
): Promise<Changes> {
  let moment: AskedMoment = { at: givenAt ?? new Date().toISOString(), isContinued: givenAt !== undefined }
  const projection = { vocabulary: new Vocabulary(createCatalog()), today: moment.at.slice(0, 10) }
  const portions = portionsOf(batch)
  const total = noChanges()
  for (const [i, { claims, entities }] of portions.entries()) {
    // The changes are counted in each attempt anew, for a transaction may be run again.
    const asked = moment
    const { changes, refusals, recordedAt } = await store.write(async (run) => {
      const at: Loading = { changes: noChanges(), recordedAt: await momentOfRecord(run, asked) }
      // All at first, so that nothing of a batch is written that has one that is refused; each again in its own transaction.
      await refuseBatch(run, i === 0 ? batch : { ...batch, entities, claims })
      await writeEntities(run, entities, at)
      const touched = i === 0 ? await writeBeside(run, batch, at) : []
      const written = await writeClaims(run, claims, at)
      const linked = await writeLinks(run, { all: claims, ...written }, at.recordedAt)
      const named = [...claims.map(({ subject }) => subject), ...entities.map(({ slug }) => slug)].map(entityId)
      const earlier = await knownEarlier(run, claims, at.recordedAt)
      const subjects = [...named, ...earlier, ...touched, ...written.loosened, ...linked]
      if (isChanged(at.changes)) await noteMoment(run, at.recordedAt)
      return { ...at, refusals: await computeView(run, [...new Set(subjects)], projection) }
    })
    if (isAhead(recordedAt, asked.at))
      report(
        `It is on record as of ${recordedAt}, since the graph has what was recorded then. This clock is late, or another was early.`,
      )
    moment = { at: recordedAt, isContinued: true }
    add(total, changes)
    for (const each of new Set(refusals)) report(`A judgement is not carried out. ${each}`)
    if (portions.length > 1)
      report(`${Math.round((100 * (i + 1)) / portions.length)} % of ${batch.claims.length} claims`)
  }
  return total
}

/** Loads that overlap lift one another by their own time; more is the work of clocks. */
const AHEAD_MS = 3_600_000

function isAhead(recordedAt: string, asked: string): boolean {
  return Date.parse(recordedAt) - Date.parse(asked) > AHEAD_MS
}

/** Writes all that a file brings beside its claims and entities; answers with the entities of which something else may show. */
async function writeBeside(run: Run, batch: Batch, at: Loading): Promise<readonly string[]> {
  const published = await writeNodes(run, batch, at)
  const judged = await writeJudgements(run, batch.judgements ?? [], at)
  const retracted = await writeRetractions(run, batch.retractions ?? [], at)
  return [...published, ...judged, ...retracted]
}

/** Whether nothing has been loaded yet. */
export async function isEmpty(store: Store): Promise<boolean> {
  const [rows] = await store.read([{ text: 'MATCH (n:Node) RETURN n.id AS id LIMIT 1', params: {} }])
  return rows?.length === 0
}

function isChanged({ unchanged: _, ...changes }: Changes): boolean {
  return Object.values(changes).some((count) => count > 0)
}

function add(total: Changes, more: Changes): void {
  for (const key of Object.keys(total) as (keyof Changes)[]) total[key] += more[key]
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Failure('SEED_INVALID', `${file} ${whyUnread(cause)}`, { cause })
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    // What is no letter is put as U+FFFD.
    const line = bytes.toString('utf8').split('\uFFFD')[0]?.split('\n').length ?? 1
    throw new Failure('SEED_INVALID', `${file}:${line} Here are bytes that are not UTF-8. Save the file as UTF-8.`, {
      cause,
    })
  }
}

function whyUnread(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EISDIR') return 'is a folder. Give the paths of the files in it.'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user.'
  return 'cannot be read. Give the path of a file that is there.'
}
