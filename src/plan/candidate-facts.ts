import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Edge } from '../model/catalog.js'
import { CARD_COLUMNS } from '../search/known-cards.js'
import type { Facts } from '../search/judge.js'
import type { PlainValue, Row, Statement } from '../store/store.js'
import { Lens } from './lens.js'

/** The cards of entities that registers know by these keys, as the text index would answer them. */
export function cardsByIdentifiers(keys: readonly string[]): Statement {
  const columns = CARD_COLUMNS.map((column) => cypher`c.${name(column)} AS ${name(column)}`)
  return toStatement<PlainValue>(
    cypher`UNWIND ${keys} AS key MATCH (:Identifier {key: key})-[:IDENTIFIES]->(n:Node)
WITH DISTINCT n.id AS id MATCH (c:Card {id: 'card:' + id}) RETURN ${join(columns, ', ')}`,
  )
}

/** What is known of candidates beside their names. */
export function factsOf(ids: readonly string[], toCountries: Edge): Statement {
  return toStatement<PlainValue>(
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id})
CALL (n) { MATCH (n)${new Lens(null, null).arrow(toCountries, name('r'))}(c:Country) WITH DISTINCT c ORDER BY c.id
RETURN collect([c.slug, c.name, c.iso2, c.iso3]) AS countries }
CALL (n) { MATCH (n)<-[:IDENTIFIES]-(i:Identifier) WITH i ORDER BY i.key RETURN collect(i.key) AS identifiers }
RETURN n.id AS id, n.website AS website, countries, identifiers`,
  )
}

/** The facts in a row of that statement. */
export function readFacts(row: Row | undefined): Facts {
  const countries = (row?.['countries'] ?? []) as readonly (readonly (string | null)[])[]
  return {
    countries: countries.map((country) => country.filter((each) => each !== null)),
    identifiers: (row?.['identifiers'] ?? []) as readonly string[],
    website: (row?.['website'] ?? null) as string | null,
  }
}
