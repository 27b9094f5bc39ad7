import { parse } from 'graphql'
import type { OperationDefinitionNode } from 'graphql'

import { VersionedCache } from '../../src/graphql/versioned-cache.js'
import { OperationPreparer } from '../../src/graphql/prepare-operation.js'
import { createSchema } from '../../src/graphql/schema.js'

describe('what is known', () => {
  test('is kept up to so many parts, and what was not asked for longest goes first', () => {
    const known = new VersionedCache<readonly number[]>({ most: 10, parts: (value) => value.length })
    known.keep('a', [1, 2, 3], 'v1')
    known.keep('b', [1, 2, 3], 'v1')
    expect(known.get('a')).toEqual({ value: [1, 2, 3], version: 'v1' })
    known.keep('c', [], 'v2')
    known.keep('d', [1], 'v2')
    expect(['a', 'b', 'c', 'd'].filter((key) => known.get(key))).toEqual(['a', 'c', 'd'])
  })

  test('counts its keys too, which come from clients', () => {
    const known = new VersionedCache<readonly number[]>({ most: 10, parts: () => 0 })
    for (const name of ['a', 'b', 'c']) known.keep(name + 'x'.repeat(400), [], 'v1')
    expect(['a', 'b', 'c'].filter((name) => known.get(name + 'x'.repeat(400)))).toEqual(['c'])
  })

  test('is not kept where nobody knows of which version it is', () => {
    const known = new VersionedCache<readonly number[]>({ most: 10, parts: () => 0 })
    known.keep('a', [], undefined)
    expect(known.get('a')).toBeUndefined()
  })
})

describe('what is made of an operation', () => {
  const [definition] = parse(
    'query Q($w: [CompanyWhere!]) { companies(where: { or: $w }) { nodes { id } } }',
  ).definitions
  const operation = definition as OperationDefinitionNode
  const preparer = new OperationPreparer(createSchema())
  const prepare = (names: readonly string[]) =>
    preparer.prepare({ operation, fragments: {}, variables: { w: names.map((name) => ({ name: { eq: name } })) } })

  test('serves every request of the same form', () => {
    expect(prepare(['b'])).toBe(prepare(['a']))
    expect(prepare(['a', 'b'])).not.toBe(prepare(['a']))
  })

  test('is made anew each time where it is large', () => {
    const many = Array.from({ length: 6000 }, (_, i) => String(i))
    expect(prepare(many)).not.toBe(prepare(many))
  })
})
