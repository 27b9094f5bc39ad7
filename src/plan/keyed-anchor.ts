import { cypher, name } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import type { Lens, Site } from './lens.js'
import type { Anchor, Branch, Hole } from './plan.js'

/** What is the same of every edge that a walk follows. */
export const CLAIMED = { isProjected: true, fields: { claimed: true, dated: false } }

/** An anchor that does not start from another place: its nodes are found by keys that are at hand. */
type Keyed = Anchor & { readonly by: 'identifier' | 'identifiers' | 'found' | 'key' | 'walkedNodes' | 'walkedEdges' }

interface At {
  readonly label: Fragment
  /** The labels under which it is found by its id. */
  readonly labels: Fragment
  readonly state: Fragment
  readonly lens: Lens
}

/** The labels of a node that is found by its id: the index of ids is on the label that all of them have. */
export function byId(target: string): Fragment {
  return target === 'Node' || target === 'Speaker' ? name('Node') : cypher`Node:${name(target)}`
}

/** How nodes are found by their keys. */
export function keyedPattern(
  { anchor, ...branch }: Pick<Branch, 'page' | 'order' | 'slots'> & { readonly anchor: Keyed },
  self: Site,
  at: At,
): Fragment {
  const { label, labels, state } = at
  const node = cypher`(${self.node}:${label})${state}`
  switch (anchor.by) {
    case 'identifier':
      return cypher`MATCH (:Identifier {key: ${anchor.key}})-[:IDENTIFIES]->${node}`
    case 'identifiers':
      return cypher`MATCH (i:Identifier) WHERE i.key IN ${anchor.keys} MATCH (i)-[:IDENTIFIES]->${node}`
    case 'found': {
      const page = anchor.isWhole ? branch.page : null
      const rows = { fill: 'found', key: anchor.key, columns: readBeside(branch), page } satisfies Hole
      return cypher`UNWIND ${rows} AS ${self.edge} MATCH (${self.node}:${labels} {id: ${self.edge}.id})${state}`
    }
    case 'key':
      return cypher`MATCH (${self.node}:${labels} {id: ${name(anchor.name)}})${state}`
    case 'walkedNodes': {
      const id = name(`${self.node.texts[0]}_id`)
      return cypher`UNWIND ${anchor.ids} AS ${id} MATCH (${self.node}:Node {id: ${id}})${state}`
    }
    case 'walkedEdges':
      return edgesByEnds(anchor, self, at)
  }
}

/** What is read of the rows that found the nodes. */
function readBeside({ order, slots }: Pick<Branch, 'order' | 'slots'>): readonly string[] {
  const read = [...order, ...slots].flatMap((each) => ('of' in each && each.of === 'edge' ? [each.column] : []))
  return [...new Set(read)]
}

/** Edges from the end that has fewer of them, for those are looked through. */
function edgesByEnds(
  { keys, types }: Anchor & { readonly by: 'walkedEdges' },
  { node, edge }: Site,
  { lens, label }: At,
): Fragment {
  const key = keyOf(edge)
  const arrow = lens.arrow({ types, direction: 'any', isProjected: true }, edge)
  return cypher`UNWIND ${keys} AS ${key} MATCH (:Node {id: ${key}.near})${arrow}(${node}:${label} {id: ${key}.far})`
}

/** Which of the edges between two nodes is meant. */
export function walkedConditions({ edge }: Site, lens: Lens): Fragment[] {
  return [cypher`${edge}.id = ${keyOf(edge)}.id`, ...lens.edgeConditions(CLAIMED, edge)]
}

function keyOf(edge: Fragment): Fragment {
  return name(`${edge.texts[0]}_key`)
}
