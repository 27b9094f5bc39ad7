import { setTimeout as delay } from 'node:timers/promises'

import { encodeCursor } from '../../src/plan/cursor.js'
import { Failure } from '../../src/errors.js'
import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

let graph: OpenGraph
beforeAll(async () => {
  const firms = ['a', 'b', 'c', 'd']
  graph = await openGraph([
    fileOf({ ...Object.fromEntries(firms.map((slug) => [slug, 'Company'])), m: 'Model' }, [
      ...firms.map((slug) => `{ subject: ${slug}, predicate: NAME, value: ${slug} }`),
      '{ subject: m, predicate: DEVELOPED_BY, object: a }',
      '{ subject: a, predicate: IDENTIFIER, value: Q21708200, qualifiers: { scheme: WIKIDATA } }',
      '{ subject: a, predicate: IDENTIFIER, value: a.example, qualifiers: { scheme: DOMAIN } }',
    ]),
  ])
})
afterAll(() => graph.close())

type Variables = Readonly<Record<string, unknown>>

/** The only error of an operation that has no other: its words and what a program reads of it. */
async function refusalOf(query: string, variables?: Variables): Promise<{ message: string; extensions: Variables }> {
  const { data, errors } = await graph.ask(query, variables)
  const messages = new Set(errors.map(({ message }) => message))
  expect(messages.size).toBe(1)
  expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true)
  const [first] = errors
  return { message: first?.message ?? '', extensions: first?.extensions ?? {} }
}

describe('what is not there is null and no error:', () => {
  test.each([
    'company(slug: "nobody") { name }',
    'company(slug: "") { name }',
    'company(slug: "m") { name }',
    'source(slug: "a") { title }',
    'node(id: "nobody") { id }',
    'node(id: "slug:a") { id }',
    'entity(ref: { slug: "nobody" }) { id }',
    'entity(ref: { slug: "A" }) { id }',
    'entity(ref: { id: "slug:a" }) { id }',
    'entity(ref: { scheme: WIKIDATA, value: "Q1" }) { id }',
    'entity(ref: { scheme: SLUG, value: "No Slug" }) { id }',
  ])('%s', async (field) => {
    expect(await graph.ask(`{ found: ${field} }`)).toEqual({ data: { found: null }, errors: [] })
  })

  test('in a list of keys each that is not there is null, even when another key has its form', async () => {
    expect(
      await graph.ask('{ entities(refs: [{ id: "slug:a" }, { slug: "a" }, { slug: "source:article" }]) { slug } }'),
    ).toEqual({
      data: { entities: [null, { slug: 'a' }, null] },
      errors: [],
    })
  })
})

describe('an identifier', () => {
  test.each([
    ['WIKIDATA', 'Q21708200'],
    ['WIKIDATA', ' q21708200 '],
    ['WIKIDATA', 'https://www.wikidata.org/wiki/Q21708200#sitelinks'],
    ['WIKIDATA', 'http://www.wikidata.org/entity/Q21708200'],
    ['DOMAIN', 'A.Example'],
    ['DOMAIN', 'https://www.a.example:443/about'],
  ])('of %s is found as people write it: "%s"', async (scheme, value) => {
    expect(await graph.read(`{ entity(ref: { scheme: ${scheme}, value: "${value}" }) { slug } }`)).toEqual({
      entity: { slug: 'a' },
    })
  })

  const wrong = '{ scheme: WIKIDATA, value: "rubbish" }'
  test.each([
    ['ref', `entity(ref: ${wrong}) { id }`],
    ['refs', `entities(refs: [{ slug: "a" }, ${wrong}]) { id }`],
    ['of', `timeline(of: [${wrong}]) { totalCount }`],
    ['of', `diff(of: ${wrong}, from: { known: "2025-01-01T00:00:00Z" }) { added { field } }`],
    ['to', `shortestPath(from: { slug: "a" }, to: ${wrong}) { length }`],
    ['of', `neighbourhood(of: ${wrong}) { complete }`],
    ['identifiers', `resolve(name: "a", context: { identifiers: [${wrong}] }) { score }`],
  ])('that cannot be one is refused in "%s", with the form that it should have: %s', async (argument, field) => {
    const { message, extensions } = await refusalOf(`{ found: ${field} }`)
    expect(message).toBe(
      `"rubbish" in "${argument}" cannot be an identifier of WIKIDATA: one is Q and a number, for example "Q21708200".`,
    )
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument, scheme: 'WIKIDATA', value: 'rubbish' })
  })

  test('is looked at in each request, whether or not one of its form was asked for by the same document', async () => {
    const ask = 'query Q($v: String!) { entity(ref: { scheme: LEI, value: $v }) { id } }'
    expect(await graph.read(ask, { v: 'hwupkr0mpou8fgxbt394' })).toEqual({ entity: null })
    expect((await refusalOf(ask, { v: 'HWUPKR0MPOU8FGXBT395' })).message).toMatch(/its check digits are wrong/)
    expect((await refusalOf(ask, { v: '' })).extensions).toMatchObject({ scheme: 'LEI', value: '' })
  })
})

test('a trust that no plain fact falls short of is refused, by variable too, and says what it may be', async () => {
  const asked = 'query Q($m: Modality!) { companies(trust: { minModality: $m }) { nodes { slug } } }'
  const { message, extensions } = await refusalOf(asked, { m: 'RUMOURED' })
  expect(message).toMatch(/^"minModality" is RUMOURED; it must be one of CONFIRMED, REPORTED, ALLEGED, INFERRED, /)
  expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'minModality' })
})

describe('a page size', () => {
  test.each([
    ['companies(first: -1)', 'first', -1],
    ['companies(last: -1)', 'last', -1],
    ['companies(first: 201)', 'first', 201],
    ['companies(last: 2147483647)', 'last', 2147483647],
  ])('out of range is refused with the figures: %s', async (field, argument, asked) => {
    const { message, extensions } = await refusalOf(`{ ${field} { nodes { slug } } }`)
    expect(message).toBe(`"${argument}" of Query.companies is ${asked}; it must be from 0 to 200.`)
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument, at: 'Query.companies', allowed: 200, asked })
  })

  test('out of range is refused by variable too, below the root, and where only the number is asked for', async () => {
    const nested = 'query Q($n: Int) { company(slug: "a") { models(first: $n) { nodes { slug } } } }'
    expect((await graph.ask(nested, { n: 200 })).errors).toEqual([])
    expect((await refusalOf(nested, { n: 201 })).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      at: 'Company.models',
      asked: 201,
    })
    expect((await refusalOf('{ companies(first: -5) { totalCount } }')).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      asked: -5,
    })
  })

  test('is given from one end only', async () => {
    const { message, extensions } = await refusalOf('{ companies(first: 1, last: 1) { nodes { slug } } }')
    expect(message).toBe('Query.companies is asked for both "first" and "last"; give one of them.')
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'last', at: 'Query.companies' })
    expect(
      (await graph.ask('query Q($l: Int) { companies(first: 1, last: $l) { nodes { slug } } }', { l: null })).errors,
    ).toEqual([])
  })
})

describe('a cursor', () => {
  const cursorOf = async (list: string): Promise<string> => {
    const { data } = await graph.ask(`{ list: ${list} { pageInfo { endCursor } } }`)
    return (data as { list: { pageInfo: { endCursor: string } } }).list.pageInfo.endCursor
  }
  const ASK = 'query Q($c: String) { companies(first: 2, after: $c, orderBy: [{ name: ASC }]) { nodes { slug } } }'

  test.each([
    ['another list', 'organizations(first: 1, orderBy: [{ name: ASC }])'],
    ['another direction', 'companies(first: 1, orderBy: [{ name: DESC }])'],
    ['another order', 'companies(first: 1, orderBy: [{ foundedOn: ASC }, { name: ASC }])'],
    ['the order by id alone', 'companies(first: 1, orderBy: [{ id: ASC }])'],
    ['a filter', 'companies(first: 1, orderBy: [{ name: ASC }], where: { slug: { startsWith: "" } })'],
  ])('of %s is refused', async (_, list) => {
    const { message, extensions } = await refusalOf(ASK, { c: await cursorOf(list) })
    expect(message).toMatch(/^"after" of Query\.companies is not a cursor of this list in this order\./)
    expect(extensions).toEqual({ code: 'BAD_CURSOR', argument: 'after', at: 'Query.companies' })
  })

  test('of the same list under another alias, in another document, is taken', async () => {
    const cursor = await cursorOf('companies(first: 2)')
    expect(await graph.read(ASK, { c: cursor })).toEqual({ companies: { nodes: [{ slug: 'c' }, { slug: 'd' }] } })
  })

  test('of the same list is taken in whatever order the filter has its parts, and with other values refused', async () => {
    const list = (where: string): string => `companies(first: 1, orderBy: [{ name: ASC }], where: { ${where} })`
    const cursor = await cursorOf(list('slug: { startsWith: "" }, name: { ne: "x" }'))
    const ask = async (name: string, slug: string): Promise<unknown> => {
      const query = `query Q($c: String, $slug: String) { companies(
        first: 2, after: $c, orderBy: [{ name: ASC }], where: { name: { ne: "${name}" }, slug: { startsWith: $slug } }
      ) { nodes { slug } } }`
      const { data, errors } = await graph.ask(query, { c: cursor, slug })
      return errors[0]?.extensions?.['code'] ?? data
    }
    expect(await ask('x', '')).toEqual({ companies: { nodes: [{ slug: 'b' }, { slug: 'c' }] } })
    expect(await ask('x', 'b')).toBe('BAD_CURSOR')
    expect(await ask('y', '')).toBe('BAD_CURSOR')
  })

  test('that was changed is refused, whatever it was changed to', async () => {
    const cursor = await cursorOf('companies(first: 1)')
    const [list, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, ...string[]]
    const bad = [
      '',
      'x',
      'null',
      '💥',
      cursor.slice(3),
      `${cursor}AAAA`,
      encodeCursor(list, []),
      encodeCursor(list, values.slice(1)),
      encodeCursor(list, [...values, 'more']),
      encodeCursor(list, [1, ...values.slice(1)]),
      encodeCursor(list, [null, ...values.slice(1)]),
      encodeCursor(list, [true, ...values.slice(1)]),
      encodeCursor(list, [['a'], ...values.slice(1)]),
      encodeCursor(list, [{ a: 1 }, ...values.slice(1)]),
      Buffer.from('{"0":"x"}').toString('base64url'),
      Buffer.from(`["${list}",1e999,"x"]`).toString('base64url'),
      'A'.repeat(10_000),
    ]
    for (const c of bad)
      expect({ c, ...(await refusalOf(ASK, { c })).extensions }).toMatchObject({ c, code: 'BAD_CURSOR' })
  })

  test.each(['1e999', '-1e999'])('that was changed to %s, which no number holds, is refused', async (number) => {
    const ask =
      'query Q($c: String) { models(first: 1, after: $c, orderBy: [{ parameters: ASC }]) { pageInfo { endCursor } } }'
    const { models } = await graph.read(ask)
    const { endCursor } = (models as { pageInfo: { endCursor: string } }).pageInfo
    const [list, ...values] = JSON.parse(Buffer.from(endCursor, 'base64url').toString()) as [string, ...string[]]
    const changed = JSON.stringify([list, 0, ...values.slice(1)]).replace(',0,', `,${number},`)
    const c = Buffer.from(changed).toString('base64url')
    expect((await refusalOf(ask, { c })).extensions).toMatchObject({ code: 'BAD_CURSOR', argument: 'after' })
    const found = Buffer.from(changed.replace(number, '7')).toString('base64url')
    expect((await graph.ask(ask, { c: found })).errors).toEqual([])
  })

  test('is refused before and below too', async () => {
    const nested = 'query Q($c: String) { company(slug: "a") { models(last: 1, before: $c) { nodes { slug } } } }'
    expect((await refusalOf(nested, { c: 'x' })).extensions).toEqual({
      code: 'BAD_CURSOR',
      argument: 'before',
      at: 'Company.models',
    })
  })
})

test('what names no operation of several is refused as such', async () => {
  const { extensions } = await refusalOf('query A { __typename } query B { __typename }')
  expect(extensions).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE' })
})

describe('null in a filter is refused, with the argument named and what to write in its place:', () => {
  test.each([
    ['name: null', 'name', 'name: { isNull: true }'],
    ['name: { eq: null }', 'eq', 'isNull: true'],
    ['name: { in: null }', 'in', 'isNull: true'],
    ['name: { isNull: null }', 'isNull', 'isNull: true'],
    ['valuationFact: null', 'valuationFact', 'valuationFact: { isNull: true }'],
    ['valuation: { amount: null }', 'amount', 'amount: { isNull: true }'],
    ['or: [{ name: { ne: null } }]', 'ne', 'isNull: true'],
    ['models: null', 'models', 'models: { none: {} }'],
    ['models: { some: null }', 'some', 'none: {}'],
    ['models: { some: { foldedSlugs: null } }', 'foldedSlugs', 'foldedSlugs: { isEmpty: true }'],
    ['models: { some: { foldedSlugs: { has: null } } }', 'has', 'isEmpty: true'],
    ['headquarters: null', 'headquarters', 'not: { headquarters: {} }'],
    ['people: { some: { edge: { role: null } } }', 'role', 'role: { isNull: true }'],
  ])('%s', async (given, argument, instead) => {
    const { message, extensions } = await refusalOf(`{ companies(where: { ${given} }) { nodes { slug } } }`)
    expect(message).toBe(`"${argument}" in a filter is null. Leave it out, or ask for what has none with "${instead}".`)
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument })
  })

  test.each([
    'name: { isNull: true }',
    'valuationFact: { isNull: true }',
    'models: { none: {} }',
    'not: { headquarters: {} }',
  ])('what stands in its place is right: %s', async (instead) => {
    expect((await graph.ask(`{ companies(where: { ${instead} }) { nodes { slug } } }`)).errors).toEqual([])
  })

  test.each([
    ['companies(where: { not: null }) { totalCount }', 'not'],
    ['companies(where: { and: null }) { totalCount }', 'and'],
    ['companies(where: { or: null }) { totalCount }', 'or'],
    ['companies(where: { people: { some: { edge: null } } }) { totalCount }', 'edge'],
    ['events(where: { kind: null }) { totalCount }', 'kind'],
    ['companies { groupBy(by: [{ name: EACH }], having: { count: null }) { count } }', 'count'],
    ['companies { groupBy(by: [{ name: EACH }], having: { foundedOn: null }) { count } }', 'foundedOn'],
  ])('without one where there is none to write: %s', async (field, argument) => {
    const { message, extensions } = await refusalOf(`{ ${field} }`)
    expect(message).toBe(`"${argument}" in a filter is null. Leave it out.`)
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument })
  })

  test('by a variable, while a whole filter of null is none', async () => {
    const ask =
      'query Q($v: String, $w: CompanyWhere) { companies(where: { name: { eq: $v }, not: { name: { eq: "a" } } }) { nodes { slug } } all: companies(where: $w) { nodes { slug } } }'
    expect((await refusalOf(ask, { v: null })).extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'eq' })
    expect(await graph.read(ask, { v: 'b', w: null })).toMatchObject({ companies: { nodes: [{ slug: 'b' }] } })
    expect(
      (await graph.ask('{ companies(where: null, orderBy: null, first: null, after: null) { nodes { slug } } }'))
        .errors,
    ).toEqual([])
  })
})

describe('the conditions of filters', () => {
  const ask = 'query Q($w: CompanyWhere) { companies(where: $w) { totalCount } }'
  const names = Array.from({ length: 201 }, (_, i) => ({ name: { eq: `name${i}` } }))

  test('are refused beyond 200, before the variables are even read', async () => {
    expect((await graph.ask(ask, { w: { or: names.slice(1) } })).errors).toEqual([])
    expect(await graph.ask(ask, { w: { or: [...names, { nothing: 1 }] } })).toEqual({
      data: null,
      errors: [
        {
          message:
            'The filters of the operation have 202 conditions; at most 200 are allowed. Compare by "in" what may be one of many values, or ask in several requests.',
          extensions: { code: 'BAD_USER_INPUT', limit: 'conditions', allowed: 200, asked: 202 },
        },
      ],
    })
  })

  test('are one for a list of values, however long', async () => {
    expect((await graph.ask(ask, { w: { name: { in: names.map(({ name }) => name.eq) } } })).errors).toEqual([])
  })
})

describe('a literal that is none of its scalar is told by what was written, with its place:', () => {
  test.each([
    ['{ companies(where: { valuation: { amount: { gt: 4 } } }) { totalCount } }', 'Decimal', '4'],
    ['{ companies(where: { valuation: { amount: { gt: FOUR } } }) { totalCount } }', 'Decimal', 'FOUR'],
    ['{ companies(where: { or: [{ valuation: { amount: { in: ["1", 4.5] } } }] }) { totalCount } }', 'Decimal', '4.5'],
    [
      'query Q($d: Decimal = 4) { companies(where: { valuation: { amount: { gt: $d } } }) { totalCount } }',
      'Decimal',
      '4',
    ],
    ['{ bans(where: { date: { eq: "soon" } }) { totalCount } }', 'Date', '"soon"'],
    ['{ bans(where: { date: { eq: [{day: 1}] } }) { totalCount } }', 'Date', '[{day: 1}]'],
    ['{ claims(where: { recordedAt: { gt: 2025 } }) { totalCount } }', 'DateTime', '2025'],
  ])('%s', async (query, scalar, written) => {
    const { errors } = await graph.ask(query)
    const column = query.indexOf(written) + 1
    expect(errors).toMatchObject([
      { locations: [{ line: 1, column }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ])
    expect(errors[0]?.message).toContain(`${scalar} cannot be ${written}. `)
  })
})

describe('a list of keys', () => {
  const ids = Array.from({ length: 51 }, (_, i) => `id${i}`)

  test('of more than 50 is refused, also after a shorter one was answered', async () => {
    const ask = 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }'
    expect((await graph.ask(ask, { ids: ids.slice(0, 50) })).errors).toEqual([])
    const { message, extensions } = await refusalOf(ask, { ids })
    expect(message).toBe('"ids" has 51 elements; at most 50 are allowed.')
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'ids', allowed: 50, asked: 51 })
  })

  test('of more than 50 references is refused', async () => {
    const { extensions } = await refusalOf('query Q($refs: [EntityRef!]!) { entities(refs: $refs) { id } }', {
      refs: ids.map((slug) => ({ slug })),
    })
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'refs', allowed: 50, asked: 51 })
  })

  test.each([
    '{}',
    '{ slug: "a", id: "b" }',
    '{ scheme: LEI }',
    '{ value: "a" }',
    '{ slug: "a", scheme: LEI, value: "x" }',
    '{ slug: null }',
  ])('with the reference %s is refused', async (ref) => {
    const { message, extensions } = await refusalOf(`{ entity(ref: ${ref}) { id } }`)
    expect(message).toBe('A reference is one of { slug }, { id } or { scheme, value }.')
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'ref' })
  })
})

describe('every error has a code, and none shows the inside:', () => {
  test.each<readonly [string, string, Variables | undefined, string]>([
    ['what is not GraphQL', '{ companies { ', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ firms { id } }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an unknown operator',
      '{ companies(where: { name: { like: "x" } }) { totalCount } }',
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'two keys in one element of an order',
      '{ companies(orderBy: [{ name: ASC, slug: ASC }]) { totalCount } }',
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a date that is none',
      '{ events(where: { date: { eq: "2025-02-30" } }) { totalCount } }',
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a mutation', 'mutation { x }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', 'query Q($s: String!) { company(slug: $s) { id } }', {}, 'BAD_USER_INPUT'],
    [
      'a variable of a wrong type',
      'query Q($n: Int) { companies(first: $n) { totalCount } }',
      { n: 'two' },
      'BAD_USER_INPUT',
    ],
    [
      'an unknown enum value in a variable',
      'query Q($w: ModelWhere) { models(where: $w) { totalCount } }',
      { w: { access: { eq: 'FREE' } } },
      'BAD_USER_INPUT',
    ],
    [
      'a wrong date in a variable',
      'query Q($d: Date) { events(where: { date: { eq: $d } }) { totalCount } }',
      { d: 'soon' },
      'BAD_USER_INPUT',
    ],
    [
      'a wrong number in a variable',
      'query Q($d: Decimal) { companies(where: { valuation: { amount: { gt: $d } } }) { totalCount } }',
      { d: 5 },
      'BAD_USER_INPUT',
    ],
    [
      'two keys in one element of an order by variable',
      'query Q($o: [CompanyOrder!]) { companies(orderBy: $o) { totalCount } }',
      { o: [{ name: 'ASC', slug: 'ASC' }] },
      'BAD_USER_INPUT',
    ],
    [
      'no key in an element of an order by variable',
      'query Q($o: [CompanyOrder!]) { companies(orderBy: $o) { totalCount } }',
      { o: [{}] },
      'BAD_USER_INPUT',
    ],
    [
      'an operation that costs too much',
      '{ companies(first: 200) { nodes { claims(first: 200) { nodes { sources(first: 200) { totalCount nodes { id } } } } } } }',
      undefined,
      'QUERY_TOO_COSTLY',
    ],
  ])('%s', async (_, query, variables, code) => {
    const { errors } = await graph.ask(query, variables)
    expect(errors.map(({ extensions }) => extensions?.['code'])).toContain(code)
    for (const { extensions, message } of errors) {
      expect(typeof extensions?.['code']).toBe('string')
      expect(extensions).not.toHaveProperty('stacktrace')
      expect(message).not.toMatch(/node_modules|\/work|MATCH|at \w+ \(/)
    }
  })

  test('an operation that costs too much says by how much', async () => {
    const { extensions } = await refusalOf(
      '{ companies(first: 200) { nodes { claims(first: 200) { nodes { sources(first: 200) { nodes { id } } } } } } }',
    )
    expect(extensions).toEqual({
      code: 'QUERY_TOO_COSTLY',
      limit: 'cost',
      allowed: 100_000,
      asked: 200 * (1 + 200 * (1 + 200)),
    })
  })

  test('a store that fails is a failure of every root field, and a bug is masked', async () => {
    const failing = async (error: Error): Promise<OpenGraph> =>
      openGraph([], {
        change: () => ({
          read: async () => {
            throw error
          },
        }),
      })
    for (const [error, expected] of [
      [
        new Failure('STORE_UNAVAILABLE', 'The graph does not answer.'),
        { code: 'STORE_UNAVAILABLE', message: 'The graph does not answer.' },
      ],
      [
        new TypeError('cannot read MATCH (n:Secret)'),
        { code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on this server.' },
      ],
    ] as const) {
      const broken = await failing(error)
      const { data, errors } = await broken.ask('{ company(slug: "a") { id } model(slug: "m") { id } }')
      expect(data).toEqual({ company: null, model: null })
      expect(errors.map(({ message, extensions }) => ({ code: extensions?.['code'], message }))).toEqual([
        expected,
        expected,
      ])
      await broken.close()
    }
  })
})

test('an operation that takes too long is told the time that it had, not what was left of it', async () => {
  const slow =
    'UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b WITH a * b AS c WHERE c % 7 = 3 RETURN count(c) AS n'
  const late = await openGraph([fileOf({ acme: 'Company' }, [])], {
    limits: { timeoutMs: 200 },
    change: (store) => ({
      find: async (...asked) => {
        await delay(50)
        return store.find(...asked)
      },
      read: (_statements, options) => store.read([{ text: slow, params: {} }], options),
    }),
  })
  const { errors } = await late.ask('{ search(query: "acme") { nodes { slug } } }')
  expect(errors[0]?.extensions).toEqual({ code: 'OPERATION_TIMED_OUT', limit: 'timeoutMs', allowed: 200 })
  await late.close()
})

test.each([
  '{ models(where: { parameters: { gt: 1e400 } }) { totalCount } }',
  `{ models(where: { parameters: { gt: 1${'0'.repeat(400)} } }) { totalCount } }`,
  'query Q($n: Float = 1e999) { models(where: { parameters: { gt: $n } }) { totalCount } }',
  'query Q($w: ModelWhere = { parameters: { gt: 1e999 } }) { models(where: { or: [$w] }) { totalCount } }',
])('what no number can hold is refused with its argument: %.60s', async (query) => {
  expect(await refusalOf(query)).toMatchObject({
    message: '"where" holds what is too large for a number.',
    extensions: { code: 'BAD_USER_INPUT', argument: 'where' },
  })
})

test('the lists of the schema that may lie in one another are told with the refusal', async () => {
  const query = '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }'
  expect(await refusalOf(query)).toMatchObject({
    message: 'The document asks for lists of the schema 3 deep in one another; at most 2 are allowed.',
    extensions: { code: 'QUERY_TOO_DEEP', limit: 'introspection', allowed: 2, asked: 3 },
  })
})
