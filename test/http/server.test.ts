import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

import { buildSchema } from 'graphql'

import { Failure } from '../../src/errors.js'
import { emptyStore, onlyError, serveStandIn } from './stand-in.js'
import type { StandIn } from './stand-in.js'

const SANDBOX = 'https://studio.apollographql.com'

describe('a server', () => {
  let server: StandIn
  beforeAll(async () => {
    server = await serveStandIn()
  })
  afterAll(() => server.stop())
  const get = (path: string, headers = {}): Promise<Response> => fetch(`${server.url}${path}`, { headers })

  test('answers an operation and tells nobody to keep the answer', async () => {
    const reply = await server.post({
      query: 'query Greet($name: String) { hello(name: $name) }',
      variables: { name: 'Ada' },
    })
    expect([reply.status, reply.body]).toEqual([200, { data: { hello: 'Hello Ada' } }])
    expect(reply.headers.get('cache-control')).toBe('no-store')
  })

  test('/healthz says that the process lives', async () => {
    const response = await get('/healthz')
    expect([response.status, await response.json()]).toEqual([200, { status: 'alive' }])
  })

  test('/readyz says that the store answers', async () => {
    const response = await get('/readyz')
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }])
  })

  test('/ opens Apollo Sandbox, pointed at the endpoint', async () => {
    const response = await get('/')
    const page = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html'])
    expect(page).toContain('new window.EmbeddedSandbox')
    expect(page).toContain("new URL('/graphql', window.location.href)")
    expect(page).not.toContain('initialEndpoint = window.location.href')
    expect(page).toContain('{ hello }')
  })

  test('/graphiql is served whole, packed for who takes it, once for who keeps it', async () => {
    const response = await get('/graphiql')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(await response.text()).toContain('{ hello }')
    const tag = response.headers.get('etag') ?? ''
    expect((await get('/graphiql', { 'if-none-match': tag })).status).toBe(304)
    const plain = await get('/graphiql', { 'accept-encoding': 'identity' })
    expect([plain.headers.get('content-encoding'), (await plain.text()).startsWith('\n  <!doctype html>')]).toEqual([
      null,
      true,
    ])
  })

  test('whatever else is asked for is not found', async () => {
    const response = await get('/nothing?secret=1', { accept: 'text/html' })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      errors: [{ message: 'There is nothing at /nothing; the API is at /graphql.', extensions: { code: 'NOT_FOUND' } }],
    })
  })

  test('an address that is none is refused in the same form', async () => {
    const response = await get('/%')
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      errors: [{ message: 'The request is malformed.', extensions: { code: 'BAD_REQUEST' } }],
    })
  })

  test.each(['a page of Sandbox', SANDBOX])('%s may read an answer', async () => {
    const preflight = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: SANDBOX,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
        'access-control-request-private-network': 'true',
      },
    })
    expect(preflight.status).toBe(204)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': SANDBOX,
      'access-control-allow-headers': 'content-type',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-private-network': 'true',
    })
    const reply = await server.post({ query: '{ hello }' }, { origin: SANDBOX })
    expect(reply.headers.get('access-control-allow-origin')).toBe(SANDBOX)
  })

  test('a page of any other site may not', async () => {
    const reply = await server.post({ query: '{ hello }' }, { origin: 'https://example.com' })
    expect([reply.headers.get('access-control-allow-origin'), reply.headers.get('vary')]).toEqual([null, 'Origin'])
  })

  test('a request that a form could have sent is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const reply = await server.post('{"query":"{ hello }"}', { 'content-type': type })
      expect(reply.status).toBe(400)
      expect(onlyError(reply)).toMatchObject({
        message: expect.stringContaining('CSRF'),
        extensions: { code: 'BAD_REQUEST' },
      })
    }
    expect((await get('/graphql?query={hello}')).status).toBe(400)
  })

  test('operations are not taken in batches', async () => {
    const reply = await server.post([{ query: '{ hello }' }, { query: '{ hello }' }])
    expect([reply.status, onlyError(reply).extensions]).toEqual([400, { code: 'BAD_REQUEST' }])
  })

  test('a request keeps the id it came with, if that is a sane one', async () => {
    const id = async (given?: string): Promise<string | null> =>
      (await get('/healthz', given === undefined ? {} : { 'x-request-id': given })).headers.get('x-request-id')
    expect(await id('trace-1.a:b')).toBe('trace-1.a:b')
    const made = await id()
    expect(made).toMatch(/^[0-9a-f-]{36}$/)
    expect(await id('with space')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await id('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/)
    expect(await id()).not.toBe(made)
  })
})

describe('the log', () => {
  test('has one line for an operation, without its text and its variables', async () => {
    const server = await serveStandIn()
    await server.post(
      { query: 'query Greet($name: String) { hello(name: $name) }', variables: { name: 'Ada' } },
      { 'x-request-id': 'r1' },
    )
    await server.post({ query: '{ nothing }' }, { 'x-request-id': 'r2' })
    await server.stop()
    expect(server.lines).toEqual([
      {
        level: 30,
        time: expect.any(String),
        requestId: 'r1',
        operation: 'Greet',
        durationMs: expect.any(Number),
        status: 200,
        msg: 'operation',
      },
      {
        level: 40,
        time: expect.any(String),
        requestId: 'r2',
        operation: null,
        durationMs: expect.any(Number),
        status: 400,
        codes: ['GRAPHQL_VALIDATION_FAILED'],
        msg: 'operation',
      },
    ])
  })

  test('has the codes of what is refused before it is an operation', async () => {
    const server = await serveStandIn()
    const forged = { 'content-type': 'text/plain', 'x-request-id': 'forged' }
    await server.post('{ hello }', forged)
    await server.post([{ query: '{ hello }' }], { 'x-request-id': 'batch' })
    await server.stop()
    expect(server.lines).toMatchObject(
      ['forged', 'batch'].map((requestId) => ({ requestId, level: 40, status: 400, codes: ['BAD_REQUEST'] })),
    )
  })
})

describe('a store that does not answer', () => {
  test('makes the server not ready, in plain words, while it still lives', async () => {
    const ping = (): Promise<never> =>
      Promise.reject(new Failure('STORE_UNAVAILABLE', 'gone', { cause: new Error('bolt://secret') }))
    const server = await serveStandIn({ store: { ...emptyStore, ping } })
    const ready = await fetch(`${server.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', code: 'STORE_UNAVAILABLE' }])
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    await server.stop()
  })

  test('and is not waited for', async () => {
    const server = await serveStandIn({ store: { ...emptyStore, ping: () => new Promise(() => undefined) } })
    const started = Date.now()
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    expect(Date.now() - started).toBeLessThan(4000)
    await server.stop()
  })
})

describe('settings', () => {
  test('introspection can be off, and says so', async () => {
    const server = await serveStandIn({ config: { introspection: false } })
    const reply = await server.post({ query: '{ __schema { queryType { name } } }' })
    expect(reply.status).toBe(400)
    expect(reply.body.errors?.[0]).toMatchObject({
      message: 'This server does not tell its schema.',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    })
    const near = await server.post({ query: '{ hell }' })
    expect(onlyError(near).message).not.toContain('hello')
    const query = 'query Q($w: Where) { tree(where: $w) { name } }'
    const hinted = await server.post({ query, variables: { w: { nam: 'x' } } })
    expect(onlyError(hinted).message).toMatch(/Field "nam" is not defined by type "Where"\.$/)
    await server.stop()
  })

  test('without origins no page of another site may read', async () => {
    const server = await serveStandIn({ config: { corsOrigins: [] } })
    const reply = await server.post({ query: '{ hello }' }, { origin: SANDBOX })
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    await server.stop()
  })

  test('a port that is taken is a sentence', async () => {
    const first = await serveStandIn()
    const port = Number(new URL(first.url).port)
    await expect(serveStandIn({ config: { port } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `Port ${port} on 127.0.0.1 is taken. Stop the program that has it, or choose another with PORT.`,
    })
    await first.stop()
  })

  test('so is a host that is not this machine', async () => {
    await expect(serveStandIn({ config: { host: '192.0.2.1' } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('HOST is "192.0.2.1"'),
    })
  })
})

test('a client that goes before it has an answer is told to what works for it, and to no other', async () => {
  const signals: AbortSignal[] = []
  const schema = buildSchema('type Query { hello: String, wait: String }')
  const server = await serveStandIn({
    dossier: {
      schema,
      plugin: {},
      // oxlint-disable-next-line max-params -- the signature is GraphQL's
      fieldResolver: async (_source, _args, { signal }, { fieldName }) => {
        if (signal && fieldName === 'wait') {
          signals.push(signal)
          await once(signal, 'abort')
        }
        return 'done'
      },
    },
  })
  const ask = (client: AbortController): Promise<Response> =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ wait }' }),
      signal: client.signal,
    })
  const [going, staying] = [new AbortController(), new AbortController()]
  const answers = [ask(going)]
  while (signals.length < 1) await delay(5)
  answers.push(ask(staying))
  while (signals.length < 2) await delay(5)
  const [first, second] = signals as [AbortSignal, AbortSignal]
  going.abort()
  await expect(answers[0]).rejects.toThrow()
  if (!first.aborted) await once(first, 'abort')
  expect((await server.post({ query: '{ hello }' })).body).toEqual({ data: { hello: 'done' } })
  expect(second.aborted).toBe(false)
  staying.abort()
  await expect(answers[1]).rejects.toThrow()
  await server.stop()
})
