/** What may be bound to a parameter, and what comes back: no class of any driver. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue }

/** Cypher text with parameters; the text never holds a value that came from outside. */
export interface Statement {
  readonly text: string
  readonly params: Readonly<Record<string, PlainValue>>
}

/** One row of an answer, by column alias. */
export type Row = Readonly<Record<string, PlainValue>>

/** Runs one statement inside a transaction that is open. */
export type Run = (statement: Statement) => Promise<readonly Row[]>

export interface ReadOptions {
  /** After this many milliseconds the caller gets `OPERATION_TIMED_OUT`. */
  readonly timeoutMs?: number
  /** When it is aborted the caller gets `REQUEST_ABORTED`, and what has not begun is not begun. */
  readonly signal?: AbortSignal
  /** Is told the version of the graph that each answer is of: while it is the same, so is every answer; null where it cannot be told. */
  readonly onVersion?: (version: string | null) => void
}

/** What words a text index is asked for. A word is letters and digits; beginnings count where `begins` says so. */
export type TextQuery =
  | { readonly all: readonly TextQuery[] }
  | { readonly any: readonly TextQuery[] }
  | { readonly field: string; readonly word: string; readonly begins: boolean }

/** Queries to a text index. */
export interface TextQuestion {
  /** The name of the index, as it was defined. */
  readonly index: string
  /** Each is answered by itself. */
  readonly queries: readonly TextQuery[]
  /** The properties that are answered of each node. */
  readonly columns: readonly string[]
  /** How many nodes each query is answered with at most. */
  readonly limit: number
}

/** Some of what a query to a text index found, in no order that is promised. */
export interface TextAnswer {
  readonly rows: readonly Row[]
  /** Whether more was found than the limit allows to answer. */
  readonly more: boolean
}

/** A graph that answers Cypher. The rules S1.. in docs/store.md bind every engine. */
export interface Store {
  /** The engine and its version, for logs: `embedded 0.6.0`, `neo4j 5.26.20`. */
  readonly engine: string
  /** Runs every statement against one snapshot and answers them in order. Never writes. */
  read(statements: readonly Statement[], options?: ReadOptions): Promise<readonly (readonly Row[])[]>
  /**
   * Runs `work`, whose statements may depend on the answers of others, against one snapshot. Never writes. `work`
   * may be run again when a write came between, so it must have no effect outside.
   */
  readInSteps<T>(work: (run: Run) => Promise<T>, options?: ReadOptions): Promise<T>
  /** Asks a text index that `prepare` has made; it knows every write that ended before. */
  find(question: TextQuestion, options?: ReadOptions): Promise<readonly TextAnswer[]>
  /**
   * Runs `work` in one transaction: all of it or nothing. `work` may be run again after a conflict,
   * so it must have no effect outside the transaction.
   */
  write<T>(work: (run: Run) => Promise<T>): Promise<T>
  /** Creates the constraints and indexes that are missing, and checks that they are there. */
  prepare(definitions: readonly string[]): Promise<void>
  /** Resolves when the store answers, else throws `STORE_UNAVAILABLE`. */
  ping(): Promise<void>
  /** Releases what the store holds. Calling it twice is harmless. */
  close(): Promise<void>
}
