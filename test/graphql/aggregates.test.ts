import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

let graph: OpenGraph
afterEach(() => graph.close())

const edge = (subject: string, predicate: string, object: string): string =>
  `{ subject: ${subject}, predicate: ${predicate}, object: ${object} }`
const said = (subject: string, predicate: string, value: string): string =>
  `{ subject: ${subject}, predicate: ${predicate}, value: ${value} }`

describe('what a firm raised', () => {
  test('counts a tranche with its round, apart where the round has no amount, and never what is only sought', async () => {
    const rounds = ['whole', 'half', 'unsaid', 'early', 'talks', 'euros']
    graph = await openGraph([
      fileOf({ firm: 'Company', ...Object.fromEntries(rounds.map((slug) => [slug, 'FundingRound'])) }, [
        ...rounds.map((slug) => edge(slug, 'RAISED_BY', 'firm')),
        said('whole', 'RAISED', '{ amount: "100", currency: USD }'),
        said('half', 'RAISED', '{ amount: "50", currency: USD }'),
        edge('half', 'TRANCHE_OF', 'whole'),
        said('early', 'RAISED', '{ amount: "0.25", currency: USD }'),
        edge('early', 'TRANCHE_OF', 'unsaid'),
        said('talks', 'TARGET', '{ amount: "7000", currency: USD }'),
        said('euros', 'RAISED', '{ amount: "3", currency: EUR }'),
      ]),
    ])
    const { company } = await graph.read(
      '{ company(slug: "firm") { totalRaised { currency sum count } fundingRounds { aggregate { raised { currency sum } } } } }',
    )
    expect(company).toEqual({
      totalRaised: [
        { currency: 'EUR', sum: '3', count: 1 },
        { currency: 'USD', sum: '100.25', count: 2 },
      ],
      fundingRounds: {
        aggregate: {
          raised: [
            { currency: 'EUR', sum: '3' },
            { currency: 'USD', sum: '150.25' },
          ],
        },
      },
    })
  })
})

test('a firm is worth what the latest of its rounds says that is more than talks', async () => {
  const worth = (slug: string, date: string, status: string | null, amount: string | null): string[] => [
    edge(slug, 'RAISED_BY', 'firm'),
    said(slug, 'DATE', date),
    ...(status === null ? [] : [said(slug, 'STATUS', status)]),
    ...(amount === null ? [] : [said(slug, 'VALUATION', `{ amount: "${amount}", currency: USD }`)]),
  ]
  const rounds = ['first', 'second', 'unsaid', 'talks']
  graph = await openGraph([
    fileOf({ firm: 'Company', ...Object.fromEntries(rounds.map((slug) => [slug, 'FundingRound'])) }, [
      ...worth('first', '2023-01-01', 'COMPLETED', '10'),
      ...worth('second', '2024-01-01', null, '20'),
      ...worth('unsaid', '2024-06-01', 'COMPLETED', null),
      ...worth('talks', '2025-01-01', 'IN_TALKS', '30'),
    ]),
  ])
  const last = async (where = ''): Promise<unknown> =>
    ((await graph.read(`{ company(slug: "firm"${where}) { lastValuation { slug valuation { amount } } } }`)) as Tree)[
      'company'
    ]
  expect(await last()).toEqual({ lastValuation: { slug: 'second', valuation: { amount: '20' } } })
  expect(await last(', trust: { minModality: CONFIRMED }')).toEqual({ lastValuation: null })
  await graph.close()
  const confirmed = (claim: string): string => claim.replace(/ }$/, ', modality: CONFIRMED }')
  graph = await openGraph([
    fileOf({ firm: 'Company', first: 'FundingRound', talks: 'FundingRound' }, [
      ...worth('first', '2023-01-01', 'COMPLETED', '10').map(confirmed),
      ...worth('talks', '2025-01-01', 'IN_TALKS', '30').map((claim) =>
        claim.includes('STATUS') ? claim : confirmed(claim),
      ),
    ]),
  ])
  // Also where nothing shows of how far the talks have come.
  expect(await last(', trust: { minModality: CONFIRMED }')).toMatchObject({ lastValuation: { slug: 'first' } })
})

describe('groups', () => {
  const dated = { first: '2025-01-30', second: '"2025-01"', third: '"2025"', fourth: '2024-12-31', none: null }
  const open = async (limits = {}): Promise<void> => {
    graph = await openGraph(
      [
        fileOf(
          Object.fromEntries(Object.keys(dated).map((slug) => [slug, 'Release'])),
          Object.entries(dated).flatMap(([slug, date]) => (date === null ? [] : [said(slug, 'DATE', date)])),
        ),
      ],
      { limits },
    )
  }
  const grouped = async (given: string): Promise<unknown> => {
    const { releases } = (await graph.read(`{ releases { groupBy(${given}) { keys { value } count } } }`)) as {
      releases: { groupBy: readonly { keys: readonly { value: string }[]; count: number }[] }
    }
    return releases.groupBy.map(({ keys, count }) => [...keys.map(({ value }) => value), count])
  }

  test('put a date into the stretch that is asked for, or into that which is known of it', async () => {
    await open()
    const by = (bucket: string): Promise<unknown> => grouped(`by: [{ date: ${bucket} }], orderBy: [{ keys: ASC }]`)
    expect(await by('DAY')).toEqual([
      ['2024-12-31', 1],
      ['2025', 1],
      ['2025-01', 1],
      ['2025-01-30', 1],
      [null, 1],
    ])
    expect(await by('MONTH')).toEqual([
      ['2024-12', 1],
      ['2025', 1],
      ['2025-01', 2],
      [null, 1],
    ])
    expect(await by('QUARTER')).toEqual([
      ['2024-Q4', 1],
      ['2025', 1],
      ['2025-Q1', 2],
      [null, 1],
    ])
    expect(await by('YEAR')).toEqual([
      ['2024', 1],
      ['2025', 3],
      [null, 1],
    ])
  })

  test('tell of a stretch of time how exactly the dates in it are known', async () => {
    graph = await openGraph([
      fileOf(
        { a: 'Release', b: 'Release', c: 'Release', d: 'Release' },
        ['2020s', '2025', '2025-02', '2025-02-10'].map(
          (date, i) => `{ subject: ${'abcd'[i]}, predicate: DATE, value: "${date}" }`,
        ),
      ),
    ])
    const told = async (bucket: string): Promise<unknown> => {
      const { releases } = (await graph.read(
        `{ releases { groupBy(by: [{ date: ${bucket} }], orderBy: [{ keys: ASC }]) { keys { value precision } count members { nodes { slug } } } } }`,
      )) as {
        releases: { groupBy: readonly { keys: readonly object[]; members: { nodes: readonly { slug: string }[] } }[] }
      }
      return releases.groupBy.map(({ keys, members }) => [
        ...keys.flatMap(Object.values),
        members.nodes
          .map(({ slug }) => slug)
          .toSorted()
          .join(''),
      ])
    }
    const coarse = [
      ['2020s', 'DECADE', 'a'],
      ['2025', 'YEAR', 'b'],
    ]
    expect(await told('DAY')).toEqual([...coarse, ['2025-02', 'MONTH', 'c'], ['2025-02-10', 'DAY', 'd']])
    expect(await told('MONTH')).toEqual([...coarse, ['2025-02', 'MONTH', 'cd']])
    expect(await told('QUARTER')).toEqual([...coarse, ['2025-Q1', 'MONTH', 'cd']])
    expect(await told('YEAR')).toEqual([
      ['2020s', 'DECADE', 'a'],
      ['2025', 'YEAR', 'bcd'],
    ])
  })

  test('come with most members first, cut to the number that is asked for, and only those that are wanted', async () => {
    await open()
    expect(await grouped('by: [{ date: YEAR }], first: 1')).toEqual([['2025', 3]])
    expect(await grouped('by: [{ date: YEAR }], having: { count: { lt: 3 } }')).toEqual([
      ['2024', 1],
      [null, 1],
    ])
    expect(await grouped('by: [{ date: YEAR }], having: { date: { min: { gte: "2025-01-01" } } }')).toEqual([
      ['2025', 3],
    ])
  })

  test('are counted in all, however few of them are shown', async () => {
    await open()
    const read = async (given: string): Promise<unknown> =>
      (await graph.read(`{ releases { shown: groupBy(${given}, first: 2) { count } all: groupCount(${given}) } }`))[
        'releases'
      ]
    expect(await read('by: [{ date: MONTH }]')).toEqual({ shown: [{ count: 2 }, { count: 1 }], all: 4 })
    expect(await read('by: [{ date: YEAR }], having: { count: { lt: 3 } }')).toEqual({
      shown: [{ count: 1 }, { count: 1 }],
      all: 2,
    })
    expect(await read('by: [{ date: YEAR }], having: { count: { gt: 9 } }')).toEqual({ shown: [], all: 0 })
    const { errors } = await graph.ask('{ releases { groupCount(by: []) } }')
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'by' } }])
  })

  test('lead on to their members, page by page', async () => {
    await open()
    const read = async (after: string | null): Promise<unknown> => {
      const { releases } = (await graph.read(
        `query Q($after: String) { releases { groupBy(by: [{ date: YEAR }], first: 1) { members(first: 2, after: $after, orderBy: [{ slug: ASC }]) { totalCount pageInfo { endCursor hasNextPage } nodes { slug } } } } }`,
        { after },
      )) as { releases: { groupBy: readonly { members: unknown }[] } }
      return releases.groupBy[0]?.members
    }
    const first = (await read(null)) as { pageInfo: { endCursor: string } }
    expect(first).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      nodes: [{ slug: 'first' }, { slug: 'second' }],
    })
    expect(await read(first.pageInfo.endCursor)).toMatchObject({
      pageInfo: { hasNextPage: false },
      nodes: [{ slug: 'third' }],
    })
  })

  test.each([
    ['by: []', 'by'],
    [`by: [${'{ date: YEAR }, '.repeat(6)}]`, 'by'],
    ['by: [{ date: YEAR }], first: 201', 'first'],
    ['by: [{ date: YEAR }], having: { count: null }', ''],
  ])('are refused where they are asked for with %s', async (given, argument) => {
    await open()
    const { errors } = await graph.ask(`{ releases { groupBy(${given}) { count } } }`)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', ...(argument && { argument }) } }])
  })

  test('cost what their members cost, and the search for them', async () => {
    await open({ cost: 42_209 })
    const query =
      '{ releases { groupBy(by: [{ date: YEAR }], first: 200) { members(first: 200) { nodes { slug } } } } }'
    const { errors } = await graph.ask(query)
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY', limit: 'cost', asked: 42_210 } }])
  })
})

test('figures are those of the moment that is asked about, and of what is trusted', async () => {
  graph = await openGraph([fileOf({ firm: 'Company' }, [said('firm', 'VALUATION', '{ amount: "5", currency: USD }')])])
  const read = async (given: string): Promise<unknown> =>
    (await graph.read(`{ companies${given} { aggregate { count valuation { currency max } } } }`))['companies']
  const worth = [{ currency: 'USD', max: '5' }]
  expect(await read('')).toEqual({ aggregate: { count: 1, valuation: worth } })
  expect(await read('(asOf: { known: "2025-02-02T00:00:00Z" })')).toEqual({ aggregate: { count: 1, valuation: worth } })
  expect(await read('(asOf: { known: "2025-01-01T00:00:00Z" })')).toEqual({ aggregate: { count: 0, valuation: [] } })
  expect(await read('(trust: { minModality: CONFIRMED })')).toEqual({ aggregate: { count: 1, valuation: [] } })
})

describe('figures of large amounts', () => {
  const worth = async (amounts: readonly string[]): Promise<unknown> => {
    const slugs = amounts.map((_, i) => `firm-${i}`)
    graph = await openGraph([
      fileOf(
        Object.fromEntries(slugs.map((slug) => [slug, 'Company'])),
        slugs.map((slug, i) => said(slug, 'VALUATION', `{ amount: "${amounts[i]}", currency: IDR }`)),
      ),
    ])
    const { companies } = (await graph.read('{ companies { aggregate { valuation { min max sum avg } } } }')) as {
      companies: { aggregate: { valuation: readonly unknown[] } }
    }
    return companies.aggregate.valuation[0]
  }

  test('are exact where they are whole and no more than 2^53', async () => {
    const amount = '1234567890123456'
    expect(await worth([amount])).toEqual({ min: amount, max: amount, sum: amount, avg: amount })
    await graph.close()
    expect(await worth(['4503599627370497', '4503599627370494'])).toMatchObject({ sum: '9007199254740991' })
  })

  test('are there beyond 2^53, of as many digits as are sure', async () => {
    const amount = '4000000000000000'
    expect(await worth([amount, amount, amount])).toMatchObject({ sum: '12000000000000000', avg: amount })
  })

  test('show the amounts of which they are without what floating point adds', async () => {
    expect(await worth(['0.1', '0.2', '1234567890123456.789'])).toMatchObject({
      min: '0.1',
      max: '1234567890123456.8',
      sum: '1234567890123457',
    })
  })
})
