import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

interface Hits {
  readonly edges: readonly {
    readonly cursor: string
    readonly score: number
    readonly node: { readonly slug: string }
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly totalCount: number
  readonly truncated: boolean
}

const HITS = '{ edges { cursor score node { slug } } pageInfo { hasNextPage endCursor } totalCount truncated }'

const NAMED: Readonly<Record<string, readonly [kind: string, name: string]>> = {
  deepseek: ['Company', 'DeepSeek'],
  'deepseek-r1': ['Model', 'DeepSeek-R1'],
  openai: ['Company', 'OpenAI'],
  edf: ['Company', 'Électricité de France'],
  istanbul: ['Company', 'İstanbul Yapay Zekâ'],
  altman: ['Person', 'Sam Altman'],
  china: ['Country', 'China'],
  italy: ['Country', 'Italy'],
  seekers: ['Company', 'Deep Seekers'],
}

/** As many bans as a filter can drop most of, each in one of two countries. */
const BANS = 120
const MANY = Object.fromEntries(
  Array.from({ length: BANS }, (_, i) => [`ban-${i}`, ['Ban', `Ban of chatbot ${i}`] as const]),
)

const WORLD = fileOf(
  Object.fromEntries([...Object.entries(NAMED), ...Object.entries(MANY)].map(([slug, [kind]]) => [slug, kind])),
  [
    ...[...Object.entries(NAMED), ...Object.entries(MANY)].map(
      ([slug, [, name]]) => `{ subject: ${slug}, predicate: NAME, value: '${name}' }`,
    ),
    '{ subject: deepseek, predicate: ALIAS, value: 深度求索, qualifiers: { lang: zh, kind: TRANSLITERATED } }',
    '{ subject: openai, predicate: ALIAS, value: The Start-up, qualifiers: { kind: WEAK } }',
    '{ subject: deepseek, predicate: HEADQUARTERED_IN, object: china }',
    '{ subject: china, predicate: ISO2, value: CN }',
    '{ subject: china, predicate: ISO3, value: CHN }',
    '{ subject: china, predicate: ALIAS, value: Middle Kingdom }',
    '{ subject: openai, predicate: DESCRIPTION, value: Makes the assistant ChatGPT }',
    '{ subject: openai, predicate: STAFF_CONCERN, value: being overtaken, text: Employees are unsettled by rivals, modality: OPINION }',
    ...Object.keys(MANY).map(
      (slug, i) => `{ subject: ${slug}, predicate: IN_JURISDICTION, object: ${i % 40 === 7 ? 'italy' : 'china'} }`,
    ),
  ],
)

describe('on a small world', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([WORLD])
  })
  afterAll(() => graph.close())

  async function search(given: string): Promise<Hits> {
    return (await graph.read(`{ search(${given}) ${HITS} }`))['search'] as Hits
  }

  async function slugs(query: string, more = ''): Promise<string[]> {
    return (await search(`query: ${JSON.stringify(query)}${more}`)).edges.map(({ node }) => node.slug)
  }

  describe('search', () => {
    test.each([
      ['deep seek r1', ['deepseek-r1']],
      ['deepsek', ['deepseek', 'deepseek-r1']],
      ['DEEPSEEK', ['deepseek', 'deepseek-r1', 'seekers']],
      ['electricite de france', ['edf']],
      ['ELECTRICITÉ', ['edf']],
      ['istanbul zeka', ['istanbul']],
      ['altmann', ['altman']],
      ['alt', ['altman']],
      ['深度', ['deepseek']],
      ['求索', []],
      ['CN', ['china']],
      ['cnn', []],
      ['chatgpt', ['openai']],
      ['unsettled employees', ['openai']],
      ['start up', ['openai']],
      ['person', ['altman']],
      ['zzz', []],
      ['…', []],
      ['', []],
      // Where nothing has all of the words, what has half of them comes.
      ['altman nowhere', ['altman']],
      ['altman nowhere never', []],
    ])('for "%s" finds %j, the best first', async (query, found) => {
      expect(await slugs(query)).toEqual(found)
    })

    test('answers the best first, and of equals the one with the smaller id', async () => {
      const { bans } = await graph.read(
        '{ bans: search(query: "chatbot", first: 200) { edges { score node { id } } } }',
      )
      const { edges } = bans as { edges: readonly { score: number; node: { id: string } }[] }
      expect(edges.length).toBe(BANS)
      const sorted = edges.toSorted((a, b) => b.score - a.score || (a.node.id < b.node.id ? -1 : 1))
      expect(edges).toEqual(sorted)
    })

    test('takes kinds and a filter, and a page is full whatever they drop', async () => {
      expect(await slugs('deepseek', ', kinds: [MODEL]')).toEqual(['deepseek-r1'])
      expect(await slugs('deepseek', ', kinds: []')).toEqual([])
      expect(await slugs('deepseek', ', kinds: [CLAIM]')).toEqual([])
      const inItaly = 'where: { kind: { eq: BAN }, slug: { in: ["ban-7", "ban-47", "ban-87"] } }'
      const page = await search(`query: "chatbot", first: 2, ${inItaly}`)
      expect([page.edges.length, page.totalCount, page.pageInfo.hasNextPage]).toEqual([2, 3, true])
      const rest = await search(`query: "chatbot", first: 2, ${inItaly}, after: "${page.pageInfo.endCursor}"`)
      expect([rest.edges.length, rest.totalCount, rest.pageInfo.hasNextPage]).toEqual([1, 3, false])
      const found = [...page.edges, ...rest.edges].map(({ node }) => node.slug)
      expect(found.toSorted()).toEqual(['ban-47', 'ban-7', 'ban-87'])
    })

    test('in pages to the end is the whole, each once', async () => {
      const whole = await search('query: "chatbot", first: 200')
      const found: string[] = []
      let after = ''
      for (let page = 0; page < 30; page += 1) {
        const { edges, pageInfo, totalCount } = await search(`query: "chatbot", first: 13${after}`)
        expect(totalCount).toBe(BANS)
        found.push(...edges.map(({ node }) => node.slug))
        if (!pageInfo.hasNextPage) break
        after = `, after: "${pageInfo.endCursor}"`
      }
      expect(found).toEqual(whole.edges.map(({ node }) => node.slug))
    })

    test('gives cursors that fit the same words only, however they are written', async () => {
      const { edges } = await search('query: "deepseek", first: 1')
      const after = `after: "${edges[0]?.cursor}"`
      expect((await search(`query: "  DeepSeek ", ${after}`)).edges.map(({ node }) => node.slug)).toEqual([
        'deepseek-r1',
        'seekers',
      ])
      const refusals = await Promise.all([
        graph.ask(`{ search(query: "openai", ${after}) ${HITS} }`),
        graph.ask(`{ companies(${after}) { nodes { id } } }`),
        graph.ask(`{ search(query: "openai", after: "nonsense") ${HITS} }`),
      ])
      for (const { errors } of refusals) expect(errors[0]?.extensions?.['code']).toBe('BAD_CURSOR')
    })

    test('counts what all pages have in common, when it is asked', async () => {
      const { search: found } = await graph.read(`{ search(query: "deepseek", first: 1) {
        facets { kinds { value label count } countries { value label count } eventKinds { value } modalities { value count } }
        nodes { slug } } }`)
      expect(found).toEqual({
        facets: {
          kinds: [
            { value: 'COMPANY', label: 'Company', count: 2 },
            { value: 'MODEL', label: 'Model', count: 1 },
          ],
          countries: [{ value: 'china', label: 'China', count: 1 }],
          eventKinds: [],
          modalities: [{ value: 'REPORTED', count: 3 }],
        },
        nodes: [{ slug: 'deepseek' }],
      })
      const { search: bans } = await graph.read(
        '{ search(query: "chatbot", where: { not: { slug: { eq: "ban-7" } } }) { facets { eventKinds { value count } countries { value count } } } }',
      )
      expect(bans).toEqual({
        facets: {
          eventKinds: [{ value: 'BAN', count: BANS - 1 }],
          countries: [
            { value: 'china', count: BANS - 3 },
            { value: 'italy', count: 2 },
          ],
        },
      })
    })

    test('shows where the words stand, and goes on from a node to any depth', async () => {
      const { search: found } = await graph.read(
        `query ($q: String!, $n: Int) { search(query: $q, first: $n) { edges {
        highlights { field text } node { ... on Company { headquarters { slug } claims(first: 1) { totalCount } } } } } }`,
        {
          q: 'deepsek',
          n: 1,
        },
      )
      expect(found).toEqual({
        edges: [
          {
            highlights: [{ field: 'name', text: '**DeepSeek**' }],
            node: { headquarters: { slug: 'china' }, claims: { totalCount: 3 } },
          },
        ],
      })
    })

    test('refuses what is too long, too large or wrong', async () => {
      const refused = async (given: string): Promise<unknown> =>
        (await graph.ask(`{ search(${given}) { nodes { id } } }`)).errors[0]?.extensions
      expect(await refused(`query: "${'x'.repeat(201)}"`)).toEqual({
        code: 'BAD_USER_INPUT',
        argument: 'query',
        allowed: 200,
        asked: 201,
      })
      expect(await refused(`query: "${Array.from({ length: 13 }, (_, i) => `w${i}`).join(' ')}"`)).toMatchObject({
        allowed: 12,
        asked: 13,
      })
      expect(await refused('query: "x", first: 201')).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' })
      expect(await refused('query: "x", where: { name: null }')).toMatchObject({ code: 'BAD_USER_INPUT' })
      expect(await refused('query: "\\" +) AND names:* OR *:* ~ \\\\ /.*/"')).toBeUndefined()
    })

    test('has its place in the cost of an operation', async () => {
      const many = Array.from(
        { length: 40 },
        (_, i) => `s${i}: search(query: "x", first: 100) { nodes { claims(first: 30) { nodes { id } } } }`,
      )
      const { errors } = await graph.ask(`{ ${many.join(' ')} }`)
      expect(errors[0]?.extensions).toMatchObject({
        code: 'QUERY_TOO_COSTLY',
        asked: 40 * (1000 + 100 * (1 + 30)),
      })
    })
  })

  describe('suggest', () => {
    const suggest = async (given: string): Promise<unknown> =>
      (await graph.read(`{ suggest(${given}) { name slug kind entity { __typename } } }`))['suggest']

    test('finds names from the first letter, and says which one it found', async () => {
      expect(await suggest('prefix: "o", kinds: [COMPANY]')).toEqual([
        { name: 'OpenAI', slug: 'openai', kind: 'COMPANY', entity: { __typename: 'Company' } },
      ])
      expect(await suggest('prefix: "the st"')).toMatchObject([{ name: 'The Start-up', slug: 'openai' }])
      expect(await suggest('prefix: "deepseek-r"')).toMatchObject([{ name: 'DeepSeek-R1', kind: 'MODEL' }])
    })

    test('finds a country by its code, but only by all of it', async () => {
      expect(await suggest('prefix: "chn"')).toMatchObject([{ name: 'CHN', slug: 'china' }])
      expect(await suggest('prefix: "ch", kinds: [COUNTRY]')).toMatchObject([{ name: 'China', slug: 'china' }])
      expect(await suggest('prefix: "CN", asOf: { known: "2025-03-01T00:00:00Z" }')).toMatchObject([{ name: 'CN' }])
    })

    test('leaves out a last word that may become a small one where nothing has it', async () => {
      expect(await suggest('prefix: "ban o"')).toHaveLength(10)
      expect(await suggest('prefix: "ban x"')).toEqual([])
    })

    test('looks at names only, and gives ten unless it is said', async () => {
      expect(await suggest('prefix: "unsettled"')).toEqual([])
      expect(await suggest('prefix: "ban"')).toHaveLength(10)
      expect(await suggest('prefix: "ban", first: 12')).toHaveLength(12)
      expect(await suggest('prefix: "", first: 12')).toEqual([])
      const { errors } = await graph.ask('{ suggest(prefix: "b", first: 1000) { name } }')
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first', allowed: 200 })
    })
  })

  describe('resolve', () => {
    test('says who may be meant, how likely and why', async () => {
      const { resolve } = await graph.read(`{ resolve(name: "Deep Seek", context: { country: "CN" }) {
        score match name explanation parts { feature note } entity { slug } } }`)
      expect((resolve as unknown[])[0]).toEqual({
        score: 1,
        match: true,
        name: 'DeepSeek',
        explanation: 'The name "DeepSeek" is the same; the country is CN: 1.00, enough to be taken for it.',
        parts: [
          { feature: 'name', note: 'the name "DeepSeek" is the same' },
          { feature: 'country', note: 'the country is CN' },
        ],
        entity: { slug: 'deepseek' },
      })
      const matches = (resolve as { match: boolean; entity: { slug: string } }[]).filter(({ match }) => match)
      expect(matches.map(({ entity }) => entity.slug)).toEqual(['deepseek'])
    })

    test.each([
      ['china', 'the country is china'],
      ['middle kingdom', 'the country is middle kingdom'],
      ["People's Republic of China", "the country is People's Republic of China"],
      ['UK', 'the country is not UK'],
      ['Atlantis', 'no country is known as "Atlantis"'],
    ])('takes for the country what the graph or everybody calls so: %s', async (country, note) => {
      const { resolve } = await graph.read(
        'query ($country: String) { resolve(name: "DeepSeek", first: 1, context: { country: $country }) { parts { note } } }',
        { country },
      )
      expect(resolve).toEqual([{ parts: [{ note: 'the name "DeepSeek" is the same' }, { note }] }])
    })

    test('takes a country and a domain that are null for none', async () => {
      const { resolve } = await graph.read(
        'query ($null: String) { resolve(name: "DeepSeek", first: 1, context: { country: $null, domain: $null }) { parts { feature } } }',
        { null: null },
      )
      expect(resolve).toEqual([{ parts: [{ feature: 'name' }] }])
    })

    test('finds by a weak name and never takes it for the one', async () => {
      const { resolve } = await graph.read('{ resolve(name: "The Start-up") { match score entity { slug } } }')
      expect(resolve).toEqual([{ match: false, score: 0.5, entity: { slug: 'openai' } }])
    })

    test('judges the fifty that are most alike, and no more', async () => {
      const { resolve } = await graph.read('{ resolve(name: "Ban of chatbot", first: 200) { entity { slug } } }')
      expect(resolve).toHaveLength(50)
    })

    test('takes kinds, a number, and names that say nothing', async () => {
      const { a, b, c, d, e } = await graph.read(`{
        a: resolve(name: "DeepSeek", kinds: [MODEL]) { entity { slug } }
        b: resolve(name: "DeepSeek", first: 1) { entity { slug } }
        c: resolve(name: "?!") { entity { slug } }
        d: resolve(name: "cn") { match name entity { slug } }
        e: resolve(name: "ch", kinds: [COUNTRY]) { name } }`)
      expect({ a, b, c, d, e }).toEqual({
        d: [{ match: true, name: 'CN', entity: { slug: 'china' } }],
        e: [{ name: 'China' }],
        a: [{ entity: { slug: 'deepseek-r1' } }],
        b: [{ entity: { slug: 'deepseek' } }],
        c: [],
      })
    })
  })

  describe('claims by their words', () => {
    test.each([
      ['unsettled', 1],
      ['RIVALS Employees', 1],
      ['unsettle', 0],
      ['unsettled nowhere', 0],
      ['by', 1],
      ['rivals '.repeat(28), 1],
      ['', 0],
      ['***', 0],
    ])('%s: %i', async (words, number) => {
      const { claims } = await graph.read(
        'query ($words: String!) { claims(where: { text: { matches: $words } }) { totalCount } }',
        { words },
      )
      expect(claims).toEqual({ totalCount: number })
    })

    test('of what has no words are none, and all where that is negated', async () => {
      const { all, not } = await graph.read(
        '{ all: claims { totalCount } not: claims(where: { not: { text: { matches: "***" } } }) { totalCount } }',
      )
      expect(not).toEqual(all)
    })

    test.each([
      ['letters', 'x'.repeat(201), { allowed: 200, asked: 201 }],
      ['words', Array.from({ length: 13 }, (_, i) => `w${i}`).join(' '), { allowed: 12, asked: 13 }],
    ])('of too many %s are refused as a search of so many is', async (what, text, facts) => {
      const { allowed, asked } = facts
      const ask = (field: string) => graph.ask(`query ($text: String!) { ${field} { totalCount } }`, { text })
      const [claims, search] = await Promise.all([
        ask('claims(where: { text: { matches: $text } })'),
        ask('search(query: $text)'),
      ])
      for (const [argument, { errors }] of [
        ['matches', claims],
        ['query', search],
      ] as const) {
        expect(errors[0]?.message).toBe(`"${argument}" has ${asked} ${what}; at most ${allowed} are looked for.`)
        expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument, ...facts })
      }
    })

    test('may be negated, which is true of what has no words', async () => {
      const { all, not } = await graph.read(
        '{ all: claims { totalCount } not: claims(where: { not: { text: { matches: "unsettled" } } }) { totalCount } }',
      )
      const total = (all as { totalCount: number }).totalCount
      expect(not).toEqual({ totalCount: total - 1 })
    })
  })
})

describe('at another moment', () => {
  const dated = (publishedAt: string, name: string, claims: readonly string[]): string =>
    fileOf({ acme: 'Company', zeta: 'Company', italy: 'Country', ban: 'Ban' }, claims)
      .replaceAll('article', name)
      .replace('2025-02-01', publishedAt)
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([
      dated('2025-01-10', 'first', [
        '{ subject: acme, predicate: NAME, value: Acme Labs }',
        '{ subject: acme, predicate: DESCRIPTION, value: Makes anvils, modality: RUMOURED }',
        '{ subject: acme, predicate: HEADQUARTERED_IN, object: italy }',
        '{ subject: italy, predicate: NAME, value: Italy }',
        '{ subject: zeta, predicate: NAME, value: Zeta }',
      ]),
      dated('2025-02-05', 'second', [
        '{ subject: ban, predicate: NAME, value: Ban of Acme Labs }',
        '{ subject: ban, predicate: IN_JURISDICTION, object: italy }',
        '{ subject: ban, predicate: SUMMARY, value: Acme Labs may not sell, modality: ALLEGED }',
        '{ subject: acme, predicate: ALIAS, value: Acme, modality: ALLEGED }',
        '{ subject: acme, predicate: WEBSITE, value: https://acme.example }',
        '{ subject: acme, predicate: IDENTIFIER, value: Q1, qualifiers: { scheme: WIKIDATA } }',
        '{ subject: zeta, predicate: NAME, value: Acme }',
        '{ subject: zeta, predicate: HEADQUARTERED_IN, object: italy }',
      ]),
    ])
  })
  afterAll(() => graph.close())

  test('facets count the claims that are on record', async () => {
    await graph.load(
      fileOf({ rco: 'Company' }, [
        '{ subject: rco, predicate: NAME, value: Rcompany, modality: CONFIRMED }',
        '{ subject: rco, predicate: VALUATION, value: { amount: 1, currency: USD }, review: REJECTED, modality: DENIED }',
        '{ subject: rco, predicate: WEBSITE, value: "https://r.example", review: PROPOSED, modality: RUMOURED }',
        '{ key: rco-forecast, subject: rco, predicate: DESCRIPTION, value: It will grow., modality: FORECAST }',
      ]) + 'retract: [{ claim: rco-forecast, reason: wrong }]\n',
    )
    const facets = async (beside: string): Promise<unknown> =>
      graph.read(`{ search(query: "rcompany"${beside}) { facets { modalities { value count } } } }`)
    const confirmed = { value: 'CONFIRMED', count: 1 }
    expect(await facets('')).toEqual({ search: { facets: { modalities: [confirmed] } } })
    expect(await facets(', trust: { review: PROPOSED }')).toEqual({
      search: { facets: { modalities: [confirmed, { value: 'RUMOURED', count: 1 }] } },
    })
  })

  test('what was not known then is not there, in pages, numbers and facets', async () => {
    const found = async (pins: string): Promise<unknown> =>
      (
        await graph.read(`{ search(query: "acme labs", first: 5${pins}) {
          nodes { slug } totalCount facets { kinds { value count } countries { value count } modalities { value count } } } }`)
      )['search']
    expect(await found('')).toMatchObject({
      nodes: [{ slug: 'acme' }, { slug: 'ban' }],
      totalCount: 2,
      facets: { countries: [{ value: 'italy', count: 2 }] },
    })
    expect(await found(', asOf: { known: "2025-01-20T00:00:00Z" }')).toEqual({
      nodes: [{ slug: 'acme' }],
      totalCount: 1,
      facets: {
        kinds: [{ value: 'COMPANY', count: 1 }],
        countries: [{ value: 'italy', count: 1 }],
        modalities: [
          { value: 'REPORTED', count: 1 },
          { value: 'RUMOURED', count: 1 },
        ],
      },
    })
    expect(await found(', asOf: { known: "2024-01-20T00:00:00Z" }')).toMatchObject({ nodes: [], totalCount: 0 })
  })

  test('a search box and a resolution are as long as asked, whatever was not known then', async () => {
    const asOf = 'asOf: { known: "2025-01-20T00:00:00Z" }'
    const { suggest, resolve } = await graph.read(`{
      suggest(prefix: "ba", first: 1, ${asOf}) { slug }
      resolve(name: "Ban of Acme Labs", first: 1, ${asOf}) { entity { slug } } }`)
    expect({ suggest, resolve }).toEqual({ suggest: [], resolve: [{ entity: { slug: 'acme' } }] })
  })

  const THEN = ', asOf: { known: "2025-01-20T00:00:00Z" }'

  test('a search box shows names that were known then, and nobody without one that fits', async () => {
    const suggest = async (more: string): Promise<unknown> =>
      (await graph.read(`{ suggest(prefix: "acm"${more}) { name slug } }`))['suggest']
    expect(await suggest('')).toEqual([
      { name: 'Acme', slug: 'zeta' },
      { name: 'Acme', slug: 'acme' },
      { name: 'Ban of Acme Labs', slug: 'ban' },
    ])
    expect(await suggest(THEN)).toEqual([{ name: 'Acme Labs', slug: 'acme' }])
    // The best of now is not there, and takes nobody's place.
    expect(await suggest(`${THEN}, first: 1`)).toEqual([{ name: 'Acme Labs', slug: 'acme' }])
    expect(await suggest(', asOf: { known: "2025-03-01T00:00:00Z" }, first: 1')).toEqual([
      { name: 'Acme', slug: 'zeta' },
    ])
    expect(await suggest(', trust: { minModality: REPORTED }, kinds: [COMPANY]')).toEqual([
      { name: 'Acme', slug: 'zeta' },
      { name: 'Acme Labs', slug: 'acme' },
    ])
  })

  test('a resolution tells only what was known then', async () => {
    const resolve = async (more: string): Promise<unknown> =>
      (
        await graph.read(`{ resolve(name: "Acme", kinds: [COMPANY]${more}, context: {
          country: "Italy", domain: "acme.example", identifiers: [{ scheme: WIKIDATA, value: "Q1" }] }) {
          name parts { note } entity { slug } } }`)
      )['resolve']
    const own = { name: 'Acme', entity: { slug: 'acme' } }
    expect(await resolve('')).toMatchObject([
      { ...own, parts: [{}, {}, { note: 'the domain is acme.example' }, { note: 'wikidata Q1 is the same' }] },
      { name: 'Acme', entity: { slug: 'zeta' }, parts: [{}, { note: 'the country is Italy' }] },
    ])
    const then = [
      {
        name: 'Acme Labs',
        entity: { slug: 'acme' },
        parts: [{ note: 'the name "Acme Labs" is alike (0.67)' }, { note: 'the country is Italy' }],
      },
    ]
    expect(await resolve(THEN)).toEqual(then)
    expect(await resolve(`${THEN}, first: 1`)).toEqual(then)
  })

  test.each(['', THEN])('the slug identifies%s', async (more) => {
    const { resolve } = await graph.read(`{ resolve(name: "Acme Labs"${more}, context: {
      identifiers: [{ scheme: SLUG, value: "acme" }] }) { parts { note } entity { slug } } }`)
    const [first] = resolve as { parts: { note: string }[]; entity: { slug: string } }[]
    expect(first).toMatchObject({ entity: { slug: 'acme' }, parts: [{}, { note: 'slug acme is the same' }] })
  })

  test('a domain among the identifiers finds as the domain does, however it is written', async () => {
    const find = async (context: string): Promise<unknown> =>
      (await graph.read(`{ resolve(name: "Zzz", context: ${context}) { score parts { note } entity { slug } } }`))[
        'resolve'
      ]
    await graph.load(
      fileOf({ dom: 'Company' }, [
        '{ subject: dom, predicate: IDENTIFIER, value: dom.example, qualifiers: { scheme: DOMAIN } }',
      ]),
    )
    const found = (domain: string): unknown[] => [
      {
        score: 0.95,
        parts: [{ note: 'no name is alike' }, { note: `the domain is ${domain}` }],
        entity: { slug: 'dom' },
      },
    ]
    expect(await find('{ domain: "www.dom.example" }')).toEqual(found('www.dom.example'))
    expect(await find('{ identifiers: [{ scheme: DOMAIN, value: "www.dom.example" }] }')).toEqual(
      found('www.dom.example'),
    )
    expect(await find('{ identifiers: [{ scheme: DOMAIN, value: "https://dom.example/" }] }')).toEqual(
      found('dom.example'),
    )
  })

  test('what is trusted too little is not highlighted', async () => {
    const highlights = async (trust: string): Promise<unknown> =>
      (
        (await graph.read(`{ search(query: "sell"${trust}) { edges { highlights { field text } } } }`))[
          'search'
        ] as unknown as { edges: unknown }
      ).edges
    expect(await highlights('')).toEqual([{ highlights: [{ field: 'summary', text: 'Acme Labs may not **sell**' }] }])
    expect(await highlights(', trust: { minModality: REPORTED }')).toEqual([{ highlights: [] }])
  })
})

describe('after a write', () => {
  test('search knows it at once: new names, other names, and claims that were taken back', async () => {
    const named = (name: string): string =>
      fileOf({ acme: 'Company' }, [`{ subject: acme, predicate: ALIAS, value: ${name} }`])
    const graph = await openGraph([named('Acme')])
    const found = async (query: string): Promise<unknown> =>
      ((await graph.read(`{ search(query: "${query}") { totalCount } }`))['search'] as Hits).totalCount
    expect(await found('umbrella')).toBe(0)
    await graph.load(named('Umbrella'))
    expect(await found('umbrella')).toBe(1)
    expect(await found('acme')).toBe(1)
    await graph.store.write((run) => run({ text: 'MATCH (n:Card) DETACH DELETE n', params: {} }))
    expect(await found('umbrella')).toBe(0)
    await graph.close()
  })

  test('a list is found anew, and until then its pages are those of the list that is known', async () => {
    let finds = 0
    const names = ['', ' b', ' bc', ' bcd', ' bcde'].map((more) => `Acme${more}`)
    const graph = await openGraph(
      [
        fileOf(
          Object.fromEntries(names.map((_, i) => [`c${i}`, 'Company'])),
          names.map((name, i) => `{ subject: c${i}, predicate: NAME, value: ${name} }`),
        ),
      ],
      {
        change: (store) => ({
          find: (...asked) => {
            finds += 1
            return store.find(...asked)
          },
        }),
      },
    )
    const ask = async (given: string): Promise<{ finds: number; names: string[]; last: string | undefined }> => {
      finds = 0
      const { search } = await graph.read(`{ search(${given}) { edges { cursor node { name } } } }`)
      const { edges } = search as { edges: { cursor: string; node: { name: string } }[] }
      return { finds, names: edges.map(({ node }) => node.name), last: edges.at(-1)?.cursor }
    }
    // Twice for words that are new: for the prints of cards, and for the cards.
    const first = await ask('query: "acme", first: 2')
    expect(first).toMatchObject({ finds: 2, names: ['Acme', 'Acme b'] })
    const next = `query: "acme", first: 2, after: "${first.last}"`
    expect(await ask(next)).toMatchObject({ finds: 0, names: ['Acme bc', 'Acme bcd'] })
    expect(await ask('query: "acme bc"')).toMatchObject({ finds: 1, names: ['Acme bc', 'Acme bcd', 'Acme bcde'] })
    expect(await ask('query: "acme", kinds: [MODEL]')).toMatchObject({ finds: 1, names: [] })
    await graph.load(fileOf({ c9: 'Company' }, ['{ subject: c9, predicate: NAME, value: Acme bcdef }']))
    expect(await ask('query: "acme"')).toMatchObject({ finds: 2, names: [...names, 'Acme bcdef'] })
    await graph.close()
  })

  test('a country is known by a name that it was given just now', async () => {
    const file = (name: string): string =>
      fileOf({ acme: 'Company', france: 'Country' }, [
        '{ subject: acme, predicate: HEADQUARTERED_IN, object: france }',
        `{ subject: france, predicate: ALIAS, value: ${name} }`,
      ])
    const graph = await openGraph([file('France')])
    const explained = async (): Promise<unknown> => {
      const query = '{ resolve(name: "Acme", context: { country: "Hexagon" }) { parts { note } } }'
      const [first] = (await graph.read(query))['resolve'] as { parts: { note: string }[] }[]
      return first?.parts.at(-1)?.note
    }
    expect(await explained()).toBe('no country is known as "Hexagon"')
    expect(await explained()).toBe('no country is known as "Hexagon"')
    await graph.load(file('Hexagon'))
    expect(await explained()).toBe('the country is Hexagon')
    await graph.close()
  })

  test('that comes between finding and reading, all of it is found anew', async () => {
    const named = (slug: string): string =>
      fileOf({ [slug]: 'Company' }, [`{ subject: ${slug}, predicate: NAME, value: Acme }`])
    let write: (() => Promise<unknown>) | null = null
    const graph = await openGraph([named('c0')], {
      change: (store) => ({
        read: async (...asked) => {
          const now = write
          write = null
          await now?.()
          return store.read(...asked)
        },
      }),
    })
    const ask = async (): Promise<unknown> => graph.read('{ search(query: "acme") { totalCount nodes { name } } }')
    const acme = { name: 'Acme' }
    write = () => graph.load(named('c1'))
    expect(await ask()).toEqual({ search: { totalCount: 2, nodes: [acme, acme] } })
    write = () => graph.load(named('c2'))
    expect(await ask()).toEqual({ search: { totalCount: 3, nodes: [acme, acme, acme] } })
    await graph.close()
  })
})
