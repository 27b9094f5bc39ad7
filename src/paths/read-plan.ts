import { Failure } from '../errors.js'
import { bind } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import { compileWalk } from '../plan/compile-walk.js'
import type { WalkTemplates } from '../plan/compile-walk.js'
import { compile } from '../plan/compile.js'
import type { Template } from '../plan/compile.js'
import type { Plan, Walk } from '../plan/plan.js'
import type { WalkTree } from '../plan/shape-walk.js'
import type { ReadOptions, Row, Run, Store } from '../store/store.js'
import { walkGraph } from './walk.js'

/** The statements of a plan: of each root field its walk, and what fetches its slots. */
export interface Reading {
  readonly steps: readonly Step[]
}

interface Step {
  readonly key: string
  readonly walk: { readonly walk: Walk; readonly templates: WalkTemplates } | null
  /** Null where nothing is fetched. */
  readonly fetch: Template | null
}

/** What the store answered: rows of each root field that fetches, what walks found, and walks that found no answer. */
interface Answers {
  readonly rows: readonly (readonly Row[])[]
  readonly walks: ReadonlyMap<string, WalkTree | null>
  readonly failures: ReadonlyMap<string, Failure>
}

/** Compiles all statements of a plan. */
export function compileReading(plan: Plan): Reading {
  const templates = compile(plan).values()
  const steps = plan.roots.map((root): Step => {
    const { key, walk, slots } = root
    const fetch = slots.length === 0 ? null : (templates.next().value ?? null)
    return { key, walk: walk ? { walk, templates: compileWalk({ ...root, walk }) } : null, fetch }
  })
  return { steps }
}

/** Reads all root fields from one snapshot: at once, or in steps where a walk must be done before. */
export async function readPlan(
  { steps }: Reading,
  { store, request, options }: { readonly store: Store; readonly request: Request; readonly options: ReadOptions },
): Promise<Answers> {
  if (steps.some(({ walk }) => walk)) return store.readInSteps((run) => readInSteps(steps, run, request), options)
  const statements = steps.flatMap(({ fetch }) => (fetch ? [bind(fetch, request)] : []))
  const rows = statements.length === 0 ? [] : await store.read(statements, options)
  return { rows, walks: new Map(), failures: new Map() }
}

async function readInSteps(steps: readonly Step[], run: Run, request: Request): Promise<Answers> {
  const rows: (readonly Row[])[] = []
  const walks = new Map<string, WalkTree | null>()
  const failures = new Map<string, Failure>()
  for (const { key, walk, fetch } of steps) {
    const walked = walk ? await walkGraph(walk.walk, walk.templates, { run, request }).catch(undecided) : null
    if (walked instanceof Failure) failures.set(key, walked)
    const tree = walked === null || walked instanceof Failure ? null : walked.tree
    if (walk) walks.set(key, tree)
    if (!fetch) continue
    if (walked === null) rows.push(await run(bind(fetch, request)))
    else if (walked instanceof Failure || tree === null) rows.push([])
    else rows.push(await run(bind(fetch, { ...request, walked: { ...walked, tree: null } })))
  }
  return { rows, walks, failures }
}

/** A search that was cut leaves its own field without an answer, and no other. */
function undecided(error: unknown): Failure {
  if (error instanceof Failure && error.code === 'PATH_SEARCH_CUT') return error
  throw error
}
