import { Recall, VersionedCache } from '../../src/graphql/versioned-cache.js'

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

  test('is of the version that its first part was read of, so that nobody takes it for whole when a write came between', async () => {
    const known = new VersionedCache<readonly number[]>({ most: 10, parts: () => 0 })
    const recall = new Recall(true)
    const find = (...told: (string | null)[]) => {
      return async (versions: (string | null)[]): Promise<readonly number[]> => {
        versions.push(...told)
        return []
      }
    }
    await recall.take(known, 'a', find('v1', 'v2'))
    await recall.take(known, 'b', find(null, 'v2'))
    expect([known.get('a')?.version, known.get('b')]).toEqual(['v1', undefined])
    expect(recall.read).toEqual(['v1', 'v2', null, 'v2'])
    await recall.take(known, 'a', find('v3'))
    expect([recall.known, recall.read.length]).toEqual([['v1'], 4])
  })
})
