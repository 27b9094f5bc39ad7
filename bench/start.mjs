/** How long it takes from `npm start` to the first answer, in a clone that is installed and compiled. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ask, median } from './measure.mjs'

const PORT = 4731
const BODY = JSON.stringify({ query: '{ company(slug: "openai") { name } }' })
const root = fileURLToPath(new URL('..', import.meta.url))

const first = []
const again = []
for (let i = 0; i < 3; i += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-start-'))
  first.push(await timeStart(folder))
  again.push(await timeStart(folder))
  rmSync(folder, { recursive: true, force: true })
}
console.log(JSON.stringify({ firstMs: median(first), againMs: median(again) }))

async function timeStart(folder) {
  const env = { ...process.env, DOSSIER_DATA: folder, PORT: `${PORT}`, DOSSIER_LOG: 'silent', NEO4J_URI: '' }
  const started = performance.now()
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: 'ignore', detached: true })
  const ended = once(child, 'exit')
  for (;;) {
    const data = await ask(`http://127.0.0.1:${PORT}/graphql`, BODY).catch(() => null)
    if (data?.company?.name) break
    if (child.exitCode !== null || performance.now() - started > 60_000) throw new Error('The server did not start.')
    await sleep(20)
  }
  const ms = performance.now() - started
  // To the group of npm and all that it started, which this script made.
  process.kill(-Number(child.pid), 'SIGTERM')
  await ended
  await sleep(500)
  return ms
}
