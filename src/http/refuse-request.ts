import type { Socket } from 'node:net'

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Limits } from '../config.js'
import { Failure } from '../errors.js'
import { MASK, formatFailure, statusOf } from '../graphql/format-error.js'
import type { Log } from './log.js'

const GRAPHQL_RESPONSE = 'application/graphql-response+json'

/** Answers every request that does not become an operation in the form of a GraphQL answer, with a documented code. */
export function refuseRequests(
  app: FastifyInstance,
  { limits, log }: { readonly limits: Limits; readonly log: Log },
): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    refuse(
      request,
      reply,
      new Failure('NOT_FOUND', `There is nothing at ${path.slice(0, 100)}; the API is at /graphql.`),
    )
  })
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const failure = translate(error, request, limits)
    if (failure) {
      log.warn({ requestId: request.id, codes: [failure.code] }, 'request refused')
      return refuse(request, reply, failure)
    }
    return answerFault(reply, { error, requestId: request.id, log })
  })
}

/** Sends a foreseen failure as an answer of its own. */
export function refuse(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const accept = request.headers.accept ?? ''
  const type = accept.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json'
  // A finer status than that of the code stands already.
  if (reply.statusCode < 400) reply.code(statusOf(failure.code))
  return reply
    .header('content-type', `${type}; charset=utf-8`)
    .send(JSON.stringify({ errors: [formatFailure(failure)] }))
}

/** Sends what a bug leaves for a client to see, and logs the rest. */
function answerFault(
  reply: FastifyReply,
  { error, requestId, log }: { readonly error: unknown; readonly requestId: string; readonly log: Log },
): FastifyReply {
  log.error({ requestId, err: error }, 'fault')
  return reply
    .code(500)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [formatFault(requestId)] }))
}

/** A bug as a client sees it: nothing but the id under which the log has the rest. */
export function formatFault(requestId: string) {
  const message = `${MASK} Whoever runs it finds the reason in its log under the request id ${requestId}.`
  return { message, extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }
}

function translate(error: FastifyError, request: FastifyRequest, limits: Limits): Failure | null {
  if (error instanceof Failure) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge(request, limits)
  const { statusCode = 500 } = error
  // The words are those of the web server; its statuses below 500 all say that the request is malformed.
  return statusCode < 500 ? new Failure('BAD_REQUEST', 'The request is malformed.', { cause: error }) : null
}

function bodyTooLarge(request: FastifyRequest, { bodyBytes: allowed }: Limits): Failure {
  // A body that comes in chunks is not read to its end, so its own figure is not known.
  const asked = Number(request.headers['content-length'])
  const isKnown = Number.isSafeInteger(asked) && asked > allowed
  const size = isKnown ? `has ${asked} bytes` : `is longer than that`
  return new Failure('BODY_TOO_LARGE', `A body may have ${allowed} bytes at most; this one ${size}.`, {
    facts: { limit: 'bodyBytes', allowed, ...(isKnown && { asked }) },
  })
}

/** Answers what is not even HTTP, which no route gets to see. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [status, reason] = MALFORMED[error.code ?? ''] ?? ['400 Bad Request', 'The request is not valid HTTP.']
  const body = JSON.stringify({ errors: [formatFailure(new Failure('BAD_REQUEST', reason))] })
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

const MALFORMED: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The address and the headers are too long; use POST.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
}
