import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Joins the lines of a log to an answer: the client's own id if it is a sane one, else a new one. */
export function readRequestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID()
}
