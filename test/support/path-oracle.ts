import type { Graph, GraphEdge, GraphNode } from './agreement-graph.js'
import type { Tree } from './open-graph.js'

/** What a question of paths lets pass, in words of TypeScript. */
export interface Passing {
  readonly types: readonly string[]
  readonly direction: 'IN' | 'OUT' | 'ANY'
  readonly edge: (edge: GraphEdge) => boolean
  readonly node: (node: GraphNode) => boolean
}

/** One step over an edge, seen from where it is taken. */
interface Step {
  readonly edge: GraphEdge
  readonly to: GraphNode
}

type Way = readonly Step[]

type Distances = ReadonlyMap<GraphNode, number>

/** From the surest on. */
export const MODALITIES = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']
export const CONFIDENCES = ['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']

/** Answers questions of paths by trying everything on a copy of the graph. */
export class PathOracle {
  constructor(
    readonly graph: Graph,
    readonly passing: Passing,
  ) {}

  /** The entity of that slug where there is one. */
  find(slug: string): GraphNode | null {
    return (
      this.graph.nodes.find(({ labels, properties }) => labels.has('Entity') && properties['slug'] === slug) ?? null
    )
  }

  entity(slug: string): GraphNode {
    const found = this.find(slug)
    if (!found) throw new Error(`There is no entity ${slug}`)
    return found
  }

  /** Every way of at most so many steps that meets no node twice, in the documented order. */
  paths(from: GraphNode, to: GraphNode, most: number): Way[] {
    const found: Way[] = []
    const go = (way: Way, at: GraphNode): void => {
      if (at === to) {
        found.push(way)
        return
      }
      if (way.length === most) return
      const met = [from, ...way.map((step) => step.to)]
      for (const step of this.#steps(at)) {
        if (!met.includes(step.to) && (step.to === to || this.passing.node(step.to))) go([...way, step], step.to)
      }
    }
    go([], from)
    return found.toSorted(compareWays)
  }

  /** The best way by what is asked for. */
  shortest(ways: readonly Way[], by: string): Way | null {
    const worst = (way: Way): number => Math.max(-1, ...way.map(({ edge }) => doubtOf(edge)))
    const sorted = by === 'CERTAINTY' ? ways.toSorted((a, b) => worst(a) - worst(b) || compareWays(a, b)) : ways
    return sorted[0] ?? null
  }

  /** Every node that can be come to, and over how many edges at least. */
  distances(from: GraphNode, most: number): Map<GraphNode, number> {
    const found = new Map([[from, 0]])
    for (let distance = 1; distance <= most; distance += 1) {
      for (const [node, known] of [...found]) {
        if (known !== distance - 1) continue
        for (const { to } of this.#steps(node)) if (!found.has(to) && this.passing.node(to)) found.set(to, distance)
      }
    }
    return found
  }

  /** The nodes of a neighbourhood: each time the most important of those that hang on what is shown. */
  neighbourhood(of: GraphNode, depth: number, size: number): GraphNode[] {
    const distances = this.distances(of, depth)
    const shown = [of]
    while (shown.length < size) {
      const hanging = [...distances.keys()].filter(
        (node) =>
          !shown.includes(node) &&
          shown.some(
            (other) =>
              distances.get(other) === (distances.get(node) ?? 0) - 1 &&
              this.#steps(other).some(({ to }) => to === node),
          ),
      )
      const [next] = hanging.toSorted((a, b) => this.edgeCount(b) - this.edgeCount(a) || (a.key < b.key ? -1 : 1))
      if (!next) break
      shown.push(next)
    }
    return shown
  }

  /** The number of edges of the types that are asked for. */
  edgeCount(node: GraphNode): number {
    return [...new Set([...node.in, ...node.out])].filter((edge) => this.#isOfType(edge)).length
  }

  /** The edges between the nodes of a neighbourhood: first those by which each hangs on the middle, then the surer. */
  between(nodes: readonly GraphNode[], distances: Distances): GraphEdge[] {
    const edges = nodes.flatMap(({ out }) =>
      out.filter((edge) => nodes.includes(edge.to) && edge.from !== edge.to && this.#passes(edge)),
    )
    const hanging = new Set(nodes.flatMap((node) => this.#hangingBy(node, nodes, distances) ?? []))
    return edges.toSorted((a, b) => Number(hanging.has(b)) - Number(hanging.has(a)) || compareEdges(a, b))
  }

  /** The surest edge by which one comes to a node from one that is nearer to the middle. */
  #hangingBy(node: GraphNode, nodes: readonly GraphNode[], distances: Distances): GraphEdge | undefined {
    const before = nodes.filter((other) => distances.get(other) === (distances.get(node) ?? 0) - 1)
    const edges = before.flatMap((other) => this.#steps(other).flatMap(({ edge, to }) => (to === node ? edge : [])))
    return edges.toSorted(compareEdges)[0]
  }

  #isOfType({ type }: GraphEdge): boolean {
    return this.passing.types.includes(type)
  }

  #passes(edge: GraphEdge): boolean {
    return this.#isOfType(edge) && this.passing.edge(edge)
  }

  #steps(node: GraphNode): Step[] {
    const out = node.out.map((edge) => ({ edge, to: edge.to }))
    const back = node.in.map((edge) => ({ edge, to: edge.from }))
    const { direction } = this.passing
    const all = [...(direction === 'IN' ? [] : out), ...(direction === 'OUT' ? [] : back)]
    return all.filter(({ edge, to }) => to !== node && this.#passes(edge))
  }
}

/** A way as a client sees it; `decides` names the first claim behind an edge. */
export function printWay(from: GraphNode, way: Way, decides: (edge: GraphEdge) => string): Tree {
  let at = from
  const steps: unknown[] = [{ node: printNode(from), edge: null }]
  let weakest: GraphEdge | null = null
  for (const { edge, to } of way) {
    const { modality, confidence } = edge.properties
    const direction = edge.from === at ? 'OUT' : 'IN'
    const claims = claimsOf(edge).map((id) => ({ id }))
    steps.push({
      node: printNode(to),
      edge: { type: edge.type, direction, modality, confidence, claims: { nodes: claims } },
    })
    if (weakest === null || doubtOf(edge) > doubtOf(weakest)) weakest = edge
    at = to
  }
  return { length: way.length, steps, weakest: weakest && { id: decides(weakest) } }
}

/** An entity as a client sees it. */
export function printNode({ properties: { slug = null, name = null } }: GraphNode): Tree {
  return { slug, name }
}

/** The claims of an edge, by id. */
export function claimsOf({ properties }: GraphEdge): readonly string[] {
  return [...(properties['claims'] as readonly string[])].toSorted()
}

/** The first claim behind an edge by rank, modality, confidence, later publication and id. */
export function decidingClaim(edge: GraphEdge, graph: Graph): string {
  const keys = claimsOf(edge).map((id): readonly (number | string)[] => {
    const said = graph.byKey.get(id)?.properties ?? {}
    const published = [...String(said['publishedAt_from'] ?? '')].map((digit) => 9 - Number(digit === '-' ? 9 : digit))
    return [
      ['PREFERRED', 'NORMAL'].indexOf(String(said['rank'])),
      MODALITIES.indexOf(String(said['modality'])),
      CONFIDENCES.indexOf(String(said['confidence'])),
      published.length === 0 ? '~' : published.join(''),
      id,
    ]
  })
  const [first] = keys.toSorted((a, b) => {
    const place = a.findIndex((value, i) => value !== b[i])
    return place < 0 ? 0 : (a[place] ?? '') < (b[place] ?? '') ? -1 : 1
  })
  return String(first?.at(-1))
}

function doubtOf({ properties }: GraphEdge): number {
  return MODALITIES.indexOf(String(properties['modality'])) * 10 + CONFIDENCES.indexOf(String(properties['confidence']))
}

function compareWays(a: Way, b: Way): number {
  if (a.length !== b.length) return a.length - b.length
  for (const [i, { edge }] of a.entries()) {
    const compared = compareEdges(edge, b[i]?.edge ?? edge)
    if (compared !== 0) return compared
  }
  return 0
}

function compareEdges(a: GraphEdge, b: GraphEdge): number {
  const [id, otherId] = [String(a.properties['id']), String(b.properties['id'])]
  return doubtOf(a) - doubtOf(b) || (id < otherId ? -1 : id > otherId ? 1 : 0)
}
