import { neo4jOfTests } from './open-store.js'

/**
 * Whether statements are planned by a server, which takes it up to seconds for each text. There a test takes few forms of
 * questions and asks each of them often.
 */
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
