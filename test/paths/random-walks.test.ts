import { loadBatch } from '../../src/ingest/load-files.js'
import { pathTypes } from '../../src/graphql/walk-fields.js'
import { createSchema } from '../../src/graphql/schema.js'
import { kindWord } from '../../src/model/kind-words.js'
import { randomBatch } from '../support/agreement-batch.js'
import { copyGraph } from '../support/agreement-graph.js'
import type { Graph, GraphEdge } from '../support/agreement-graph.js'
import { Random } from '../support/agreement-random.js'
import { openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'
import { PathOracle, claimsOf, printWay } from '../support/path-oracle.js'

const { catalog } = createSchema()
const TYPES = [...pathTypes(catalog).keys()]
const MODALITIES = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']
const CONFIDENCES = ['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']
const FILTERS =
  '$kinds: [KindName!], $types: [EdgeType!], $direction: PathDirection, $minModality: Modality, $minConfidence: ConfidenceLevel, $validOn: Date, $through: EntityWhere'
const GIVEN =
  'kinds: $kinds, types: $types, direction: $direction, minModality: $minModality, minConfidence: $minConfidence, validOn: $validOn, through: $through'
const PATH =
  'length steps { node { slug } edge { type direction modality confidence claims(orderBy: [{ id: ASC }]) { nodes { id } } } } weakest { id }'

interface Question {
  readonly oracle: PathOracle
  readonly variables: Tree
}

/** A random question: its variables, and an oracle that lets pass the same. */
function ask(graph: Graph, random: Random): Question {
  const slugs = graph.nodes
    .flatMap(({ labels, properties }) => (labels.has('Entity') ? [String(properties['slug'])] : []))
    .toSorted()
  const kinds = catalog.kinds.get('Entity')?.members ?? []
  const maybe = <Value>(chance: number, make: () => Value): Value | undefined =>
    random.chance(chance) ? make() : undefined
  const chosenKinds = maybe(0.2, () => random.some(kinds, Math.ceil(kinds.length * 0.7)))
  const types = maybe(0.2, () => random.some(TYPES, Math.ceil(TYPES.length * 0.7)))
  const minModality = maybe(0.2, () => random.pick(MODALITIES))
  const minConfidence = maybe(0.2, () => random.pick(CONFIDENCES))
  const validOn = maybe(0.2, () => random.pick(['2021-06-01', '2025-01-15', '2025-01-30', '2024-12-31']))
  const shunned = maybe(0.2, () => random.pick(slugs))
  const direction = random.pick(['IN', 'OUT', 'ANY', 'ANY'] as const)
  const passes = (edge: GraphEdge): boolean => {
    const text = (column: string): string => String(edge.properties[column] ?? '')
    return (
      (!minModality || MODALITIES.indexOf(text('modality')) <= MODALITIES.indexOf(minModality)) &&
      (!minConfidence || CONFIDENCES.indexOf(text('confidence')) <= CONFIDENCES.indexOf(minConfidence)) &&
      (!validOn ||
        ((text('since_from') === '' || text('since_from') <= validOn) &&
          (text('until_to') === '' || text('until_to') >= validOn)))
    )
  }
  const oracle = new PathOracle(graph, {
    direction,
    edge: passes,
    node: ({ properties }) =>
      (!chosenKinds || chosenKinds.includes(String(properties['nodeKind']))) && properties['slug'] !== shunned,
  })
  oracle.isOfType = ({ type }) => (types ?? TYPES).includes(type)
  return {
    oracle,
    variables: {
      from: random.pick(slugs),
      to: random.pick(slugs),
      kinds: chosenKinds?.map(kindWord),
      types,
      minModality,
      minConfidence,
      validOn,
      direction: random.chance(0.5) || direction !== 'ANY' ? direction : undefined,
      through: shunned && { not: { slug: { eq: shunned } } },
    },
  }
}

describe.each([1, 2, 3])('on the random graph %i, what is found is what trying everything finds', (seed) => {
  let graph: OpenGraph
  let copy: Graph
  const random = new Random(seed)
  const questions = (count: number): Question[] => Array.from({ length: count }, () => ask(copy, random))

  beforeAll(async () => {
    graph = await openGraph()
    await loadBatch(graph.store, randomBatch(catalog, random), () => undefined, '2026-01-01T00:00:00.000Z')
    copy = await copyGraph(graph.store)
  })
  afterAll(() => graph.close())

  test('paths, page by page, and their number', async () => {
    let met = 0
    for (const { oracle, variables } of questions(25)) {
      const [from, to] = [oracle.entity(String(variables['from'])), oracle.entity(String(variables['to']))]
      const wanted = oracle.paths(from, to, 4).map((way) => printWay(from, way, copy))
      const found: unknown[] = []
      for (let after: unknown, pages = 0; pages < 4; pages += 1) {
        const { paths } = (await graph.read(
          `query ($from: String!, $to: String!, $after: String, ${FILTERS}) { paths(from: { slug: $from }, to: { slug: $to }, maxHops: 4, first: 7, after: $after, ${GIVEN}) {
            totalCount complete nodes { ${PATH} } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
          { ...variables, after },
        )) as { paths: { nodes: unknown[]; totalCount: number; complete: boolean; pageInfo: Tree } }
        found.push(...paths.nodes)
        expect([paths.totalCount, paths.complete]).toEqual([wanted.length, true])
        expect(paths.pageInfo).toMatchObject({
          hasNextPage: found.length < wanted.length,
          hasPreviousPage: after !== undefined,
        })
        if (!paths.pageInfo['hasNextPage']) break
        after = paths.pageInfo['endCursor']
      }
      expect(found).toEqual(wanted.slice(0, 28))
      met += found.length
    }
    expect(met).toBeGreaterThan(10)
  })

  test('the shortest path, by hops and by certainty', async () => {
    let met = 0
    for (const { oracle, variables } of questions(25)) {
      const [from, to] = [oracle.entity(String(variables['from'])), oracle.entity(String(variables['to']))]
      const ways = oracle.paths(from, to, 4)
      const answer = await graph.read(
        `query ($from: String!, $to: String!, ${FILTERS}) {
          HOPS: shortestPath(from: { slug: $from }, to: { slug: $to }, maxHops: 4, ${GIVEN}) { ${PATH} }
          CERTAINTY: shortestPath(from: { slug: $from }, to: { slug: $to }, maxHops: 4, by: CERTAINTY, ${GIVEN}) { ${PATH} }
        }`,
        variables,
      )
      for (const by of ['HOPS', 'CERTAINTY']) {
        const way = oracle.shortest(ways, by)
        expect(answer[by]).toEqual(way && printWay(from, way, copy))
        if (way) met += 1
      }
    }
    expect(met).toBeGreaterThan(3)
  })

  test('what is reachable, page by page, with its distance', async () => {
    let met = 0
    for (const { oracle, variables } of questions(25)) {
      const from = oracle.entity(String(variables['from']))
      const wanted = [...oracle.distances(from, 3)]
        .filter(([node]) => node !== from && node.properties['slug'] !== variables['to'])
        .toSorted(([a, x], [b, y]) => x - y || (a.key < b.key ? -1 : 1))
        .map(([node, distance]) => ({ node: { slug: node.properties['slug'] }, distance }))
      const found: unknown[] = []
      for (let after: unknown; ;) {
        const { reachable } = (await graph.read(
          `query ($from: String!, $to: String!, $after: String, ${FILTERS}) {
            reachable(from: { slug: $from }, maxHops: 3, first: 9, after: $after, where: { not: { slug: { eq: $to } } }, ${GIVEN}) {
              totalCount complete edges { node { slug } distance } pageInfo { hasNextPage endCursor } } }`,
          { ...variables, after },
        )) as { reachable: { edges: unknown[]; totalCount: number; complete: boolean; pageInfo: Tree } }
        found.push(...reachable.edges)
        expect([reachable.totalCount, reachable.complete]).toEqual([wanted.length, true])
        if (!reachable.pageInfo['hasNextPage']) break
        after = reachable.pageInfo['endCursor']
      }
      expect(found).toEqual(wanted)
      met += found.length
    }
    expect(met).toBeGreaterThan(20)
  })

  test('a neighbourhood: its nodes in their order, all edges between them, what was left out', async () => {
    for (const { oracle, variables } of questions(25)) {
      const of = oracle.entity(String(variables['from']))
      const size = random.pick([1, 4, 9, 200])
      const depth = random.pick([1, 2, 3])
      const distances = oracle.distances(of, depth)
      const nodes = oracle.neighbourhood(of, depth, size)
      const { neighbourhood } = (await graph.read(
        `query ($from: String!, $depth: Int, $size: Int, ${FILTERS}) {
          neighbourhood(of: { slug: $from }, depth: $depth, first: $size, ${GIVEN}) {
            of { slug } complete nodesLeftOut edgesLeftOut
            nodes { node { slug } distance edgeCount }
            edges { type from { slug } to { slug } claims(orderBy: [{ id: ASC }]) { nodes { id } } }
          } }`,
        { ...variables, to: undefined, depth, size },
      )) as { neighbourhood: Tree & { edges: unknown[] } }
      const edges = oracle.between(nodes).map((edge) => ({
        type: edge.type,
        from: { slug: edge.from.properties['slug'] },
        to: { slug: edge.to.properties['slug'] },
        claims: { nodes: claimsOf(edge).map((id) => ({ id })) },
      }))
      const shown = Math.min(edges.length, 5 * size)
      expect(neighbourhood).toMatchObject({
        of: { slug: variables['from'] },
        nodes: nodes.map((node) => ({
          node: { slug: node.properties['slug'] },
          distance: distances.get(node),
          edgeCount: oracle.edgeCount(node),
        })),
        complete: nodes.length === distances.size && shown === edges.length,
        nodesLeftOut: distances.size - nodes.length,
        edgesLeftOut: edges.length - shown,
      })
      const print = (list: readonly unknown[]): string[] => list.map((edge) => JSON.stringify(edge))
      expect(print(neighbourhood.edges)).toHaveLength(shown)
      expect(print(edges)).toEqual(expect.arrayContaining(print(neighbourhood.edges)))
    }
  })
})
