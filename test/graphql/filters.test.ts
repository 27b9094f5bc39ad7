import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

/** Three models of which each lacks something, so that every condition divides them. */
const MODELS = fileOf(
  {
    a: 'Model',
    b: 'Model',
    c: 'Model',
    acme: 'Company',
    bell: 'Company',
    cobb: 'Company',
    ann: 'Person',
    rel: 'Release',
    bare: 'Release',
  },
  [
    '{ subject: a, predicate: ACCESS, value: API }',
    '{ subject: a, predicate: CONTEXT_WINDOW, value: 1000 }',
    '{ subject: a, predicate: DESCRIPTION, value: An ÉLAN model }',
    '{ subject: a, predicate: RELEASED_ON, value: 2024 }',
    '{ subject: b, predicate: ACCESS, value: HOSTED_ONLY }',
    '{ subject: b, predicate: CONTEXT_WINDOW, value: 2000 }',
    '{ subject: b, predicate: DESCRIPTION, value: "100 % plain" }',
    '{ subject: b, predicate: RELEASED_ON, value: 2025-01-20 }',
    '{ subject: a, predicate: DEVELOPED_BY, object: acme }',
    '{ subject: a, predicate: DEVELOPED_BY, object: bell, modality: ALLEGED }',
    '{ subject: b, predicate: DEVELOPED_BY, object: acme }',
    '{ subject: acme, predicate: VALUATION, value: { amount: "9.50", currency: USD } }',
    '{ subject: bell, predicate: VALUATION, value: { amount: "10", currency: EUR } }',
    '{ subject: ann, predicate: HOLDS_ROLE, object: acme, validFrom: 2020, qualifiers: { role: Chair } }',
    '{ subject: ann, predicate: HOLDS_ROLE, object: bell, validFrom: 2010, validTo: 2015 }',
    '{ subject: ann, predicate: HOLDS_ROLE, object: cobb, validFrom: 2030 }',
    '{ subject: rel, predicate: CHANNEL, value: API }',
    '{ subject: rel, predicate: CHANNEL, value: WEIGHTS }',
  ],
)

let graph: OpenGraph
beforeAll(async () => {
  graph = await openGraph([MODELS])
})
afterAll(() => graph.close())

type Found = Readonly<Record<string, { readonly nodes: readonly { readonly slug: string }[] }>>

async function slugsOf(field: string, where: string, declared = '', variables = {}): Promise<string> {
  const found = (await graph.read(
    `query Q${declared} { ${field}(where: ${where}, orderBy: [{ slug: ASC }]) { nodes { slug } } }`,
    variables,
  )) as Found
  return (found[field]?.nodes ?? []).map(({ slug }) => slug).join(' ')
}

describe('a condition on a field that may have no value', () => {
  test.each([
    ['{}', 'a b c'],
    ['{ access: {} }', 'a b c'],
    ['{ access: { eq: API } }', 'a'],
    ['{ not: { access: { eq: API } } }', 'b c'],
    ['{ access: { ne: API } }', 'b'],
    ['{ not: { access: { ne: API } } }', 'a c'],
    ['{ access: { in: [API, HOSTED_ONLY] } }', 'a b'],
    ['{ not: { access: { in: [API, HOSTED_ONLY] } } }', 'c'],
    ['{ access: { in: [] } }', ''],
    ['{ not: { access: { in: [] } } }', 'a b c'],
    ['{ access: { notIn: [API] } }', 'b'],
    ['{ not: { access: { notIn: [API] } } }', 'a c'],
    ['{ access: { notIn: [] } }', 'a b'],
    ['{ access: { isNull: true } }', 'c'],
    ['{ access: { isNull: false } }', 'a b'],
    ['{ not: { access: { isNull: true } } }', 'a b'],
    ['{ not: { not: { access: { eq: API } } } }', 'a'],
    ['{ contextWindow: { gt: 1000 } }', 'b'],
    ['{ contextWindow: { gte: 1000, lt: 2000 } }', 'a'],
    ['{ not: { contextWindow: { gte: 1000, lt: 2000 } } }', 'b c'],
    ['{ not: { contextWindow: { lte: 5000 } } }', 'c'],
    ['{ releasedOn: { lt: "2025-01-01" } }', 'a'],
    ['{ releasedOn: { precision: { eq: DAY } } }', 'b'],
    ['{ releasedOn: { to: { gte: "2024-12-31" } } }', 'a b'],
    ['{ not: { releasedOn: { to: { gte: "2024-12-31" } } } }', 'c'],
    ['{ releasedOn: { gte: "2024-06-01", precision: { ne: YEAR } } }', 'b'],
  ])('models where %s are "%s"', async (where, slugs) => {
    expect(await slugsOf('models', where)).toBe(slugs)
  })
})

describe('several conditions', () => {
  test.each([
    ['{ and: [] }', 'a b c'],
    ['{ or: [] }', ''],
    ['{ not: { and: [] } }', ''],
    ['{ not: { or: [] } }', 'a b c'],
    ['{ or: [{}] }', 'a b c'],
    ['{ or: [{ slug: { eq: "a" } }, { slug: { eq: "c" } }] }', 'a c'],
    ['{ not: { or: [{ slug: { eq: "a" } }, { access: { isNull: true } }] } }', 'b'],
    ['{ not: { and: [{ access: { eq: API } }, { slug: { eq: "a" } }] } }', 'b c'],
    ['{ slug: { in: ["a", "b"] }, not: { slug: { eq: "b" } } }', 'a'],
    ['{ and: [{ slug: { ne: "a" } }, { or: [{ slug: { eq: "a" } }, { slug: { eq: "b" } }] }] }', 'b'],
    ['{ and: { slug: { eq: "a" } } }', 'a'],
  ])('models where %s are "%s"', async (where, slugs) => {
    expect(await slugsOf('models', where)).toBe(slugs)
  })
})

describe('a text', () => {
  test.each([
    ['{ description: { contains: "model" } }', 'a'],
    ['{ description: { contains: "Model" } }', ''],
    ['{ description: { contains: "MODEL", mode: INSENSITIVE } }', 'a'],
    ['{ description: { contains: "élan", mode: INSENSITIVE } }', 'a'],
    ['{ description: { startsWith: "100 %" } }', 'b'],
    ['{ description: { contains: "%" } }', 'b'],
    ['{ description: { contains: ".*" } }', ''],
    ['{ description: { contains: "" } }', 'a b'],
    ['{ description: { endsWith: "plain", startsWith: "1" } }', 'b'],
    ['{ description: { in: ["100 % PLAIN", "x"], mode: INSENSITIVE } }', 'b'],
    ['{ description: { notIn: ["100 % PLAIN", "x"], mode: INSENSITIVE } }', 'a'],
    ['{ not: { description: { notIn: ["100 % PLAIN"], mode: INSENSITIVE } } }', 'b c'],
    ['{ not: { description: { in: ["100 % PLAIN"], mode: INSENSITIVE } } }', 'a c'],
    ['{ not: { description: { contains: "PLAIN", mode: INSENSITIVE } } }', 'a c'],
    ['{ description: { ne: "100 % PLAIN", mode: INSENSITIVE } }', 'a'],
    ['{ description: { mode: INSENSITIVE } }', 'a b c'],
  ])('models where %s are "%s"', async (where, slugs) => {
    expect(await slugsOf('models', where)).toBe(slugs)
  })
})

describe('a list', () => {
  test.each([
    ['{ channels: { has: API } }', 'rel'],
    ['{ channels: { has: CHAT_FREE } }', ''],
    ['{ not: { channels: { has: API } } }', 'bare'],
    ['{ channels: { hasAny: [CHAT_FREE, WEIGHTS] } }', 'rel'],
    ['{ channels: { hasAny: [] } }', ''],
    ['{ not: { channels: { hasAny: [] } } }', 'bare rel'],
    ['{ channels: { hasAll: [API, WEIGHTS] } }', 'rel'],
    ['{ channels: { hasAll: [API, CHAT_FREE] } }', ''],
    ['{ channels: { hasAll: [] } }', 'bare rel'],
    ['{ channels: { isEmpty: true } }', 'bare'],
    ['{ channels: { isEmpty: false } }', 'rel'],
    ['{ not: { channels: { isEmpty: true } } }', 'rel'],
  ])('releases where %s are "%s"', async (where, slugs) => {
    expect(await slugsOf('releases', where)).toBe(slugs)
  })
})

describe('an amount', () => {
  test.each([
    ['{ valuation: { amount: { lt: "10" } } }', 'acme'],
    ['{ valuation: { amount: { eq: "9.5" } } }', 'acme'],
    ['{ valuation: { amount: { in: ["10.00", "11"] } } }', 'bell'],
    ['{ valuation: { amount: { gt: "9" }, currency: { eq: "EUR" } } }', 'bell'],
    ['{ valuation: { isNull: true } }', 'cobb'],
    ['{ not: { valuation: { amount: { gte: "10" } } } }', 'acme cobb'],
  ])('companies where %s are "%s"', async (where, slugs) => {
    expect(await slugsOf('companies', where)).toBe(slugs)
  })
})

describe('an edge', () => {
  test.each([
    ['models', '{ developers: { some: {} } }', 'a b'],
    ['models', '{ developers: { none: {} } }', 'c'],
    ['models', '{ developers: { every: {} } }', 'a b c'],
    ['models', '{ developers: {} }', 'a b c'],
    ['models', '{ not: { developers: {} } }', ''],
    ['models', '{ developers: { every: { slug: { eq: "acme" } } } }', 'b c'],
    ['models', '{ not: { developers: { every: { slug: { eq: "acme" } } } } }', 'a'],
    ['models', '{ developers: { some: { slug: { eq: "bell" } }, none: { slug: { eq: "x" } } } }', 'a'],
    ['models', '{ developers: { some: { not: { slug: { eq: "acme" } } } } }', 'a'],
    ['models', '{ developers: { some: { edge: { modality: { eq: ALLEGED } } } } }', 'a'],
    ['models', '{ developers: { every: { edge: { modality: { eq: REPORTED } } } } }', 'b c'],
    ['models', '{ developers: { some: { edge: { modality: { eq: ALLEGED } }, slug: { eq: "acme" } } } }', ''],
    ['models', '{ developers: { some: { kind: { eq: COMPANY } } } }', 'a b'],
    ['models', '{ developers: { some: { kind: { in: [UNIT, AGENCY] } } } }', ''],
    [
      'models',
      '{ developers: { some: { people: { some: { slug: { eq: "ann" }, edge: { isCurrent: { eq: true } } } } } } }',
      'a b',
    ],
    ['companies', '{ people: { some: { edge: { isCurrent: { eq: true } } } } }', 'acme'],
    ['companies', '{ people: { some: { edge: { isCurrent: { ne: true } } } } }', 'bell cobb'],
    ['companies', '{ people: { some: { edge: { isCurrent: { isNull: false } } } } }', 'acme bell cobb'],
    ['companies', '{ people: { some: { edge: { isCurrent: { isNull: true } } } } }', ''],
    ['companies', '{ people: { some: { edge: { role: { isNull: true } } } } }', 'bell cobb'],
    ['companies', '{ people: { some: { edge: { since: { gte: "2020-01-01" } } } } }', 'acme cobb'],
    ['companies', '{ headquarters: {} }', ''],
    ['companies', '{ not: { headquarters: { slug: { eq: "x" } } } }', 'acme bell cobb'],
  ])('%s where %s are "%s"', async (field, where, slugs) => {
    expect(await slugsOf(field, where)).toBe(slugs)
  })
})

describe('a kind', () => {
  test.each([
    ['{ kind: { eq: COMPANY } }', 'acme bell cobb'],
    ['{ kind: { ne: COMPANY } }', ''],
    ['{ kind: { in: [] } }', ''],
    ['{ kind: { notIn: [] } }', 'acme bell cobb'],
    ['{ kind: { notIn: [AGENCY, UNIT] } }', 'acme bell cobb'],
    ['{ not: { kind: { in: [COMPANY] } } }', ''],
  ])('organizations where %s are "%s"', async (where, slugs) => {
    expect(await slugsOf('organizations', where)).toBe(slugs)
  })
})

describe('a variable in a filter', () => {
  test('gives the same as the value written out, wherever it stands', async () => {
    expect(await slugsOf('models', '$w', '($w: ModelWhere)', { w: { access: { eq: 'API' } } })).toBe('a')
    expect(await slugsOf('models', '{ access: $f }', '($f: AccessFilter)', { f: { in: ['API', 'HOSTED_ONLY'] } })).toBe(
      'a b',
    )
    expect(await slugsOf('models', '{ access: { in: $l } }', '($l: [Access!])', { l: [] })).toBe('')
    expect(await slugsOf('models', '{ access: { in: $l } }', '($l: [Access!])', { l: 'API' })).toBe('a')
    expect(await slugsOf('models', '{ slug: { in: ["c", $s] } }', '($s: String!)', { s: 'a' })).toBe('a c')
    expect(
      await slugsOf('models', '{ or: [{ slug: { eq: $s } }, $w] }', '($s: String!, $w: ModelWhere!)', {
        s: 'a',
        w: { slug: { eq: 'b' } },
      }),
    ).toBe('a b')
    expect(await slugsOf('models', '{ access: { isNull: $b } }', '($b: Boolean)', { b: false })).toBe('a b')
    expect(await slugsOf('models', '{ contextWindow: { gt: $n } }', '($n: Int = 1500)')).toBe('b')
  })

  test('that is not given leaves its condition out', async () => {
    expect(await slugsOf('models', '$w', '($w: ModelWhere)')).toBe('a b c')
    expect(await slugsOf('models', '{ access: { eq: $a }, slug: { ne: "c" } }', '($a: Access)')).toBe('a b')
  })
})
