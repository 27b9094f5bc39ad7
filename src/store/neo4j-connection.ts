import { auth, driver as createDriver, type Driver } from 'neo4j-driver'
import type { Neo4jConfig } from '../config.js'
import { Failure } from '../errors.js'
import { atMost, pause } from './deadline.js'
import { isPassingInNeo4j, notConnected } from './neo4j-errors.js'

export interface WaitOptions {
  /** How long a server that does not answer yet is waited for. A minute is what Neo4j needs to start, twice over. */
  readonly waitMs?: number
  /** Is told once that there is somebody to wait for. */
  readonly onWait?: (sentence: string) => void
}

/** A driver whose server answers and is new enough. */
export interface Connection {
  readonly driver: Driver
  /** `5.26.20` */
  readonly version: string
}

/** Every write touches this node first, so that writes go one after the other; it must be there once. */
const REVISION_RULE = 'CREATE CONSTRAINT Revision_id IF NOT EXISTS FOR (n:Revision) REQUIRE n.id IS UNIQUE'

/** The statements use `CALL (n) { ... }`, which came with 5.23. */
const OLDEST = [5, 23] as const

/** Connections at once; a read beyond them waits its turn. */
export const POOL_SIZE = 100

/** What only ends something is waited for no longer: a server that fell silent would never answer it. */
export const SILENCE_MS = 2000

/** Connects to the server, waiting for it when it is still starting. */
export async function connect(config: Neo4jConfig, options: WaitOptions): Promise<Connection> {
  const driver = createConfigured(config)
  try {
    const agent = await waitForServer(driver, config, options)
    return { driver, version: readVersion(agent, config) }
  } catch (error) {
    await atMost(SILENCE_MS, driver.close()).catch(() => undefined)
    throw error
  }
}

/** The version of a server that is new enough, from what it calls itself: `Neo4j/5.26.20`. */
export function readVersion(agent: string, config: Pick<Neo4jConfig, 'uri'>): string {
  const [, version = '', major = '0', minor = '0'] = /^Neo4j\/((\d+)\.(\d+)\S*)$/.exec(agent) ?? []
  const [oldestMajor, oldestMinor] = OLDEST
  const isNewEnough = Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor)
  if (isNewEnough) return version
  throw new Failure(
    'CONFIG_INVALID',
    `The server at ${config.uri} is ${agent || 'no Neo4j'}; Dossier needs Neo4j ${oldestMajor}.${oldestMinor} or later.`,
  )
}

function createConfigured(config: Neo4jConfig): Driver {
  try {
    return createDriver(config.uri, auth.basic(config.user, config.password), {
      // Numbers, not objects; what is beyond 2^53 comes as infinity and is refused.
      disableLosslessIntegers: true,
      // Every answer comes in one piece: its size is bounded by the limits on a request.
      fetchSize: -1,
      maxConnectionPoolSize: POOL_SIZE,
      connectionTimeout: 5000,
      connectionAcquisitionTimeout: 10_000,
      // Hints about statements cost the server time and nobody reads them.
      notificationFilter: { minimumSeverityLevel: 'OFF' },
      telemetryDisabled: true,
      userAgent: 'dossier',
    })
  } catch (cause) {
    throw new Failure('CONFIG_INVALID', `NEO4J_URI is "${config.uri}", which is no address of a server.`, {
      cause,
    })
  }
}

async function waitForServer(
  driver: Driver,
  config: Neo4jConfig,
  { waitMs = 60_000, onWait }: WaitOptions,
): Promise<string> {
  const end = Date.now() + waitMs
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { agent = '' } = await driver.getServerInfo()
      readVersion(agent, config)
      await driver.executeQuery(REVISION_RULE, {}, config.database === null ? {} : { database: config.database })
      return agent
    } catch (cause) {
      if (!isPassingInNeo4j(cause) || Date.now() >= end) throw notConnected(config, cause)
      if (attempt === 0)
        onWait?.(
          `Neo4j at ${config.uri} does not answer yet; waiting up to ${Math.ceil(waitMs / 1000)} seconds for it.`,
        )
      await pause(Math.min(2000, 100 * 2 ** attempt, end - Date.now()))
    }
  }
}
