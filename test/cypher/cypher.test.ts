import { Fragment, cypher, join, name, render, toStatement } from '../../src/cypher/cypher.js'

test('a value becomes a parameter, whatever is in it', () => {
  const evil = "x'}) DETACH DELETE n //"
  expect(toStatement(cypher`MATCH (n {id: ${evil}}) RETURN n.id AS id`)).toEqual({
    text: 'MATCH (n {id: $p0}) RETURN n.id AS id',
    params: { p0: evil },
  })
})

test('parameters are numbered in the order of the text, through fragments in fragments', () => {
  const inner = cypher`n.a = ${1} OR n.b = ${2}`
  const { text, params } = toStatement(cypher`WHERE n.z = ${0} AND (${inner}) AND n.c = ${3}`)
  expect(text).toBe('WHERE n.z = $p0 AND (n.a = $p1 OR n.b = $p2) AND n.c = $p3')
  expect(params).toEqual({ p0: 0, p1: 1, p2: 2, p3: 3 })
})

test('a fragment that is used twice has parameters of its own each time', () => {
  const twice = cypher`n.a = ${'v'}`
  expect(toStatement(cypher`${twice} OR ${twice}`)).toEqual({
    text: 'n.a = $p0 OR n.a = $p1',
    params: { p0: 'v', p1: 'v' },
  })
})

test('a list or a map is one parameter, even if it looks like a fragment', () => {
  const lookalike = { texts: ['MATCH (n) DELETE n'], holes: [] }
  expect(toStatement(cypher`UNWIND ${[1, 2]} AS x RETURN ${lookalike} AS y`)).toEqual({
    text: 'UNWIND $p0 AS x RETURN $p1 AS y',
    params: { p0: [1, 2], p1: lookalike },
  })
})

test.each(['Company', '_x', 'n0_1'])('%s can be a name', (word) => {
  expect(render(name(word))).toEqual({ text: word, holes: [] })
})

test.each(['', '1a', 'a b', 'a`b', 'a:b', 'a.b', 'ä', '$p0', 'a\n', 'a) DELETE (b'])(
  '"%s" cannot be a name',
  (word) => {
    expect(() => name(word)).toThrow('cannot be a name in Cypher')
  },
)

test('joining keeps the order and puts the separator between', () => {
  const parts = [cypher`n.a = ${1}`, cypher`true`, cypher`n.b = ${2}`]
  expect(render(join(parts, ' AND '))).toEqual({ text: 'n.a = $p0 AND true AND n.b = $p1', holes: [1, 2] })
  expect(render(join([cypher`n`], ', '))).toEqual({ text: 'n', holes: [] })
  expect(render(join([], ', '))).toEqual({ text: '', holes: [] })
})

test('a fragment is not changed by what it is put into', () => {
  const part = cypher`n.a = ${1}`
  toStatement(cypher`WHERE ${part} AND n.b = ${2}`)
  expect(part).toEqual(new Fragment(['n.a = ', ''], [1]))
})
