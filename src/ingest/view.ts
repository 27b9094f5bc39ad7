import { mainColumn } from '../model/catalog.js'
import type { Edge, Property } from '../model/catalog.js'
import type { Weighed } from '../model/claim-rules.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import { idOf } from '../model/identity.js'
import { PARTICIPATION } from '../model/node.js'
import type { PlainValue } from '../store/store.js'
import { dateColumns } from './records.js'
import type { Vocabulary } from './vocabulary.js'

type Columns = Record<string, PlainValue>

/** A claim as the projection reads it back from the graph. */
export interface StoredClaim extends Weighed {
  readonly predicate: string
  readonly object: string | null
  readonly columns: Readonly<Record<string, PlainValue>>
  readonly qualifiers: Readonly<Record<string, PlainValue>>
  readonly sources: readonly string[]
}

/** What clients see of one entity: its own properties and the edges from it. */
export interface View {
  readonly id: string
  readonly columns: Columns
  readonly edges: readonly ViewEdge[]
  /** Keys of registers by which it is found, such as `wikidata:Q21708200`. */
  readonly identifiers: readonly string[]
}

export interface ViewEdge {
  readonly type: string
  readonly from: string
  readonly to: string
  readonly id: string
  readonly columns: Columns
  /** A hash of everything on the edge: what has the same is left as it is. */
  readonly print: string
}

interface Subject {
  readonly id: string
  readonly kind: string
  readonly slug: string
}

/** Computes the view of one entity from the claims that may show, the preferred first. */
export function viewOf(subject: Subject, shown: readonly StoredClaim[], vocabulary: Vocabulary): View {
  const columns: Columns = {}
  for (const property of vocabulary.properties(subject.kind)) {
    const said = shown.filter(({ predicate, object }) => predicate === property.predicate && object === null)
    Object.assign(columns, property.list ? listColumns(property, said, shown) : propertyColumns(property, said[0]))
  }
  columns['name'] ??= subject.slug
  const identifiers = shown
    .filter(({ predicate, qualifiers }) => predicate === 'IDENTIFIER' && typeof qualifiers['scheme'] === 'string')
    .map(
      ({ columns: each, qualifiers }) => `${String(qualifiers['scheme']).toLowerCase()}:${String(each['value_text'])}`,
    )
  const edges = vocabulary.edges(subject.kind).flatMap((edge) => edgesOf(subject, edge, shown))
  return {
    id: subject.id,
    columns,
    edges: [...edges, ...sourceEdges(subject, shown)],
    identifiers: [...new Set(identifiers)],
  }
}

function propertyColumns(property: Property, claim: StoredClaim | undefined): Columns {
  const columns = valueColumns(property, claim)
  if (!property.index || !property.nullable) return columns
  // Null has a place at the end of either direction, so that an index can give the order.
  const main = mainColumn(property)
  const value = columns[main] ?? null
  return { ...columns, [`${main}_asc`]: value ?? '~', [`${main}_desc`]: value ?? '' }
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

/** The elements of a list, one a claim: by date where they have one, then by publication, then by value. */
function listColumns(property: Property, said: readonly StoredClaim[], shown: readonly StoredClaim[]): Columns {
  if (property.type.form !== 'value') {
    const words = said.map(({ columns }) => columns['value_text']).filter((word) => typeof word === 'string')
    return { [property.column]: [...new Set(words)].toSorted() }
  }
  const { parts } = property.type.value
  const [lead] = parts
  // That there is some value, or none, is no element.
  const known = said.filter(({ columns }) => columns['value_text'] != null)
  const elements = known.map(({ columns, qualifiers, publishedFrom }) => {
    const parted = Object.fromEntries(
      parts.map((part) => [
        part.name,
        partOf(part, part === lead ? (columns['value_text'] ?? null) : (qualifiers[part.name] ?? null)),
      ]),
    )
    const { precision } = parseFuzzyDate(String(qualifiers['date'])) ?? { precision: null }
    const dated = 'precision' in parted && 'date' in parted ? { ...parted, precision } : parted
    return {
      sort: [String(parted['date'] ?? '~'), publishedFrom ?? '~', String(columns['value_text'])].join(' '),
      element: dated,
    }
  })
  const texts = elements.toSorted((a, b) => (a.sort < b.sort ? -1 : 1)).map(({ element }) => JSON.stringify(element))
  const main = property.predicate === 'ALIAS' ? shown.find(({ predicate }) => predicate === 'NAME') : undefined
  const first = main
    ? [
        JSON.stringify({
          value: main.columns['value_text'] ?? null,
          lang: main.qualifiers['lang'] ?? null,
          kind: main.qualifiers['kind'] ?? 'SHORT',
        }),
      ]
    : []
  return { [property.column]: [...new Set([...first, ...texts])] }
}

function partOf(part: Property, value: PlainValue): PlainValue {
  if (part.type.form === 'scalar' && part.type.scalar === 'Date' && value !== null)
    return parseFuzzyDate(String(value))?.value ?? null
  if (part.type.form === 'scalar' && part.type.scalar === 'Decimal' && value !== null) return String(value)
  return part.name === 'kind' && value === null ? 'ALIAS' : value
}

/** One edge for each object, or for each holding of it where an edge may be there more than once. */
function edgesOf(subject: Subject, edge: Edge, shown: readonly StoredClaim[]): ViewEdge[] {
  const type = edge.types[0] ?? ''
  const groups = new Map<string, { readonly to: string; readonly claims: StoredClaim[] }>()
  for (const claim of shown) {
    if (claim.predicate !== type || claim.object === null) continue
    const { columns, qualifiers } = claim
    const holding = edge.unique ? '' : JSON.stringify([qualifiers['role'] ?? null, columns['validFrom'] ?? null])
    const key = idOf(subject.id, type, claim.object, holding)
    const group = groups.get(key)
    if (group) group.claims.push(claim)
    else groups.set(key, { to: claim.object, claims: [claim] })
  }
  const edges = [...groups].map(([id, { to, claims }]) =>
    viewEdge({ type, from: subject.id, to, id }, edgeColumns(edge, claims)),
  )
  return edge.form === 'one' ? edges.slice(0, 1) : edges
}

function edgeColumns(edge: Edge, claims: readonly StoredClaim[]): Columns {
  const [winner] = claims
  const own = (edge.fields?.properties ?? []).filter(
    ({ name, expression }) => expression === null && winner?.qualifiers[name] !== undefined,
  )
  const type = edge.types[0] as keyof typeof PARTICIPATION
  return {
    // First, so that a qualifier of the same name cannot stand for what the claim itself says.
    ...Object.fromEntries(own.map(({ name }) => [name, winner?.qualifiers[name] ?? null])),
    ...renamed('since', winner?.columns ?? {}, 'validFrom'),
    ...renamed('until', winner?.columns ?? {}, 'validTo'),
    modality: winner?.modality ?? null,
    confidence: winner?.confidence ?? null,
    ...(type in PARTICIPATION ? { role: PARTICIPATION[type] } : {}),
    claims: claims.map(({ id }) => id).toSorted(),
  }
}

function renamed(to: string, columns: Columns, from: string): Columns {
  return Object.fromEntries(
    ['', '_precision', '_from', '_to'].map((suffix) => [to + suffix, columns[from + suffix] ?? null]),
  )
}

function sourceEdges(subject: Subject, shown: readonly StoredClaim[]): ViewEdge[] {
  const sources = [...new Set(shown.flatMap(({ sources: each }) => each))].toSorted()
  return sources.map((to) =>
    viewEdge({ type: 'SOURCED_FROM', from: subject.id, to, id: idOf(subject.id, 'SOURCED_FROM', to) }, {}),
  )
}

function viewEdge(ends: Pick<ViewEdge, 'type' | 'from' | 'to' | 'id'>, columns: Columns): ViewEdge {
  return { ...ends, columns, print: idOf(JSON.stringify(columns)) }
}
