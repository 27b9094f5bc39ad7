import { gzipSync } from 'node:zlib'
import net from 'node:net'

import fc from 'fast-check'

import { FAILURES } from '../../src/errors.js'
import { APOLLO_CODES, MASK } from '../../src/graphql/format-error.js'
import { SECRET, onlyError, serveStandIn } from './stand-in.js'
import type { Reply, StandIn } from './stand-in.js'

const CODES = new Set([...Object.keys(FAILURES), ...Object.keys(APOLLO_CODES)])

describe('whatever is sent', () => {
  let server: StandIn
  beforeAll(async () => {
    server = await serveStandIn()
  })
  afterAll(() => server.stop())

  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
  const malformed: readonly (readonly [string, string | Uint8Array])[] = [
    ['nothing', ''],
    ['half an object', '{"query":'],
    ['text', 'hello'],
    ['bytes that are no text', bytes(0xff, 0xfe, 0x00, 0x80)],
    ['text in UTF-16', Buffer.from('{"query":"{ hello }"}', 'utf16le')],
    ['packed JSON', gzipSync('{"query":"{ hello }"}')],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"{ hello }"'],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
    ['no query', '{"variables":{}}'],
    ['a query that is empty', '{"query":""}'],
    ['a query that is an object', '{"query":{"kind":"Document"}}'],
    ['variables that are a list', '{"query":"{ hello }","variables":[]}'],
    ['variables that are text', '{"query":"{ hello }","variables":"{}"}'],
    ['extensions that are text', '{"query":"{ hello }","extensions":"{}"}'],
    ['an operation name that is a number', '{"query":"{ hello }","operationName":1}'],
    ['a prototype', '{"__proto__":{"query":"{ hello }"}}'],
  ]
  test.each(malformed)('%s is a bad request', async (_, body) => {
    const reply = await server.post(body)
    expect([reply.status, onlyError(reply).extensions]).toEqual([400, { code: 'BAD_REQUEST' }])
    expect(reply.headers.get('x-request-id')).toBeTruthy()
  })

  test('an unknown media type is refused', async () => {
    for (const type of [
      'application/graphql',
      'application/xml',
      'image/png; charset=utf-8',
      'application/json; charset=utf-16',
    ]) {
      const reply = await server.post('{"query":"{ hello }"}', { 'content-type': type })
      expect([reply.status, onlyError(reply).extensions]).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }])
    }
    expect(
      (await server.post('{"query":"{ hello }"}', { 'content-type': 'application/json;charset="UTF-8"' })).status,
    ).toBe(200)
  })

  test('a body that is packed, or that a form made although none sent it, is refused', async () => {
    const packed = await server.post(gzipSync('{"query":"{ hello }"}'), { 'content-encoding': 'gzip' })
    expect([packed.status, onlyError(packed).extensions]).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }])
    expect((await server.post('{"query":"{ hello }"}', { 'content-encoding': 'identity' })).status).toBe(200)
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'apollo-require-preflight': '1' }
    const made = await server.post('query=%7B%20hello%20%7D', form)
    expect([made.status, onlyError(made).extensions]).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }])
  })

  test('an answer that the client does not take is refused', async () => {
    const reply = await server.post({ query: '{ hello }' }, { accept: 'image/png' })
    expect([reply.status, onlyError(reply).extensions]).toEqual([406, { code: 'BAD_REQUEST' }])
  })

  test('a persisted query is not supported, and says so', async () => {
    const reply = await server.post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } })
    expect(onlyError(reply).extensions).toEqual({ code: 'PERSISTED_QUERY_NOT_SUPPORTED' })
  })

  const complaints: readonly (readonly [string, object, string])[] = [
    ['what cannot be parsed', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['no operation', { query: 'fragment F on Query { hello }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an operation that is not there',
      { query: 'query A { hello }', operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['one of two operations', { query: 'query A { hello } query B { hello }' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a mutation', { query: 'mutation { hello }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription', { query: 'subscription { hello }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of the wrong type',
      { query: 'query($n: Int!) { wait(ms: $n) }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
    ],
    ['a variable that is missing', { query: 'query($n: Int!) { wait(ms: $n) }' }, 'BAD_USER_INPUT'],
    [
      'null in place of a default',
      { query: 'query($b: Boolean = true) { hello @include(if: $b) }', variables: { b: null } },
      'BAD_USER_INPUT',
    ],
    [
      'null for a nested argument',
      { query: 'query($n: Int = 1) { wait(ms: $n) }', variables: { n: null } },
      'BAD_USER_INPUT',
    ],
    [
      'many wrong values',
      { query: 'query($n: [Int!]!) { count(ids: $n) }', variables: { n: Array.from({ length: 60 }, () => 'x') } },
      'BAD_USER_INPUT',
    ],
  ]
  test.each(complaints)('%s is the fault of the client', async (_, body, code) => {
    const reply = await server.post(body)
    expect(reply.body.errors?.map(({ extensions }) => extensions['code'])).toEqual(reply.body.errors?.map(() => code))
    expect(reply.status).toBe(reply.body.data ? 200 : 400)
  })

  test.each(['mutation', 'subscription'])('a %s has no answer, not even null, and its place is told', async (word) => {
    const reply = await server.post({ query: `query Q { hello } ${word} M { hello }`, operationName: 'M' })
    expect(reply.body).toEqual({
      errors: [
        {
          message: `The schema has no ${word}s; ask by a query.`,
          locations: [{ line: 1, column: 19 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    })
  })

  test('a message that repeats what was sent is cut', async () => {
    const reply = await server.post({ query: 'query($n: Int!) { wait(ms: $n) }', variables: { n: 'x'.repeat(10_000) } })
    expect(onlyError(reply).message.length).toBeLessThanOrEqual(500)
    const names = await server.post({ query: `{ ${Array.from({ length: 200 }, (_, i) => `nothing${i}`).join(' ')} }` })
    expect(names.body.errors?.length).toBeLessThanOrEqual(21)
  })

  test('a failure comes with its code and its facts, once, and without an answer in part', async () => {
    const reply = await server.post({
      query: '{ a: fail(how: "STORE_UNAVAILABLE") b: fail(how: "STORE_UNAVAILABLE") hello }',
    })
    expect([reply.status, reply.body]).toEqual([
      503,
      {
        errors: [
          {
            message: 'A sentence about STORE_UNAVAILABLE.',
            locations: expect.any(Array),
            extensions: { code: 'STORE_UNAVAILABLE', figure: 7 },
          },
        ],
      },
    ])
  })

  test.each(['TypeError', 'GraphQLError', 'code', 'text'])(
    'a bug (%s) is masked, and found in the log by its id',
    async (how) => {
      const reply = await server.post({ query: `{ hello fail(how: "${how}") }` }, { 'x-request-id': `bug-${how}` })
      const { message, extensions } = onlyError(reply)
      expect([reply.status, reply.body.data]).toEqual([200, { hello: 'Hello you', fail: null }])
      expect(message).toBe(`${MASK} Whoever runs it finds the reason in its log under the request id bug-${how}.`)
      expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: `bug-${how}` })
      const line = server.lines.find(({ requestId, level }) => requestId === `bug-${how}` && level === 50)
      expect(line).toMatchObject({
        msg: 'fault',
        err: { message: expect.stringContaining('hunter2'), stack: expect.any(String) },
      })
    },
  )

  test('a bug that leaves no answer is a 500', async () => {
    const reply = await server.post({ query: '{ mustFail(how: "TypeError") }' })
    expect([reply.status, onlyError(reply).extensions['code']]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
  })

  test('a value of ours that breaks the schema is a bug too', async () => {
    const reply = await server.post({ query: '{ narrow(is: true) }' })
    expect(onlyError(reply).extensions['code']).toBe('INTERNAL_SERVER_ERROR')
  })

  test('what is not HTTP is refused in the same form', async () => {
    const answer = await sendRaw(server.url, 'NONSENSE\r\n\r\n')
    expect(answer).toContain('400 Bad Request')
    expect(answer).toContain('"code":"BAD_REQUEST"')
    const long = await sendRaw(server.url, `GET /graphql?query=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`)
    expect(long).toContain('431 Request Header Fields Too Large')
  })

  test('[property] nothing but documented codes comes back, and nothing of the machine', async () => {
    const names = fc.constantFrom('hello', 'fail', 'tree', 'count', '__schema', 'query', '', '__proto__', 'constructor')
    const query = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.oneof(
            names,
            fc.constantFrom('{', '}', '(', ')', ':', '"', '...', '@', '$', '#', '\n', '!', '[', ']', 'on', 'fragment'),
          ),
          { maxLength: 30 },
        )
        .map((words) => words.join(' ')),
    )
    const envelope = fc.record(
      {
        query: fc.oneof(query, fc.jsonValue()),
        variables: fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue())),
        operationName: fc.oneof(names, fc.jsonValue()),
        extensions: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    const body = fc.oneof(
      envelope.map((value) => JSON.stringify(value)),
      fc.json(),
      fc.string(),
      fc.uint8Array(),
    )
    const type = fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'application/xml',
      'x',
      '',
    )
    await fc.assert(
      fc.asyncProperty(body, type, async (sent, contentType) => {
        const reply = await server.post(sent, { 'content-type': contentType })
        expectDocumented(reply)
      }),
      { numRuns: 300 },
    )
    expect(server.lines.filter(({ level, err }) => level === 50 && !JSON.stringify(err).includes('hunter2'))).toEqual([
      expect.objectContaining({
        err: expect.objectContaining({ message: expect.stringContaining('Boolean cannot represent') }),
      }),
    ])
  })
})

function expectDocumented({ status, body }: Reply): void {
  const text = JSON.stringify(body)
  for (const word of [...SECRET.split(' '), 'node_modules', '.js:', '.ts:', 'at Object'])
    expect(text).not.toContain(word)
  for (const { message, extensions } of body.errors ?? []) {
    expect(CODES).toContain(extensions['code'])
    expect(message).not.toBe('')
  }
  expect(status < 500 && (status === 200 || (body.errors ?? []).length > 0)).toBe(true)
}

function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('close', () => resolve(answer)).on('error', reject)
  })
}
