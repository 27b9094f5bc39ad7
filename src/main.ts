import './cli/production.js'

import { join } from 'node:path'

import { runCommand } from './cli/run-command.js'
import { readConfig, unknownSettings } from './config.js'
import { FAILURES, Failure } from './errors.js'

/** One Ctrl-C may come twice, from the terminal and from npm; whoever asks again later will not wait any longer. */
const REPEAT_MS = 1000

/** How long a connection that nobody answers any more may keep a process whose work is done. */
const LINGER_MS = 500

let onStop: (() => void) | null = null
let askedAt: number | null = null

// From the first moment, since the first process of a container has no way to end but its own.
for (const [signal, exitCode] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const) {
  process.on(signal, () => {
    if (onStop === null || (askedAt !== null && Date.now() - askedAt > REPEAT_MS)) process.exit(exitCode)
    askedAt ??= Date.now()
    onStop()
  })
}

void main()

async function main(): Promise<void> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`)
  try {
    await runCommand(process.argv.slice(2), {
      readConfig: () => {
        for (const key of unknownSettings(process.env)) tell(`${key} is no setting of Dossier; README.md lists them.`)
        return readConfig(process.env)
      },
      // This file runs from dist/src.
      root: join(__dirname, '..', '..'),
      print: (line) => process.stdout.write(`${line}\n`),
      tell,
      untilStopped,
    })
    process.exitCode = 0
  } catch (error) {
    tell(formatFailure(error))
    process.exitCode = error instanceof Failure ? FAILURES[error.code].exitCode : 1
  }
  setTimeout(() => process.exit(), LINGER_MS).unref()
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    onStop = resolve
  })
}

function formatFailure(error: unknown): string {
  if (error instanceof Failure) return error.message
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `Dossier broke, which is a mistake of its own. Please report this:\n${detail}`
}
