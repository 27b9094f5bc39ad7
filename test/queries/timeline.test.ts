import { parse } from 'graphql'

import { estimateCost } from '../../src/plan/cost.js'
import { prepare } from '../support/agreement-run.js'
import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const edge = (subject: string, predicate: string, object: string): string =>
  `{ subject: ${subject}, predicate: ${predicate}, object: ${object} }`
const dated = (subject: string, date: string): string => `{ subject: ${subject}, predicate: DATE, value: "${date}" }`

const WORLD = fileOf(
  {
    firm: 'Company',
    other: 'Company',
    chatbot: 'Product',
    model: 'Model',
    lab: 'Unit',
    ban: 'Ban',
    release: 'Release',
    answer: 'Release',
    dispute: 'Conflict',
    round: 'FundingRound',
    elsewhere: 'Ban',
  },
  [
    edge('chatbot', 'OPERATED_BY', 'firm'),
    edge('model', 'DEVELOPED_BY', 'firm'),
    edge('lab', 'PART_OF', 'firm'),
    edge('ban', 'TARGETS', 'chatbot'),
    edge('release', 'RELEASES', 'model'),
    edge('release', 'RELEASED_BY', 'firm'),
    edge('answer', 'RELEASED_BY', 'other'),
    edge('answer', 'RESPONDS_TO', 'release'),
    edge('ban', 'CAUSED_BY', 'release'),
    edge('dispute', 'HAS_PARTY', 'lab'),
    edge('round', 'RAISED_BY', 'firm'),
    edge('elsewhere', 'TARGETS', 'other'),
    dated('release', '2025-01-20'),
    dated('ban', '2025-01-30'),
    dated('answer', '2025-01-31'),
    dated('round', '2025'),
    dated('dispute', '2024-12'),
    // Both entities and both edges: one event all the same.
    edge('release', 'RELEASED_BY', 'other'),
    '{ subject: firm, predicate: IDENTIFIER, value: Q1, qualifiers: { scheme: WIKIDATA } }',
  ],
)

let graph: OpenGraph
beforeAll(async () => {
  graph = await openGraph([WORLD])
})
afterAll(() => graph.close())

/** The slugs of the events of a timeline, in their order. */
async function timeline(given: string, variables: Tree = {}): Promise<readonly string[]> {
  const declared = Object.keys(variables).map((name) => `$${name}: ID!`)
  const { timeline: found } = (await graph.read(
    `query${declared.length > 0 ? `(${declared.join()})` : ''} { timeline(${given}) { totalCount nodes { slug } } }`,
    variables,
  )) as { timeline: { totalCount: number; nodes: readonly { slug: string }[] } }
  expect(found.totalCount).toBe(found.nodes.length)
  return found.nodes.map(({ slug }) => slug)
}

describe('a timeline', () => {
  test('has each event about any of the entities once, whatever edge ties it to them, the earlier first', async () => {
    expect(await timeline('of: [{ slug: "firm" }]')).toEqual(['round', 'release'])
    expect(await timeline('of: [{ slug: "other" }]')).toEqual(['release', 'answer', 'elsewhere'])
    expect(await timeline('of: [{ slug: "firm" }, { slug: "other" }, { slug: "firm" }]')).toEqual([
      'round',
      'release',
      'answer',
      'elsewhere',
    ])
    expect(await timeline('of: [{ slug: "firm" }], orderBy: [{ date: DESC }]')).toEqual(['release', 'round'])
  })

  test('finds the entities by slug, id and identifier, and of none there are no events', async () => {
    const { company } = (await graph.read('{ company(slug: "firm") { id } }')) as { company: { id: string } }
    expect(await timeline('of: [{ id: $id }]', { id: company.id })).toEqual(['round', 'release'])
    expect(await timeline('of: [{ id: $id }, { slug: "lab" }]', { id: company.id })).toEqual([
      'dispute',
      'round',
      'release',
    ])
    expect(await timeline('of: [{ scheme: WIKIDATA, value: "Q1" }]')).toEqual(['round', 'release'])
    expect(await timeline('of: [{ slug: "nobody" }, { id: "nobody" }]')).toEqual([])
    expect(await timeline('of: []')).toEqual([])
  })

  test('of a firm has the events of its products, models and units only when they are asked for', async () => {
    expect(await timeline('of: [{ slug: "firm" }], including: [PRODUCTS]')).toEqual(['round', 'release', 'ban'])
    expect(await timeline('of: [{ slug: "firm" }], including: [UNITS, PRODUCTS, MODELS]')).toEqual([
      'dispute',
      'round',
      'release',
      'ban',
    ])
    expect(await timeline('of: [{ slug: "other" }], including: [PRODUCTS]')).toEqual(['release', 'answer', 'elsewhere'])
  })

  test('of an event has the events of which somebody says that they answer it or came of it', async () => {
    expect(await timeline('of: [{ slug: "release" }]')).toEqual(['ban', 'answer'])
  })

  test('turns its pages both ways', async () => {
    const of = 'of: [{ slug: "firm" }, { slug: "other" }]'
    const page = async (given: string): Promise<{ slugs: string[]; start: string; end: string; more: boolean[] }> => {
      const { timeline: found } = (await graph.read(
        `{ timeline(${of}, ${given}) { nodes { slug } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
      )) as {
        timeline: {
          nodes: readonly { slug: string }[]
          pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean }
        }
      }
      const { startCursor: start, endCursor: end, hasNextPage, hasPreviousPage } = found.pageInfo
      return { slugs: found.nodes.map(({ slug }) => slug), start, end, more: [hasPreviousPage, hasNextPage] }
    }
    const first = await page('first: 3')
    expect([first.slugs, first.more]).toEqual([
      ['round', 'release', 'answer'],
      [false, true],
    ])
    const second = await page(`first: 3, after: "${first.end}"`)
    expect([second.slugs, second.more]).toEqual([['elsewhere'], [true, false]])
    expect((await page(`last: 2, before: "${second.start}"`)).slugs).toEqual(['release', 'answer'])
  })

  test('is filtered, counted and grouped like every list, and a year is no month', async () => {
    const answer = await graph.read(`{
      timeline(of: [{ slug: "firm" }], including: [PRODUCTS], where: { kind: { ne: RELEASE } }) {
        aggregate { count }
        groupBy(by: [{ date: MONTH }], orderBy: [{ keys: ASC }]) {
          keys { value precision } count members { nodes { slug } }
        }
      }
    }`)
    expect(answer).toEqual({
      timeline: {
        aggregate: { count: 2 },
        groupBy: [
          { keys: [{ value: '2025', precision: 'YEAR' }], count: 1, members: { nodes: [{ slug: 'round' }] } },
          { keys: [{ value: '2025-01', precision: 'MONTH' }], count: 1, members: { nodes: [{ slug: 'ban' }] } },
        ],
      },
    })
  })

  test('leads on to causes and responses with the claims that assert them', async () => {
    const said =
      '(first: 3) { edges { modality claims(first: 3) { nodes { predicate sources(first: 1) { nodes { title } } } } node { slug } } }'
    const { timeline: found } = (await graph.read(
      `{ timeline(of: [{ slug: "model" }], first: 5) { nodes { slug responses ${said} effects ${said} causes { totalCount } } } }`,
    )) as { timeline: { nodes: unknown } }
    const claim = (predicate: string) => ({
      modality: 'REPORTED',
      claims: { nodes: [{ predicate, sources: { nodes: [{ title: 'An article' }] } }] },
    })
    expect(found.nodes).toEqual([
      {
        slug: 'release',
        responses: { edges: [{ ...claim('RESPONDS_TO'), node: { slug: 'answer' } }] },
        effects: { edges: [{ ...claim('CAUSED_BY'), node: { slug: 'ban' } }] },
        causes: { totalCount: 0 },
      },
    ])
  })

  test('shows what was known at a moment, by edges that were known then', async () => {
    const asked = (known: string): string =>
      `of: [{ slug: "firm" }], including: [PRODUCTS], asOf: { known: "${known}" }`
    expect(await timeline(asked('2025-01-31T00:00:00Z'))).toEqual([])
    expect(await timeline(asked('2025-02-01T00:00:00Z'))).toEqual(['round', 'release', 'ban'])
    expect(await timeline('of: [{ slug: "firm" }], trust: { minModality: CONFIRMED }')).toEqual([])
  })

  test('of too many entities, or of one that is named by halves, is refused', async () => {
    const many = Array.from({ length: 51 }, () => '{ slug: "firm" }').join()
    for (const [of, told] of [
      [many, '"of" has 51 elements; at most 50 are allowed.'],
      ['{ scheme: WIKIDATA }', 'A reference is one of { slug }, { id } or { scheme, value }.'],
    ]) {
      const { errors } = await graph.ask(`{ timeline(of: [${of ?? ''}]) { totalCount } }`)
      expect(errors).toMatchObject([{ message: told, extensions: { code: 'BAD_USER_INPUT', argument: 'of' } }])
    }
  })
})

describe('what a timeline costs', () => {
  const costOf = (document: string): number => {
    const { plan, request } = prepare(parse(document), {})
    return estimateCost(plan, request)
  }

  test('is its page, and a pass through the events of each entity that it is of', () => {
    expect(costOf('{ timeline(of: [{ slug: "a" }], first: 5) { nodes { slug } } }')).toBe(10 + 5)
    expect(costOf('{ timeline(of: [{ slug: "a" }, { slug: "b" }], first: 5) { nodes { slug } } }')).toBe(20 + 5)
    expect(costOf('{ timeline(of: [{ slug: "a" }], including: [MODELS], first: 5) { nodes { slug } } }')).toBe(20 + 5)
    expect(costOf('{ timeline(of: [{ slug: "a" }]) { totalCount } }')).toBe(10)
    expect(
      costOf('{ timeline(of: [{ slug: "a" }, { slug: "b" }]) { groupBy(by: [{ date: YEAR }], first: 3) { count } } }'),
    ).toBe(20 + 3)
  })

  test.each([
    '{ timeline(of: [{ slug: "firm" }], including: [PRODUCTS, UNITS], first: 2) { nodes { id } } }',
    '{ timeline(of: [{ slug: "firm" }, { slug: "other" }], first: 3) { nodes { id participants(first: 2) { nodes { id } } responses(first: 1) { edges { node { id } claims(first: 2) { nodes { id } } } } } } }',
    '{ timeline(of: [{ slug: "firm" }], including: [PRODUCTS], first: 1) { groupBy(by: [{ date: YEAR }], first: 2) { members(first: 1) { nodes { id } } } } }',
  ])('is at least as much as it fetches: %s', async (document) => {
    const fetched = JSON.stringify(await graph.read(document)).match(/"id":/g) ?? []
    expect(fetched.length).toBeGreaterThan(0)
    expect(fetched.length).toBeLessThanOrEqual(costOf(document))
  })

  test('is refused above the limit, before anything is fetched', async () => {
    const small = await openGraph([], { limits: { cost: 24 } })
    try {
      const { errors } = await small.ask(
        '{ timeline(of: [{ slug: "a" }, { slug: "b" }], first: 5) { nodes { slug } } }',
      )
      expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY', allowed: 24, asked: 25 } }])
    } finally {
      await small.close()
    }
  })
})
