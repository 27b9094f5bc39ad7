import { parseFuzzyDate } from '../../src/model/fuzzy-date.js'
import { SHARED, SOURCES } from './histories-sayings.js'
import { FILES, LOADS, listedIn } from './histories.js'
import type { History, Manner, Told } from './histories.js'

/** A source of a claim, with who stands behind it and the day from which it counts; empty where it always did. */
interface Standing {
  readonly source: string
  readonly stance: string
  readonly who: string
  readonly since: string
}

/** A claim as it is on record from one instant on, until it is taken back or a later load puts it otherwise. */
export interface Version {
  readonly told: Told
  readonly manner: Manner
  readonly recordedAt: string
  readonly endsAt: string | null
  readonly id: string
  readonly subject: string
  readonly object: string | null
  readonly origins: readonly string[]
  readonly standing: readonly Standing[]
  /** The speaker to whom it goes back; else it goes back to its sources. */
  readonly speaker: string | null
  /** What it says, whoever says it. */
  readonly says: string
  /** When the public could know it, in the form of a file. */
  readonly published: string | null
}

/** All that a naive reader needs of some histories, whatever is asked. */
export interface World {
  readonly histories: readonly History[]
  readonly versions: readonly Version[]
  readonly bySubject: ReadonlyMap<string, readonly Version[]>
  readonly naming: ReadonlyMap<string, readonly Version[]>
  readonly superseding: ReadonlyMap<string, readonly Version[]>
  readonly recordedAt: ReadonlyMap<string, string>
  /** The slug of the one that stays, by that of one that is folded into it. */
  readonly staysAs: ReadonlyMap<string, string>
  readonly now: string
}

/** Ids are hashes of no matter to the rules but that they decide last: they are read from the graph. */
export type IdOf = (text: string, recordedAt: string) => string

export function createWorld(histories: readonly History[], now: string, idOf: IdOf): World {
  const staysAs = new Map(histories.flatMap(foldOf))
  const versions = histories.flatMap(({ told }) => told.flatMap((each) => versionsOf(each, staysAs, idOf)))
  return {
    histories,
    versions,
    bySubject: gather(versions, ({ subject }) => [subject]),
    naming: gather(versions, ({ subject, object }) => [subject, ...(object === null ? [] : [object])]),
    superseding: gather(versions, ({ manner }) =>
      manner.links.filter(({ type }) => type === 'SUPERSEDES').map(({ key }) => key),
    ),
    recordedAt: recordedOf(histories, staysAs),
    staysAs,
    now,
  }
}

export function gather<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) for (const key of keysOf(item)) groups.set(key, [...(groups.get(key) ?? []), item])
  return groups
}

/** K2: a load that puts a claim otherwise records it anew, and ends what it was. */
function versionsOf(told: Told, staysAs: ReadonlyMap<string, string>, idOf: IdOf): Version[] {
  const stays = (slug: string): string => staysAs.get(slug) ?? slug
  const retractedAt = retractionOf(told)
  const tellings = FILES.flatMap((file, load) => {
    const telling = told.tellings.find((each) => each.file === file)
    return telling ? [{ manner: telling.manner, recordedAt: LOADS[load] ?? '' }] : []
  })
  const versions = tellings.filter(
    ({ manner }, i) => JSON.stringify(manner) !== JSON.stringify(tellings[i - 1]?.manner),
  )
  return versions.map(({ manner, recordedAt }, i): Version => {
    const ends = [versions[i + 1]?.recordedAt ?? null, retractedAt].flatMap((end) => end ?? []).toSorted()
    return {
      told,
      manner,
      recordedAt,
      endsAt: ends[0] ?? null,
      id: idOf(told.key, recordedAt),
      subject: stays(told.subject),
      object: told.object === null ? null : stays(told.object),
      ...attestationOf(told, { manner, recordedAt, stays }),
      says: JSON.stringify([told.object === null ? null : stays(told.object), told.kind, told.said]),
      published: manner.published ?? publishedBySources(told),
    }
  })
}

function retractionOf({ retracted }: Told): string | null {
  return retracted === null ? null : (LOADS[FILES.indexOf(retracted as 0)] ?? '')
}

type Attestation = Pick<Version, 'origins' | 'standing' | 'speaker'>

interface Telling {
  readonly manner: Manner
  readonly recordedAt: string
  readonly stays: (slug: string) => string
}

/** K6: a source that was published after the claim and after the first of its sources counts from its own day on. */
function attestationOf(told: Told, { manner, recordedAt, stays }: Telling): Attestation {
  const named = manner.speakers.findLast((who) => who !== 'clerk' && !who.startsWith('author:'))
  const published = manner.published ?? publishedBySources(told)
  const known = published === null ? recordedAt.slice(0, 10) : lastDay(published)
  const begun = [known, told.evidence.map(({ source }) => dayOf(source)).toSorted()[0] ?? ''].toSorted()[1] ?? ''
  const standing = told.evidence.map(({ source, stance }): Standing => {
    const since = dayOf(source) > begun ? dayOf(source) : ''
    return { source, stance, who: standsBehind(source), since }
  })
  const speaker = named === undefined ? null : stays(named)
  return { origins: behind(speaker, standing), standing, speaker }
}

/** The last named speaker of the chain; without one whoever stands behind each source that supports it. */
export function behind(speaker: string | null, standing: readonly Standing[]): readonly string[] {
  if (speaker !== null) return [speaker]
  return [...new Set(standing.flatMap(({ stance, who }) => (stance === 'SUPPORTS' ? [who] : [])))]
}

/** All sources are in every file. */
function dayOf(source: string): string {
  const { publishedAt, retrievedOn } = SOURCES[source] ?? {}
  const date = publishedAt ?? retrievedOn
  return date === undefined ? LOADS[0].slice(0, 10) : lastDay(date)
}

function standsBehind(slug: string): string {
  const { publisher, reprintOf } = SOURCES[slug] ?? {}
  return reprintOf === undefined ? (publisher ?? `author:${slug}`) : standsBehind(reprintOf)
}

/** The earliest date of its sources, else the earliest day on which one of them was read. */
function publishedBySources({ evidence }: Told): string | null {
  const sources = evidence.map(({ source }) => SOURCES[source] ?? {})
  const earliest = (dates: readonly (string | undefined)[]): string | undefined =>
    dates.flatMap((date) => date ?? []).toSorted((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1))[0]
  return earliest(sources.map((each) => each.publishedAt)) ?? earliest(sources.map((each) => each.retrievedOn)) ?? null
}

export const firstDay = (date: string): string => parseFuzzyDate(date)?.from ?? ''
export const lastDay = (date: string): string => parseFuzzyDate(date)?.to ?? ''

function recordedOf(histories: readonly History[], staysAs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const recorded = new Map<string, string>(Object.keys(SHARED).map((slug) => [slug, LOADS[0]]))
  for (const history of histories)
    for (const [load, file] of FILES.entries())
      for (const slug of listedIn(history, file)) {
        const stays = staysAs.get(slug) ?? slug
        recorded.set(stays, recorded.get(stays) ?? LOADS[load] ?? '')
      }
  return recorded
}

/** J1 to J4: the twin is folded into the firm where a judgement says so and nothing forbids it. */
function foldOf(history: History): readonly (readonly [string, string])[] {
  const { slugs, judged } = history
  const standing = judged.filter(({ revoked }) => revoked === null).map(({ verdict }) => verdict)
  if (!standing.includes('SAME') || standing.includes('DIFFERENT')) return []
  const [firm, twin] = (['firm', 'twin'] as const).map((part) => attested(history, slugs[part])) as [Attested, Attested]
  const differ =
    firm.numbers.length > 0 && twin.numbers.length > 0 && !firm.numbers.some((each) => twin.numbers.includes(each))
  return differ || (firm.isWell && twin.isWell) ? [] : [[slugs.twin, slugs.firm]]
}

interface Attested {
  readonly isWell: boolean
  /** What the register is said to call it, by claims that may show. */
  readonly numbers: readonly (string | undefined)[]
}

function attested({ told }: History, slug: string): Attested {
  const onRecord = told.flatMap((each) => {
    const manner = lastManner(each.tellings)
    return manner && each.retracted === null && manner.review === 'ACCEPTED' ? [{ each, manner }] : []
  })
  const own = onRecord.filter(({ each }) => each.subject === slug)
  const superseded = onRecord.flatMap(({ manner }) =>
    manner.links.filter(({ type }) => type === 'SUPERSEDES').map(({ key }) => key),
  )
  const numbers = own.filter(
    ({ each, manner }) =>
      each.predicate === 'IDENTIFIER' &&
      each.polarity === 'AFFIRMS' &&
      manner.rank !== 'DEPRECATED' &&
      ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED'].includes(manner.modality) &&
      !superseded.includes(each.key),
  )
  const origins = new Set(
    own.flatMap(({ each, manner }) => attestationOf(each, { manner, recordedAt: '', stays: (who) => who }).origins),
  )
  return { isWell: own.length >= 5 && origins.size >= 2, numbers: numbers.map(({ each }) => each.said) }
}

/** What the last load that tells it says. */
function lastManner(tellings: Told['tellings']): Manner | undefined {
  const last = FILES.toReversed().find((file) => tellings.some((each) => each.file === file))
  return tellings.find((each) => each.file === last)?.manner
}
