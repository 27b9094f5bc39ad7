/** An entity that was judged, as far as folding looks at it. */
export interface Judged {
  readonly id: string
  readonly slug: string
  readonly kind: string
  /** How many claims on it are on record, and to how many origins they go back. */
  readonly claims: number
  readonly origins: number
  /** What registers that give one identifier are said to call it: `WIKIDATA` to `Q21708200`, or to several that differ. */
  readonly identifiers: ReadonlyMap<string, readonly string[]>
}

/** A judgement that stands, of two entities that are there. */
export interface Standing {
  readonly id: string
  readonly at: string
  readonly verdict: string
  readonly sides: readonly [string, string]
}

/** What judgements come to: into which entity each folded one goes, and why some judgements are not carried out. */
export interface Folding {
  readonly into: ReadonlyMap<string, string>
  readonly refusals: ReadonlyMap<string, string>
}

/** An entity with as many claims from as many origins is known too well to be folded into another such. */
const WELL_ATTESTED = { claims: 5, origins: 2 }

/**
 * Folds what was judged to be the same, the oldest judgement first. Of a group the entity with the smallest slug stays.
 * A judgement that would join what somebody judged to be different, or what cannot be the same, is refused.
 */
export function foldEntities(entities: ReadonlyMap<string, Judged>, judgements: readonly Standing[]): Folding {
  const groups = new Map([...entities.keys()].map((id) => [id, new Set([id])]))
  const refusals = new Map<string, string>()
  const apart = judgements.filter(({ verdict }) => verdict === 'DIFFERENT').map(({ sides }) => sides)
  const same = judgements.filter(({ verdict }) => verdict === 'SAME')
  for (const { id, sides } of same.toSorted((a, b) => compare(a.at, b.at) || compare(a.id, b.id))) {
    const [left, right] = sides.map((side) => groups.get(side))
    if (!left || !right || left === right) continue
    const members = [left, right].map((group) => [...group].flatMap((member) => entities.get(member) ?? []))
    const refusal = refuse([members[0] ?? [], members[1] ?? []], apart)
    if (refusal !== null) refusals.set(id, refusal)
    else {
      const joined = new Set([...left, ...right])
      for (const member of joined) groups.set(member, joined)
    }
  }
  const into = new Map<string, string>()
  for (const [id, group] of groups) {
    const [stays] = [...group]
      .flatMap((member) => entities.get(member) ?? [])
      .toSorted((a, b) => compare(a.slug, b.slug))
    if (stays && stays.id !== id) into.set(id, stays.id)
  }
  return { into, refusals }
}

type Sides = readonly [readonly Judged[], readonly Judged[]]

function refuse([left, right]: Sides, apart: readonly (readonly [string, string])[]): string | null {
  for (const a of left) {
    for (const b of right) {
      if (apart.some((sides) => sides.includes(a.id) && sides.includes(b.id)))
        return `"${a.slug}" and "${b.slug}" are judged to be different.`
      if (a.kind !== b.kind) return `"${a.slug}" is of kind ${a.kind} and "${b.slug}" of kind ${b.kind}.`
      const number = differingNumber(a, b)
      if (number !== null) return number
    }
  }
  const [one, other] = [left.find(isWellAttested), right.find(isWellAttested)]
  return one && other
    ? `"${one.slug}" and "${other.slug}" are both well attested: each has ${WELL_ATTESTED.claims} claims or more from ${WELL_ATTESTED.origins} origins or more.`
    : null
}

function differingNumber(a: Judged, b: Judged): string | null {
  for (const [scheme, values] of a.identifiers) {
    const others = b.identifiers.get(scheme) ?? values
    if (!others.some((other) => values.includes(other)))
      return `${scheme} knows "${a.slug}" by ${values.join(', ')} and "${b.slug}" by ${others.join(', ')}.`
  }
  return null
}

function isWellAttested({ claims, origins }: Judged): boolean {
  return claims >= WELL_ATTESTED.claims && origins >= WELL_ATTESTED.origins
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
