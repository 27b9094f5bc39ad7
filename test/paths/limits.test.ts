import { openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const LEAVES = 1500

/**
 * Two countries that share the headquarters of very many companies, a person in one of these and in another, and a
 * third country that has one of them by an edge that comes late among its own.
 */
async function openHubs(): Promise<OpenGraph> {
  const graph = await openGraph()
  const entity = (id: string, kind: string) => ({ id, columns: { slug: id, name: id, nodeKind: kind } })
  const leaves = Array.from({ length: LEAVES }, (_, i) => entity(`leaf-${String(i).padStart(4, '0')}`, 'Company'))
  await graph.store.write(async (run) => {
    const create = (label: string, rows: readonly ReturnType<typeof entity>[]) =>
      run({
        text: `UNWIND $rows AS row CREATE (n:Node:Entity:${label} {id: row.id}) SET n += row.columns CREATE (:Identifier {key: "slug:" + row.id})-[:IDENTIFIES]->(n)`,
        params: { rows },
      })
    const join = (type: string, rows: readonly { from: string; to: string; claims: readonly string[] }[]) =>
      run({
        text: `UNWIND $rows AS row MATCH (a:Node {id: row.from}) MATCH (b:Node {id: row.to}) CREATE (a)-[:${type} {id: row.from + ">" + row.to, modality: "REPORTED", confidence: "LIKELY", claims: row.claims}]->(b)`,
        params: { rows },
      })
    await create('Country', [entity('hub', 'Country'), entity('other-hub', 'Country'), entity('third-hub', 'Country')])
    await create('Person', [entity('ada', 'Person'), entity('bob', 'Person'), entity('eve', 'Person')])
    const own = Array.from({ length: LEAVES }, (_, i) => entity(`a-${String(i).padStart(4, '0')}`, 'Company'))
    await create('Organization:Company', [...leaves, ...own])
    for (const hub of ['hub', 'other-hub'])
      await join(
        'HEADQUARTERED_IN',
        leaves.map(({ id }, i) => ({ from: id, to: hub, claims: i === LEAVES - 1 ? ['a', 'b'] : ['a'] })),
      )
    const late = { id: `leaf-${LEAVES - 2}` }
    await join(
      'HEADQUARTERED_IN',
      [...own, late].map(({ id }) => ({ from: id, to: 'third-hub', claims: ['a'] })),
    )
    await join('HOLDS_ROLE', [
      { from: 'ada', to: 'leaf-0000', claims: ['a'] },
      { from: 'bob', to: `leaf-${LEAVES - 1}`, claims: ['a'] },
    ])
  })
  return graph
}

describe('around nodes with more edges than are followed', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openHubs()
  })
  afterAll(() => graph.close())

  test('a path through them is found from its sparse ends, whole, and none is cut', async () => {
    const { shortestPath, paths } = await graph.read(`{
      shortestPath(from: { slug: "ada" }, to: { slug: "bob" }) { length complete cutAt { slug } }
      paths(from: { slug: "ada" }, to: { slug: "bob" }, maxHops: 4) { totalCount complete nodes { length steps { node { slug } } } }
    }`)
    expect(shortestPath).toEqual({ length: 4, complete: true, cutAt: [] })
    const over = (hub: string) => ({
      length: 4,
      steps: ['ada', 'leaf-0000', hub, `leaf-${LEAVES - 1}`, 'bob'].map((slug) => ({ node: { slug } })),
    })
    expect(paths).toEqual({ totalCount: 2, complete: true, nodes: [over('hub'), over('other-hub')] })
  })

  test('a search that had to go on from one says where it was cut', async () => {
    const { paths, shortestPath } = await graph.read(`{
      paths(from: { slug: "hub" }, to: { slug: "other-hub" }, maxHops: 3, first: 2) {
        totalCount complete cutAt { slug } nodes { length complete } pageInfo { hasNextPage }
      }
      shortestPath(from: { slug: "hub" }, to: { slug: "other-hub" }) { length complete cutAt { slug } }
    }`)
    expect(paths).toEqual({
      totalCount: null,
      complete: false,
      cutAt: [{ slug: 'hub' }, { slug: 'other-hub' }],
      nodes: [
        { length: 2, complete: false },
        { length: 2, complete: false },
      ],
      pageInfo: { hasNextPage: true },
    })
    expect(shortestPath).toEqual({ length: 2, complete: false, cutAt: [{ slug: 'hub' }] })
  })

  test('a path that was not found by a search that was cut fails that field alone', async () => {
    const { data, errors } = await graph.ask(`{
      country(slug: "hub") { slug }
      certain: shortestPath(from: { slug: "ada" }, to: { slug: "eve" }) { length }
      undecided: shortestPath(from: { slug: "hub" }, to: { slug: "third-hub" }, maxHops: 2) { length }
      narrowed: shortestPath(from: { slug: "hub" }, to: { slug: "third-hub" }, maxHops: 2, through: { slug: { startsWith: "leaf-14" } }) { length complete }
    }`)
    expect(data).toEqual({
      country: { slug: 'hub' },
      certain: null,
      undecided: null,
      narrowed: { length: 2, complete: true },
    })
    expect(errors).toMatchObject([
      { path: ['undecided'], extensions: { code: 'PATH_SEARCH_CUT', at: 'Query.shortestPath' } },
    ])
  })

  test('of a dense node the edges with the most claims are followed', async () => {
    const { neighbourhood } = (await graph.read(`{
      neighbourhood(of: { slug: "hub" }, first: 200, kinds: [COMPANY]) {
        complete nodesLeftOut edgesLeftOut cutAt { slug } nodes { edgeCount node { slug } } edges { type }
      }
    }`)) as { neighbourhood: { nodes: { node: { slug: string } }[]; edges: unknown[] } }
    expect(neighbourhood).toMatchObject({
      complete: false,
      nodesLeftOut: 801,
      edgesLeftOut: 0,
      cutAt: [{ slug: 'hub' }],
    })
    // The one with two claims is followed though it is the last by its id, and its third edge makes it important.
    expect(neighbourhood.nodes.slice(0, 4)).toEqual([
      { edgeCount: LEAVES, node: { slug: 'hub' } },
      { edgeCount: 3, node: { slug: 'leaf-0000' } },
      { edgeCount: 3, node: { slug: `leaf-${LEAVES - 1}` } },
      { edgeCount: 2, node: { slug: 'leaf-0001' } },
    ])
    expect(neighbourhood.edges).toHaveLength(199)
  })

  test('edges between shown nodes are found from the sparse end, also those of two dense ones', async () => {
    const { neighbourhood } = (await graph.read(`{
      neighbourhood(of: { slug: "ada" }, depth: 2, first: 9) {
        complete cutAt { slug } nodes { node { slug } } edges { type from { slug } to { slug } }
      }
    }`)) as { neighbourhood: { edges: unknown[] } }
    const edge = (type: string, from: string, to: string) => ({ type, from: { slug: from }, to: { slug: to } })
    expect(neighbourhood).toEqual({
      complete: true,
      cutAt: [],
      nodes: ['ada', 'leaf-0000', 'hub', 'other-hub'].map((slug) => ({ node: { slug } })),
      edges: [
        edge('HOLDS_ROLE', 'ada', 'leaf-0000'),
        edge('HEADQUARTERED_IN', 'leaf-0000', 'hub'),
        edge('HEADQUARTERED_IN', 'leaf-0000', 'other-hub'),
      ],
    })
  })

  test('what is reachable over them is not counted when it is not all', async () => {
    const { near, far } = (await graph.read(`{
      near: reachable(from: { slug: "ada" }, maxHops: 2) { totalCount complete nodes { slug } }
      far: reachable(from: { slug: "ada" }, maxHops: 3, first: 3) { totalCount complete cutAt { slug } nodes { slug } pageInfo { hasNextPage } }
    }`)) as Record<string, unknown>
    expect(near).toEqual({
      totalCount: 3,
      complete: true,
      nodes: ['leaf-0000', 'hub', 'other-hub'].map((slug) => ({ slug })),
    })
    expect(far).toMatchObject({
      totalCount: null,
      complete: false,
      cutAt: [{ slug: 'hub' }, { slug: 'other-hub' }],
      pageInfo: { hasNextPage: true },
    })
  })

  test('a listing of too many paths is given up, and goes on from its last cursor', async () => {
    const ask = `query ($after: String) { paths(from: { slug: "ada" }, to: { slug: "bob" }, maxHops: 6, first: 3, after: $after) {
      totalCount complete nodes { length } pageInfo { hasNextPage endCursor } } }`
    const first = (await graph.read(ask)) as { paths: { pageInfo: { endCursor: string } } }
    expect(first.paths).toMatchObject({ totalCount: null, nodes: [{ length: 4 }, { length: 4 }, { length: 6 }] })
    const second = await graph.read(ask, { after: first.paths.pageInfo.endCursor })
    expect(second['paths']).toMatchObject({ nodes: [{ length: 6 }, { length: 6 }, { length: 6 }] })
    // It is given up before this page is full.
    const { paths } = (await graph.read(ask.replace('first: 3', 'first: 200'))) as { paths: { nodes: unknown[] } }
    expect(paths).toMatchObject({ complete: false, pageInfo: { hasNextPage: true } })
    expect(paths.nodes.length).toBeLessThan(200)
  })
})

test('an edge between two nodes of which not all edges were followed is found from one of them', async () => {
  const graph = await openGraph()
  const leaves = Array.from({ length: 1001 }, (_, i) => ({ id: `leaf-${i}` }))
  const create = (label: string, rows: readonly { id: string }[]) => ({
    text: `UNWIND $rows AS row CREATE (n:Node:Entity:${label} {id: row.id, slug: row.id, name: row.id, nodeKind: "${label}"}) CREATE (:Identifier {key: "slug:" + row.id})-[:IDENTIFIES]->(n)`,
    params: { rows },
  })
  const join = (id: string, rows: readonly { from: string; to: string }[]) => ({
    text: `UNWIND $rows AS row MATCH (a:Node {id: row.from}) MATCH (b:Node {id: row.to}) CREATE (a)-[:SUBSIDIARY_OF {id: "${id}" + row.from + row.to, modality: "REPORTED", confidence: "LIKELY", claims: ["a"]}]->(b)`,
    params: { rows },
  })
  try {
    await graph.store.write(async (run) => {
      await run(create('Company', [...leaves, { id: 'one' }, { id: 'other' }]))
      await run(create('Person', [{ id: 'ann' }]))
      await run(
        join(
          'first',
          leaves.flatMap(({ id }) => ['one', 'other'].map((to) => ({ from: id, to }))),
        ),
      )
      await run(join('last', [{ from: 'one', to: 'other' }]))
      await run(join('first', [{ from: 'ann', to: 'leaf-0' }]))
    })
    const { neighbourhood } = (await graph.read(`{ neighbourhood(of: { slug: "ann" }, depth: 3, first: 4) {
      cutAt { slug } nodes { node { slug } } edges { from { slug } to { slug } } } }`)) as {
      neighbourhood: { edges: unknown }
    }
    expect(neighbourhood).toMatchObject({
      cutAt: [{ slug: 'one' }, { slug: 'other' }],
      nodes: ['ann', 'leaf-0', 'one', 'other'].map((slug) => ({ node: { slug } })),
    })
    expect(neighbourhood.edges).toContainEqual({ from: { slug: 'one' }, to: { slug: 'other' } })
  } finally {
    await graph.close()
  }
})

test('what links many sparse nodes to a dense one is found whichever way it leads', async () => {
  const graph = await openGraph()
  const firms = Array.from({ length: 60 }, (_, i) => `firm-${i}`)
  const owned = Array.from({ length: 200 }, (_, i) => `owned-${i}`)
  const claim = (subject: string, predicate: string, object: string) => ({ subject, predicate, object })
  const kinds = (slugs: readonly string[], kind: string) => Object.fromEntries(slugs.map((slug) => [slug, { kind }]))
  try {
    await graph.load(
      JSON.stringify({
        format: 'dossier/1',
        sources: { s: { title: 's', kind: 'ARTICLE', publishedAt: '2025-01-01' } },
        entities: { ...kinds(['ann', 'zoe'], 'Person'), ...kinds([...firms, ...owned, 'dense'], 'Company') },
        claims: [
          {
            source: 's',
            modality: 'REPORTED',
            confidence: 'LIKELY',
            claims: [
              ...firms.map((slug) => claim('ann', 'HOLDS_ROLE', slug)),
              ...owned.map((slug) => claim(slug, 'SUBSIDIARY_OF', 'dense')),
              claim('zoe', 'HOLDS_ROLE', 'dense'),
              claim('firm-7', 'SUBSIDIARY_OF', 'dense'),
              claim('dense', 'SUBSIDIARY_OF', 'firm-9'),
            ],
          },
        ],
      }),
    )
    const over = (firm: string) => ({ steps: ['ann', firm, 'dense', 'zoe'].map((slug) => ({ node: { slug } })) })
    const ask = (ends: string, beside: string) =>
      graph.read(`{ paths(${ends}, maxHops: 3${beside}) { totalCount complete nodes { steps { node { slug } } } } }`)
    const either = await ask('from: { slug: "ann" }, to: { slug: "zoe" }', '')
    expect(either).toMatchObject({ paths: { totalCount: 2, complete: true } })
    expect(either['paths']).toHaveProperty('nodes', expect.arrayContaining([over('firm-7'), over('firm-9')]))
    const along = (direction: string, to: string) =>
      ask(`from: { slug: "ann" }, to: { slug: "${to}" }`, `, direction: ${direction}`)
    expect(await along('OUT', 'dense')).toMatchObject({
      paths: { totalCount: 1, nodes: [{ steps: over('firm-7').steps.slice(0, 3) }] },
    })
    const back = await ask('from: { slug: "dense" }, to: { slug: "ann" }', ', direction: IN')
    expect(back).toMatchObject({
      paths: { totalCount: 1, nodes: [{ steps: over('firm-7').steps.slice(0, 3).toReversed() }] },
    })
  } finally {
    await graph.close()
  }
})

test('a node with more edges than are looked through is a cut, also where most of them are of another time', async () => {
  const graph = await openGraph()
  const known = '2025-06-01T00:00:00Z'
  const ask = async (at: string): Promise<unknown> => {
    const field = `neighbourhood(of: { slug: "hub" }, asOf: { known: "${at}" }, types: [HEADQUARTERED_IN])`
    return graph.read(`{ ${field} { complete cutAt { slug } } }`)
  }
  try {
    await graph.load(`
format: dossier/1
sources: { s: { title: s, kind: ARTICLE, publishedAt: 2025-01-01 } }
entities: { hub: { kind: Country }, firm: { kind: Company } }
claims: [{ source: s, modality: REPORTED, confidence: LIKELY, claims: [{ subject: firm, predicate: HEADQUARTERED_IN, object: hub }] }]
`)
    expect(await ask(known)).toEqual({ neighbourhood: { complete: true, cutAt: [] } })
    await graph.store.write(async (run) => {
      const params = { span: { pub_from: '2024-01-01', pub_to: '2024-02-01' } }
      const ends = 'MATCH (a:Node {slug: "firm"}) MATCH (b:Node {slug: "hub"})'
      await run({
        text: `${ends} UNWIND range(1, 100000) AS i CREATE (a)-[r:HEADQUARTERED_IN_PAST]->(b) SET r += $span`,
        params,
      })
    })
    expect(await ask(known)).toEqual({ neighbourhood: { complete: false, cutAt: [{ slug: 'hub' }] } })
  } finally {
    await graph.close()
  }
})

test('edges that a neighbourhood leaves out are counted, whether or not those that it shows are asked for', async () => {
  const graph = await openGraph()
  const create = `UNWIND ["one", "other"] AS slug CREATE (n:Node:Entity:Organization:Company {id: slug, slug: slug, name: slug, nodeKind: "Company"}) CREATE (:Identifier {key: "slug:" + slug})-[:IDENTIFIES]->(n)`
  const join = `MATCH (a:Node {id: "one"}) MATCH (b:Node {id: "other"}) UNWIND $ids AS id CREATE (a)-[:SUBSIDIARY_OF {id: id, modality: "REPORTED", confidence: "LIKELY", claims: ["a"]}]->(b)`
  await graph.store.write(async (run) => {
    await run({ text: create, params: {} })
    await run({ text: join, params: { ids: Array.from({ length: 12 }, (_, i) => `edge-${i}`) } })
  })
  const field = 'neighbourhood(of: { slug: "one" }, first: 2)'
  const { shown, counted, nodes } = (await graph.read(
    `{ shown: ${field} { complete edgesLeftOut edges { type } } counted: ${field} { complete edgesLeftOut } nodes: ${field} { complete } }`,
  )) as Record<string, { edges?: unknown[] }>
  expect(shown).toMatchObject({ complete: false, edgesLeftOut: 2 })
  expect(shown?.edges).toHaveLength(10)
  expect(counted).toEqual({ complete: false, edgesLeftOut: 2 })
  expect(nodes).toEqual({ complete: true })
  await graph.close()
})
