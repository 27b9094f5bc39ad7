import { Float } from 'type-graphql'

import { Edge, EdgeFields, Kind, Property, Value, declareEnum } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { CurrencyCode, DecimalScalar } from '../scalars.js'
import { FuzzyDate, Money } from '../values.js'
import { Event } from './event.js'

export const RoundKind = declareEnum('RoundKind', 'What is exchanged for the money.', {
  PRIMARY: 'New shares.',
  SECONDARY: 'Shares of earlier holders.',
  DEBT: 'A promise to pay back.',
  GRANT: 'Nothing.',
})

export const ValuationBasis = declareEnum('ValuationBasis', 'Whether a valuation counts the new money.', {
  PRE: 'Before the new money.',
  POST: 'With the new money.',
  UNKNOWN: 'Not said.',
})

@Value({ description: 'What a part of the money is for.' })
export class UseOfProceeds {
  @Property(() => String, { description: 'The purpose, as a word in upper snake.' })
  readonly purpose!: string

  @Property(() => DecimalScalar, { description: 'The amount, where it is known.', nullable: true })
  readonly amount!: string | null

  @Property(() => CurrencyCode, { description: 'The currency of the amount.', nullable: true })
  readonly currency!: string | null

  @Property(() => Float, { description: 'The share of the whole from 0 to 1, where it is known.', nullable: true })
  readonly share!: number | null
}

/** What one investor puts in. */
@EdgeFields({ claimed: true })
export class Investment extends ClaimedEdge {
  @Property(() => Boolean, {
    description: 'Whether the investor leads the round.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly lead!: boolean | null
}

@Kind({ description: 'Money raised by a firm, or talks about it.', one: 'fundingRound', many: 'fundingRounds' })
export class FundingRound extends Event {
  @Property(() => RoundKind, {
    description: 'What is exchanged for the money.',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly kind!: string | null

  @Property(() => Money, { description: 'How much is sought.', filter: true, order: true, nullable: true })
  readonly target!: Money | null

  @Property(() => Money, { description: 'How much was raised.', filter: true, order: true, nullable: true })
  readonly raised!: Money | null

  @Property(() => Money, { description: 'What the firm is valued at.', filter: true, order: true, nullable: true })
  readonly valuation!: Money | null

  @Property(() => ValuationBasis, {
    description: 'Whether the valuation counts the new money.',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly valuationBasis!: string | null

  @Property(() => FuzzyDate, { description: 'When it closed.', filter: true, order: true, nullable: true })
  readonly closedOn!: FuzzyDate | null

  @Property(() => [UseOfProceeds], { description: 'What the money is for.' })
  readonly useOfProceeds!: readonly UseOfProceeds[]

  @Edge('RAISED_BY', ['out', 'Company'], { form: 'one', description: 'Who raises it.', fields: ClaimedEdge })
  readonly company!: unknown

  @Edge('TRANCHE_OF', ['out', 'FundingRound'], {
    form: 'one',
    description: 'The round that it is a part of; its money is counted there.',
    fields: ClaimedEdge,
  })
  readonly partOf!: unknown

  @Edge('TRANCHE_OF', ['in', 'FundingRound'], { description: 'Parts in which its money comes.', fields: ClaimedEdge })
  readonly tranches!: unknown

  @Edge('INVESTED_BY', ['out', 'Entity'], { description: 'Who puts money in.', fields: Investment })
  readonly investors!: unknown
}
