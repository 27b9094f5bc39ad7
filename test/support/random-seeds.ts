import { Random } from './agreement-random.js'
import { neo4jOfTests } from './open-store.js'

/** Whether statements are planned by a server, which takes it up to seconds for each text. */
export const isPlanningDear = neo4jOfTests() !== null

/**
 * The seeds of the random graphs that a test takes: so many of the embedded engine, on a server one of its own.
 * Others, or more of them: RANDOM_FROM=1000 RANDOM_GRAPHS=50 npx jest test/agreement
 */
export function randomSeeds(usual: number): number[] {
  const from = Number(process.env['RANDOM_FROM'] ?? (isPlanningDear ? 101 : 1))
  const count = Number(process.env['RANDOM_GRAPHS'] ?? (isPlanningDear ? 1 : usual))
  return Array.from({ length: count }, (_, i) => from + i)
}

/** Forms of questions, of which a test takes few where planning is dear, and asks each of them often; the same in each run. */
export function randomForms<Form>(
  { few, many }: { few: number; many: number },
  make: (random: Random) => Form,
): Form[] {
  const random = new Random(randomSeeds(1)[0] ?? 0)
  return Array.from({ length: isPlanningDear ? few : many }, () => make(random))
}
