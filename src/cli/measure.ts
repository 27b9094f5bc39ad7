import { measure as measureGraph } from '../measure/measure.js'
import type { Surroundings } from './surroundings.js'
import { withStore } from './with-store.js'

/** Measures the place of each entity in the graph, and writes it on the entity with the time and the method. */
export async function measure(surroundings: Surroundings): Promise<void> {
  await withStore(surroundings, async (store, taken) => {
    const { entities, edges, of } = await measureGraph(store, new Date().toISOString())
    surroundings.print(`Measured ${entities} entities by ${edges} of ${of} edges ${taken()}.`)
  })
}
