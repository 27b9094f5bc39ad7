import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const ENTITIES = { openai: 'Company', italy: 'Country', france: 'Country', ban: 'Ban', o1: 'Model' }

let graph: OpenGraph
afterEach(() => graph.close())

const ASK = '{ nodes { predicate kind basis since subject { slug } claims { nodes { value { text } polarity } } } }'

/** The contradictions of a graph in which these things are claimed. */
async function found(claims: readonly string[], where = ''): Promise<unknown[]> {
  graph = await openGraph([fileOf(ENTITIES, claims)])
  const { contradictions } = (await graph.read(`{ contradictions${where} ${ASK} }`)) as {
    contradictions: { nodes: unknown[] }
  }
  return contradictions.nodes
}

test('a contradiction is found by its id at any moment, by either clock', async () => {
  const value = (amount: number): string =>
    `{ subject: openai, predicate: VALUATION, value: { amount: ${amount}, currency: USD }, publishedAt: 2025-01-30 }`
  graph = await openGraph([fileOf(ENTITIES, [value(340), value(300)])])
  const moments = ['{ known: "2024-01-01T00:00:00Z" }', '{ clock: SYSTEM, known: "2026-01-01T00:00:00Z" }']
  const { contradictions } = (await graph.read('{ contradictions { nodes { id } } }')) as {
    contradictions: { nodes: readonly { id: string }[] }
  }
  const [first] = contradictions.nodes
  for (const moment of moments)
    expect(await graph.read(`{ nodes(ids: ["${first?.id}"], asOf: ${moment}) { id } }`)).toEqual({ nodes: [first] })
})

describe('claims that cannot all be true', () => {
  test('on a value of which there is one', async () => {
    expect(
      await found([
        '{ subject: openai, predicate: VALUATION, value: { amount: 340, currency: USD }, publishedAt: 2025-01-30 }',
        '{ subject: openai, predicate: VALUATION, value: { amount: 300, currency: USD }, publishedAt: 2025-01 }',
      ]),
    ).toEqual([
      {
        predicate: 'VALUATION',
        kind: 'VALUE',
        basis: 'RULE',
        since: '2025-01-31',
        subject: { slug: 'openai' },
        claims: {
          nodes: expect.arrayContaining([
            { value: { text: '340 USD' }, polarity: 'AFFIRMS' },
            { value: { text: '300 USD' }, polarity: 'AFFIRMS' },
          ]) as unknown,
        },
      },
    ])
  })

  test('on a date, and not when the one only refines the other', async () => {
    const date = (value: string): string => `{ subject: ban, predicate: DATE, value: "${value}" }`
    expect(await found([date('2025-01-30'), date('2025-01-31')])).toMatchObject([{ kind: 'DATE', predicate: 'DATE' }])
    await graph.close()
    expect(await found([date('2025-01-30'), date('2025-01'), date('2025')])).toEqual([])
  })

  test('on the one country a firm is led from, unless they hold at different times', async () => {
    const led = (from: string, time = ''): string =>
      `{ subject: openai, predicate: HEADQUARTERED_IN, object: ${from}${time} }`
    expect(await found([led('italy'), led('france')])).toMatchObject([{ kind: 'VALUE', predicate: 'HEADQUARTERED_IN' }])
    await graph.close()
    expect(await found([led('italy', ', validTo: 2020'), led('france', ', validFrom: 2021')])).toEqual([])
  })

  test('on whether something is so: a denial', async () => {
    expect(
      await found([
        '{ subject: o1, predicate: DEVELOPED_BY, object: openai }',
        '{ subject: o1, predicate: DEVELOPED_BY, object: openai, polarity: NEGATES, modality: DENIED }',
      ]),
    ).toMatchObject([{ kind: 'POLARITY' }])
  })

  test('on an identifier of a register that gives one', async () => {
    const known = (value: string, scheme: string): string =>
      `{ subject: openai, predicate: IDENTIFIER, value: ${value}, qualifiers: { scheme: ${scheme} } }`
    expect(await found([known('Q21708200', 'WIKIDATA'), known('Q1', 'WIKIDATA')])).toMatchObject([{ kind: 'IDENTITY' }])
    await graph.close()
    expect(await found([known('openai.com', 'DOMAIN'), known('chatgpt.com', 'DOMAIN')])).toEqual([])
  })

  test('that a claim names, of whatever modality and on whatever subject, for both', async () => {
    const seen = await found([
      '{ key: general, subject: ban, predicate: DATE, value: "2024-12-05" }',
      '{ subject: o1, predicate: HAS_STAGE, value: experimental, modality: OPINION, links: [{ type: CONTRADICTS, claim: general }] }',
    ])
    expect(seen).toMatchObject([
      { basis: 'LINK', predicate: 'DATE', subject: { slug: 'ban' } },
      { basis: 'LINK', predicate: 'HAS_STAGE', subject: { slug: 'o1' } },
    ])
  })

  test.each([
    ['opinions', 'modality: OPINION'],
    ['what is not accepted', 'review: PROPOSED'],
    ['what the editors deprecated', 'rank: DEPRECATED'],
    ['another currency', 'value: { amount: 300, currency: EUR }'],
    ['a value that is not known', 'unknown: true'],
  ])('but not %s', async (_, how) => {
    const given =
      how.startsWith('value') || how.startsWith('unknown') ? how : `value: { amount: 300, currency: USD }, ${how}`
    const claims = [
      '{ subject: openai, predicate: VALUATION, value: { amount: 340, currency: USD } }',
      `{ subject: openai, predicate: VALUATION, ${given} }`,
    ]
    expect(await found(claims)).toEqual([])
  })

  test('are on record since both sides were known, and no longer when one is superseded', async () => {
    const claims = [
      '{ key: old, subject: openai, predicate: VALUATION, value: { amount: 340, currency: USD }, publishedAt: 2025-01-30 }',
      '{ subject: openai, predicate: VALUATION, value: { amount: 300, currency: USD }, publishedAt: 2025-02-01 }',
      '{ subject: openai, predicate: VALUATION, value: { amount: 301, currency: USD }, publishedAt: 2025-02-05, links: [{ type: SUPERSEDES, claim: old }] }',
    ]
    const counts: number[] = []
    for (const day of ['2025-01-31', '2025-02-02', '2025-02-06']) {
      const { length } = await found(claims, `(asOf: { known: "${day}T00:00:00Z" })`)
      counts.push(length)
      const { company } = (await graph.read(
        `{ company(slug: "openai", asOf: { known: "${day}T00:00:00Z" }) { contradictions { totalCount nodes { claims { nodes { value { text } } } } } } }`,
      )) as { company: { contradictions: { totalCount: number } } }
      expect(company.contradictions.totalCount).toBe(length)
      if (day !== '2025-02-06') await graph.close()
    }
    expect(counts).toEqual([0, 1, 1])
  })

  test('are those that meet another one, since the first two of them were known', async () => {
    const founded = (value: string, day: string): string =>
      `{ subject: openai, predicate: FOUNDED_ON, value: "${value}", publishedAt: ${day} }`
    const claims = [
      founded('2014', '2025-01-09'),
      founded('2015-12-11', '2025-01-05'),
      founded('2015', '2025-01-01'),
      founded('2016', '2025-01-07'),
      founded('2010s', '2025-01-02'),
    ]
    const texts = async (day: string): Promise<unknown> => {
      const seen = (await found(claims, `(asOf: { known: "${day}T23:59:59Z" })`)) as readonly {
        since: string
        claims: { nodes: readonly { value: { text: string } }[] }
      }[]
      await graph.close()
      return seen.map((each) => [each.since, ...each.claims.nodes.map(({ value }) => value.text).toSorted()])
    }
    expect(await texts('2025-01-06')).toEqual([])
    expect(await texts('2025-01-08')).toEqual([['2025-01-07', '2015', '2015-12-11', '2016']])
    expect(await texts('2025-01-10')).toEqual([['2025-01-07', '2014', '2015', '2015-12-11', '2016']])
    graph = await openGraph()
  })

  const said = (key: string, about: string, { value, links = '', rank = 'NORMAL', day = '2025-01-30' }: Said): string =>
    `{ key: ${key}, ${about}, value: "${value}", rank: ${rank}, publishedAt: ${day}, links: [${links}] }`
  const date = 'subject: ban, predicate: DATE'

  // One for each predicate of each subject.
  test.each([
    ['of one subject', 'ban', 'the other'],
    ['of one subject', 'ban', 'the one'],
    ['of two', 'o1', 'the other'],
    ['of two', 'o1', 'the one'],
  ])('by a link, %s ("%s"), stand until %s is superseded, also later on', async (_, subject, which) => {
    const name = `subject: ${subject}, predicate: NAME`
    const [one, other] = [
      said('one', date, { value: '2024-12-05' }),
      said('other', name, { value: 'Old', links: '{ type: DENIES, claim: one }' }),
    ]
    const after = said('after', which === 'the one' ? date : name, {
      value: '2024-12-06',
      day: '2025-02-05',
      links: `{ type: SUPERSEDES, claim: ${which.slice(4)} }`,
    })
    expect(await found([one, other])).toHaveLength(2)
    await graph.load(fileOf(ENTITIES, [after]))
    const ask = async (where = ''): Promise<unknown> => graph.read(`{ contradictions${where} { totalCount } }`)
    expect(await ask()).toEqual({ contradictions: { totalCount: 0 } })
    expect(await ask('(asOf: { known: "2025-02-04T00:00:00Z" })')).toEqual({ contradictions: { totalCount: 2 } })
    await graph.close()
    expect(await found([one, other, after])).toEqual([])
  })

  test('by a link, but not with what the editors deprecated', async () => {
    const denied = said('one', date, { value: '2024-12-05', rank: 'DEPRECATED' })
    const links = '{ type: DENIES, claim: one }'
    expect(await found([denied, said('other', 'subject: o1, predicate: NAME', { value: 'o1', links })])).toEqual([])
  })
})

interface Said {
  readonly value: string
  readonly links?: string
  readonly rank?: string
  readonly day?: string
}
