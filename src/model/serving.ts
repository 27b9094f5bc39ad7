import { Float } from 'type-graphql'

import { EdgeFields, Property } from './declare.js'
import { ClaimedEdge } from './node.js'
import { CurrencyCode } from './scalars.js'

/** On what terms a product runs a model; prices of several currencies are not put in one order. */
@EdgeFields({ claimed: true })
export class Serving extends ClaimedEdge {
  @Property(() => Float, {
    description: 'What a million tokens cost that go in.',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly inputPrice!: number | null

  @Property(() => Float, {
    description: 'What a million tokens cost that come out.',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly outputPrice!: number | null

  @Property(() => CurrencyCode, {
    description: 'The currency of the prices.',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly currency!: string | null
}
