import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Edge } from '../model/catalog.js'
import { CARD_COLUMNS } from '../search/known-cards.js'
import type { Named } from '../search/card.js'
import type { Facts } from '../search/judge.js'
import type { CalledCountry } from '../search/meant-country.js'
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
RETURN collect(c.id) AS countries }
CALL (n) { MATCH (n)<-[:IDENTIFIES]-(i:Identifier) WITH i ORDER BY i.key RETURN collect(i.key) AS identifiers }
RETURN n.id AS id, n.website AS website, countries, identifiers`,
  )
}

/** The facts in a row of that statement. */
export function readFacts(row: Row | undefined): Facts {
  return {
    countries: (row?.['countries'] ?? []) as readonly string[],
    identifiers: (row?.['identifiers'] ?? []) as readonly string[],
    website: (row?.['website'] ?? null) as string | null,
  }
}

/** All countries of the graph, of which there are as many as in the world. */
export function countriesOf(): Statement {
  return toStatement<PlainValue>(
    cypher`MATCH (c:Country)
RETURN c.id AS id, c.slug AS slug, c.name AS name, c.names AS names, c.iso2 AS iso2, c.iso3 AS iso3, c.numeric AS numeric
ORDER BY id`,
  )
}

/** The country in a row of that statement. */
export function readCountry({ id, slug, name: shown, names, iso2, iso3, numeric }: Row): CalledCountry {
  const others = ((names ?? []) as readonly string[]).map((each) => (JSON.parse(each) as Named).value)
  const called = [slug, shown, iso2, iso3, numeric, ...others].filter((each) => typeof each === 'string')
  return { id: String(id), iso2: iso2 as string | null, called }
}
