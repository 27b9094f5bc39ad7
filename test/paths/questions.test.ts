import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

/** A model that a lab made, a person there, and a ban of a product that runs the model. */
const WORLD = fileOf({ lab: 'Company', ann: 'Person', m1: 'Model', chat: 'Product', ban: 'Ban', italy: 'Country' }, [
  '{ subject: m1, predicate: DEVELOPED_BY, object: lab, modality: CONFIRMED, confidence: CONFIDENT }',
  '{ subject: ann, predicate: HOLDS_ROLE, object: lab, qualifiers: { role: Chief }, validFrom: 2024-03, validTo: 2025-01-15 }',
  '{ subject: chat, predicate: SERVES, object: m1, modality: ALLEGED, confidence: LIKELY, text: first }',
  '{ subject: chat, predicate: OPERATED_BY, object: lab, modality: ALLEGED, confidence: SPECULATIVE, text: second }',
  '{ subject: ban, predicate: TARGETS, object: chat, confidence: LIKELY }',
  '{ subject: ban, predicate: IN_JURISDICTION, object: italy, confidence: CONFIDENT }',
])

describe('a path', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([WORLD])
  })
  afterAll(() => graph.close())

  const slugs = async (given: string): Promise<readonly string[] | null> => {
    const { path } = (await graph.read(`{ path: shortestPath(${given}) { steps { node { slug } } } }`)) as {
      path: { steps: { node: { slug: string } }[] } | null
    }
    return path && path.steps.map(({ node }) => node.slug)
  }
  const refusal = async (field: string, variables?: Tree): Promise<Tree> => {
    const { errors } = await graph.ask(field, variables)
    const [error] = errors
    return { message: error?.message, ...error?.extensions }
  }
  const ENDS = 'from: { slug: "italy" }, to: { slug: "ann" }'

  test('is found from either end, with the same edges seen from there', async () => {
    expect(await slugs(ENDS)).toEqual(['italy', 'ban', 'chat', 'lab', 'ann'])
    expect(await slugs('from: { slug: "ann" }, to: { slug: "italy" }')).toEqual(['ann', 'lab', 'chat', 'ban', 'italy'])
    const { shortestPath } = await graph.read(
      '{ shortestPath(from: { slug: "ann" }, to: { slug: "italy" }) { steps { edge { type direction role } } } }',
    )
    expect(shortestPath).toEqual({
      steps: [
        { edge: null },
        { edge: { type: 'HOLDS_ROLE', direction: 'OUT', role: 'Chief' } },
        { edge: { type: 'OPERATED_BY', direction: 'IN', role: null } },
        { edge: { type: 'TARGETS', direction: 'IN', role: 'TARGET' } },
        { edge: { type: 'IN_JURISDICTION', direction: 'OUT', role: 'JURISDICTION' } },
      ],
    })
  })

  test('takes the surest way when asked, and else the shortest', async () => {
    expect(await slugs(`${ENDS}, by: CERTAINTY`)).toEqual(['italy', 'ban', 'chat', 'm1', 'lab', 'ann'])
    expect(await slugs(`${ENDS}, by: CERTAINTY, maxHops: 4`)).toEqual(['italy', 'ban', 'chat', 'lab', 'ann'])
  })

  test('names the claim that decides its weakest edge', async () => {
    expect(
      await graph.read(`{
        short: shortestPath(${ENDS}) { weakest { text } }
        sure: shortestPath(${ENDS}, by: CERTAINTY) { weakest { text } }
      }`),
    ).toEqual({ short: { weakest: { text: 'second' } }, sure: { weakest: { text: 'first' } } })
  })

  test.each([
    ['minConfidence: LIKELY', ['italy', 'ban', 'chat', 'm1', 'lab']],
    ['minModality: REPORTED', null],
    ['minModality: ALLEGED', ['italy', 'ban', 'chat', 'lab']],
    ['types: [IN_JURISDICTION, TARGETS, SERVES, DEVELOPED_BY]', ['italy', 'ban', 'chat', 'm1', 'lab']],
    ['types: [IN_JURISDICTION]', null],
    ['kinds: [BAN, PRODUCT]', ['italy', 'ban', 'chat', 'lab']],
    ['kinds: [BAN, MODEL]', null],
    ['through: { slug: { notIn: ["chat"] } }', null],
    [
      'through: { claims: { some: { predicate: { in: ["SERVES", "TARGETS", "DEVELOPED_BY"] } } } }',
      ['italy', 'ban', 'chat', 'lab'],
    ],
    ['direction: OUT', null],
    ['maxHops: 2', null],
    ['maxHops: 3', ['italy', 'ban', 'chat', 'lab']],
  ])('from Italy to the lab with %s', async (filter, expected) => {
    expect(await slugs(`from: { slug: "italy" }, to: { slug: "lab" }, ${filter}`)).toEqual(expected)
  })

  test.each([
    ['2024-02-29', null],
    ['2024-03-01', ['ann', 'lab']],
    ['2025-01-15', ['ann', 'lab']],
    ['2025-01-16', null],
  ])('over edges that may hold on %s', async (day, expected) => {
    expect(await slugs(`from: { slug: "ann" }, to: { slug: "lab" }, validOn: "${day}"`)).toEqual(expected)
  })

  test('follows edges as they lie, or against it', async () => {
    expect(await slugs('from: { slug: "ban" }, to: { slug: "lab" }, direction: OUT')).toEqual(['ban', 'chat', 'lab'])
    expect(await slugs('from: { slug: "lab" }, to: { slug: "ban" }, direction: OUT')).toBeNull()
    expect(await slugs('from: { slug: "lab" }, to: { slug: "ban" }, direction: IN')).toEqual(['lab', 'chat', 'ban'])
  })

  test('is planned once for variables of one form, and takes them anew', async () => {
    const ask = `query ($from: EntityRef!, $to: EntityRef!, $hops: Int, $first: Int) {
      shortestPath(from: $from, to: $to, maxHops: $hops) { length }
      paths(from: $from, to: $to, maxHops: $hops, first: $first) { nodes { length } }
    }`
    const lengths = (to: string, hops: number | null, first: number | null) =>
      graph.read(ask, { from: { slug: 'italy' }, to: { slug: to }, hops, first })
    expect(await lengths('lab', 6, 1)).toEqual({ shortestPath: { length: 3 }, paths: { nodes: [{ length: 3 }] } })
    expect(await lengths('lab', 2, 1)).toEqual({ shortestPath: null, paths: { nodes: [] } })
    expect(await lengths('ban', 2, 9)).toEqual({ shortestPath: { length: 1 }, paths: { nodes: [{ length: 1 }] } })
    expect(await lengths('lab', null, null)).toEqual({
      shortestPath: { length: 3 },
      paths: { nodes: [{ length: 3 }, { length: 4 }] },
    })
  })

  test('stands beside other root fields, twice, under the names of the client', async () => {
    expect(
      await graph.read(`{
        a: shortestPath(from: { slug: "ban" }, to: { slug: "chat" }) { __typename hops: length steps { __typename it: node { __typename slug ... on Ban { jurisdictions { nodes { slug } } } } } }
        b: shortestPath(from: { slug: "ann" }, to: { slug: "lab" }) { length }
        company(slug: "lab") { slug }
        ... on Query { __typename }
      }`),
    ).toEqual({
      a: {
        __typename: 'Path',
        hops: 1,
        steps: [
          {
            __typename: 'PathStep',
            it: { __typename: 'Ban', slug: 'ban', jurisdictions: { nodes: [{ slug: 'italy' }] } },
          },
          { __typename: 'PathStep', it: { __typename: 'Product', slug: 'chat' } },
        ],
      },
      b: { length: 1 },
      company: { slug: 'lab' },
      __typename: 'Query',
    })
  })

  test('is not there when an end is not', async () => {
    const nobody = 'from: { slug: "nobody" }'
    expect(
      await graph.read(`{
        shortestPath(${nobody}, to: { slug: "lab" }) { length }
        paths(${nobody}, to: { slug: "lab" }) { totalCount nodes { length } pageInfo { hasNextPage endCursor } }
        neighbourhood(of: { slug: "nobody" }) { of { slug } nodes { distance } edges { type } complete }
        reachable(${nobody}) { totalCount nodes { slug } }
      }`),
    ).toEqual({
      shortestPath: null,
      paths: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      neighbourhood: { of: null, nodes: [], edges: [], complete: true },
      reachable: { totalCount: 0, nodes: [] },
    })
  })

  test.each([
    [`{ shortestPath(${ENDS}, maxHops: 11) { length } }`, { argument: 'maxHops', allowed: 10, asked: 11 }],
    [`{ shortestPath(${ENDS}, maxHops: 0) { length } }`, { argument: 'maxHops', allowed: 10, asked: 0 }],
    [`{ paths(${ENDS}, maxHops: 7) { totalCount } }`, { argument: 'maxHops', allowed: 6, asked: 7 }],
    [`{ paths(${ENDS}, first: 201) { totalCount } }`, { argument: 'first', allowed: 200, asked: 201 }],
    ['{ reachable(from: { slug: "lab" }, first: -1) { totalCount } }', { argument: 'first', asked: -1 }],
    ['{ neighbourhood(of: { slug: "lab" }, depth: 5) { complete } }', { argument: 'depth', allowed: 4, asked: 5 }],
    ['{ neighbourhood(of: { slug: "lab", id: "x" }) { complete } }', { argument: 'of' }],
    [`{ shortestPath(${ENDS}, minModality: RUMOURED) { length } }`, { argument: 'minModality' }],
    [`{ shortestPath(${ENDS}, kinds: []) { length } }`, { argument: 'kinds' }],
    [`{ shortestPath(${ENDS}, types: []) { length } }`, { argument: 'types' }],
    [`{ shortestPath(${ENDS}, through: { slug: null }) { length } }`, { argument: 'slug' }],
  ])('%s is refused', async (field, facts) => {
    expect(await refusal(field)).toMatchObject({ code: 'BAD_USER_INPUT', ...facts })
  })

  test('takes no cursor of other ends, of another list, or of none', async () => {
    const cursorOf = async (field: string): Promise<string> => {
      const { list } = (await graph.read(`{ list: ${field} { pageInfo { endCursor } } }`)) as {
        list: { pageInfo: { endCursor: string } }
      }
      return list.pageInfo.endCursor
    }
    const path = await cursorOf(`paths(${ENDS})`)
    const reached = await cursorOf('reachable(from: { slug: "lab" })')
    const ask = (after: string) =>
      refusal(
        'query ($a: String) { paths(from: { slug: "ban" }, to: { slug: "ann" }, after: $a) { nodes { length } } }',
        {
          a: after,
        },
      )
    for (const cursor of [path, reached, 'x', ''])
      expect(await ask(cursor)).toMatchObject({ code: 'BAD_CURSOR', argument: 'after', at: 'Query.paths' })
    expect(
      await refusal('query ($a: String) { reachable(from: { slug: "ann" }, after: $a) { totalCount } }', {
        a: reached,
      }),
    ).toMatchObject({ code: 'BAD_CURSOR', at: 'Query.reachable' })
  })
})

test.each([
  ['rank', 'rank: PREFERRED, modality: ALLEGED', 'rank: NORMAL, modality: CONFIRMED'],
  ['modality', 'modality: REPORTED, confidence: UNKNOWN', 'modality: ALLEGED, confidence: CONFIDENT'],
  ['confidence', 'confidence: LIKELY, publishedAt: 2024', 'confidence: SPECULATIVE, publishedAt: 2025'],
  ['publication', 'publishedAt: 2024-12', 'publishedAt: 2024-11'],
])('of two claims behind the weakest edge the first by %s is named', async (_, stronger, weaker) => {
  const graph = await openGraph()
  // Which of the two has the lower id makes no difference.
  for (const [one, other, expected] of [
    [stronger, weaker, 'one'],
    [weaker, stronger, 'other'],
  ]) {
    await graph.load(
      fileOf({ m1: 'Model', lab: 'Company' }, [
        `{ subject: m1, predicate: DEVELOPED_BY, object: lab, key: one, validTo: 2030, text: one, ${one} }`,
        `{ subject: m1, predicate: DEVELOPED_BY, object: lab, key: other, validTo: 2031, text: other, ${other} }`,
      ]),
    )
    for (const asOf of ['', ', asOf: { known: "2025-02-09T00:00:00Z" }'])
      expect(
        await graph.read(`{ shortestPath(from: { slug: "m1" }, to: { slug: "lab" }${asOf}) { weakest { text } } }`),
      ).toEqual({ shortestPath: { weakest: { text: expected } } })
  }
  await graph.close()
})

test('a neighbourhood names first the edge by which it was come to, though one leads back that is surer', async () => {
  const graph = await openGraph([
    fileOf({ first: 'Ban', second: 'Ban' }, [
      '{ subject: first, predicate: CAUSED_BY, object: second, modality: ALLEGED }',
      '{ subject: second, predicate: RESPONDS_TO, object: first, modality: CONFIRMED }',
    ]),
  ])
  const edges = (direction: string): Promise<Tree> =>
    graph.read(`{ neighbourhood(of: { slug: "first" }, direction: ${direction}) { edges { type } } }`)
  const [caused, responds] = [{ type: 'CAUSED_BY' }, { type: 'RESPONDS_TO' }]
  expect(await edges('OUT')).toEqual({ neighbourhood: { edges: [caused, responds] } })
  expect(await edges('IN')).toEqual({ neighbourhood: { edges: [responds, caused] } })
  expect(await edges('ANY')).toEqual({ neighbourhood: { edges: [responds, caused] } })
  await graph.close()
})

describe('what a walk is taken to cost', () => {
  const cost = async (field: string): Promise<unknown> => {
    const graph = await openGraph([WORLD], { limits: { cost: 1 } })
    const { errors } = await graph.ask(field)
    await graph.close()
    return errors[0]?.extensions?.['asked']
  }
  const ENDS = 'from: { slug: "italy" }, to: { slug: "ann" }'

  test('is the walk itself and what is fetched of all that it may find', async () => {
    const walk = 2000
    expect(await cost(`{ shortestPath(${ENDS}) { length } }`)).toBe(walk)
    expect(await cost(`{ shortestPath(${ENDS}, maxHops: 4) { steps { node { slug } } } }`)).toBe(walk + 4 + 1 + 20)
    expect(
      await cost(`{ paths(${ENDS}, maxHops: 4, first: 10) { nodes { steps { edge { type since { value } } } } } }`),
    ).toBe(walk + 10 * 4)
    expect(
      await cost(`{ reachable(from: { slug: "lab" }, first: 10) { nodes { claims(first: 3) { nodes { id } } } } }`),
    ).toBe(walk + (10 + 20) * (1 + 3))
    expect(
      await cost(`{ neighbourhood(of: { slug: "lab" }, first: 10) { edges { claims(first: 3) { nodes { id } } } } }`),
    ).toBe(walk + 10 * 5 * (1 + 3))
  })

  test('lets no operation walk more often than the limit allows', async () => {
    const graph = await openGraph([WORLD])
    const many = Array.from({ length: 50 }, (_, i) => `a${i}: shortestPath(${ENDS}) { length steps { node { id } } }`)
    const { errors } = await graph.ask(`{ ${many.join(' ')} }`)
    expect(errors[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY', limit: 'cost', allowed: 100_000 })
    await graph.close()
  })
})
