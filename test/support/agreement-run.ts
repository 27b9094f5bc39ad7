import { GraphQLError, Kind, execute, getVariableValues } from 'graphql'
import type { DocumentNode, ExecutionResult, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql'

import { DEFAULT_LIMITS } from '../../src/config.js'
import { createDossier } from '../../src/graphql/dossier.js'
import type { Dossier, RequestContext } from '../../src/graphql/dossier.js'
import { planOperation } from '../../src/graphql/plan-operation.js'
import { createSchema } from '../../src/graphql/schema.js'
import { bind } from '../../src/plan/bind.js'
import type { Request } from '../../src/plan/bind.js'
import { compile } from '../../src/plan/compile.js'
import { estimateCost } from '../../src/plan/cost.js'
import type { Plan } from '../../src/plan/plan.js'
import { createShaper } from '../../src/plan/shape-result.js'
import type { Store } from '../../src/store/store.js'
import type { Graph } from './agreement-graph.js'
import { findAll } from './agreement-search.js'
import { walkPlan } from './agreement-oracle.js'

/** The moment at which every operation is asked, so that what is current stays the same. */
const NOW = new Date('2025-01-20T12:00:00Z')

export type Variables = Readonly<Record<string, unknown>>
export type Tree = Readonly<Record<string, unknown>>

/** An answer as a client gets it, and whether graphql-js had to make it. */
export interface Answered {
  readonly result: ExecutionResult
  readonly fast: boolean
}

/** The whole server over a store, without HTTP, and without haste: many operations wait for one engine. */
export function serve(store: Store): Dossier {
  return createDossier({ store, limits: { ...DEFAULT_LIMITS, timeoutMs: 600_000 }, now: () => NOW })
}

/** Sends an operation the way Apollo Server does: first to the plugin, then, if that has no answer, to graphql-js. */
export async function ask(dossier: Dossier, document: DocumentNode, variables: Variables): Promise<Answered> {
  const contextValue: RequestContext = { requestId: 'agreement' }
  const listener = await dossier.plugin.requestDidStart?.({} as never)
  const request = { document, operation: operationOf(document), request: { variables }, contextValue }
  const response = await listener?.responseForOperation?.(request as never)
  if (response?.body.kind === 'single') return { result: response.body.singleResult as ExecutionResult, fast: true }
  return { result: await general(dossier, document, { variables, contextValue }), fast: false }
}

/** Lets graphql-js answer from a tree that is there already. */
export async function askGeneral(
  dossier: Dossier,
  document: DocumentNode,
  at: { readonly variables: Variables; readonly tree: Tree },
): Promise<ExecutionResult> {
  const contextValue: RequestContext = { requestId: 'agreement', answer: async () => at.tree }
  return general(dossier, document, { variables: at.variables, contextValue })
}

async function general(
  { schema, fieldResolver }: Dossier,
  document: DocumentNode,
  at: { variables: Variables; contextValue: RequestContext },
): Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    variableValues: at.variables,
    contextValue: at.contextValue,
    fieldResolver: fieldResolver as never,
  })
}

/** An operation with its plan and all that a request brings to it. */
export interface Prepared {
  readonly plan: Plan
  readonly request: Request
}

/** Plans an operation; the plan is what the oracle walks. */
export function prepare(document: DocumentNode, variables: Variables): Prepared {
  const { schema, catalog } = createSchema()
  const operation = operationOf(document)
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  if (!coerced) throw new GraphQLError(errors.join('\n'))
  const fragments = Object.fromEntries(
    document.definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each]),
  )
  const { plan } = planOperation(operation, { schema, catalog, fragments, variables: coerced })
  return { plan, request: { variables: coerced, today: NOW.toISOString().slice(0, 10), limits: DEFAULT_LIMITS } }
}

/** Whether the server would refuse the operation for its cost. */
export function isTooCostly({ plan, request }: Prepared): boolean {
  return estimateCost(plan, request) > DEFAULT_LIMITS.cost
}

/** The tree that the oracle expects. */
export function expected({ plan, request }: Prepared, graph: Graph): Tree {
  const found = { ...request, found: findAll(plan, graph, request) }
  return createShaper(plan)(walkPlan(plan, graph, found), found)
}

/** The statements of an operation, to be read when a test fails. */
export function statementsOf({ plan, request }: Prepared): string {
  return compile(plan)
    .map((template) => `${template.text}\n-- ${JSON.stringify(bind(template, request).params)}`)
    .join('\n\n')
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const found = document.definitions.find(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  )
  if (!found) throw new Error('The document has no operation')
  return found
}
