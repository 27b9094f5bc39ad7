import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql'
import type { GraphQLSchema, IntrospectionQuery } from 'graphql'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { post } from './start-dossier.js'

/** Where what the tools make lies; git does not see it. */
export const MADE = join(__dirname, 'dist')

/** Asks a server for its schema, as a tool does, and leaves it in `dist/schema.graphql` for the tools. */
export async function readSchema(url: string): Promise<GraphQLSchema> {
  const { data } = await post(url, getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))
  const schema = buildClientSchema(data as unknown as IntrospectionQuery)
  await mkdir(MADE, { recursive: true })
  await writeFile(join(MADE, 'schema.graphql'), printSchema(schema))
  return schema
}
