import { loadBatch } from '../../src/ingest/load-files.js'
import { pathTypes } from '../../src/graphql/walk-fields.js'
import { createSchema } from '../../src/graphql/schema.js'
import { randomBatch } from '../support/agreement-batch.js'
import { copyGraph } from '../support/agreement-graph.js'
import type { Graph, GraphEdge } from '../support/agreement-graph.js'
import { Random } from '../support/agreement-random.js'
import { openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'
import { PathOracle, claimsOf, decidingClaim, printWay } from '../support/path-oracle.js'
import { randomForms, randomSeeds } from '../support/random-seeds.js'
import { RESTRICTING, butOne, randomRestriction } from '../support/walk-forms.js'

const { catalog } = createSchema()
const CHOICES = {
  kinds: catalog.kinds.get('Entity')?.members ?? [],
  types: [...pathTypes(catalog).keys()],
  days: ['2021-06-01', '2025-01-15', '2025-01-30', '2024-12-31'],
  sieves: [butOne],
}
const PATH =
  'length steps { node { slug name } edge { type direction modality confidence claims(orderBy: [{ id: ASC }]) { nodes { id } } } } weakest { id }'

interface Question {
  readonly oracle: PathOracle
  readonly variables: Tree
}

const FORMS = randomForms({ few: 5, many: 300 }, (random) => randomRestriction(random, CHOICES))

/** A random question: its variables, and an oracle that lets pass the same. */
function ask(graph: Graph, random: Random): Question {
  const slugs = graph.nodes
    .flatMap(({ labels, properties }) => (labels.has('Entity') ? [String(properties['slug'])] : []))
    .toSorted()
  const { variables, passing } = random.pick(FORMS)(random, slugs)
  return {
    oracle: new PathOracle(graph, passing),
    variables: { from: random.pick(slugs), to: random.pick(slugs), ...variables },
  }
}

describe.each(randomSeeds(3))('on the random graph %i, what is found is what trying everything finds', (seed) => {
  let graph: OpenGraph
  let copy: Graph
  const random = new Random(seed)
  const decides = (edge: GraphEdge): string => decidingClaim(edge, copy)
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
      const wanted = oracle.paths(from, to, 4).map((way) => printWay(from, way, decides))
      const found: unknown[] = []
      for (let after: unknown, pages = 0; pages < 4; pages += 1) {
        const { paths } = (await graph.read(
          `query ($from: String!, $to: String!, $after: String, ${RESTRICTING.variables}) { paths(from: { slug: $from }, to: { slug: $to }, maxHops: 4, first: 7, after: $after, ${RESTRICTING.given}) {
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
        `query ($from: String!, $to: String!, ${RESTRICTING.variables}) {
          HOPS: shortestPath(from: { slug: $from }, to: { slug: $to }, maxHops: 4, ${RESTRICTING.given}) { ${PATH} }
          CERTAINTY: shortestPath(from: { slug: $from }, to: { slug: $to }, maxHops: 4, by: CERTAINTY, ${RESTRICTING.given}) { ${PATH} }
        }`,
        variables,
      )
      for (const by of ['HOPS', 'CERTAINTY']) {
        const way = oracle.shortest(ways, by)
        expect(answer[by]).toEqual(way && printWay(from, way, decides))
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
          `query ($from: String!, $to: String!, $after: String, ${RESTRICTING.variables}) {
            reachable(from: { slug: $from }, maxHops: 3, first: 9, after: $after, where: { not: { slug: { eq: $to } } }, ${RESTRICTING.given}) {
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

  test('a neighbourhood: its nodes in their order, all edges between them in theirs, what was left out', async () => {
    for (const { oracle, variables } of questions(25)) {
      const of = oracle.entity(String(variables['from']))
      const size = random.pick([1, 4, 9, 200])
      const depth = random.pick([1, 2, 3])
      const distances = oracle.distances(of, depth)
      const nodes = oracle.neighbourhood(of, depth, size)
      const { neighbourhood, withoutEdges } = (await graph.read(
        `query ($from: String!, $depth: Int, $size: Int, ${RESTRICTING.variables}) {
          neighbourhood(of: { slug: $from }, depth: $depth, first: $size, ${RESTRICTING.given}) {
            of { slug } complete nodesLeftOut edgesLeftOut
            nodes { node { slug } distance edgeCount }
            edges { type from { slug } to { slug } claims(orderBy: [{ id: ASC }]) { nodes { id } } }
          }
          withoutEdges: neighbourhood(of: { slug: $from }, depth: $depth, first: $size, ${RESTRICTING.given}) {
            of { slug } nodesLeftOut nodes { node { slug } distance edgeCount }
          } }`,
        { ...variables, to: undefined, depth, size },
      )) as { neighbourhood: Tree; withoutEdges: Tree }
      const edges = oracle.between(nodes, distances).map((edge) => ({
        type: edge.type,
        from: { slug: edge.from.properties['slug'] },
        to: { slug: edge.to.properties['slug'] },
        claims: { nodes: claimsOf(edge).map((id) => ({ id })) },
      }))
      const shown = edges.slice(0, 5 * size)
      expect(neighbourhood).toMatchObject({
        of: { slug: variables['from'] },
        nodes: nodes.map((node) => ({
          node: { slug: node.properties['slug'] },
          distance: distances.get(node),
          edgeCount: oracle.edgeCount(node),
        })),
        edges: shown,
        complete: nodes.length === distances.size && shown.length === edges.length,
        nodesLeftOut: distances.size - nodes.length,
        edgesLeftOut: edges.length - shown.length,
      })
      // Then it does not look at the edges themselves.
      expect(neighbourhood).toMatchObject(withoutEdges)
    }
  })
})
