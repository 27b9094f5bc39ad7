import { Edge, Kind, Property, declareEnum } from './declare.js'
import { ClaimedEdge } from './node.js'
import { Organization } from './organization.js'

export const AgencyRole = declareEnum('AgencyRole', 'What a public body is for.', {
  DATA_PROTECTION: 'Guards personal data.',
  TRADE: 'Rules on trade and exports.',
  COURT: 'Decides cases.',
  LEGISLATURE: 'Makes laws.',
  EXECUTIVE: 'Governs.',
})

@Kind({ description: 'A public body: a regulator, a ministry, a court.', one: 'agency', many: 'agencies' })
export class Agency extends Organization {
  @Property(() => AgencyRole, { description: 'What it is for.', filter: true, order: true, nullable: true })
  readonly role!: string | null

  @Edge('AGENCY_OF', ['out', 'Country'], {
    form: 'one',
    description: 'The country it is a body of.',
    fields: ClaimedEdge,
  })
  readonly country!: unknown
}
