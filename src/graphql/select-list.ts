import { Failure } from '../errors.js'
import { factOf, kindOf, wordsColumn } from '../model/catalog.js'
import type { Catalog, Edge, EdgeFields, Kind, Property } from '../model/catalog.js'
import { kindName } from '../model/kind-words.js'
import type { Comparison, ValueForm } from '../plan/comparison.js'
import { REACHED_FAR } from '../plan/reach-limits.js'
import type { ColumnOf, Filter } from '../plan/plan.js'
import { standingOf } from '../model/standing.js'
import type { Given } from './given.js'
import { ofEachShown, ofShown } from './shown-claims.js'

const TRUE: Filter = { test: 'and', filters: [] }
const FALSE: Filter = { test: 'or', filters: [] }

/** The list that `where` and `orderBy` speak of: nodes of a target, maybe reached over edges with fields of their own. */
export interface ListOf {
  readonly target: string
  readonly fields: EdgeFields | null
  /** What its types are called, where they are not called after the target: `Search` for `SearchConnection`. */
  readonly stem?: string
  /** Its order where the client asks for none, where that is not the order of its target. */
  readonly otherwise?: Kind['defaultOrder']
}

/** An argument that holds a filter, or holds one behind some edges. */
interface Filtering {
  readonly argument: string
  readonly given: Given | undefined
  /** How many edges lie between the list that the argument is of and what is filtered. */
  readonly behind?: number
  /** Whether what is filtered was chosen already, so that nothing is left out of it unasked. */
  readonly isChosen?: boolean
}

/** An argument as a filter; the names in it are those of the catalog. */
export function selectFilter(
  catalog: Catalog,
  list: ListOf,
  { argument, given, behind = 0, isChosen = false }: Filtering,
): Filter {
  const filter = selectConditions(catalog, list, given)
  checkReach(argument, behind + reachOf(filter))
  return isChosen ? filter : ofShown(list.target, filter, given)
}

/** Refuses an argument that looks behind too many edges. */
export function checkReach(argument: string, asked: number): void {
  if (asked <= REACHED_FAR) return
  throw new Failure('BAD_USER_INPUT', `"${argument}" follows ${asked} edges; at most ${REACHED_FAR} are allowed.`, {
    facts: { argument, allowed: REACHED_FAR, asked },
  })
}

/** How many edges lie one behind the other in a filter. */
function reachOf(filter: Filter): number {
  if ('filters' in filter) return Math.max(0, ...filter.filters.map(reachOf))
  if (filter.test === 'edge') return 1 + reachOf(filter.filter)
  return filter.test === 'not' ? reachOf(filter.filter) : 0
}

function selectConditions(catalog: Catalog, list: ListOf, given: Given | undefined): Filter {
  if (given === undefined || given.is !== 'object') return TRUE
  const filters: Filter[] = []
  for (const [key, value] of given.fields) filters.push(selectCondition(catalog, list, [key, value]))
  return filters.length === 1 && filters[0] ? filters[0] : { test: 'and', filters }
}

function selectCondition(catalog: Catalog, list: ListOf, [key, given]: readonly [string, Given]): Filter {
  if (given.is === 'null') return refuseNull(key, without(kindOf(catalog, list.target), key))
  if (key === 'and' || key === 'or') return selectGroup(catalog, list, [key, given])
  if (key === 'not') return { test: 'not', filter: selectConditions(catalog, list, given) }
  const kind = kindOf(catalog, list.target)
  if (key === 'edge' && list.fields) return selectProperties(list.fields.properties, 'edge', given)
  if (key === 'kind' && kind.form !== 'kind') return selectKind(given)
  const property = kind.properties.find((each) => each.name === key)
  if (property) return selectProperty(property, 'node', given)
  const standing = explainedProperty(kind.properties, key)
  if (standing) return asFact(selectProperty(standing, 'node', given))
  const edge = kind.edges.find((each) => each.name === key)
  if (edge) return selectEdge(catalog, edge, given)
  throw new Error(`"${key}" is neither a property nor an edge of ${list.target}`)
}

function selectGroup(catalog: Catalog, list: ListOf, [key, given]: readonly ['and' | 'or', Given]): Filter {
  const items = given.is === 'list' ? given.items : []
  return { test: key, filters: items.map((item) => selectConditions(catalog, list, item)) }
}

function selectProperties(properties: readonly Property[], of: 'node' | 'edge', given: Given): Filter {
  if (given.is !== 'object') return TRUE
  const filters = [...given.fields].map(([key, value]) => {
    const property = properties.find((each) => each.name === key)
    if (!property) throw new Error(`"${key}" is not a property of the edge`)
    return selectProperty(property, of, value)
  })
  return { test: 'and', filters }
}

function selectEdge(catalog: Catalog, edge: Edge, given: Given): Filter {
  const list = { target: edge.target, fields: edge.form === 'one' ? null : edge.fields }
  const { time } = kindOf(catalog, edge.target)
  if (edge.form === 'one')
    return { test: 'edge', edge, time, quantifier: 'some', filter: selectConditions(catalog, list, given) }
  const filters = (given.is === 'object' ? [...given.fields] : []).map(([quantifier, value]): Filter => {
    if (value.is === 'null') return refuseNull(quantifier, 'none: {}')
    return {
      test: 'edge',
      edge,
      time,
      quantifier: quantifier as 'some' | 'none' | 'every',
      filter: (quantifier === 'every' ? ofEachShown : ofShown)(
        edge.target,
        selectConditions(catalog, list, value),
        value,
      ),
    }
  })
  return { test: 'and', filters }
}

function selectProperty(property: Property, of: 'node' | 'edge', given: Given): Filter {
  const fact = of === 'node' ? factOf(property) : null
  return selectColumn({ property, of, column: property.column, fact }, given)
}

/** What a column must be like. */
export function selectColumn({ property, of, column, fact }: Compared, given: Given): Filter {
  if (given.is === 'null') return refuseNull(property.name, `${property.name}: { ${withoutValue(property)} }`)
  if (given.is !== 'object') return TRUE
  if (property.type.form !== 'value') return selectOperators({ property, of, column, fact }, given)
  const { parts } = property.type.value
  const own = new Map<string, Given>()
  const filters: Filter[] = []
  for (const [key, value] of given.fields) {
    const part = parts.find((each) => each.name === key)
    if (part) filters.push(selectColumn({ property: part, of, column: column + part.column, fact }, value))
    else own.set(key, value)
  }
  const [lead] = parts
  if (own.size > 0 && lead)
    filters.push(
      selectOperators({ property: lead, of, column: column + lead.column, fact }, { is: 'object', fields: own }),
    )
  return { test: 'and', filters }
}

interface Compared {
  readonly property: Property
  readonly of: ColumnOf['of']
  readonly column: string
  readonly fact: ColumnOf['fact']
}

function selectOperators(compared: Compared, given: Given & { readonly is: 'object' }): Filter {
  const mode = given.fields.get('mode')
  const insensitive = mode?.is === 'leaf' && mode.value === 'INSENSITIVE'
  const filters = [...given.fields]
    .filter(([key]) => key !== 'mode')
    .map(([key, value]) => selectOperator(compared, [key, value], insensitive))
  return filters.length === 1 && filters[0] ? filters[0] : { test: 'and', filters }
}

function selectOperator(compared: Compared, [key, given]: readonly [string, Given], insensitive: boolean): Filter {
  if (given.is !== 'leaf') return refuseNull(key, withoutValue(compared.property))
  const { property, of, column, fact } = compared
  const { expression } = property
  if (key === 'isNull') return nullness(compared, given.value === true)
  if (key === 'isEmpty') return { test: 'empty', of, column, expression, fact, is: given.value === true }
  if (Array.isArray(given.value)) {
    if (given.value.includes(null)) return refuseNull(key, withoutValue(compared.property))
    if (given.value.length === 0) return amongNone(key, compared)
  }
  const { suffix, as } = besides(property, key, Array.isArray(given.value))
  return {
    test: 'compare',
    of,
    column: column + suffix,
    expression,
    fact,
    how: key as Comparison,
    hole: { fill: 'value', ref: given.ref, ...(as ? { as } : insensitive ? { as: 'lowered' } : {}) },
    insensitive,
    // The index of the id is that of another label: of every node.
    indexed: property.index && property.name !== 'id',
  }
}

/** Words and decimals are compared by a column beside that of the text. */
function besides(
  { type }: Property,
  key: string,
  isList: boolean,
): { readonly suffix: string; readonly as?: ValueForm } {
  if (key === 'matches') return { suffix: wordsColumn(''), as: 'words' }
  if (type.form !== 'scalar' || type.scalar !== 'Decimal') return { suffix: '' }
  return { suffix: '_number', as: isList ? 'numbers' : 'number' }
}

/** Nothing is one of none; whatever has a value is none of none, and every list has all of none. */
function amongNone(key: string, compared: Compared): Filter {
  if (key === 'hasAll') return TRUE
  return key === 'in' || key === 'hasAny' ? FALSE : nullness(compared, false)
}

/** What is computed when it is read always has a value. */
function nullness({ property, of, column, fact }: Compared, is: boolean): Filter {
  const { expression } = property
  if (expression !== null) return is ? FALSE : TRUE
  return { test: 'null', of, column, expression, fact, is }
}

/** A kind is asked for by its enum value, and stored by its name. */
function selectKind(given: Given): Filter {
  if (given.is !== 'object') return TRUE
  const filters = [...given.fields].map(([key, value]): Filter => {
    if (value.is !== 'leaf') return refuseNull(key)
    const names = [value.value].flat().map((word) => kindName(String(word)))
    const tests = names.map((label): Filter => ({
      test: 'compare',
      of: 'node',
      column: 'nodeKind',
      expression: null,
      fact: null,
      how: 'eq',
      hole: { fill: 'value', ref: { from: 'constant', value: label } },
      insensitive: false,
      indexed: false,
    }))
    const any: Filter = { test: 'or', filters: tests }
    return key === 'eq' || key === 'in' ? any : { test: 'not', filter: any }
  })
  return { test: 'and', filters }
}

/** How to ask for what has nothing under a key; null where everything has something. */
function without({ properties, edges }: Kind, key: string): string | null {
  const edge = edges.find(({ name }) => name === key)
  if (edge) return edge.form === 'one' ? `not: { ${key}: {} }` : `${key}: { none: {} }`
  const property = properties.find(({ name }) => name === key) ?? explainedProperty(properties, key)
  return property ? `${key}: { ${withoutValue(property)} }` : null
}

function withoutValue({ list }: Property): string {
  return list ? 'isEmpty: true' : 'isNull: true'
}

/** Says what to write in place of null; null where there is nothing to ask for. */
export function refuseNull(key: string, instead: string | null = null): never {
  const otherwise = instead === null ? '' : `, or ask for what has none with "${instead}"`
  throw new Failure('BAD_USER_INPUT', `"${key}" in a filter is null. Leave it out${otherwise}.`, {
    facts: { argument: key },
  })
}

/** Its columns stand apart from the node. */
function asFact(filter: Filter): Filter {
  if ('filters' in filter) return { ...filter, filters: filter.filters.map(asFact) }
  if ('filter' in filter || !('column' in filter)) return filter
  return { ...filter, isFact: true }
}

/** The property that stands for what is known of another's claims: `valuationFact` for `valuation`. */
function explainedProperty(properties: readonly Property[], key: string): Property | undefined {
  const property = properties.find((each) => `${each.name}Fact` === key)
  return property && standingOf(property)
}
