import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const TODAY = '2025-06-01T23:59:59.999Z'

let graph: OpenGraph
beforeAll(async () => {
  graph = await openGraph(
    [
      fileOf({ firm: 'Company', ann: 'Person' }, [
        '{ subject: ann, predicate: HOLDS_ROLE, object: firm, qualifiers: { role: CEO }, validFrom: 2020, validTo: 2022 }',
        '{ subject: firm, predicate: VALUATION, value: { amount: "5", currency: USD }, publishedAt: 2025-02-01 }',
      ]),
    ],
    { today: '2025-06-01' },
  )
})
afterAll(() => graph.close())

describe('the moments that were used', () => {
  const QUERY = 'query Q($asOf: AsOf) { person(slug: "ann", asOf: $asOf) { organizations { totalCount } } }'

  test.each<[Tree | null, Tree | undefined]>([
    [null, undefined],
    [{ clock: 'SYSTEM' }, undefined],
    [{ known: '2025-03-01T12:00:00Z' }, { known: '2025-03-01T23:59:59.999Z', valid: null, clock: 'PUBLICATION' }],
    [
      { known: '2025-03-01T12:00:00Z', clock: 'SYSTEM' },
      { known: '2025-03-01T12:00:00.000Z', valid: null, clock: 'SYSTEM' },
    ],
    [{ valid: '2021-01-01' }, { known: TODAY, valid: '2021-01-01', clock: 'PUBLICATION' }],
    [{ valid: '9999-12-31' }, { known: TODAY, valid: '9999-12-31', clock: 'PUBLICATION' }],
  ])('come back of %j, and lead to the same answer when they are sent again', async (asOf, used) => {
    const told = (await graph.moments(QUERY, { asOf })) as Tree | undefined
    expect(told).toEqual(used && { person: used })
    const again = { asOf: told?.['person'] ?? null }
    expect(await graph.read(QUERY, again)).toEqual(await graph.read(QUERY, { asOf }))
    expect(await graph.moments(QUERY, again)).toEqual(told)
  })

  test('come back of both sides of a difference, the second of which is now unless it is said', async () => {
    const query =
      'query Q($from: AsOf!, $to: AsOf) { since: diff(of: { slug: "firm" }, from: $from, to: $to) { added { field } } }'
    const from = { known: '2025-01-01T00:00:00Z' }
    const told = (await graph.moments(query, { from })) as { readonly since: Tree }
    expect(told).toEqual({
      since: {
        from: { known: '2025-01-01T23:59:59.999Z', valid: null, clock: 'PUBLICATION' },
        to: { known: TODAY, valid: null, clock: 'PUBLICATION' },
      },
    })
    expect(await graph.read(query, told.since)).toEqual(await graph.read(query, { from }))
    expect(
      await graph.moments(query, { from, to: { valid: '2021-01-01', known: null, clock: 'SYSTEM' } }),
    ).toMatchObject({
      since: { to: { known: TODAY, valid: '2021-01-01', clock: 'SYSTEM' } },
    })
    // Now has a clock as well.
    expect(await graph.moments(query, { from, to: { clock: 'SYSTEM' } })).toMatchObject({
      since: { to: { known: TODAY, clock: 'SYSTEM' } },
    })
  })
})

describe('a moment', () => {
  const shown = async (known: string): Promise<unknown> =>
    graph.ask('query Q($known: DateTime) { companies(asOf: { known: $known }) { totalCount } }', { known })

  test('is looked from in its own zone up to the last instant of the calendar', async () => {
    expect(await shown('9999-12-31T23:59:59Z')).toMatchObject({ data: { companies: { totalCount: 1 } } })
    expect(await shown('0000-01-01T00:00:00Z')).toMatchObject({ data: { companies: { totalCount: 0 } } })
  })

  test.each(['9999-12-31T23:30:00-01:00', '9999-12-31T24:00:00Z', '0000-01-01T00:00:00+01:00'])(
    'of no year of four digits in UTC is refused: %s',
    async (known) => {
      expect(await shown(known)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    },
  )
})
