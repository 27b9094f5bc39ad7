import type { GraphQLSchema } from 'graphql'

import type { Limits } from '../config.js'
import { Failure } from '../errors.js'
import type { Catalog } from '../model/catalog.js'
import { readPlan } from '../paths/read-plan.js'
import type { Walked } from '../paths/read-plan.js'
import { instantOf, readRef } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import { checkCost } from '../plan/cost.js'
import type { Pins, Plan } from '../plan/plan.js'
import { PromiseBroken } from '../plan/promise.js'
import type { ShapeResult } from '../plan/shape-result.js'
import type { Candidates } from '../search/find-entities.js'
import { KnownCards } from '../search/known-cards.js'
import type { CountriesByName } from '../search/meant-country.js'
import type { PlainValue, ReadOptions, Store } from '../store/store.js'
import { VersionedCache } from './versioned-cache.js'
import { lookFor } from './look-for.js'
import { OperationPreparer } from './prepare-operation.js'
import type { Operation, Prepared } from './prepare-operation.js'

/** The tree of an answer; `whole` when it is all that the operation asked for and keeps the schema's promises. */
export interface Answer {
  readonly tree: Readonly<Record<string, unknown>>
  readonly whole: boolean
  /** The moments that were asked about, by the key of the root field. */
  readonly moments: Readonly<Record<string, Told>> | null
}

/** A moment as it was used, in the form in which it can be sent again. */
interface AsOf {
  /** Null where no day was named, which is not the same for edges as the day of `known`. */
  readonly valid: PlainValue
  readonly known: string
  readonly clock: string
}

/** The moment of a root field, or the two of a difference. */
type Told = AsOf | Readonly<Record<'from' | 'to', AsOf>>

/** What was read in one go for an operation. */
interface Taken {
  readonly request: Request
  readonly answers: Awaited<ReturnType<typeof readPlan>>
  /** Whether all of it is of one version of the graph. */
  readonly isOfOne: boolean
}

interface Ground {
  readonly schema: GraphQLSchema
  readonly catalog: Catalog
  readonly store: Store
  readonly limits: Limits
  readonly now: () => Date
}

/** How many entities lists that were found by words have together, and walks nodes, edges and parts of answers, each some hundred bytes. */
const ROWS_KEPT = 200_000

/** How often an operation is read: once by what is known, and then while a write comes between what it finds and reads. */
const ATTEMPTS = 4

/** The whole road of a query: document, plan, statements, store, rows, tree. What a document needs is planned once. */
export class Answering {
  readonly #ground: Ground
  readonly #preparer: OperationPreparer
  readonly #known = {
    cards: new KnownCards(),
    lists: new VersionedCache<Candidates>({ most: ROWS_KEPT, parts: ({ candidates }) => candidates.length }),
    countries: new VersionedCache<CountriesByName>({ most: ROWS_KEPT, parts: ({ size }) => size }),
    walks: new VersionedCache<Walked>({ most: ROWS_KEPT, parts: partsOf }),
  }

  constructor(ground: Ground) {
    this.#ground = ground
    this.#preparer = new OperationPreparer(ground)
  }

  /** Reads all root fields of an operation from one version of the graph, unless the signal says that nobody waits for it. */
  async answer(operation: Operation, signal?: AbortSignal): Promise<Answer> {
    const { limits, now } = this.#ground
    const prepared = this.#preparer.prepare(operation)
    const asked: Request = { variables: operation.variables, today: now().toISOString().slice(0, 10), limits }
    checkCost(prepared.plan, asked, limits.cost)
    const { request, answers } = await this.#take(prepared, asked, signal)
    const { rows, walked } = answers
    const walks = new Map([...walked].map(([key, found]) => [key, found instanceof Failure ? null : found.tree]))
    const { tree, whole } = this.#shape(prepared, rows, { ...request, walks })
    const failures = [...walked].filter(([, found]) => found instanceof Failure)
    // The general executor takes an error in the place of a value for the failure of that field alone.
    for (const [key, failure] of failures) tree[key] = failure
    return { tree, whole: whole && failures.length === 0, moments: momentsOf(prepared.plan, request) }
  }

  /** Within the time of the request; what was found before is taken as it is first, and then checked. */
  async #take(prepared: Prepared, asked: Request, signal: AbortSignal | undefined): Promise<Taken> {
    const { timeoutMs } = this.#ground.limits
    const end = Date.now() + timeoutMs
    const left = (): ReadOptions => ({ timeoutMs: Math.max(1, end - Date.now()), ...(signal && { signal }) })
    try {
      let taken = await this.#takeOnce(prepared, asked, { left, isTrusting: true })
      for (let attempt = 1; attempt < ATTEMPTS && !taken.isOfOne; attempt += 1)
        taken = await this.#takeOnce(prepared, asked, { left, isTrusting: false })
      return taken
    } catch (error) {
      throw isTimeout(error) ? new Failure(error.code, error.message, timeoutDetails(error, timeoutMs)) : error
    }
  }

  async #takeOnce(
    { key, plan, compiled }: Prepared,
    asked: Request,
    { left, isTrusting }: { readonly left: () => ReadOptions; readonly isTrusting: boolean },
  ): Promise<Taken> {
    const { store } = this.#ground
    const { found, known, read } = await lookFor(plan, asked, { store, known: this.#known, left, isTrusting })
    const request = { ...asked, found }
    const { walks } = this.#known
    const walkKey = compiled.walks ? JSON.stringify([key, asked.today, asked.variables]) : ''
    const walk = isTrusting ? walks.get(walkKey) : undefined
    const told: (string | null)[] = []
    const options = { ...left(), onVersion: (version: string | null) => told.push(version) }
    const answers = await readPlan(compiled, { store, request, options, known: walk?.value })
    const isFetched = answers.rows.length > 0
    // What fetches nothing would not learn of the next version.
    if (compiled.walks && !walk && isFetched) walks.keep(walkKey, answers.walked, told[0])
    const version = isFetched ? told[0] : read[0]
    const versions = [...known, ...(walk ? [walk.version] : []), ...read]
    // What cannot be told is not known to be the same.
    return { request, answers, isOfOne: versions.every((each) => each !== null && each === version) }
  }

  #shape(
    { shape, introspective }: Prepared,
    ...[rows, request]: Parameters<ShapeResult>
  ): { readonly tree: ReturnType<ShapeResult>; readonly whole: boolean } {
    try {
      return { tree: shape(rows, request), whole: !introspective }
    } catch (error) {
      if (!(error instanceof PromiseBroken)) throw error
      return { tree: shape(rows, { ...request, loose: true }), whole: false }
    }
  }
}

function isTimeout(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'OPERATION_TIMED_OUT'
}

/** A store is told what is left of the time; a client is told what it had. */
function timeoutDetails({ details }: Failure, timeoutMs: number): Failure['details'] {
  return details.facts ? { ...details, facts: { ...details.facts, allowed: timeoutMs } } : details
}

function partsOf(walked: Walked): number {
  return [...walked.values()].reduce(
    (sum, found) =>
      sum + (found instanceof Failure ? 0 : found.nodes.length + found.edges.length + objectsIn(found.tree)),
    0,
  )
}

/** How many objects a part of an answer is made of. */
function objectsIn(part: PlainValue): number {
  if (part === null || typeof part !== 'object') return 0
  const own: readonly PlainValue[] = Array.isArray(part) ? part : Object.values(part)
  return own.reduce<number>((sum, each) => sum + objectsIn(each), 1)
}

function momentsOf({ roots }: Plan, request: Request): Answer['moments'] {
  const asOf = (pins: Pins): AsOf => ({
    valid: pins.valid && readRef(pins.valid, request),
    known: instantOf(pins, request),
    clock: pins.clock,
  })
  const told = new Map<string, Told>()
  for (const { key, pins, between } of roots) {
    if (between) told.set(key, { from: asOf(between.from), to: asOf(between.to) })
    else if (pins) told.set(key, asOf(pins))
  }
  return told.size === 0 ? null : Object.fromEntries(told)
}
