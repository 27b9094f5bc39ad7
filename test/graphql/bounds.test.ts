import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const COUNTRIES = 55

let graph: OpenGraph
beforeAll(async () => {
  const places = Array.from({ length: COUNTRIES }, (_, i) => `place-${i}`)
  const firms = places.map((_, i) => `firm-${i}`)
  graph = await openGraph([
    fileOf(
      {
        ...Object.fromEntries(places.map((slug) => [slug, 'Country'])),
        ...Object.fromEntries(firms.map((slug) => [slug, 'Company'])),
      },
      [
        ...firms.map((slug) => `{ subject: ${slug}, predicate: NAME, value: Firm ${slug} }`),
        ...firms.map((slug, i) => `{ subject: ${slug}, predicate: HEADQUARTERED_IN, object: place-${i} }`),
        ...Array.from({ length: 8 }, (_, i) => `{ subject: firm-0, predicate: ALIAS, value: Firm called ${i} }`),
      ],
    ),
  ])
})
afterAll(() => graph.close())

const long = 'a'.repeat(201)
const wordy = Array.from({ length: 13 }, (_, i) => `word${i}`).join(' ')
const far = 'events: { some: { participants: { some: { events: { some: { participants: { none: {} } } } } } } }'
const keys = ['status: EACH', 'date: YEAR', 'measure: EACH', 'jurisdictions: EACH', 'causes: EACH', 'responses: EACH']

describe('beyond its bound is refused, with what is allowed and what was asked:', () => {
  test.each([
    [`search(query: "${long}") { totalCount }`, '"query" has 201 letters; at most 200 are looked for.'],
    [`search(query: "${wordy}") { totalCount }`, '"query" has 13 words; at most 12 are looked for.'],
    [`suggest(prefix: "${long}") { name }`, '"prefix" has 201 letters; at most 200 are looked for.'],
    [`resolve(name: "${long}") { score }`, '"name" has 201 letters; at most 200 are looked for.'],
    ['search(query: "firm", first: 201) { totalCount }', '"first" of Query.search is 201; it must be from 0 to 200.'],
    ['suggest(prefix: "firm", first: 201) { name }', '"first" of Query.suggest is 201; it must be from 0 to 200.'],
    ['resolve(name: "firm", first: 201) { score }', '"first" of Query.resolve is 201; it must be from 0 to 200.'],
    [
      'shortestPath(from: { slug: "firm-0" }, to: { slug: "firm-1" }, maxHops: 11) { length }',
      '"maxHops" of Query.shortestPath is 11; it must be from 1 to 10.',
    ],
    [
      'paths(from: { slug: "firm-0" }, to: { slug: "firm-1" }, maxHops: 7) { totalCount }',
      '"maxHops" of Query.paths is 7; it must be from 1 to 6.',
    ],
    [
      'paths(from: { slug: "firm-0" }, to: { slug: "firm-1" }, first: 201) { totalCount }',
      '"first" of Query.paths is 201; it must be from 0 to 200.',
    ],
    [
      'reachable(from: { slug: "firm-0" }, maxHops: 7) { totalCount }',
      '"maxHops" of Query.reachable is 7; it must be from 1 to 6.',
    ],
    [
      'neighbourhood(of: { slug: "firm-0" }, depth: 5) { complete }',
      '"depth" of Query.neighbourhood is 5; it must be from 1 to 4.',
    ],
    [
      'neighbourhood(of: { slug: "firm-0" }, first: 201) { complete }',
      '"first" of Query.neighbourhood is 201; it must be from 0 to 200.',
    ],
    [
      'timeline(of: [{ slug: "firm-0" }], first: 201) { totalCount }',
      '"first" of Query.timeline is 201; it must be from 0 to 200.',
    ],
    [
      'companies(where: { headquarters: { events: { some: { participants: { some: { events: { some: {} } } } } } } }) { totalCount }',
      '"where" follows 4 edges; at most 3 are allowed.',
    ],
    [
      `companies { nodes { models(where: { or: [{ not: { ${far} } }] }) { totalCount } } }`,
      '"where" follows 4 edges; at most 3 are allowed.',
    ],
    [`search(query: "firm", where: { ${far} }) { totalCount }`, '"where" follows 4 edges; at most 3 are allowed.'],
    [
      `reachable(from: { slug: "firm-0" }, through: { ${far} }) { totalCount }`,
      '"through" follows 4 edges; at most 3 are allowed.',
    ],
    [
      `reachable(from: { slug: "firm-0" }, where: { ${far} }) { totalCount }`,
      '"where" follows 4 edges; at most 3 are allowed.',
    ],
    [
      'releases(orderBy: [{ model: { developers: { where: { events: { some: { participants: { some: {} } } } }, count: DESC } } }]) { totalCount }',
      '"orderBy" follows 4 edges; at most 3 are allowed.',
    ],
    [
      'bans { groupBy(by: [{ status: EACH }], first: 201) { count } }',
      '"first" of BanConnection.groupBy is 201; it must be from 0 to 200.',
    ],
    [
      `bans { groupBy(by: [${keys.map((key) => `{ ${key} }`).join(', ')}]) { count } }`,
      '"by" has 6 keys; it must have from 1 to 5.',
    ],
    [
      'bans { groupBy(by: [{ jurisdictions: EACH }, { grounds: EACH }, { status: EACH }, { targets: EACH }]) { count } }',
      '"by" has 3 keys of which a node may have several: "jurisdictions", "grounds", "targets"; at most 2 are allowed. Leave one out, or group by it apart, under an alias.',
    ],
    [
      'bans { groupBy(by: [{ jurisdictions: EACH }, { date: YEAR }, { jurisdictions: EACH }]) { count } }',
      '"by" names "jurisdictions" more than once; name each key once.',
    ],
    [
      'bans { groupBy(by: [{ date: YEAR }, { date: YEAR }]) { count } }',
      '"by" names "date" more than once; name each key once.',
    ],
    [
      'companies { nodes { people { groupBy(by: [], byEdge: [{ role: EACH }, { role: EACH }]) { count } } } }',
      '"byEdge" names "role" more than once; name each key once.',
    ],
  ])('%s', async (field, message) => {
    const { errors } = await graph.ask(`{ ${field} }`)
    expect(errors.map((error) => [error.message, error.extensions?.['code']])).toEqual([[message, 'BAD_USER_INPUT']])
  })
})

test.each([
  'bans { groupBy(by: [{ jurisdictions: EACH }, { grounds: EACH }, { status: EACH }, { date: YEAR }, { date: MONTH }]) { count } }',
  'fundingRounds { groupBy(by: [{ company: EACH }, { partOf: EACH }, { investors: EACH }, { jurisdictions: EACH }]) { count } }',
  'people { nodes { organizations { groupBy(by: [{ kind: EACH }], byEdge: [{ since: YEAR }, { since: MONTH }]) { count } } } }',
  'releases(orderBy: [{ model: { developers: { where: { events: { some: {} } }, count: DESC } } }]) { totalCount }',
  'companies(where: { headquarters: { events: { some: { participants: { none: {} } } } } }) { totalCount }',
])('within its bound is taken: %s', async (field) => {
  expect((await graph.ask(`{ ${field} }`)).errors).toEqual([])
})

test('a facet tells of the 50 most frequent values', async () => {
  const { search } = await graph.read('{ search(query: "firm") { totalCount facets { countries { value count } } } }')
  const { totalCount, facets } = search as { totalCount: number; facets: { countries: readonly unknown[] } }
  expect([totalCount, facets.countries.length]).toEqual([COUNTRIES, 50])
})

test('at most five texts are highlighted', async () => {
  const { search } = await graph.read(
    '{ search(query: "firm called") { edges { highlights { text } node { names { value } } } } }',
  )
  const [edge] = (
    search as { edges: readonly { highlights: readonly unknown[]; node: { names: readonly unknown[] } }[] }
  ).edges
  expect([edge?.highlights.length, edge?.node.names.length]).toEqual([5, 9])
})
