import { kindOf, mainColumn } from './catalog.js'
import type { Catalog, Edge, Kind, Property, PropertyType } from './catalog.js'

/** What can be computed of the values of a property. */
export type FigureForm = 'number' | 'date' | 'time' | 'text' | 'money'

/** A property of which figures are computed, with the columns that they come from. */
export interface FigureField {
  readonly property: Property
  readonly form: FigureForm
  readonly column: string
  /** The columns of the smallest and of the largest value: the first and last day that a date can be. */
  readonly least: string
  readonly most: string
}

/** By what nodes can be put into groups. */
export type KeyField =
  | { readonly by: 'value' | 'date'; readonly property: Property }
  | { readonly by: 'edge'; readonly edge: Edge }
  | { readonly by: 'kind' }

/** The properties of which figures are computed: those that order a list, but for the keys of a node. */
export function figureFields(properties: readonly Property[]): readonly FigureField[] {
  return properties.flatMap((property) => {
    const form = property.order && isPlain(property) ? formOf(property.type) : null
    if (form === null) return []
    const column = mainColumn(property)
    const isFuzzy = form === 'date' && property.type.form === 'value'
    const [least, most] = isFuzzy ? [`${property.column}_from`, `${property.column}_to`] : [column, column]
    return [{ property, form, column, least, most }]
  })
}

/** What groups the nodes of a kind, by the name of the field; of an interface also what several of its kinds have alike. */
export function keyFields(catalog: Catalog, target: string): ReadonlyMap<string, KeyField> {
  const kind = kindOf(catalog, target)
  const members = kind.form === 'interface' ? kind.members.map((name) => kindOf(catalog, name)) : []
  const keys = new Map<string, KeyField>()
  if (kind.form !== 'kind') keys.set('kind', { by: 'kind' })
  const properties = [...kind.properties, ...alike(members.map(({ properties: own }) => own))]
  for (const [name, field] of propertyKeys(properties)) if (!keys.has(name)) keys.set(name, field)
  for (const edge of [...kind.edges, ...alike(members.map(({ edges }) => edges))])
    if (!keys.has(edge.name) && isEntity(kindOf(catalog, edge.target))) keys.set(edge.name, { by: 'edge', edge })
  return keys
}

/** What groups by the fields of a node or an edge itself. */
export function propertyKeys(properties: readonly Property[]): ReadonlyMap<string, KeyField> {
  const keys = new Map<string, KeyField>()
  for (const property of properties) {
    const isList = property.list && property.filter && property.type.form !== 'value'
    const form = isPlain(property) ? formOf(property.type) : null
    if (isList || (property.order && (form === 'text' || isWhole(property.type))))
      keys.set(property.name, { by: 'value', property })
    else if (property.order && (form === 'date' || form === 'time')) keys.set(property.name, { by: 'date', property })
  }
  return keys
}

function isEntity({ name, interfaces }: Kind): boolean {
  return name === 'Entity' || interfaces.includes('Entity')
}

function isPlain({ list, expression, name }: Property): boolean {
  return !list && expression === null && name !== 'slug'
}

function isWhole(type: PropertyType): boolean {
  return type.form === 'scalar' && type.scalar === 'Int'
}

/** Whether a property is an amount in a currency. */
export function isMoney({ type }: Property): boolean {
  return formOf(type) === 'money'
}

function formOf(type: PropertyType): FigureForm | null {
  if (type.form === 'enum') return 'text'
  if (type.form === 'value') {
    if (type.value.name === 'Money') return 'money'
    const lead = type.value.parts.find((part) => part.order)
    return lead ? formOf(lead.type) : null
  }
  return FORMS[type.scalar] ?? null
}

const FORMS: Readonly<Record<string, FigureForm>> = {
  String: 'text',
  URL: 'text',
  Boolean: 'text',
  Int: 'number',
  Float: 'number',
  Date: 'date',
  DateTime: 'time',
}

/** What at least two have under one name, and all that have it have alike. */
function alike<Each extends Property | Edge>(lists: readonly (readonly Each[])[]): readonly Each[] {
  const found = new Map<string, Each[]>()
  for (const each of lists.flat()) found.set(each.name, [...(found.get(each.name) ?? []), each])
  return [...found.values()].flatMap((all) => {
    const [first] = all
    return first && all.length > 1 && all.every((each) => print(each) === print(first)) ? [first] : []
  })
}

function print(each: Property | Edge): string {
  if ('types' in each) return [each.types, each.direction, each.target].join('/')
  const { type, column, list } = each
  const word = type.form === 'enum' ? type.enumeration.name : type.form === 'value' ? type.value.name : type.scalar
  return [word, column, list].join('/')
}
