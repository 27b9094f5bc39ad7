import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const ENTITIES = { openai: 'Company', italy: 'Country', france: 'Country', o1: 'Model', altman: 'Person' }
const worth = (amount: number, rest: string): string =>
  `{ subject: openai, predicate: VALUATION, value: { amount: ${amount}, currency: USD }, ${rest} }`

const FIRST = fileOf(ENTITIES, [
  worth(340, 'key: talks, publishedAt: 2025-01-30'),
  '{ subject: openai, predicate: HEADQUARTERED_IN, object: italy, publishedAt: 2025-01-10 }',
  '{ key: gone, subject: o1, predicate: DEVELOPED_BY, object: openai, publishedAt: 2025-01-15 }',
  '{ subject: altman, predicate: HOLDS_ROLE, object: openai, qualifiers: { role: CEO }, publishedAt: 2024 }',
  '{ subject: altman, predicate: HOLDS_ROLE, object: openai, qualifiers: { role: Chair }, validFrom: 2016, validTo: 2019, publishedAt: 2025-01-20 }',
])
const SECOND = `${fileOf(ENTITIES, [worth(300, 'publishedAt: 2025-03-31, links: [{ type: SUPERSEDES, claim: talks }]')])}retract: [{ claim: gone, reason: a mistake }]
`

let graph: OpenGraph
beforeAll(async () => {
  graph = await openGraph([], { today: '2025-06-01' })
  await graph.load(FIRST, { recordedAt: '2025-02-10T00:00:00.000Z' })
  await graph.load(SECOND, { recordedAt: '2025-04-01T00:00:00.000Z' })
})
afterAll(() => graph.close())

describe('history', () => {
  test('tells what was shown from when to when, by publication, and by which claim', async () => {
    const { company } = (await graph.read(
      '{ company(slug: "openai") { history(field: "valuation") { field predicate from to claim { value { amount } publishedAt { value } } } } }',
    )) as { company: unknown }
    expect(company).toEqual({
      history: [
        {
          field: 'valuation',
          predicate: 'VALUATION',
          from: '2025-01-30T00:00:00.000Z',
          to: '2025-03-31T00:00:00.000Z',
          claim: { value: { amount: '340' }, publishedAt: { value: '2025-01-30' } },
        },
        {
          field: 'valuation',
          predicate: 'VALUATION',
          from: '2025-03-31T00:00:00.000Z',
          to: null,
          claim: { value: { amount: '300' }, publishedAt: { value: '2025-03-31' } },
        },
      ],
    })
  })

  test('by the records too, where what was taken back was shown until then', async () => {
    const { model } = (await graph.read(
      '{ model(slug: "o1") { history { field } system: history(clock: SYSTEM) { field from to claim { object { slug } } } } }',
    )) as { model: unknown }
    expect(model).toEqual({
      history: [],
      system: [
        {
          field: 'developers',
          from: '2025-02-10T00:00:00.000Z',
          to: '2025-04-01T00:00:00.000Z',
          claim: { object: { slug: 'openai' } },
        },
      ],
    })
  })

  test('tells of each role that was held, also of one that had ended before it was known', async () => {
    const roles = 'nodes: history(field: "organizations") { from to claim { qualifiers { predicate value } } }'
    const diff =
      'diff(of: { slug: "altman" }, from: { known: "2025-01-05T00:00:00Z" }) { added { field after { validTo { value } } } }'
    expect(await graph.read(`{ person(slug: "altman") { ${roles} } ${diff} }`)).toEqual({
      person: {
        nodes: [
          { from: '2024-12-31T00:00:00.000Z', to: null, claim: { qualifiers: [{ predicate: 'ROLE', value: 'CEO' }] } },
          {
            from: '2025-01-20T00:00:00.000Z',
            to: null,
            claim: { qualifiers: [{ predicate: 'ROLE', value: 'Chair' }] },
          },
        ],
      },
      diff: { added: [{ field: 'organizations', after: { validTo: { value: '2019-01-01' } } }] },
    })
  })

  test('tells no more than what was known, under pins', async () => {
    const { company } = (await graph.read(
      '{ company(slug: "openai", asOf: { known: "2025-02-01T00:00:00Z" }) { history { field to } } }',
    )) as { company: unknown }
    expect(company).toEqual({
      history: [
        { field: 'headquarters', to: null },
        { field: 'valuation', to: null },
      ],
    })
  })

  test('refuses a field that no claim makes, by variable too, and tells nothing of one of another kind', async () => {
    const query = 'query Q($field: String) { company(slug: "openai") { history(field: $field) { field } } }'
    expect(await graph.read(query, { field: 'grounds' })).toEqual({ company: { history: [] } })
    const { errors } = await graph.ask(query, { field: 'bogus' })
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/"bogus".*\bheadquarters\b.*\bvaluation\b/),
        extensions: { code: 'BAD_USER_INPUT', argument: 'field', at: 'Company.history' },
      },
    ])
  })
})

describe('diff', () => {
  const ask = (of: string, from: string, to = ''): Promise<unknown> =>
    graph.read(`{ diff(of: { slug: "${of}" }, from: { ${from} }${to}) {
      entity { slug } added { field after { value { text } object { slug } } before { id } }
      changed { field before { value { text } } after { value { text } } } withdrawn { field before { object { slug } } } } }`)

  test('tells what was added and what changed between two moments of publication', async () => {
    expect(await ask('openai', 'known: "2025-01-05T00:00:00Z"', ', to: { known: "2025-02-01T00:00:00Z" }')).toEqual({
      diff: {
        entity: { slug: 'openai' },
        added: [
          { field: 'headquarters', after: { value: { text: null }, object: { slug: 'italy' } }, before: null },
          { field: 'valuation', after: { value: { text: '340 USD' }, object: null }, before: null },
        ],
        changed: [],
        withdrawn: [],
      },
    })
    expect(await ask('openai', 'known: "2025-02-01T00:00:00Z"')).toMatchObject({
      diff: {
        added: [],
        changed: [
          { field: 'valuation', before: { value: { text: '340 USD' } }, after: { value: { text: '300 USD' } } },
        ],
      },
    })
  })

  test('tells what was taken back, by the records', async () => {
    const system = (day: string): string => `known: "${day}T00:00:00Z", clock: SYSTEM`
    expect(await ask('o1', system('2025-03-01'), `, to: { ${system('2025-05-01')} }`)).toMatchObject({
      diff: { withdrawn: [{ field: 'developers', before: { object: { slug: 'openai' } } }] },
    })
  })

  test('is null for an entity that is not there, and refuses a wrong reference', async () => {
    expect(await ask('nobody', 'known: "2025-03-01T00:00:00Z"')).toEqual({ diff: null })
    const { errors } = await graph.ask('{ diff(of: {}, from: {}) { entity { slug } } }')
    expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  })
})

// Below other graphs are opened, each in the place of the one before where there is one server for all.

test('that an edge is said to lead nowhere ends what it showed, as in the field itself', async () => {
  const moved = await openGraph([
    fileOf({ acme: 'Company', italy: 'Country' }, [
      '{ subject: acme, predicate: HEADQUARTERED_IN, object: italy, publishedAt: 2025-01-01 }',
      '{ subject: acme, predicate: HEADQUARTERED_IN, none: true, publishedAt: 2025-01-02 }',
    ]),
  ])
  const { company } = await moved.read(
    '{ company(slug: "acme") { headquarters { slug } history(field: "headquarters") { to claim { object { slug } } } } }',
  )
  await moved.close()
  expect(company).toEqual({
    headquarters: null,
    history: [
      { to: '2025-01-02T00:00:00.000Z', claim: { object: { slug: 'italy' } } },
      { to: null, claim: { object: null } },
    ],
  })
})

describe('a history that is trusted so far', () => {
  let other: OpenGraph
  beforeAll(async () => {
    const said = (predicate: string, rest: string): string => `{ subject: acme, predicate: ${predicate}, ${rest} }`
    other = await openGraph([
      fileOf({ acme: 'Company', italy: 'Country' }, [
        said('NAME', 'value: Acme, modality: ALLEGED'),
        said('VALUATION', 'value: { amount: "1", currency: USD }, modality: ALLEGED, publishedAt: 2025-01-01'),
        said(
          'VALUATION',
          'value: { amount: "2", currency: USD }, modality: CONFIRMED, confidence: LIKELY, publishedAt: 2025-01-02',
        ),
        said('HEADQUARTERED_IN', 'object: italy, confidence: SPECULATIVE'),
        said('WEBSITE', 'value: "https://acme.example", review: PROPOSED'),
      ]),
    ])
  })
  afterAll(() => other.close())
  const fields = async (trust: string): Promise<readonly string[]> => {
    const { company } = (await other.read(
      `{ company(slug: "acme", trust: { ${trust} }) { history { field claim { value { text } } } } }`,
    )) as { company: { history: readonly { field: string; claim: { value: { text: string } | null } }[] } }
    return company.history.map(({ field, claim }) => `${field} ${claim.value?.text ?? ''}`.trim())
  }

  test('leaves out what is put or believed too weakly, but for names', async () => {
    expect(await fields('minModality: INFERRED')).toEqual([
      'valuation 1 USD',
      'valuation 2 USD',
      'headquarters',
      'name Acme',
    ])
    expect(await fields('minModality: CONFIRMED')).toEqual(['valuation 2 USD', 'name Acme'])
    expect(await fields('minModality: REPORTED')).toEqual(['valuation 2 USD', 'headquarters', 'name Acme'])
    expect(await fields('minConfidence: LIKELY')).toEqual(['valuation 2 USD', 'name Acme'])
  })

  test('has what nobody has judged where that is asked for', async () => {
    expect(await fields('review: PROPOSED')).toContain('website https://acme.example')
    expect(await fields('review: ACCEPTED')).not.toContain('website https://acme.example')
  })
})

test('amounts are the same whatever zeros follow, in a history and between moments as in the field itself', async () => {
  const speakers = ['ann', 'ben', 'cat']
  const claims = ['100', '100.00', '200'].map(
    (amount, i) =>
      `{ subject: acme, predicate: VALUATION, value: { amount: "${amount}", currency: USD }, speakers: [{ entity: ${speakers[i]} }], publishedAt: 2025-01-0${i + 1} }`,
  )
  const other = await openGraph(
    [fileOf({ acme: 'Company', ...Object.fromEntries(speakers.map((slug) => [slug, 'Person'])) }, claims)],
    { today: '2025-06-01' },
  )
  const read = await other.read(`{
    company(slug: "acme") { valuationFact { reason claim { id } } history(field: "valuation") { to claim { id } } }
    diff(of: { slug: "acme" }, from: { known: "2025-01-01T00:00:00Z" }, to: { known: "2025-01-02T00:00:00Z" }) {
      changed { before { value { text } } after { value { text } } }
    }
  }`)
  await other.close()
  const { valuationFact, history } = read['company'] as {
    valuationFact: { reason: string; claim: object }
    history: readonly { to: string | null; claim: object }[]
  }
  expect(valuationFact.reason).toBe('MORE_ORIGINS')
  expect(history.filter(({ to }) => to === null).map(({ claim }) => claim)).toEqual([valuationFact.claim])
  expect(read['diff']).toEqual({ changed: [] })
})
