import { Int } from 'type-graphql'

import { Edge, EdgeFields, Kind, Property, declareEnum } from './declare.js'
import { ClaimedEdge, Entity } from './node.js'
import { Serving } from './serving.js'
import { FuzzyDate, Quantity } from './values.js'

export const Access = declareEnum('Access', 'How one gets at a model.', {
  OPEN_WEIGHTS_UNRESTRICTED: 'Its weights may be had and used freely.',
  OPEN_WEIGHTS_RESTRICTED: 'Its weights may be had, with limits on use.',
  OPEN_WEIGHTS_NONCOMMERCIAL: 'Its weights may be had, but not for trade.',
  API: 'It is called over a network.',
  HOSTED_ONLY: 'It is used in its maker’s own products only.',
  UNRELEASED: 'It is not to be had.',
})

/** In what respect one model is like another. */
@EdgeFields({ claimed: true })
export class Likeness extends ClaimedEdge {
  @Property(() => String, {
    description: 'In what respect they are alike.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly aspect!: string | null
}

@Kind({ description: 'A trained model, apart from the products that run it.', one: 'model', many: 'models' })
export class Model extends Entity {
  @Property(() => Access, { description: 'How one gets at it.', filter: true, order: true, nullable: true })
  readonly access!: string | null

  @Property(() => FuzzyDate, {
    description: 'When it was first released.',
    filter: true,
    order: true,
    index: true,
    nullable: true,
  })
  readonly releasedOn!: FuzzyDate | null

  @Property(() => Quantity, { description: 'The number of its parameters.', filter: true, order: true, nullable: true })
  readonly parameters!: Quantity | null

  @Property(() => Quantity, {
    description: 'How much computing went into its training, in FLOP, by the best estimate.',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly trainingCompute!: Quantity | null

  @Property(() => Int, {
    description: 'The number of tokens it can take in at once.',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly contextWindow!: number | null

  @Edge('DEVELOPED_BY', ['out', 'Organization'], { description: 'Who developed it.', fields: ClaimedEdge })
  readonly developers!: unknown

  @Edge('USES_TECHNIQUE', ['out', 'Technology'], { description: 'Methods it was made with.', fields: ClaimedEdge })
  readonly techniques!: unknown

  @Edge('SIMILAR_APPROACH_TO', ['out', 'Model'], {
    description: 'Models whose approach it is said to share.',
    fields: Likeness,
  })
  readonly similarTo!: unknown

  @Edge('SERVES', ['in', 'Product'], { description: 'Products that run it.', fields: Serving })
  readonly products!: unknown

  @Edge('RELEASES', ['in', 'Release'], { description: 'Its releases.', fields: ClaimedEdge })
  readonly releases!: unknown
}
