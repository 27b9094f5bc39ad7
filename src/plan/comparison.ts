/** How a value is compared with what is asked for. */
export type Comparison =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'in'
  | 'notIn'
  | 'has'
  | 'hasAny'
  | 'hasAll'
  | 'matches'

/** What a value is compared as: a decimal as a number, a text by its words or in small letters. */
export type ValueForm = 'number' | 'numbers' | 'words' | 'lowered'
