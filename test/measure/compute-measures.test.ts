import fc from 'fast-check'

import { computeMeasures } from '../../src/measure/compute-measures.js'
import type { Tie } from '../../src/measure/compute-measures.js'

const tie = (pair: string): Tie => {
  const [from = '', to = ''] = pair.split('-')
  return { from: { id: `id-${from}`, slug: from }, to: { id: `id-${to}`, slug: to } }
}

const star = ['hub-a', 'hub-b', 'c-hub', 'hub-d'].map(tie)

/** Two groups in which everybody is tied, and one tie between them. */
const groups = ['a-b', 'a-c', 'b-c', 'a-d', 'b-d', 'c-d', 'w-x', 'w-y', 'w-z', 'x-y', 'x-z', 'y-z', 'd-w'].map(tie)

describe('measures', () => {
  test('of a star: the middle has all ties and the highest rank, and the ranks add up to 1', () => {
    const all = computeMeasures(star)
    const [first, ...others] = all.toSorted((a, b) => b.pageRank - a.pageRank)
    expect(first).toMatchObject({ id: 'id-hub', degree: 4, community: 'hub' })
    expect(others.map(({ degree, community }) => [degree, community])).toEqual(others.map(() => [1, 'hub']))
    expect(all.reduce((sum, { pageRank }) => sum + pageRank, 0)).toBeCloseTo(1, 6)
  })

  test('tell groups apart, each called after its most central member', () => {
    const communities = new Map(computeMeasures(groups).map(({ id, community }) => [id.slice(3), community]))
    expect(['a', 'b', 'c', 'd'].map((slug) => communities.get(slug))).toEqual(Array(4).fill('d'))
    expect(['w', 'x', 'y', 'z'].map((slug) => communities.get(slug))).toEqual(Array(4).fill('w'))
  })

  test('count two that are tied by several edges, or both ways, as tied once, and nobody to himself', () => {
    const all = computeMeasures(['a-b', 'b-a', 'a-b', 'a-a'].map(tie))
    expect(all.map(({ degree }) => degree)).toEqual([1, 1])
    expect(computeMeasures([])).toEqual([])
    expect(computeMeasures([tie('a-a')]).map(({ degree, community }) => [degree, community])).toEqual([[0, 'a']])
  })

  test('do not depend on the order in which ties come, nor on the run', () => {
    const slug = fc.constantFrom(...'abcdefghij')
    const ties = fc.array(
      fc.tuple(slug, slug).map((pair) => tie(pair.join('-'))),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(ties, (all) => {
        const turned = all.toReversed().map(({ from, to }) => ({ from: to, to: from }))
        expect(computeMeasures(turned)).toEqual(computeMeasures(all))
      }),
    )
  })
})
