import { kindWord } from '../../src/model/kind-words.js'
import type { GraphEdge, GraphNode } from './agreement-graph.js'
import type { Random } from './agreement-random.js'
import type { Tree } from './open-graph.js'
import { CONFIDENCES, MODALITIES } from './path-oracle.js'
import type { Passing } from './path-oracle.js'

/** A filter of entities as a client gives it, and in words of TypeScript. */
export interface Sieve {
  readonly where: Tree
  readonly passes: (node: GraphNode) => boolean
}

/** A sieve whose values are still to be picked, some of them of the entities at hand. */
export type SieveForm = (each: Random, slugs: readonly string[]) => Sieve

/** How a question restricts the way: its arguments, and what they let pass. */
export interface Restriction {
  readonly variables: Tree
  readonly passing: Passing
}

interface Choices {
  readonly kinds: readonly string[]
  readonly types: readonly string[]
  readonly days: readonly string[]
  readonly sieves: readonly ((random: Random) => SieveForm)[]
}

/** The variables of the arguments that restrict the way, and the arguments. */
export const RESTRICTING = {
  variables:
    '$kinds: [KindName!], $types: [EdgeType!], $direction: PathDirection, $minModality: Modality, $minConfidence: ConfidenceLevel, $validOn: Date, $through: EntityWhere',
  given:
    'kinds: $kinds, types: $types, direction: $direction, minModality: $minModality, minConfidence: $minConfidence, validOn: $validOn, through: $through',
}

/** Lets pass every entity but one. */
export const butOne = (): SieveForm => (each, slugs) => {
  const slug = each.pick(slugs)
  return { where: { not: { slug: { eq: slug } } }, passes: ({ properties }) => properties['slug'] !== slug }
}

/** A random way to restrict walks, with days and slugs still to be picked: all of one form share a plan. */
export function randomRestriction(
  random: Random,
  { kinds, types, days, sieves }: Choices,
): (each: Random, slugs: readonly string[]) => Restriction {
  const maybe = <Value>(make: () => Value): Value | undefined => (random.chance(0.2) ? make() : undefined)
  const most = <Item>(items: readonly Item[]): Item[] => random.some(items, Math.ceil(items.length * 0.7))
  const chosen = { kinds: maybe(() => most(kinds)), types: maybe(() => most(types)) }
  const minModality = maybe(() => random.pick(MODALITIES))
  const minConfidence = maybe(() => random.pick(CONFIDENCES))
  const hasDay = random.chance(0.2)
  const through = maybe(() => random.pick(sieves)(random))
  const direction = random.pick(['IN', 'OUT', 'ANY', 'ANY'] as const)
  const saysDirection = random.chance(0.5) || direction !== 'ANY'
  return (each, slugs) => {
    const validOn = hasDay ? each.pick(days) : undefined
    const sieve = through?.(each, slugs)
    return {
      variables: {
        kinds: chosen.kinds?.map(kindWord),
        types: chosen.types,
        minModality,
        minConfidence,
        validOn,
        direction: saysDirection ? direction : undefined,
        through: sieve?.where,
      },
      passing: {
        types: chosen.types ?? types,
        direction,
        edge: (edge) => isAsSure(edge, minModality, minConfidence) && mayHold(edge, validOn),
        node: (node) =>
          (!chosen.kinds || chosen.kinds.includes(String(node.properties['nodeKind']))) &&
          (!sieve || sieve.passes(node)),
      },
    }
  }
}

function isAsSure({ properties }: GraphEdge, modality = 'INFERRED', confidence = 'UNKNOWN'): boolean {
  return (
    MODALITIES.indexOf(String(properties['modality'])) <= MODALITIES.indexOf(modality) &&
    CONFIDENCES.indexOf(String(properties['confidence'])) <= CONFIDENCES.indexOf(confidence)
  )
}

function mayHold({ properties }: GraphEdge, day: string | undefined): boolean {
  const [since, until] = [properties['since_from'] ?? null, properties['until_to'] ?? null]
  return day === undefined || ((since === null || String(since) <= day) && (until === null || String(until) >= day))
}
