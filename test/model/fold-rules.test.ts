import { foldEntities } from '../../src/model/fold-rules.js'
import type { Judged, Standing } from '../../src/model/fold-rules.js'

const entity = (slug: string, how: Partial<Judged> = {}): [string, Judged] => [
  slug,
  { id: slug, slug, kind: 'Company', claims: 1, origins: 1, identifiers: new Map(), ...how },
]
const same = (a: string, b: string, at = '2025'): Standing => ({
  id: `${a}=${b}`,
  at,
  verdict: 'SAME',
  sides: [a, b],
})

test('groups are transitive, and the smallest slug stays', () => {
  const { into, refusals } = foldEntities(new Map([entity('b'), entity('c'), entity('a')]), [
    same('b', 'c'),
    same('c', 'a'),
  ])
  expect([...into]).toEqual([
    ['b', 'a'],
    ['c', 'a'],
  ])
  expect(refusals.size).toBe(0)
})

test('two that are well attested are not folded, but one that is hardly known is', () => {
  const known = { claims: 5, origins: 2 }
  const entities = new Map([entity('a', known), entity('b', known), entity('c', { claims: 9, origins: 1 })])
  const { into, refusals } = foldEntities(entities, [same('a', 'b'), same('b', 'c')])
  expect([...into]).toEqual([['c', 'b']])
  expect([...refusals.keys()]).toEqual(['a=b'])
})

test('a judgement that would join what another group holds apart is refused, the oldest coming first', () => {
  const entities = new Map([entity('a'), entity('b'), entity('c')])
  const apart: Standing = { id: 'apart', at: '2020', verdict: 'DIFFERENT', sides: ['a', 'c'] }
  const { into, refusals } = foldEntities(entities, [same('b', 'c', '2024'), same('a', 'b', '2025'), apart])
  expect([...into]).toEqual([['c', 'b']])
  expect(refusals.get('a=b')).toContain('judged to be different')
})

test('kinds and numbers of one register must agree', () => {
  const number = (value: string): Partial<Judged> => ({ identifiers: new Map([['LEI', [value]]]) })
  const entities = new Map([entity('a', number('1')), entity('b', number('2')), entity('c', { kind: 'Product' })])
  const { into, refusals } = foldEntities(entities, [same('a', 'b'), same('b', 'c')])
  expect(into.size).toBe(0)
  expect([...refusals.values()]).toEqual([
    'LEI knows "a" by 1 and "b" by 2.',
    '"b" is of kind Company and "c" of kind Product.',
  ])
})
