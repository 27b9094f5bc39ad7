import { createSchema } from '../../src/graphql/schema.js'
import { checkRequests, expectNone } from '../support/agreement-check.js'
import { randomOperation } from '../support/agreement-operations.js'
import { Random } from '../support/agreement-random.js'
import { Values, poolsOf } from '../support/agreement-values.js'
import { openRandomWorld } from '../support/agreement-world.js'
import { isPlanningDear, randomSeeds } from '../support/random-seeds.js'

/** Of one graph. An engine plans a document once, and that is what takes time: one is asked for again and again. */
const DOCUMENTS = isPlanningDear ? 8 : 30
const REQUESTS = isPlanningDear ? 40 : 25

test.each(randomSeeds(3))(
  'on random graph %i every engine answers random operations as a naive walk does',
  async (seed) => {
    const { schema } = createSchema()
    const random = new Random(seed)
    const world = await openRandomWorld(random.fork())
    const pools = poolsOf(world.graph)
    try {
      const operations = Array.from({ length: DOCUMENTS }, () =>
        randomOperation(schema, random.fork(), new Values(pools, random.fork())),
      )
      const tallies = await Promise.all(
        operations.map((operation) => checkRequests(operation, world, { random: random.fork(), most: REQUESTS })),
      )
      expectNone(tallies.flatMap(({ disagreements }) => disagreements))
      const sum = (key: 'asked' | 'telling'): number => tallies.reduce((total, tally) => total + tally[key], 0)
      // Documents that are asked for but once, or answers without anything in them, would show nothing.
      expect(sum('asked')).toBeGreaterThan(10 * DOCUMENTS)
      expect(sum('telling')).toBeGreaterThan(sum('asked') / 5)
    } finally {
      await world.close()
    }
  },
  300_000,
)
