import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'

import { HeaderMap } from '@apollo/server'
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FormattedExecutionResult } from 'graphql'

import type { Limits } from '../config.js'
import { FAILURES } from '../errors.js'
import type { Log } from './log.js'
import { refuseNesting } from './parse-body.js'
import { formatFault } from './refuse-request.js'
import { codeOf } from './watch-operations.js'
import type { OperationContext, Outcome } from './watch-operations.js'

/** What answering an operation takes. */
export interface RouteOptions {
  readonly apollo: ApolloServer<OperationContext>
  readonly limits: Limits
  readonly log: Log
}

/**
 * Makes the road from a request of Fastify to Apollo and back. It is our own, for the integration's costs a quarter
 * of the time that a point query takes, most of it for an URL that it builds to read the search from.
 */
export function createRoute({ apollo, limits, log }: RouteOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const started = performance.now()
    const search = searchOf(request.url)
    if (search !== '') refuseNestedParameters(search, limits)
    const outcome: Outcome = { operation: null, codes: [], isBroken: false }
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers: readHeaders(request), body: request.body, search },
      context: async () => ({ requestId: request.id, outcome, signal: signalOf(request) }),
    })
    const answer = sendHead(reply, response, outcome)
    if (reply.statusCode >= 400 && outcome.codes.length === 0) outcome.codes = codesIn(answer)
    logOperation(log, { requestId: request.id, outcome, started, status: reply.statusCode })
    return answer
  }
}

const signals = new WeakMap<Socket, AbortSignal>()

/** Aborted when the connection is closed: one for all of its requests, since to make one takes as long as reading a body. */
function signalOf({ raw: { socket } }: FastifyRequest): AbortSignal {
  const known = signals.get(socket)
  if (known) return known
  const gone = new AbortController()
  socket.once('close', () => gone.abort())
  signals.set(socket, gone.signal)
  return gone.signal
}

function sendHead(reply: FastifyReply, response: HTTPGraphQLResponse, outcome: Outcome): string {
  for (const [name, value] of response.headers) reply.header(name, value)
  if (!response.headers.has('cache-control')) reply.header('cache-control', 'no-store')
  reply.code(response.status ?? 200)
  if (outcome.isBroken) return JSON.stringify({ errors: [formatFault(reply.request.id)] })
  // Nothing is delivered in parts: no resolver of ours answers @defer or @stream.
  return response.body.kind === 'complete' ? response.body.string : ''
}

/** What is refused before it is an operation has its codes in the answer only. */
function codesIn(answer: string): readonly string[] {
  const { errors = [] } = JSON.parse(answer) as FormattedExecutionResult
  return [...new Set(errors.map(codeOf))]
}

interface Logged {
  readonly requestId: string
  readonly outcome: Outcome
  readonly started: number
  readonly status: number
}

/** One line for each operation, with neither its text nor its variables: they may hold what nobody else should read. */
function logOperation(log: Log, { requestId, outcome, started, status }: Logged): void {
  const durationMs = Math.round((performance.now() - started) * 1000) / 1000
  const { codes, operation } = outcome
  const line = { requestId, operation, durationMs, status, ...(codes.length > 0 && { codes }) }
  // Clients go all the time.
  const isUsual = (status < 400 && codes.length === 0) || status === FAILURES.REQUEST_ABORTED.status
  log[isUsual ? 'info' : 'warn'](line, 'operation')
}

function searchOf(url: string): string {
  const start = url.indexOf('?')
  return start < 0 ? '' : url.slice(start)
}

function readHeaders({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap()
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) map.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  return map
}

/** The variables of a GET come as JSON in its address; whether they are JSON at all is for Apollo to say. */
function refuseNestedParameters(search: string, limits: Limits): void {
  const parameters = new URLSearchParams(search)
  for (const name of ['variables', 'extensions']) {
    const text = parameters.get(name)
    if (text !== null) refuseNesting({ [name]: readJson(text) }, limits)
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
