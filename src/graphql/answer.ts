import { typeFromAST } from 'graphql'
import type { FragmentDefinitionNode, GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql'

import type { Limits } from '../config.js'
import { Failure } from '../errors.js'
import type { Catalog } from '../model/catalog.js'
import { compileReading, readPlan } from '../paths/read-plan.js'
import type { Reading, Walked } from '../paths/read-plan.js'
import { dayOf, knownOf } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import { checkCost } from '../plan/cost.js'
import type { Plan } from '../plan/plan.js'
import { PromiseBroken, createShaper } from '../plan/shape-result.js'
import type { ShapeResult } from '../plan/shape-result.js'
import type { Candidates } from '../search/find-entities.js'
import { KnownCards } from '../search/known-cards.js'
import type { ReadOptions, Store } from '../store/store.js'
import { formOf } from './given.js'
import type { Variables } from './given.js'
import { Known } from './known.js'
import { lookFor } from './look-for.js'
import { planOperation } from './plan-operation.js'

/** An operation as it comes from a client: parsed, valid, its variables coerced. */
export interface Operation {
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Variables
}

/** The tree of an answer; `whole` when it is all that the operation asked for and keeps the schema's promises. */
export interface Answer {
  readonly tree: Readonly<Record<string, unknown>>
  readonly whole: boolean
  /** The moments that were asked about, by the key of the root field. */
  readonly moments: Readonly<Record<string, AsOf>> | null
}

/** A moment as it was used. */
interface AsOf {
  readonly valid: string
  readonly known: string
  readonly clock: string
}

interface Ready {
  /** Another one for each. */
  readonly number: number
  readonly plan: Plan
  readonly reading: Reading
  readonly shape: ShapeResult
  readonly introspective: boolean
}

interface Read {
  readonly request: Request
  readonly answers: Awaited<ReturnType<typeof readPlan>>
  /** Whether all of it is of one version of the graph, as far as it was found before. */
  readonly holds: boolean
}

interface Ground {
  readonly schema: GraphQLSchema
  readonly catalog: Catalog
  readonly store: Store
  readonly limits: Limits
  readonly now: () => Date
}

/** Plans of one document that are kept; a client that sends ever new forms of variables pushes out its own only. */
const FORMS_PER_DOCUMENT = 100

/** How many entities lists that were found by words have together, and walks with their edges, each some hundred bytes. */
const ROWS_KEPT = 200_000

/** The whole road of a query: document, plan, statements, store, rows, tree. What a document needs is planned once. */
export class Answering {
  readonly #ground: Ground
  readonly #known = {
    cards: new KnownCards(),
    lists: new Known<Candidates>({ most: ROWS_KEPT, parts: ({ candidates }) => candidates.length }),
    walks: new Known<Walked>({ most: ROWS_KEPT, parts: partsOf }),
  }
  readonly #ready = new WeakMap<OperationDefinitionNode, Map<string, Ready>>()
  #readied = 0

  constructor(ground: Ground) {
    this.#ground = ground
  }

  /** Reads all root fields of an operation from one snapshot. */
  async answer(operation: Operation): Promise<Answer> {
    const { limits, now } = this.#ground
    const ready = this.#prepare(operation)
    const asked: Request = { variables: operation.variables, today: now().toISOString().slice(0, 10), limits }
    checkCost(ready.plan, asked, limits.cost)
    const end = Date.now() + limits.timeoutMs
    const left = (): ReadOptions => ({ timeoutMs: Math.max(1, end - Date.now()) })
    const read = (isTrusting: boolean): Promise<Read> => this.#read(ready, asked, { left, isTrusting })
    const hopeful = await read(true)
    const { request, answers } = hopeful.holds ? hopeful : await read(false)
    const { rows, walked } = answers
    const walks = new Map([...walked].map(([key, found]) => [key, found instanceof Failure ? null : found.tree]))
    const { tree, whole } = this.#shape(ready, rows, { ...request, walks })
    const failures = [...walked].filter(([, found]) => found instanceof Failure)
    // The general executor takes an error in the place of a value for the failure of that field alone.
    for (const [key, failure] of failures) tree[key] = failure
    return { tree, whole: whole && failures.length === 0, moments: momentsOf(ready.plan, request) }
  }

  /** What is found and what is fetched of it; what was found before is taken as it is, and then checked. */
  async #read(
    { number, plan, reading }: Ready,
    asked: Request,
    { left, isTrusting }: { readonly left: () => ReadOptions; readonly isTrusting: boolean },
  ): Promise<Read> {
    const { store } = this.#ground
    const { found, versions } = await lookFor(plan, asked, { store, known: this.#known, left, isTrusting })
    const request = { ...asked, found }
    const { walks } = this.#known
    const key = reading.walks ? JSON.stringify([number, asked.today, asked.variables]) : ''
    const known = isTrusting ? walks.get(key) : undefined
    const [read, from]: [string[], string[]] = [[], known ? [...versions, known.version] : [...versions]]
    const options = { ...left(), onVersion: (version: string) => read.push(version) }
    const answers = await readPlan(reading, { store, request, options, known: known?.value })
    // What fetches nothing would not learn of the next version.
    if (reading.walks && !known && answers.rows.length > 0) walks.keep(key, answers.walked, read[0])
    return { request, answers, holds: from.every((version) => version === read[0]) }
  }

  #shape(
    { shape, introspective }: Ready,
    ...[rows, request]: Parameters<ShapeResult>
  ): { readonly tree: ReturnType<ShapeResult>; readonly whole: boolean } {
    try {
      return { tree: shape(rows, request), whole: !introspective }
    } catch (error) {
      if (!(error instanceof PromiseBroken)) throw error
      return { tree: shape(rows, { ...request, loose: true }), whole: false }
    }
  }

  #prepare({ operation, fragments, variables }: Operation): Ready {
    const { schema, catalog } = this.#ground
    const known = this.#ready.get(operation) ?? new Map<string, Ready>()
    this.#ready.set(operation, known)
    const form = formOfVariables(schema, operation, variables)
    const found = known.get(form)
    if (found) return found
    const { plan, introspective } = planOperation(operation, { schema, catalog, fragments, variables })
    const ready = {
      number: (this.#readied += 1),
      plan,
      introspective,
      reading: compileReading(plan),
      shape: createShaper(plan),
    }
    if (known.size >= FORMS_PER_DOCUMENT) known.delete(known.keys().next().value ?? '')
    known.set(form, ready)
    return ready
  }
}

function partsOf(walked: Walked): number {
  return [...walked.values()].reduce(
    (sum, found) => sum + (found instanceof Failure ? 0 : found.nodes.length + found.edges.length),
    0,
  )
}

function momentsOf({ roots }: Plan, request: Request): Answer['moments'] {
  const pinned = roots.flatMap(({ key, pins }) =>
    pins === null
      ? []
      : [[key, { valid: dayOf(pins, request), known: knownOf(pins, request), clock: pins.clock }] as const],
  )
  return pinned.length === 0 ? null : Object.fromEntries(pinned)
}

function formOfVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): string {
  const definitions = operation.variableDefinitions ?? []
  return definitions
    .map(({ variable, type }) =>
      formOf(variables[variable.name.value], typeFromAST(schema, type as never) as unknown as GraphQLInputType),
    )
    .join(';')
}
