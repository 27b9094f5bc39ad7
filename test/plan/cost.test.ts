import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { parse } from 'graphql'

import { DEFAULT_LIMITS } from '../../src/config.js'
import { checkCost, estimateCost } from '../../src/plan/cost.js'
import { prepare } from '../support/agreement-run.js'
import type { Variables } from '../support/agreement-run.js'

const root = resolve(__dirname, '../..')

function costOf(document: string, variables: Variables = {}): number {
  const { plan, request } = prepare(parse(document), variables)
  return estimateCost(plan, request)
}

test.each([
  ['{ __typename }', 0],
  ['{ company(slug: "a") { name } }', 1],
  ['{ companies { nodes { name } } }', 20],
  ['{ companies(first: 5) { nodes { name } } }', 5],
  ['{ companies(first: 5) { totalCount } }', 10],
  ['{ companies(last: 5) { nodes { models(first: 3) { nodes { name } } } } }', 5 * (1 + 3)],
  ['{ companies(first: 5) { nodes { models(first: 3) { totalCount nodes { name } } } } }', 5 * (1 + 3 + 10)],
  ['{ claims(first: 5) { nodes { speakers { __typename } } } }', 5 * (1 + 50)],
  ['{ nodes(ids: ["a"]) { id } }', 50],
  ['{ companies(first: 5, orderBy: [{ models: { count: DESC } }]) { nodes { name } } }', 10 + 5],
  [
    '{ companies(first: 5) { nodes { fundingRounds(first: 2, orderBy: [{ company: { models: { count: ASC } } }]) { nodes { name } } } } }',
    5 * (1 + 20 + 2),
  ],
  ['{ a: company(slug: "a") { name } b: companies { nodes { name } } }', 21],
])('%s counts %i', (document, cost) => {
  expect(costOf(document)).toBe(cost)
})

/** What a search and a walk are taken to cost, beside what is fetched then. */
const LOOK = 1000
const WALK = 2000

test.each([
  ['{ search(query: "a", first: 5) { nodes { slug } } }', LOOK + 5],
  ['{ search(query: "a", first: 5) { nodes { slug } facets { kinds { value } countries { value } } } }', 3 * LOOK + 5],
  ['{ suggest(prefix: "a") { name } }', LOOK + 10],
  ['{ resolve(name: "a", first: 3) { score entity { slug } } }', LOOK + 3],
  ['{ timeline(of: [{ slug: "a" }, { slug: "b" }], first: 5) { nodes { title } } }', 2 * 10 + 5],
  ['{ timeline(of: [{ slug: "a" }], including: [PRODUCTS], first: 5) { totalCount } }', 2 * 10],
  ['{ bans { aggregate { count } } }', 10 + 1],
  ['{ bans { groupBy(by: [{ status: EACH }], first: 5) { count } } }', 10 + 5],
  [
    '{ bans { groupBy(by: [{ status: EACH }], first: 5) { count members(first: 3) { nodes { title } } } } }',
    10 + 5 * (1 + 10 + 3),
  ],
  ['{ shortestPath(from: { slug: "a" }, to: { slug: "b" }, maxHops: 3) { length } }', WALK],
  ['{ reachable(from: { slug: "a" }, first: 5) { nodes { slug } } }', WALK + 5 + 20],
  ['{ neighbourhood(of: { slug: "a" }, first: 5) { nodes { node { slug } } } }', WALK + 5 + 20],
])('%s counts %i, a search 1,000 and a walk 2,000 of it', (document, cost) => {
  expect(costOf(document)).toBe(cost)
})

const NAMED = 'name: { eq: "a" }'
const MODELS = `models: { some: { ${NAMED} } }`
const EVENTS = 'events: { some: { participants: { none: { events: { every: { date: { isNull: true } } } } } } }'

test.each([
  [`{ companies(first: 5, where: { ${NAMED} }) { nodes { name } } }`, 5],
  [`{ companies(first: 5, where: { headquarters: { ${NAMED} } }) { nodes { name } } }`, 10 + 5],
  [`{ companies(first: 5, where: { ${MODELS} }) { nodes { name } } }`, 10 + 5],
  [`{ companies(first: 5, where: { ${MODELS} }) { totalCount nodes { name } } }`, 10 + 10 + 10 + 5],
  [`{ companies(first: 5, where: { or: [{ ${MODELS} }, { not: { ${MODELS} } }] }) { nodes { name } } }`, 20 + 5],
  [`{ releases(first: 5, where: { model: { developers: { some: { ${NAMED} } } } }) { nodes { name } } }`, 20 + 5],
  [`{ companies(first: 5, where: { ${EVENTS} }) { nodes { name } } }`, 10 + 50 * (10 + 50 * 10) + 5],
  [
    `{ companies(first: 5) { nodes { models(first: 2, where: { developers: { some: { events: { some: {} } } } }) { nodes { name } } } } }`,
    5 * (1 + 10 + 50 * 10 + 2),
  ],
  [
    `{ companies(first: 5, orderBy: [{ models: { where: { releases: { some: {} } }, count: DESC } }]) { nodes { name } } }`,
    10 + 50 * 10 + 5,
  ],
  [
    `{ companies(where: { ${MODELS} }) { groupBy(by: [{ name: EACH }], first: 3) { members(first: 2) { nodes { name } } } } }`,
    20 + 3 * (1 + 20 + 10 + 2),
  ],
  [
    `{ search(query: "a", first: 5, where: { events: { some: {} } }) { facets { kinds { value } } nodes { slug } } }`,
    2 * (1000 + 10) + 5,
  ],
  [
    `{ reachable(from: { slug: "a" }, first: 5, through: { events: { some: {} } }, where: { events: { some: {} } }) { nodes { slug } } }`,
    2000 + 20 + 5 + 20,
  ],
])(
  '%s counts %i, of it 10 for each edge that a filter looks through, and 50 times that behind an edge to many',
  (document, cost) => {
    expect(costOf(document)).toBe(cost)
  },
)

test('an order adds at most 90 to a list, however its keys lie over edges', () => {
  const far = '{ reprintOf: { reprintOf: { claims: { count: ASC } } } }'
  const document = `{ sources(first: 5, orderBy: [${far}, ${far}, ${far}]) { nodes { slug } } }`
  expect(costOf(document)).toBe(5 + 90)
  expect(() => costOf(document.replace('claims: { count: ASC }', 'reprintOf: { reprintOf: { title: ASC } }'))).toThrow()
})

test('the size of a page counts as the request gives it', () => {
  const document = 'query ($n: Int) { companies(first: $n) { nodes { name } } }'
  expect([costOf(document, { n: 7 }), costOf(document)]).toEqual([7, 20])
})

test('what may fetch more than the limit is refused with both figures', () => {
  const { plan, request } = prepare(parse('{ companies(first: 5) { nodes { name } } }'), {})
  expect(() => checkCost(plan, request, 5)).not.toThrow()
  const wanted = { code: 'QUERY_TOO_COSTLY', details: { facts: { limit: 'cost', allowed: 4, asked: 5 } } }
  expect(() => checkCost(plan, request, 4)).toThrow(expect.objectContaining(wanted))
})

test('what people ask for stays far below the limit', () => {
  const files = ['schema/examples', 'test/queries'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => join(root, folder, file)),
  )
  const costs = files
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => {
      const given = file.replace('.graphql', '.variables.json')
      const variables = existsSync(given) ? (JSON.parse(readFileSync(given, 'utf8')) as Variables) : {}
      return costOf(readFileSync(file, 'utf8'), variables)
    })
  expect(Math.max(...costs)).toBeLessThan(DEFAULT_LIMITS.cost / 3)
})
