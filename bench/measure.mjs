import autocannon from 'autocannon'

const CONNECTIONS = 8

let turn = 0

/** What is sent to a target for an operation: always the same, or each time another, where the variables `vary` by the turn. */
export function bodyOf({ name, dossier, rival }, target) {
  if (target === 'limit') return () => JSON.stringify({ operationName: name })
  const { query, variables, vary = () => variables } = target === 'rival' ? rival : dossier
  return () => JSON.stringify({ query, variables: vary((turn += 1)) })
}

/** Asks once, and answers the data; an answer with errors is no answer. */
export async function ask(url, body) {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { data, errors } = await response.json()
  if (!response.ok || errors) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(errors)}`)
  return data
}

/** Keeps a target busy for some seconds; answers requests a second and times in milliseconds. */
export async function press(url, body, seconds) {
  const [first, second] = [body(), body()]
  const requests = [first === second ? { body: first } : { setupRequest: (request) => ({ ...request, body: body() }) }]
  const headers = { 'content-type': 'application/json' }
  const result = await autocannon({
    url,
    method: 'POST',
    headers,
    requests,
    connections: CONNECTIONS,
    duration: seconds,
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} failed ${result.non2xx + result.errors} times`)
  // Not one answer in that time counts as one, in favour of who was too slow.
  return { rate: result.requests.average || 1 / seconds, p50: result.latency.p50, p99: result.latency.p99 }
}

/** How many nodes an answer holds: every node is asked for its id. */
export function countNodes(value) {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + countNodes(item), 0)
  if (value === null || typeof value !== 'object') return 0
  return ('id' in value ? 1 : 0) + Object.values(value).reduce((sum, part) => sum + countNodes(part), 0)
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
