import { parse } from 'graphql'
import type { OperationDefinitionNode } from 'graphql'

import { OperationPreparer } from '../../src/graphql/prepare-operation.js'
import { createSchema } from '../../src/graphql/schema.js'

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

  test('takes for each level what it took for the one before, through however many kinds it may lead', () => {
    expect(growth(throughEvents, 2)).toBeLessThanOrEqual(growth(throughEvents, 1))
    expect(growth(throughFacts, 2)).toBeLessThanOrEqual(growth(throughFacts, 1))
  })
})

const bytesOf = (text: string): number => {
  const [definition] = parse(text).definitions
  const operation = definition as OperationDefinitionNode
  return new OperationPreparer(createSchema()).prepare({ operation, fragments: {}, variables: {} }).bytes
}

/** How much more one level more takes. */
function growth(text: (levels: number) => string, levels: number): number {
  return bytesOf(text(levels + 1)) - bytesOf(text(levels))
}

/** From events to those who have a part in them, and from those to their events, which may be of any kind. */
function throughEvents(levels: number): string {
  const below = 'participants { nodes { events { nodes { '.repeat(levels)
  return `{ events { nodes { ${below} id ${'} } } } '.repeat(levels)} } } }`
}

/** From what an entity is called to the claim behind that and to what the claim is about, which may be any entity. */
function throughFacts(levels: number): string {
  const below = 'nameFact { claim { subject { '.repeat(levels)
  return `{ companies { nodes { ${below} id ${'} } } '.repeat(levels)} } } }`
}
