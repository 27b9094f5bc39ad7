import { getIntrospectionQuery, parse } from 'graphql'

import { DEFAULT_LIMITS } from '../../src/config.js'
import { measureDocument, refuseDocument } from '../../src/graphql/document-limits.js'

const measure = (text: string) => measureDocument(parse(text))

describe('the extent of a document', () => {
  test('counts levels of fields, fields, aliases and levels of values', () => {
    expect(measure('{ a }')).toEqual({ depth: 1, fields: 1, aliases: 0, valueDepth: 0 })
    expect(measure('{ a { b c: d(where: { x: [1] }) { e } } }')).toEqual({
      depth: 3,
      fields: 4,
      aliases: 1,
      valueDepth: 2,
    })
  })

  test('takes fragments for what they hold', () => {
    const named = measure('{ a { ...F } } fragment F on A { b { c } x: d }')
    expect(named).toEqual(measure('{ a { b { c } x: d } }'))
    expect(measure('{ a { ... on A { b { c } x: d } } }')).toEqual(named)
    expect(measure('{ a { ... @include(if: true) { b { c } x: d } } }')).toEqual(named)
  })

  test('counts a fragment each time it is spread', () => {
    expect(measure('{ a { ...F } b { ...F } } fragment F on A { x: c }')).toMatchObject({ fields: 4, aliases: 2 })
  })

  test('adds the operations of a document together', () => {
    expect(measure('query A { a { b } } query B { c: a }')).toEqual({ depth: 2, fields: 3, aliases: 1, valueDepth: 0 })
  })

  test('counts fragments that no operation uses, for validation reads them too', () => {
    expect(measure('{ a } fragment F on A { b { c } } fragment G on A { ...F }')).toMatchObject({ depth: 2, fields: 5 })
  })

  test('ends on fragments that hold themselves', () => {
    expect(measure('{ ...F } fragment F on Q { a ...G } fragment G on Q { b ...F }')).toMatchObject({ fields: 2 })
    expect(measure('{ ...F } fragment F on Q { ...F }')).toMatchObject({ fields: 0 })
    expect(measure('{ ...Missing }')).toMatchObject({ fields: 0 })
  })

  test('is found where fragments double at every link, which nobody could count one by one', () => {
    const links = Array.from({ length: 500 }, (_, i) => `fragment F${i} on Q { ...F${i + 1} ...F${i + 1} }`)
    const { fields } = measure(`{ ...F0 } ${links.join(' ')} fragment F500 on Q { a }`)
    expect(fields).toBe(Number.MAX_SAFE_INTEGER)
  })

  test('looks for values in variables and directives too', () => {
    expect(measure('query($a: [[Int]] = [[1]]) { a }').valueDepth).toBe(2)
    expect(measure('{ a @d(x: [[[1]]]) }').valueDepth).toBe(3)
    expect(measure('query @d(x: [1]) { a }').valueDepth).toBe(1)
    expect(measure('{ ...F @d(x: [[1]]) } fragment F on Q @e(x: { y: { z: [1] } }) { a }').valueDepth).toBe(3)
  })

  test('takes the question for the whole schema for one level, but no deeper one', () => {
    const tools = measure(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))
    expect(tools).toMatchObject({ depth: 1, aliases: 0 })
    expect(tools.fields).toBeLessThan(DEFAULT_LIMITS.fields)
    const endless = `{ __schema { types ${'{ ofType '.repeat(30)} { name } ${'} '.repeat(30)} } }`
    expect(measure(endless).depth).toBe(33)
  })
})

describe('a document is refused', () => {
  const limits = { depth: 2, fields: 4, aliases: 1, jsonDepth: 2 }
  const refuse = (text: string) => refuseDocument(parse(text), limits)

  test('for the first limit that it breaks, with the figures', () => {
    expect(refuse('{ a { b { c } } }')?.details.facts).toEqual({ limit: 'depth', allowed: 2, asked: 3 })
    expect(refuse('{ a(x: [[[1]]]) }')?.details.facts).toEqual({ limit: 'valueDepth', allowed: 2, asked: 3 })
    expect(refuse('{ x: a y: a }')?.details.facts).toEqual({ limit: 'aliases', allowed: 1, asked: 2 })
    expect(refuse('{ a b c d e }')?.details.facts).toEqual({ limit: 'fields', allowed: 4, asked: 5 })
  })

  test('but not at the limits', () => {
    expect(refuse('{ a(x: [[1]]) { b } c x: d }')).toBeNull()
  })
})
