import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

test('a list without pages keeps its order and ends after 50 rows, which the estimate of the cost counts on', async () => {
  const people = Array.from({ length: 60 }, (_, i) => `person-${i}`)
  const speakers = people.toReversed().map((slug) => `{ entity: ${slug} }`)
  const claim = `{ subject: person-0, predicate: REMARK, value: said, speakers: [${speakers.join(', ')}] }`
  const graph = await openGraph([fileOf(Object.fromEntries(people.map((slug) => [slug, 'Person'])), [claim])])
  const { claims } = (await graph.read('{ claims { nodes { speakers { ... on Person { slug } } } } }')) as {
    claims: { nodes: { speakers: { slug: string }[] }[] }
  }
  await graph.close()
  expect(claims.nodes[0]?.speakers.map(({ slug }) => slug)).toEqual(people.toReversed().slice(0, 50))
})

describe('of claims those on record are listed', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    const said = (key: string, more = ''): string =>
      `{ key: ${key}, subject: firm, predicate: DESCRIPTION, value: ${key}${more} }`
    const claims = [
      said('kept'),
      said('gone'),
      said('proposed', ', review: PROPOSED'),
      said('rejected', ', review: REJECTED'),
    ]
    graph = await openGraph([fileOf({ firm: 'Company' }, claims)])
    await graph.load('format: dossier/1\nretract: [{ claim: gone, reason: A slip. }]\n', {
      recordedAt: '2025-02-20T00:00:00.000Z',
    })
  })
  afterAll(() => graph.close())

  const keys = async (argument = '', where = ''): Promise<readonly string[]> => {
    const field = `claims${where && `(where: ${where})`} { totalCount nodes { key } }`
    const { company } = (await graph.read(`{ company(slug: "firm"${argument}) { ${field} } }`)) as {
      company: { claims: { totalCount: number; nodes: { key: string }[] } }
    }
    expect(company.claims.totalCount).toBe(company.claims.nodes.length)
    return company.claims.nodes.map(({ key }) => key).toSorted()
  }

  test('below an entity and at the root', async () => {
    expect(await keys()).toEqual(['kept'])
    expect(await graph.read('{ claims { totalCount nodes { key } } }')).toEqual({
      claims: { totalCount: 1, nodes: [{ key: 'kept' }] },
    })
  })

  test('with those that nobody has judged where the trust lets them in, and those of the moment by our own records', async () => {
    expect(await keys(', trust: { review: PROPOSED }')).toEqual(['kept', 'proposed'])
    expect(await keys(', asOf: { known: "2025-02-15T00:00:00Z", clock: SYSTEM }')).toEqual(['gone', 'kept'])
    expect(await keys(', asOf: { known: "2025-02-25T00:00:00Z", clock: SYSTEM }')).toEqual(['kept'])
    expect(await keys(', asOf: { known: "2025-02-15T00:00:00Z" }')).toEqual(['kept'])
  })

  test.each([
    ['{ review: { in: [PROPOSED, REJECTED] } }', ['proposed', 'rejected']],
    ['{ review: { eq: ACCEPTED } }', ['gone', 'kept']],
    ['{ retractedAt: { isNull: false } }', ['gone']],
    ['{ or: [{ key: { eq: "gone" } }, { key: { eq: "rejected" } }] }', ['gone', 'rejected']],
    ['{ not: { review: { eq: REJECTED } } }', ['gone', 'kept', 'proposed']],
    ['{ modality: { eq: REPORTED } }', ['kept']],
  ])('unless the filter says which: %s', async (where, expected) => {
    expect(await keys('', where)).toEqual(expected)
  })

  test.each([
    ['some: { text: { isNull: true }, value: { text: { eq: "rejected" } } }', 0],
    ['some: { value: { text: { eq: "kept" } } }', 1],
    ['some: { review: { eq: REJECTED }, value: { text: { eq: "rejected" } } }', 1],
    ['none: { value: { text: { eq: "proposed" } } }', 1],
    ['every: { value: { text: { eq: "kept" } } }', 1],
    ['every: { value: { text: { eq: "gone" } } }', 0],
    ['every: { key: { eq: "kept" } }', 0],
  ])('and count behind an edge: %s', async (condition, count) => {
    expect(await graph.read(`{ companies(where: { claims: { ${condition} } }) { totalCount } }`)).toEqual({
      companies: { totalCount: count },
    })
  })

  test('and count in orders, figures and facets', async () => {
    const ask = `{
      companies(orderBy: [{ claims: { count: DESC } }]) { edges { cursor } }
      search(query: "firm") { facets { modalities { count } } }
      company(slug: "firm") { claims { aggregate { count } } }
    }`
    const { companies, ...rest } = (await graph.read(ask)) as { companies: { edges: { cursor: string }[] } }
    expect(rest).toEqual({
      search: { facets: { modalities: [{ count: 1 }] } },
      company: { claims: { aggregate: { count: 1 } } },
    })
    expect(JSON.parse(Buffer.from(companies.edges[0]?.cursor ?? '', 'base64url').toString())).toContain(1)
  })
})

test('a cursor goes on at another moment and with another trust', async () => {
  const firms = ['a', 'b', 'c']
  const named = firms.map((slug) => `{ subject: ${slug}, predicate: NAME, value: ${slug} }`)
  const graph = await openGraph([fileOf(Object.fromEntries(firms.map((slug) => [slug, 'Company'])), named)])
  const page = async (argument: string): Promise<unknown> => {
    const list = `companies(first: 1, orderBy: [{ name: ASC }]${argument})`
    return (await graph.read(`{ ${list} { nodes { slug } pageInfo { endCursor } } }`))['companies']
  }
  const { pageInfo } = (await page('')) as { pageInfo: { endCursor: string } }
  const after = `, after: "${pageInfo.endCursor}"`
  expect(await page(`${after}, trust: { minModality: CONFIRMED }`)).toMatchObject({ nodes: [{ slug: 'b' }] })
  expect(await page(`${after}, asOf: { known: "2025-06-01T00:00:00Z" }`)).toMatchObject({ nodes: [{ slug: 'b' }] })
  await graph.close()
})
