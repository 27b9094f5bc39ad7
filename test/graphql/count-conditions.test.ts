import { parse } from 'graphql'
import type { OperationDefinitionNode } from 'graphql'

import { countConditions } from '../../src/graphql/count-conditions.js'
import { fragmentsOf } from '../../src/graphql/fragments.js'

const count = (text: string, variables: Readonly<Record<string, unknown>> = {}): number => {
  const document = parse(text)
  return countConditions(document.definitions[0] as OperationDefinitionNode, fragmentsOf(document), variables)
}

test.each([
  ['{ a }', 0],
  ['{ a(first: 3, refs: [{ slug: "x" }], orderBy: [{ name: ASC }]) { b } }', 0],
  ['{ a(where: { name: { eq: "x" } }) { b } }', 1],
  ['{ a(where: { name: { contains: "x", mode: INSENSITIVE }, date: { gt: "a", lt: "b" } }) { b } }', 3],
  ['{ a(where: { name: { in: ["x", "y", "z"] } }) { b } }', 1],
  ['{ a(where: { or: [{ name: { eq: "x" } }, { not: { name: { eq: "y" } } }] }) { b } }', 2],
  ['{ a(where: { b: { some: { c: { some: { name: { eq: "x" } } } } } }) { b } }', 1],
  ['{ a(where: { or: [{}, {}, {}] }) { b } }', 3],
  ['{ a(where: { or: [] }) { b } }', 1],
  ['{ a(where: null) { b } }', 0],
  ['{ a(orderBy: [{ b: { where: { name: { eq: "x" } }, count: DESC } }, { c: ASC }]) { b } }', 1],
  ['{ a { groupBy(by: [{ date: YEAR }], having: { count: { gt: 1 } }) { count } } }', 1],
  ['{ paths(through: { name: { eq: "x" } }, where: { name: { eq: "x" } }) { b } }', 2],
  [
    '{ a(where: { name: { eq: "x" } }) { b(where: { name: { eq: "x" } }) { c } } d: a(where: { name: { eq: "x" } }) { b } }',
    3,
  ],
  ['{ ...F x: a { ...F } } fragment F on A { ... on A { b(where: { name: { eq: "x" } }) { c } } }', 2],
])('%s has %i conditions', (text, conditions) => {
  expect(count(text)).toBe(conditions)
})

test('of a list of values each hundred are one', () => {
  const text = 'query Q($names: [String!]) { a(where: { name: { in: $names } }) { b } }'
  const counts = [0, 1, 100, 101, 20_000].map((length) => count(text, { names: Array.from({ length }, String) }))
  expect(counts).toEqual([1, 1, 1, 2, 200])
})

test('variables count by what is sent, else by what is there otherwise, each time that they are used', () => {
  const text =
    'query Q($w: W = { name: { eq: "x" } }, $n: String) { a(where: $w) { b } c: a(where: { not: $w, name: { eq: $n } }) { b } }'
  expect(count(text)).toBe(2)
  expect(count(text, { n: 'x' })).toBe(3)
  expect(count(text, { w: { or: [{ name: { eq: 'x' } }, { name: { in: ['y', 'z'] } }] }, n: 'x' })).toBe(5)
  expect(count(text, { w: null })).toBe(0)
})

test('doubling fragments are counted once each', () => {
  const fragments = Array.from({ length: 40 }, (_, i) => `fragment F${i} on A { ...F${i + 1} x: a { ...F${i + 1} } }`)
  expect(count(`{ ...F0 } ${fragments.join(' ')} fragment F40 on A { a(where: { b: {} }) { b } }`)).toBe(2 ** 40)
})
