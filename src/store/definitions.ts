import { Failure, invariant } from '../errors.js'

/** A constraint or an index that `prepare` makes, taken apart so that it can be compared with what is there. */
export interface Definition {
  readonly kind: 'unique' | 'index'
  readonly name: string
  readonly label: string
  readonly properties: readonly string[]
  readonly text: string
}

const UNIQUE = /^CREATE CONSTRAINT (\w+) IF NOT EXISTS FOR \((\w+):(\w+)\) REQUIRE (.+) IS UNIQUE$/
const INDEX = /^CREATE INDEX (\w+) IF NOT EXISTS FOR \((\w+):(\w+)\) ON \((.+)\)$/

/**
 * Reads the two forms that every engine takes, each once, the constraints first: an index that stands before
 * the constraint on the same property would keep Neo4j from making the constraint.
 */
export function parseDefinitions(texts: readonly string[]): readonly Definition[] {
  const byMeaning = new Map<string, Definition>()
  for (const text of texts) {
    const definition = parseDefinition(text.trim().replace(/\s+/g, ' '))
    if (!byMeaning.has(meaningOf(definition))) byMeaning.set(meaningOf(definition), definition)
  }
  const all = [...byMeaning.values()]
  return [...all.filter(({ kind }) => kind === 'unique'), ...all.filter(({ kind }) => kind === 'index')]
}

/** What a definition is about, without its name: two that mean the same serve each other. */
export function meaningOf(definition: Pick<Definition, 'kind' | 'label' | 'properties'>): string {
  return `${definition.kind} ${definition.label}(${definition.properties.join(', ')})`
}

/** The definition in words, for a sentence to a person. */
export function describeDefinition({ kind, label, properties }: Definition): string {
  const what = properties.map((property) => `${label}.${property}`).join(' with ')
  return kind === 'unique' ? `the rule that ${what} is unique` : `the index on ${what}`
}

/** The failure of a rule that the data in the graph breaks already. */
export function brokenByData(definition: Definition, cause?: unknown): Failure {
  return new Failure(
    'STORE_CONFLICT',
    `The graph breaks ${describeDefinition(definition)}: some value stands on several nodes. Remove the duplicates, or load the graph anew.`,
    { cause },
  )
}

/** The failure of a definition that is not there although it was made. */
export function notThere(definition: Definition, cause?: unknown): Failure {
  return new Failure(
    'STORE_CONFLICT',
    `The graph could not make ${describeDefinition(definition)}, named ${definition.name}: something else of that name or for that property is in its place. Drop that, then start again.`,
    { cause },
  )
}

function parseDefinition(text: string): Definition {
  const [, name, variable, label, subject] = UNIQUE.exec(text) ?? INDEX.exec(text) ?? []
  invariant(name && variable && label && subject, `"${text}" is no definition that every engine takes`)
  const properties = subject
    .replace(/^\((.*)\)$/, '$1')
    .split(',')
    .map((part) => part.trim().replace(`${variable}.`, ''))
  invariant(
    properties.every((property) => /^\w+$/.test(property)),
    `"${text}" names a property in a form that is not known`,
  )
  return { kind: UNIQUE.test(text) ? 'unique' : 'index', name, label, properties, text }
}
