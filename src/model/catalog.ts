/**
 * What the decorators of `declare.ts` recorded, as plain data. Everything that must agree on the words of
 * the graph (schema, filters, orders, Cypher, constraints, the loader's checks, documents) reads it here.
 */

export type ScalarName =
  | 'ID'
  | 'String'
  | 'Int'
  | 'Float'
  | 'Boolean'
  | 'Date'
  | 'DateTime'
  | 'Decimal'
  | 'CurrencyCode'
  | 'URL'

/** An enum of the API; its values are stored as they are written. */
export interface Enumeration {
  readonly name: string
  readonly description: string
  readonly values: Readonly<Record<string, string>>
  /** The object TypeGraphQL knows the enum by. */
  readonly token: Readonly<Record<string, string>>
}

/** A value of several parts that is stored in several columns (`date`, `date_precision`, ...). */
export interface ValueType {
  readonly name: string
  readonly description: string
  readonly token: Constructor
  readonly parts: readonly Property[]
}

export type PropertyType =
  | { readonly form: 'scalar'; readonly scalar: ScalarName }
  | { readonly form: 'enum'; readonly enumeration: Enumeration }
  | { readonly form: 'value'; readonly value: ValueType }

export interface Property {
  readonly name: string
  /** The graph property; for a part of a value, the suffix after the column of the value. */
  readonly column: string
  readonly type: PropertyType
  /** The type as it was stated to TypeGraphQL. */
  readonly stated: () => unknown
  readonly list: boolean
  readonly nullable: boolean
  readonly description: string
  /** May stand in `where`. */
  readonly filter: boolean
  /** May stand in `orderBy`. */
  readonly order: boolean
  /** Has an index, so that a page of a list ordered by it costs what the page costs. */
  readonly index: boolean
  /**
   * A property that is computed when it is read: Cypher in which `{n}` is the node or relationship and
   * `{today}` the day the question is about.
   */
  readonly expression: string | null
  /** What is shown of a text that is not there. */
  readonly otherwise: string | null
  /** Has its words in a column beside it, so that "matches" may ask for them. */
  readonly words: boolean
  /** The predicate of the claims it is computed from; null when it is not a claim's to say. */
  readonly predicate: string | null
}

export type EdgeForm = 'one' | 'list' | 'connection'

export interface Edge {
  /** The GraphQL field. */
  readonly name: string
  /** Relationship types in the graph; the first is the one the loader writes for this edge. */
  readonly types: readonly string[]
  readonly direction: 'in' | 'out'
  /** Name of the kind, interface or union at the other end. */
  readonly target: string
  readonly form: EdgeForm
  readonly description: string
  /** The relationship's own fields; null when it has none. */
  readonly fields: EdgeFields | null
  readonly nullable: boolean
  /**
   * False when several relationships may join the same two nodes, so that a total order needs the
   * relationship's id too.
   */
  readonly unique: boolean
  /** A property of the relationship that keeps a list in its order. */
  readonly position: string | null
  /** True when it is computed from claims, so that it has versions. */
  readonly isProjected: boolean
  /** True when its relationships lead to nodes of the target and to no others, which then need not be tested. */
  readonly isSure: boolean
}

/**
 * How the nodes of a kind are in time: entities have states; records have a day of publication and a moment of
 * recording; what is computed has spans on itself; what only belongs to others has none; and some lists mix them.
 */
export type Time = 'entity' | 'record' | 'span' | 'none' | 'mixed'

/** The own fields of a relationship, as a class of its own. */
export interface EdgeFields {
  readonly name: string
  readonly token: Constructor
  readonly properties: readonly Property[]
  /** True when the relationship is projected from claims and carries their ids. */
  readonly claimed: boolean
  /** True when it may be younger than the nodes that it joins; then `pub_from` on it is the day from which it counts. */
  readonly dated: boolean
}

export interface OrderKey {
  readonly property: string
  readonly direction: 'ASC' | 'DESC'
}

export interface Kind {
  readonly name: string
  readonly token: Constructor
  readonly form: 'kind' | 'interface' | 'union'
  readonly description: string
  readonly time: Time
  /** Interfaces it belongs to, nearest first. */
  readonly interfaces: readonly string[]
  /** Root field for one (`company`) and for many (`companies`); null when the kind has none. */
  readonly one: string | null
  readonly many: string | null
  readonly properties: readonly Property[]
  readonly edges: readonly Edge[]
  readonly defaultOrder: readonly OrderKey[]
  /** For a union: its members. For an interface: the kinds below it. For a kind: itself. */
  readonly members: readonly string[]
}

// eslint-disable-next-line typescript/no-explicit-any -- a class of any constructor
export type Constructor = abstract new (...args: any[]) => object

/** All that was declared, by name. */
export interface Catalog {
  readonly kinds: ReadonlyMap<string, Kind>
  readonly values: readonly ValueType[]
  readonly enumerations: readonly Enumeration[]
  readonly edgeFields: readonly EdgeFields[]
}

/** The kind, interface or union of that name; a name nobody declared is a bug. */
export function kindOf(catalog: Catalog, name: string): Kind {
  const kind = catalog.kinds.get(name)
  if (!kind) throw new Error(`No kind is declared as "${name}"`)
  return kind
}

/** The edge of that name; a name nobody declared is a bug. */
export function edgeNamed({ name, edges }: Kind, wanted: string): Edge {
  const edge = edges.find((each) => each.name === wanted)
  if (!edge) throw new Error(`No edge is declared as "${name}.${wanted}"`)
  return edge
}

/** The columns that tell of the claims behind a property; null where no claim says it, and for names, which always show. */
export function factOf(property: Property): { readonly column: string; readonly list: boolean } | null {
  return property.predicate === null || property.predicate === 'NAME'
    ? null
    : { column: property.column, list: property.list }
}

/** The kinds that can have nodes, in the order of their declaration. */
export function concreteKinds(catalog: Catalog): readonly Kind[] {
  return [...catalog.kinds.values()].filter((kind) => kind.form === 'kind')
}

/** Whether claims say the edge of their subject. */
export function isClaimed(edge: Edge): boolean {
  return edge.direction === 'out' && edge.types.length === 1 && edge.fields?.claimed === true
}

/** The column that orders a property: nullable indexed ones have one per direction, in which null has a place. */
export function orderColumn(
  property: Property,
  direction: 'ASC' | 'DESC',
): { readonly column: string; readonly nullable: boolean } {
  if (property.index && property.nullable)
    return { column: `${mainColumn(property)}_${direction.toLowerCase()}`, nullable: false }
  return { column: mainColumn(property), nullable: property.nullable }
}

/** Refuses indexes on what may be null and can come after the "~" that stands in place of null: only dates and words of enums never do. */
export function refuseIndexes({ name: kind, properties }: Kind): void {
  for (const { name, index, nullable, type } of properties) {
    const isBefore =
      type.form === 'enum' ||
      ['Date', 'DateTime', 'FuzzyDate'].includes(type.form === 'value' ? type.value.name : type.scalar)
    if (index && nullable && !isBefore)
      throw new Error(
        `${kind}.${name} has an index and may be null, which only dates and enums can. Take the index away, or let it be never null.`,
      )
  }
}

/** The column that holds the words of a text, folded, with a space before and after each. */
export function wordsColumn(column: string): string {
  return `${column}_words`
}

/** The column by which a property compares: a value type is led by its ordered part, a decimal has its number beside it. */
export function mainColumn(property: Property): string {
  if (property.type.form !== 'value' || property.list) return property.column + suffix(property)
  const lead = property.type.value.parts.find((part) => part.order) ?? property.type.value.parts[0]
  return property.column + (lead ? lead.column + suffix(lead) : '')
}

function suffix(property: Property): string {
  return property.type.form === 'scalar' && property.type.scalar === 'Decimal' ? '_number' : ''
}
