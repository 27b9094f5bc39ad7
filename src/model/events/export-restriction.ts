import { Float } from 'type-graphql'

import { Edge, Kind, Property, Value } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { FuzzyDate } from '../values.js'
import { Event } from './event.js'

@Value({ description: 'A number from which on a restriction binds.' })
export class Threshold {
  @Property(() => Float, { description: 'What is as much as this, or more, is bound.' })
  readonly value!: number

  @Property(() => String, { description: 'What is measured, for example "total processing performance".' })
  readonly measure!: string

  @Property(() => String, { description: 'The unit, for example "GB/s"; null for a mere number.', nullable: true })
  readonly unit!: string | null

  @Property(() => String, { description: 'What must hold beside it, in words.', nullable: true })
  readonly note!: string | null
}

@Kind({
  description: 'A rule that limits what may be sold abroad.',
  one: 'exportRestriction',
  many: 'exportRestrictions',
})
export class ExportRestriction extends Event {
  @Property(() => FuzzyDate, { description: 'Since when it is in effect.', filter: true, order: true, nullable: true })
  readonly effectiveFrom!: FuzzyDate | null

  @Property(() => FuzzyDate, { description: 'Until when it was in effect.', filter: true, order: true, nullable: true })
  readonly effectiveTo!: FuzzyDate | null

  @Property(() => [Threshold], {
    description: 'From which numbers on it binds.',
    predicate: 'THRESHOLD',
  })
  readonly thresholds!: readonly Threshold[]

  @Property(() => String, {
    description: 'How requests for a licence are judged, in words.',
    filter: true,
    nullable: true,
  })
  readonly licensingPolicy!: string | null

  @Edge('IMPOSED_BY', ['out', 'Entity'], {
    description: 'The country or authority that imposed it.',
    fields: ClaimedEdge,
  })
  readonly imposedBy!: unknown

  @Edge('TARGETS', ['out', 'Entity'], { description: 'The countries or firms it is aimed at.', fields: ClaimedEdge })
  readonly targets!: unknown

  @Edge('RESTRICTS', ['out', 'Technology'], { description: 'What may not be sold.', fields: ClaimedEdge })
  readonly items!: unknown

  @Edge('UNDER', ['out', 'LegalInstrument'], { description: 'The law that it rests on.', fields: ClaimedEdge })
  readonly instruments!: unknown

  @Edge('AMENDS', ['out', 'ExportRestriction'], {
    description: 'Earlier restrictions that it changes.',
    fields: ClaimedEdge,
  })
  readonly amends!: unknown

  @Edge('AMENDS', ['in', 'ExportRestriction'], {
    description: 'Later restrictions that change it.',
    fields: ClaimedEdge,
  })
  readonly amendedBy!: unknown
}
