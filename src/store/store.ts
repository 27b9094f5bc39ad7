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
}

/** A graph that answers Cypher. The rules S1.. in docs/store.md bind every engine. */
export interface Store {
  /** The engine and its version, for logs: `embedded 0.6.0`, `neo4j 5.26.20`. */
  readonly engine: string
  /** Runs every statement against one snapshot and answers them in order. Never writes. */
  read(statements: readonly Statement[], options?: ReadOptions): Promise<readonly (readonly Row[])[]>
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
