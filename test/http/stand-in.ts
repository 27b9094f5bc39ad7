import { Writable } from 'node:stream'

import { GraphQLError, buildSchema } from 'graphql'
import type { GraphQLFieldResolver } from 'graphql'

import { DEFAULT_LIMITS } from '../../src/config.js'
import type { Limits } from '../../src/config.js'
import { FAILURES, Failure } from '../../src/errors.js'
import type { FailureCode } from '../../src/errors.js'
import type { Dossier } from '../../src/graphql/dossier.js'
import { createLog } from '../../src/http/log.js'
import { startServer } from '../../src/http/start-server.js'
import type { RunningServer, ServerOptions } from '../../src/http/start-server.js'
import type { Store } from '../../src/store/store.js'

const SDL = `
  type Query {
    hello(name: String): String!
    tree(where: Where): Tree
    wait(ms: Int!): String
    fail(how: String!): String
    mustFail(how: String!): String!
    count(ids: [Int!]!): Int
    narrow(is: Boolean!): Boolean
  }
  type Tree { name: String  tree(where: Where): Tree  trees(first: Int): [Tree!]! }
  input Where { and: [Where!]  name: String }
`

/** What no client and no log of a refusal may ever show. */
export const SECRET = 'bolt://neo4j:hunter2@10.0.0.1 MATCH (n) /srv/dossier/store.ts'

const resolve: GraphQLFieldResolver<unknown, unknown> = async (_source, args, _context, { fieldName }) => {
  const given = args as { how?: string; ms?: number; name?: string; ids?: number[] }
  if (fieldName === 'hello') return `Hello ${given.name ?? 'you'}`
  if (fieldName === 'count') return given.ids?.length
  if (fieldName === 'narrow') return 'neither'
  if (fieldName === 'tree') return {}
  if (fieldName === 'trees') return []
  if (fieldName === 'wait') return new Promise((done) => setTimeout(done, given.ms, 'done'))
  if (fieldName === 'fail' || fieldName === 'mustFail') throw thrown(given.how ?? '')
  return null
}

function thrown(how: string): unknown {
  if (Object.hasOwn(FAILURES, how))
    return new Failure(how as FailureCode, `A sentence about ${how}.`, {
      cause: new Error(SECRET),
      facts: { figure: 7 },
    })
  if (how === 'GraphQLError') return new GraphQLError(SECRET)
  if (how === 'code') return new GraphQLError(SECRET, { extensions: { code: 'SOMETHING_ELSE' } })
  return how === 'text' ? SECRET : new TypeError(SECRET)
}

/** A schema that does on demand what a real one must never do. */
function standInDossier(): Dossier {
  return { schema: buildSchema(SDL), plugin: {}, fieldResolver: resolve }
}

/** A store without a graph. */
export const emptyStore: Store = {
  engine: 'none',
  read: async () => [],
  readInSteps: (work) => work(async () => []),
  find: async ({ queries }) => queries.map(() => ({ rows: [], more: false })),
  write: () => Promise.reject(new Error('nothing is written here')),
  prepare: async () => undefined,
  ping: async () => undefined,
  close: async () => undefined,
}

/** A running server with its log. */
export interface StandIn extends RunningServer {
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: { readonly data?: unknown; readonly errors?: readonly ReplyError[] }
}

export interface ReplyError {
  readonly message: string
  readonly path?: unknown
  readonly extensions: Readonly<Record<string, unknown>>
}

type Options = Partial<Omit<ServerOptions, 'config'>> & {
  readonly limits?: Partial<Limits>
  readonly config?: Partial<ServerOptions['config']>
  readonly logLevel?: string
}

/** Starts a server on a free port; `post` sends a body as it is when it is text, else as JSON. */
export async function serveStandIn({ limits, config, logLevel = 'info', ...options }: Options = {}): Promise<StandIn> {
  const lines: Readonly<Record<string, unknown>>[] = []
  const sink = new Writable({
    write: (line, _encoding, done) => {
      lines.push(JSON.parse(String(line)) as Readonly<Record<string, unknown>>)
      done()
    },
  })
  const server = await startServer({
    dossier: standInDossier(),
    store: emptyStore,
    log: createLog(logLevel, sink),
    examples: [{ name: 'hello', text: '{ hello }' }],
    ...options,
    config: {
      host: '127.0.0.1',
      port: 0,
      introspection: true,
      corsOrigins: ['https://studio.apollographql.com'],
      ...config,
      limits: { ...DEFAULT_LIMITS, ...limits },
    },
  })
  const post: StandIn['post'] = async (body, headers) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] }
  }
  return { ...server, lines, post }
}

/** The only error of a reply. */
export function onlyError({ body }: Reply): ReplyError {
  expect(body.errors).toHaveLength(1)
  return (body.errors ?? [])[0]!
}
