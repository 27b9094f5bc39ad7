import { Edge, Kind } from './declare.js'
import { Entity } from './node.js'
import { RoleHeld } from './organization.js'
import { ClaimedEdge } from './node.js'

@Kind({ description: 'A human being with a name.', one: 'person', many: 'people' })
export class Person extends Entity {
  @Edge('HOLDS_ROLE', ['out', 'Organization'], {
    description: 'Organizations in which the person holds or held a role, once for each role.',
    fields: RoleHeld,
    unique: false,
  })
  readonly organizations!: unknown

  @Edge('SAID_BY', ['in', 'Statement'], { description: 'Statements of the person.', fields: ClaimedEdge })
  readonly statements!: unknown
}
