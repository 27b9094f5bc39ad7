import http from 'node:http'

import { emptyStore, serveStandIn } from './stand-in.js'

const agent = new http.Agent({ keepAlive: true })
afterAll(() => agent.destroy())

function post(
  url: string,
  query: string,
  keepAlive = true,
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/graphql`, {
      method: 'POST',
      agent: keepAlive ? agent : false,
      headers: { 'content-type': 'application/json' },
    })
    request.on('error', reject).on('response', (response) => {
      let text = ''
      response
        .on('data', (chunk) => (text += String(chunk)))
        .on('end', () => resolve({ status: response.statusCode, text }))
        .on('error', reject)
    })
    request.end(JSON.stringify({ query }))
  })
}

describe('stopping a server', () => {
  test('lets what is under way come to its end, then closes the store, and takes nothing new', async () => {
    const events: string[] = []
    const close = async (): Promise<void> => {
      events.push('closed')
    }
    const server = await serveStandIn({ store: { ...emptyStore, close } })
    const slow = post(server.url, '{ wait(ms: 500) }').then((reply) => {
      events.push('answered')
      return reply
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const stopped = server.stop()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await expect(post(server.url, '{ hello }', false)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await stopped
    expect(await slow).toEqual({ status: 200, text: '{"data":{"wait":"done"}}' })
    expect(events).toEqual(['answered', 'closed'])
  })

  test('is not held up by connections that are merely kept', async () => {
    const server = await serveStandIn()
    await Promise.all([1, 2, 3].map(() => post(server.url, '{ hello }')))
    const started = Date.now()
    await server.stop()
    expect(Date.now() - started).toBeLessThan(1000)
  })

  test('cuts off what takes too long', async () => {
    const server = await serveStandIn({ graceMs: 200 })
    const slow = post(server.url, '{ wait(ms: 1200) }').catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const started = Date.now()
    await server.stop()
    expect(Date.now() - started).toBeLessThan(1000)
    expect(await slow).toMatchObject({ code: 'ECONNRESET' })
  })

  test('twice is harmless', async () => {
    const server = await serveStandIn()
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
  })
})
