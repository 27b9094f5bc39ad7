import type { ApolloServerPlugin, GraphQLRequest, GraphQLRequestContext, GraphQLRequestListener } from '@apollo/server'
import type { GraphQLFormattedError } from 'graphql'

import { Failure } from '../errors.js'
import type { RequestContext } from '../graphql/dossier.js'
import { causeOf, statusOf } from '../graphql/format-error.js'
import type { Log } from './log.js'
import { formatFault } from './refuse-request.js'

/** What became of an operation: filled in while it is answered, logged when it is. */
export interface Outcome {
  operation: string | null
  codes: readonly string[]
  /** Something broke before there was an answer at all. */
  isBroken: boolean
}

/** What the road of a query shares with the server around it. Apollo copies the context, but not what hangs on it. */
export interface OperationContext extends RequestContext {
  readonly outcome: Outcome
}

/** Gives each answer its HTTP status and each masked error its request id, and notes what is logged. */
export function watchOperations(log: Log): ApolloServerPlugin<OperationContext> {
  // One listener for all requests: it keeps nothing of them.
  const listener: GraphQLRequestListener<OperationContext> = {
    async willSendResponse(context) {
      settle(context, log)
    },
  }
  return {
    async requestDidStart() {
      return listener
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      const { requestId, outcome } = requestContext.contextValue
      outcome.isBroken = true
      log.error({ requestId, err: error }, 'fault')
    },
  }
}

function settle(context: GraphQLRequestContext<OperationContext>, log: Log): void {
  const { contextValue, operationName, request, response, errors: thrown = [] } = context
  const { outcome, requestId } = contextValue
  outcome.operation = operationName ?? null
  if (response.body?.kind !== 'single' || !response.body.singleResult.errors) return
  const errors = response.body.singleResult.errors.map((error, i) => {
    if (codeOf(error) !== 'INTERNAL_SERVER_ERROR') return error
    log.error({ requestId, err: causeOf(thrown[i]) }, 'fault')
    return { ...error, ...formatFault(requestId) }
  })
  const failure = thrown.map(causeOf).find((cause) => cause instanceof Failure)
  if (failure) logCause(failure, { requestId, log })
  // All root fields are read from one snapshot, so a failed reading leaves no part of an answer.
  const result = failure ? { errors: withoutPlaces(errors) } : { ...response.body.singleResult, errors }
  response.body.singleResult = result
  outcome.codes = [...new Set(errors.map(codeOf))]
  if ('data' in result && result.data) return
  const status = statusFor(outcome.codes, request)
  if (status !== null) response.http.status = status
}

/** The same failure comes once for each root field that waited for it. */
function withoutPlaces(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const seen = new Map<string, GraphQLFormattedError>()
  for (const { path: _, ...error } of errors) seen.set(`${codeOf(error)} ${error.message}`, error)
  return [...seen.values()]
}

const BAD_GRAPHQL: readonly string[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]

/**
 * The status of an answer without data; null where the one that Apollo chose stays.
 *
 * A client that names `application/json` and not the newer type is answered as GraphQL over HTTP asks for it: a
 * request that is well-formed HTTP but bad GraphQL has status 200. What is refused for its cost keeps its status.
 */
function statusFor([code = '']: readonly string[], { http }: GraphQLRequest): number | null {
  // Apollo has finer statuses for a bad request: of the wrong method, or of no acceptable type.
  if (code === 'BAD_REQUEST') return null
  const accept = http?.headers.get('accept') ?? ''
  const isOlder = accept.includes('application/json') && !accept.includes('application/graphql-response+json')
  return isOlder && BAD_GRAPHQL.includes(code) ? 200 : statusOf(code)
}

/** A failure of the store names a cause, which only those who run the server may read. */
function logCause(
  { code, message, cause }: Failure,
  { requestId, log }: { readonly requestId: string; readonly log: Log },
): void {
  if (statusOf(code) >= 500) log.error({ requestId, code, reason: message, err: cause }, 'failure')
}

/** The code of an error as a client sees it. */
export function codeOf(error: GraphQLFormattedError): string {
  return String(error.extensions?.['code'])
}
