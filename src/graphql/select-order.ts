import { Failure, invariant } from '../errors.js'
import { factOf, kindOf, mainColumn, orderColumn } from '../model/catalog.js'
import type { Catalog, Edge, EdgeFields, Property } from '../model/catalog.js'
import { figureFields, isMoney } from '../model/grouping.js'
import { MOST_REACHED } from '../plan/reach-limits.js'
import type { Branch, ColumnOf, Figure, Filter, OrderBy, Reach, Ref } from '../plan/plan.js'
import type { Given } from './given.js'
import { and, currencyOf, figureColumns } from './select-figures.js'
import { checkReach, selectColumn, selectFilter } from './select-list.js'
import type { ListOf } from './select-list.js'

/** The end of every order, which makes it total. */
export const BY_ID: OrderBy = {
  of: 'node',
  column: 'id',
  expression: null,
  fact: null,
  direction: 'ASC',
  nullable: false,
  indexed: true,
  type: 'string',
}

/** What is read for a key of an order, and how its values compare. */
type Read = Pick<OrderBy, 'direction' | 'type' | 'nullable'> & { readonly reach: Reach }

/** Currencies are in the order of their codes, whichever way their amounts go. */
const BY_CODE = { direction: 'ASC', type: 'string' } as const

interface Ordered extends ListOf {
  /** Whether every fact shows, however its claims are put. */
  readonly isTrusting: boolean
}

/** `orderBy` as keys, ended by the id so that the order is total. */
export function selectOrder(
  catalog: Catalog,
  list: Ordered & { readonly unique: boolean },
  given: Given | undefined,
): readonly OrderBy[] {
  const kind = kindOf(catalog, list.target)
  const items = given?.is === 'list' ? given.items.map((item) => askedKeys(catalog, list, item)) : []
  checkReached(items)
  const asked = items.flat()
  const keys =
    asked.length > 0
      ? asked
      : (list.otherwise ?? kind.defaultOrder).flatMap(({ property, direction }) =>
          orderKeys(propertyNamed(kind.properties, property), direction, { of: 'node', isTrusting: list.isTrusting }),
        )
  const ended = keys.some((key) => key.of === 'node' && key.column === 'id') ? keys : [...keys, BY_ID]
  return numbered(list.unique ? ended : [...ended, { ...BY_ID, of: 'edge' }])
}

/** Values of a request that decide what an order is of. */
export function valuesIn(order: readonly OrderBy[]): readonly Ref[] {
  const found: Ref[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, each] of Object.entries(value))
      if (key === 'ref') found.push(each as Ref)
      else visit(each)
  }
  for (const { reach } of order) if (reach) visit(reach)
  return found
}

/** Bounds what a client asks for, one element a key, however many columns that takes. */
function checkReached(items: readonly (readonly OrderBy[])[]): void {
  const reached = items.filter((keys) => keys.some(({ reach }) => reach)).length
  if (reached <= MOST_REACHED) return
  throw new Failure(
    'BAD_USER_INPUT',
    `"orderBy" has ${reached} keys over edges; at most ${MOST_REACHED} are allowed.`,
    { facts: { argument: 'orderBy', allowed: MOST_REACHED, asked: reached } },
  )
}

/** What is read of other nodes lies under the number of its key. */
function numbered(order: readonly OrderBy[]): readonly OrderBy[] {
  return order.map((key, i) => (key.reach ? { ...key, column: `k${i}` } : key))
}

function askedKeys(catalog: Catalog, list: Ordered, item: Given): OrderBy[] {
  if (item.is !== 'object') return []
  if (item.fields.size === 0)
    throw new Failure(
      'BAD_USER_INPUT',
      'An element of "orderBy" has no field, for its variable is left out. Give the variable, or leave the element out.',
      { facts: { argument: 'orderBy' } },
    )
  const { properties, edges } = kindOf(catalog, list.target)
  return [...item.fields].flatMap(([word, value]): readonly OrderBy[] => {
    if (word === 'edge' && list.fields) return edgeKeys(list.fields, value)
    const edge = edges.find((each) => each.name === word)
    if (edge) return reachOver(catalog, { edge, far: 1 }, value).map(reachedKey)
    return orderKeys(propertyNamed(properties, word), directionOf(word, value), {
      of: 'node',
      isTrusting: list.isTrusting,
    })
  })
}

function edgeKeys({ properties }: EdgeFields, given: Given): readonly OrderBy[] {
  const [word, value] = onlyOf(given, 'edge', [])
  const keys = orderKeys(propertyNamed(properties, word), directionOf(word, value), { of: 'edge', isTrusting: true })
  return keys.map((key) => ({ ...key, of: 'edge', fact: null }))
}

function reachedKey(read: Read): OrderBy {
  return { of: 'reached', column: '', expression: null, fact: null, indexed: false, ...read }
}

interface Step {
  readonly edge: Edge
  /** How many edges lie between the list and what is read, with this one. */
  readonly far: number
}

function reachOver(catalog: Catalog, { edge, far }: Step, given: Given): readonly Read[] {
  checkReach('orderBy', far)
  if (edge.form !== 'one') return [readFigure(catalog, { edge, far }, given)]
  const [word, value] = onlyOf(given, edge.name, [])
  const { properties, edges } = kindOf(catalog, edge.target)
  const next = edges.find((each) => each.name === word)
  const found = next
    ? reachOver(catalog, { edge: next, far: far + 1 }, value)
    : readValues(propertyNamed(properties, word), directionOf(word, value))
  const order: readonly OrderBy[] = [edge.unique ? BY_ID : { ...BY_ID, of: 'edge' }]
  const branch = branchOver(catalog, edge, { filter: null, order })
  return found.map((each) => ({ ...each, nullable: true, reach: { read: 'one', branch, next: each.reach } }))
}

function readValues(property: Property, direction: 'ASC' | 'DESC'): readonly Read[] {
  const { expression } = property
  const column: ColumnOf = { of: 'node', column: mainColumn(property), expression, fact: factOf(property) }
  const value: Read = { direction, type: orderType(property), nullable: true, reach: { read: 'value', column } }
  if (!isMoney(property)) return [value]
  return [{ ...value, ...BY_CODE, reach: { read: 'value', column: currencyOf(column) } }, value]
}

/** A figure of all that a connection leads to. */
function readFigure(catalog: Catalog, { edge, far }: Step, given: Given): Read {
  const list: ListOf = { target: edge.target, fields: edge.fields }
  const [word, value] = onlyOf(given, edge.name, ['where'])
  const filter = selectFilter(catalog, list, { argument: 'orderBy', given: fieldOf(given, 'where'), behind: far })
  const isOfNodes = word !== 'edge'
  const read = (found: ChosenFigure): Read => ({
    direction: found.direction,
    type: found.type,
    nullable: !isCount(found.figure),
    reach: {
      read: 'figure',
      branch: {
        ...branchOver(catalog, edge, { filter: found.filter ? and(filter, found.filter) : filter, order: [] }),
        ...(isOfNodes && !edge.unique && { once: true as const }),
      },
      figure: found.figure,
    },
  })
  if (word === 'count')
    return read({ figure: { how: 'count', column: null }, type: 'number', direction: directionOf(word, value) })
  if (isOfNodes) return read(figureOf(kindOf(catalog, edge.target).properties, 'node', [word, value]))
  invariant(edge.fields, 'the edges have figures')
  return read(figureOf(edge.fields.properties, 'edge', onlyOf(value, 'edge', [])))
}

interface ChosenFigure {
  readonly figure: Figure
  readonly type: OrderBy['type']
  readonly direction: 'ASC' | 'DESC'
  readonly filter?: Filter
}

function figureOf(
  properties: readonly Property[],
  of: 'node' | 'edge',
  [word, given]: readonly [string, Given],
): ChosenFigure {
  const field = figureFields(properties).find(({ property }) => property.name === word)
  invariant(field, `"${word}" has figures`)
  const columns = figureColumns(field, of)
  const [name, direction] = onlyOf(given, word, ['currency'])
  const figure = figureNamed(name, columns)
  const type = isCount(figure) || field.form === 'number' || field.form === 'money' ? 'number' : 'string'
  const found: ChosenFigure = { figure, type, direction: directionOf(name, direction) }
  if (field.form !== 'money') return found
  const currency = currencyOf(columns.value)
  const equal: Given = { is: 'object', fields: new Map([['eq', fieldOf(given, 'currency') ?? { is: 'null' }]]) }
  return { ...found, filter: selectColumn({ property: CODE, of, column: currency.column, fact: currency.fact }, equal) }
}

/** What a code of a currency is compared as. */
const CODE = { name: 'currency', type: { form: 'scalar', scalar: 'CurrencyCode' }, expression: null } as Property

function figureNamed(name: string, columns: ReturnType<typeof figureColumns>): Figure {
  if (name === 'min' || name === 'max') return { how: name, column: columns[name] }
  return { how: name === 'countDistinct' ? 'distinct' : (name as 'count' | 'sum' | 'avg'), column: columns.value }
}

function isCount({ how }: Figure): boolean {
  return how === 'count' || how === 'distinct'
}

function branchOver(catalog: Catalog, edge: Edge, of: Pick<Branch, 'filter' | 'order'>): Branch {
  const { time } = kindOf(catalog, edge.target)
  return { anchor: { by: 'edge', edge }, target: edge.target, time, page: null, slots: [], ...of }
}

/** The one field of an input beside those that only say more of it. */
function onlyOf(given: Given, at: string, beside: readonly string[]): readonly [string, Given] {
  const found = given.is === 'object' ? [...given.fields].filter(([word]) => !beside.includes(word)) : []
  const [only] = found
  if (only && found.length === 1) return only
  throw new Failure('BAD_USER_INPUT', `"${at}" in "orderBy" names ${found.length} keys; it names one.`, {
    facts: { argument: 'orderBy' },
  })
}

function fieldOf(given: Given, word: string): Given | undefined {
  return given.is === 'object' ? given.fields.get(word) : undefined
}

function directionOf(word: string, given: Given): 'ASC' | 'DESC' {
  if (given.is === 'leaf') return given.value === 'DESC' ? 'DESC' : 'ASC'
  throw new Failure('BAD_USER_INPUT', `"${word}" in "orderBy" is null; it is ASC or DESC.`, {
    facts: { argument: 'orderBy' },
  })
}

interface At {
  readonly of: 'node' | 'edge'
  readonly isTrusting: boolean
}

/** Amounts in different currencies have no order of their own, so that their currency comes first. */
function orderKeys(property: Property, direction: 'ASC' | 'DESC', at: At): readonly OrderBy[] {
  const key = orderKey(property, direction, at)
  return isMoney(property) ? [{ ...currencyOf(key), ...BY_CODE }, key] : [key]
}

function orderKey(property: Property, direction: 'ASC' | 'DESC', { of, isTrusting }: At): OrderBy {
  const fact = factOf(property)
  // Where a fact may be trusted too little to show, it has no value, which no index knows.
  const { column, nullable } =
    isTrusting || !fact ? orderColumn(property, direction) : { column: mainColumn(property), nullable: true }
  return {
    of,
    column,
    expression: property.expression,
    fact,
    direction,
    nullable,
    indexed: property.index && (isTrusting || !fact),
    type: orderType(property),
  }
}

function orderType({ type }: Property): OrderBy['type'] {
  if (type.form === 'enum') return 'string'
  if (type.form === 'value') {
    const lead = type.value.parts.find((part) => part.order)
    return lead ? orderType(lead) : 'string'
  }
  if (type.scalar === 'Boolean') return 'boolean'
  return ['Int', 'Float', 'Decimal'].includes(type.scalar) ? 'number' : 'string'
}

function propertyNamed(properties: readonly Property[], key: string): Property {
  const property = properties.find((each) => each.name === key)
  if (!property) throw new Error(`"${key}" is not a property that orders`)
  return property
}
