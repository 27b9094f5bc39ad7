/**
 * Every failure that is foreseen, with the HTTP status a client sees, the exit code of a command, and
 * whether trying again may help. Anything that is not in this table is a bug and is masked from clients.
 * `docs/errors.md` explains each code; a test holds the two together.
 */
export const FAILURES = {
  BAD_USER_INPUT: { status: 400, exitCode: 2, retry: false },
  BAD_CURSOR: { status: 400, exitCode: 2, retry: false },
  QUERY_TOO_DEEP: { status: 400, exitCode: 2, retry: false },
  TOO_MANY_ALIASES: { status: 400, exitCode: 2, retry: false },
  TOO_MANY_FIELDS: { status: 400, exitCode: 2, retry: false },
  TOO_MANY_TOKENS: { status: 400, exitCode: 2, retry: false },
  QUERY_TOO_COSTLY: { status: 400, exitCode: 2, retry: false },
  PATH_SEARCH_CUT: { status: 400, exitCode: 2, retry: false },
  BAD_REQUEST: { status: 400, exitCode: 2, retry: false },
  NOT_FOUND: { status: 404, exitCode: 2, retry: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, exitCode: 2, retry: false },
  BODY_TOO_LARGE: { status: 413, exitCode: 2, retry: false },
  BODY_TOO_NESTED: { status: 400, exitCode: 2, retry: false },
  REQUEST_ABORTED: { status: 499, exitCode: 2, retry: false },
  OPERATION_TIMED_OUT: { status: 503, exitCode: 4, retry: true },
  STORE_UNAVAILABLE: { status: 503, exitCode: 4, retry: true },
  STORE_CONFLICT: { status: 409, exitCode: 4, retry: true },
  STORE_LOCKED: { status: 503, exitCode: 4, retry: true },
  STORE_ENGINE_MISSING: { status: 503, exitCode: 4, retry: false },
  SEED_INVALID: { status: 400, exitCode: 3, retry: false },
  CONFIG_INVALID: { status: 500, exitCode: 2, retry: false },
} as const

export type FailureCode = keyof typeof FAILURES

/** A foreseen failure: its message is a sentence for a person, with the value and the way out. */
export class Failure extends Error {
  override readonly name = 'Failure'

  constructor(
    readonly code: FailureCode,
    message: string,
    /** `facts` are shown to clients beside the code: a limit, its value, the request's own figure. */
    readonly details: { readonly cause?: unknown; readonly facts?: Readonly<Record<string, string | number>> } = {},
  ) {
    super(message, { cause: details.cause })
  }
}

/** Guards what only a bug of ours can break. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}
