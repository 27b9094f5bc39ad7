/**
 * Measures how the time of questions grows with the world, and writes GROWTH.md: `npm run bench:growth`.
 * On Neo4j from the world to one ten times as large, embedded (which has no room for that here) from a tenth to the world.
 *
 * BENCH_URI     a Neo4j that has the world in both forms; it is made ten times as large
 * BENCH_FOLDER  an embedded graph that has the world
 * BENCH_SECONDS seconds each is measured (3), after as many to warm up
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { grow, readPageCache } from './grow.mjs'
import { ask, bodyOf, press } from './measure.mjs'
import { questions } from './questions.mjs'
import { startServers } from './servers.mjs'

const { BENCH_URI: uri, BENCH_FOLDER: folder, BENCH_SECONDS: seconds = 3 } = process.env
if (!uri || !folder) throw new Error('Load the world first, and say where it is: BENCH_URI, BENCH_FOLDER.')
const say = (line) => process.stderr.write(`${line}\n`)
const load = fileURLToPath(new URL('load.mjs', import.meta.url))

const small = mkdtempSync(join(tmpdir(), 'dossier-growth-'))
execFileSync(process.execPath, [load, 'embedded', small], {
  env: { ...process.env, BENCH_SCALE: '0.1' },
  stdio: ['ignore', 'ignore', 'inherit'],
})
const tenth = await measure(['embedded'], { folder: small, scale: 0.1 })
rmSync(small, { recursive: true, force: true })
const whole = await measure(['dossier', 'limit', 'embedded'], { folder, scale: 1 })
await grow(uri, say)
const tenfold = await measure(['dossier', 'limit'], { folder, scale: 1 })
write(await readPageCache(uri))
process.exit(0)

async function measure(targets, { folder: place, scale }) {
  const servers = await startServers(uri, place, targets)
  const found = {}
  for (const operation of questions(scale)) {
    found[operation.name] = { title: operation.title }
    for (const target of targets) {
      const { url } = servers[target]
      const body = bodyOf(operation, target)
      await ask(url, body())
      await press(url, body, Number(seconds))
      found[operation.name][target] = await press(url, body, Number(seconds))
    }
    say(`${operation.name}: ${targets.map((target) => `${target} ${found[operation.name][target].p50} ms`).join(', ')}`)
  }
  const memory = targets.map((target) => [target, memoryOf(servers[target].pid)])
  for (const server of Object.values(servers)) server.stop()
  return { found, memory: Object.fromEntries(memory) }
}

/** Megabytes that a process holds, where the system tells. */
function memoryOf(pid) {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return null
  }
}

function write(pageCache) {
  const times = (before, after) =>
    `${show(1000 / before.rate)} → ${show(1000 / after.rate)} (${(before.rate / after.rate).toFixed(1)})`
  const rows = Object.entries(whole.found).map(([name, { title, dossier, limit, embedded }]) => {
    const large = tenfold.found[name]
    return `| ${title} | ${times(dossier, large.dossier)} | ${times(limit, large.limit)} | ${times(tenth.found[name].embedded, embedded)} |`
  })
  const text = `# How it grows

\`npm run bench:growth\`, ${new Date().toISOString().slice(0, 10)}: milliseconds of the machine for one request (8 connections on 2 cores), in a world and in one ten
times as large, and how many times that is. On Neo4j from the world of RESULTS.md to nine more copies of it that share its
countries, so that the countries have ten times the edges; embedded from a tenth of that world to the whole.

| question | Dossier on Neo4j | hand-written | Dossier, embedded |
| --- | --- | --- | --- |
${rows.join('\n')}

Where ${seconds * 1000} stands for a world ten times as large, not one request was answered in the ${seconds} s of the measurement. The larger
world does not fit into the page cache of this Neo4j (${pageCache}), so that what reads much of it reads files.

Memory of the embedded server with a tenth of the world and with the whole: ${tenth.memory.embedded} MB and ${whole.memory.embedded} MB.
`
  writeFileSync(new URL('GROWTH.md', import.meta.url), text)
  console.log(text)
}

function show(ms) {
  return ms < 10 ? ms.toFixed(1) : ms.toFixed(0)
}
