/** A part of a value that is kept as text. */
export interface EmbeddedEntry {
  readonly key: string
  readonly nonNull: boolean
  /** Null gives the type's name. */
  readonly part: string | null
  readonly typename: string
}

/** A field of a value of a facet. */
export interface FacetKey {
  readonly key: string
  readonly field: 'value' | 'label' | 'count' | '__typename'
}

/** A field of what tells where a page lies. */
export interface PageInfoEntry {
  readonly key: string
  readonly field: 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor' | '__typename'
}
