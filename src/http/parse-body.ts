import type { Limits } from '../config.js'
import { Failure } from '../errors.js'

/** Reads JSON that came from a client; what is not JSON or is nested too deep is refused. */
export function parseBody(text: string, limits: Pick<Limits, 'jsonDepth'>): unknown {
  const body = parseJson(text)
  refuseNesting(body, limits)
  return body
}

/** Refuses a value with more levels of lists and objects than may be. */
export function refuseNesting(value: unknown, { jsonDepth: allowed }: Pick<Limits, 'jsonDepth'>): void {
  const asked = depthOf(value)
  if (asked <= allowed) return
  throw new Failure('BODY_TOO_NESTED', `The JSON is nested ${asked} levels deep; at most ${allowed} are allowed.`, {
    facts: { limit: 'jsonDepth', allowed, asked },
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // The words of the parser repeat what the client sent.
    throw new Failure('BAD_REQUEST', 'The body is not valid JSON.', { cause })
  }
}

/** Level by level: recursion into a deep value would exhaust the stack. */
function depthOf(value: unknown): number {
  let depth = 0
  let level = isNested(value) ? [value] : []
  while (level.length > 0) {
    depth++
    level = level.flatMap((each) => Object.values(each).filter(isNested))
  }
  return depth
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
