import type { Transaction } from '@grafeo-db/js'
import { Failure } from '../errors.js'
import { withDeadline } from './deadline.js'
import {
  isEngineConflict,
  loadEnginePackage,
  openEngine,
  translateEngineError,
  type Engine,
} from './embedded-engine.js'
import { prepareEmbedded } from './embedded-schema.js'
import { closed } from './failures.js'
import { perform } from './perform.js'
import { SMALLEST, pingBy } from './ping.js'
import { bindParams, toPlainRows } from './plain-values.js'
import { closeQueues, Queue } from './queue.js'
import { retry } from './retry.js'
import { parseDefinitions } from './definitions.js'
import type { ReadOptions, Row, Run, Statement, Store, TextAnswer, TextQuestion } from './store.js'
import { TextIndexes } from './text-indexes.js'

/** More reads at once do not answer more in a second, and they hold each other up. */
const READS_AT_ONCE = 4
const CONFLICT_RULES = { isPassing: isEngineConflict, attempts: 6, firstPauseMs: 5, longestPauseMs: 100 }

type BoundStatement = { readonly text: string; readonly params: Record<string, unknown> }

/** Opens the graph inside this process: in the folder, or in memory when the folder is null. */
export async function openEmbeddedStore(
  options: { readonly folder: string | null },
  load = loadEnginePackage,
): Promise<Store> {
  return new EmbeddedStore(openEngine(options.folder, load))
}

class EmbeddedStore implements Store {
  readonly engine: string
  readonly #engine: Engine
  readonly #reads = new Queue(READS_AT_ONCE)
  /** The engine lets parallel writes fail, or make one edge twice: so one goes after the other. */
  readonly #writes = new Queue(1)
  readonly #texts = new TextIndexes()
  #closing: Promise<void> | null = null

  constructor(engine: Engine) {
    this.#engine = engine
    this.engine = `embedded ${engine.version()}`
  }

  async read(statements: readonly Statement[], options: ReadOptions = {}): Promise<readonly (readonly Row[])[]> {
    this.#refuseWhenClosed()
    const bound = statements.map(bindStatement)
    if (bound.length === 0) return []
    return this.#read(options, (signal) => this.#readAll(bound, { ...options, signal }))
  }

  async readInSteps<T>(work: (run: Run) => Promise<T>, options: ReadOptions = {}): Promise<T> {
    this.#refuseWhenClosed()
    return this.#read(options, (signal) => this.#readOnce(work, { ...options, signal }))
  }

  async find(question: TextQuestion, options: ReadOptions = {}): Promise<readonly TextAnswer[]> {
    this.#refuseWhenClosed()
    return this.#read(options, async () => {
      const { answers, upTo } = await this.#texts.find(question, (job) => this.#inSnapshot(job))
      options.onVersion?.(String(upTo))
      return answers
    })
  }

  #read<T>(options: ReadOptions, job: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withDeadline(options, (signal) => this.#reads.run(() => job(signal), signal))
  }

  async write<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#writes.run(() => retry(() => this.#writeOnce(work), CONFLICT_RULES))
  }

  async prepare(definitions: readonly string[]): Promise<void> {
    await this.#writes.run(() =>
      prepareEmbedded(definitions, async (text) => {
        try {
          return toPlainRows((await this.#engine.executeCypher(text)).toArray())
        } catch (error) {
          throw translateEngineError(error)
        }
      }),
    )
    this.#texts.define(parseDefinitions(definitions))
  }

  ping(): Promise<void> {
    return pingBy((limit) => this.read([SMALLEST], limit))
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await closeQueues({ reads: this.#reads, writes: this.#writes })
    try {
      this.#engine.close()
    } catch (cause) {
      throw new Failure(
        'STORE_UNAVAILABLE',
        'The graph could not be put in order when it was closed; what was written is kept in its log. Is the disk full?',
        { cause },
      )
    }
  }

  /** The transaction is never committed, so whatever a statement does, nothing of it stays. */
  async #readAll(statements: readonly BoundStatement[], { signal, onVersion }: Reading): Promise<Answers> {
    for (const { text } of statements) refuseDefinition(text)
    return this.#inSnapshot(async (ask) => {
      const answers: (readonly Row[])[] = []
      for (const statement of statements) {
        if (signal.aborted) break
        answers.push(await ask(statement))
      }
      return answers
    }, onVersion)
  }

  #readOnce<T>(work: (run: Run) => Promise<T>, { signal, onVersion }: Reading): Promise<T> {
    return this.#inSnapshot(
      (ask) =>
        perform(work, async (statement) => {
          refuseDefinition(statement.text)
          signal.throwIfAborted()
          return ask(bindStatement(statement))
        }),
      onVersion,
    )
  }

  /** No other process has the folder open, so the number of writes that have ended is the version. */
  async #inSnapshot<T>(
    job: (ask: (statement: BoundStatement) => Promise<readonly Row[]>) => Promise<T>,
    onVersion?: ReadOptions['onVersion'],
  ): Promise<T> {
    const transaction = this.#begin()
    onVersion?.(String(this.#texts.writes))
    try {
      return await job((statement) => execute(transaction, statement, 'read'))
    } finally {
      rollBack(transaction)
    }
  }

  async #writeOnce<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const transaction = this.#begin()
    try {
      const value = await perform(work, (statement) => execute(transaction, bindStatement(statement), 'write'))
      commit(transaction)
      return value
    } catch (error) {
      rollBack(transaction)
      throw error
    } finally {
      // Also after a failure: a commit that could not be acknowledged may have been made.
      this.#texts.noteWrite()
    }
  }

  #begin(): Transaction {
    try {
      return this.#engine.beginTransaction()
    } catch (error) {
      throw translateEngineError(error)
    }
  }

  /** The engine still answers reads from memory after it was closed. */
  #refuseWhenClosed(): void {
    if (this.#closing !== null) throw closed()
  }
}

type Answers = readonly (readonly Row[])[]

interface Reading extends ReadOptions {
  readonly signal: AbortSignal
}

function bindStatement({ text, params }: Statement): BoundStatement {
  return { text, params: bindParams(params, (whole) => whole) }
}

async function execute(
  transaction: Transaction,
  { text, params }: BoundStatement,
  purpose: 'read' | 'write',
): Promise<readonly Row[]> {
  const result = await transaction.executeCypher(text, params).catch((error: unknown) => {
    throw translateEngineError(error)
  })
  if (purpose === 'read' && Object.values(result.counters).some((count) => count > 0)) {
    throw new Error('A read tried to write; nothing of it was kept')
  }
  return toPlainRows(result.toArray())
}

function commit(transaction: Transaction): void {
  try {
    transaction.commit()
  } catch (error) {
    throw translateEngineError(error)
  }
}

function rollBack(transaction: Transaction): void {
  try {
    transaction.rollback()
  } catch {
    // The reason for rolling back is on its way to the caller and says more than that this failed too.
  }
}

/** A definition is not part of a transaction, so rolling back would not take it away. */
function refuseDefinition(text: string): void {
  if (/^\s*(CREATE|DROP|ALTER)\b[^({]*\b(INDEX|CONSTRAINT)\b/i.test(text))
    throw new Error('A read tried to change the definitions of the graph')
}
