import { rebuild as rebuildView } from '../ingest/rebuild.js'
import { today } from './surroundings.js'
import type { Surroundings } from './surroundings.js'
import { withStore } from './with-store.js'

/** Computes anew, from the claims in the graph, all that clients see. */
export async function rebuild(surroundings: Surroundings): Promise<void> {
  await withStore(surroundings, async (store, taken) => {
    const count = await rebuildView(store, today(), surroundings.tell)
    surroundings.print(`Computed ${count} entities anew from their claims ${taken()}.`)
  })
}
