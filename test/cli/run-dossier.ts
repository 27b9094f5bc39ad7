import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAIN = join(__dirname, '../../dist/src/main.js')

/** A process of Dossier; `npm test` compiles it first. */
export interface Run {
  readonly out: () => string
  readonly err: () => string
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string>
  /** The address that it prints once it serves. */
  url(): Promise<string>
  /** Resolves once it has told what holds these words. */
  told(words: string): Promise<void>
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void
}

/** A test that fails halfway leaves its process behind, and Jest would wait for it. */
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

type Settings = Readonly<Record<string, string | undefined>>

/** Starts `dossier WORDS` with only these settings in its environment. */
export function runDossier(words: readonly string[], settings: Settings = {}): Run {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...settings }
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.on('close', () => running.delete(child))
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  const ended = new Promise<number | string>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'gone')),
  )
  const found = async <Found>(find: () => Found | undefined | false): Promise<Found> => {
    for (let i = 0; i < 300; i++) {
      const here = find()
      if (here) return here
      if (child.exitCode !== null) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`It does not come to that: ${out}${err}`)
  }
  return {
    out: () => out,
    err: () => err,
    ended,
    url: () => found(() => /http:\/\/[^/]+/.exec(out)?.[0]),
    told: async (words) => void (await found(() => err.includes(words))),
    signal: (name) => void child.kill(name),
  }
}

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
