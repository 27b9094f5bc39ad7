import { Edge, Kind, Property, declareEnum } from './declare.js'
import { ClaimedEdge, Entity } from './node.js'

export const TechnologyKind = declareEnum('TechnologyKind', 'What sort of technology it is.', {
  CHIP: 'A processor or a class of processors.',
  METHOD: 'A way of making or training models.',
  BENCHMARK: 'A test of models.',
  DATASET: 'A body of data.',
})

@Kind({ description: 'A chip, a method, a benchmark or a data set.', one: 'technology', many: 'technologies' })
export class Technology extends Entity {
  @Property(() => TechnologyKind, {
    description: 'What sort of technology it is.',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly kind!: string | null

  @Edge('USES_TECHNIQUE', ['in', 'Model'], { description: 'Models made with it.', fields: ClaimedEdge })
  readonly models!: unknown

  @Edge('RESTRICTS', ['in', 'ExportRestriction'], { description: 'Restrictions that name it.', fields: ClaimedEdge })
  readonly restrictions!: unknown
}
