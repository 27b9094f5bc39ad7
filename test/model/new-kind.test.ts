import type { GraphQLInterfaceType } from 'graphql'

import { createSchema } from '../../src/graphql/schema.js'
import { storeDefinitions } from '../../src/ingest/definitions.js'
import { Edge, Kind, Property } from '../../src/model/declare.js'
import { ClaimedEdge, Entity } from '../../src/model/node.js'
import { FuzzyDate } from '../../src/model/values.js'
import { fileOf, openGraph } from '../support/open-graph.js'
import '../../src/model/kinds.js'

/** What the file of a new kind holds; jest gives each test file modules of its own, so that no other test meets it. */
@Kind({ description: 'A room full of computers.', one: 'dataCentre', many: 'dataCentres' })
class DataCentre extends Entity {
  @Property(() => String, { description: 'How it is cooled.', filter: true, order: true, nullable: true })
  readonly cooling!: string | null

  @Property(() => FuzzyDate, { description: 'When it opened.', order: true, index: true, nullable: true })
  readonly openedOn!: FuzzyDate | null

  @Edge('RUN_BY', ['out', 'Company'], { description: 'Who runs it.', fields: ClaimedEdge })
  readonly operators!: unknown
}

test('one class is all that a new kind takes: it is loaded, found, filtered, ordered, followed and described', async () => {
  expect(DataCentre.name).toBe('DataCentre')
  const graph = await openGraph([
    fileOf({ oregon: 'DataCentre', nevada: 'DataCentre', openai: 'Company' }, [
      '{ subject: openai, predicate: NAME, value: OpenAI }',
      '{ subject: oregon, predicate: NAME, value: Oregon 1 }',
      '{ subject: oregon, predicate: COOLING, value: water }',
      '{ subject: nevada, predicate: COOLING, value: air }',
      '{ subject: nevada, predicate: OPENED_ON, value: 2024 }',
      '{ subject: oregon, predicate: RUN_BY, object: openai, validFrom: 2024 }',
    ]),
  ])
  try {
    expect(
      await graph.read(`{
        one: dataCentre(slug: "oregon") { name cooling operators { edges { since { value } node { name } claims { totalCount } } } }
        ordered: dataCentres(orderBy: [{ cooling: ASC }]) { totalCount nodes { slug } }
        dated: dataCentres(orderBy: [{ openedOn: DESC }]) { nodes { slug } }
        filtered: dataCentres(where: { operators: { some: { name: { startsWith: "Open" } } } }) { nodes { slug } }
        entity(ref: { slug: "nevada" }) { __typename ... on DataCentre { cooling } }
      }`),
    ).toEqual({
      one: {
        name: 'Oregon 1',
        cooling: 'water',
        operators: { edges: [{ since: { value: '2024-01-01' }, node: { name: 'OpenAI' }, claims: { totalCount: 1 } }] },
      },
      ordered: { totalCount: 2, nodes: [{ slug: 'nevada' }, { slug: 'oregon' }] },
      dated: { nodes: [{ slug: 'nevada' }, { slug: 'oregon' }] },
      filtered: { nodes: [{ slug: 'oregon' }] },
      entity: { __typename: 'DataCentre', cooling: 'air' },
    })
  } finally {
    await graph.close()
  }
  const { schema } = createSchema()
  expect(schema.getType('DataCentre')).toMatchObject({ description: 'A room full of computers.' })
  expect(schema.getImplementations(schema.getType('Entity') as GraphQLInterfaceType).objects.map(String)).toContain(
    'DataCentre',
  )
  expect(storeDefinitions().join('\n')).toContain('FOR (n:DataCentre) ON (n.openedOn_asc')
})
