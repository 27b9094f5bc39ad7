/**
 * Makes a synthetic world, loads it into Neo4j and into the embedded engine, measures, and writes RESULTS.md.
 *
 *   npm run bench [-- OPERATION...]
 *
 * BENCH_NEO4J  version of Neo4j to start (5.26.20)   BENCH_URI     a Neo4j that has both worlds already
 * BENCH_ROUNDS rounds, of which the median counts (3) BENCH_FOLDER  an embedded graph that has the world already
 * BENCH_SECONDS seconds each target is measured in a round (5), after BENCH_WARM seconds to warm up (2)
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startNeo4j } from '../test/support/neo4j/launch.mjs'
import { ask, bodyOf, countNodes, median, press } from './measure.mjs'
import { OPERATIONS } from './operations.mjs'
import { writeResults } from './results.mjs'
import { TARGETS, startServers } from './servers.mjs'

const env = (key, otherwise) => process.env[`BENCH_${key}`] || otherwise
const rounds = Number(env('ROUNDS', 3))
const seconds = Number(env('SECONDS', 5))
const warmSeconds = Number(env('WARM', 2))
const wanted = process.argv.slice(2)
const operations = OPERATIONS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
/** Above some tenths, other programs take part in what is measured. */
const [loadBefore] = loadavg()
const say = (line) => process.stderr.write(`${line}\n`)

const neo4j = env('URI', null)
  ? { uri: env('URI'), stop() {} }
  : await startNeo4j(env('NEO4J', '5.26.20'), { quick: false })
const made = env('FOLDER', null) ? null : mkdtempSync(join(tmpdir(), 'dossier-bench-'))
const folder = made ?? env('FOLDER')
try {
  const loads = load()
  // First, while nothing else runs.
  const inside = runScript('in-process.mjs', folder)
  const servers = await startServers(neo4j.uri, folder)
  const counts = await prepare(servers)
  const measured = await measureAll(servers)
  const beside = await measureBesideWrites(servers.dossier)
  // Requests that were given up when a measurement ended are still answered.
  await sleep(1000)
  for (const server of Object.values(servers)) server.stop()
  const start = runScript('start.mjs')
  const { schemaMs } = servers.rival
  writeResults(
    {
      operations,
      measured,
      beside,
      counts,
      loads,
      inside,
      start,
      schemaMs,
      loadBefore,
      version: env('NEO4J', '5.26.20'),
    },
    wanted,
  )
} finally {
  neo4j.stop()
  if (made) rmSync(made, { recursive: true, force: true })
}
process.exit(0)

/** Where the rival has no such field it is left out. */
function targetsOf(operation) {
  return TARGETS.filter((target) => target !== 'rival' || operation.rival)
}

/** Each load is a process of its own, so that what it leaves in memory does not slow the next. */
function load() {
  const loads = {}
  if (!env('URI', null)) {
    for (const form of ['neo4j', 'plain']) loads[form] = runScript('load.mjs', form, neo4j.uri)
  }
  if (made) loads.embedded = runScript('load.mjs', 'embedded', folder)
  return loads
}

function runScript(name, ...words) {
  say(`${name} ${words.join(' ')}`)
  const output = execFileSync(process.execPath, ['--expose-gc', here(name), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return JSON.parse(output)
}

/** Fills in the cursors, and makes sure that all targets answer with the same number of nodes. */
async function prepare(servers) {
  const counts = {}
  for (const operation of operations) {
    const answers = {}
    for (const target of targetsOf(operation)) {
      if (operation.dossier.cursorAfter) operation.dossier.variables.after = await cursorOf(operation.dossier, servers)
      answers[target] = countNodes(await ask(servers[target].url, bodyOf(operation, target)()))
    }
    const [first, ...others] = Object.values(answers)
    const differ = operation.counts !== 'differ' && others.some((count) => count !== first)
    if (first === 0 || differ) {
      throw new Error(`The answers to "${operation.name}" differ in their number of nodes: ${JSON.stringify(answers)}`)
    }
    counts[operation.name] = first
  }
  return counts
}

/** Walks to the row before the page, a page of 200 at a time. */
async function cursorOf({ cursorAfter }, servers) {
  const query = `query walk($after: String, $first: Int!) { models(first: $first, after: $after, orderBy: [{ name: ASC }]) { pageInfo { endCursor } } }`
  let after = null
  for (let left = cursorAfter.rows; left > 0; left -= 200) {
    const body = JSON.stringify({ query, variables: { after, first: Math.min(200, left) } })
    after = (await ask(servers.dossier.url, body)).models.pageInfo.endCursor
  }
  return after
}

/** Reads on Neo4j with nobody writing and while another process writes. Last, for it changes the world. */
async function measureBesideWrites({ url }) {
  const found = {}
  for (const operation of operations.filter(({ name }) => ['one', 'bans', 'nested'].includes(name))) {
    const body = bodyOf(operation, 'dossier')
    await press(url, body, warmSeconds)
    const quiet = await press(url, body, seconds)
    const writer = spawn(process.execPath, [here('write.mjs'), neo4j.uri], { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    writer.stdout.on('data', (piece) => (output += piece))
    await once(writer.stdout, 'data')
    const busy = await press(url, body, seconds)
    const exit = once(writer, 'exit')
    writer.kill('SIGTERM')
    await exit
    const { times } = JSON.parse(output.split('\n')[1])
    found[operation.name] = { quiet, busy, writes: { times, seconds } }
    say(`${operation.name} beside ${times.length} writes: ${busy.rate.toFixed(0)} of ${quiet.rate.toFixed(0)}`)
  }
  return found
}

/** In each round every target has its turn at every operation, so that what disturbs one disturbs all. */
async function measureAll(servers) {
  const results = Object.fromEntries(
    operations.map((each) => [each.name, Object.fromEntries(targetsOf(each).map((target) => [target, []]))]),
  )
  for (let round = 0; round < rounds; round += 1) {
    for (const operation of operations) {
      for (const target of targetsOf(operation)) {
        const { url } = servers[target]
        const body = bodyOf(operation, target)
        await press(url, body, round === 0 ? 2 * warmSeconds : warmSeconds)
        results[operation.name][target].push(await press(url, body, seconds))
      }
      const rates = targetsOf(operation).map(
        (target) => `${target} ${results[operation.name][target].at(-1).rate.toFixed(0)}`,
      )
      say(`round ${round + 1} ${operation.name}: ${rates.join(', ')}`)
    }
  }
  const middle = (runs) =>
    Object.fromEntries(['rate', 'p50', 'p99'].map((key) => [key, median(runs.map((run) => run[key]))]))
  return Object.fromEntries(
    Object.entries(results).map(([name, targets]) => [
      name,
      Object.fromEntries(
        Object.entries(targets).map(([target, runs]) => [
          target,
          { ...middle(runs), runs: runs.map(({ rate }) => rate) },
        ]),
      ),
    ]),
  )
}
