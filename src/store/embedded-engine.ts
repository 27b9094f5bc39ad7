import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { GrafeoDB } from '@grafeo-db/js'
import { Failure } from '../errors.js'
import { closed, metAnotherWrite, notUnique } from './failures.js'

/** What the store uses of the engine, so that a test can pass another. */
export type Engine = Pick<
  GrafeoDB,
  'beginTransaction' | 'executeCypher' | 'setCheckpointTriggers' | 'version' | 'close'
>

/** The engine's package, as far as it is used. */
export interface EnginePackage {
  readonly GrafeoDB: { create(path?: string | null): Engine }
}

/** The version that package.json pins; the file format may change with the next. */
const ENGINE_VERSION = '0.6.0'

/** The platforms the engine is built for, as its binary packages name them. */
const BUILDS: ReadonlySet<string> = new Set([
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'linux-x64-gnu',
  'win32-x64-msvc',
])

/**
 * A checkpoint moves the log into the main file; until then opening must read the log again. By size, so
 * that a load does not leave a long log; by time, so that an idle server leaves none.
 */
const CHECKPOINTS = { walBytes: 32e6, intervalMs: 60_000 }

/** Loads the package only when it is needed: a user of Neo4j need not have the binary. */
export function loadEnginePackage(): EnginePackage {
  return require('@grafeo-db/js') as EnginePackage
}

/** Opens the one file of the folder, or a graph in memory when the folder is null. */
export function openEngine(folder: string | null, load: () => EnginePackage): Engine {
  const { GrafeoDB } = loaded(load)
  if (folder === null) return GrafeoDB.create()
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw notMade(folder, cause)
  }
  try {
    const engine = GrafeoDB.create(join(folder, 'dossier.grafeo'))
    engine.setCheckpointTriggers(CHECKPOINTS)
    return engine
  } catch (cause) {
    throw notOpened(folder, cause)
  }
}

/** Why there is no engine on a platform, and the way out. */
export function missingEngineSentence(platform: string): string {
  if (!BUILDS.has(platform)) return `The embedded engine has no build for ${platform}: set NEO4J_URI to use Neo4j.`
  const command = `npm install --no-save @grafeo-db/js-${platform}@${ENGINE_VERSION}`
  return `The embedded engine for ${platform} is not installed: run "${command}", or set NEO4J_URI to use Neo4j.`
}

/** Turns what the engine threw into a failure, or into an error that stands for a bug; the cause is kept. */
export function translateEngineError(cause: unknown): Error {
  if (cause instanceof Failure) return cause
  const status = statusOf(cause)
  const text = textOf(cause)
  if (status === '25000' && text.includes('GRAFEO-T007')) return closed()
  if (status === '40000') return isOutOfSpace(cause) ? notWritten(cause) : metAnotherWrite(cause)
  if (status === 'G2000' && text.includes('UNIQUE')) return notUnique(cause)
  return new Error('The embedded engine refused a statement', { cause })
}

/** Whether the engine gave up a transaction that may well succeed when it runs again. */
export function isEngineConflict(error: unknown): boolean {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as { cause?: unknown }).cause) {
    if (statusOf(cause) === '40000') return !isOutOfSpace(cause)
  }
  return false
}

/** The engine gives one status to a conflict and to a log that cannot be written. */
function isOutOfSpace(cause: unknown): boolean {
  return textOf(cause).includes('GRAFEO-T009')
}

function notWritten(cause: unknown): Failure {
  const sentence = 'The graph could not be written to its folder; nothing of the write remains. Is the disk full?'
  return new Failure('STORE_UNAVAILABLE', sentence, { cause })
}

/** The engine moves the status to `gqlStatus`, except under Jest, where its errors are not of the test's realm. */
function statusOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  const { gqlStatus, cause } = error as { gqlStatus?: unknown; cause?: unknown }
  if (typeof gqlStatus === 'string') return gqlStatus
  return /^GQLSTATUS (\w+)$/.exec(textOf(cause))?.[1] ?? null
}

function textOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { message } = error as { message?: unknown }
  return typeof message === 'string' ? message : ''
}

function loaded(load: () => EnginePackage): EnginePackage {
  try {
    return load()
  } catch (cause) {
    throw new Failure('STORE_ENGINE_MISSING', missingEngineSentence(platformName()), { cause })
  }
}

function platformName(): string {
  const { platform, arch } = process
  if (platform === 'win32') return `win32-${arch}-msvc`
  if (platform !== 'linux') return `${platform}-${arch}`
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return `linux-${arch}-${header?.glibcVersionRuntime === undefined ? 'musl' : 'gnu'}`
}

function notMade(folder: string, cause: unknown): Failure {
  const { code } = cause as NodeJS.ErrnoException
  const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in its place' : 'this user may not make it there'
  return new Failure(
    'CONFIG_INVALID',
    `The folder "${folder}" cannot be made, for ${why}: choose another DOSSIER_DATA.`,
    {
      cause,
    },
  )
}

function notOpened(folder: string, cause: unknown): Failure {
  const text = textOf(cause)
  if (text.includes('cannot be locked')) {
    return new Failure(
      'STORE_LOCKED',
      `Another Dossier uses the folder "${folder}": stop it, choose another DOSSIER_DATA, or use Neo4j.`,
      { cause },
    )
  }
  if (/Permission denied|Read-only file system|Access is denied/.test(text)) {
    return new Failure(
      'CONFIG_INVALID',
      `The folder "${folder}" or a file in it may not be written by this user: let it be, or choose another DOSSIER_DATA.`,
      { cause },
    )
  }
  return new Failure(
    'STORE_UNAVAILABLE',
    `The graph in the folder "${folder}" cannot be opened: it is damaged or of another version. Choose another DOSSIER_DATA and load the graph anew.`,
    { cause },
  )
}
