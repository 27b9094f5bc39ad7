/** Fields of an answer below which there is nothing more. */

/** A part of a small value that lies in a list as text. */
export interface EmbeddedEntry {
  readonly key: string
  readonly nonNull: boolean
  /** Null gives the type's name. */
  readonly part: string | null
  readonly typename: string
}

/** A field of a number of a facet. */
export interface FacetKey {
  readonly key: string
  readonly field: 'value' | 'label' | 'count' | '__typename'
}

/** A field that says where a page lies. */
export interface PageInfoEntry {
  readonly key: string
  readonly field: 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor' | '__typename'
}
