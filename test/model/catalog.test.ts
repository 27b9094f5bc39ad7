import { concreteKinds, kindOf, mainColumn, orderColumn } from '../../src/model/catalog.js'
import type { Property } from '../../src/model/catalog.js'
import { createCatalog } from '../../src/model/declare.js'
import '../../src/model/kinds.js'

const catalog = createCatalog()

function property(kind: string, name: string): Property {
  const found = kindOf(catalog, kind).properties.find((each) => each.name === name)
  if (!found) throw new Error(`${kind} has no ${name}`)
  return found
}

test('a kind has its own properties and edges and those of all that it belongs to, the farthest first', () => {
  const company = kindOf(catalog, 'Company')
  expect(company.interfaces).toEqual(['Organization', 'Entity', 'Node'])
  const names = company.properties.map(({ name }) => name)
  expect(names.indexOf('id')).toBeLessThan(names.indexOf('slug'))
  expect(company.edges.map(({ name }) => name)).toEqual(expect.arrayContaining(['claims', 'people', 'models']))
  expect(new Set(names).size).toBe(names.length)
})

test('an interface has as members the kinds below it, a union those it names, a kind itself', () => {
  expect(kindOf(catalog, 'Event').members).toEqual(expect.arrayContaining(['Ban', 'FundingRound', 'Release']))
  expect(kindOf(catalog, 'Event').members).not.toContain('Company')
  expect(kindOf(catalog, 'Speaker').members).toEqual(expect.arrayContaining(['Person', 'AnonymousSpeaker']))
  expect(kindOf(catalog, 'Ban').members).toEqual(['Ban'])
  expect(() => kindOf(catalog, 'Chip')).toThrow('No kind is declared as "Chip"')
})

test('every edge leads to a kind that is declared, and no two fields of a kind have one name', () => {
  for (const kind of concreteKinds(catalog)) {
    for (const { target } of kind.edges) expect(kindOf(catalog, target).members).not.toEqual([])
    const names = [...kind.properties, ...kind.edges].map(({ name }) => name)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  }
})

test('a value is compared and ordered by its leading column', () => {
  expect(mainColumn(property('Model', 'name'))).toBe('name')
  expect(mainColumn(property('Company', 'valuation'))).toBe('valuation_amount_number')
  expect(mainColumn(property('Ban', 'date'))).toBe('date')
  expect(mainColumn(property('Entity', 'names'))).toBe('names')
})

test('what is indexed and may be absent is ordered by a column for each direction, in which null has a place', () => {
  const date = property('Ban', 'date')
  expect([date.index, date.nullable]).toEqual([true, true])
  expect(orderColumn(date, 'ASC')).toEqual({ column: 'date_asc', nullable: false })
  expect(orderColumn(date, 'DESC')).toEqual({ column: 'date_desc', nullable: false })
  expect(orderColumn(property('Model', 'access'), 'DESC')).toEqual({ column: 'access', nullable: true })
  expect(orderColumn(property('Entity', 'id'), 'DESC')).toEqual({ column: 'id', nullable: false })
})
