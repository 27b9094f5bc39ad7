import { isRetryableError, Neo4jError } from 'neo4j-driver'
import type { Neo4jConfig } from '../config.js'
import { Failure, type FailureCode } from '../errors.js'
import { closed, lacksIndexes, metAnotherWrite, notUnique, timedOut } from './failures.js'

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
  if (message.includes('no such fulltext schema index')) return lacksIndexes(cause)
  if (isUnreachable(cause)) {
    return new Failure('STORE_UNAVAILABLE', 'Neo4j does not answer. Try again later.', { cause })
  }
  return refused(cause)
}

function refused(cause: Neo4jError): Error {
  return new Error('Neo4j refused a statement', { cause })
}

/** What the server says no to when a store is opened, and what its owner can do about it. */
const REFUSALS: Readonly<Record<string, readonly [FailureCode, (config: Neo4jConfig) => string]>> = {
  'Neo.ClientError.Security.Unauthorized': [
    'CONFIG_INVALID',
    ({ user }) => `refuses the user "${user}": correct NEO4J_USER and NEO4J_PASSWORD.`,
  ],
  'Neo.ClientError.Security.CredentialsExpired': [
    'CONFIG_INVALID',
    ({ user }) =>
      `wants the first password of the user "${user}" changed: do so with cypher-shell, then set NEO4J_PASSWORD.`,
  ],
  'Neo.ClientError.Security.AuthenticationRateLimit': [
    'STORE_UNAVAILABLE',
    ({ user }) =>
      `lets the user "${user}" wait after several wrong passwords: correct NEO4J_PASSWORD, and try again in some seconds.`,
  ],
  'Neo.ClientError.Security.Forbidden': [
    'CONFIG_INVALID',
    ({ user }) =>
      `keeps the user "${user}" from what Dossier does: let it read, write, and make constraints and indexes.`,
  ],
  'Neo.ClientError.Database.DatabaseNotFound': [
    'CONFIG_INVALID',
    ({ database }) => `has no database "${database}": correct NEO4J_DATABASE.`,
  ],
  'Neo.ClientError.General.ForbiddenOnReadOnlyDatabase': ['CONFIG_INVALID', readOnly],
  'Neo.ClientError.General.WriteOnReadOnlyAccessDatabase': ['CONFIG_INVALID', readOnly],
}

function readOnly(): string {
  return 'has the database for reading only, and Dossier writes when it starts: let it be written to, or correct NEO4J_DATABASE.'
}

/** Turns what went wrong while connecting into a sentence for the person who starts the server. */
export function notConnected(config: Neo4jConfig, cause: unknown): Error {
  if (!(cause instanceof Neo4jError)) return translateNeo4jError(cause)
  const place = `Neo4j at ${config.uri}`
  const [code, sentence] = REFUSALS[cause.code] ?? ['STORE_UNAVAILABLE', () => otherwise(cause)]
  return new Failure(code, `${place} ${sentence(config)}`, { cause })
}

function otherwise(cause: Neo4jError): string {
  return hasNoAnswer(cause)
    ? 'cannot be reached: start it, or correct NEO4J_URI.'
    : `refuses what Dossier does when it starts (${cause.code}): its own log says more.`
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

/** An account that no longer holds is as good as no server. */
function isUnreachable(error: Neo4jError): boolean {
  return hasNoAnswer(error) || error.code.startsWith('Neo.ClientError.Security.')
}

/** A pool without a free connection has only such as are not answered. */
function hasNoAnswer(error: Neo4jError): boolean {
  return isRetryableError(error) || error.message.includes('acquisition timed out')
}
