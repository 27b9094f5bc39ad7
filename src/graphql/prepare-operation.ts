import { typeFromAST } from 'graphql'
import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { LRUCache } from 'lru-cache'

import type { Catalog } from '../model/catalog.js'
import { compilePlan, lettersOf } from '../paths/read-plan.js'
import type { CompiledPlan } from '../paths/read-plan.js'
import type { Plan } from '../plan/plan.js'
import { createShaper } from '../plan/shape-result.js'
import type { ShapeResult } from '../plan/shape-result.js'
import type { Fragments } from './fragments.js'
import { formOf } from './given.js'
import type { Variables } from './given.js'
import { planOperation } from './plan-operation.js'

/** An operation as it comes from a client: parsed, valid, its variables coerced. */
export interface Operation {
  readonly operation: OperationDefinitionNode
  readonly fragments: Fragments
  readonly variables: Variables
}

/** What is made of an operation once, and serves every request for it whose variables have the same form. */
export interface Prepared {
  /** Another one for each document and form. */
  readonly key: string
  readonly plan: Plan
  readonly compiled: CompiledPlan
  readonly shape: ShapeResult
  /** Whether something in it does not come from the graph. */
  readonly introspective: boolean
  /** What it takes to keep, about. */
  readonly bytes: number
}

/** What all plans that are kept may take, in bytes. */
const BYTES_KEPT = 100_000_000
/** One that takes more is made anew each time, so that no client pushes out the rest by forms that never come again. */
const BYTES_OF_ONE = 2_000_000
/** A field takes 300 to 900 bytes for each kind that it was read for, with its place in the plan and its shaper. */
const BYTES_OF_A_FIELD = 900
/** A letter of a statement, with the filters and orders that it was made of. */
const BYTES_OF_A_LETTER = 10

/** Plans and compiles operations, and keeps what it made. */
export class OperationPreparer {
  readonly #ground: { readonly schema: GraphQLSchema; readonly catalog: Catalog }
  /** A document that was parsed anew is another one. */
  readonly #numbers = new WeakMap<OperationDefinitionNode, number>()
  #documents = 0
  readonly #kept = new LRUCache<string, Prepared>({
    maxSize: BYTES_KEPT,
    maxEntrySize: BYTES_OF_ONE,
    sizeCalculation: ({ bytes }) => bytes,
  })

  constructor(ground: { readonly schema: GraphQLSchema; readonly catalog: Catalog }) {
    this.#ground = ground
  }

  /** Fails where the operation asks for what cannot be planned. */
  prepare({ operation, fragments, variables }: Operation): Prepared {
    const { schema, catalog } = this.#ground
    const key = `${this.#numberOf(operation)} ${formOfVariables(schema, operation, variables)}`
    const kept = this.#kept.get(key)
    if (kept) return kept
    const { plan, introspective, fields } = planOperation(operation, { schema, catalog, fragments, variables })
    const compiled = compilePlan(plan)
    const bytes = BYTES_OF_A_LETTER * (key.length + lettersOf(compiled)) + BYTES_OF_A_FIELD * fields
    const prepared = { key, plan, introspective, compiled, shape: createShaper(plan), bytes }
    this.#kept.set(key, prepared)
    return prepared
  }

  #numberOf(operation: OperationDefinitionNode): number {
    const known = this.#numbers.get(operation)
    if (known !== undefined) return known
    this.#documents += 1
    this.#numbers.set(operation, this.#documents)
    return this.#documents
  }
}

function formOfVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): string {
  const definitions = operation.variableDefinitions ?? []
  return definitions
    .map(({ variable, type }) =>
      formOf(variables[variable.name.value], typeFromAST(schema, type as never) as unknown as GraphQLInputType),
    )
    .join(';')
}
