import type { ApolloServerPlugin, BaseContext } from '@apollo/server'
import { Kind, parse } from 'graphql'
import type {
  ArgumentNode,
  DirectiveNode,
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql'

import type { Limits } from '../config.js'
import { Failure } from '../errors.js'

/** How large a document is, with its fragments put in place. */
interface Extent {
  /** Levels of fields: `{ company { name } }` has two. */
  readonly depth: number
  readonly fields: number
  readonly aliases: number
  /** Levels of lists and objects in a value that is written into the document. */
  readonly valueDepth: number
}

/** The four limits of a document; each is also a setting. */
type DocumentLimits = Pick<Limits, 'depth' | 'fields' | 'aliases' | 'jsonDepth'>

const NOTHING: Extent = { depth: 0, fields: 0, aliases: 0, valueDepth: 0 }

/** The tools' question for the whole schema is 15 levels deep; it must not depend on a server's own limit. */
const INTROSPECTION_DEPTH = 20

/**
 * Refuses a document that is too large before graphql-js validates it, which can cost more than the square of its
 * size. Apollo lets a plugin refuse only after validation, so a refused document gives way to one that is trivial
 * to validate and is remembered under the refused one's text; the refusal follows when its operation is resolved.
 */
export function limitDocuments<Context extends BaseContext>(limits: DocumentLimits): ApolloServerPlugin<Context> {
  const refusals = new WeakMap<DocumentNode, Failure>()
  return {
    async requestDidStart() {
      return {
        async parsingDidStart(request) {
          return async (error) => {
            const document = request.document
            const refusal = error || !document ? null : refuseDocument(document, limits)
            if (!refusal) return
            const stub = parse('{ __typename }', { noLocation: true })
            refusals.set(stub, refusal)
            Object.assign(request, { document: stub })
          }
        },
        async didResolveOperation({ document }) {
          const refusal = refusals.get(document)
          if (refusal) throw refusal
        },
      }
    },
  }
}

/** The first limit that a document breaks, or null. */
export function refuseDocument(document: DocumentNode, limits: DocumentLimits): Failure | null {
  const { depth, fields, aliases, valueDepth } = measureDocument(document)
  if (depth > limits.depth) return tooLarge('QUERY_TOO_DEEP', 'depth', [limits.depth, depth])
  if (valueDepth > limits.jsonDepth) return tooLarge('QUERY_TOO_DEEP', 'valueDepth', [limits.jsonDepth, valueDepth])
  if (aliases > limits.aliases) return tooLarge('TOO_MANY_ALIASES', 'aliases', [limits.aliases, aliases])
  if (fields > limits.fields) return tooLarge('TOO_MANY_FIELDS', 'fields', [limits.fields, fields])
  return null
}

const WORDS = {
  depth: 'levels of fields',
  valueDepth: 'levels of nested values',
  aliases: 'aliases',
  fields: 'fields',
} as const

function tooLarge(
  code: 'QUERY_TOO_DEEP' | 'TOO_MANY_ALIASES' | 'TOO_MANY_FIELDS',
  limit: keyof typeof WORDS,
  [allowed, asked]: readonly [number, number],
): Failure {
  const message = `The document has ${asked} ${WORDS[limit]}; at most ${allowed} are allowed.`
  return new Failure(code, message, { facts: { limit, allowed, asked } })
}

/** Measures all operations of a document together, and the fragments that none of them uses. */
export function measureDocument(document: DocumentNode): Extent {
  const measure = new Measure(document)
  const operations: Extent[] = []
  for (const each of document.definitions) {
    if (each.kind === Kind.OPERATION_DEFINITION) operations.push(measure.operation(each))
  }
  // Validation walks these too. They come last, so that those that are in use are known by then.
  const unused: Extent[] = []
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION && !measure.isKnown(each)) unused.push(measure.fragment(each))
  }
  return sum([...operations, ...unused])
}

/** Each fragment is measured once, however often it is spread: a chain of fragments can double at every link. */
class Measure {
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
  readonly #known = new Map<FragmentDefinitionNode, Extent>()

  constructor(document: DocumentNode) {
    for (const each of document.definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(each.name.value, each)
    }
  }

  isKnown(fragment: FragmentDefinitionNode): boolean {
    return this.#known.has(fragment)
  }

  operation({ selectionSet, directives, variableDefinitions = [] }: OperationDefinitionNode): Extent {
    const values = variableDefinitions.map(({ defaultValue, directives: own }) =>
      Math.max(defaultValue ? depthOfValue(defaultValue) : 0, depthOfValues([], own)),
    )
    const valueDepth = Math.max(0, depthOfValues([], directives), ...values)
    return sum([this.#selections(selectionSet), { ...NOTHING, valueDepth }])
  }

  fragment(fragment: FragmentDefinitionNode): Extent {
    const known = this.#known.get(fragment)
    if (known) return known
    // A fragment inside itself counts nothing here: validation refuses it.
    this.#known.set(fragment, NOTHING)
    const own = { ...NOTHING, valueDepth: depthOfValues([], fragment.directives) }
    const extent = sum([this.#selections(fragment.selectionSet), own])
    this.#known.set(fragment, extent)
    return extent
  }

  #selections({ selections }: SelectionSetNode): Extent {
    return sum(selections.map((each) => this.#selection(each)))
  }

  #selection(node: SelectionNode): Extent {
    if (node.kind === Kind.FIELD) {
      const inner = node.selectionSet ? this.#selections(node.selectionSet) : NOTHING
      const depth = inner.depth + 1
      const isSchema = node.name.value === '__schema' || node.name.value === '__type'
      return {
        depth: isSchema && depth <= INTROSPECTION_DEPTH ? 1 : depth,
        fields: inner.fields + 1,
        aliases: inner.aliases + (node.alias ? 1 : 0),
        valueDepth: Math.max(inner.valueDepth, depthOfValues(node.arguments, node.directives)),
      }
    }
    const own = { ...NOTHING, valueDepth: depthOfValues([], node.directives) }
    if (node.kind === Kind.INLINE_FRAGMENT) return sum([this.#selections(node.selectionSet), own])
    const fragment = this.#fragments.get(node.name.value)
    return fragment ? sum([this.fragment(fragment), own]) : own
  }
}

function sum(extents: readonly Extent[]): Extent {
  const total: { -readonly [key in keyof Extent]: Extent[key] } = { ...NOTHING }
  for (const { depth, fields, aliases, valueDepth } of extents) {
    total.depth = Math.max(total.depth, depth)
    total.valueDepth = Math.max(total.valueDepth, valueDepth)
    // Doubling fragments pass every number; the figure stays one that JSON can carry.
    total.fields = Math.min(total.fields + fields, Number.MAX_SAFE_INTEGER)
    total.aliases = Math.min(total.aliases + aliases, Number.MAX_SAFE_INTEGER)
  }
  return total
}

function depthOfValues(values: readonly ArgumentNode[] = [], directives: readonly DirectiveNode[] = []): number {
  let deepest = 0
  for (const { value } of values) deepest = Math.max(deepest, depthOfValue(value))
  for (const { arguments: own = [] } of directives) deepest = Math.max(deepest, depthOfValues(own))
  return deepest
}

function depthOfValue(value: ValueNode): number {
  let inner = 0
  if (value.kind === Kind.LIST) for (const each of value.values) inner = Math.max(inner, depthOfValue(each))
  else if (value.kind === Kind.OBJECT)
    for (const each of value.fields) inner = Math.max(inner, depthOfValue(each.value))
  else return 0
  return inner + 1
}
