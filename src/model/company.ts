import { Edge, Kind, Property } from './declare.js'
import { ClaimedEdge } from './node.js'
import { Organization } from './organization.js'
import { Money } from './values.js'

@Kind({ description: 'A firm that builds, funds or sells models.', one: 'company', many: 'companies' })
export class Company extends Organization {
  @Property(() => String, { description: 'Its registered name.', filter: true, order: true, nullable: true })
  readonly legalName!: string | null

  @Property(() => Money, { description: 'What it is said to be worth.', filter: true, order: true, nullable: true })
  readonly valuation!: Money | null

  @Edge('DEVELOPED_BY', ['in', 'Model'], { description: 'Models it developed.', fields: ClaimedEdge })
  readonly models!: unknown

  @Edge('OPERATED_BY', ['in', 'Product'], { description: 'Products it operates.', fields: ClaimedEdge })
  readonly products!: unknown

  @Edge('PART_OF', ['in', 'Unit'], { description: 'Its units.', fields: ClaimedEdge })
  readonly units!: unknown

  @Edge('RAISED_BY', ['in', 'FundingRound'], { description: 'Rounds in which it raises money.', fields: ClaimedEdge })
  readonly fundingRounds!: unknown
}
