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
}

/** The letters of all statements that are kept together; a plan with its statements takes some ten bytes for each. */
const LETTERS_KEPT = 10_000_000
/** One with more is made anew each time, so that no client pushes out the rest by forms that never come again. */
const LETTERS_OF_ONE = 200_000

/** Plans and compiles operations, and keeps what it made. */
export class OperationPreparer {
  readonly #ground: { readonly schema: GraphQLSchema; readonly catalog: Catalog }
  /** A document that was parsed anew is another one. */
  readonly #numbers = new WeakMap<OperationDefinitionNode, number>()
  #documents = 0
  readonly #kept = new LRUCache<string, Prepared>({
    maxSize: LETTERS_KEPT,
    maxEntrySize: LETTERS_OF_ONE,
    sizeCalculation: ({ key, compiled }) => key.length + lettersOf(compiled),
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
    const { plan, introspective } = planOperation(operation, { schema, catalog, fragments, variables })
    const prepared = { key, plan, introspective, compiled: compilePlan(plan), shape: createShaper(plan) }
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
