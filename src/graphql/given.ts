import { isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, valueFromAST } from 'graphql'
import type { FieldNode, GraphQLField, GraphQLInputType, ValueNode } from 'graphql'

import { Failure, invariant } from '../errors.js'
import type { Ref } from '../plan/plan.js'
import type { PlainValue } from '../store/store.js'

export type Variables = Readonly<Record<string, unknown>>

/**
 * An argument as the document gives it: its form is known, its values are references, so that what is planned
 * once serves every request of the same form. `value` of a leaf may decide the form only where `formOf` keeps it:
 * for enums, booleans and the emptiness of lists.
 */
export type Given =
  | { readonly is: 'null' }
  | { readonly is: 'leaf'; readonly ref: Ref; readonly value: unknown }
  | { readonly is: 'list'; readonly items: readonly Given[] }
  | { readonly is: 'object'; readonly fields: ReadonlyMap<string, Given> }

/** The arguments of a field; those that are not given and have no default are absent. */
export function readArguments(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): ReadonlyMap<string, Given> {
  const given = new Map<string, Given>()
  for (const argument of field.args) {
    const stated = node.arguments?.find((each) => each.name.value === argument.name)
    const value = stated ? fromNode(stated.value, argument.type, variables) : undefined
    refuseInfinite(value, argument.name)
    if (value !== undefined) given.set(argument.name, value)
    else if (argument.defaultValue !== undefined) given.set(argument.name, constant(argument.defaultValue))
  }
  return given
}

/** A literal, or the default of a variable, may be written too large for a number, which no store could compare with. */
function refuseInfinite(given: Given | undefined, argument: string): void {
  if (given?.is === 'list') for (const each of given.items) refuseInfinite(each, argument)
  if (given?.is === 'object') for (const each of given.fields.values()) refuseInfinite(each, argument)
  if (given?.is !== 'leaf') return
  const isInfinite = [given.value].flat().some((value) => typeof value === 'number' && !Number.isFinite(value))
  if (!isInfinite) return
  throw new Failure('BAD_USER_INPUT', `"${argument}" holds what is too large for a number.`, { facts: { argument } })
}

function fromNode(node: ValueNode, stated: GraphQLInputType, variables: Variables): Given | undefined {
  const type = isNonNullType(stated) ? stated.ofType : stated
  if (node.kind === 'Variable') return fromValue(variables[node.name.value], type, [node.name.value])
  if (node.kind === 'NullValue') return { is: 'null' }
  if (isListType(type)) {
    const nodes = node.kind === 'ListValue' ? node.values : [node]
    return gather(nodes.flatMap((each) => fromNode(each, type.ofType, variables) ?? []))
  }
  if (isInputObjectType(type) && node.kind === 'ObjectValue') {
    const fields = new Map<string, Given>()
    for (const { name, value } of node.fields) {
      const field = type.getFields()[name.value]
      const given = field ? fromNode(value, field.type, variables) : undefined
      if (given !== undefined) fields.set(name.value, given)
    }
    return { is: 'object', fields }
  }
  return constant(valueFromAST(node, type))
}

function fromValue(value: unknown, stated: GraphQLInputType, path: readonly (string | number)[]): Given | undefined {
  const type = isNonNullType(stated) ? stated.ofType : stated
  if (value === undefined) return undefined
  if (value === null) return { is: 'null' }
  if (isListType(type)) {
    const item = isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType
    if (isLeafType(item)) return { is: 'leaf', ref: { from: 'variable', path }, value }
    return {
      is: 'list',
      items: (value as readonly unknown[]).flatMap((each, i) => fromValue(each, item, [...path, i]) ?? []),
    }
  }
  if (isInputObjectType(type)) {
    const fields = new Map<string, Given>()
    for (const [name, field] of Object.entries(type.getFields())) {
      const given = fromValue((value as Record<string, unknown>)[name], field.type, [...path, name])
      if (given !== undefined) fields.set(name, given)
    }
    return { is: 'object', fields }
  }
  return { is: 'leaf', ref: { from: 'variable', path }, value }
}

/** A list of leaves is one leaf, whether it is written out or holds variables. */
function gather(items: readonly Given[]): Given {
  const leaves = items.flatMap((item) => (item.is === 'leaf' ? [item] : []))
  if (leaves.length < items.length) return { is: 'list', items }
  return {
    is: 'leaf',
    ref: { from: 'items', items: leaves.map((leaf) => leaf.ref) },
    value: leaves.map((leaf) => leaf.value),
  }
}

function constant(value: unknown): Given {
  return value === null ? { is: 'null' } : { is: 'leaf', ref: { from: 'constant', value: value as PlainValue }, value }
}

/** The value of an argument, where one is given. */
export function leafOf(given: Given | undefined): Ref | null {
  return given?.is === 'leaf' ? given.ref : null
}

/** The value of an argument that must be given. */
export function refOf(given: Given | undefined): Ref {
  invariant(given?.is === 'leaf', 'a required argument is given')
  return given.ref
}

/** Arguments that choose a page of a list or its moment, and those of which a cursor tells by itself: order, words, ends. */
const NOT_OF_LIST = new Set(['first', 'last', 'after', 'before', 'orderBy', 'asOf', 'trust', 'query', 'from', 'to'])

/** What the arguments of a list say of what is in it: the form of that, and the values. */
export function narrowing(given: ReadonlyMap<string, Given>): {
  readonly form: readonly unknown[]
  readonly values: readonly Ref[]
} {
  const values: Ref[] = []
  const read = (each: Given): unknown => {
    if (each.is === 'leaf') values.push(each.ref)
    if (each.is === 'list') return each.items.map(read)
    return each.is === 'object' ? readEach(each.fields) : each.is
  }
  const readEach = (fields: ReadonlyMap<string, Given>): unknown[] =>
    [...fields]
      .filter(([, each]) => each.is !== 'null')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, read(each)])
  return { form: readEach(new Map([...given].filter(([name]) => !NOT_OF_LIST.has(name)))), values }
}

/**
 * The form of a variable's value: two values of one form lead to the same plan. Enums and booleans are part of
 * the form; of other leaves only whether they are null, and of lists of leaves whether they are empty.
 */
export function formOf(value: unknown, stated: GraphQLInputType): string {
  const type = isNonNullType(stated) ? stated.ofType : stated
  if (value === undefined) return 'u'
  if (value === null) return 'n'
  if (isListType(type)) {
    const items = value as readonly unknown[]
    const item = isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType
    if (isEnumType(item)) return `[${items.join(',')}]`
    if (isLeafType(item)) return items.length === 0 ? '[]' : '[.]'
    return `[${items.map((each) => formOf(each, item)).join(',')}]`
  }
  if (isInputObjectType(type)) {
    const object = value as Record<string, unknown>
    const parts = Object.entries(type.getFields()).flatMap(([name, field]) =>
      object[name] === undefined ? [] : [`${name}:${formOf(object[name], field.type)}`],
    )
    return `{${parts.join(',')}}`
  }
  return isEnumType(type) || typeof value === 'boolean' ? String(value) : '.'
}
