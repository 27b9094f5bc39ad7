import { Float } from 'type-graphql'

import { Property, Value } from './declare.js'
import { IdentifierScheme } from './identifier-schemes.js'
import { CurrencyCode, DateScalar, DateTimeScalar, DecimalScalar } from './scalars.js'
import { ConfidenceLevel, DatePrecision, NameKind, ValueKind } from './words.js'

/** Values of several parts. A part's `column` is the suffix after the column of the property that has the value. */

@Value({ description: 'A date that may be known only to the month, the year or the decade.' })
export class FuzzyDate {
  @Property(() => DateScalar, {
    description: 'The date; for a coarse one, the first day of its interval.',
    column: '',
    filter: true,
    order: true,
  })
  readonly value!: string

  @Property(() => DatePrecision, { description: 'How exactly the date is known.', column: '_precision', filter: true })
  readonly precision!: string

  @Property(() => DateScalar, { description: 'The first day it can be.', column: '_from', filter: true })
  readonly from!: string

  @Property(() => DateScalar, { description: 'The last day it can be.', column: '_to', filter: true })
  readonly to!: string
}

@Value({ description: 'An amount of money in one currency.' })
export class Money {
  @Property(() => DecimalScalar, {
    description: 'The amount in units of the currency, exact.',
    column: '_amount',
    filter: true,
    order: true,
  })
  readonly amount!: string

  @Property(() => CurrencyCode, { description: 'The currency as ISO 4217.', column: '_currency', filter: true })
  readonly currency!: string
}

@Value({ description: 'A number with the range it may lie in.' })
export class Quantity {
  @Property(() => Float, { description: 'The best estimate.', column: '', filter: true, order: true })
  readonly value!: number

  @Property(() => Float, { description: 'The lower end of the range.', column: '_low', filter: true, nullable: true })
  readonly low!: number | null

  @Property(() => Float, { description: 'The upper end of the range.', column: '_high', filter: true, nullable: true })
  readonly high!: number | null

  @Property(() => String, {
    description: 'The unit, for example "parameters" or "FLOP".',
    column: '_unit',
    filter: true,
    nullable: true,
  })
  readonly unit!: string | null
}

@Value({ description: 'How sure the editors are of a claim, and why.' })
export class Confidence {
  @Property(() => ConfidenceLevel, { description: 'The level.', column: '', filter: true, order: true })
  readonly level!: string

  @Property(() => Float, {
    description: 'A number from 0 to 1, where somebody gave one.',
    column: '_score',
    filter: true,
    nullable: true,
  })
  readonly score!: number | null

  @Property(() => String, { description: 'What the judgement rests on.', column: '_basis', nullable: true })
  readonly basis!: string | null
}

@Value({ description: 'What a claim says of its subject, when it is not another entity.' })
export class ClaimValue {
  @Property(() => ValueKind, {
    description: 'Which of the other fields holds the value.',
    column: '',
    filter: true,
    order: true,
  })
  readonly kind!: string

  @Property(() => String, {
    description: 'The value in words, whatever it is; null where it is not known.',
    column: '_text',
    filter: true,
    nullable: true,
  })
  readonly text!: string | null

  @Property(() => Float, { description: 'The number.', column: '_number', filter: true, nullable: true })
  readonly number!: number | null

  @Property(() => Boolean, { description: 'Yes or no.', column: '_boolean', filter: true, nullable: true })
  readonly boolean!: boolean | null

  @Property(() => DateScalar, {
    description: 'The date; for a coarse one, the first day of its interval.',
    column: '_date',
    filter: true,
    nullable: true,
  })
  readonly date!: string | null

  @Property(() => DatePrecision, {
    description: 'How exactly the date is known.',
    column: '_precision',
    nullable: true,
  })
  readonly precision!: string | null

  @Property(() => DecimalScalar, {
    description: 'The amount of money, exact.',
    column: '_amount',
    filter: true,
    nullable: true,
  })
  readonly amount!: string | null

  @Property(() => CurrencyCode, {
    description: 'The currency of the amount.',
    column: '_currency',
    filter: true,
    nullable: true,
  })
  readonly currency!: string | null
}

@Value({ description: 'When and how the place of something in the graph was measured.' })
export class Measurement {
  @Property(() => DateTimeScalar, { description: 'When.', column: '_at', filter: true, order: true })
  readonly at!: string

  @Property(() => String, { description: 'By which method, and over how many of the edges.', column: '_method' })
  readonly method!: string
}

@Value({ description: 'A name that something goes by.' })
export class Name {
  @Property(() => String, { description: 'The name.' })
  readonly value!: string

  @Property(() => String, { description: 'The language as BCP 47, for example "en".', nullable: true })
  readonly lang!: string | null

  @Property(() => NameKind, { description: 'What sort of name it is.' })
  readonly kind!: string
}

@Value({ description: 'A number or word by which a register knows something.' })
export class Identifier {
  @Property(() => String, { description: 'The number or word.' })
  readonly value!: string

  @Property(() => IdentifierScheme, { description: 'The register.' })
  readonly scheme!: string
}

@Value({ description: 'Something that qualifies a claim, such as the role in which someone works.' })
export class Qualifier {
  @Property(() => String, { description: 'What is qualified, in upper snake.' })
  readonly predicate!: string

  @Property(() => String, {
    description: 'The value in words; null where there is one that is not known.',
    nullable: true,
  })
  readonly value!: string | null
}
