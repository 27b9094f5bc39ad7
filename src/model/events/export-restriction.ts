import { Edge, Kind, Property } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { FuzzyDate } from '../values.js'
import { Event } from './event.js'

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

  @Edge('IMPOSED_BY', ['out', 'Entity'], {
    description: 'The country or authority that imposed it.',
    fields: ClaimedEdge,
  })
  readonly imposedBy!: unknown

  @Edge('TARGETS', ['out', 'Entity'], { description: 'The countries or firms it is aimed at.', fields: ClaimedEdge })
  readonly targets!: unknown

  @Edge('RESTRICTS', ['out', 'Technology'], { description: 'What may not be sold.', fields: ClaimedEdge })
  readonly items!: unknown
}
