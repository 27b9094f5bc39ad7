import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Edge } from '../model/catalog.js'
import type { Identifier } from '../model/values.js'
import { namesOf } from '../search/card.js'
import type { Named } from '../search/card.js'
import type { CandidateFacts } from '../search/judge.js'
import { CARD_COLUMNS } from '../search/known-cards.js'
import type { CalledCountry } from '../search/meant-country.js'
import type { Candidate } from '../search/resolve-entities.js'
import type { PlainValue, Row, Statement } from '../store/store.js'
import { bind } from './bind.js'
import type { Request } from './bind.js'
import { compileRoot, template } from './compile.js'
import type { Anchor, Branch, Root, Slot } from './plan.js'

/** The cards of entities that registers know by these keys, as the text index would answer them. */
export function cardsByIdentifiers(keys: readonly string[]): Statement {
  const columns = CARD_COLUMNS.map((column) => cypher`c.${name(column)} AS ${name(column)}`)
  return toStatement<PlainValue>(
    cypher`UNWIND ${keys} AS key MATCH (:Identifier {key: key})-[:IDENTIFIES]->(n:Node)
WITH DISTINCT n.id AS id MATCH (c:Card {id: 'card:' + id}) RETURN ${join(columns, ', ')}`,
  )
}

/** How a root field looks at what it finds: at which moment, with how little trust. */
export type Look = Pick<Root, 'pins' | 'trust'>

/** Under which key the ids of candidates come. */
const CANDIDATES = 'candidates'

/** What is read of candidates as they are looked at: names, and what is known beside them. */
export function candidatesRoot({ pins, trust }: Look, toCountries: Edge | null): Pick<Root, 'slots'> & Look {
  const branch = { time: 'entity', filter: null, order: [], page: null } as const
  const country: Branch | null = toCountries && {
    ...branch,
    anchor: { by: 'edge', edge: toCountries },
    target: 'Country',
    slots: [slotOf('id')],
  }
  const slots = [
    slotOf('id'),
    slotOf('name'),
    slotOf('names', { list: true }),
    slotOf('website', { list: false }),
    slotOf('identifiers', { list: true }),
    slotOf('iso2', { list: false }),
    slotOf('iso3', { list: false }),
    ...(country ? [{ get: 'rows', branch: country } as const] : []),
  ]
  const anchor: Anchor = { by: 'found', key: CANDIDATES, isWhole: true }
  return { slots: [{ get: 'rows', branch: { ...branch, anchor, target: 'Entity', slots } }], pins, trust }
}

function slotOf(column: string, claimed?: { readonly list: boolean }): Slot {
  return { get: 'column', of: 'node', column, expression: null, fact: claimed ? { column, ...claimed } : null }
}

/** The statement that reads these candidates by their root. */
export function readingOf(root: Pick<Root, 'slots'> & Look, ids: readonly string[], request: Request): Statement {
  return bind(template(compileRoot(root)), requestFor(ids, request))
}

/** The request that brings the ids of candidates to their root. */
export function requestFor(ids: readonly string[], request: Request): Request {
  const rows = ids.map((id) => ({ id, rank: 0 }))
  return { ...request, found: new Map([[CANDIDATES, { rows, truncated: false }]]) }
}

/** Keys by which registers know entities now, also those that hold no more. */
export function keysOf(ids: readonly string[]): Statement {
  return toStatement<PlainValue>(
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id})
CALL (n) { MATCH (n)<-[:IDENTIFIES]-(i:Identifier) WITH i ORDER BY i.key RETURN collect(i.key) AS keys }
RETURN n.id AS id, keys`,
  )
}

/** The candidates in the row of their root, by their ids; those that were not there at the moment are not. */
export function readCandidates(
  row: Row | undefined,
  keys: readonly Row[],
  { pins, trust }: Look,
): ReadonlyMap<string, Candidate> {
  const keysOfId = new Map(keys.map((each) => [each['id'], each['keys'] as readonly string[]]))
  const rows = (row?.['c0'] ?? []) as readonly (readonly PlainValue[])[]
  return new Map(
    rows.map(([id, shown, names, website, identifiers, iso2, iso3, countries]) => {
      const shownKeys = (parse(identifiers) as readonly Identifier[]).map(
        ({ scheme, value }) => `${scheme.toLowerCase()}:${value}`,
      )
      const isShown = (key: string): boolean => key.startsWith('slug:') || shownKeys.includes(key)
      const known = keysOfId.get(id ?? null) ?? []
      const facts: CandidateFacts = {
        website: (website ?? null) as string | null,
        identifiers: pins === null && trust === null ? known : known.filter(isShown),
        countries: ((countries ?? []) as readonly (readonly string[])[]).flat(),
      }
      return [String(id), { names: namesOf(shown, parse(names) as readonly Named[], [iso2, iso3]), facts }]
    }),
  )
}

function parse(list: PlainValue | undefined): readonly unknown[] {
  return ((list ?? []) as readonly string[]).map((element): unknown => JSON.parse(element))
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
  const others = (parse(names) as readonly Named[]).map(({ value }) => value)
  const called = [slug, shown, iso2, iso3, numeric, ...others].filter((each) => typeof each === 'string')
  return { id: String(id), iso2: iso2 as string | null, called }
}
