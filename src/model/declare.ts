import 'reflect-metadata'

import { Field, Float, ID, Int, InterfaceType, ObjectType, createUnionType, registerEnumType } from 'type-graphql'

import { refuseIndexes } from './catalog.js'
import type {
  Catalog,
  Constructor,
  Edge as EdgeRecord,
  EdgeFields as EdgeFieldsRecord,
  EdgeForm,
  Enumeration,
  Kind as KindRecord,
  OrderKey,
  Property as PropertyRecord,
  Time,
  PropertyType,
  ScalarName,
  ValueType,
} from './catalog.js'
import { CurrencyCode, DateScalar, DateTimeScalar, DecimalScalar, UrlScalar } from './scalars.js'
import { withSureEdges } from './sure-edges.js'

/** What a decorated class has recorded so far, until the catalog is made of it. */
interface Draft {
  readonly token: Constructor
  readonly properties: PropertyRecord[]
  readonly edges: EdgeRecord[]
  finish: Finish | null
}

type Finish =
  | ({ readonly form: 'kind' | 'interface' } & KindOptions)
  | { readonly form: 'value'; readonly description: string }
  | ({ readonly form: 'edge' } & EdgeFieldsOptions)

const drafts = new Map<Constructor, Draft>()
const enumerations = new Map<object, Enumeration>()
const unions = new Map<
  string,
  { readonly token: object; readonly description: string; readonly members: readonly string[] }
>()

const SCALARS = new Map<unknown, ScalarName>([
  [String, 'String'],
  [Boolean, 'Boolean'],
  [ID, 'ID'],
  [Int, 'Int'],
  [Float, 'Float'],
  [DateScalar, 'Date'],
  [DateTimeScalar, 'DateTime'],
  [DecimalScalar, 'Decimal'],
  [CurrencyCode, 'CurrencyCode'],
  [UrlScalar, 'URL'],
])

interface KindOptions {
  readonly description: string
  /** Root field for one, by slug. */
  readonly one?: string
  /** Root field for a connection of all. */
  readonly many?: string
  readonly order?: readonly OrderKey[]
  /** As that of the nearest interface, unless it is said. */
  readonly time?: Time
}

/** Declares a kind of node: a GraphQL object type and a label of the same name. */
export function Kind(options: KindOptions): ClassDecorator {
  return (target) => {
    const token = finish(target, { form: 'kind', ...options })
    ObjectType({ description: options.description, implements: ancestors(token), simpleResolvers: true })(target)
  }
}

/** Declares what several kinds have in common: a GraphQL interface and a label that all of them carry. */
export function Interface(options: KindOptions): ClassDecorator {
  return (target) => {
    const token = finish(target, { form: 'interface', ...options })
    InterfaceType({
      description: options.description,
      implements: ancestors(token),
      resolveType: (node: { readonly __typename: string }) => node.__typename,
    })(target)
  }
}

/** Declares a value of several parts, such as an amount with its currency. */
export function Value(options: { readonly description: string }): ClassDecorator {
  return (target) => {
    finish(target, { form: 'value', ...options })
    ObjectType({ description: options.description, simpleResolvers: true })(target)
  }
}

interface EdgeFieldsOptions {
  readonly claimed: boolean
  readonly dated?: boolean
}

/**
 * Declares the own fields of a relationship; `claimed` ones are projected from claims and carry them, `dated` ones may be
 * younger than the nodes that they join.
 */
export function EdgeFields(options: EdgeFieldsOptions): ClassDecorator {
  return (target) => {
    finish(target, { form: 'edge', ...options })
  }
}

interface PropertyOptions {
  readonly description: string
  readonly nullable?: boolean
  readonly filter?: boolean
  readonly order?: boolean
  readonly index?: boolean
  readonly column?: string
  readonly expression?: string
  readonly otherwise?: string
  readonly words?: boolean
  /** Null when no claim says it; otherwise the field's name in upper snake, unless stated. */
  readonly predicate?: string | null
}

/** Declares a property: a GraphQL field and a property of the node or relationship. */
export function Property(type: () => unknown, options: PropertyOptions): PropertyDecorator {
  return (prototype, key) => {
    const name = String(key)
    const stated = type()
    const list = Array.isArray(stated)
    const property: PropertyRecord = {
      name,
      column: options.column ?? name,
      type: typeOf(list ? stated[0] : stated),
      stated: type,
      list,
      nullable: options.nullable ?? false,
      description: options.description,
      filter: options.filter ?? false,
      order: options.order ?? false,
      index: options.index ?? false,
      expression: options.expression ?? null,
      otherwise: options.otherwise ?? null,
      words: options.words ?? false,
      predicate: options.predicate === undefined ? upperSnake(name) : options.predicate,
    }
    draftOf(prototype.constructor).properties.push(property)
    Field(type as () => StringConstructor, { description: options.description, nullable: property.nullable })(
      prototype,
      name,
    )
  }
}

interface EdgeOptions {
  readonly description: string
  readonly form?: EdgeForm
  readonly fields?: Constructor
  readonly nullable?: boolean
  readonly unique?: boolean
  readonly position?: string
  /** As the fields of the edge say, unless it is said. */
  readonly projected?: boolean
}

/** Declares an edge: relationships of these types, followed in one direction to nodes of one kind. */
export function Edge(
  types: string | readonly string[],
  [direction, target]: readonly ['in' | 'out', string],
  options: EdgeOptions,
): PropertyDecorator {
  return (prototype, key) => {
    const all = typeof types === 'string' ? [types] : types
    const form = options.form ?? 'connection'
    const fields = options.fields ? edgeFieldsOf(options.fields) : null
    draftOf(prototype.constructor).edges.push({
      name: String(key),
      types: all,
      direction,
      target,
      form,
      description: options.description,
      fields,
      nullable: form === 'one' ? (options.nullable ?? true) : false,
      unique: options.unique ?? all.length === 1,
      position: options.position ?? null,
      isProjected: options.projected ?? fields?.claimed ?? false,
      isSure: false,
    })
  }
}

/** Registers an enum with its descriptions, one a value. */
export function declareEnum<Name extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Name, string>>,
): Readonly<Record<Name, Name>> {
  const token = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as Record<Name, Name>
  const valuesConfig = Object.fromEntries(
    Object.entries<string>(values).map(([value, text]) => [value, { description: text }]),
  ) as Record<Name, { description: string }>
  registerEnumType(token, { name, description, valuesConfig })
  enumerations.set(token, { name, description, values, token })
  return token
}

/** Registers a union of kinds; its members are named, so that they need not be imported. */
export function declareUnion(name: string, description: string, members: readonly string[]): void {
  const token = createUnionType({
    name,
    description,
    types: () => members.map((member) => kindToken(member)) as never,
    resolveType: (node: { readonly __typename: string }) => node.__typename,
  }) as unknown as object
  unions.set(name, { token, description, members })
}

/** The symbol by which TypeGraphQL knows a union. */
export function unionToken(name: string): object {
  const union = unions.get(name)
  if (!union) throw new Error(`No union is declared as "${name}"`)
  return union.token
}

/** Everything declared so far, as plain data. */
export function createCatalog(): Catalog {
  const kinds = new Map<string, KindRecord>()
  const nodes = [...drafts.values()].filter(
    (draft) => draft.finish?.form === 'kind' || draft.finish?.form === 'interface',
  )
  for (const draft of nodes) {
    const record = kindRecord(draft, nodes)
    refuseIndexes(record)
    kinds.set(record.name, record)
  }
  for (const [name, union] of unions) kinds.set(name, unionRecord(name, union, kinds))
  return {
    kinds: withSureEdges(kinds),
    values: [...drafts.values()].flatMap((draft) => (draft.finish?.form === 'value' ? [valueTypeOf(draft.token)] : [])),
    enumerations: [...enumerations.values()],
    edgeFields: [...drafts.values()].flatMap((draft) =>
      draft.finish?.form === 'edge' ? [edgeFieldsOf(draft.token)] : [],
    ),
  }
}

function kindRecord(draft: Draft, nodes: readonly Draft[]): KindRecord {
  const options = draft.finish as KindOptions & { readonly form: 'kind' | 'interface' }
  const line = [draft.token, ...ancestors(draft.token)].map(draftOf)
  const members = nodes.filter(
    (other) => other.finish?.form === 'kind' && (other === draft || ancestors(other.token).includes(draft.token)),
  )
  return {
    name: draft.token.name,
    token: draft.token,
    form: options.form,
    description: options.description,
    time: line.flatMap((each) => (each.finish as KindOptions).time ?? [])[0] ?? 'none',
    interfaces: ancestors(draft.token).map((token) => token.name),
    one: options.one ?? null,
    many: options.many ?? null,
    properties: line.toReversed().flatMap((each) => each.properties),
    edges: line.toReversed().flatMap((each) => each.edges),
    defaultOrder: options.order ?? line.flatMap((each) => (each.finish as KindOptions).order ?? []).slice(0, 1),
    members: members.map((each) => each.token.name),
  }
}

function unionRecord(
  name: string,
  union: { readonly description: string; readonly members: readonly string[] },
  kinds: ReadonlyMap<string, KindRecord>,
): KindRecord {
  const node = kinds.get('Node')
  return {
    name,
    token: kindToken('Node'),
    form: 'union',
    description: union.description,
    time: 'mixed',
    interfaces: ['Node'],
    one: null,
    many: null,
    properties: node?.properties ?? [],
    edges: [],
    defaultOrder: [],
    members: union.members,
  }
}

function kindToken(name: string): Constructor {
  for (const token of drafts.keys()) if (token.name === name) return token
  throw new Error(`No kind is declared as "${name}"`)
}

function typeOf(token: unknown): PropertyType {
  const scalar = SCALARS.get(token)
  if (scalar) return { form: 'scalar', scalar }
  const enumeration = enumerations.get(token as object)
  if (enumeration) return { form: 'enum', enumeration }
  return { form: 'value', value: valueTypeOf(token as Constructor) }
}

/** The value type that a class declares. */
export function valueTypeOf(token: Constructor): ValueType {
  const { finish: options, properties } = draftOf(token)
  if (options?.form !== 'value') throw new Error(`${token.name} is not declared with @Value`)
  return { name: token.name, description: options.description, token, parts: properties }
}

function edgeFieldsOf(token: Constructor): EdgeFieldsRecord {
  const options = draftOf(token).finish
  if (options?.form !== 'edge') throw new Error(`${token.name} is not declared with @EdgeFields`)
  const line = [token, ...ancestors(token)].toReversed()
  return {
    name: token.name,
    token,
    properties: line.flatMap((each) => draftOf(each).properties),
    claimed: options.claimed,
    dated: options.dated ?? false,
  }
}

function ancestors(token: Constructor): Constructor[] {
  const parent = Object.getPrototypeOf(token) as Constructor
  return drafts.has(parent) ? [parent, ...ancestors(parent)] : []
}

function finish(target: object, options: Finish): Constructor {
  const draft = draftOf(target)
  draft.finish = options
  return draft.token
}

function draftOf(target: object): Draft {
  const token = target as Constructor
  let draft = drafts.get(token)
  if (!draft) {
    draft = { token, properties: [], edges: [], finish: null }
    drafts.set(token, draft)
  }
  return draft
}

function upperSnake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
}
