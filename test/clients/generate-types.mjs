/**
 * Does what graphql-codegen does with `preset: 'client'`, without the three hundred packages of its command line:
 * reads dist/schema.graphql and app/queries.ts, writes dist/gql.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { preset } from '@graphql-codegen/client-preset'
import { codegen } from '@graphql-codegen/core'
import { buildSchema, parse } from 'graphql'

/** How our scalars travel. With `strictScalars` one that is missing here stops the generator. */
const SCALARS = { CurrencyCode: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', URL: 'string' }

const here = dirname(fileURLToPath(import.meta.url))
const sdl = readFileSync(join(here, 'dist', 'schema.graphql'), 'utf8')
const location = join(here, 'app', 'queries.ts')

const sections = await preset.buildGeneratesSection({
  baseOutputDir: `${join(here, 'dist', 'gql')}/`,
  presetConfig: {},
  schema: parse(sdl),
  schemaAst: buildSchema(sdl),
  documents: readDocuments(readFileSync(location, 'utf8')),
  config: { scalars: SCALARS, strictScalars: true },
  plugins: [],
  pluginMap: {},
})
for (const section of sections) {
  mkdirSync(dirname(section.filename), { recursive: true })
  writeFileSync(section.filename, await codegen(section))
}

function readDocuments(text) {
  return [...text.matchAll(/graphql\(`([^`]*)`\)/g)].map(([, rawSDL]) => ({ location, rawSDL, document: parse(rawSDL) }))
}
