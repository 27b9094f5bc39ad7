import { Edge, Kind } from './declare.js'
import { ClaimedEdge } from './node.js'
import { Organization } from './organization.js'

@Kind({ description: 'A part of an organization that acts on its own.', one: 'unit', many: 'units' })
export class Unit extends Organization {
  @Edge('PART_OF', ['out', 'Company'], { form: 'one', description: 'The firm it is part of.', fields: ClaimedEdge })
  readonly partOf!: unknown

  @Edge('DEVELOPED_BY', ['in', 'Model'], { description: 'Models it developed.', fields: ClaimedEdge })
  readonly models!: unknown
}
