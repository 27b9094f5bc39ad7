import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const root = resolve(__dirname, '../..')

let graph: OpenGraph
afterEach(() => graph.close())

const edge = (subject: string, predicate: string, object: string, more = ''): string =>
  `{ subject: ${subject}, predicate: ${predicate}, object: ${object}${more} }`
const said = (subject: string, predicate: string, value: string, more = ''): string =>
  `{ subject: ${subject}, predicate: ${predicate}, value: ${value}${more} }`
const money = (amount: string, currency: string): string => `{ amount: "${amount}", currency: ${currency} }`

/** The slugs of a list in an order. */
async function slugsOf(list: string, given: string, variables: Tree = {}): Promise<readonly string[]> {
  const declared = Object.keys(variables).length === 0 ? '' : '($currency: CurrencyCode!)'
  const answer = (await graph.read(`query Q${declared} { list: ${list}(${given}) { nodes { slug } } }`, variables)) as {
    list: { nodes: readonly { slug: string }[] }
  }
  return answer.list.nodes.map(({ slug }) => slug)
}

describe('by money', () => {
  const rounds = { a1: 'a', a2: 'a', b1: 'b', c1: 'c', c2: 'c' }
  beforeEach(async () => {
    graph = await openGraph([
      fileOf(
        {
          ...Object.fromEntries(['a', 'b', 'c', 'd'].map((slug) => [slug, 'Company'])),
          ...Object.fromEntries(Object.keys(rounds).map((slug) => [slug, 'FundingRound'])),
        },
        [
          ...['a', 'b', 'c', 'd'].map((slug) => said(slug, 'NAME', slug)),
          ...Object.entries(rounds).map(([round, firm]) => edge(round, 'RAISED_BY', firm)),
          said('a1', 'RAISED', money('10', 'USD')),
          said('a2', 'RAISED', money('15', 'USD')),
          said('b1', 'RAISED', money('900', 'EUR')),
          said('c1', 'RAISED', money('20', 'USD')),
          said('c2', 'RAISED', money('500', 'EUR')),
        ],
      ),
    ])
  })

  const raised = (figure: string, currency = '"USD"'): string =>
    `orderBy: [{ fundingRounds: { raised: { currency: ${currency}, ${figure} } } }, { name: ASC }]`

  test('only amounts in the currency that is named count, and firms without any come last in both directions', async () => {
    expect(await slugsOf('companies', raised('sum: DESC'))).toEqual(['a', 'c', 'b', 'd'])
    expect(await slugsOf('companies', raised('sum: ASC'))).toEqual(['c', 'a', 'b', 'd'])
    expect(await slugsOf('companies', raised('max: DESC'))).toEqual(['c', 'a', 'b', 'd'])
    expect(await slugsOf('companies', raised('min: ASC'))).toEqual(['a', 'c', 'b', 'd'])
    expect(await slugsOf('companies', raised('avg: DESC'))).toEqual(['c', 'a', 'b', 'd'])
    expect(await slugsOf('companies', raised('sum: DESC', '$currency'), { currency: 'EUR' })).toEqual([
      'b',
      'c',
      'a',
      'd',
    ])
  })

  test('a key whose variable is left out is refused, and does not order by something else', async () => {
    const left = 'query ($given: OrderDirection) { companies(orderBy: [{ name: $given }]) { nodes { slug } } }'
    const { data, errors } = await graph.ask(left)
    expect(data).toBeNull()
    expect(errors).toMatchObject([
      { message: expect.stringContaining('orderBy'), extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })

  test('money of no currency is refused by the schema, and so are two figures in one key', async () => {
    const { errors } = await graph.ask(
      '{ companies(orderBy: [{ fundingRounds: { raised: { sum: DESC } } }]) { totalCount } }',
    )
    expect(errors[0]?.message).toContain('currency')
    const two = await graph.ask(
      '{ companies(orderBy: [{ fundingRounds: { count: ASC, edge: { since: { min: ASC } } } }]) { nodes { slug } } }',
    )
    expect(two.errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
    const none = await graph.ask('{ companies(orderBy: [{ fundingRounds: { where: {} } }]) { nodes { slug } } }')
    expect(none.errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  })

  test('a cursor fits the same currency and the same "where" only, given as a literal or as a variable', async () => {
    const ask = (currency: string, after: string, given: Tree): ReturnType<OpenGraph['ask']> =>
      graph.ask(
        `query Q($currency: CurrencyCode = "USD", $after: String) {
          companies(first: 1, after: $after, ${raised('sum: DESC', currency)}) { nodes { slug } pageInfo { endCursor } } }`,
        { ...given, after },
      )
    const first = (await graph.read(
      `{ companies(first: 1, ${raised('sum: DESC')}) { nodes { slug } pageInfo { endCursor } } }`,
    )) as { companies: { pageInfo: { endCursor: string } } }
    const { endCursor } = first.companies.pageInfo
    expect((await ask('$currency', endCursor, {})).data).toMatchObject({ companies: { nodes: [{ slug: 'c' }] } })
    const other = await ask('$currency', endCursor, { currency: 'EUR' })
    expect(other.errors[0]?.extensions?.['code']).toBe('BAD_CURSOR')
  })
})

describe('by an amount', () => {
  beforeEach(async () => {
    const worth = { a: ['753', 'USD'], b: ['440', 'CNY'], c: ['9', 'USD'], d: ['7', 'EUR'], e: ['1000', 'CNY'] }
    const rounds = Object.keys(worth).map((slug) => `round-${slug}`)
    graph = await openGraph([
      fileOf(
        {
          ...Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'unsaid'].map((slug) => [slug, 'Company'])),
          ...Object.fromEntries(rounds.map((slug) => [slug, 'FundingRound'])),
        },
        [
          ...Object.entries(worth).flatMap(([slug, [amount = '', currency = '']]) => [
            said(slug, 'VALUATION', money(amount, currency)),
            edge(`round-${slug}`, 'RAISED_BY', slug),
          ]),
          said('round-a', 'RAISED', money('5', 'USD')),
          said('round-b', 'RAISED', money('50', 'EUR')),
        ],
      ),
    ])
  })

  test('no currency is mixed with another, in either direction, and what has no amount comes last', async () => {
    expect(await slugsOf('companies', 'orderBy: [{ valuation: DESC }]')).toEqual(['e', 'b', 'd', 'a', 'c', 'unsaid'])
    expect(await slugsOf('companies', 'orderBy: [{ valuation: ASC }]')).toEqual(['b', 'e', 'd', 'c', 'a', 'unsaid'])
    const dollars = 'where: { valuation: { currency: { eq: "USD" } } }, orderBy: [{ valuation: DESC }]'
    expect(await slugsOf('companies', dollars)).toEqual(['a', 'c'])
  })

  test('so it is behind an edge too, where an amount is one key of those that are allowed', async () => {
    const key = '{ company: { valuation: DESC } }'
    const slugs = ['e', 'b', 'd', 'a', 'c'].map((slug) => `round-${slug}`)
    expect(await slugsOf('fundingRounds', `orderBy: [${key}]`)).toEqual(slugs)
    expect(await slugsOf('fundingRounds', `orderBy: [${key}, ${key}, ${key}]`)).toEqual(slugs)
    const raised = await slugsOf('fundingRounds', 'orderBy: [{ raised: ASC }, { slug: DESC }]')
    expect(raised).toEqual(['b', 'a', 'e', 'd', 'c'].map((slug) => `round-${slug}`))
  })

  test('an amount that is trusted too little is none, nor is its currency', async () => {
    expect(
      await slugsOf('companies', 'trust: { minModality: CONFIRMED }, orderBy: [{ valuation: DESC }, { slug: ASC }]'),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'unsaid'])
  })

  test.each(['{ valuation: DESC }', '{ valuation: ASC }', '{ headquarters: { name: ASC } }, { valuation: DESC }'])(
    'pages by cursor, forward and backward, are the whole list by %s',
    async (keys) => {
      const whole = await slugsOf('companies', `orderBy: [${keys}]`)
      const walk = async (size: string, side: string, pointer: string): Promise<readonly string[]> => {
        const found: string[] = []
        let cursor: string | null = null
        do {
          const { companies } = (await graph.read(
            `query Q($cursor: String) { companies(${size}: 1, ${side}: $cursor, orderBy: [${keys}]) { nodes { slug } pageInfo { ${pointer} } } }`,
            { cursor },
          )) as { companies: { nodes: readonly { slug: string }[]; pageInfo: Tree } }
          found.push(...companies.nodes.map(({ slug }) => slug))
          cursor = companies.pageInfo[pointer] as string | null
        } while (cursor !== null)
        return found
      }
      expect(await walk('first', 'after', 'endCursor')).toEqual(whole)
      expect(await walk('last', 'before', 'startCursor')).toEqual(whole.toReversed())
    },
  )
})

describe('by what lies behind an edge', () => {
  const open = async (wrap?: Parameters<typeof openGraph>[1]): Promise<void> => {
    graph = await openGraph(
      [
        fileOf(
          {
            italy: 'Country',
            france: 'Country',
            zeta: 'Company',
            beta: 'Company',
            lost: 'Company',
            x: 'Ban',
            y: 'Ban',
            z: 'Inquiry',
          },
          [
            ...['zeta', 'beta', 'lost'].map((slug) => said(slug, 'NAME', slug)),
            said('italy', 'NAME', 'Italy'),
            said('france', 'NAME', 'France'),
            edge('zeta', 'HEADQUARTERED_IN', 'france', ', publishedAt: 2025-02-01'),
            edge('beta', 'HEADQUARTERED_IN', 'italy', ', publishedAt: 2025-02-05, modality: ALLEGED'),
            edge('x', 'IN_JURISDICTION', 'italy'),
            edge('y', 'IN_JURISDICTION', 'italy', ', publishedAt: 2025-02-05'),
            edge('z', 'IN_JURISDICTION', 'france'),
            said('x', 'GROUND', 'PRIVACY'),
            said('y', 'GROUND', 'SECURITY'),
          ],
        ),
      ],
      wrap,
    )
  }
  const byCountry = 'orderBy: [{ headquarters: { name: DESC } }]'

  test('a neighbour that is not there, or not known yet, or trusted too little, has no value', async () => {
    await open()
    expect(await slugsOf('companies', byCountry)).toEqual(['beta', 'zeta', 'lost'])
    const before = `${byCountry}, asOf: { known: "2025-02-03T00:00:00Z" }`
    expect((await slugsOf('companies', before))[0]).toBe('zeta')
    const trusted = `${byCountry}, trust: { minModality: REPORTED }`
    expect((await slugsOf('companies', trusted))[0]).toBe('zeta')
  })

  test('numbers count what "where" lets pass, at the moment that is asked about', async () => {
    await open()
    const by = (given: string): string => `orderBy: [{ events: { ${given} } }, { name: ASC }]`
    expect(await slugsOf('countries', by('count: DESC'))).toEqual(['italy', 'france'])
    expect(await slugsOf('countries', by('where: { kind: { eq: INQUIRY } }, count: DESC'))).toEqual(['france', 'italy'])
    const before = `${by('count: DESC')}, asOf: { known: "2025-02-03T00:00:00Z" }`
    expect(await slugsOf('countries', before)).toEqual(['france', 'italy'])
  })

  test('the members of a group, and a list below each of several nodes, take such orders too', async () => {
    await open()
    const grouped = (await graph.read(
      `{ companies { groupBy(by: [{ headquarters: EACH }], orderBy: [{ keys: ASC }]) {
        members(orderBy: [{ headquarters: { events: { count: DESC } } }]) { nodes { slug } } } } }`,
    )) as { companies: { groupBy: readonly { members: { nodes: readonly { slug: string }[] } }[] } }
    const members = grouped.companies.groupBy.map(({ members: { nodes } }) => nodes.map(({ slug }) => slug))
    expect(members.flat().toSorted()).toEqual(['beta', 'lost', 'zeta'])
    const below = (await graph.read(
      `{ countries(orderBy: [{ name: ASC }]) { nodes { events(first: 1, orderBy: [{ claims: { count: DESC } }, { slug: DESC }]) {
        nodes { slug claims { totalCount } } } } } }`,
    )) as { countries: { nodes: readonly { events: { nodes: readonly { slug: string }[] } }[] } }
    expect(below.countries.nodes.map(({ events }) => events.nodes.map(({ slug }) => slug))).toEqual([['z'], ['y']])
  })

  test('a name behind an edge to many orders by the first or the last of them', async () => {
    await open()
    const by = (given: string): string => `orderBy: [{ organizations: { name: { ${given} } } }]`
    expect(await slugsOf('countries', by('min: ASC'))).toEqual(['italy', 'france'])
    expect(await slugsOf('countries', by('max: DESC'))).toEqual(['france', 'italy'])
  })

  test('an order over edges is one statement, and no word of a client stands in it', async () => {
    const texts: string[] = []
    await open({
      change: (store) => ({
        read: (statements, options) => {
          texts.push(...statements.map(({ text }) => text))
          return store.read(statements, options)
        },
      }),
    })
    texts.length = 0
    const given =
      'where: { slug: { ne: "SECRET_WORD" } }, orderBy: [{ events: { where: { slug: { ne: "SECRET_WORD" } }, count: DESC } }]'
    expect(await slugsOf('countries', given)).toEqual(['italy', 'france'])
    expect(texts).toHaveLength(1)
    expect(texts.join('')).not.toContain('SECRET_WORD')
  })

  test('keys over edges, and edges one behind the other, are bounded: at the bound it is answered, beyond it refused', async () => {
    await open()
    const key = '{ headquarters: { name: ASC } }'
    expect(await slugsOf('companies', `orderBy: [${Array.from({ length: 3 }, () => key).join(', ')}]`)).toHaveLength(3)
    const four = await graph.ask(
      `{ companies(orderBy: [${Array.from({ length: 4 }, () => key).join(', ')}]) { nodes { slug } } }`,
    )
    expect(four.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', allowed: 3, asked: 4 })
    const deep = await graph.ask(
      '{ sources(orderBy: [{ reprintOf: { reprintOf: { reprintOf: { reprintOf: { title: ASC } } } } }]) { nodes { slug } } }',
    )
    expect(deep.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', allowed: 3, asked: 4 })
    const three = await graph.ask(
      '{ sources(orderBy: [{ reprintOf: { reprintOf: { reprintOf: { title: ASC } } } }]) { nodes { slug } } }',
    )
    expect(three.errors).toEqual([])
  })
})

test('every example of docs/orders.md is an order', async () => {
  graph = await openGraph()
  const text = readFileSync(resolve(root, 'docs/orders.md'), 'utf8')
  const examples = [...text.matchAll(/^\| .* \| `(.+)` \|$/gm)].map(([, example = '']) => example)
  expect(examples.length).toBeGreaterThanOrEqual(11)
  for (const example of examples) {
    const { errors } = await graph.ask(example.endsWith('}') ? `{ ${example} }` : `{ ${example} { nodes { id } } }`)
    expect([example, errors]).toEqual([example, []])
  }
})
