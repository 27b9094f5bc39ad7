import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** What is measured: Dossier on Neo4j, the rival, the hand-written statements, Dossier on its embedded engine. */
export const TARGETS = ['dossier', 'rival', 'limit', 'embedded']

/** The three servers over one Neo4j, and Dossier over its embedded engine; each is a process of its own. */
export async function startServers(uri, folder, names = TARGETS) {
  const starts = {
    dossier: () => startDossier('dossier', { NEO4J_URI: uri }),
    embedded: () => startDossier('embedded', { DOSSIER_DATA: folder, NEO4J_URI: '' }),
    rival: () => startPeer('rival', uri),
    limit: () => startPeer('limit', uri),
  }
  const started = names.map((name) => starts[name]())
  try {
    return Object.fromEntries((await Promise.all(started)).map((server) => [server.name, server]))
  } catch (error) {
    for (const { status, value } of await Promise.allSettled(started)) if (status === 'fulfilled') value.stop()
    throw error
  }
}

async function startDossier(name, settings) {
  const port = await findFreePort()
  const env = { DOSSIER_LOG: 'warn', DOSSIER_TIMEOUT_MS: '60000', PORT: `${port}`, ...settings }
  const server = start(name, [here('../dist/src/main.js'), 'serve'], env)
  const url = `http://127.0.0.1:${port}`
  await server.until(async () => (await fetch(`${url}/readyz`)).ok)
  return { ...server, url: `${url}/graphql` }
}

async function startPeer(name, uri) {
  const server = start(name, [here(`${name}.mjs`)], { URI: uri, PORT: '0', NODE_ENV: 'production' })
  await server.until(async () => server.output().includes('\n'))
  return { ...server, ...JSON.parse(server.output()) }
}

function start(name, words, env) {
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (piece) => (output += piece))
  const stop = () => child.kill('SIGTERM')
  process.on('exit', stop)
  const until = async (isReady) => {
    const deadline = Date.now() + 120_000
    while (!(await isReady().catch(() => false))) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The server "${name}" did not start.`)
      await sleep(100)
    }
  }
  return { name, pid: child.pid, output: () => output, until, stop }
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
