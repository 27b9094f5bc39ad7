import { RANKS, isKnown, statesFact } from '../model/claim-rules.js'
import type { Known, Moment, Weighed } from '../model/claim-rules.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import { idOf } from '../model/identity.js'
import { isSingleScheme } from '../model/identifier-schemes.js'
import { versionsOf } from '../model/versions.js'
import { spanColumns } from './stored-claim.js'
import type { Columns, StoredClaim, Subject } from './stored-claim.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { groupBy } from './write-graph.js'

/** A contradiction as it stands in the graph during one stretch of each clock. */
export interface ViewContradiction {
  readonly id: string
  readonly subject: string
  readonly claims: readonly string[]
  readonly columns: Columns
}

/** Two claims that cannot both be true. */
interface Pair {
  readonly predicate: string
  readonly kind: 'VALUE' | 'POLARITY' | 'DATE' | 'IDENTITY'
  readonly basis: 'RULE' | 'LINK'
  readonly sides: readonly [Weighed, Weighed]
}

/** Words about a thing may differ without one of them being wrong. */
const PROSE: readonly string[] = ['NAME', 'DESCRIPTION', 'SUMMARY']

/** What is claimed of an entity that cannot all be true, since when and until when it was so on each clock. */
export function contradictionsOf(
  subject: Subject,
  claims: readonly StoredClaim[],
  vocabulary: Vocabulary,
): ViewContradiction[] {
  const pairs = [...rulePairs(subject, claims, vocabulary), ...linkPairs(claims)]
  const groups = groupBy(pairs, ({ predicate, kind }) => `${predicate} ${kind}`)
  return [...groups.values()].flatMap((group) => versionsOfPairs(subject, group))
}

function versionsOfPairs(subject: Subject, pairs: readonly Pair[]): ViewContradiction[] {
  const [first] = pairs
  if (!first) return []
  const sides = new Map<string, Weighed>()
  for (const side of pairs.flatMap((pair) => pair.sides)) if (!sides.has(side.id)) sides.set(side.id, timeless(side))
  const others = othersOf(pairs)
  const links = pairs.filter(({ basis }) => basis === 'LINK')
  const evaluate = (shown: readonly Weighed[]): Content | null => contentOf({ others, links }, shown)
  const times = new Map<string, number>()
  return versionsOf([...sides.values()], evaluate, { line: 'many', shows: standsAt }).map((version) => {
    const { claims, since, basis } = version.content
    const own = { predicate: first.predicate, kind: first.kind, basis, since, ...spanColumns(version) }
    // Of what it says, not of when it was recorded, so that it is the same after every load of the same data.
    const key = JSON.stringify([first.predicate, first.kind, claims])
    const again = times.get(key) ?? 0
    times.set(key, again + 1)
    const id = idOf('contradiction', subject.id, key, String(again))
    return { id, subject: subject.id, claims, columns: { ...own, print: idOf(JSON.stringify(own)) } }
  })
}

interface Content {
  readonly claims: readonly string[]
  readonly since: string
  readonly basis: string
}

/** For each claim those with which it cannot be true. */
type Others = ReadonlyMap<string, ReadonlySet<string>>

function othersOf(pairs: readonly Pair[]): Others {
  const others = new Map<string, Set<string>>()
  for (const { sides } of pairs)
    for (const [one, other] of [sides, sides.toReversed()]) {
      if (!one || !other) continue
      const known = others.get(one.id)
      if (known) known.add(other.id)
      else others.set(one.id, new Set([other.id]))
    }
  return others
}

/**
 * The claims of all pairs of which both sides are on record. The pairs are many where many claims differ, so that each
 * claim is asked only whether one of the others is there.
 */
function contentOf(
  { others, links }: { readonly others: Others; readonly links: readonly Pair[] },
  shown: readonly Weighed[],
): Content | null {
  const known = new Set<string>()
  const meetsOne = (id: string): boolean => {
    const own = others.get(id) ?? new Set()
    const [few, many] = own.size < known.size ? [own, known] : [known, own]
    for (const each of few) if (many.has(each)) return true
    return false
  }
  // When they come one after the other, the first that meets another completes the first pair.
  const second = shown.toSorted(byPublication).find(({ id }) => {
    known.add(id)
    return meetsOne(id)
  })
  if (!second) return null
  for (const { id } of shown) known.add(id)
  return {
    claims: [...known].filter(meetsOne).toSorted(),
    since: second.publishedOn,
    basis: links.some(({ sides }) => sides.every(({ id }) => known.has(id))) ? 'LINK' : 'RULE',
  }
}

/** A contradiction is about what is on record and not superseded, whatever day of the world is asked about. */
function standsAt(claim: Weighed, moment: Moment): boolean {
  return isKnown(claim, moment) && !claim.successors.some((successor: Known) => isKnown(successor, moment))
}

function byPublication(a: Weighed, b: Weighed): number {
  return a.publishedOn < b.publishedOn ? -1 : a.publishedOn > b.publishedOn ? 1 : 0
}

function timeless(claim: Weighed): Weighed {
  return { ...claim, holdsFrom: null, holdsTo: null }
}

/** Pairs on one predicate of which there is one value at a time, or of opposite polarity. */
function rulePairs(subject: Subject, claims: readonly StoredClaim[], vocabulary: Vocabulary): Pair[] {
  const lines = groupBy(claims, ({ predicate, qualifiers }) =>
    predicate === 'IDENTIFIER' ? `IDENTIFIER ${String(qualifiers['scheme'])}` : predicate,
  )
  return [...lines.values()].flatMap((line) => {
    const [first] = line
    const kind = first ? kindOfLine(subject, first, vocabulary) : null
    return line.flatMap((a, i) => line.slice(i + 1).flatMap((b) => pairOf([a, b], kind) ?? []))
  })
}

function kindOfLine(
  subject: Subject,
  { predicate, qualifiers }: StoredClaim,
  vocabulary: Vocabulary,
): Pair['kind'] | null {
  if (predicate === 'IDENTIFIER') return isSingleScheme(String(qualifiers['scheme'])) ? 'IDENTITY' : null
  const meaning = vocabulary.meaning(subject.kind, predicate)
  if (meaning === null || PROSE.includes(predicate)) return null
  if (meaning.form === 'edge') return meaning.edge.form === 'one' ? 'VALUE' : null
  const { list, type } = meaning.property
  if (list) return null
  return type.form === 'value' && type.value.name === 'FuzzyDate' ? 'DATE' : 'VALUE'
}

function pairOf(sides: readonly [StoredClaim, StoredClaim], kind: Pair['kind'] | null): Pair | null {
  const [a, b] = sides
  const { predicate } = a
  if (!overlap(a, b) || refines(a, b)) return null
  if (a.polarity !== b.polarity) {
    const isDenied = a.says === b.says && sides.every((each) => isStatement({ ...each, polarity: 'AFFIRMS' }))
    return isDenied ? { predicate, kind: 'POLARITY', basis: 'RULE', sides } : null
  }
  if (kind === null || !statesFact(a) || !statesFact(b) || !differ(a, b)) return null
  return { predicate, kind, basis: 'RULE', sides }
}

/** A denial states too. */
function isStatement(claim: StoredClaim): boolean {
  return statesFact({ ...claim, modality: claim.modality === 'DENIED' ? 'REPORTED' : claim.modality })
}

/** Whether one is said to be only a more exact form of the other. */
function refines(a: StoredClaim, b: StoredClaim): boolean {
  return a.disputes.some(({ type, other }) => type === 'REFINES' && other.id === b.id)
}

function overlap(a: StoredClaim, b: StoredClaim): boolean {
  const before = (one: string | null, other: string | null): boolean => one !== null && other !== null && one < other
  return !before(a.holdsTo, b.holdsFrom) && !before(b.holdsTo, a.holdsFrom)
}

/** Whether two values cannot both be right. A date of coarser precision, or a range that holds the other, refines it. */
function differ(a: StoredClaim, b: StoredClaim): boolean {
  const kinds = [a, b].map(({ columns }) => String(columns['value']))
  if (kinds.includes('SOME_VALUE')) return false
  if (a.object !== null || b.object !== null || kinds.includes('NO_VALUE')) return a.says !== b.says
  return valuesDiffer(kinds[0] ?? '', a, b)
}

function valuesDiffer(kind: string, a: StoredClaim, b: StoredClaim): boolean {
  const [one, other] = [a, b].map(({ columns }) => String(columns['value_text']).trim().toLowerCase())
  if (kind === 'DATE') {
    const [x, y] = [parseFuzzyDate(one ?? ''), parseFuzzyDate(other ?? '')]
    return x !== null && y !== null && (x.to < y.from || y.to < x.from)
  }
  if (kind === 'MONEY') return a.columns['value_currency'] === b.columns['value_currency'] && a.says !== b.says
  if (kind === 'NUMBER') return areApart(rangeOf(a), rangeOf(b))
  return one !== other
}

function rangeOf({ columns }: StoredClaim): readonly [number, number] {
  const [low, high] = JSON.parse(String(columns['quantity'] ?? '[]')) as (number | null)[]
  const value = Number(columns['value_number'])
  return [low ?? value, high ?? value]
}

function areApart(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[1] < b[0] || b[1] < a[0]
}

/** Pairs that claims declare by links, of whatever modality and of whatever subject the other is. */
function linkPairs(claims: readonly StoredClaim[]): Pair[] {
  return claims.flatMap((claim) =>
    claim.disputes
      .filter(({ type, other }) => type !== 'REFINES' && [claim, other].every(({ rank }) => RANKS.includes(rank)))
      .map(({ type, other }): Pair => ({
        predicate: claim.predicate,
        kind: type === 'DENIES' ? 'POLARITY' : claim.columns['value'] === 'DATE' ? 'DATE' : 'VALUE',
        basis: 'LINK',
        sides: claim.id < other.id ? [claim, other] : [other, claim],
      })),
  )
}
