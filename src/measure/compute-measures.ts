import { UndirectedGraph } from 'graphology'
import louvain from 'graphology-communities-louvain'
import pagerank from 'graphology-metrics/centrality/pagerank.js'

/** An entity at an end of an edge. */
interface End {
  readonly id: string
  readonly slug: string
}

/** Two entities that an edge ties. */
export interface Tie {
  readonly from: End
  readonly to: End
}

/** What is measured of one entity. */
export interface Measured {
  readonly id: string
  readonly degree: number
  readonly pageRank: number
  readonly community: string
}

const DAMPING = 0.85
const RESOLUTION = 1
/** Louvain visits nodes in a random order; the same seed makes it the same order on every engine and every day. */
const SEED = 1
/** Enough for the slowest to settle; the library refuses to answer with what has not. */
const ITERATIONS = 1000
/** Digits that are shown: more would be noise of the last step. */
const DIGITS = 9

/** By what the measures are computed, in words. */
export const METHOD = `graphology: degree, PageRank (damping ${DAMPING}), Louvain (resolution ${RESOLUTION}, seed ${SEED})`

/**
 * Measures entities by the ties between them: however many edges tie two, and whichever way they lie, that is one tie.
 * The outcome does not depend on the order in which ties come.
 */
export function computeMeasures(ties: readonly Tie[]): readonly Measured[] {
  const ends = new Map(ties.flatMap(({ from, to }) => [from, to]).map((end) => [end.id, end]))
  const graph = new UndirectedGraph({ allowSelfLoops: false })
  for (const id of [...ends.keys()].toSorted()) graph.addNode(id)
  for (const [a, b] of pairsOf(ties)) graph.addUndirectedEdge(a, b)
  if (graph.order === 0) return []
  const ranks = pagerank(graph, { alpha: DAMPING, maxIterations: ITERATIONS, getEdgeWeight: null })
  const numbers = louvain(graph, { rng: createRandom(SEED), resolution: RESOLUTION, getEdgeWeight: null })
  const all = graph.nodes().map((id) => ({
    id,
    slug: ends.get(id)?.slug ?? '',
    degree: graph.degree(id),
    pageRank: Number((ranks[id] ?? 0).toPrecision(DIGITS)),
    number: numbers[id] ?? 0,
  }))
  const names = namesOf(all)
  return all.map(({ id, degree, pageRank, number }) => ({ id, degree, pageRank, community: names.get(number) ?? '' }))
}

/** Two entities once, the one with the lower id first; what is tied to itself is not tied. */
function pairsOf(ties: readonly Tie[]): readonly (readonly [string, string])[] {
  const pairs = ties
    .filter(({ from, to }) => from.id !== to.id)
    .map(({ from, to }): [string, string] => (from.id < to.id ? [from.id, to.id] : [to.id, from.id]))
  const unique = new Map(pairs.map((pair) => [pair.join(' '), pair]))
  return [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair)
}

interface Numbered {
  readonly slug: string
  readonly pageRank: number
  readonly number: number
}

/** A community is called after its member with the highest rank, of equal ones the first slug: numbers change with every run. */
function namesOf(all: readonly Numbered[]): ReadonlyMap<number, string> {
  const first = new Map<number, Numbered>()
  for (const each of all) {
    const known = first.get(each.number)
    const isBefore =
      !known || each.pageRank > known.pageRank || (each.pageRank === known.pageRank && each.slug < known.slug)
    if (isBefore) first.set(each.number, each)
  }
  return new Map([...first].map(([number, { slug }]) => [number, slug]))
}

/** Numbers from 0 to 1 that only the seed decides (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
