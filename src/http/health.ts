import type { FastifyInstance } from 'fastify'

import { Failure } from '../errors.js'
import type { Store } from '../store/store.js'
import type { Log } from './log.js'

/** Whoever asks whether a server is ready gives up after a few seconds, so no answer by then is a no. */
const PATIENCE_MS = 2000

/** `/healthz` says that the process lives, `/readyz` that its store answers too. */
export function serveHealth(app: FastifyInstance, { store, log }: { readonly store: Store; readonly log: Log }): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }))
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const reason = await whyNotReady(store)
    if (reason === null) return { status: 'ready' }
    const code = reason instanceof Failure ? reason.code : 'STORE_UNAVAILABLE'
    log.warn({ requestId: request.id, code, err: reason }, 'not ready')
    return reply.code(503).send({ status: 'not ready', code })
  })
}

async function whyNotReady(store: Store): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error(`The store was silent for ${PATIENCE_MS} ms`)), PATIENCE_MS)
  })
  const answer = store.ping().then(
    () => null,
    (reason: unknown) => reason,
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
