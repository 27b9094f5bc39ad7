import { Failure } from '../errors.js'

/** The failure of every call to a store that was closed. */
export function closed(): Failure {
  return new Failure('STORE_UNAVAILABLE', 'The store is closed.')
}

/** The failure of a database that lacks what was made in it when the store was opened. */
export function lacksIndexes(cause?: unknown): Failure {
  const sentence =
    'The graph lacks its text indexes: the database is another than at the start. Start the server again.'
  return new Failure('STORE_UNAVAILABLE', sentence, { cause })
}

/** The failure of a write that would have put a unique value on a second node. */
export function notUnique(cause: unknown): Failure {
  return new Failure('STORE_CONFLICT', 'A value that must be unique is there already; nothing was written.', { cause })
}

/** The failure of a write that met another one each time it was tried. */
export function metAnotherWrite(cause: unknown): Failure {
  const sentence = 'Another write changed the same part of the graph; nothing of this one remains. Try again.'
  return new Failure('STORE_CONFLICT', sentence, { cause })
}

/** The failure of a read that nobody waits for any more. */
export function timedOut(details: {
  readonly cause?: unknown
  readonly facts?: Readonly<Record<string, string | number>>
}): Failure {
  return new Failure(
    'OPERATION_TIMED_OUT',
    'The graph did not answer in time: ask for less, or try again later.',
    details,
  )
}

/** The failure of a read whose caller has gone. */
export function aborted(): Failure {
  return new Failure('REQUEST_ABORTED', 'Nobody waits for the answer any more.')
}
