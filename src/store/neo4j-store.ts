import { randomUUID } from 'node:crypto'
import { int, type Driver, type Result, type Session } from 'neo4j-driver'
import type { Neo4jConfig } from '../config.js'
import { pause, withDeadline } from './deadline.js'
import type { Definition } from './definitions.js'
import { connect, POOL_SIZE, type Connection, type WaitOptions } from './neo4j-connection.js'
import { isAboutBookmarks, isPassingInNeo4j, translateNeo4jError } from './neo4j-errors.js'
import { prepareNeo4j } from './neo4j-schema.js'
import { closed } from './failures.js'
import { perform } from './perform.js'
import { pingByReading } from './ping.js'
import { bindParams, toPlainRows } from './plain-values.js'
import { closeQueues, Queue } from './queue.js'
import { retry } from './retry.js'
import type { ReadOptions, Row, Run, Statement, Store } from './store.js'

/** About four seconds in all: a cluster that chooses a new leader needs some, and a client waits no longer. */
const PASSING_RULES = { isPassing: isPassingInNeo4j, attempts: 7, firstPauseMs: 100, longestPauseMs: 2000 }
/** How often a read that met a write is begun anew, before it makes writes wait. */
const STILL_ATTEMPTS = 4

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
  readonly #reads = new Queue(POOL_SIZE - 1)
  /** The server lets one write of ours after the other go on anyway; here they wait without a connection each. */
  readonly #writes = new Queue(1)
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
    const { timeoutMs } = options
    const end = Date.now() + (timeoutMs ?? 0)
    const limit = (): Limit => (timeoutMs === undefined ? {} : { timeout: Math.max(1, Math.ceil(end - Date.now())) })
    return withDeadline(timeoutMs, (signal) => {
      const read = (): Promise<Answers> => this.#readStill(bound, { signal, limit })
      return this.#reads.run(() => retry(read, { ...PASSING_RULES, signal }), signal)
    })
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
  }

  ping(): Promise<void> {
    return pingByReading(this)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await closeQueues({ reads: this.#reads, writes: this.#writes })
    await this.#driver.close()
  }

  async #readStill(statements: readonly BoundStatement[], reading: Reading): Promise<Answers> {
    for (let attempt = 0; attempt < STILL_ATTEMPTS; attempt += 1) {
      // Writes come in bursts, and the pauses grow until one finds the gap.
      if (attempt > 1) await pause(Math.random() * 2 ** attempt, reading.signal)
      if (reading.signal.aborted) return []
      const answers = await this.#inSession({ mode: 'READ', ...reading }, async (session, sent) => {
        const found = await send(session, statements, reading.limit())
        return isStill(sent, session.lastBookmarks()) ? found : null
      })
      if (answers !== null) return answers
    }
    return this.#readLocked(statements, reading)
  }

  /** Makes writes wait for the read; each statement was let through as one that only reads before. */
  #readLocked(statements: readonly BoundStatement[], reading: Reading): Promise<Answers> {
    return this.#inSession({ mode: 'WRITE', ...reading }, async (session) => {
      const transaction = session.beginTransaction(reading.limit())
      const answers = await Promise.all(
        [lock(), ...statements].map(({ text, params }) => rowsOf(transaction.run(text, params))),
      )
      await transaction.rollback()
      return answers.slice(1)
    })
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
    const session = this.#driver.session({
      defaultAccessMode: options.mode,
      bookmarks: [...sent],
      ...(this.#database === null ? {} : { database: this.#database }),
    })
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

/** One statement by itself is one round trip; several share a transaction, which is two. */
async function send(session: Session, statements: readonly BoundStatement[], limit: Limit): Promise<Answers> {
  const [only] = statements
  if (only !== undefined && statements.length === 1) return [await rowsOf(session.run(only.text, only.params, limit))]
  const transaction = session.beginTransaction(limit)
  const answers = await Promise.all(statements.map(({ text, params }) => rowsOf(transaction.run(text, params))))
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
