import type { Edge } from '../model/catalog.js'
import { decide, holdsOn, mayShow } from '../model/claim-rules.js'
import type { Moment } from '../model/claim-rules.js'
import { idOf, printOf } from '../model/identity.js'
import { isWitness, witnessesOf } from '../model/importance.js'
import { PARTICIPATION } from '../model/node.js'
import { OPEN_END, dayAfter, isCurrent, versionsOf } from '../model/versions.js'
import type { PlainValue } from '../store/store.js'
import { contentFinder, originsOf } from './content-finder.js'
import type { Counted } from './content-finder.js'
import { contradictionsOf } from './contradictions.js'
import type { ViewContradiction } from './contradictions.js'
import { ownerOf } from './owners.js'
import { spanColumns } from './stored-claim.js'
import type { Columns, Content, StoredClaim, Subject } from './stored-claim.js'
import type { Vocabulary } from '../model/vocabulary.js'

/** What clients see of one entity, now and at any other moment: its own properties and the edges from it. */
export interface View {
  readonly id: string
  /** The current properties, which stand on the node itself. */
  readonly columns: Columns
  /** What tells of the claims behind them, which stands on a node beside it. */
  readonly facts: Columns
  readonly states: readonly State[]
  readonly edges: readonly ViewEdge[]
  readonly contradictions: readonly ViewContradiction[]
  /** Keys of registers by which it is found, such as `wikidata:Q21708200`. */
  readonly identifiers: readonly IdentifierKey[]
}

/** A key, and the entity that it is claimed of, where that one is folded into the one it finds. */
interface IdentifierKey {
  readonly key: string
  readonly claimedOf: string | null
}

/** The properties of an entity during some time; what is as now has no content of its own. */
export interface State {
  readonly span: Columns
  readonly content: Content | null
  readonly print: string
}

export interface ViewEdge {
  /** The relationship type; `<TYPE>_PAST` for what shows only to a question about another moment. */
  readonly type: string
  readonly from: string
  readonly to: string
  readonly columns: Columns
  /** A hash of everything on the edge: what has the same is left as it is. */
  readonly print: string
}

/** Computes the view of one entity from all claims of which it is the subject. */
export function viewOf(
  subject: Subject,
  claims: readonly StoredClaim[],
  { vocabulary, today }: { readonly vocabulary: Vocabulary; readonly today: string },
): View {
  const now: Moment = { clock: 'PUBLICATION', known: null, valid: null, layer: 'ACCEPTED' }
  const shown = claims.filter((claim) => mayShow(claim, now))
  const witnesses = witnessesOf(claims).filter((claim) => isWitness(claim, now))
  const find = contentFinder(subject, vocabulary)
  const holding = shown.filter((claim) => holdsOn(claim, today))
  const content = find({ shown: holding, witnesses })
  const since = publicSince(subject, claims)
  const states = statesOf(subject, claims, { find, content, since })
  return {
    id: subject.id,
    columns: {
      ...content.own,
      viewUntil: nextChange(claims, today),
      ...steadySince(subject, states),
      ownedBy: ownerOf(holding),
    },
    facts: { ...content.facts, publicSince: since },
    states,
    edges: [
      ...vocabulary.edges(subject.kind).flatMap((edge) => edgesOf(subject, edge, { claims, today, vocabulary })),
      ...sourceEdges(subject, claims),
    ],
    contradictions: contradictionsOf(subject, claims, vocabulary),
    identifiers: identifierKeys(subject, shown),
  }
}

/** The next day on which something begins or has ended, so that what shows may change without a new claim. */
function nextChange(claims: readonly StoredClaim[], today: string): string | null {
  const days = claims.flatMap(({ holdsFrom, holdsTo }) => [holdsFrom ?? '', holdsTo === null ? '' : dayAfter(holdsTo)])
  return days.filter((day) => day > today && day < OPEN_END).toSorted()[0] ?? null
}

/** The first day on which something was public that is said of an entity or names it; null where nothing is. */
function publicSince({ namedSince }: Subject, claims: readonly StoredClaim[]): string | null {
  const published = claims.filter(({ retractedAt }) => retractedAt === null).map(({ publishedOn }) => publishedOn)
  return [...published, ...(namedSince === null ? [] : [namedSince])].toSorted()[0] ?? null
}

function statesOf(
  subject: Subject,
  claims: readonly StoredClaim[],
  {
    find,
    content,
    since: known,
  }: { readonly find: (counted: Counted) => Content; readonly content: Content; readonly since: string | null },
): State[] {
  const own = claims.filter(({ object }) => object === null)
  const counted = [
    ...own.map((claim) => ({ ...claim, isWitness: false })),
    ...witnessesOf(claims).map((claim) => ({ ...claim, isWitness: true })),
  ]
  const since = {
    PUBLICATION: known ?? subject.knownHereSince.slice(0, 10),
    SYSTEM: subject.knownHereSince,
  }
  const current = JSON.stringify(content)
  type CountedClaim = (typeof counted)[number]
  const evaluate = (those: readonly CountedClaim[]): Content => {
    const [witnesses, shown] = [true, false].map((is) => those.filter((claim) => claim.isWitness === is))
    return find({ shown: shown ?? [], witnesses: witnesses ?? [] })
  }
  const shows = (claim: CountedClaim, moment: Moment): boolean =>
    claim.isWitness ? isWitness(claim, moment) : mayShow(claim, moment)
  return versionsOf(counted, evaluate, { line: 'state', since, shows }).map((version) => {
    const text = JSON.stringify(version.content)
    // A state is asked for by a day, always.
    const { whole: _, ...span } = spanColumns(version)
    const isNow = text === current
    const print = printOf(JSON.stringify(span), isNow ? '' : text)
    return { span, content: isNow ? null : version.content, print }
  })
}

/**
 * Since when, by each clock, what stands on the node is what it shows on any day and in both layers: never, where that
 * is not so. A question about a later moment need not look for another state. By our records most is so since the entity
 * itself is on record, which needs no column of its own.
 */
function steadySince(subject: Subject, states: readonly State[]): Columns {
  const plain = states.filter(
    ({ content, span }) => content === null && !('layer' in span || 'valid_from' in span || 'valid_to' in span),
  )
  const since = (clock: 'pub' | 'sys'): PlainValue =>
    plain.find(({ span }) => !(`${clock}_to` in span))?.span[`${clock}_from`] ?? OPEN_END
  const recorded = since('sys')
  return { steady_pub: since('pub'), steady_sys: recorded === subject.recordedAt ? null : recorded }
}

function identifierKeys(subject: Subject, shown: readonly StoredClaim[]): readonly IdentifierKey[] {
  const owners = new Map<string, string>()
  for (const { predicate, qualifiers, columns, names } of shown) {
    if (predicate !== 'IDENTIFIER' || typeof qualifiers['scheme'] !== 'string') continue
    const key = `${qualifiers['scheme'].toLowerCase()}:${String(columns['value_text'])}`
    const owner = owners.get(key)
    // The first by id, as where a key leads to two.
    if (owner === undefined || names < owner) owners.set(key, names)
  }
  return [...owners].map(([key, owner]) => ({ key, claimedOf: owner === subject.id ? null : owner }))
}

interface Ground {
  readonly claims: readonly StoredClaim[]
  readonly today: string
  readonly vocabulary: Vocabulary
}

/** One edge for each object, or for each holding of it where an edge may be there more than once. */
function edgesOf(subject: Subject, edge: Edge, { claims, today, vocabulary }: Ground): ViewEdge[] {
  const type = edge.types[0] ?? ''
  const groups = new Map<string, StoredClaim[]>()
  for (const claim of claims) {
    // Where there can be only one, that it is not known or that there is none may decide too.
    if (claim.predicate !== type || (claim.object === null && edge.form !== 'one')) continue
    // Two of which one led to the other may have been found to be one.
    if (claim.object === subject.id) continue
    // It may have been claimed before a kind said where its predicate leads.
    if (claim.objectKind !== null && !vocabulary.fits(edge, claim.objectKind)) continue
    const key = edge.form === 'one' ? 'one' : idOf(subject.id, type, claim.object ?? '', holdingOf(edge, claim))
    const group = groups.get(key)
    if (group) group.push(claim)
    else groups.set(key, [claim])
  }
  const isOne = edge.form === 'one'
  return [...groups.values()].flatMap((group) => {
    const versions = versionsOf(group, (shown) => edgeContent(subject, edge, shown), { line: isOne ? 'one' : 'many' })
    return versions.map((version) => {
      const { to, ...columns } = version.content
      const own = { ...columns, ...spanColumns(version) }
      return viewEdge(
        { type: isCurrent(version, isOne ? today : null) ? type : `${type}_PAST`, from: subject.id, to },
        own,
      )
    })
  })
}

function holdingOf(edge: Edge, { qualifiers, columns }: StoredClaim): string {
  return edge.unique ? '' : JSON.stringify([qualifiers['role'] ?? null, columns['validFrom'] ?? null])
}

/** What an edge says and to whom it leads, by the claims on it that may show. */
function edgeContent(
  subject: Subject,
  edge: Edge,
  shown: readonly StoredClaim[],
): (Columns & { readonly to: string }) | null {
  const said = decide(shown)
  const winner = said?.order[0]
  if (!said || !winner?.object) return null
  // An edge to one: those who name another do not stand behind it.
  const behind = said.order.filter(({ object }) => object === winner.object)
  const own = (edge.fields?.properties ?? []).filter(
    ({ name, expression }) => expression === null && winner.qualifiers[name] !== undefined,
  )
  const type = edge.types[0] ?? ''
  const origins = originsOf(behind)
  return {
    // First, so that a qualifier of the same name cannot stand for what the claim itself says.
    ...Object.fromEntries(own.map(({ name }) => [name, winner.qualifiers[name] ?? null])),
    ...renamed('since', winner.columns, 'validFrom'),
    ...renamed('until', winner.columns, 'validTo'),
    modality: winner.modality,
    confidence: winner.confidence,
    ...(type in PARTICIPATION ? { role: PARTICIPATION[type as keyof typeof PARTICIPATION] } : {}),
    claims: behind.map(({ id }) => id).toSorted(),
    origins,
    originCount: origins.length,
    id: idOf(subject.id, type, winner.object, holdingOf(edge, winner)),
    to: winner.object,
  }
}

function renamed(to: string, columns: Columns, from: string): Columns {
  return Object.fromEntries(
    ['', '_precision', '_from', '_to'].map((suffix) => [to + suffix, columns[from + suffix] ?? null]),
  )
}

/** The sources of what is shown, since when it was. */
function sourceEdges(subject: Subject, claims: readonly StoredClaim[]): ViewEdge[] {
  const sources = [...new Set(claims.flatMap(({ evidence }) => evidence.map(({ source }) => source)))].toSorted()
  return sources.flatMap((to) => {
    const id = idOf(subject.id, 'SOURCED_FROM', to)
    // Whether something holds has no bearing on where it stands.
    const timeless = claims.flatMap((claim): StoredClaim[] => {
      const stands = claim.evidence.find(({ source }) => source === to)
      if (!stands) return []
      const publishedOn = stands.since > claim.publishedOn ? stands.since : claim.publishedOn
      return [{ ...claim, publishedOn, holdsFrom: null, holdsTo: null, originsSince: null }]
    })
    return versionsOf(timeless, (shown) => (shown.length > 0 ? { id } : null), { line: 'many' }).map((version) =>
      viewEdge(
        { type: isCurrent(version, null) ? 'SOURCED_FROM' : 'SOURCED_FROM_PAST', from: subject.id, to },
        { id, ...spanColumns(version) },
      ),
    )
  })
}

function viewEdge(ends: Pick<ViewEdge, 'type' | 'from' | 'to'>, columns: Columns): ViewEdge {
  return { ...ends, columns, print: printOf(ends.type, ends.to, JSON.stringify(columns)) }
}
