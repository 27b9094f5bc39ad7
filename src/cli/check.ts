import { Failure } from '../errors.js'
import { checkWorld } from '../ingest/check-world.js'
import { parseFiles } from '../ingest/load-files.js'
import { readWorld, worldOf } from '../ingest/read-world.js'
import { findingsAmong } from '../ingest/refuse-loading.js'
import type { Surroundings } from './surroundings.js'
import { withStore } from './with-store.js'

/** Looks through files together, or through the graph where none is named, and prints what is probably not meant. */
export async function check(files: readonly string[], surroundings: Surroundings): Promise<void> {
  const batches = files.length > 0 ? await parseFiles(files) : null
  const world = batches ? worldOf(files, batches) : await withStore(surroundings, readWorld)
  const findings = [...(batches ? findingsAmong(files, batches) : []), ...checkWorld(world)]
  for (const { place, message } of findings) surroundings.print(`${place} ${message}`)
  const what = `Looked through claims (${world.claims.length}) on entities (${world.entities.length})`
  if (findings.length === 0) return surroundings.print(`${what}; found nothing.`)
  throw new Failure('SEED_INVALID', `${what}; found ${findings.length}.`)
}
