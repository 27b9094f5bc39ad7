import { opposite } from '../plan/compile-walk.js'
import { EDGES_OF_A_NODE } from './explorer.js'
import type { Explorer } from './explorer.js'
import { Heap } from './heap.js'
import { Gathering } from './walk-result.js'
import type { WalkResult } from './walk-result.js'
import { spread } from './spread.js'
import { compareLinks, otherEnd } from './subgraph.js'
import type { Direction, Link, Subgraph } from './subgraph.js'

interface Asked {
  /** Null when it is not there: then there is nothing around it. */
  readonly of: string | null
  readonly depth: number
  readonly direction: Direction
  /** How many entities are shown, the one in the middle among them. */
  readonly size: number
  /** How many edges are shown for each of them on average; null when none is wanted. */
  readonly edgesOfNode: number | null
}

type Distances = ReadonlyMap<string, number>

/** The entities around one, the most important first, with the edges between them. */
export async function findNeighbourhood(explorer: Explorer, asked: Asked): Promise<WalkResult> {
  const { of, depth, direction, size, edgesOfNode } = asked
  const gathering = new Gathering(explorer)
  const distances = of === null ? new Map<string, number>() : await spread(explorer, of, depth)
  await explorer.measure(distances.keys())
  const nodes = grow(explorer, distances, { direction, size })
  const links = edgesOfNode === null ? [] : await linksBetween(explorer, nodes, { distances, depth, direction })
  const shown = links.slice(0, (edgesOfNode ?? 0) * size)
  return gathering.found({
    of: of === null ? null : gathering.node(of),
    nodes: nodes.map((id) => ({
      node: gathering.node(id),
      distance: distances.get(id) ?? 0,
      edgeCount: explorer.degree(id),
    })),
    edges: shown.map((link) => gathering.edge(link, { from: gathering.node(link.from), to: gathering.node(link.to) })),
    nodesLeftOut: distances.size - nodes.length,
    edgesLeftOut: links.length - shown.length,
    ...gathering.completeness(nodes.length === distances.size && shown.length === links.length),
  })
}

/**
 * From the middle outward: each time the most important of the nodes that hang on what is there already, so that
 * every node that is shown hangs together with the middle over nodes that are shown.
 */
function grow(
  explorer: Explorer,
  distances: Distances,
  { direction, size }: { readonly direction: Direction; readonly size: number },
): readonly string[] {
  const shown: string[] = []
  const open = new Heap((node, other) => isBefore(explorer, node, other))
  const met = new Set<string>()
  const meet = (node: string): void => {
    if (!met.has(node)) open.add(node)
    met.add(node)
  }
  const [middle] = distances.keys()
  if (middle !== undefined) meet(middle)
  for (let next = open.take(); next !== undefined && shown.length < size; next = open.take()) {
    shown.push(next)
    const farther = (distances.get(next) ?? 0) + 1
    for (const link of explorer.graph.around(next, direction)) {
      const other = otherEnd(link, next)
      if (distances.get(other) === farther) meet(other)
    }
  }
  return shown
}

function isBefore(explorer: Explorer, a: string, b: string): boolean {
  const [degreeOfA, degreeOfB] = [explorer.degree(a), explorer.degree(b)]
  return degreeOfA > degreeOfB || (degreeOfA === degreeOfB && a < b)
}

/** All edges between the nodes: first those by which each hangs on the middle, then the surer, then by id. */
async function linksBetween(
  explorer: Explorer,
  nodes: readonly string[],
  { distances, depth, direction }: Pick<Asked, 'depth' | 'direction'> & { readonly distances: Distances },
): Promise<readonly Link[]> {
  const isKnown = (node: string): boolean =>
    direction === 'ANY' && (distances.get(node) ?? 0) < depth && !explorer.cut.has(node)
  const dense = nodes.filter((node) => explorer.degree(node) > EDGES_OF_A_NODE)
  // An edge is found from either of its ends, so that of the dense nodes the densest need not be followed.
  const [densest] = dense.toSorted((a, b) => explorer.degree(b) - explorer.degree(a))
  const followed = nodes.filter((node) => node !== densest && !isKnown(node))
  await explorer.link(followed, { others: nodes, direction: 'ANY' })
  const kept = new Set(nodes)
  const links = [...explorer.graph.links.values()].filter(({ from, to }) => kept.has(from) && kept.has(to))
  const hanging = hangingLinks(explorer.graph, nodes, { distances, direction })
  return links.toSorted((a, b) => Number(hanging.has(b)) - Number(hanging.has(a)) || compareLinks(a, b))
}

/** Of each node the surest link by which one comes to it from a node that is nearer to the middle. */
function hangingLinks(
  graph: Subgraph,
  nodes: readonly string[],
  { distances, direction }: { readonly distances: Distances; readonly direction: Direction },
): ReadonlySet<Link> {
  const kept = new Set(nodes)
  const nearer = (node: string, other: string): boolean =>
    kept.has(other) && (distances.get(other) ?? 0) < (distances.get(node) ?? 0)
  const links = nodes.flatMap(
    (node) => graph.around(node, opposite(direction)).find((link) => nearer(node, otherEnd(link, node))) ?? [],
  )
  return new Set(links)
}
