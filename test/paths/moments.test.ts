import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

/** A model that a lab is alleged to have made, and a person there of whom nobody has judged yet whether to take it in. */
const WORLD = fileOf({ m1: 'Model', lab: 'Company', ann: 'Person' }, [
  '{ subject: m1, predicate: DEVELOPED_BY, object: lab, modality: ALLEGED, confidence: LIKELY }',
  '{ subject: ann, predicate: HOLDS_ROLE, object: lab, review: PROPOSED, confidence: CONFIDENT }',
])

/** All four walks from one entity, with the same arguments. */
const walks = (given: string): string => `
  shortestPath(from: { slug: "m1" }, to: { slug: "ann" }, ${given}) { length }
  paths(from: { slug: "m1" }, to: { slug: "lab" }, ${given}) { totalCount }
  neighbourhood(of: { slug: "lab" }, ${given}) { of { slug } nodes { node { slug } } }
  reachable(from: { slug: "lab" }, ${given}) { totalCount }`

/** What the four answer where these entities are around the lab, of equally dense ones the lower id first. */
const around = (slugs: readonly string[], path: number | null): Tree => ({
  shortestPath: path === null ? null : { length: path },
  paths: { totalCount: slugs.includes('m1') ? 1 : 0 },
  neighbourhood: {
    of: slugs.length === 0 ? null : { slug: 'lab' },
    nodes: slugs.map((slug) => ({ node: { slug } })),
  },
  reachable: { totalCount: Math.max(0, slugs.length - 1) },
})

describe('walks at a moment and with trust', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([WORLD])
  })
  afterAll(() => graph.close())

  test.each([
    'asOf: null',
    'asOf: {}',
    'asOf: { known: null, valid: null, clock: null }',
    'asOf: { clock: SYSTEM }',
    'trust: null',
    'trust: {}',
    'trust: { minModality: null, minConfidence: null, review: null }',
    'trust: { minModality: INFERRED, minConfidence: UNKNOWN, review: ACCEPTED }',
    'trust: { minModality: ALLEGED, minConfidence: LIKELY }',
  ])('with %s go over what shows now', async (given) => {
    expect(await graph.read(`{ ${walks(given)} }`)).toEqual(around(['lab', 'm1'], null))
  })

  test.each<[string, Tree]>([
    ['trust: { review: PROPOSED }', around(['lab', 'ann', 'm1'], 2)],
    ['trust: { review: PROPOSED, minConfidence: CONFIDENT }', around(['lab', 'ann'], null)],
    ['trust: { minModality: REPORTED }', around(['lab'], null)],
    ['trust: { minModality: REPORTED }, minModality: ALLEGED', around(['lab'], null)],
    ['trust: { minModality: ALLEGED }, minModality: REPORTED', around(['lab'], null)],
    ['asOf: { known: "2025-01-31T23:59:59Z" }', around([], null)],
    ['asOf: { known: "2025-02-01T00:00:00Z" }', around(['lab', 'm1'], null)],
    ['asOf: { known: "2025-02-01T00:00:00Z", clock: SYSTEM }', around([], null)],
  ])('with %s go over what showed then and is trusted so far', async (given, expected) => {
    expect(await graph.read(`{ ${walks(given)} }`)).toEqual(expected)
  })

  test.each([
    'asOf: { known: "yesterday" }',
    'asOf: { known: "2025-01-30" }',
    'asOf: { known: 2025 }',
    'asOf: { valid: "2025-02-30" }',
    'asOf: { valid: "2025-01-30T12:00:00Z" }',
    'asOf: { clock: WALL }',
    'asOf: { at: "2025-01-30" }',
    'asOf: "2025-01-30T12:00:00Z"',
    'trust: { minModality: NEVER }',
    'trust: { minConfidence: 3 }',
    'trust: { review: REJECTED }',
    'trust: CONFIRMED',
  ])('with %s are no document of this schema', async (given) => {
    const { data, errors } = await graph.ask(`{ ${walks(given)} }`)
    expect(data).toBeNull()
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(
      Array.from({ length: 4 }, () => 'GRAPHQL_VALIDATION_FAILED'),
    )
  })

  test.each<[Tree, string]>([
    [{ asOf: { known: 'yesterday' } }, 'asOf.known'],
    [{ asOf: { valid: '2025-02-30' } }, 'asOf.valid'],
    [{ asOf: { clock: 'WALL' } }, 'asOf.clock'],
    [{ trust: { minModality: 'NEVER' } }, 'trust.minModality'],
    [{ trust: { review: 'REJECTED' } }, 'trust.review'],
  ])('with the variables %j are refused', async (variables, at) => {
    const { data, errors } = await graph.ask(
      `query ($asOf: AsOf, $trust: Trust) { ${walks('asOf: $asOf, trust: $trust')} }`,
      variables,
    )
    expect(data).toBeNull()
    expect(errors).toMatchObject([
      { message: expect.stringContaining(`at "${at}"`), extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })

  test.each([
    'asOf: { valid: "2025-01-30" }',
    'asOf: { known: "2025-02-09T00:00:00Z" }',
    'trust: { review: PROPOSED }',
  ])('with %s are not restricted by what was measured last', async (given) => {
    const measured = '{ degree: { gte: 0 } }'
    for (const walk of [
      `paths(from: { slug: "m1" }, to: { slug: "lab" }, through: ${measured}, ${given}) { totalCount }`,
      `reachable(from: { slug: "m1" }, where: ${measured}, ${given}) { totalCount }`,
    ]) {
      const { errors } = await graph.ask(`{ ${walk} }`)
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'degree' } }])
    }
  })
})
