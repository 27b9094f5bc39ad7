import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Config } from '../config.js'
import { createDossier } from '../graphql/dossier.js'
import type { Example } from '../http/graphiql.js'
import { createLog } from '../http/log.js'
import type { Log } from '../http/log.js'
import { startServer } from '../http/start-server.js'
import type { RunningServer } from '../http/start-server.js'
import { storeDefinitions } from '../ingest/definitions.js'
import { isEmpty, loadFiles } from '../ingest/load-files.js'
import { refreshDue, renewOlder } from '../ingest/rebuild.js'
import { openStore } from '../store/open-store.js'
import type { Store } from '../store/store.js'
import { defaultSeed, formatSummary } from './seed.js'
import { today } from './surroundings.js'
import type { Surroundings } from './surroundings.js'
import { closeAfter } from './with-store.js'

/** Serves the graph until it is asked to stop, then ends what is under way. */
export async function serve(surroundings: Surroundings): Promise<void> {
  const config = surroundings.readConfig()
  const store = await openStore(config, surroundings.tell)
  const log = createLog(config.logLevel)
  const server = await start({ store, config, log }, surroundings).catch((error: unknown) => closeAfter(store, error))
  surroundings.print(
    `Dossier answers at ${server.url}/graphql, Sandbox is at ${server.url}/ and GraphiQL at ${server.url}/graphiql (${store.engine}).`,
  )
  // From here on the error output has the log and nothing else.
  const refreshing = refreshHourly(store, log)
  await surroundings.untilStopped()
  clearInterval(refreshing)
  log.info('stopping: what is under way comes to its end first')
  await server.stop()
}

interface Parts {
  readonly store: Store
  readonly config: Config
  readonly log: Log
}

async function start({ store, config, log }: Parts, { root, tell }: Surroundings): Promise<RunningServer> {
  await store.prepare(storeDefinitions())
  await fill(store, config, { root, tell })
  await renewOlder(store, today(), (line) => tell(`Computed anew for this release: ${line}`))
  await refreshDue(store, today())
  return startServer({
    dossier: createDossier({ store, limits: config.limits }),
    store,
    config,
    log,
    examples: readExamples(join(root, 'schema', 'examples')),
  })
}

const HOUR_MS = 3_600_000

/** What begins or ends to hold shows within an hour of midnight in UTC, whoever is asked first. */
function refreshHourly(store: Store, log: Log): NodeJS.Timeout {
  const refresh = (): void => {
    refreshDue(store, today()).catch((error: unknown) =>
      log.error({ err: error }, 'what holds today could not be computed; it is tried again in an hour'),
    )
  }
  return setInterval(refresh, HOUR_MS).unref()
}

/** The graph of a fresh clone gets the seed by itself; what goes into a server is for its owner to say. */
async function fill(
  store: Store,
  { neo4j }: Config,
  { root, tell }: Pick<Surroundings, 'root' | 'tell'>,
): Promise<void> {
  if (!(await isEmpty(store))) return
  if (neo4j !== null)
    return tell(
      'The graph in Neo4j is empty. Load the seed into it with: npm run seed (with Docker: docker compose run --rm seed)',
    )
  const file = defaultSeed(root)
  if (!existsSync(file)) return tell('The graph is empty. Load a file into it with: npm run seed -- FILE')
  tell(formatSummary(await loadFiles(store, [file], tell)))
}

/** The operations that people can start from, in the order of their names. */
export function readExamples(folder: string): readonly Example[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'))
  return files.toSorted().map((file) => ({
    name: file.replace('.graphql', ''),
    text: readFileSync(join(folder, file), 'utf8'),
  }))
}
