import { Float } from 'type-graphql'

import { Edge, EdgeFields, Kind, Property, declareEnum } from './declare.js'
import { ClaimedEdge, Entity } from './node.js'
import { CurrencyCode } from './scalars.js'

export const ProductKind = declareEnum('ProductKind', 'What a product is.', {
  CHATBOT: 'A service one talks to.',
  APP: 'A program for phones or computers.',
  API: 'A service for programs.',
  DEVICE: 'A thing one can hold.',
})

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

@Kind({
  description: 'Something people use, apart from the firm behind it and the model inside it.',
  one: 'product',
  many: 'products',
})
export class Product extends Entity {
  @Property(() => ProductKind, { description: 'What it is.', filter: true, order: true, nullable: true })
  readonly kind!: string | null

  @Edge('OPERATED_BY', ['out', 'Company'], { description: 'Firms that operate it.', fields: ClaimedEdge })
  readonly operators!: unknown

  @Edge('SERVES', ['out', 'Model'], { description: 'Models that it runs.', fields: Serving })
  readonly models!: unknown
}
