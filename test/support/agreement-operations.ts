import { getNamedType, isAbstractType, isCompositeType, isLeafType, isObjectType, isUnionType } from 'graphql'
import type { GraphQLCompositeType, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql'

import { WALK_FIELDS } from '../../src/graphql/walk-fields.js'
import { Arguments, MEASURES } from './agreement-arguments.js'
import type { Walk } from './agreement-arguments.js'
import type { Random } from './agreement-random.js'
import type { Values } from './agreement-values.js'

/** An operation that any client could send. */
export interface Generated {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly walks: readonly Walk[]
  /** Other values for the same document; null when there are none to choose. */
  redraw(): Readonly<Record<string, unknown>> | null
}

/** What the fields under one place of the answer are already called, so that all selections of it can be merged. */
type Scope = Map<string, { readonly signature: string; readonly inner: Scope }>

interface Spot {
  readonly depth: number
  /** Null inside a named fragment, where every field has a name of its own and so fits everywhere. */
  readonly scope: Scope | null
}

type AnyField = GraphQLField<unknown, unknown>

/** Writes a random valid operation of the schema. */
export function randomOperation(schema: GraphQLSchema, random: Random, values: Values): Generated {
  return new Writer(schema, random, values).operation()
}

class Writer {
  readonly #arguments: Arguments
  readonly #fragments: { readonly name: string; readonly on: GraphQLCompositeType; readonly text: string }[] = []
  #fields = 40
  #aliases = 0
  #names = 0

  constructor(
    readonly schema: GraphQLSchema,
    readonly random: Random,
    values: Values,
  ) {
    this.#arguments = new Arguments(random, values, random.chance(0.2))
  }

  operation(): Generated {
    const query = this.schema.getQueryType()
    if (!query) throw new Error('The schema has no query type')
    const scope: Scope = new Map()
    const depth = this.random.pick([1, 2, 2, 3, 3, 4])
    const roots = Array.from({ length: this.random.pick([1, 1, 1, 2, 3]) }, () => this.#item(query, { depth, scope }))
    const used = this.#fragments.map(({ text }) => text)
    const text = [`query Random${this.#arguments.declared} { ${roots.join(' ')} }`, ...used].join('\n')
    const { sent, walks } = this.#arguments
    return { text, variables: sent, walks, redraw: () => this.#arguments.redraw() }
  }

  #selection(type: GraphQLCompositeType, spot: Spot): string {
    const count = this.#fields <= 0 ? 1 : this.random.pick([1, 2, 2, 3, 3, 4])
    return `{ ${Array.from({ length: count }, () => this.#item(type, spot)).join(' ')} }`
  }

  #item(type: GraphQLCompositeType, spot: Spot): string {
    const roll = this.#fields <= 0 ? 1 : this.random.next()
    if (roll < (isAbstractType(type) ? 0.4 : 0.08)) return this.#inline(type, spot)
    if (roll < (isAbstractType(type) ? 0.5 : 0.16)) return this.#spread(type, spot)
    return this.#field(type, spot)
  }

  #inline(type: GraphQLCompositeType, spot: Spot): string {
    const on = this.#condition(type)
    const condition = on === type && this.random.chance(0.5) ? '' : ` on ${on.name}`
    return `...${condition}${this.#arguments.directive()} ${this.#selection(on, spot)}`
  }

  #spread(type: GraphQLCompositeType, { depth }: Spot): string {
    const known = this.#fragments.filter(
      ({ on }) => on === type || (isAbstractType(type) && isObjectType(on) && this.schema.isSubType(type, on)),
    )
    const [again] = this.random.some(known, 1)
    if (again && depth > 0) return `...${again.name}${this.#arguments.directive()}`
    const on = this.#condition(type)
    const body = this.#selection(on, { depth, scope: null })
    const name = `F${this.#names++}`
    this.#fragments.push({ name, on, text: `fragment ${name} on ${on.name} ${body}` })
    return `...${name}${this.#arguments.directive()}`
  }

  /** A type that some of the objects at this place may have. */
  #condition(type: GraphQLCompositeType): GraphQLCompositeType {
    const possible = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type]
    const member = this.random.pick(possible)
    const choices: GraphQLCompositeType[] = [type, member, member, ...member.getInterfaces()]
    return this.random.pick(choices)
  }

  #field(type: GraphQLCompositeType, { depth, scope }: Spot): string {
    const field = this.#choose(type, depth)
    if (!field) return this.#typename(scope)
    this.#fields -= 1
    const target = getNamedType(field.type)
    const connection = /Connection$/.test(target.name)
    // The names inside of a page cost no depth; what leads to other nodes does.
    const inner = ['nodes', 'edges', 'node'].includes(field.name) || isLeafType(target) ? depth : depth - 1
    const walked = connection && this.random.chance(0.35) ? `w${this.#names++}` : null
    const args = ['search', 'suggest'].includes(field.name)
      ? this.#arguments.ofSearch(field.args, walked)
      : connection
        ? this.#arguments.ofConnection(field.args, { depth, key: walked })
        : ['groupBy', 'groupCount'].includes(field.name)
          ? this.#arguments.ofGroups(field.args)
          : this.#arguments.ofLookUp(field.args)
    const place = this.#place(field, type, { args, scope, key: walked })
    const cursors = walked === null ? '' : ` ${walked}p: pageInfo { startCursor endCursor hasNextPage hasPreviousPage }`
    const below = isCompositeType(target)
      ? ` ${this.#selection(target, { depth: inner, scope: place.inner }).replace(/ }$/, `${cursors} }`)}`
      : ''
    return `${place.alias}${field.name}${args === '' ? '' : `(${args})`}${this.#arguments.directive()}${below}`
  }

  #typename(scope: Scope | null): string {
    if (scope !== null && this.random.chance(0.8))
      return scope.has('__typename') && scope.get('__typename')?.signature !== '__typename'
        ? '__typename_: __typename'
        : '__typename'
    return `${this.#fresh()}: __typename`
  }

  #choose(type: GraphQLCompositeType, depth: number): AnyField | null {
    if (isUnionType(type) || this.random.chance(0.06)) return null
    // What resolving and walking find is judged by rules with tests of their own.
    const fields = Object.values(type.getFields()).filter(
      ({ name }) => !APART.includes(name) && (this.#arguments.measured || !MEASURES.includes(name)),
    )
    const flat = fields.filter((field) => isFlat(field))
    const deep = fields.filter(
      (field) => !isFlat(field) && (depth > 0 || ['nodes', 'edges', 'node'].includes(field.name)),
    )
    if (deep.length === 0 || this.#fields <= 0) return flat.length === 0 ? null : this.random.pick(flat)
    if (flat.length === 0) return this.random.pick(deep)
    return this.random.pick(this.random.chance(/(Connection|Edge)$/.test(type.name) ? 0.65 : 0.4) ? deep : flat)
  }

  /** Under which key a field stands, so that the whole document can be merged. */
  #place(
    field: AnyField,
    type: GraphQLCompositeType,
    at: { readonly args: string; readonly scope: Scope | null; readonly key: string | null },
  ): { alias: string; inner: Scope | null } {
    const { args, scope, key } = at
    if (scope === null) return { alias: `${key ?? this.#fresh()}: `, inner: new Map() }
    const signature = `${field.name}(${args}): ${String(field.type)}`
    const wanted =
      key ?? (this.#aliases < 30 && this.random.chance(0.25) ? this.#alias(type as GraphQLObjectType) : field.name)
    const known = scope.get(wanted)
    const chosen = known && known.signature !== signature ? this.#fresh() : wanted
    const entry = known && chosen === wanted ? known : { signature, inner: new Map() }
    scope.set(chosen, entry)
    return { alias: chosen === field.name ? '' : `${chosen}: `, inner: entry.inner }
  }

  /** An alias that may be the name of another field, or of something that objects of JavaScript have. */
  #alias(type: GraphQLObjectType): string {
    this.#aliases += 1
    const roll = this.random.next()
    if (roll < 0.3) return this.random.pick(Object.keys(type.getFields()))
    return roll < 0.4 ? this.random.pick(['constructor', 'toString', 'length', '__proto__', 'id']) : this.#fresh()
  }

  #fresh(): string {
    this.#aliases += 1
    return `a${this.#names++}`
  }
}

const APART = ['resolve', ...WALK_FIELDS.map(({ name }) => name)]

/** Whether a field leads to no other node: a value, or where a page lies. */
function isFlat(field: AnyField): boolean {
  const type = getNamedType(field.type)
  if (isLeafType(type)) return true
  return isObjectType(type) && Object.values(type.getFields()).every((each) => isLeafType(getNamedType(each.type)))
}
