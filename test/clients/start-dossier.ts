import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A server of its own process, on the embedded engine and the seed. */
export interface RunningDossier {
  readonly url: string
  stop(): Promise<void>
}

const MAIN = resolve(__dirname, '../../dist/src/main.js')

/** Loading the seed takes a second or two; a machine that runs other tests beside is slower. */
const READY_WITHIN_MS = 30_000

/** Starts a server as a user would, on a free port and an empty folder, which it fills with the seed. */
export async function startDossier(): Promise<RunningDossier> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-clients-'))
  const port = await findFreePort()
  const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(port), DOSSIER_DATA: join(folder, 'data') }
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}/graphql`
  const deadline = Date.now() + READY_WITHIN_MS
  while (!(await hasCompanies(url))) {
    if (child.exitCode === null && Date.now() < deadline) {
      await wait(50)
      continue
    }
    await stop()
    throw new Error(`Dossier does not answer. It said:\n${said}`)
  }
  return { url, stop }
}

/** Sends an operation without any client between. */
export async function post(url: string, query: string, variables: object = {}): Promise<RawAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as RawAnswer
}

interface RawAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

async function hasCompanies(url: string): Promise<boolean> {
  const answer = await post(url, '{ companies(first: 1) { nodes { id } } }').catch(() => null)
  const companies = answer?.data?.['companies'] as { nodes: readonly unknown[] } | undefined
  return companies?.nodes.length === 1
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
