import { isRetryableError, Neo4jError } from 'neo4j-driver'
import { Failure } from '../errors.js'
import { closedFailure } from './queue.js'

/** Turns what the driver threw into a failure, or into an error that stands for a bug; the cause is kept. */
export function translateNeo4jError(cause: unknown): Error {
  if (!(cause instanceof Neo4jError))
    return cause instanceof Error ? cause : new Error('The driver of Neo4j failed', { cause })
  const { code, message } = cause
  if (code === 'Neo.ClientError.Schema.ConstraintValidationFailed' && !message.includes('still has relationships')) {
    return new Failure('STORE_CONFLICT', 'A value that must be unique is there already; nothing was written.', {
      cause,
    })
  }
  if (code.startsWith('Neo.ClientError.Transaction.TransactionTimedOut')) {
    return new Failure('OPERATION_TIMED_OUT', 'The graph did not answer in time: ask for less, or try again later.', {
      cause,
    })
  }
  if (
    code.startsWith('Neo.TransientError.Transaction.') ||
    code === 'Neo.ClientError.Transaction.LockAcquisitionTimeout'
  ) {
    return new Failure(
      'STORE_CONFLICT',
      'Another write changed the same part of the graph; nothing of this one remains. Try again.',
      { cause },
    )
  }
  if (message.includes('Pool is closed')) return closedFailure()
  if (isUnreachable(cause)) {
    return new Failure('STORE_UNAVAILABLE', 'Neo4j does not answer. Try again later.', { cause })
  }
  return new Error('Neo4j refused a statement', { cause })
}

/** Whether trying again may help, by the driver's own judgement. */
export function isPassingInNeo4j(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Neo4jError) return isRetryableError(cause) || isAboutBookmarks(cause)
  }
  return false
}

/** Whether the server does not know a commit that we take to have happened. */
export function isAboutBookmarks(error: unknown): boolean {
  return error instanceof Neo4jError && /^Neo\.\w+\.Transaction\.\w*Bookmark/.test(error.code)
}

/** An account that no longer holds and a pool without a free connection are as good as no server. */
function isUnreachable(error: Neo4jError): boolean {
  return (
    isRetryableError(error) ||
    error.code.startsWith('Neo.ClientError.Security.') ||
    error.message.includes('acquisition timed out')
  )
}
