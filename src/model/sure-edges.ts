import { isClaimed } from './catalog.js'
import type { Edge, Kind } from './catalog.js'

/** Which edges are sure can be told when all kinds are there: the loader lets a predicate lead only where a kind says so. */
export function withSureEdges(kinds: ReadonlyMap<string, Kind>): ReadonlyMap<string, Kind> {
  const membersOf = (target: string): readonly string[] => kinds.get(target)?.members ?? []
  const said = [...kinds.values()].flatMap((kind) =>
    kind.form === 'kind'
      ? kind.edges
          .filter(isClaimed)
          .map(({ types, target }) => ({ type: types[0], from: [kind.name], to: membersOf(target) }))
      : [],
  )
  const isSure = ({ types, direction, target }: Edge): boolean =>
    types.every((type) => {
      const ends = said.filter((each) => each.type === type).map((each) => (direction === 'in' ? each.from : each.to))
      return ends.length > 0 && ends.flat().every((kind) => membersOf(target).includes(kind))
    })
  const made = new Map<Edge, Edge>()
  const complete = (edge: Edge): Edge => {
    const known = made.get(edge) ?? { ...edge, isSure: isSure(edge) }
    made.set(edge, known)
    return known
  }
  return new Map([...kinds].map(([name, kind]) => [name, { ...kind, edges: kind.edges.map(complete) }]))
}
