import { mainColumn } from '../model/catalog.js'
import type { Property } from '../model/catalog.js'
import { decide } from '../model/claim-rules.js'
import type { Decision } from '../model/claim-rules.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import { importanceOf } from '../model/importance.js'
import type { Vocabulary } from '../model/vocabulary.js'
import type { PlainValue } from '../store/store.js'
import { listColumns } from './list-columns.js'
import { dateColumns } from './records.js'
import type { Columns, Content, StoredClaim, Subject } from './stored-claim.js'
import { groupBy } from './write-graph.js'

/** What counts at one moment: the claims that may show, and those that bear witness to the entity's being spoken of. */
export interface Counted {
  readonly shown: readonly StoredClaim[]
  readonly witnesses: readonly StoredClaim[]
}

/**
 * Finds everything that stands on a node by the claims that count at one moment. The same claims on a property count at
 * many moments, and are decided among once.
 */
export function contentFinder(subject: Subject, vocabulary: Vocabulary): (counted: Counted) => Content {
  const known = new Map<string, Content>()
  return ({ shown, witnesses }) => {
    const content = { own: { importance: importanceOf(witnesses) } as Columns, facts: {} as Columns }
    const valued = shown.filter(({ object }) => object === null)
    const said = groupBy(valued, ({ predicate }) => predicate)
    for (const property of vocabulary.properties(subject.kind)) {
      const counting = readBy(property).flatMap((predicate) => said.get(predicate) ?? [])
      const key = [property.column, ...counting.map(({ id, origins }) => `${id}:${origins.length}`)].join(' ')
      const { own, facts } = known.get(key) ?? shownBy(property, counting)
      known.set(key, { own, facts })
      Object.assign(content.own, own)
      Object.assign(content.facts, facts)
    }
    content.own['name'] ??= subject.slug
    return content
  }
}

/** The predicates of the claims that a property shows: the names are among the aliases. */
function readBy({ predicate }: Property): readonly string[] {
  return predicate === 'ALIAS' ? [predicate, 'NAME'] : [predicate ?? []].flat()
}

function shownBy(property: Property, claims: readonly StoredClaim[]): Content {
  const said = decide(claims.filter(({ predicate }) => predicate === property.predicate))
  return property.list ? listColumns(property, said, claims) : propertyContent(property, said)
}

function propertyContent(property: Property, said: Decision<StoredClaim> | null): Content {
  return { own: propertyColumns(property, said?.order[0]), facts: factColumns(property.column, said) }
}

function propertyColumns(property: Property, claim: StoredClaim | undefined): Columns {
  const columns = valueColumns(property, claim)
  if (!property.index || !property.nullable) return columns
  // Null has a place at the end of either direction, so that an index can give the order.
  const main = mainColumn(property)
  const value = columns[main] ?? null
  return { ...columns, [`${main}_asc`]: value ?? '~', [`${main}_desc`]: value ?? '' }
}

/** What a property's explained form shows: the claims in order, those that agree with the first, and why it is first. */
function factColumns(column: string, said: Decision<StoredClaim> | null): Columns {
  const [winner] = said?.order ?? []
  const agreeing = said?.order.filter(({ says }) => says === winner?.says) ?? []
  return {
    [`${column}_claims`]: said?.order.map(({ id }) => id) ?? null,
    [`${column}_reason`]: said?.reason ?? null,
    [`${column}_modality`]: winner?.modality ?? null,
    [`${column}_confidence`]: winner?.confidence ?? null,
    [`${column}_origins`]: said === null ? null : originsOf(agreeing),
    [`${column}_originCount`]: said?.originCount ?? null,
  }
}

/** To whom some claims can be followed back, each once. */
export function originsOf(claims: readonly StoredClaim[]): readonly string[] {
  return [...new Set(claims.flatMap(({ origins }) => origins))].toSorted()
}

function valueColumns({ column, type }: Property, claim: StoredClaim | undefined): Columns {
  const said = claim?.columns ?? {}
  const get = (key: string): PlainValue => said[key] ?? null
  if (type.form === 'enum') return { [column]: get('value_text') }
  if (type.form === 'scalar') {
    if (type.scalar === 'Int' || type.scalar === 'Float') return { [column]: get('value_number') }
    if (type.scalar === 'Boolean') return { [column]: get('value_boolean') }
    if (type.scalar === 'Decimal')
      return { [column]: get('value_text'), [`${column}_number`]: claim ? Number(get('value_text')) : null }
    return { [column]: get('value_text') }
  }
  if (type.value.name === 'FuzzyDate')
    return dateColumns(column, claim ? parseFuzzyDate(String(get('value_text'))) : null)
  if (type.value.name === 'Money') {
    const amount = get('value_amount')
    return {
      [`${column}_amount`]: amount,
      [`${column}_amount_number`]: amount === null ? null : Number(amount),
      [`${column}_currency`]: get('value_currency'),
    }
  }
  const [low, high, unit] = JSON.parse(String(get('quantity') ?? '[]')) as PlainValue[]
  return {
    [column]: get('value_number'),
    [`${column}_low`]: low ?? null,
    [`${column}_high`]: high ?? null,
    [`${column}_unit`]: unit ?? null,
  }
}
