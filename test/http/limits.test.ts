import http from 'node:http'

import { getIntrospectionQuery } from 'graphql'

import { onlyError, serveStandIn } from './stand-in.js'
import type { StandIn } from './stand-in.js'

const LIMITS = { depth: 4, aliases: 3, fields: 10, tokens: 100, conditions: 3, bodyBytes: 2000, jsonDepth: 6 }

describe('a request that asks for too much is refused with the limit, its value and its own figure', () => {
  let server: StandIn
  beforeAll(async () => {
    server = await serveStandIn({ limits: LIMITS, logLevel: 'silent' })
  })
  afterAll(() => server.stop())

  const refusal = async (body: unknown): Promise<readonly [number, unknown]> => {
    const reply = await server.post(body)
    expect(reply.body).not.toHaveProperty('data')
    return [reply.status, onlyError(reply).extensions]
  }
  const nest = (levels: number): string => `${'{ tree '.repeat(levels)}{ name }${' }'.repeat(levels)}`
  const repeat = (count: number, text: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => text(i)).join(' ')

  test('depth', async () => {
    expect(await refusal({ query: nest(4) })).toEqual([
      400,
      { code: 'QUERY_TOO_DEEP', limit: 'depth', allowed: 4, asked: 5 },
    ])
    expect((await server.post({ query: nest(3) })).status).toBe(200)
  })

  test('depth, each time anew and whatever the name of the operation', async () => {
    const body = { query: `query Deep ${nest(5)}`, operationName: 'Deep' }
    for (let i = 0; i < 3; i++) {
      expect(await refusal(body)).toEqual([400, { code: 'QUERY_TOO_DEEP', limit: 'depth', allowed: 4, asked: 6 }])
    }
  })

  test('depth of a value that is written into the document', async () => {
    const value = `${'{ and: ['.repeat(4)}{ name: "a" }${'] }'.repeat(4)}`
    expect(await refusal({ query: `{ tree(where: ${value}) { name } }` })).toEqual([
      400,
      { code: 'QUERY_TOO_DEEP', limit: 'valueDepth', allowed: 6, asked: 9 },
    ])
  })

  test('conditions of filters, by a variable too', async () => {
    const query = 'query Q($w: Where) { tree(where: { name: "a" }) { tree(where: $w) { name } } }'
    const ask = (count: number): object => ({
      query,
      variables: {
        w: {
          and: 'bcd'
            .slice(0, count)
            .split('')
            .map((name) => ({ name })),
        },
      },
    })
    expect(await refusal(ask(3))).toEqual([400, { code: 'BAD_USER_INPUT', limit: 'conditions', allowed: 3, asked: 4 }])
    expect((await server.post(ask(2))).status).toBe(200)
  })

  test('aliases', async () => {
    expect(await refusal({ query: `{ ${repeat(5, (i) => `a${i}: hello`)} }` })).toEqual([
      400,
      { code: 'TOO_MANY_ALIASES', limit: 'aliases', allowed: 3, asked: 5 },
    ])
  })

  test('fields', async () => {
    expect(await refusal({ query: `{ ${'hello '.repeat(12)} }` })).toEqual([
      400,
      { code: 'TOO_MANY_FIELDS', limit: 'fields', allowed: 10, asked: 12 },
    ])
  })

  test('tokens', async () => {
    expect(await refusal({ query: `{ ${'hello '.repeat(120)} }` })).toEqual([
      400,
      { code: 'TOO_MANY_TOKENS', limit: 'tokens', allowed: 100, asked: 122 },
    ])
  })

  test('bytes of the body', async () => {
    const body = JSON.stringify({ query: '{ hello }', variables: { pad: 'x'.repeat(3000) } })
    expect(await refusal(body)).toEqual([
      413,
      { code: 'BODY_TOO_LARGE', limit: 'bodyBytes', allowed: 2000, asked: body.length },
    ])
  })

  test('bytes of a body that comes in pieces', async () => {
    expect(await sendInPieces(server.url, 'x'.repeat(1500), 3)).toEqual([
      413,
      { code: 'BODY_TOO_LARGE', limit: 'bodyBytes', allowed: 2000 },
    ])
  })

  test('levels of the body', async () => {
    const deep = (levels: number): string =>
      `{"query":"{ hello }","variables":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`
    expect(await refusal(deep(8))).toEqual([400, { code: 'BODY_TOO_NESTED', limit: 'jsonDepth', allowed: 6, asked: 9 }])
    expect((await server.post(deep(5))).status).toBe(200)
  })

  test('levels of the variables in an address', async () => {
    const variables = encodeURIComponent(`{"a":${'['.repeat(9)}${']'.repeat(9)}}`)
    const response = await fetch(`${server.url}/graphql?query={hello}&variables=${variables}`, {
      headers: { 'apollo-require-preflight': '1' },
    })
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        errors: [
          {
            message: expect.any(String),
            extensions: { code: 'BODY_TOO_NESTED', limit: 'jsonDepth', allowed: 6, asked: 11 },
          },
        ],
      },
    ])
  })
})

describe('the limits that a server has by itself', () => {
  let server: StandIn
  beforeAll(async () => {
    server = await serveStandIn({ logLevel: 'silent' })
  })
  afterAll(() => server.stop())

  test('let the tools ask for the whole schema', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    })
    const reply = await server.post({ query, operationName: 'IntrospectionQuery' })
    expect([reply.status, reply.body.errors]).toEqual([200, undefined])
  })

  test('keep the worst document that they allow from holding the server up', async () => {
    const slow = [
      `{ ${'hello '.repeat(1000)} }`,
      `{ ${'tree { name } '.repeat(500)} }`,
      `{ ${'tree { tree { name } } '.repeat(333)} }`,
      ...[fragmentChain(600), spreadsInPairs(80), fragmentLadder(9)],
      `query(${'$a: Int '.repeat(1200)}) { hello }`,
      `{ hello ${'@skip(if: true) '.repeat(800)} }`,
      `{ ${'nothing '.repeat(1000)} }`,
      `{ tree(where: ${'{and:['.repeat(900)}`,
    ]
    for (const query of slow) {
      const reply = await server.post({ query })
      expect([query.slice(0, 30), reply.status < 500]).toEqual([query.slice(0, 30), true])
    }
  })

  test('count fragments as often as they are spread', async () => {
    const reply = await server.post({ query: fragmentLadder(60) })
    expect(onlyError(reply)).toMatchObject({ extensions: { code: 'QUERY_TOO_DEEP' } })
    const flat = Array.from({ length: 60 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(
      '\n',
    )
    const wide = await server.post({ query: `{ ...F0 }\n${flat}\nfragment F60 on Query { hello }` })
    expect(onlyError(wide).extensions).toEqual({
      code: 'TOO_MANY_FIELDS',
      limit: 'fields',
      allowed: 1000,
      asked: Number.MAX_SAFE_INTEGER,
    })
  })

  test('say how deep, when a document exhausts the parser', async () => {
    const large = await serveStandIn({ logLevel: 'silent', limits: { tokens: 1_000_000 } })
    const reply = await large.post({ query: '{ tree '.repeat(25_000) })
    expect([reply.status, onlyError(reply).extensions]).toMatchObject([400, { code: 'QUERY_TOO_DEEP', allowed: 15 }])
    await large.stop()
  })
})

function fragmentChain(length: number): string {
  const links = Array.from({ length }, (_, i) => `fragment F${i} on Query{...F${i + 1}}`)
  return `{ ...F0 }\n${links.join('\n')}\nfragment F${length} on Query { hello }`
}

/** Every fragment spreads all others. */
function spreadsInPairs(count: number): string {
  const all = Array.from({ length: count }, (_, i) => `...F${i}`).join(' ')
  return `{ ...F0 }\n${Array.from({ length: count }, (_, i) => `fragment F${i} on Query { ${all} }`).join('\n')}`
}

/** Each fragment asks twice for the next one, a level deeper. */
function fragmentLadder(levels: number): string {
  const rungs = Array.from(
    { length: levels },
    (_, i) => `fragment F${i} on Tree { a: tree { ...F${i + 1} } b: tree { ...F${i + 1} } }`,
  )
  return `{ tree { ...F0 } }\n${rungs.join('\n')}\nfragment F${levels} on Tree { name }`
}

async function sendInPieces(
  url: string,
  piece: string,
  count: number,
): Promise<readonly [number | undefined, unknown]> {
  const request = http.request(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
  const response = new Promise<http.IncomingMessage>((resolve, reject) =>
    request.on('response', resolve).on('error', reject),
  )
  for (let i = 0; i < count; i++) request.write(piece)
  request.end()
  const answer = await response
  const texts: string[] = []
  for await (const chunk of answer) texts.push(String(chunk))
  const { errors } = JSON.parse(texts.join('')) as { errors: { extensions: unknown }[] }
  return [answer.statusCode, errors[0]?.extensions]
}
