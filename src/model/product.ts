import { Edge, Kind, Property, declareEnum } from './declare.js'
import { ClaimedEdge, Entity } from './node.js'
import { Serving } from './serving.js'

export const ProductKind = declareEnum('ProductKind', 'What a product is.', {
  CHATBOT: 'A service one talks to.',
  APP: 'A program for phones or computers.',
  API: 'A service for programs.',
  DEVICE: 'A thing one can hold.',
})

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
