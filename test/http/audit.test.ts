import { auditServer } from 'graphql-http'

import { serveStandIn } from './stand-in.js'
import type { StandIn } from './stand-in.js'

describe('GraphQL over HTTP', () => {
  let server: StandIn
  beforeAll(async () => {
    server = await serveStandIn({ logLevel: 'silent' })
  })
  afterAll(() => server.stop())

  test('no audit of graphql-http fails or warns', async () => {
    const results = await auditServer({ url: `${server.url}/graphql` })
    expect(results.length).toBeGreaterThan(50)
    expect(results.filter(({ status }) => status !== 'ok').map(({ id, status }) => [id, status])).toEqual([
      // "MAY accept" a GET that any page on the web can make a browser send: the prevention of CSRF is against it.
      ['5A70', 'notice'],
      ['D6D5', 'notice'],
      ['6A70', 'notice'],
    ])
  })

  test('bad GraphQL is a 400, unless the client knows only the older media type', async () => {
    const bad = { query: '{ nothing }' }
    expect((await server.post(bad)).status).toBe(400)
    expect((await server.post(bad, { accept: '*/*' })).status).toBe(400)
    expect((await server.post(bad, { accept: 'application/graphql-response+json' })).status).toBe(400)
    expect((await server.post(bad, { accept: 'application/graphql-response+json, application/json' })).status).toBe(400)
    expect((await server.post(bad, { accept: 'application/json' })).status).toBe(200)
  })

  test('a failure of ours keeps its status for every client', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json', '*/*']) {
      expect((await server.post({ query: '{ fail(how: "QUERY_TOO_COSTLY") }' }, { accept })).status).toBe(400)
      expect((await server.post({ query: '{ fail(how: "STORE_UNAVAILABLE") }' }, { accept })).status).toBe(503)
    }
  })

  test('a GET runs a query and refuses a mutation', async () => {
    const read = await fetch(`${server.url}/graphql?query={hello}`, { headers: { 'apollo-require-preflight': '1' } })
    expect(await read.json()).toEqual({ data: { hello: 'Hello you' } })
    const write = await fetch(`${server.url}/graphql?query=mutation{hello}`, {
      headers: { 'apollo-require-preflight': '1' },
    })
    expect([write.status, write.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test.each(['HEAD', 'PUT', 'PATCH', 'DELETE'])('%s is refused, with the methods that are not', async (method) => {
    const response = await fetch(`${server.url}/graphql`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })
})
