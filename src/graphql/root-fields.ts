import type { Catalog } from '../model/catalog.js'

/** A field of the query type. */
export interface RootField {
  readonly name: string
  readonly target: string
  readonly form: 'one' | 'many' | 'connection' | 'diff' | SearchForm
  readonly by: 'id' | 'slug' | 'reference' | null
  /** The register in which a slug is looked up. */
  readonly scheme: string
  readonly description: string
}

/** How a root field looks for words. */
export type SearchForm = 'search' | 'suggest' | 'resolve'

/** Whether a root field looks for words. */
export function isSearch(form: string): form is SearchForm {
  return form === 'search' || form === 'suggest' || form === 'resolve'
}

/** Every field of the query type, from the catalog: one by slug and a connection for each kind, and look-ups by key. */
export function rootFields(catalog: Catalog): ReadonlyMap<string, RootField> {
  const fields: RootField[] = [
    {
      name: 'node',
      target: 'Node',
      form: 'one',
      by: 'id',
      scheme: '',
      description: 'The node with this id as it is now, or null; "nodes" takes a moment too.',
    },
    {
      name: 'nodes',
      target: 'Node',
      form: 'many',
      by: 'id',
      scheme: '',
      description: 'The nodes with these ids (at most 50), in their order, null for each that is not there.',
    },
    {
      name: 'entity',
      target: 'Entity',
      form: 'one',
      by: 'reference',
      scheme: '',
      description: 'The entity with this slug, id or identifier, or null.',
    },
    {
      name: 'entities',
      target: 'Entity',
      form: 'many',
      by: 'reference',
      scheme: '',
      description:
        'The entities with these slugs, ids or identifiers (at most 50), in their order, null for each that is not there.',
    },
    {
      name: 'search',
      target: 'Entity',
      form: 'search',
      by: null,
      scheme: '',
      description: 'Entities by words in their names, descriptions and claims, the best first, then by id.',
    },
    {
      name: 'suggest',
      target: 'Entity',
      form: 'suggest',
      by: null,
      scheme: '',
      description: 'Names that go on as what was typed begins, for a search box; the best first.',
    },
    {
      name: 'resolve',
      target: 'Entity',
      form: 'resolve',
      by: null,
      scheme: '',
      description: 'Entities that may be meant by a name, each with a score and why it has it; the likeliest first.',
    },
  ]
  fields.push({
    name: 'timeline',
    target: 'Event',
    form: 'connection',
    by: 'reference',
    scheme: '',
    description:
      'Pages of the events about any of some entities, each event once: unless it is said otherwise the earlier first, of one day the more important, and those without a date last.',
  })
  fields.push({
    name: 'diff',
    target: 'Entity',
    form: 'diff',
    by: 'reference',
    scheme: '',
    description: 'What an entity shows at one moment and not, or otherwise, at another; null when it is not there.',
  })
  for (const kind of catalog.kinds.values()) {
    const scheme = kind.interfaces.includes('Entity') ? 'slug' : kind.name.toLowerCase()
    if (kind.one && kind.form === 'kind') {
      fields.push({
        name: kind.one,
        target: kind.name,
        form: 'one',
        by: 'slug',
        scheme,
        description: `The ${kind.name} with this slug, now or formerly, or null.`,
      })
    }
    if (kind.many)
      fields.push({
        name: kind.many,
        target: kind.name,
        form: 'connection',
        by: null,
        scheme,
        description:
          kind.name === 'Claim'
            ? 'Pages of the claims on record; a filter by review, retractedAt, key or id finds the others too.'
            : `Pages of every ${kind.name}.`,
      })
  }
  return new Map(fields.map((field) => [field.name, field]))
}
