import { decodeCursor, encodeCursor, listName } from '../../src/plan/cursor.js'

test('a cursor gives back the values of its keys, of every type and in their order', () => {
  const values = ['😀 "quoted"', 0.1, true, null, -7, '']
  expect(decodeCursor(encodeCursor('list', values), 'list')).toEqual(values)
  expect(encodeCursor('list', values)).toMatch(/^[\w-]+$/)
})

test('a cursor fits no other list', () => {
  expect(decodeCursor(encodeCursor('list', ['a']), 'other')).toBeNull()
})

test.each([
  '',
  'x',
  '%%%',
  Buffer.from('{"0":"list"}').toString('base64url'),
  Buffer.from('"list"').toString('base64url'),
])('"%s" is no cursor', (text) => {
  expect(decodeCursor(text, 'list')).toBeNull()
})

test('the name of a list is made of the field and the order, and always the same', () => {
  const order = [{ column: 'name', direction: 'ASC' }]
  expect(listName('Query.companies', order)).toBe(listName('Query.companies', [{ ...order[0] }]))
  const names = [
    listName('Query.companies', order),
    listName('Query.models', order),
    listName('Query.companies', [{ column: 'name', direction: 'DESC' }]),
    listName('Query.companies', []),
  ]
  expect(new Set(names).size).toBe(names.length)
})
