import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { printSchema } from '../graphql/print-schema.js'
import { storeDefinitions } from '../ingest/definitions.js'
import { formatReference } from '../ingest/reference.js'
import type { Surroundings } from './surroundings.js'

/** Writes what the kinds declare as files: the API's schema, and the keys and indexes of the graph. */
export async function writeSchema({ root, print }: Surroundings): Promise<void> {
  for (const [path, text] of Object.entries(schemaFiles())) {
    const file = join(root, path)
    const isSame = existsSync(file) && readFileSync(file, 'utf8') === text
    mkdirSync(dirname(file), { recursive: true })
    if (!isSame) writeFileSync(file, text)
    print(`${path}: ${isSame ? 'as it was' : 'written'}`)
  }
}

/** The files that are printed, by their path from the root. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const definitions = storeDefinitions().map((each) => `${each};\n`)
  return {
    'schema/schema.graphql': printSchema(),
    'schema/constraints.cypher': `// Printed by npm run schema from src/model; both engines get these at start.\n${definitions.join('')}`,
    'docs/reference.md': formatReference(),
  }
}
