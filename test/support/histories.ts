import { parseFuzzyDate } from '../../src/model/fuzzy-date.js'
import type { Random } from './agreement-random.js'
import { PARTS, SAYINGS, SOURCES } from './histories-sayings.js'
import type { Part, Saying } from './histories-sayings.js'

/** How a claim is put by one load; a later load may put it otherwise. */
export interface Manner {
  readonly modality: string
  readonly confidence: string
  readonly rank: string
  readonly review: string
  readonly published: string | null
  /** Nearest first: `author:s1`, `clerk`, or the slug of an entity. */
  readonly speakers: readonly string[]
  readonly links: readonly { readonly type: string; readonly key: string }[]
}

/** A claim through all loads: what makes it itself, how each load puts it, and which load takes it back. */
export interface Told extends Omit<Saying, 'object'> {
  readonly key: string
  readonly subject: string
  readonly object: string | null
  readonly polarity: string
  readonly from: string | null
  readonly to: string | null
  readonly evidence: readonly { readonly source: string; readonly stance: string }[]
  readonly tellings: readonly { readonly file: number; readonly manner: Manner }[]
  readonly retracted: number | null
}

/** What somebody judged of the firm and its twin, in which file, and in which file it is taken back. */
export interface Judged {
  readonly verdict: string
  readonly file: number
  readonly revoked: number | null
}

export interface History {
  readonly slugs: Readonly<Record<Part, string>>
  readonly told: readonly Told[]
  readonly judged: readonly Judged[]
  /** The first file that lists an entity though it may say nothing of it. */
  readonly listed: Readonly<Record<Part, number>>
}

/** When each load was recorded, and the file it loads: the last loads an old one again. */
export const LOADS = [
  '2025-01-15T08:00:00.000Z',
  '2025-03-01T12:30:00.000Z',
  '2025-06-20T23:00:00.000Z',
  '2025-07-01T00:00:00.000Z',
] as const
export const FILES = [0, 1, 2, 1] as const
const FILE_COUNT = 3

const MODALITIES = ['CONFIRMED', 'REPORTED', 'REPORTED', 'ALLEGED', 'INFERRED', 'OPINION', 'RUMOURED', 'DENIED']
const PUBLISHED = ['2024-12-31', '2025-01-30', '2025-01-30', '2025-02', '2025-02-14', '2025', '2025-05-01']
const BEGINNINGS = [null, null, null, '2019', '2021-06', '2025-02-01']
const ENDS = [null, null, null, '2020', '2022-03-15', '2025-02-20', '2027']
const CHAINS = [['author'], ['anna', 'author'], ['author', 'anna'], ['author', 'anna', 'clerk'], ['clerk'], ['firm']]

/** What histories speak of, and how many claims one has at least. */
export interface Talk {
  readonly sayings: typeof SAYINGS
  readonly least: number
}

const TALK: Talk = { sayings: SAYINGS, least: 4 }

/** A few files about six entities: claims are said, denied, superseded, taken back, and put otherwise; two are judged. */
export function randomHistory(number: number, random: Random, { sayings, least }: Talk = TALK): History {
  const parts = Object.keys(PARTS) as Part[]
  const slugs = Object.fromEntries(parts.map((part) => [part, `${part}-${number}`])) as History['slugs']
  // Few things are talked about, so that claims meet.
  const topics = parts.flatMap((part) =>
    random.some(sayings[part], part === 'firm' ? 4 : 2).map((topic) => ({ part, topic })),
  )
  const told: Told[] = []
  const count = least + random.below(14)
  for (let i = 0; i < count; i += 1) {
    const { part, topic } = random.pick(topics)
    const one = randomTold(`h${number}-${i}`, { slugs, part, saying: random.pick(topic), told }, random)
    if (!isBackwards(one) && !told.some((other) => sameness(other) === sameness(one))) told.push(one)
  }
  return {
    slugs,
    told,
    judged: Array.from({ length: random.chance(0.4) ? 1 + random.below(2) : 0 }, () => randomJudgement(random)),
    listed: Object.fromEntries(parts.map((part) => [part, random.below(FILE_COUNT)])) as History['listed'],
  }
}

interface Place {
  readonly slugs: History['slugs']
  readonly part: Part
  readonly saying: Saying
  readonly told: readonly Told[]
}

function randomTold(key: string, { slugs, part, saying, told }: Place, random: Random): Told {
  const slug = (word: string): string => slugs[word as Part] ?? word
  const isRegister = saying.predicate === 'IDENTIFIER'
  const evidence = random.some(Object.keys(SOURCES), 1 + random.below(2)).map((source) => ({
    source,
    stance: random.chance(0.8) ? 'SUPPORTS' : random.pick(['REFUTES', 'MENTIONS']),
  }))
  const file = random.below(FILE_COUNT)
  const rivals = told.filter(({ subject }) => subject === slugs[part]).map((other) => other.key)
  const manner = (): Manner => randomManner({ sources: evidence.map(({ source }) => source), rivals, slug }, random)
  const first = manner()
  const later = Array.from({ length: FILE_COUNT - file - 1 }, (_, i) => file + 1 + i).filter(() => random.chance(0.3))
  return {
    key,
    ...saying,
    subject: slugs[part],
    object: saying.object === undefined ? null : slug(saying.object),
    ...(isRegister ? { said: `Q9${slugs[part].replace(/\D/g, '')}${saying.said ?? ''}` } : {}),
    polarity: random.chance(0.1) ? 'NEGATES' : 'AFFIRMS',
    from: random.pick(BEGINNINGS),
    to: random.pick(ENDS),
    evidence,
    tellings: [{ file, manner: first }, ...later.map((each) => ({ file: each, manner: again(first, manner, random) }))],
    retracted: random.chance(0.15) ? random.below(FILE_COUNT) : null,
  }
}

/** What a later file says of the same: sometimes the same again, sometimes something else about how surely. */
function again(first: Manner, anew: () => Manner, random: Random): Manner {
  if (random.chance(0.25)) return first
  const other = anew()
  if (random.chance(0.4)) return { ...first, review: other.review }
  return random.chance(0.5) ? { ...first, modality: other.modality, rank: other.rank } : other
}

function randomManner(
  of: {
    readonly sources: readonly string[]
    readonly rivals: readonly string[]
    readonly slug: (word: string) => string
  },
  random: Random,
): Manner {
  const linked = of.rivals.length > 0 && random.chance(0.4) ? [random.pick(of.rivals)] : []
  return {
    modality: random.pick(MODALITIES),
    confidence: random.pick(['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']),
    rank: random.chance(0.2) ? random.pick(['PREFERRED', 'DEPRECATED']) : 'NORMAL',
    review: random.chance(0.25) ? random.pick(['PROPOSED', 'REJECTED']) : 'ACCEPTED',
    published: random.chance(0.7) ? random.pick(PUBLISHED) : null,
    speakers: random.chance(0.35)
      ? random.pick(CHAINS).map((who) => (who === 'author' ? `author:${random.pick(of.sources)}` : of.slug(who)))
      : [],
    links: linked.map((key) => ({ type: random.pick(['SUPERSEDES', 'SUPERSEDES', 'DENIES', 'REFINES']), key })),
  }
}

function randomJudgement(random: Random): Judged {
  const file = random.below(FILE_COUNT)
  return {
    verdict: random.pick(['SAME', 'SAME', 'SAME', 'DIFFERENT', 'UNSURE']),
    file,
    revoked: random.chance(0.35) ? file + random.below(FILE_COUNT - file) : null,
  }
}

/** The same, from the same sources, is one claim: a file refuses it twice. */
function sameness({ predicate, subject, object, kind, said, qualifiers, polarity, ...rest }: Told): string {
  const sources = rest.evidence.map(({ source }) => source).toSorted()
  return JSON.stringify([predicate, subject, object, kind, said, qualifiers, polarity, sources, rest.from, rest.to])
}

function isBackwards({ from, to }: Told): boolean {
  return from !== null && to !== null && (parseFuzzyDate(to)?.to ?? '') < (parseFuzzyDate(from)?.from ?? '')
}

/** The entities that a load lists, of which it may say nothing. */
export function listedIn({ slugs, told, judged, listed }: History, file: number): readonly string[] {
  const own = Object.entries(slugs)
    .filter(([part]) => listed[part as Part] === file)
    .map(([, slug]) => slug)
  const said = told
    .filter(({ tellings }) => tellings.some((each) => each.file === file))
    .flatMap(({ subject, object, tellings }) => [
      subject,
      object,
      ...tellings.filter((each) => each.file === file).flatMap(({ manner }) => manner.speakers),
    ])
  const judges = judged.some((each) => each.file === file || each.revoked === file) ? [slugs.firm, slugs.twin] : []
  const all = Object.values(slugs)
  return [...new Set([...own, ...said, ...judges])].filter((slug) => slug !== null && all.includes(slug)) as string[]
}
