import { randomUUID } from 'node:crypto'
import { int, type Driver, type Result, type Session } from 'neo4j-driver'
import type { Neo4jConfig } from '../config.js'
import { invariant } from '../errors.js'
import { atMost, leaving, withDeadline } from './deadline.js'
import { parseDefinitions, type Definition } from './definitions.js'
import { Gate } from './gate.js'
import { connect, POOL_SIZE, SILENCE_MS, type Connection, type WaitOptions } from './neo4j-connection.js'
import { isAboutBookmarks, isPassingInNeo4j, translateNeo4jError } from './neo4j-errors.js'
import { prepareNeo4j } from './neo4j-schema.js'
import { closed, lacksIndexes } from './failures.js'
import { perform } from './perform.js'
import { SMALLEST, pingBy } from './ping.js'
import { bindParams, toPlainRows } from './plain-values.js'
import { closeQueues, Queue } from './queue.js'
import { retry } from './retry.js'
import { findByWords, readFound } from './neo4j-text.js'
import type { ReadOptions, Row, Run, Statement, Store, TextAnswer, TextQuestion } from './store.js'

/** About four seconds in all: a cluster that chooses a new leader needs some, and a client waits no longer. */
const PASSING_RULES = { isPassing: isPassingInNeo4j, attempts: 7, firstPauseMs: 100, longestPauseMs: 2000 }
/**
 * How often a read that met a write is tried, before it makes writes wait. Twice in a row it meets one only where
 * writes come as fast as it ends; then the wait for the one under way is no longer than a third attempt.
 */
const STILL_ATTEMPTS = 2
/** Behind the gate only a program that does not know the lock can still be met; it is not waited for without end. */
const ATTEMPTS_BEHIND_GATE = 4
/** A write that goes on for longer than this keeps those who wait for it no longer; their own time is over before. */
const SHUT_OUT_MS = 60_000

type BoundStatement = { readonly text: string; readonly params: Record<string, unknown> }

/** Opens the graph in a Neo4j server, waiting for the server when it is still starting. */
export async function openNeo4jStore(config: Neo4jConfig, options: WaitOptions = {}): Promise<Store> {
  return new Neo4jStore(await connect(config, options), config.database)
}

class Neo4jStore implements Store {
  readonly engine: string
  readonly #driver: Driver
  readonly #database: string | null
  /** The last commits that are known; whatever comes after sees them, on any member of a cluster. */
  #bookmarks: readonly string[] = []
  /** Connections are left for a write and for two gates: one that is shut and one that waits for it. */
  readonly #reads = new Queue(POOL_SIZE - 3)
  /** The server lets one write of ours after the other go on anyway; here they wait without a connection each. */
  readonly #writes = new Queue(1)
  readonly #gate = new Gate(() => this.#shutOutWrites())
  /** Text indexes that were prepared: a database that lacks one is another than it was then. */
  #texts: readonly string[] = []
  #closing: Promise<void> | null = null

  constructor(connection: Connection, database: string | null) {
    this.engine = `neo4j ${connection.version}`
    this.#driver = connection.driver
    this.#database = database
  }

  async read(statements: readonly Statement[], options: ReadOptions = {}): Promise<readonly (readonly Row[])[]> {
    if (this.#closing !== null) throw closed()
    const bound = statements.map(bindStatement)
    if (bound.length === 0) return []
    return this.#readWith((session, reading) => send(session, bound, reading), options)
  }

  async readInSteps<T>(work: (run: Run) => Promise<T>, options: ReadOptions = {}): Promise<T> {
    if (this.#closing !== null) throw closed()
    return this.#readWith((session, reading) => sendInSteps(session, work, reading), options)
  }

  async #readWith<T>(job: Job<T>, options: ReadOptions): Promise<T> {
    const { timeoutMs, onVersion } = options
    const end = Date.now() + (timeoutMs ?? 0)
    const limit = (): Limit => (timeoutMs === undefined ? {} : { timeout: Math.max(1, Math.ceil(end - Date.now())) })
    const { value, version } = await withDeadline(options, (signal) => {
      const read = (): Promise<Still<T>> => this.#readOneMoment(job, { signal, limit })
      const readAgain = (): Promise<Still<T>> => retry(read, { ...PASSING_RULES, signal })
      return this.#reads.run(() => leaving(readAgain(), { signal, afterMs: SILENCE_MS }), signal)
    })
    onVersion?.(version)
    return value
  }

  async find(question: TextQuestion, options: ReadOptions = {}): Promise<readonly TextAnswer[]> {
    const [[row] = []] = await this.read([findByWords(question)], options)
    invariant(row, 'each query has a list of what it found')
    return readFound(row, question)
  }

  async write<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#writes.run(() => retry(() => this.#writeOnce(work), PASSING_RULES))
  }

  async prepare(definitions: readonly string[]): Promise<void> {
    const access = {
      read: async (text: string) => (await this.read([{ text, params: {} }]))[0] ?? [],
      make: (missing: readonly Definition[], onRefusal: OnRefusal) => this.#make(missing, onRefusal),
    }
    await this.#writes.run(() => retry(() => prepareNeo4j(definitions, access), PASSING_RULES))
    const texts = parseDefinitions(definitions).filter(({ kind }) => kind === 'text')
    this.#texts = [...new Set([...this.#texts, ...texts.map(({ name }) => name)])]
  }

  /** By one attempt, so that the reason of a failure is known before whoever asks has gone. */
  ping(): Promise<void> {
    return pingBy(async (limit) => {
      const statement = bindStatement({
        text: 'SHOW FULLTEXT INDEXES YIELD name WHERE name IN $names RETURN name',
        params: { names: this.#texts },
      })
      const [rows = []] = await withDeadline(limit, (signal) => {
        const ask = (): Promise<Answers> =>
          this.#inSession({ mode: 'READ', signal }, (session) => send(session, [statement]))
        return this.#reads.run(() => leaving(ask(), { signal, afterMs: SILENCE_MS }), signal)
      })
      if (rows.length < this.#texts.length) throw lacksIndexes()
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    // A write that is cut off is rolled back by the server.
    await atMost(SILENCE_MS, closeQueues({ reads: this.#reads, writes: this.#writes }))
    await atMost(SILENCE_MS, this.#driver.close())
  }

  async #readOneMoment<T>(job: Job<T>, reading: Reading): Promise<Still<T>> {
    const unhindered = await this.#readStill(job, { ...reading, mode: 'READ', attempts: STILL_ATTEMPTS })
    if (unhindered !== null) return unhindered
    return this.#gate.run(() => this.#readBehindGate(job, reading))
  }

  /** At the member of a cluster that has the lock; what it runs was let through as reading only before. */
  async #readBehindGate<T>(job: Job<T>, reading: Reading): Promise<Still<T>> {
    const atLock = { ...reading, mode: 'WRITE', attempts: ATTEMPTS_BEHIND_GATE } as const
    const still = await this.#readStill(job, atLock)
    if (still !== null) return still
    return { value: await this.#inSession(atLock, (session) => job(session, reading)), version: null }
  }

  /** What is read of a moment in which nobody wrote; null when every attempt met a write. */
  async #readStill<T>(
    job: Job<T>,
    reading: Reading & { readonly mode: 'READ' | 'WRITE'; readonly attempts: number },
  ): Promise<Still<T> | null> {
    for (let attempt = 0; attempt < reading.attempts; attempt += 1) {
      reading.signal.throwIfAborted()
      const found = await this.#inSession(reading, async (session, sent) => {
        const value = await job(session, reading)
        const received = session.lastBookmarks()
        return isStill(sent, received) ? { value, version: received.join(' ') } : null
      })
      if (found !== null) return found
    }
    return null
  }

  /** Takes the lock of the writes, and learns of their last commit so that a read behind it is still at once. */
  async #shutOutWrites(): Promise<() => Promise<void>> {
    const session = this.#openSession('WRITE', this.#bookmarks)
    try {
      const transaction = session.beginTransaction({ timeout: SHUT_OUT_MS })
      const { text, params } = lock()
      await rowsOf(transaction.run(text, params))
      await this.#inSession({ mode: 'WRITE' }, (other) => send(other, [SMALLEST]))
      // Closing a session rolls back what it has begun.
      return () => session.close()
    } catch (error) {
      await session.close().catch(() => undefined)
      throw translateNeo4jError(error)
    }
  }

  #writeOnce<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#inSession({ mode: 'WRITE' }, async (session) => {
      const transaction = session.beginTransaction()
      // Sent ahead, not waited for: it takes the lock that makes writes go one after the other.
      const { text: lockText, params: lockParams } = lock()
      const locked = rowsOf(transaction.run(lockText, lockParams))
      locked.catch(() => undefined)
      const value = await perform(work, async (statement) => {
        const { text, params } = bindStatement(statement)
        try {
          return await rowsOf(transaction.run(text, params))
        } catch (error) {
          // When the lock failed, the statement's own error would only say that there is no transaction.
          await locked.catch((reason: unknown) => Promise.reject(translateNeo4jError(reason)))
          throw translateNeo4jError(error)
        }
      })
      await locked
      await transaction.commit()
      return value
    })
  }

  /** Apart from any data: Neo4j takes definitions and data in different transactions. */
  #make(definitions: readonly Definition[], onRefusal: OnRefusal): Promise<void> {
    return this.#inSession({ mode: 'WRITE' }, async (session) => {
      const transaction = session.beginTransaction()
      const make = async (definition: Definition): Promise<void> => {
        try {
          await transaction.run(definition.text)
        } catch (error) {
          throw onRefusal(definition, error)
        }
      }
      await Promise.all(definitions.map(make))
      await transaction.commit()
    })
  }

  /** `job` also gets the bookmarks that were sent: the server begins when it has done everything up to them. */
  async #inSession<T>(
    options: SessionOptions,
    job: (session: Session, sent: readonly string[]) => Promise<T>,
  ): Promise<T> {
    const sent = this.#bookmarks
    const session = this.#openSession(options.mode, sent)
    // Closing a session stops what it runs, so that a read nobody waits for ends on the server too.
    const close = (): Promise<void> => session.close().catch(() => undefined)
    const onAbort = (): void => void close()
    options.signal?.addEventListener('abort', onAbort)
    try {
      const value = await job(session, sent)
      this.#bookmarks = [
        ...new Set([...this.#bookmarks.filter((known) => !sent.includes(known)), ...session.lastBookmarks()]),
      ]
      return value
    } catch (error) {
      // A server that was set up anew does not know what the one before it did.
      if (isAboutBookmarks(error)) this.#bookmarks = []
      throw translateNeo4jError(error)
    } finally {
      options.signal?.removeEventListener('abort', onAbort)
      await close()
    }
  }

  #openSession(defaultAccessMode: 'READ' | 'WRITE', bookmarks: readonly string[]): Session {
    const database = this.#database === null ? {} : { database: this.#database }
    return this.#driver.session({ defaultAccessMode, bookmarks: [...bookmarks], ...database })
  }
}

type Answers = readonly (readonly Row[])[]
type Limit = { readonly timeout?: number }
type OnRefusal = (definition: Definition, cause: unknown) => unknown

interface SessionOptions {
  readonly mode: 'READ' | 'WRITE'
  readonly signal?: AbortSignal
}

interface Reading {
  readonly signal: AbortSignal
  /** What is left of the time, for the server. */
  readonly limit: () => Limit
}

/** What was read of one moment, and the bookmark of the last commit before it, whoever made it; null if that is unknown. */
interface Still<T> {
  readonly value: T
  readonly version: string | null
}

/** What a read does in a session of its own; it may be done again in another. */
type Job<T> = (session: Session, reading: Reading) => Promise<T>

/** Statements of which one may depend on the answer of another, in one transaction. */
async function sendInSteps<T>(session: Session, work: (run: Run) => Promise<T>, { limit }: Reading): Promise<T> {
  const transaction = session.beginTransaction(limit())
  const value = await perform(work, async (statement) => {
    const { text, params } = bindStatement(statement)
    try {
      const result = untraced(() => transaction.run(text, params))
      const rows = await rowsOf(result)
      // Behind the gate the server lets write, and the work may ask what it did not ask before.
      if ((await result).summary.counters.containsUpdates()) throw new Error('A read tried to write')
      return rows
    } catch (error) {
      throw translateNeo4jError(error)
    }
  })
  await transaction.commit()
  return value
}

/** One statement by itself is one round trip; several share a transaction, which is two. */
async function send(
  session: Session,
  statements: readonly BoundStatement[],
  { limit = () => ({}) }: Partial<Reading> = {},
): Promise<Answers> {
  const [only] = statements
  if (only !== undefined && statements.length === 1) {
    const { text, params } = only
    return [await rowsOf(untraced(() => session.run(text, params, limit())))]
  }
  const transaction = session.beginTransaction(limit())
  const answers = await Promise.all(
    statements.map(({ text, params }) => rowsOf(untraced(() => transaction.run(text, params)))),
  )
  await transaction.commit()
  return answers
}

/**
 * Neo4j shows a statement whatever was committed before it, even half of a commit that is being carried out.
 * But it begins only when everything up to the bookmarks sent is done, and answers with the bookmark of the last
 * commit it has taken: when that is one of those sent, nothing was written in between, by anybody.
 */
function isStill(sent: readonly string[], received: readonly string[]): boolean {
  return received.length > 0 && received.every((bookmark) => sent.includes(bookmark))
}

/** Takes the lock that makes writes go one after the other, from whichever process they come. */
function lock(): BoundStatement {
  return { text: 'MERGE (r:Revision {id: "revision"}) SET r.stamp = $stamp', params: { stamp: randomUUID() } }
}

/**
 * Sends a statement without what the driver notes of each, which is from where it was sent in case it fails: a tenth of
 * what a small read costs in this process. Here what fails is translated to an error of our own.
 */
function untraced(run: () => Result): Result {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return run()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** A whole number must be sent as one, or LIMIT is refused and 1 is kept as 1.0. */
function bindStatement({ text, params }: Statement): BoundStatement {
  return { text, params: bindParams(params, int) }
}

/** Takes the fields by their place: the driver's own way to an object costs a lookup for each. */
async function rowsOf(result: Result): Promise<readonly Row[]> {
  const { records } = await result
  const keys = records[0]?.keys ?? []
  const rows = records.map((record) => {
    const row: Record<string, unknown> = {}
    for (const [i, key] of keys.entries()) row[String(key)] = record.get(i)
    return row
  })
  return toPlainRows(rows)
}
