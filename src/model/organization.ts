import { ClaimedEdge, Entity } from './node.js'
import { Edge, EdgeFields, Interface, Property } from './declare.js'
import { FuzzyDate } from './values.js'

/** The predicate by which an organization belongs to another. */
const OWNERSHIP = 'SUBSIDIARY_OF'

/** How a claim says that an organization belongs to another, the closest way first; those that do are of one origin. */
export const BELONGING: readonly string[] = ['PART_OF', OWNERSHIP]

/** A role that a person holds in an organization. */
@EdgeFields({ claimed: true })
export class RoleHeld extends ClaimedEdge {
  @Property(() => String, {
    description: 'The role, for example "Chief executive officer".',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly role!: string | null

  @Property(() => Boolean, {
    description: 'Whether the role is held on the day that is asked about: it has begun and has not ended.',
    filter: true,
    order: true,
    predicate: null,
    expression:
      '(({n}.since_from IS NULL OR {n}.since_from <= {today}) AND ({n}.until_to IS NULL OR {n}.until_to >= {today}))',
  })
  readonly isCurrent!: boolean
}

@Interface({ description: 'A body of people that acts under one name.', many: 'organizations' })
export abstract class Organization extends Entity {
  @Property(() => FuzzyDate, { description: 'When it was founded.', filter: true, order: true, nullable: true })
  readonly foundedOn!: FuzzyDate | null

  @Property(() => String, { description: 'Its address on the web.', filter: true, nullable: true })
  readonly website!: string | null

  @Edge('HEADQUARTERED_IN', ['out', 'Country'], {
    form: 'one',
    description: 'The country it is led from.',
    fields: ClaimedEdge,
  })
  readonly headquarters!: unknown

  @Edge('HOLDS_ROLE', ['in', 'Person'], {
    description: 'People who hold or held a role in it, once for each role.',
    fields: RoleHeld,
    unique: false,
  })
  readonly people!: unknown

  @Edge(OWNERSHIP, ['out', 'Organization'], {
    form: 'one',
    description: 'The organization that it belongs to; what both say or publish is of one origin.',
    fields: ClaimedEdge,
  })
  readonly parent!: unknown

  @Edge(OWNERSHIP, ['in', 'Organization'], { description: 'Organizations that belong to it.', fields: ClaimedEdge })
  readonly subsidiaries!: unknown

  @Edge('PUBLISHED_BY', ['in', 'Source'], { description: 'Sources that it published.' })
  readonly publications!: unknown
}
