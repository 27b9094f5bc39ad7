import { Failure } from '../errors.js'
import { bind } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import { compileWalk } from '../plan/compile-walk.js'
import type { WalkTemplates } from '../plan/compile-walk.js'
import { compile } from '../plan/compile.js'
import type { Template } from '../plan/compile.js'
import type { Plan, Walk } from '../plan/plan.js'
import type { ReadOptions, Row, Run, Statement, Store } from '../store/store.js'
import { NOTHING } from './walk-result.js'
import type { WalkResult } from './walk-result.js'
import { walkGraph } from './walk.js'

/** The statements of a plan: of each root field its walk, and what fetches its slots. */
export interface CompiledPlan {
  readonly steps: readonly Step[]
  /** Whether any of them walks. */
  readonly walks: boolean
}

interface Step {
  readonly key: string
  readonly walk: { readonly walk: Walk; readonly templates: WalkTemplates } | null
  /** Null where nothing is fetched. */
  readonly fetch: Template | null
}

/** What each walk of a plan found, by the key of its root field, or why it has no answer. */
export type Walked = ReadonlyMap<string, WalkResult | Failure>

/** What the store answered: rows of each root field that fetches, and what walks found. */
interface Answers {
  readonly rows: readonly (readonly Row[])[]
  readonly walked: Walked
}

/** Compiles all statements of a plan. */
export function compilePlan(plan: Plan): CompiledPlan {
  const templates = compile(plan).values()
  const steps = plan.roots.map((root): Step => {
    const { key, walk, slots } = root
    const fetch = slots.length === 0 ? null : (templates.next().value ?? null)
    return { key, walk: walk ? { walk, templates: compileWalk({ ...root, walk }) } : null, fetch }
  })
  return { steps, walks: steps.some(({ walk }) => walk) }
}

/** How long the texts of all statements are together. */
export function lettersOf({ steps }: CompiledPlan): number {
  const lengths = steps.map(({ walk, fetch }) => (fetch?.text.length ?? 0) + (walk ? lettersOfWalk(walk.templates) : 0))
  return lengths.reduce((sum, each) => sum + each, 0)
}

function lettersOfWalk({ ends, measure, follow, links, sift }: WalkTemplates): number {
  const templates = [ends, measure, follow.fromStart, follow.fromEnd, ...Object.values(links), sift]
  return templates.reduce((sum, each) => sum + (each?.text.length ?? 0), 0)
}

/** Reads all root fields from one snapshot: at once, or in steps where a walk must be done before that is not known. */
export async function readPlan(
  { steps, walks }: CompiledPlan,
  {
    store,
    request,
    options,
    known,
  }: {
    readonly store: Store
    readonly request: Request
    readonly options: ReadOptions
    readonly known: Walked | undefined
  },
): Promise<Answers> {
  if (walks && !known) return store.readInSteps((run) => readInSteps(steps, run, request), options)
  const walked: Walked = known ?? new Map()
  const statements = fetches(steps, walked, request)
  return { rows: statements.length === 0 ? [] : await store.read(statements, options), walked }
}

async function readInSteps(steps: readonly Step[], run: Run, request: Request): Promise<Answers> {
  const walked = new Map<string, WalkResult | Failure>()
  for (const { key, walk } of steps)
    if (walk) walked.set(key, await walkGraph(walk.walk, walk.templates, { run, request }).catch(undecided))
  const rows: (readonly Row[])[] = []
  for (const statement of fetches(steps, walked, request)) rows.push(await run(statement))
  return { rows, walked }
}

/** The statements that fetch what walks found, and what is asked for without one. */
function fetches(steps: readonly Step[], walked: Walked, request: Request): readonly Statement[] {
  return steps.flatMap(({ key, fetch }) => {
    if (!fetch) return []
    const found = walked.get(key)
    if (!found) return [bind(fetch, request)]
    const { nodes, edges, weakest } = found instanceof Failure ? NOTHING : found
    return [bind(fetch, { ...request, walked: { nodes, edges, weakest } })]
  })
}

/** A search that was cut leaves its own field without an answer, and no other. */
function undecided(error: unknown): Failure {
  if (error instanceof Failure && error.code === 'PATH_SEARCH_CUT') return error
  throw error
}
