import { join, relative } from 'node:path'

import { loadFiles } from '../ingest/load-files.js'
import type { LoadSummary } from '../ingest/load-files.js'
import { refreshDue } from '../ingest/rebuild.js'
import { today } from './surroundings.js'
import type { Surroundings } from './surroundings.js'
import { withStore } from './with-store.js'

/** The file that is loaded where none is named. */
export function defaultSeed(root: string): string {
  const file = relative(process.cwd(), join(root, 'seed', 'deepseek-openai.yaml'))
  return file.startsWith('..') ? join(root, 'seed', 'deepseek-openai.yaml') : file
}

/** Loads files into the graph that the settings name. */
export async function seed(files: readonly string[], surroundings: Surroundings): Promise<void> {
  const { root, print, tell } = surroundings
  await withStore(surroundings, async (store, taken) => {
    const summary = await loadFiles(store, files.length > 0 ? files : [defaultSeed(root)], tell)
    await refreshDue(store, today())
    print(`${formatSummary(summary)} ${taken()}`)
  })
}

/** What a load changed, as a sentence. */
export function formatSummary(summary: LoadSummary): string {
  const { files, unchanged, changed, redescribed, retracted, revoked, ...fresh } = summary
  const made = [
    counted(fresh.sources, 'source'),
    counted(fresh.entities, 'entity', 'entities'),
    counted(fresh.claims, 'claim'),
    counted(fresh.judgements, 'judgement'),
  ].filter(Boolean)
  const parts = [
    ...(made.length > 0 ? [`${made.join(', ')} new`] : []),
    ...(changed > 0 ? [`${counted(changed, 'claim')} changed`] : []),
    ...(redescribed > 0 ? [`${counted(redescribed, 'source')} described otherwise`] : []),
    ...(retracted > 0 ? [`${counted(retracted, 'claim')} taken back`] : []),
    ...(revoked > 0 ? [`${counted(revoked, 'judgement')} taken back`] : []),
  ]
  const result = parts.length > 0 ? parts.join(', ') : 'nothing changed'
  return `Loaded ${counted(files, 'file')}: ${result}${unchanged > 0 ? `, ${counted(unchanged, 'claim')} as before` : ''}.`
}

function counted(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`
}
