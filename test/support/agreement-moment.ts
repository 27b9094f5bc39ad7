import { createCatalog } from '../../src/model/declare.js'
import { dayOf, knownOf } from '../../src/plan/bind.js'
import type { Request } from '../../src/plan/bind.js'
import type { Pins, Trust } from '../../src/plan/plan.js'
import type { Graph, GraphEdge, GraphNode, Properties } from './agreement-graph.js'

/** What stands in for a graph at a moment: `absent` are the nodes that were not there, but that what names them still shows. */
export interface GraphAt extends Graph {
  readonly absent: ReadonlySet<GraphNode>
}

const projected = new Set(
  [...createCatalog().kinds.values()].flatMap(({ edges }) =>
    edges.filter(({ isProjected }) => isProjected).flatMap(({ types }) => types),
  ),
)

/** The graph as it was: each entity in the state that it had, each projected edge in the version that it had. */
export function graphAt(
  graph: Graph,
  { pins, trust }: { pins: Pins | null; trust: Trust | null },
  request: Request,
): GraphAt {
  const copies = new Map<GraphNode, GraphNode>()
  const absent = new Set<GraphNode>()
  for (const node of graph.nodes) {
    if (node.labels.has('Past') || node.labels.has('Facts')) continue
    const state = pins ? stateOf(node, pins, request) : withFacts(node)
    const isThere = node.labels.has('Contradiction')
      ? isSpanOf(node.properties, pins, request)
      : !pins || (node.labels.has('Entity') ? state !== null : isRecorded(node.properties, pins, request))
    const copy = { ...node, properties: trusted(state ?? node.properties, trust), out: [], in: [] }
    copies.set(node, copy)
    if (!isThere) absent.add(copy)
  }
  for (const node of graph.nodes) {
    for (const edge of node.out) {
      const type = edge.type.replace(/_PAST$/, '')
      const [from, to] = [copies.get(edge.from), copies.get(edge.to)]
      if (!from || !to || type === 'STATE' || !showsEdge({ ...edge, type: edge.type }, { pins, trust }, request))
        continue
      const isGone = (node: GraphNode): boolean => absent.has(node) && node.labels.has('Entity')
      if (projected.has(type) && pins && (isGone(from) || isGone(to))) continue
      const copy: GraphEdge = { ...edge, type, from, to }
      from.out.push(copy)
      to.in.push(copy)
    }
  }
  return { nodes: [...copies.values()], byKey: new Map([...copies.values()].map((node) => [node.key, node])), absent }
}

function showsEdge(
  { type, properties }: GraphEdge,
  { pins, trust }: { pins: Pins | null; trust: Trust | null },
  request: Request,
): boolean {
  const base = type.replace(/_PAST$/, '')
  if (type === 'SUPPORTED_BY' && pins?.clock === 'PUBLICATION')
    return String(properties['pub_from'] ?? '') <= knownOf(pins, request)
  if (!projected.has(base)) return true
  if (!pins && type !== base) return false
  if (
    pins &&
    !(
      isOf(properties, pins, request) &&
      (pins.valid ? isDuring(properties, pins, request) : properties['whole'] === undefined)
    )
  )
    return false
  const { modality, confidence } = properties
  if (base === 'SOURCED_FROM' || !trust) return true
  return isIn(trust.modalities, modality) && isIn(trust.confidences, confidence)
}

function stateOf(node: GraphNode, pins: Pins, request: Request): Properties | null {
  const found = node.out.filter(
    ({ type, properties }) =>
      type === 'STATE' && isOf(properties, pins, request) && isDuring(properties, pins, request),
  )
  if (found.length > 1) throw new Error(`${node.key} has two states at one moment`)
  const [state] = found
  return state ? withFacts(state.to) : null
}

/** What tells of the claims behind its properties stands on a node beside it. */
function withFacts({ properties, out }: GraphNode): Properties {
  const facts = out.find(({ type }) => type === 'FACTS')
  return { ...facts?.to.properties, ...properties }
}

function isOf(span: Properties, pins: Pins, request: Request): boolean {
  const known = knownOf(pins, request)
  const clock = pins.clock === 'SYSTEM' ? 'sys' : 'pub'
  const isLayer = span['layer'] === undefined || span['layer'] === pins.review
  return isLayer && String(span[`${clock}_from`]) <= known && endOf(span, `${clock}_to`) > known
}

function isDuring(span: Properties, pins: Pins, request: Request): boolean {
  const day = dayOf(pins, request)
  return String(span['valid_from'] ?? '') <= day && endOf(span, 'valid_to') > day
}

/** What has not ended has no end. */
function endOf(span: Properties, column: string): string {
  return String(span[column] ?? '9999')
}

function isSpanOf(span: Properties, pins: Pins | null, request: Request): boolean {
  return pins ? isOf(span, pins, request) : endOf(span, 'pub_to') === '9999' && span['layer'] !== 'PROPOSED'
}

function isRecorded(properties: Properties, pins: Pins, request: Request): boolean {
  const since = properties[pins.clock === 'SYSTEM' ? 'recordedAt' : 'pub_from'] ?? null
  return since === null || (properties['pub_from'] ?? null) === null || String(since) <= knownOf(pins, request)
}

function isIn(words: readonly string[] | null, word: unknown): boolean {
  return words === null || words.includes(String(word))
}

/** Takes away what rests on claims that are trusted too little; names always show. */
function trusted(properties: Properties, trust: Trust | null): Properties {
  if (!trust) return properties
  const facts = Object.keys(properties).flatMap((key) => /^(.+)_claims$/.exec(key)?.[1] ?? [])
  const own: Record<string, Properties[string]> = { ...properties }
  for (const fact of facts.filter((each) => each !== 'name')) {
    const [modality, confidence] = [properties[`${fact}_modality`], properties[`${fact}_confidence`]]
    if (Array.isArray(modality) && Array.isArray(confidence)) {
      own[fact] = (properties[fact] as readonly string[]).filter(
        (_, i) => isIn(trust.modalities, modality[i]) && isIn(trust.confidences, confidence[i]),
      )
    } else if (!isIn(trust.modalities, modality) || !isIn(trust.confidences, confidence)) {
      for (const key of Object.keys(properties))
        if ((key === fact || key.startsWith(`${fact}_`)) && !STANDING.test(key.slice(fact.length))) own[key] = null
    }
  }
  return own
}

/** What tells of the claims behind a fact shows with or without it. */
const STANDING = /^_(claims|reason|modality|confidence|origins|originCount|asc|desc)$/
