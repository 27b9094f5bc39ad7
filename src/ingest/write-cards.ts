import { cypher } from '../cypher/cypher.js'
import { mayShow } from '../model/claim-rules.js'
import type { Moment } from '../model/claim-rules.js'
import { idOf } from '../model/identity.js'
import { cardOf, namesOf } from '../search/card.js'
import type { Named } from '../search/card.js'
import type { PlainValue, Run } from '../store/store.js'
import type { StoredClaim } from './stored-claim.js'
import { ask } from './write-graph.js'

/** An entity as the projection has computed it, with all that is claimed of it. */
interface Projected {
  readonly id: string
  readonly kind: string
  readonly columns: Readonly<Record<string, PlainValue>>
  readonly claims: readonly StoredClaim[]
}

/** Writes the cards by which entities are found; those that are right stay untouched. */
export async function writeCards(run: Run, entities: readonly Projected[]): Promise<void> {
  const rows = entities.map((entity) => {
    const columns = { of: entity.id, ...cardOf(describe(entity)) }
    return { id: `card:${entity.id}`, columns: { ...columns, print: idOf(JSON.stringify(columns)) } }
  })
  const known = await ask(
    run,
    cypher`UNWIND ${rows.map(({ id }) => id)} AS id MATCH (c:Card {id: id}) RETURN c.id AS id, c.print AS print`,
  )
  const right = new Map(known.map(({ id, print }) => [String(id), print]))
  const stale = rows.filter(({ id, columns }) => right.get(id) !== columns.print)
  if (stale.length > 0) await ask(run, cypher`UNWIND ${stale} AS row MERGE (c:Card {id: row.id}) SET c += row.columns`)
}

function describe({ kind, columns, claims }: Projected): Parameters<typeof cardOf>[0] {
  const names = ((columns['names'] ?? []) as readonly string[]).map((name) => JSON.parse(name) as Named)
  const texts = [columns['description'], columns['summary']]
  const told = claims.filter(({ review, retractedAt }) => review === 'ACCEPTED' && retractedAt === null)
  return {
    kind,
    names: namesOf(columns['name'], [...names, ...endedNames(claims)], [columns['iso2'], columns['iso3']]),
    texts: texts.filter((text) => typeof text === 'string'),
    said: told.flatMap(wordingOf).toSorted(),
  }
}

const EVER: Moment = { clock: 'PUBLICATION', known: null, valid: null, layer: 'ACCEPTED' }

/** By what it was called until a day, which is no name of its own any more, but may still be looked for. */
function endedNames(claims: readonly StoredClaim[]): readonly Named[] {
  return claims
    .filter((claim) => NAMING.has(claim.predicate) && claim.holdsTo !== null && mayShow(claim, EVER))
    .flatMap(({ columns }) =>
      columns['value_text'] == null ? [] : [{ value: String(columns['value_text']), kind: 'FORMER' }],
    )
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
}

const NAMING = new Set(['NAME', 'ALIAS'])

/** What a claim says in words: its own, and those of a value that becomes no name and no description. */
function wordingOf({ predicate, columns }: StoredClaim): readonly string[] {
  const value = columns['value'] === 'TEXT' && !ELSEWHERE.has(predicate) ? columns['value_text'] : null
  return [columns['text'], value].filter((text) => typeof text === 'string' && text.includes(' ')) as string[]
}

const ELSEWHERE = new Set(['NAME', 'ALIAS', 'IDENTIFIER', 'DESCRIPTION', 'SUMMARY'])
