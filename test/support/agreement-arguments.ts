import { astFromValue, isEnumType, isInputObjectType, isListType, isNonNullType, isScalarType, print } from 'graphql'
import type { GraphQLArgument, GraphQLInputObjectType, GraphQLInputType } from 'graphql'

import { checkIdentifier, isRegister, spellIdentifier } from '../../src/model/identifier-schemes.js'
import { MOST_REACHED } from '../../src/plan/reach-limits.js'
import type { Random } from './agreement-random.js'
import type { Values } from './agreement-values.js'

/** A variable that a later run of the operation sets to a cursor of an earlier answer. */
export interface Walk {
  readonly variable: string
  /** The key of the list in the answer. */
  readonly key: string
}

interface Variable {
  readonly type: string
  /** Undefined when the client does not send it. */
  readonly value: unknown
  readonly otherwise: string | null
  /** Another value that it may have; null where only the one will do. */
  readonly redraw: (() => unknown) | null
}

/** The hint of the two parts of an identifier, which must fit one another. */
const IDENTIFIER = 'identifier'

interface Spot {
  /** How many more filters may lie in one another. */
  readonly depth: number
  /** The column whose values are likely to match. */
  readonly hint: string
}

/** What is measured has no value at a moment. */
export const MEASURES: readonly string[] = ['degree', 'pageRank', 'community', 'measurement']
const MOMENT: readonly string[] = ['asOf', 'trust']

/** Where a number is the size of a page. */
const PAGE_SIZE: Spot = { depth: 0, hint: 'the size of a page' }

/** Writes arguments as literals, as variables, and as literals with variables in them. */
export class Arguments {
  readonly walks: Walk[] = []
  readonly #variables = new Map<string, Variable>()

  constructor(
    readonly random: Random,
    readonly values: Values,
    /** Whether measures may be asked for, and so no moment. */
    readonly measured: boolean,
  ) {}

  /** The variables as they are declared in the document; empty when there are none. */
  get declared(): string {
    const parts = [...this.#variables].map(
      ([name, { type, otherwise }]) => `$${name}: ${type}${otherwise === null ? '' : ` = ${otherwise}`}`,
    )
    return parts.length === 0 ? '' : `(${parts.join(', ')})`
  }

  /** The values that the client sends. */
  get sent(): Record<string, unknown> {
    return Object.fromEntries(
      [...this.#variables].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
    )
  }

  /** The values that another request for the same document sends; null when no variable may have another value. */
  redraw(): Record<string, unknown> | null {
    const { random } = this
    let isOther = false
    const values = [...this.#variables].flatMap(([name, { redraw, value, otherwise }]) => {
      if (redraw === null) return value === undefined ? [] : [[name, value] as const]
      isOther = true
      return otherwise !== null && random.chance(0.3) ? [] : [[name, redraw()] as const]
    })
    return isOther ? Object.fromEntries(values) : null
  }

  /** The arguments of a connection. `key` is where the answer will have it, when its pages are to be walked. */
  ofConnection(args: readonly GraphQLArgument[], at: { readonly depth: number; readonly key: string | null }): string {
    const { random } = this
    const written = new Map<string, string>()
    const put = (name: string, spot: Spot): unknown => written.set(name, this.#writeNew(typeOf(args, name), spot))
    const roll = random.next()
    const has = (argument: string): boolean => args.some(({ name }) => name === argument)
    if (roll < 0.55 || at.depth < 2) put(random.chance(0.65) || !has('last') ? 'first' : 'last', PAGE_SIZE)
    else if (roll < 0.6) written.set('first', this.#unsent(random.chance(0.5) ? '3' : null))
    if (at.key !== null) {
      const sides = !has('before')
        ? ['after']
        : random.chance(0.15)
          ? ['after', 'before']
          : [written.has('last') === random.chance(0.9) ? 'before' : 'after']
      for (const side of sides) written.set(side, this.#walk(at.key))
    }
    if (has('where') && random.chance(0.5)) put('where', { depth: 1 + random.below(2), hint: '' })
    if (random.chance(0.5)) put('orderBy', { depth: random.pick([0, 0, 0, 1, 2, 3]), hint: '' })
    if (has('of')) put('of', { depth: 0, hint: '' })
    if (has('including') && random.chance(0.5)) put('including', { depth: 0, hint: '' })
    for (const name of this.measured ? [] : MOMENT)
      if (has(name) && random.chance(0.3)) put(name, { depth: 0, hint: '' })
    return [...written].map(([name, text]) => `${name}: ${text}`).join(', ')
  }

  /** The arguments of a field that looks for words. */
  ofSearch(args: readonly GraphQLArgument[], key: string | null): string {
    const { random } = this
    const words = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () =>
      this.values.key(random.pick(['name', 'text'])),
    )
    const asked = words
      .join(' ')
      .split(' ')
      .slice(0, random.pick([1, 2, 2, 3, 8]))
      .join(' ')
      .slice(0, 100)
    const [text] = args
    const name = text?.name ?? ''
    const place = { type: typeOf(args, name), spot: { depth: 0, hint: 'name' } }
    const written = [`${name}: ${this.#write(asked, place)}`]
    const put = (argument: string, spot: Spot): unknown =>
      written.push(`${argument}: ${this.#writeNew(typeOf(args, argument), spot)}`)
    if (random.chance(0.7)) put('first', PAGE_SIZE)
    if (random.chance(0.3)) put('kinds', { depth: 0, hint: '' })
    if (args.some((each) => each.name === 'where') && random.chance(0.4)) put('where', { depth: 1, hint: '' })
    if (key !== null) written.push(`after: ${this.#walk(key)}`)
    return written.join(', ')
  }

  /** The arguments of a list in groups; what it is grouped by stands in the document, for of nothing there are no groups. */
  ofGroups(args: readonly GraphQLArgument[]): string {
    const { random } = this
    const spot = { depth: 0, hint: '' }
    const keys = (name: string, least: number): string => {
      const type = typeOf(args, name)
      const list = isNonNullType(type) ? type.ofType : type
      const item = isListType(list) ? list.ofType : list
      const drawn = Array.from({ length: least + random.below(2) }, () => literal(this.value(item, spot), item))
      // No key may come twice, and few may be of what a node has several of.
      const once = [...new Set(drawn)]
      const few = once.filter((each, i) => i < 2 || !each.includes('EACH'))
      return `[${few.join(', ')}]`
    }
    const written = [`by: ${keys('by', random.pick([1, 1, 1, 2]))}`]
    if (args.some(({ name }) => name === 'byEdge') && random.chance(0.3)) written.push(`byEdge: ${keys('byEdge', 1)}`)
    if (random.chance(0.25)) written.push(`having: ${this.#writeNew(typeOf(args, 'having'), spot)}`)
    if (!args.some(({ name }) => name === 'first')) return written.join(', ')
    if (random.chance(0.5)) written.push(`first: ${this.#writeNew(typeOf(args, 'first'), PAGE_SIZE)}`)
    if (random.chance(0.5)) written.push(`orderBy: ${this.#writeNew(typeOf(args, 'orderBy'), spot)}`)
    return written.join(', ')
  }

  /** The one argument of a look-up. */
  ofLookUp(args: readonly GraphQLArgument[]): string {
    return args
      .filter(({ name }) => !this.measured || !MOMENT.includes(name))
      .map(({ name, type }) => `${name}: ${this.#writeNew(type, { depth: 0, hint: name })}`)
      .join(', ')
  }

  /** `@include` or `@skip`, or nothing. */
  directive(): string {
    const { random } = this
    if (random.chance(0.88)) return ''
    const kept = random.chance(0.75)
    const [name, value] = random.chance(0.5) ? ['include', kept] : ['skip', !kept]
    if (random.chance(0.3)) return ` @${name}(if: ${value})`
    const redraw = (): boolean => random.chance(0.5)
    return ` @${name}(if: ${this.#declare({ type: 'Boolean!', value, otherwise: null, redraw })})`
  }

  /** A random value of an input type. */
  value(stated: GraphQLInputType, spot: Spot): unknown {
    const { random } = this
    const type = isNonNullType(stated) ? stated.ofType : stated
    if (spot === PAGE_SIZE) return random.below(6)
    if (isScalarType(type) || isEnumType(type)) return this.values.leaf(type, spot.hint)
    if (isListType(type)) {
      // An order may not have more keys over edges.
      const most = /Order$/.test(bare(type).name) ? MOST_REACHED : 4
      const length = Math.min(most, random.pick([0, 1, 1, 2, 2, 3, 4]))
      return Array.from({ length }, () => this.value(type.ofType, spot))
    }
    if (type.name === 'EntityRef') return this.#reference()
    const chosen = this.#choose(type, spot)
    return Object.fromEntries(chosen.map((name) => [name, this.#field(type, name, spot)]))
  }

  #choose(type: GraphQLInputObjectType, { depth }: Spot): string[] {
    const { random } = this
    const names = Object.keys(type.getFields()).filter((name) => this.measured || !MEASURES.includes(name))
    if (type.isOneOf) return [random.pick(this.#keys(type, depth))]
    if (/OrderByFigure$/.test(type.name)) {
      const beside = names.filter((name) => name === 'currency' || (name === 'where' && random.chance(0.4)))
      return [...beside, random.pick(names.filter((name) => name !== 'where' && name !== 'currency'))]
    }
    const nested = names.filter((name) => isNesting(type, name))
    const flat = names.filter((name) => !nested.includes(name))
    if (nested.length === 0 || flat.length === 0) return random.some(names, random.pick([1, 1, 1, 2]))
    const groups = nested.filter((name) => ['and', 'or', 'not'].includes(name))
    const roll = random.next()
    if (depth <= 0 || roll < 0.5) return random.some(flat, random.pick([0, 1, 1, 1, 2]))
    if (roll < 0.7) return random.some(groups, 1)
    return [...random.some(nested, 1), ...random.some(flat, random.below(2))]
  }

  /** The fields of which one is given; those that lie over edges often, of which there are few to one neighbour. */
  #keys(type: GraphQLInputObjectType, depth: number): readonly string[] {
    const { random } = this
    const names = Object.keys(type.getFields()).filter((name) => this.measured || !MEASURES.includes(name))
    const across = names.filter((name) => isAcross(type, name))
    const toOne = across.filter((name) => !/ByFigure$/.test(bare(fieldType(type, name)).name))
    if (depth <= 0) return names.filter((name) => !across.includes(name))
    if (toOne.length > 0 && random.chance(0.5)) return toOne
    return across.length > 0 && random.chance(0.5) ? across : names
  }

  #field(type: GraphQLInputObjectType, name: string, spot: Spot): unknown {
    return this.value(fieldType(type, name), this.#inside(type, name, spot))
  }

  /** The spot of a field of an input. */
  #inside(type: GraphQLInputObjectType, name: string, { depth, hint }: Spot): Spot {
    if (type.name === 'EntityRef' && ['scheme', 'value'].includes(name)) return { depth, hint: IDENTIFIER }
    if (/(Filter)$/.test(type.name)) {
      const part = isInputObjectType(bare(fieldType(type, name)))
      return { depth, hint: part ? columnOf(hint, name) : hint }
    }
    const quantifier = ['some', 'none', 'every', 'and', 'or', 'not'].includes(name)
    const deeper = (isNesting(type, name) && !/Match$/.test(type.name)) || isAcross(type, name)
    return { depth: deeper ? depth - 1 : depth, hint: quantifier ? hint : name }
  }

  /** Another value of the same form, for which an engine need not plan anew. */
  #likewise(value: unknown, stated: GraphQLInputType, spot: Spot): unknown {
    const type = isNonNullType(stated) ? stated.ofType : stated
    if (value === null || isEnumType(type) || typeof value === 'boolean') return value
    if (isListType(type)) return (value as readonly unknown[]).map((each) => this.#likewise(each, type.ofType, spot))
    if (spot.hint === IDENTIFIER) return this.#respelt(String(value))
    if (!isInputObjectType(type)) return this.value(type, spot)
    const fields = Object.entries(value as Record<string, unknown>).map(([name, each]) => [
      name,
      this.#likewise(each, fieldType(type, name), this.#inside(type, name, spot)),
    ])
    return Object.fromEntries(fields)
  }

  /** What a register calls something, as people may write it. */
  #respelt(identifier: string): string {
    return this.random.pick([identifier, identifier.toUpperCase(), identifier.toLowerCase(), ` ${identifier} `])
  }

  #reference(): Record<string, string> {
    const { random, values } = this
    const roll = random.next()
    if (roll < 0.4) return { slug: values.key('slug') }
    if (roll < 0.7) return { id: random.chance(0.9) ? random.pick(values.ids) : 'nobody' }
    const [scheme, value] = values.key('key').split(/:(.*)/s)
    const register = scheme?.toUpperCase() ?? ''
    const isRight = isRegister(register) && checkIdentifier(register, spellIdentifier(register, value ?? '')) === null
    return isRight ? { scheme: register, value: value ?? '' } : { scheme: 'WIKIDATA', value: 'Q1' }
  }

  #writeNew(type: GraphQLInputType, spot: Spot): string {
    return this.#write(this.value(type, spot), { type, spot })
  }

  /** A value in the text of the document, or a variable in its place, or both mixed. */
  #write(value: unknown, as: Written): string {
    const { random } = this
    const { spot } = as
    const type = isNonNullType(as.type) ? as.type.ofType : as.type
    if (random.chance(isListType(type) || isInputObjectType(type) ? 0.2 : 0.35)) return this.#variable(value, as)
    if (isListType(type) && Array.isArray(value)) {
      const [only] = value
      // A single value stands for a list of one, but a variable has to be a list.
      if (value.length === 1 && random.chance(0.2)) return literal(only, type.ofType)
      return `[${value.map((each) => this.#write(each, { type: type.ofType, spot })).join(', ')}]`
    }
    if (isInputObjectType(type)) {
      const fields = Object.entries(value as Record<string, unknown>).map(([name, each]) => {
        const inner = { type: fieldType(type, name), spot: this.#inside(type, name, spot), oneOf: type.isOneOf }
        return `${name}: ${this.#write(each, inner)}`
      })
      return `{${fields.join(', ')}}`
    }
    return literal(value, type)
  }

  #variable(value: unknown, { type: stated, spot, oneOf = false }: Written): string {
    const { random } = this
    const strict = isNonNullType(stated) || oneOf || random.chance(0.4)
    const name = String(isNonNullType(stated) ? stated.ofType : stated)
    const type = strict ? `${name}!` : name
    const redraw = (): unknown =>
      spot.hint !== IDENTIFIER && random.chance(0.1) ? this.value(stated, spot) : this.#likewise(value, stated, spot)
    if (strict || random.chance(0.8)) return this.#declare({ type, value, otherwise: null, redraw })
    return this.#declare({ type, value: undefined, otherwise: literal(value, stated), redraw })
  }

  /** A number of rows that the client leaves to the document or to the server. */
  #unsent(otherwise: string | null): string {
    return this.#declare({ type: 'Int', value: undefined, otherwise, redraw: null })
  }

  #walk(key: string): string {
    const text = this.#declare({ type: 'String', value: undefined, otherwise: null, redraw: null })
    this.walks.push({ variable: text.slice(1), key })
    return text
  }

  #declare(variable: Variable): string {
    const name = `v${this.#variables.size}`
    this.#variables.set(name, variable)
    return `$${name}`
  }
}

/** What a value is written as. */
interface Written {
  readonly type: GraphQLInputType
  readonly spot: Spot
  /** Inside an input of which one field must be given, and not null. */
  readonly oneOf?: boolean
}

function literal(value: unknown, type: GraphQLInputType): string {
  const node = astFromValue(value, type)
  if (!node) throw new Error('The value has no literal')
  return print(node)
}

function isNesting(type: GraphQLInputObjectType, name: string): boolean {
  return /(Where|Match)$/.test(bare(fieldType(type, name)).name) && name !== 'edge'
}

/** Whether a key of an order lies over an edge. */
function isAcross(type: GraphQLInputObjectType, name: string): boolean {
  const target = bare(fieldType(type, name)).name
  return (
    /[^p]Order$/.test(type.name) && name !== 'edge' && /Order(ByFigure)?$/.test(target) && !/FiguresOrder$/.test(target)
  )
}

function fieldType(type: GraphQLInputObjectType, name: string): GraphQLInputType {
  const field = type.getFields()[name]
  if (!field) throw new Error(`${type.name} has no field ${name}`)
  return field.type
}

function bare(type: GraphQLInputType): { readonly name: string } {
  return isNonNullType(type) || isListType(type) ? bare(type.ofType) : type
}

/** The column of a part of a value, as far as its name tells. */
function columnOf(hint: string, part: string): string {
  return part === 'value' || part === 'kind' || part === 'level' ? hint : `${hint}_${part}`
}

function typeOf(args: readonly GraphQLArgument[], name: string): GraphQLInputType {
  const found = args.find((each) => each.name === name)
  if (!found) throw new Error(`There is no argument ${name}`)
  return found.type
}
