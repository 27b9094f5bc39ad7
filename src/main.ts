import './cli/production.js'

import { join } from 'node:path'

import { runCommand } from './cli/run-command.js'
import { readConfig } from './config.js'
import { FAILURES, Failure } from './errors.js'

void main()

async function main(): Promise<void> {
  try {
    await runCommand(process.argv.slice(2), {
      readConfig: () => readConfig(process.env),
      // This file runs from dist/src.
      root: join(__dirname, '..', '..'),
      print: (line) => process.stdout.write(`${line}\n`),
      tell: (line) => process.stderr.write(`${line}\n`),
      untilStopped,
    })
    process.exitCode = 0
  } catch (error) {
    process.stderr.write(`${formatFailure(error)}\n`)
    process.exitCode = error instanceof Failure ? FAILURES[error.code].exitCode : 1
  }
}

/** One Ctrl-C may come twice, from the terminal and from npm; whoever asks again later will not wait any longer. */
const REPEAT_MS = 1000

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked: number | null = null
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked !== null && Date.now() - asked > REPEAT_MS) process.exit(1)
        asked ??= Date.now()
        resolve()
      })
    }
  })
}

function formatFailure(error: unknown): string {
  if (error instanceof Failure) return error.message
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `Dossier broke, which is a mistake of its own. Please report this:\n${detail}`
}
