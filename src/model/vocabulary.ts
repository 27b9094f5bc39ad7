import { concreteKinds, factOf, isClaimed, kindOf } from './catalog.js'
import type { Catalog, Edge, Kind, Property } from './catalog.js'

import type { LineForm, LineForms } from './history.js'

/** What a predicate means for one kind of subject: a property of it, or an edge from it. */
export type Meaning =
  | { readonly form: 'property'; readonly property: Property }
  | { readonly form: 'edge'; readonly edge: Edge }

/** The predicates that kinds declare. Others may be claimed too, but never become fields. */
export class Vocabulary {
  readonly #meanings = new Map<string, Map<string, Meaning>>()

  constructor(readonly catalog: Catalog) {
    for (const kind of concreteKinds(catalog)) if (kind.interfaces.includes('Entity')) this.#learn(kind)
  }

  /** All that are declared. */
  get predicates(): readonly string[] {
    return [...this.#meanings.keys()]
  }

  /** What the predicate means for a subject of the kind; null when it means nothing there. */
  meaning(kind: string, predicate: string): Meaning | null {
    return this.#meanings.get(predicate)?.get(kind) ?? null
  }

  /** The kinds that a declared predicate may be said of; empty when nobody declares it. */
  subjects(predicate: string): readonly string[] {
    return [...(this.#meanings.get(predicate)?.keys() ?? [])]
  }

  /** The properties of a kind that claims say. */
  properties(kind: string): readonly Property[] {
    return kindOf(this.catalog, kind).properties.filter((property) => property.predicate !== null)
  }

  /** The edges that claims with a subject of the kind say. */
  edges(kind: string): readonly Edge[] {
    return kindOf(this.catalog, kind).edges.filter(isClaimed)
  }

  /** Whether a node of the kind can be the object of the edge. */
  fits(edge: Edge, kind: string): boolean {
    return kindOf(this.catalog, edge.target).members.includes(kind)
  }

  /** Each kind's predicates as lines of a history. */
  lineForms(): Readonly<Record<string, LineForms>> {
    const forms: Record<string, Record<string, LineForm>> = {}
    for (const [predicate, meanings] of this.#meanings)
      for (const [kind, meaning] of meanings) (forms[kind] ??= {})[predicate] = lineForm(meaning)
    return forms
  }

  #learn(kind: Kind): void {
    for (const property of kind.properties)
      if (property.predicate) this.#add(property.predicate, kind, { form: 'property', property })
    for (const edge of kind.edges)
      if (isClaimed(edge) && edge.types[0]) this.#add(edge.types[0], kind, { form: 'edge', edge })
  }

  #add(predicate: string, kind: Kind, meaning: Meaning): void {
    const known = this.#meanings.get(predicate) ?? new Map<string, Meaning>()
    if (!known.has(kind.name)) known.set(kind.name, meaning)
    this.#meanings.set(predicate, known)
  }
}

function lineForm(meaning: Meaning): LineForm {
  if (meaning.form === 'property') {
    const { property } = meaning
    return { field: property.name, form: property.list ? 'list' : 'value', isAlways: factOf(property) === null }
  }
  const { name, form, unique } = meaning.edge
  return { field: name, form: form === 'one' ? 'one' : unique ? 'many' : 'holdings', isAlways: false }
}
