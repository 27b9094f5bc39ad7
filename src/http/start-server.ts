import type { IncomingHttpHeaders } from 'node:http'
import { fastifyCors } from '@fastify/cors'
import { fastify } from 'fastify'
import type { FastifyInstance } from 'fastify'

import type { Config } from '../config.js'
import { Failure } from '../errors.js'
import type { Dossier } from '../graphql/dossier.js'
import type { Store } from '../store/store.js'
import { createRoute } from './answer-operation.js'
import { createApollo } from './create-apollo.js'
import { serveGraphiql } from './graphiql.js'
import type { Example } from './graphiql.js'
import { serveHealth } from './health.js'
import type { Log } from './log.js'
import { parseBody } from './parse-body.js'
import { refuse, refuseConnection, refuseRequests } from './refuse-request.js'
import { readRequestId } from './request-id.js'

/** What a server is made of. */
export interface ServerOptions {
  readonly dossier: Dossier
  readonly store: Store
  readonly config: Pick<Config, 'host' | 'port' | 'introspection' | 'corsOrigins' | 'limits'>
  readonly log: Log
  readonly examples: readonly Example[]
  /** How long requests that are under way may take once the server is told to stop; then they are cut off. */
  readonly graceMs?: number
}

/** A server that listens. */
export interface RunningServer {
  /** Where it can be reached, without a slash at the end. */
  readonly url: string
  /** Takes no new connections, lets what is under way come to its end, then closes the store. Twice is harmless. */
  stop(): Promise<void>
}

/** A container gets ten seconds from its SIGTERM to its end; half of them are left for closing the store. */
const GRACE_MS = 5000

/** A client that sends slower than this holds a connection for nothing. */
const REQUEST_TIMEOUT_MS = 30_000

/** How often connections are looked through for such clients; Node does it twice a minute. */
const CHECK_CONNECTIONS_MS = 5000

/** Serves the graph over HTTP until it is stopped; the store is then its to close. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dossier, store, config, log, examples } = options
  const { limits, introspection, corsOrigins } = config
  const apollo = await createApollo({ dossier, limits, introspection, log, example: examples[0]?.text ?? '' })
  const app = createApp(options)
  await app.register(fastifyCors, {
    origin: corsOrigins.length === 0 ? false : [...corsOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id'],
    maxAge: 600,
    strictPreflight: false,
  })
  const answer = createRoute({ apollo, limits, log })
  app.route({ method: ['GET', 'POST'], url: '/graphql', exposeHeadRoute: false, handler: answer })
  refuseMethods(app)
  app.get('/', async (request, reply) => {
    request.headers.accept = 'text/html'
    return answer(request, reply)
  })
  serveGraphiql(app, examples)
  serveHealth(app, { store, log })
  const url = await listen(app, config)
  let stopping: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    await closeConnections(app, options.graceMs ?? GRACE_MS)
    await apollo.stop()
    await store.close()
  }
  return { url, stop: () => (stopping ??= stop()) }
}

function createApp({ config: { limits }, log }: ServerOptions): FastifyInstance {
  const app: FastifyInstance = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Node takes the longer of the two for the whole request, and its own for the headers is a minute.
    http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: CHECK_CONNECTIONS_MS },
    genReqId: readRequestId,
    return503OnClosing: false,
    clientErrorHandler: refuseConnection,
    frameworkErrors: (error, request, reply) => app.errorHandler(error, request, reply),
  })
  app.addHook('onRequest', ({ id, headers }, reply, next) => {
    reply.header('x-request-id', id)
    // Chrome asks before a page of the internet, as Sandbox is, may speak with a server on the visitor's own machine.
    if (headers['access-control-request-private-network']) reply.header('access-control-allow-private-network', 'true')
    next()
  })
  readBodies(app, limits)
  refuseRequests(app, { limits, log })
  return app
}

function readBodies(app: FastifyInstance, limits: Config['limits']): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    const failure = charsetFailure(request.headers['content-type'] ?? '') ?? encodingFailure(request.headers)
    if (failure) return done(failure)
    try {
      done(null, parseBody(text, limits))
    } catch (error) {
      done(error as Error)
    }
  })
  // What a form could send as well goes on without its body: Apollo refuses it as forged, in its own words, unless a
  // header says that no form sent it.
  app.addContentTypeParser('*', (request, _payload, done) => {
    const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
    const isForm = ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'].includes(type)
    const mayBeForged = NOT_OF_A_FORM.every((header) => !request.headers[header])
    done(type === '' || (isForm && mayBeForged) ? null : unsupported(`The body is "${type.slice(0, 100)}"`))
  })
}

/** The headers by which Apollo tells that a page with a form has not sent a request. */
const NOT_OF_A_FORM = ['apollo-require-preflight', 'x-apollo-operation-name']

function encodingFailure({ 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders): Failure | null {
  return encoding.toLowerCase() === 'identity' ? null : unsupported(`It is packed as "${encoding.slice(0, 100)}"`)
}

function charsetFailure(type: string): Failure | null {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type)?.[1]?.toLowerCase()
  return charset === undefined || charset === 'utf-8' || charset === 'utf8'
    ? null
    : unsupported(`Its charset is "${charset.slice(0, 100)}"`)
}

function unsupported(what: string): Failure {
  return new Failure('UNSUPPORTED_MEDIA_TYPE', `${what}; send JSON in UTF-8, as application/json.`)
}

/** Before their bodies are read: they would be taken for malformed. */
function refuseMethods(app: FastifyInstance): void {
  const refusal = new Failure('BAD_REQUEST', 'GraphQL is asked for by GET or POST.')
  app.route({
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    onRequest: async (request, reply) => refuse(request, reply.code(405).header('allow', 'GET, POST'), refusal),
    handler: () => undefined,
  })
}

async function listen(app: FastifyInstance, { host, port }: Pick<Config, 'host' | 'port'>): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    await app.close()
    throw new Failure('CONFIG_INVALID', whyNotListening(cause, { host, port }), { cause })
  }
  const address = app.server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`
}

function whyNotListening(cause: unknown, { host, port }: Pick<Config, 'host' | 'port'>): string {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken. Stop the program that has it, or choose another with PORT.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023 with PORT.`
  return `HOST is "${host}", which is no address of this machine. 127.0.0.1 serves this machine only, 0.0.0.0 all that can reach it.`
}

async function closeConnections(app: FastifyInstance, graceMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs)
  await app.close()
  clearTimeout(timer)
}
