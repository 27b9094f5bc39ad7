import { entityId } from '../../src/ingest/records.js'
import type { Graph, GraphEdge, GraphNode, Properties } from './agreement-graph.js'
import { PARTS, SAYINGS, SHARED } from './histories-sayings.js'
import type { Edge, Shown } from './histories-shown.js'
import { firstDay, lastDay } from './histories-world.js'
import type { OpenGraph } from './open-graph.js'

/** By claim, the edge that it stands behind: ids of edges are hashes of no matter but that they decide last. */
export type EdgeIds = ReadonlyMap<string, string>

/** Every type of edge of which histories speak. */
export const TIES: readonly string[] = [
  ...new Set(
    Object.values(SAYINGS)
      .flat(2)
      .flatMap(({ predicate, object }) => (object === undefined ? [] : [predicate])),
  ),
]

/** Reads which edge each claim stands behind, at whatever moment it does. */
export async function edgeIdsOf({ store }: OpenGraph): Promise<EdgeIds> {
  const [rows = []] = await store.read([
    {
      text: 'MATCH (:Entity)-[r]->(:Entity) WHERE r.claims IS NOT NULL UNWIND r.claims AS claim RETURN DISTINCT claim, r.id AS id',
      params: {},
    },
  ])
  const ids = new Map(rows.map(({ claim, id }) => [String(claim), String(id)]))
  expect(ids.size).toBe(rows.length)
  return ids
}

/** What shows at one moment by the written rules, as a graph of entities and edges; the deciding claim of each comes first. */
export function momentGraph(shown: Shown, edgeIds: EdgeIds): Graph {
  const { naive } = shown
  const slugs = [...naive.world.recordedAt.keys()].filter((slug) => naive.isThere(slug))
  const nodes = new Map(slugs.map((slug): [string, GraphNode] => [slug, nodeOf(slug, shown)]))
  for (const from of nodes.values())
    for (const type of TIES)
      for (const tie of shown.out(String(from.properties['slug']), type)) {
        const to = nodes.get(tie.to)
        if (!to) throw new Error(`${tie.to} has an edge at a moment at which it is not there`)
        const edge: GraphEdge = { type, from, to, properties: columnsOf(tie, edgeIds) }
        from.out.push(edge)
        to.in.push(edge)
      }
  return { nodes: [...nodes.values()], byKey: new Map([...nodes.values()].map((node) => [node.key, node])) }
}

function nodeOf(slug: string, shown: Shown): GraphNode {
  const { naive } = shown
  const listed = (naive.world.bySubject.get(slug) ?? []).filter((claim) => naive.isListed(claim))
  const properties: Properties = {
    slug,
    nodeKind: kindOf(slug),
    name: shown.name(slug),
    importance: naive.importance(slug),
    nameModality: naive.holding(slug, 'NAME')[0]?.manner.modality ?? null,
    saidAs: listed.map(({ manner }) => manner.modality),
  }
  return { key: entityId(slug), labels: new Set(['Entity']), properties, out: [], in: [] }
}

function kindOf(slug: string): string {
  const kinds: Readonly<Record<string, string>> = { ...SHARED, ...PARTS }
  return kinds[slug] ?? kinds[slug.replace(/-\d+$/, '')] ?? ''
}

function columnsOf({ claims }: Edge, edgeIds: EdgeIds): Properties {
  const [winner] = claims
  if (!winner) throw new Error('No claim is behind an edge')
  const { from, to } = winner.told
  return {
    id: edgeIds.get(winner.id) ?? `none for ${winner.told.key}`,
    claims: claims.map(({ id }) => id),
    modality: winner.manner.modality,
    confidence: winner.manner.confidence,
    since_from: from === null ? null : firstDay(from),
    until_to: to === null ? null : lastDay(to),
  }
}
