import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import { concreteKinds, mainColumn } from '../model/catalog.js'
import type { Kind, Property } from '../model/catalog.js'
import { CARD_FIELDS, CARD_INDEX } from '../search/card.js'

/** Engines that have no such index keep one of their own beside the graph. */
const CARDS = `CREATE FULLTEXT INDEX ${CARD_INDEX} IF NOT EXISTS FOR (n:Card) ON EACH [${CARD_FIELDS.map(
  (field) => `n.${field}`,
).join(', ')}] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace'}}`

/** The constraints and indexes of the graph, from the catalog: `schema/constraints.cypher` is printed from them. */
export function storeDefinitions(): readonly string[] {
  const catalog = createCatalog()
  const unique = [
    ['Node', 'id'],
    ['Identifier', 'key'],
    ['Card', 'id'],
  ].flatMap(([label, property]) => [
    `CREATE CONSTRAINT ${label}_${property} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${property} IS UNIQUE`,
    `CREATE INDEX ${label}_${property}_index IF NOT EXISTS FOR (n:${label}) ON (n.${property})`,
  ])
  // Interfaces too: a list of an interface is one match on its label.
  const labels = [...catalog.kinds.values()].filter((kind) => kind.form !== 'union' && kind.name !== 'Node')
  const indexes = labels.flatMap((kind) =>
    [...columnsOf(kind), ...(kind.time === 'entity' ? ['steady_pub'] : [])].map(
      (column) => `CREATE INDEX ${kind.name}_${column} IF NOT EXISTS FOR (n:${kind.name}) ON (n.${column})`,
    ),
  )
  return [...new Set([...unique, ...indexes, CARDS])]
}

/** The names of the labels that nodes of a kind carry, the most general first. */
export function labelsOf(kind: string): readonly string[] {
  const found = concreteKinds(createCatalog()).find(({ name }) => name === kind)
  if (!found) throw new Error(`No kind is declared as "${kind}"`)
  return [...found.interfaces.toReversed(), kind]
}

function columnsOf(kind: Kind): readonly string[] {
  // The id has its own index on every node; a second one serves only lists that are ordered by it from the start.
  const startsById = kind.defaultOrder[0]?.property === 'id'
  return kind.properties.filter(({ name, index }) => index && (name !== 'id' || startsById)).flatMap(orderedColumns)
}

/** The columns that an indexed property is ordered by. */
function orderedColumns(property: Property): readonly string[] {
  const column = mainColumn(property)
  return property.nullable ? [column, `${column}_asc`, `${column}_desc`] : [column]
}
