import { statesFact } from '../model/claim-rules.js'
import type { Weighed } from '../model/claim-rules.js'
import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import { typosBetween } from '../search/spelling.js'
import type { PlainValue } from '../store/store.js'
import { Vocabulary } from '../model/vocabulary.js'
import { qualifiedProperties } from './parse-qualifiers.js'

/** What is looked through: some files together, or a graph. A place is what a person is shown to find it again. */
export interface World {
  readonly entities: readonly WorldEntity[]
  readonly speakers: readonly { readonly place: string; readonly description: string }[]
  readonly claims: readonly WorldClaim[]
  /** Keys that links, retractions and judgements name and nothing has. */
  readonly awaited: readonly { readonly place: string; readonly what: string; readonly key: string }[]
}

export interface WorldEntity {
  readonly place: string
  readonly slug: string
  readonly kind: string
}

export interface WorldClaim extends Pick<
  Weighed,
  'id' | 'polarity' | 'modality' | 'confidence' | 'rank' | 'review' | 'retractedAt' | 'publishedFrom'
> {
  readonly place: string
  readonly subject: string
  readonly predicate: string
  /** The slug of the object, or the value in words; null where it is not known. */
  readonly said: string | null
  readonly qualifiers: Readonly<Record<string, PlainValue>>
  readonly isDated: boolean
  readonly speakers: number
  readonly sources: number
  /** Ids of claims that it bears on. */
  readonly links: readonly string[]
  /** Those of them whose place it takes. */
  readonly supersedes: readonly string[]
}

export interface Finding {
  readonly place: string
  readonly message: string
}

/** Finds what is not wrong by form and probably not meant: for people who load data. */
export function checkWorld(world: World): readonly Finding[] {
  const vocabulary = new Vocabulary(createCatalog())
  const kinds = new Map(world.entities.map(({ slug, kind }) => [slug, kind]))
  const standing = world.claims.filter(({ review, retractedAt }) => review === 'ACCEPTED' && retractedAt === null)
  const superseded = new Set(standing.flatMap(({ supersedes }) => supersedes))
  const shown = standing.filter((claim) => !superseded.has(claim.id) && statesFact(claim))
  return [
    ...world.claims.flatMap(checkClaim),
    ...checkSpeakers(world),
    ...checkRings(standing),
    ...checkValues(shown, (claim) => isSingle(vocabulary, kinds.get(claim.subject) ?? '', claim.predicate)),
    ...checkIdentifiers(shown),
    ...checkJurisdictions(world.entities, shown),
    ...world.claims.flatMap((claim) => checkWords(claim, kinds.get(claim.subject) ?? '', vocabulary)),
    ...world.awaited.map(({ place, what, key }) => ({
      place,
      message: `It waits for ${what} "${key}", which is not here.`,
    })),
  ]
}

function checkClaim({ place, speakers, sources, qualifiers, publishedFrom }: WorldClaim): Finding[] {
  return [
    // What is only asked is nobody's word.
    ...(speakers === 0 && qualifiers['posedAs'] !== 'question' ? ['Nobody is named who says it.'] : []),
    ...(sources === 0 ? ['No source is named in which it stands.'] : []),
    ...(publishedFrom === null
      ? ['Nothing says when it was published; give publishedAt, or the day on which its source was read.']
      : []),
  ].map((message) => ({ place, message }))
}

/** A speaker without a name whose description is a name. */
function checkSpeakers({ entities, speakers, claims }: World): Finding[] {
  const named = claims.filter(({ predicate }) => predicate === 'NAME' || predicate === 'ALIAS')
  const names = new Map([
    ...entities.map(({ slug }) => [fold(slug), slug] as const),
    ...named.map(({ subject, said }) => [fold(said ?? ''), subject] as const),
  ])
  return speakers.flatMap(({ place, description }) => {
    const slug = names.get(fold(description))
    const message = `"${description}" is a name of ${slug ?? ''}; let it speak as { entity: ${slug ?? ''} }.`
    return slug ? [{ place, message }] : []
  })
}

/** Claims each of which says that it takes the place of the next, and the last that of the first. */
function checkRings(standing: readonly WorldClaim[]): Finding[] {
  return ringsAmong(new Map(standing.map((claim) => [claim.id, claim]))).flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return []
    const places = others.map(({ place }) => place).join(', that the one at ')
    const message = `It supersedes the claim at ${places}, and that this one again, so that none of them shows.`
    return [{ place: first.place, message }]
  })
}

/** The rings into which claims that supersede one another lead, each from the claim by which it is come to. */
function ringsAmong(claims: ReadonlyMap<string, WorldClaim>): readonly (readonly WorldClaim[])[] {
  const rings: WorldClaim[][] = []
  const seen = new Set<string>()
  // The way from a claim to one that it supersedes and so on, each with those that are still to be gone to from it.
  const way: { readonly claim: WorldClaim; readonly left: string[] }[] = []
  const enter = (claim: WorldClaim): void => {
    seen.add(claim.id)
    way.push({ claim, left: [...claim.supersedes] })
  }
  for (const start of claims.values()) {
    if (!seen.has(start.id)) enter(start)
    for (let at = way.at(-1); at; at = way.at(-1)) {
      const id = at.left.pop()
      const next = id === undefined ? undefined : claims.get(id)
      if (id === undefined) way.pop()
      else if (next && !seen.has(id)) enter(next)
      else if (next)
        rings.push(
          fromOn(
            next,
            way.map(({ claim }) => claim),
          ),
        )
    }
  }
  return rings
}

/** The rest of a way from one of its claims on; nothing where it does not lead by there. */
function fromOn(claim: WorldClaim, way: readonly WorldClaim[]): WorldClaim[] {
  const begin = way.indexOf(claim)
  return begin < 0 ? [] : way.slice(begin)
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^the /, '')
    .replaceAll(/[\s-]+/g, ' ')
    .trim()
}

/** Several values where there can be one at a time, unless they are dated or an editor has said which of them holds. */
function checkValues(shown: readonly WorldClaim[], single: (claim: WorldClaim) => boolean): Finding[] {
  const candidates = shown.filter((claim) => claim.said !== null && !claim.isDated && single(claim))
  return gather(candidates, ({ subject, predicate }) => `${subject} ${predicate}`).flatMap((claims) => {
    const [first, ...others] = claims
    const preferred = claims.filter(({ rank }) => rank === 'PREFERRED').length === 1
    if (!first || preferred) return []
    return others
      .filter((other) => !claims.some((claim) => claim !== other && agree(claim, other)))
      .map(({ place, subject, predicate, said }) => ({
        place,
        message: `${predicate} of ${subject} is "${said ?? ''}" here and "${first.said ?? ''}" at ${first.place}; say when each held, which is preferred, or how one bears on the other.`,
      }))
  })
}

/** Whether two claims say the same, one more exactly than the other, or one bears on the other. */
function agree(a: WorldClaim, b: WorldClaim): boolean {
  if (a.said === b.said || a.links.includes(b.id) || b.links.includes(a.id)) return true
  const [first, second] = [parseFuzzyDate(a.said ?? ''), parseFuzzyDate(b.said ?? '')]
  if (!first || !second) return false
  return (first.from <= second.from && second.to <= first.to) || (second.from <= first.from && first.to <= second.to)
}

function checkIdentifiers(shown: readonly WorldClaim[]): Finding[] {
  const identifiers = shown.filter(({ predicate, said }) => predicate === 'IDENTIFIER' && said !== null)
  return gather(identifiers, ({ qualifiers, said }) => `${String(qualifiers['scheme'])} ${said ?? ''}`).flatMap(
    ([first, ...others]) =>
      others
        .filter(({ subject }) => subject !== first?.subject)
        .map(({ place, subject, said, qualifiers }) => ({
          place,
          message: `${String(qualifiers['scheme'])} ${said ?? ''} is given to ${subject} here and to ${first?.subject ?? ''} at ${first?.place ?? ''}.`,
        })),
  )
}

/** Words that nobody declares, so that they show as no field, and that are nearly ones that somebody does. */
function checkWords({ place, predicate, qualifiers }: WorldClaim, kind: string, vocabulary: Vocabulary): Finding[] {
  if (vocabulary.subjects(predicate).length === 0) {
    const near = nearest(predicate, vocabulary.predicates)
    return near ? [{ place, message: `${predicate} is no predicate of the vocabulary; is ${near} meant?` }] : []
  }
  const qualified = { kind, predicate, meaning: vocabulary.meaning(kind, predicate) }
  const known = qualifiedProperties(qualified, vocabulary).map(({ name }) => name)
  return Object.keys(qualifiers).flatMap((word) => {
    const near = known.includes(word) ? null : nearest(word, known)
    return near ? [{ place, message: `${predicate} has no qualifier "${word}"; is "${near}" meant?` }] : []
  })
}

/** The first of the words that one may have been meant for: one or two letters are wrong, or its end is missing. */
function nearest(word: string, words: readonly string[]): string | null {
  if (word.length < 4) return null
  const typos = word.length < 8 ? 1 : 2
  return words.find((each) => each.startsWith(`${word}_`) || typosBetween(word, each) <= typos) ?? null
}

/** Kinds of events that are somebody's act within a country. */
const ACTS = ['Ban', 'Inquiry', 'ExportRestriction']

function checkJurisdictions(entities: readonly WorldEntity[], shown: readonly WorldClaim[]): Finding[] {
  const placed = new Set(shown.filter(({ predicate }) => predicate === 'IN_JURISDICTION').map(({ subject }) => subject))
  return entities
    .filter(({ kind, slug }) => ACTS.includes(kind) && !placed.has(slug))
    .map(({ place, slug, kind }) => ({ place, message: `${slug} is of kind ${kind} and has no IN_JURISDICTION.` }))
}

/** Whether a predicate has one value at a time: every property but a list, and every edge to one. */
function isSingle(vocabulary: Vocabulary, kind: string, predicate: string): boolean {
  const meaning = vocabulary.meaning(kind, predicate)
  return meaning !== null && (meaning.form === 'property' ? !meaning.property.list : meaning.edge.form === 'one')
}

function gather(claims: readonly WorldClaim[], keyOf: (claim: WorldClaim) => string): WorldClaim[][] {
  const groups = new Map<string, WorldClaim[]>()
  for (const claim of claims) groups.set(keyOf(claim), [...(groups.get(keyOf(claim)) ?? []), claim])
  return [...groups.values()]
}
