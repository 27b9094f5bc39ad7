import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import type { FastifyInstance } from 'fastify'

/** An operation that people can start from. */
export interface Example {
  readonly name: string
  readonly text: string
}

interface Page {
  readonly plain: Buffer
  readonly packed: Buffer
  readonly tag: string
}

/** The page asks no other host for anything; the browser holds it to that. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  'worker-src blob:',
  "frame-ancestors 'self'",
].join('; ')

/** Serves GraphiQL, with the examples as its tabs. The page has 9 MB, so it is made when it is first asked for. */
export function serveGraphiql(app: FastifyInstance, examples: readonly Example[]): void {
  let page: Page | null = null
  app.get('/graphiql', (request, reply) => {
    page ??= createPage(examples)
    const { plain, packed, tag } = page
    reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'accept-encoding')
    reply.header('content-security-policy', POLICY).header('content-type', 'text/html; charset=utf-8')
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    const takesPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
    return takesPacked ? reply.header('content-encoding', 'gzip').send(packed) : reply.send(plain)
  })
}

function createPage(examples: readonly Example[]): Page {
  // Loading the package takes a tenth of a second, which a server without a visitor need not spend.
  const { renderGraphiQL } = require('@graphql-yoga/render-graphiql') as { renderGraphiQL: (options: object) => string }
  const html = renderGraphiQL({
    title: 'Dossier',
    endpoint: '/graphql',
    defaultTabs: examples.map(({ text }) => ({ query: text })),
  })
  const plain = Buffer.from(html)
  return {
    plain,
    packed: gzipSync(plain, { level: 6 }),
    tag: `"${createHash('sha256').update(plain).digest('base64url')}"`,
  }
}
