/** Starts a real Neo4j Community server for tests: in Docker where an engine answers, else with a JDK and Maven. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import neo4j from 'neo4j-driver'

/** The long-term release, and the newest one known to work. */
export const VERSIONS = ['5.26.20', '2026.08.1']

const here = dirname(fileURLToPath(import.meta.url))
const jars = join(homedir(), '.cache', 'dossier-neo4j')
const readyWithinMs = 180_000
const JAVA_OPTIONS = [
  '-Xmx2g',
  '--add-opens=java.base/java.lang=ALL-UNNAMED',
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
]

/**
 * Tests spend their time on starting and planning. Java's quick compiler halves the wait. A statement is planned once:
 * not again for each size of its lists, nor because the graph has grown.
 */
const QUICK = {
  javaOptions: ['-XX:TieredStopAtLevel=1'],
  settings: { 'dbms.cypher.min_replan_interval': '1d', 'internal.cypher.use_parameter_size': 'false' },
}

/**
 * Answers the address of an empty server on a free port of this machine, which asks for no password, and `stop`.
 * The server also ends with this process, however that ends, and its data goes with it.
 *
 * Whoever measures speed wants it as users have it, and not `quick`.
 */
export async function startNeo4j(version, { quick = true } = {}) {
  const port = await findFreePort()
  const options = quick ? QUICK : { javaOptions: [], settings: {} }
  const server = startContainer(version, port, options) ?? (await startJava(version, port, options))
  const uri = `bolt://127.0.0.1:${port}`
  process.on('exit', server.stop)
  try {
    await waitUntilReady(uri, server)
  } catch (error) {
    server.stop()
    throw error
  }
  return {
    uri,
    stop() {
      process.off('exit', server.stop)
      server.stop()
    },
  }
}

function startContainer(version, port, { settings }) {
  if (spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status !== 0) return null
  const variables = Object.entries({ ...settings, 'server.bolt.advertised_address': `127.0.0.1:${port}` }).map(
    ([name, value]) => `NEO4J_${name.replaceAll('_', '__').replaceAll('.', '_')}=${value}`,
  )
  const words = [
    '--rm',
    '--detach',
    '--publish',
    `127.0.0.1:${port}:7687`,
    ...['NEO4J_AUTH=none', ...variables].flatMap((variable) => ['--env', variable]),
  ]
  const run = docker('run', ...words, `neo4j:${version}`)
  if (run.status !== 0) {
    console.error(`Docker could not run neo4j:${version}; trying a JDK and Maven instead.\n${run.stderr}`)
    return null
  }
  const id = run.stdout.trim()
  return {
    hasEnded: () => docker('inspect', '--format', '{{.State.Running}}', id).stdout.trim() !== 'true',
    lastWords: () => docker('logs', '--tail', '30', id).stdout,
    stop: () => docker('rm', '--force', '--volumes', id),
  }
}

async function startJava(version, port, { javaOptions, settings }) {
  const java = findJava(version)
  const classes = join(await fetchJars(version), '*')
  const folder = mkdtempSync(join(tmpdir(), 'dossier-neo4j-'))
  writeFileSync(
    join(folder, 'settings'),
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  const log = openSync(join(folder, 'log'), 'w')
  const program = join(here, 'Neo4jForTests.java')
  const child = spawn(
    java,
    [...JAVA_OPTIONS, ...javaOptions, `-Djava.io.tmpdir=${folder}`, '-cp', classes, program, folder, `${port}`],
    // In a group of its own, so that Ctrl-C reaches the tests first; it ends with its standard input.
    { stdio: ['pipe', log, log], detached: true },
  )
  closeSync(log)
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    lastWords: () => readFileSync(join(folder, 'log'), 'utf8').split('\n').slice(-30).join('\n'),
    stop() {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

function docker(...args) {
  return spawnSync('docker', args, { encoding: 'utf8' })
}

/** The oldest JDK that the version runs on: Java 17 for 5.x, Java 21 for versions named after a year. */
function findJava(version) {
  const needed = /^[45]\./.test(version) ? 17 : 21
  const [best] = listJdks()
    .filter(({ major }) => major >= needed)
    .toSorted((a, b) => a.major - b.major)
  if (best) return join(best.home, 'bin', 'java')
  throw new Error(`Neo4j ${version} needs Docker or a JDK of version ${needed} or newer; JAVA_HOME can name one.`)
}

function listJdks() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'java'))
    .filter((file) => existsSync(file))
    .map((file) => dirname(dirname(realpathSync(file))))
  return [
    process.env.JAVA_HOME,
    ...onPath,
    ...inside('/usr/lib/jvm'),
    ...inside('/Library/Java/JavaVirtualMachines', 'Contents/Home'),
  ]
    .filter((home) => home && existsSync(join(home, 'release')) && existsSync(join(home, 'bin', 'javac')))
    .map((home) => ({
      home,
      major: Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(home, 'release'), 'utf8'))?.[1]),
    }))
}

function inside(folder, rest = '') {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, rest)) : []
}

async function fetchJars(version) {
  const folder = join(jars, version)
  if (existsSync(folder)) return folder
  console.error(`Fetching Neo4j ${version} from Maven Central (once)`)
  const unfinished = `${folder}.${process.pid}`
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`, '-DincludeScope=runtime']
  const maven = spawn('mvn', ['-q', '-B', '-f', join(here, 'pom.xml'), `-Dneo4j.version=${version}`, ...goal], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const kill = () => maven.kill()
  process.on('exit', kill)
  const [code] = await once(maven, 'exit')
  process.off('exit', kill)
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(`Maven could not fetch Neo4j ${version}; it says why above.`)
  }
  renameSync(unfinished, folder)
  return folder
}

async function waitUntilReady(uri, server) {
  const deadline = Date.now() + readyWithinMs
  const driver = neo4j.driver(uri, undefined, { connectionTimeout: 2000, maxTransactionRetryTime: 0 })
  try {
    for (;;) {
      if (server.hasEnded()) throw new Error(`Neo4j ended while it started:\n${server.lastWords()}`)
      if (await answers(driver)) return
      if (Date.now() > deadline)
        throw new Error(`Neo4j did not answer in ${readyWithinMs / 1000} s:\n${server.lastWords()}`)
      await sleep(300)
    }
  } finally {
    await driver.close()
  }
}

async function answers(driver) {
  try {
    await driver.executeQuery('RETURN 1')
    return true
  } catch {
    return false
  }
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
