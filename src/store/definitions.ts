import { Failure, invariant } from '../errors.js'

/** A constraint or an index that `prepare` makes, taken apart so that it can be compared with what is there. */
export interface Definition {
  readonly kind: 'unique' | 'index' | 'text'
  readonly name: string
  readonly label: string
  readonly properties: readonly string[]
  readonly text: string
}

const UNIQUE = /^CREATE CONSTRAINT (\w+) IF NOT EXISTS FOR \((\w+):(\w+)\) REQUIRE (.+) IS UNIQUE$/
const INDEX = /^CREATE INDEX (\w+) IF NOT EXISTS FOR \((\w+):(\w+)\) ON \((.+)\)$/
/** Properties that hold words with a space between two; the words are taken as they are. */
const TEXT =
  /^CREATE FULLTEXT INDEX (\w+) IF NOT EXISTS FOR \((\w+):(\w+)\) ON EACH \[(.+)\] OPTIONS \{indexConfig: \{`fulltext\.analyzer`: 'whitespace'\}\}$/
const FORMS: Readonly<Record<Definition['kind'], RegExp>> = { unique: UNIQUE, index: INDEX, text: TEXT }

/**
 * Reads the forms that are known, each definition once, the constraints first: an index that stands before
 * the constraint on the same property would keep Neo4j from making the constraint.
 */
export function parseDefinitions(texts: readonly string[]): readonly Definition[] {
  const byMeaning = new Map<string, Definition>()
  for (const text of texts) {
    const definition = parseDefinition(text.trim().replace(/\s+/g, ' '))
    if (!byMeaning.has(meaningOf(definition))) byMeaning.set(meaningOf(definition), definition)
  }
  const all = [...byMeaning.values()]
  return [...all.filter(({ kind }) => kind === 'unique'), ...all.filter(({ kind }) => kind !== 'unique')]
}

/** What a definition is about, without its name: two that mean the same serve each other. A text index is asked by its name. */
export function meaningOf({ kind, name, label, properties }: Omit<Definition, 'text'>): string {
  return `${kind} ${kind === 'text' ? `${name} ` : ''}${label}(${properties.join(', ')})`
}

/** The definition in words, for a sentence to a person. */
export function describeDefinition({ kind, label, properties }: Definition): string {
  const what = properties.map((property) => `${label}.${property}`).join(' with ')
  if (kind === 'unique') return `the rule that ${what} is unique`
  return `the ${kind === 'text' ? 'text index' : 'index'} on ${what}`
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
  const kinds = Object.keys(FORMS) as Definition['kind'][]
  const kind = kinds.find((each) => FORMS[each].test(text))
  invariant(kind, `"${text}" is no definition that is known`)
  const [, name, variable, label, subject] = FORMS[kind].exec(text) ?? []
  invariant(name && variable && label && subject, `"${text}" is no definition that is known`)
  const properties = subject
    .replace(/^\((.*)\)$/, '$1')
    .split(',')
    .map((part) => part.trim().replace(`${variable}.`, ''))
  invariant(
    properties.every((property) => /^\w+$/.test(property)),
    `"${text}" names a property in a form that is not known`,
  )
  return { kind, name, label, properties, text }
}
