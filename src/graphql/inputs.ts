import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql'

import { concreteKinds, kindOf } from '../model/catalog.js'
import type { Catalog, Constructor, EdgeFields, Property, PropertyType, ScalarName } from '../model/catalog.js'
import { kindWord } from '../model/kind-words.js'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../model/scalars.js'
import { standingOf } from '../model/standing.js'
import { whereName } from './derived-names.js'
import type { ListOf } from './select-list.js'

/** Which way an order goes. */
export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end of a list comes first; what has no value comes last in both.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
})

const TextMode = { SENSITIVE: 'SENSITIVE', INSENSITIVE: 'INSENSITIVE' } as const
registerEnumType(TextMode, {
  name: 'TextMode',
  description: 'Whether capital and small letters differ.',
  valuesConfig: { SENSITIVE: { description: 'They differ.' }, INSENSITIVE: { description: 'They are the same.' } },
})

type Token = () => unknown
/** A field of an input. */
export type FieldOf = readonly [name: string, type: Token, description: string, required?: true]

const OPERATORS: Readonly<Record<string, string>> = {
  eq: 'Equal to this.',
  ne: 'Has a value, and not this one.',
  in: 'One of these.',
  notIn: 'Has a value, and none of these.',
  lt: 'Less than this.',
  lte: 'Less than this or equal to it.',
  gt: 'Greater than this.',
  gte: 'Greater than this or equal to it.',
  contains: 'Has this in it.',
  startsWith: 'Begins with this.',
  endsWith: 'Ends with this.',
}
const RANGE = ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte']
const TEXT = ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'endsWith']

const SCALARS: Readonly<
  Record<ScalarName, { readonly name: string; readonly token: unknown; readonly operators: readonly string[] }>
> = {
  ID: { name: 'Id', token: ID, operators: ['eq', 'ne', 'in', 'notIn'] },
  String: { name: 'String', token: String, operators: TEXT },
  URL: { name: 'String', token: String, operators: TEXT },
  CurrencyCode: { name: 'String', token: String, operators: TEXT },
  Int: { name: 'Int', token: Int, operators: RANGE },
  Float: { name: 'Float', token: Float, operators: RANGE },
  Boolean: { name: 'Boolean', token: Boolean, operators: ['eq', 'ne'] },
  Date: { name: 'Date', token: DateScalar, operators: RANGE },
  DateTime: { name: 'DateTime', token: DateTimeScalar, operators: RANGE },
  Decimal: { name: 'Decimal', token: DecimalScalar, operators: RANGE },
}

/** Makes the inputs of filters and orders, each once, before the schema is built. */
export class Inputs {
  readonly #made = new Map<string, Constructor>()

  constructor(readonly catalog: Catalog) {}

  /** The input that filters a list. */
  where(list: ListOf): Constructor {
    const name = whereName(list)
    const noun = list.fields ? `${list.target} reached over such an edge` : list.target
    return this.input(name, `What a ${noun} must be like; all that is given must hold.`, () => {
      const own = (): Constructor => this.where(list)
      const kind = kindOf(this.catalog, list.target)
      const fields: FieldOf[] = [
        ['and', () => [own()], 'All of these hold.'],
        ['or', () => [own()], 'At least one of these holds; of none, nothing does.'],
        ['not', () => own(), 'This does not hold.'],
        ...kind.properties
          .filter((property) => property.filter)
          .map((property): FieldOf => [property.name, this.#property(property), property.description]),
        ...kind.properties
          .filter((property) => property.filter && property.predicate !== null && !property.list)
          .map(standingOf)
          .map((property): FieldOf => [property.name, this.#property(property), property.description]),
        ...kind.edges.map((edge): FieldOf => {
          const across = { target: edge.target, fields: edge.form === 'one' ? null : edge.fields }
          const where = this.where(across)
          if (edge.form === 'one') return [edge.name, () => where, edge.description]
          const match = this.#match(across)
          return [edge.name, () => match, edge.description]
        }),
      ]
      if (kind.form !== 'kind') fields.push(['kind', this.#kindFilter(), 'Of which kind it is.'])
      const edge = list.fields && this.#edgeWhere(list.fields)
      if (edge) fields.push(['edge', () => edge, 'What the edge itself must be like.'])
      return fields
    })
  }

  /** The input that compares a value of a scalar. */
  scalarFilter(scalar: ScalarName): Constructor {
    return this.#filter({ form: 'scalar', scalar }, false)
  }

  #property(property: Property): Token {
    const filter = property.words ? this.#textFilter() : this.#filter(property.type, property.list)
    return () => filter
  }

  /** A filter of text whose words are kept beside it. */
  #textFilter(): Constructor {
    return this.input('TextFilter', 'What a text must be like; all that is given must hold.', () => [
      ...operatorFields(TEXT, String),
      ['mode', () => TextMode, 'Whether capital and small letters differ; they do unless it is said.'],
      [
        'matches',
        () => String,
        'Has all of these words, at most 12, in any order; capitals, accents and signs do not count.',
      ],
    ])
  }

  #filter(type: PropertyType, list: boolean): Constructor {
    if (type.form === 'value') return this.#valueFilter(type)
    const { name, token, operators } =
      type.form === 'enum'
        ? { name: type.enumeration.name, token: type.enumeration.token, operators: ['eq', 'ne', 'in', 'notIn'] }
        : SCALARS[type.scalar]
    if (list) return this.input(`${name}ListFilter`, `What a list of ${name} must hold.`, () => listOperators(token))
    return this.input(`${name}Filter`, `What a ${name} must be like; all that is given must hold.`, () => {
      const text: FieldOf[] =
        operators === TEXT
          ? [['mode', () => TextMode, 'Whether capital and small letters differ; they do unless it is said.']]
          : []
      return [...operatorFields(operators, token), ...text]
    })
  }

  #valueFilter({ value }: PropertyType & { readonly form: 'value' }): Constructor {
    return this.input(`${value.name}Filter`, `What a ${value.name} must be like; all that is given must hold.`, () => {
      const [lead] = value.parts
      const scalar = lead?.type.form === 'scalar' && lead.column === '' ? SCALARS[lead.type.scalar] : null
      const own = scalar ? operatorFields(scalar.operators, scalar.token) : operatorFields([], null)
      const parts = value.parts
        .filter((part) => part.filter)
        .map((part): FieldOf => [part.name, this.#property(part), part.description])
      return [...own, ...parts]
    })
  }

  #edgeWhere(edge: EdgeFields): Constructor {
    const fields = edge.properties
      .filter((property) => property.filter)
      .map((property): FieldOf => [property.name, this.#property(property), property.description])
    return this.input(
      `${edge.name}Where`,
      'What the edge itself must be like; all that is given must hold.',
      () => fields,
    )
  }

  #match(list: ListOf): Constructor {
    const where = this.where(list)
    return this.input(
      whereName(list).replace(/Where$/, 'Match'),
      `Which of the edges must lead to such a ${list.target}.`,
      () => [
        ['some', () => where, 'At least one does.'],
        ['none', () => where, 'None does.'],
        ['every', () => where, 'All do; so does a node without edges.'],
      ],
    )
  }

  /** The enum of kinds. */
  kindNames(): Record<string, string> {
    const kinds = concreteKinds(this.catalog).map((kind) => [kindWord(kind.name), kind] as const)
    const token = kindNames.token ?? Object.fromEntries(kinds.map(([word]) => [word, word]))
    if (!kindNames.token) {
      kindNames.token = token
      const valuesConfig = Object.fromEntries(kinds.map(([word, kind]) => [word, { description: kind.description }]))
      registerEnumType(token, { name: 'KindName', description: 'A kind of node.', valuesConfig })
    }
    return token
  }

  #kindFilter(): Token {
    const token = this.kindNames()
    const filter = this.input('KindFilter', 'Of which kind a node must be.', () =>
      ['eq', 'ne', 'in', 'notIn'].map((key) => [
        key,
        key === 'eq' || key === 'ne' ? () => token : () => [token],
        OPERATORS[key] ?? '',
      ]),
    )
    return () => filter
  }

  /** An input of that name, made once. */
  input(name: string, description: string, fieldsOf: () => readonly FieldOf[]): Constructor {
    const known = this.#made.get(name)
    if (known) return known
    const made = class {}
    // Known before its fields are made: a filter of companies leads to models and back to companies.
    this.#made.set(name, made)
    InputType(name, { description })(made)
    for (const [field, type, text, required = false] of fieldsOf()) {
      Field(type as () => StringConstructor, { nullable: !required, description: text })(made.prototype, field)
    }
    return made
  }
}

const kindNames: { token: Record<string, string> | null } = { token: null }

function operatorFields(operators: readonly string[], token: unknown): FieldOf[] {
  const fields = operators.map((key): FieldOf => [
    key,
    key === 'in' || key === 'notIn' ? () => [token] : () => token,
    OPERATORS[key] ?? '',
  ])
  return [...fields, ['isNull', () => Boolean, 'Whether there must be no value (true) or one (false).']]
}

function listOperators(token: unknown): FieldOf[] {
  return [
    ['has', () => token, 'This is in it.'],
    ['hasAny', () => [token], 'At least one of these is in it.'],
    ['hasAll', () => [token], 'All of these are in it.'],
    ['isEmpty', () => Boolean, 'Whether nothing must be in it (true) or something (false).'],
  ]
}
