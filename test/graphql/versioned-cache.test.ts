import { VersionedCache } from '../../src/graphql/versioned-cache.js'

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
    known.keep('b', [], null)
    expect([known.get('a'), known.get('b')]).toEqual([undefined, undefined])
  })
})
