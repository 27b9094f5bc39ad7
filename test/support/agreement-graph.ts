import type { PlainValue, Row, Store } from '../../src/store/store.js'

export type Properties = Readonly<Record<string, PlainValue>>

export interface GraphNode {
  readonly key: string
  readonly labels: ReadonlySet<string>
  readonly properties: Properties
  readonly out: GraphEdge[]
  readonly in: GraphEdge[]
}

export interface GraphEdge {
  readonly type: string
  readonly from: GraphNode
  readonly to: GraphNode
  readonly properties: Properties
}

/** A copy of a whole graph in memory. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly byKey: ReadonlyMap<string, GraphNode>
}

/** Copies all that a store holds, with statements that do nothing but list it. */
export async function copyGraph(store: Store): Promise<Graph> {
  const [nodeRows = [], edgeRows = []] = await store.read([
    { text: 'MATCH (n) WHERE NOT n:Revision RETURN labels(n) AS labels, properties(n) AS properties', params: {} },
    {
      text: 'MATCH (a)-[r]->(b) RETURN type(r) AS type, properties(r) AS properties, coalesce(a.id, a.key) AS from, labels(a) AS fromLabels, a.print AS fromPrint, coalesce(b.id, b.key, b.of) AS to, labels(b) AS toLabels, b.print AS toPrint',
      params: {},
    },
  ])
  const nodes = nodeRows.map(nodeOf)
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  for (const row of edgeRows) {
    const from = byKey.get(keyOf(row['fromLabels'], row['from'], row['fromPrint']))
    const to = byKey.get(keyOf(row['toLabels'], row['to'], row['toPrint']))
    if (!from || !to) throw new Error('A relationship has an end that is not among the nodes')
    const edge = { type: String(row['type']), from, to, properties: row['properties'] as Properties }
    from.out.push(edge)
    to.in.push(edge)
  }
  return { nodes, byKey }
}

function nodeOf(row: Row): GraphNode {
  const properties = row['properties'] as Properties
  const key = keyOf(row['labels'], properties['id'] ?? properties['key'] ?? properties['of'], properties['print'])
  return { key, labels: new Set(row['labels'] as string[]), properties, out: [], in: [] }
}

/** What a node was before, and what is known of its facts, has the id of the node, and a hash of its own. */
function keyOf(labels: PlainValue | undefined, id: PlainValue | undefined, print: PlainValue | undefined): string {
  const apart = ['Past', 'Facts'].find((label) => (labels as readonly string[]).includes(label))
  return apart ? `${apart} ${String(id)} ${String(print ?? '')}` : String(id)
}

/** The graph as sorted lines, so that two copies can be compared and a failure can be read. */
export function printGraph(graph: Graph): readonly string[] {
  const nodes = graph.nodes.map(
    ({ labels, properties }) => `(${[...labels].toSorted().join(':')} ${printProperties(properties)})`,
  )
  const edges = graph.nodes.flatMap(({ out }) =>
    out.map(({ type, from, to, properties }) => `(${from.key})-[${type} ${printProperties(properties)}]->(${to.key})`),
  )
  return [...nodes, ...edges].toSorted()
}

function printProperties(properties: Properties): string {
  const present = Object.entries(properties).filter(([, value]) => value !== null)
  return JSON.stringify(Object.fromEntries(present.toSorted(([a], [b]) => (a < b ? -1 : 1))))
}
