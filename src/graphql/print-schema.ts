import { lexicographicSortSchema, printSchema as print } from 'graphql'

import { createSchema } from './schema.js'

/** The schema as text, sorted, as it stands in `schema/schema.graphql`. */
export function printSchema(): string {
  return `${print(lexicographicSortSchema(createSchema().schema))}\n`
}
