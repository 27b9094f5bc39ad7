import { Edge, Kind, Property } from './declare.js'
import { ClaimedEdge, Entity } from './node.js'

@Kind({ description: 'A country of ISO 3166-1.', one: 'country', many: 'countries' })
export class Country extends Entity {
  @Property(() => String, { description: 'Two letters of ISO 3166-1.', filter: true, order: true, nullable: true })
  readonly iso2!: string | null

  @Property(() => String, { description: 'Three letters of ISO 3166-1.', filter: true, order: true, nullable: true })
  readonly iso3!: string | null

  @Property(() => String, { description: 'Three digits of ISO 3166-1.', filter: true, order: true, nullable: true })
  readonly numeric!: string | null

  @Edge('HEADQUARTERED_IN', ['in', 'Organization'], { description: 'Organizations led from it.', fields: ClaimedEdge })
  readonly organizations!: unknown

  @Edge('AGENCY_OF', ['in', 'Agency'], { description: 'Its public bodies.', fields: ClaimedEdge })
  readonly agencies!: unknown

  @Edge('LAW_OF', ['in', 'LegalInstrument'], { description: 'Its laws.', fields: ClaimedEdge })
  readonly instruments!: unknown
}
