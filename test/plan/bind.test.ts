import { bind, checkKeys, fillHole, pageSize, instantOf, knownOf } from '../../src/plan/bind.js'
import type { Request } from '../../src/plan/bind.js'
import { encodeCursor } from '../../src/plan/cursor.js'
import type { Hole, OrderBy, Page, Pins, Ref } from '../../src/plan/plan.js'
import type { PlainValue } from '../../src/store/store.js'

const constant = (value: PlainValue): Ref => ({ from: 'constant', value })
const variable = (...path: (string | number)[]): Ref => ({ from: 'variable', path })

function requestOf(variables: Request['variables'] = {}): Request {
  return { variables, today: '2025-01-20', limits: { pageSize: 200 } }
}

const BY_RANK: OrderBy = {
  of: 'node',
  column: 'rank',
  expression: null,
  fact: null,
  direction: 'ASC',
  nullable: true,
  indexed: false,
  type: 'number',
}
const BY_ID: OrderBy = { ...BY_RANK, column: 'id', nullable: false, type: 'string' }

function pageOf(differences: Partial<Page> = {}): Page {
  const order = [BY_RANK, BY_ID]
  return {
    list: 'l',
    backward: false,
    size: null,
    after: null,
    before: null,
    lookAhead: false,
    at: 'Query.x',
    order,
    ...differences,
  }
}

test('the holes of a template are filled in their order, and its text stays', () => {
  const holes: Hole[] = [
    { fill: 'value', ref: constant('a') },
    { fill: 'day', pins: null },
    { fill: 'limit', page: pageOf() },
  ]
  expect(bind({ text: 'a statement', holes }, requestOf())).toEqual({
    text: 'a statement',
    params: { p0: 'a', p1: '2025-01-20', p2: 20 },
  })
})

test('a variable is followed into objects and lists; what is not there is null', () => {
  const request = requestOf({ where: { or: [{ name: 'a' }, { name: 'b' }] } })
  const read = (...path: (string | number)[]): PlainValue =>
    fillHole({ fill: 'value', ref: variable(...path) }, request)
  expect(read('where', 'or', 1, 'name')).toBe('b')
  expect(read('where', 'or', 2, 'name')).toBeNull()
  expect(read('nothing')).toBeNull()
  const mixed: Ref = { from: 'items', items: [constant(1), variable('where', 'or', 0, 'name')] }
  expect(fillHole({ fill: 'value', ref: mixed }, request)).toEqual([1, 'a'])
})

test('a pinned question is about the day it names, else that of what was known, else today', () => {
  const pins = { clock: 'PUBLICATION', known: null, valid: null, review: 'ACCEPTED' } as const
  const known = constant('2025-01-10T08:00:00.000Z')
  const day = (given: Partial<Pins>): PlainValue => fillHole({ fill: 'day', pins: { ...pins, ...given } }, requestOf())
  expect([day({}), day({ known }), day({ known, valid: constant('2024-02-29') })]).toEqual([
    '2025-01-20',
    '2025-01-10',
    '2024-02-29',
  ])
  const upTo = (given: Partial<Pins>): PlainValue =>
    fillHole({ fill: 'known', pins: { ...pins, ...given } }, requestOf())
  expect([upTo({}), upTo({ known }), upTo({ known, clock: 'SYSTEM' })]).toEqual([
    '2025-01-20',
    '2025-01-10',
    '2025-01-10T08:00:00.000Z',
  ])
})

test('for ever is a day before the end of all times, which what has not ended ends at', () => {
  const pins = {
    clock: 'SYSTEM',
    known: constant('9999-12-31T23:59:59.000Z'),
    valid: null,
    review: 'ACCEPTED',
  } as const
  expect(fillHole({ fill: 'known', pins }, requestOf())).toBe('9998-12-31T23:59:59.000Z')
  expect(fillHole({ fill: 'day', pins: { ...pins, valid: constant('9999-01-01') } }, requestOf())).toBe('9998-12-31')
})

test('a pin can be sent again as it was used', () => {
  const pins = { clock: 'PUBLICATION', known: null, valid: null, review: 'ACCEPTED' } as const
  const known = constant('2025-01-10T08:00:00.000Z')
  for (const given of [{}, { known }, { clock: 'SYSTEM' }, { clock: 'SYSTEM', known }] as const) {
    const used = instantOf({ ...pins, ...given }, requestOf())
    expect(new Date(used).toISOString()).toBe(used)
    const again = { ...pins, ...given, known: constant(used) }
    expect(knownOf(again, requestOf())).toBe(knownOf({ ...pins, ...given }, requestOf()))
  }
})

test('decimals are compared as numbers', () => {
  expect(fillHole({ fill: 'value', ref: constant('0.50'), as: 'number' }, requestOf())).toBe(0.5)
  expect(fillHole({ fill: 'value', ref: constant(['1', '2.5']), as: 'numbers' }, requestOf())).toEqual([1, 2.5])
})

test('an identifier is looked up by its register and value; an id is never taken for one', () => {
  const key = (scheme: string, value: string): PlainValue =>
    fillHole({ fill: 'identifier', scheme: constant(scheme), value: constant(value), argument: 'ref' }, requestOf())
  expect([key('WIKIDATA', 'Q1'), key('slug', 'openai'), key('id', 'abc'), key('id', 'slug:openai')]).toEqual([
    'wikidata:Q1',
    'slug:openai',
    'abc',
    '',
  ])
})

test('a page has the size that is asked for, or 20; a list without pages has 50 rows; neither has more than the limit', () => {
  expect(pageSize(pageOf({ size: variable('n') }), requestOf({ n: 7 }))).toBe(7)
  expect(pageSize(pageOf({ size: variable('n') }), requestOf({ n: 0 }))).toBe(0)
  expect(pageSize(pageOf({ size: variable('n') }), requestOf())).toBe(20)
  expect(pageSize(pageOf({ list: '' }), requestOf())).toBe(50)
  const narrow = { ...requestOf(), limits: { pageSize: 10 } }
  expect([pageSize(pageOf(), narrow), pageSize(pageOf({ list: '' }), narrow)]).toEqual([10, 10])
})

test.each([-1, 201])('a page of %i is refused, under the name of the argument', (n) => {
  const wanted = {
    code: 'BAD_USER_INPUT',
    details: { facts: { argument: 'last', at: 'Query.x', allowed: 200, asked: n } },
  }
  const page = pageOf({ size: constant(n), backward: true })
  expect(() => pageSize(page, requestOf())).toThrow(expect.objectContaining(wanted))
})

test('one row more is fetched where it must be known whether there is another page', () => {
  expect(fillHole({ fill: 'limit', page: pageOf({ size: constant(3), lookAhead: true }) }, requestOf())).toBe(4)
})

test('at most 50 keys are looked up', () => {
  expect(() => checkKeys('ids', 50)).not.toThrow()
  expect(() => checkKeys('ids', 51)).toThrow('"ids" has 51 elements; at most 50 are allowed.')
  const keys: Hole = { fill: 'keys', ref: variable('ids'), argument: 'ids' }
  expect(() => fillHole(keys, requestOf({ ids: Array.from({ length: 51 }, String) }))).toThrow('"ids" has 51 elements')
})

describe('a cursor', () => {
  const fill = (cursor: string, at: number): PlainValue =>
    fillHole({ fill: 'cursor', page: pageOf({ after: constant(cursor) }), side: 'after', at }, requestOf())

  test('gives each key its value, null where the key may be null', () => {
    expect([fill(encodeCursor('l', [3, 'a']), 0), fill(encodeCursor('l', [3, 'a']), 1)]).toEqual([3, 'a'])
    expect(fill(encodeCursor('l', [null, 'a']), 0)).toBeNull()
  })

  test.each([
    ['of another list', encodeCursor('other', [3, 'a']), 0],
    ['with a value of another type', encodeCursor('l', ['3', 'a']), 0],
    ['with null where there is none', encodeCursor('l', [3, null]), 1],
    ['with too few values', encodeCursor('l', [3]), 0],
    ['with too many values', encodeCursor('l', [3, 'a', 'b']), 0],
    ['that is none', 'nonsense', 0],
  ])('%s is refused', (_, cursor, at) => {
    expect(() => fill(cursor, at)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }))
  })
})
