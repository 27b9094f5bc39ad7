import { cypher, join, name, where } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { CLAIMED, byId } from './keyed-anchor.js'
import type { Lens, Site } from './lens.js'
import type { Anchor } from './plan.js'

type About = Anchor & { readonly by: 'about' }

/** The way from nodes that are named to the events about them: each event once, by however many edges it is tied. */
export function aboutPattern(
  anchor: About,
  self: Site,
  { lens, label, state }: { readonly lens: Lens; readonly label: Fragment; readonly state: Fragment },
): Fragment {
  const { node, edge } = self
  const [list, named] = [variable(self, 'list'), variable(self, 'named')]
  const lists = [cypher`CALL { ${namedByKey(anchor)} RETURN collect(m.id) AS ${list}k }`]
  if (anchor.ids) lists.push(cypher`CALL { ${namedById(anchor.ids)} RETURN collect(m.id) AS ${list}i }`)
  const all = anchor.ids ? cypher`[${list}k, ${list}i]` : cypher`[${list}k]`
  const { way, of } = belonging(anchor, self, lens)
  const arrow = lens.arrow({ types: anchor.types, direction: 'in', isProjected: true }, edge)
  const tie = cypher`MATCH (:Node {id: ${of}})${arrow}(${node}:${label})${where(lens.edgeConditions(CLAIMED, edge))}`
  const toState = state.texts.join('') === '' ? cypher`` : cypher`\nMATCH (${node})${state}`
  return cypher`${join(lists, '\n')}\nUNWIND ${all} AS ${list} UNWIND ${list} AS ${named}${way}
${tie}\nWITH DISTINCT ${node}${toState}`
}

function namedByKey({ keys }: About): Fragment {
  return cypher`MATCH (i:Identifier) WHERE i.key IN ${keys} MATCH (i)-[:IDENTIFIES]->(m:Entity)`
}

function namedById(ids: unknown): Fragment {
  return cypher`UNWIND ${ids} AS id MATCH (m:${byId('Entity')} {id: id})`
}

/** Goes on from what is named to what belongs to it, and stays with what is named too; `of` is where it gets to. */
function belonging({ belonging: types }: About, self: Site, lens: Lens): { way: Fragment; of: Fragment } {
  const named = variable(self, 'named')
  if (types.length === 0) return { way: cypher``, of: named }
  const [edge, own, of] = [variable(self, 'b'), variable(self, 'own'), variable(self, 'of')]
  const arrow = lens.arrow({ types, direction: 'in', isProjected: true }, edge)
  const found = cypher`MATCH (:Node {id: ${named}})${arrow}(m:Entity)${where(lens.edgeConditions(CLAIMED, edge))}`
  const way = cypher`\nCALL (${named}) { ${found} RETURN collect(m.id) AS ${own} }
UNWIND [[${named}], ${own}] AS ${own}s UNWIND ${own}s AS ${of}`
  return { way, of }
}

function variable({ node }: Site, word: string): Fragment {
  return name(`${node.texts[0]}_${word}`)
}
