import { Neo4jError } from 'neo4j-driver'
import { brokenByData, meaningOf, notThere, parseDefinitions, type Definition } from './definitions.js'
import type { Row } from './store.js'

/** How the definitions reach the server. */
export interface SchemaAccess {
  read(text: string): Promise<readonly Row[]>
  /** Makes them all in one transaction; `onRefusal` turns the driver's error for one of them into ours. */
  make(
    definitions: readonly Definition[],
    onRefusal: (definition: Definition, cause: unknown) => unknown,
  ): Promise<void>
}

/** An index over much data takes its time; beyond this something is wrong. */
const POPULATION_S = 600

/** Makes the definitions that the server lacks, and waits until their indexes can be used. */
export async function prepareNeo4j(texts: readonly string[], access: SchemaAccess): Promise<void> {
  const wanted = withoutCovered(parseDefinitions(texts))
  const before = await readSchema(access)
  const missing = wanted.filter((definition) => !before.meanings.has(meaningOf(definition)))
  if (missing.length === 0 && before.isOnline) return
  if (missing.length > 0) await access.make(missing, refusal)
  await access.read(`CALL db.awaitIndexes(${POPULATION_S})`)
  const after = await readSchema(access)
  for (const definition of wanted) if (!after.meanings.has(meaningOf(definition))) throw notThere(definition)
}

/** A unique constraint of Neo4j has its index with it. */
function withoutCovered(definitions: readonly Definition[]): readonly Definition[] {
  const unique = new Set(definitions.filter(({ kind }) => kind === 'unique').map(meaningOf))
  return definitions.filter(
    (definition) => definition.kind !== 'index' || !unique.has(meaningOf({ ...definition, kind: 'unique' })),
  )
}

async function readSchema(
  access: SchemaAccess,
): Promise<{ readonly meanings: ReadonlySet<string>; readonly isOnline: boolean }> {
  const [constraints, indexes] = await Promise.all([
    access.read(
      `SHOW CONSTRAINTS YIELD type, entityType, labelsOrTypes, properties
       WHERE entityType = 'NODE' AND (type CONTAINS 'UNIQUENESS' OR type = 'NODE_KEY')
       RETURN 'unique' AS kind, '' AS name, labelsOrTypes[0] AS label, properties AS properties`,
    ),
    access.read(
      `SHOW INDEXES YIELD name, type, entityType, state, labelsOrTypes, properties
       WHERE entityType = 'NODE' AND type IN ['RANGE', 'FULLTEXT'] AND state <> 'FAILED'
       RETURN CASE type WHEN 'RANGE' THEN 'index' ELSE 'text' END AS kind, name AS name, labelsOrTypes[0] AS label, properties AS properties, state AS state`,
    ),
  ])
  const meanings = [...constraints, ...indexes].map((row) => meaningOf(row as unknown as Definition))
  return { meanings: new Set(meanings), isOnline: indexes.every(({ state }) => state === 'ONLINE') }
}

function refusal(definition: Definition, cause: unknown): unknown {
  if (!(cause instanceof Neo4jError)) return cause
  if (cause.code === 'Neo.DatabaseError.Schema.ConstraintCreationFailed') return brokenByData(definition, cause)
  if (/^Neo\.ClientError\.Schema\.\w+AlreadyExists$/.test(cause.code)) return notThere(definition, cause)
  return cause
}
