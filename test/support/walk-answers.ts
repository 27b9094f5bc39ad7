import type { GraphEdge, GraphNode } from './agreement-graph.js'
import type { OpenGraph, Tree } from './open-graph.js'
import { claimsOf, printNode, printWay } from './path-oracle.js'
import type { PathOracle } from './path-oracle.js'
import { RESTRICTING } from './walk-forms.js'
import type { Sieve } from './walk-forms.js'

/** What a question of walks asks beside how the way is restricted. */
export interface Walks {
  readonly from: string
  readonly to: string
  readonly hops: number
  readonly depth: number
  readonly size: number
  readonly wanted: Sieve
}

const PAGES = 4
const ROWS = 5
const CUT = 'complete cutAt { slug }'
const EDGE = 'type direction modality confidence claims(orderBy: [{ id: ASC }]) { nodes { id } }'
const PATH = `length ${CUT} steps { node { slug name } edge { ${EDGE} } } weakest { id }`
const PAGE = `totalCount ${CUT} pageInfo { hasNextPage hasPreviousPage endCursor }`
const VARIABLES = `$asOf: AsOf, $trust: Trust, $from: String!, ${RESTRICTING.variables}`
const GIVEN = `asOf: $asOf, trust: $trust, ${RESTRICTING.given}`

const ASK_PATHS = `query ($to: String!, $hops: Int, $after: String, ${VARIABLES}) {
  list: paths(from: { slug: $from }, to: { slug: $to }, maxHops: $hops, first: ${ROWS}, after: $after, ${GIVEN}) { ${PAGE} rows: nodes { ${PATH} } } }`
const ASK_REACHABLE = `query ($hops: Int, $where: EntityWhere, $after: String, ${VARIABLES}) {
  list: reachable(from: { slug: $from }, maxHops: $hops, where: $where, first: ${ROWS}, after: $after, ${GIVEN}) { ${PAGE} rows: edges { distance node { slug name } } } }`
const ASK_OTHERS = `query ($to: String!, $hops: Int, $depth: Int, $size: Int, ${VARIABLES}) {
  shortest: shortestPath(from: { slug: $from }, to: { slug: $to }, maxHops: $hops, ${GIVEN}) { ${PATH} }
  surest: shortestPath(from: { slug: $from }, to: { slug: $to }, maxHops: $hops, by: CERTAINTY, ${GIVEN}) { ${PATH} }
  neighbourhood(of: { slug: $from }, depth: $depth, first: $size, ${GIVEN}) {
    of { slug name } nodesLeftOut edgesLeftOut ${CUT}
    nodes { distance edgeCount node { slug name } }
    edges { type modality confidence from { slug name } to { slug name } claims(orderBy: [{ id: ASC }]) { nodes { id } } }
  } }`

/** Asks all four fields that walk, of lists the first pages one by one. */
export async function askWalks(
  graph: OpenGraph,
  { wanted, ...walks }: Walks,
  restricting: Tree,
): Promise<Readonly<Record<string, unknown>>> {
  const variables = { ...walks, ...restricting, where: wanted.where }
  return {
    paths: await askPages(graph, ASK_PATHS, variables),
    reachable: await askPages(graph, ASK_REACHABLE, variables),
    ...(await graph.read(ASK_OTHERS, variables)),
  }
}

async function askPages(graph: OpenGraph, text: string, variables: Tree): Promise<readonly Tree[]> {
  const pages: Tree[] = []
  for (let after: unknown; pages.length < PAGES;) {
    const { list } = (await graph.read(text, { ...variables, after })) as { list: { readonly pageInfo: Tree } }
    const { endCursor, ...pageInfo } = list.pageInfo
    pages.push({ ...list, pageInfo })
    if (!pageInfo['hasNextPage']) break
    after = endCursor
  }
  return pages
}

const ALL = { complete: true, cutAt: [] }

/** What somebody answers who tries everything. */
export function naiveWalks(oracle: PathOracle, walks: Walks): Readonly<Record<string, unknown>> {
  const [from, to] = [oracle.find(walks.from), oracle.find(walks.to)]
  const ways = from && to ? oracle.paths(from, to, walks.hops) : []
  const print = (way: (typeof ways)[number]): Tree => ({ ...printWay(from as GraphNode, way, decides), ...ALL })
  const best = (by: string): Tree | null => {
    const way = oracle.shortest(ways, by)
    return way && print(way)
  }
  const reached = from ? [...oracle.distances(from, walks.hops)] : []
  const wanted = reached
    .filter(([node]) => node !== from && walks.wanted.passes(node))
    .toSorted(([a, x], [b, y]) => x - y || (a.key < b.key ? -1 : 1))
  return {
    paths: pagesOf(ways.map(print)),
    reachable: pagesOf(wanted.map(([node, distance]) => ({ distance, node: printNode(node) }))),
    shortest: best('HOPS'),
    surest: best('CERTAINTY'),
    neighbourhood: from ? naiveNeighbourhood(oracle, from, walks) : NO_NEIGHBOURHOOD,
  }
}

/** The claims of an edge of a moment have the deciding one first. */
function decides({ properties }: GraphEdge): string {
  return String((properties['claims'] as readonly string[])[0])
}

function pagesOf(rows: readonly Tree[]): readonly Tree[] {
  const count = Math.min(PAGES, Math.max(1, Math.ceil(rows.length / ROWS)))
  return Array.from({ length: count }, (_, i) => ({
    totalCount: rows.length,
    ...ALL,
    pageInfo: { hasNextPage: rows.length > (i + 1) * ROWS, hasPreviousPage: i > 0 },
    rows: rows.slice(i * ROWS, (i + 1) * ROWS),
  }))
}

const NO_NEIGHBOURHOOD = { of: null, nodesLeftOut: 0, edgesLeftOut: 0, ...ALL, nodes: [], edges: [] }

function naiveNeighbourhood(oracle: PathOracle, of: GraphNode, { depth, size }: Walks): Tree {
  const distances = oracle.distances(of, depth)
  const nodes = oracle.neighbourhood(of, depth, size)
  const edges = oracle.between(nodes, distances)
  const shown = edges.slice(0, 5 * size)
  return {
    of: printNode(of),
    nodesLeftOut: distances.size - nodes.length,
    edgesLeftOut: edges.length - shown.length,
    complete: nodes.length === distances.size && shown.length === edges.length,
    cutAt: [],
    nodes: nodes.map((node) => ({
      distance: distances.get(node),
      edgeCount: oracle.edgeCount(node),
      node: printNode(node),
    })),
    edges: shown.map((edge) => ({
      type: edge.type,
      modality: edge.properties['modality'],
      confidence: edge.properties['confidence'],
      from: printNode(edge.from),
      to: printNode(edge.to),
      claims: { nodes: claimsOf(edge).map((id) => ({ id })) },
    })),
  }
}
