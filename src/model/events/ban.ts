import { Edge, Kind, Property, declareEnum } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { FuzzyDate } from '../values.js'
import { Ground } from '../words.js'
import { Event } from './event.js'

export const BanMeasure = declareEnum('BanMeasure', 'What a ban does.', {
  SERVICE_BLOCK: 'A service may not be reached.',
  DATA_PROCESSING_LIMITATION: 'Personal data may not be processed.',
  APP_STORE_REMOVAL: 'An app is taken out of the stores.',
  GOVERNMENT_DEVICE_BAN: 'It may not be used on devices of the state.',
  IMPORT_BAN: 'It may not be brought into the country.',
})

@Kind({ description: 'An order that forbids or limits a product, a firm or a model.', one: 'ban', many: 'bans' })
export class Ban extends Event {
  @Property(() => BanMeasure, { description: 'What it does.', filter: true, order: true, nullable: true })
  readonly measure!: string | null

  @Property(() => [Ground], { description: 'Why it was ordered.', filter: true, predicate: 'GROUND' })
  readonly grounds!: readonly string[]

  @Property(() => FuzzyDate, { description: 'Since when it is in effect.', filter: true, order: true, nullable: true })
  readonly effectiveFrom!: FuzzyDate | null

  @Property(() => FuzzyDate, { description: 'Until when it was in effect.', filter: true, order: true, nullable: true })
  readonly effectiveTo!: FuzzyDate | null

  @Property(() => Boolean, {
    description: 'Whether it holds only until a final decision.',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly provisional!: boolean | null

  @Edge('ISSUED_BY', ['out', 'Agency'], { description: 'Who ordered it.', fields: ClaimedEdge })
  readonly issuedBy!: unknown

  @Edge('TARGETS', ['out', 'Entity'], { description: 'What or whom it is aimed at.', fields: ClaimedEdge })
  readonly targets!: unknown

  @Edge('UNDER', ['out', 'LegalInstrument'], { description: 'The law that it rests on.', fields: ClaimedEdge })
  readonly instruments!: unknown
}
