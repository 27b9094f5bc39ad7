import { brokenByData, meaningOf, notThere, parseDefinitions, type Definition } from './definitions.js'
import type { Row } from './store.js'

/** Runs one statement of ours outside any transaction: the engine's definitions are not part of one. */
export type RunDefinition = (text: string) => Promise<readonly Row[]>

type ShownConstraint = { readonly label: string; readonly properties: string }
type ShownIndex = { readonly name: string; readonly label: string; readonly property: string }

/** Makes the definitions that the embedded engine lacks; nobody may write meanwhile. */
export async function prepareEmbedded(texts: readonly string[], run: RunDefinition): Promise<void> {
  const wanted = parseDefinitions(texts)
    .filter(({ kind }) => kind !== 'text')
    .flatMap(withIndex)
  const before = await meaningsThere(run)
  const missing = wanted.filter((definition) => !before.has(meaningOf(definition)))
  if (missing.length === 0) return
  for (const definition of missing) {
    // The engine takes a constraint that the data breaks already, without a word.
    if (definition.kind === 'unique' && (await isBroken(definition, run))) throw brokenByData(definition)
    await run(definition.text)
  }
  const after = await meaningsThere(run)
  for (const definition of missing) if (!after.has(meaningOf(definition))) throw notThere(definition)
}

/** A constraint of this engine makes no index, and a MERGE without one reads the whole label. */
function withIndex(definition: Definition): readonly Definition[] {
  if (definition.kind !== 'unique') return [definition]
  const { name, label, properties } = definition
  const subject = properties.map((property) => `n.${property}`).join(', ')
  const text = `CREATE INDEX ${name}_index IF NOT EXISTS FOR (n:${label}) ON (${subject})`
  return [definition, { ...definition, kind: 'index', name: `${name}_index`, text }]
}

async function meaningsThere(run: RunDefinition): Promise<ReadonlySet<string>> {
  const meanings = new Set<string>()
  const constraints = (await run('SHOW CONSTRAINTS')) as unknown as readonly ShownConstraint[]
  for (const { label, properties } of constraints) {
    meanings.add(meaningOf({ kind: 'unique', name: '', label, properties: properties.split(/, ?/) }))
  }
  // An index on several properties comes as one row for each, under one name.
  const indexes = new Map<string, { readonly label: string; readonly properties: string[] }>()
  for (const { name, label, property } of (await run('SHOW INDEXES')) as unknown as readonly ShownIndex[]) {
    const index = indexes.get(`${name} ${label}`) ?? { label, properties: [] }
    index.properties.push(property)
    indexes.set(`${name} ${label}`, index)
  }
  for (const { label, properties } of indexes.values())
    meanings.add(meaningOf({ kind: 'index', name: '', label, properties }))
  return meanings
}

async function isBroken({ label, properties }: Definition, run: RunDefinition): Promise<boolean> {
  const values = properties.map((property) => `n.${property}`)
  const present = values.map((value) => `${value} IS NOT NULL`).join(' AND ')
  const keys = values.map((value, i) => `${value} AS v${i}`).join(', ')
  const doubles = await run(
    `MATCH (n:${label}) WHERE ${present} WITH ${keys}, count(*) AS uses WHERE uses > 1 RETURN uses AS uses LIMIT 1`,
  )
  return doubles.length > 0
}
