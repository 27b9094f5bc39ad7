import { isRetryableError, Neo4jError } from 'neo4j-driver'
import type { Neo4jConfig } from '../config.js'
import { Failure } from '../errors.js'
import { closed, metAnotherWrite, notUnique, timedOut } from './failures.js'

/** Turns what the driver threw into a failure, or into an error that stands for a bug; the cause is kept. */
export function translateNeo4jError(cause: unknown): Error {
  if (!(cause instanceof Neo4jError)) {
    return cause instanceof Error ? cause : new Error('The driver of Neo4j failed', { cause })
  }
  const { code, message } = cause
  if (code === 'Neo.ClientError.Schema.ConstraintValidationFailed') {
    // The same code also tells of a node that cannot be deleted for its edges, which is a bug of ours.
    return message.includes('still has relationships') ? refused(cause) : notUnique(cause)
  }
  if (code.startsWith('Neo.ClientError.Transaction.TransactionTimedOut')) return timedOut({ cause })
  if (isAboutBookmarks(cause)) return new Failure('STORE_UNAVAILABLE', 'Neo4j was set up anew. Try again.', { cause })
  if (code.startsWith('Neo.TransientError.Transaction.') || code.endsWith('.LockAcquisitionTimeout')) {
    return metAnotherWrite(cause)
  }
  if (message.includes('Pool is closed')) return closed()
  if (isUnreachable(cause)) {
    return new Failure('STORE_UNAVAILABLE', 'Neo4j does not answer. Try again later.', { cause })
  }
  return refused(cause)
}

function refused(cause: Neo4jError): Error {
  return new Error('Neo4j refused a statement', { cause })
}

/** Turns what went wrong while connecting into a sentence for the person who starts the server. */
export function notConnected(config: Neo4jConfig, cause: unknown): Error {
  if (!(cause instanceof Neo4jError)) return translateNeo4jError(cause)
  const place = `Neo4j at ${addressOf(config)}`
  if (cause.code.startsWith('Neo.ClientError.Security.')) {
    return new Failure(
      'CONFIG_INVALID',
      `${place} refuses the user "${config.user}": correct NEO4J_USER and NEO4J_PASSWORD.`,
      { cause },
    )
  }
  if (cause.code === 'Neo.ClientError.Database.DatabaseNotFound') {
    return new Failure('CONFIG_INVALID', `${place} has no database "${config.database}": correct NEO4J_DATABASE.`, {
      cause,
    })
  }
  return new Failure('STORE_UNAVAILABLE', `${place} cannot be reached: start it, or correct NEO4J_URI.`, { cause })
}

/** The address without a name and password that somebody wrote into it. */
export function addressOf({ uri }: Pick<Neo4jConfig, 'uri'>): string {
  return uri.replace(/\/\/[^@/]*@/, '//')
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
