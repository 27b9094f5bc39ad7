import type { Run } from '../store/store.js'
import { carryOutJudgements } from './fold.js'
import { project } from './project.js'
import type { Projection } from './project.js'

/** Computes what shows of entities, and carries out what is judged of them; answers with why some judgements are not. */
export async function computeView(
  run: Run,
  touched: readonly string[],
  projection: Projection,
): Promise<readonly string[]> {
  const refusals: string[] = []
  for (let open = touched; open.length > 0;) {
    const done = await carryOutJudgements(run, open)
    refusals.push(...done.refusals)
    // What registers call an entity is known by then, and a judgement may have waited for it; origins may be otherwise.
    open = await project(run, done.entities, projection)
  }
  return refusals
}
