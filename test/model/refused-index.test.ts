import { Kind, Property, createCatalog } from '../../src/model/declare.js'
import { Entity } from '../../src/model/node.js'
import '../../src/model/kinds.js'

/** Jest gives each test file modules of its own, so that no other test meets it. */
@Kind({ description: 'A room full of computers.' })
class DataCentre extends Entity {
  @Property(() => String, { description: 'How it is cooled.', order: true, index: true, nullable: true })
  readonly cooling!: string | null
}

test('a text that may be null takes no index, for the place of null would lie among texts', () => {
  expect(createCatalog).toThrow(
    `${DataCentre.name}.cooling has an index and may be null, which only dates and enums can. Take the index away, or let it be never null.`,
  )
})
