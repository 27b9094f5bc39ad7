import { Edge, Kind, Property, declareEnum } from './declare.js'
import { ClaimedEdge, Entity } from './node.js'
import { FuzzyDate } from './values.js'

export const InstrumentKind = declareEnum('InstrumentKind', 'What sort of law it is.', {
  STATUTE: 'Passed by a legislature.',
  REGULATION: 'A body of rules with the force of law.',
  DIRECTIVE: 'Binds states to make laws of their own.',
  RULE: 'Made by an authority under a statute.',
  ORDER: 'Issued by a head of state or an authority.',
  TREATY: 'Agreed between states.',
  OTHER: 'None of these.',
})

export const InstrumentStatus = declareEnum('InstrumentStatus', 'Where a law stands.', {
  PROPOSED: 'Suggested by someone.',
  ADOPTED: 'Adopted, not yet in effect.',
  IN_FORCE: 'In effect.',
  REPEALED: 'No longer in effect.',
})

@Kind({
  description: 'A text with the force of law: a statute, a regulation, a treaty.',
  one: 'legalInstrument',
  many: 'legalInstruments',
})
export class LegalInstrument extends Entity {
  @Property(() => String, {
    description: 'How lawyers cite it, for example "88 FR 73458".',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly citation!: string | null

  @Property(() => InstrumentKind, { description: 'What sort of law it is.', filter: true, order: true, nullable: true })
  readonly kind!: string | null

  @Property(() => InstrumentStatus, { description: 'Where it stands.', filter: true, order: true, nullable: true })
  readonly status!: string | null

  @Property(() => FuzzyDate, { description: 'When it was adopted.', filter: true, order: true, nullable: true })
  readonly adoptedOn!: FuzzyDate | null

  @Property(() => FuzzyDate, { description: 'Since when it is in effect.', filter: true, order: true, nullable: true })
  readonly effectiveOn!: FuzzyDate | null

  @Edge('LAW_OF', ['out', 'Country'], {
    form: 'one',
    description: 'The country whose law it is.',
    fields: ClaimedEdge,
  })
  readonly jurisdiction!: unknown

  @Edge('UNDER', ['in', 'Event'], {
    description: 'Bans, inquiries and restrictions that rest on it.',
    fields: ClaimedEdge,
  })
  readonly actions!: unknown
}
