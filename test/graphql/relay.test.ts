import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { rootFields } from '../../src/graphql/root-fields.js'
import { concreteKinds } from '../../src/model/catalog.js'
import { createCatalog } from '../../src/model/declare.js'
import '../../src/model/kinds.js'
import { MAX_KEYS } from '../../src/plan/bind.js'
import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly nodes: readonly { readonly id: string }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly totalCount: number
}

const PAGE =
  '{ edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }'

/** Asks for one page of a list by its arguments, with the variables that these speak of. */
type AskPage = (given: string, variables: Readonly<Record<string, unknown>>) => Promise<Page>

/** A list by the path of fields to it; `given` are arguments that stand beside those of the page. */
function listAt(graph: () => OpenGraph, path: readonly string[], given = ''): AskPage {
  return async (page, variables) => {
    const used = Object.entries({ first: 'Int', after: 'String', last: 'Int', before: 'String' }).filter(([key]) =>
      page.includes(`$${key}`),
    )
    const declared = `(${used.map(([key, type]) => `$${key}: ${type}`).join(', ')})`
    const name = path.at(-1) ?? ''
    const [open, close] = [
      path
        .slice(0, -1)
        .map((field) => `${field} { `)
        .join(''),
      ' }'.repeat(path.length - 1),
    ]
    const data = await graph().read(
      `query Q${declared} { ${open}list: ${name}(${page} ${given}) ${PAGE}${close} }`,
      variables,
    )
    return path
      .slice(0, -1)
      .filter((field) => !field.startsWith('...'))
      .reduce<Record<string, unknown>>((at, field) => at[field.replace(/\(.*/, '')] as Record<string, unknown>, data)[
      'list'
    ] as Page
  }
}

const FORWARD = 'first: $first, after: $after'
const BACKWARD = 'last: $last, before: $before'

/** Walks a list from one end to the other, and checks what each page says of itself on the way. */
async function walk(ask: AskPage, size: number, backward: boolean): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  for (;;) {
    const page: Page = backward
      ? await ask(BACKWARD, { last: size, before: cursor })
      : await ask(FORWARD, { first: size, after: cursor })
    const found = page.edges.map(({ node }) => node.id)
    expect(page.nodes.map(({ id }) => id)).toEqual(found)
    expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor ?? null)
    expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor ?? null)
    if (backward) ids.unshift(...found)
    else ids.push(...found)
    const { hasNextPage, hasPreviousPage } = page.pageInfo
    expect(backward ? hasNextPage : hasPreviousPage).toBe(cursor !== null)
    expect(backward ? hasPreviousPage : hasNextPage).toBe(ids.length < page.totalCount)
    if (!(backward ? hasPreviousPage : hasNextPage)) return ids
    expect(found).toHaveLength(size)
    cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor
  }
}

async function expectWalks(ask: AskPage): Promise<void> {
  const whole = await ask('first: $first', { first: 500 })
  const ids = whole.nodes.map(({ id }) => id)
  expect(ids).toHaveLength(whole.totalCount)
  expect((await ask('last: $last', { last: 500 })).nodes.map(({ id }) => id)).toEqual(ids)
  for (const size of ids.length > 30 ? [23] : [1, 2, 3]) {
    expect(await walk(ask, size, false)).toEqual(ids)
    expect(await walk(ask, size, true)).toEqual(ids)
  }
}

describe('on the seed', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    const seeds = ['deepseek-openai', 'sequel'].map((file) =>
      readFileSync(resolve(__dirname, `../../seed/${file}.yaml`), 'utf8'),
    )
    graph = await openGraph(seeds, {
      limits: { pageSize: 500 },
    })
  })
  afterAll(() => graph.close())

  const roots = [...rootFields(createCatalog()).values()]
    .filter(({ form }) => form === 'connection')
    .map(({ name }) => name)

  test('every list that the contract names is there', () => {
    const named =
      'companies models people countries products agencies technologies events bans fundingRounds releases inquiries exportRestrictions claims sources'
    expect(roots).toEqual(expect.arrayContaining(named.split(' ')))
  })

  test.each(roots)('%s is walked in pages, forward and backward', async (root) => {
    const of = 'of: [{ slug: "openai" }, { slug: "deepseek" }], including: [MODELS, PRODUCTS]'
    await expectWalks(listAt(() => graph, [root], root === 'timeline' ? of : ''))
  })

  test.each([
    ['events', '{ date: ASC }'],
    ['events', '{ date: DESC }, { name: DESC }'],
    ['events', '{ status: ASC }'],
    ['events', '{ status: DESC }'],
    ['events', '{ announcedOn: DESC }'],
    ['models', '{ parameters: ASC }'],
    ['models', '{ parameters: DESC }, { contextWindow: ASC }'],
    ['models', '{ access: DESC }, { releasedOn: ASC }'],
    ['companies', '{ valuation: ASC }, { foundedOn: DESC }'],
    ['fundingRounds', '{ valuation: DESC }'],
    ['bans', '{ provisional: DESC }'],
    ['claims', '{ predicate: DESC }, { modality: ASC }'],
    ['claims', '{ validFrom: ASC }, { publishedAt: DESC }'],
    ['claims', '{ confidence: ASC }, { recordedAt: DESC }'],
    ['sources', '{ publishedAt: DESC }, { title: ASC }'],
    ['companies', '{ id: DESC }'],
    ['companies', '{ headquarters: { name: DESC } }'],
    ['companies', '{ headquarters: { organizations: { count: DESC } } }, { name: DESC }'],
    ['companies', '{ fundingRounds: { valuation: { currency: "USD", max: DESC } } }'],
    ['claims', '{ subject: { claims: { count: DESC } } }, { modality: DESC }'],
    ['claims', '{ object: { name: ASC } }, { predicate: ASC }'],
    ['events', '{ claims: { publishedAt: { max: DESC } } }, { jurisdictions: { count: ASC } }'],
    ['events', '{ jurisdictions: { where: { iso2: { in: ["IT", "FR"] } }, count: DESC } }, { date: ASC }'],
    ['releases', '{ model: { parameters: DESC } }, { model: { developers: { count: ASC } } }'],
    ['models', '{ releases: { edge: { originCount: { max: DESC } } } }'],
    ['models', '{ claims: { confidence: { countDistinct: DESC } } }, { similarTo: { count: DESC } }'],
    ['sources', '{ publisher: { headquarters: { iso2: ASC } } }, { claims: { count: DESC } }'],
    ['fundingRounds', '{ company: { foundedOn: DESC } }, { date: ASC }'],
  ])('%s ordered by [%s] is walked in pages, forward and backward', async (root, order) => {
    await expectWalks(listAt(() => graph, [root], `orderBy: [${order}]`))
  })

  const nested = concreteKinds(createCatalog()).flatMap(({ name, edges }) =>
    edges.filter(({ form }) => form === 'connection').map((edge): [string, string] => [name, edge.name]),
  )

  /** Of all nodes of a kind the one whose list is longest, and how long it is. */
  const longest = async (kind: string, field: string): Promise<{ id: string; length: number } | undefined> => {
    const ids = { text: 'MATCH (n:Node {nodeKind: $kind}) RETURN n.id AS id ORDER BY n.id', params: { kind } }
    const [found = []] = await graph.store.read([ids])
    const { nodes } = (await graph.read(
      `query Lengths($ids: [ID!]!) { nodes(ids: $ids) { ... on ${kind} { id list: ${field} { totalCount } } } }`,
      { ids: found.slice(0, MAX_KEYS).map(({ id }) => id) },
    )) as { nodes: { id: string; list: { totalCount: number } }[] }
    const lengths = nodes.map(({ id, list }) => ({ id, length: list.totalCount }))
    return lengths.toSorted((x, y) => y.length - x.length)[0]
  }

  test.each(nested)('%s.%s is walked in pages, forward and backward, where it is longest', async (kind, field) => {
    const node = await longest(kind, field)
    if (node) await expectWalks(listAt(() => graph, [`node(id: "${node.id}")`, `... on ${kind}`, field]))
  })

  test('enough of the lists below nodes have several rows, so that walking them shows something', async () => {
    const lengths = await Promise.all(nested.map(async ([kind, field]) => (await longest(kind, field))?.length ?? 0))
    expect(lengths.filter((length) => length > 1).length).toBeGreaterThan(nested.length / 4)
  })

  test.each([
    ['people', '{ edge: { isCurrent: ASC } }'],
    ['people', '{ edge: { isCurrent: DESC } }, { edge: { until: DESC } }'],
    ['events', '{ edge: { role: DESC } }, { date: ASC }'],
    ['models', '{ edge: { modality: ASC } }'],
    ['models', '{ releases: { date: { min: DESC } } }'],
    ['events', '{ claims: { count: DESC } }, { edge: { role: DESC } }'],
    ['claims', '{ sources: { publishedAt: { max: DESC } } }, { object: { slug: DESC } }'],
  ])('%s of a company ordered by its edges is walked in pages', async (field, order) => {
    await expectWalks(listAt(() => graph, ['company(slug: "openai")', field], `orderBy: [${order}]`))
  })

  test('a filtered list is walked in pages', async () => {
    await expectWalks(
      listAt(
        () => graph,
        ['claims'],
        'where: { modality: { in: [OPINION, ALLEGED] } }, orderBy: [{ text: ASC }]'.replace('text', 'predicate'),
      ),
    )
  })

  test('a window between two cursors holds what lies between them', async () => {
    const ask = listAt(() => graph, ['events'], 'orderBy: [{ date: ASC }]')
    const { edges } = await ask('first: $first', { first: 500 })
    const ids = edges.map(({ node }) => node.id)
    const [after, before] = [edges[1]?.cursor, edges[8]?.cursor]
    const page = await ask('first: $first, after: $after, before: $before', { first: 3, after, before })
    expect(page.nodes.map(({ id }) => id)).toEqual(ids.slice(2, 5))
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })
    const last = await ask('last: $last, after: $after, before: $before', { last: 500, after, before })
    expect(last.nodes.map(({ id }) => id)).toEqual(ids.slice(2, 8))
    expect(last.totalCount).toBe(ids.length)
  })

  test('pages of a list below each of several nodes are of the right node', async () => {
    const below = (given: string): string =>
      `{ companies(orderBy: [{ slug: ASC }]) { nodes { slug claims(${given}, orderBy: [{ predicate: ASC }]) { nodes { id } pageInfo { hasNextPage endCursor } } } } }`
    type Below = {
      companies: { nodes: { slug: string; claims: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean } } }[] }
    }
    const whole = (await graph.read(below('first: 200'))) as unknown as Below
    const page = (await graph.read(below('first: 3'))) as unknown as Below
    for (const [i, { claims }] of page.companies.nodes.entries()) {
      const all = whole.companies.nodes[i]?.claims.nodes ?? []
      expect(claims.nodes).toEqual(all.slice(0, 3))
      expect(claims.pageInfo.hasNextPage).toBe(all.length > 3)
    }
    expect(new Set(page.companies.nodes.map(({ claims }) => claims.nodes.length))).toContain(3)
  })
})

describe('while rows come and go', () => {
  let graph: OpenGraph
  afterEach(() => graph.close())

  const named = (...names: readonly string[]): string =>
    fileOf(
      Object.fromEntries(names.map((name) => [name, 'Company'])),
      names.map((name) => `{ subject: ${name}, predicate: NAME, value: ${name} }`),
    )

  test('a walk neither repeats nor misses a row that stays', async () => {
    graph = await openGraph([named('b', 'd', 'f', 'h', 'j')])
    const page = async (after: string | null): Promise<{ names: string[]; end: string }> => {
      const { companies } = (await graph.read(
        'query Q($after: String) { companies(first: 2, after: $after) { nodes { name } pageInfo { endCursor } } }',
        { after },
      )) as { companies: { nodes: { name: string }[]; pageInfo: { endCursor: string } } }
      return { names: companies.nodes.map(({ name }) => name), end: companies.pageInfo.endCursor }
    }
    const first = await page(null)
    expect(first.names).toEqual(['b', 'd'])
    await graph.load(named('a', 'e'))
    const second = await page(first.end)
    expect(second.names).toEqual(['e', 'f'])
    await graph.store.write((run) =>
      run({ text: "MATCH (n:Company) WHERE n.slug IN ['d', 'f'] DETACH DELETE n", params: {} }),
    )
    expect((await page(first.end)).names).toEqual(['e', 'h'])
    expect((await page(second.end)).names).toEqual(['h', 'j'])
  })

  test('a cursor points to the same place after the data is loaded again', async () => {
    const cursors = '{ companies { edges { cursor node { id } } } }'
    graph = await openGraph([named('b', 'd')])
    const before = await graph.read(cursors)
    await graph.close()
    graph = await openGraph([named('d', 'b')])
    expect(await graph.read(cursors)).toEqual(before)
  })
})
