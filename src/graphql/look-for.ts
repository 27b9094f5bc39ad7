import { invariant } from '../errors.js'
import { checkKeys, fillHole, identifierKey, readRef } from '../plan/bind.js'
import type { FoundRows, Request } from '../plan/bind.js'
import {
  candidatesRoot,
  cardsByIdentifiers,
  countriesOf,
  keysOf,
  readCandidates,
  readCountry,
  readingOf,
} from '../plan/candidate-facts.js'
import type { Look } from '../plan/candidate-facts.js'
import type { Edge } from '../model/catalog.js'
import type { LookContext, LookFor, Plan, Ref } from '../plan/plan.js'
import { findEntities, rankOf, weighByNames } from '../search/find-entities.js'
import type { Candidates, FoundRow, Looked } from '../search/find-entities.js'
import type { Context } from '../search/judge.js'
import { readCard } from '../search/known-cards.js'
import type { FindCards, KnownCards } from '../search/known-cards.js'
import { resolveEntities } from '../search/resolve-entities.js'
import type { Candidate } from '../search/resolve-entities.js'
import { meantCountry, nameCountries } from '../search/meant-country.js'
import type { CountriesByName } from '../search/meant-country.js'
import type { ReadOptions, Row, Statement, Store } from '../store/store.js'
import { Recall } from './versioned-cache.js'
import type { VersionedCache } from './versioned-cache.js'

/** What is remembered of earlier requests: cards by their print, lists by what was asked for, and the countries. */
interface KnownWords {
  readonly cards: KnownCards
  readonly lists: VersionedCache<Candidates>
  readonly countries: VersionedCache<CountriesByName>
}

/** How looking for words reaches the store, within the time of the request. */
interface Reading {
  readonly find: FindCards
  readonly list: (looked: Looked) => Promise<Candidates>
  readonly countries: () => Promise<CountriesByName>
  readonly rows: (statement: Statement) => Promise<readonly Row[]>
}

/** How many cards are weighed; more where a filter may drop most of them, so that pages are full all the same. */
const WEIGHED = { search: 2000, filtered: 10_000, suggest: 200 }

interface Sight {
  readonly store: Store
  readonly known: KnownWords
  /** What is left of the time of the request. */
  readonly left: () => ReadOptions
  /** Whether lists that were found before may be taken as they are. */
  readonly isTrusting: boolean
}

/** What was found, and of which versions of the graph: what was found before, and what was read now. */
interface LookedFor {
  readonly found: ReadonlyMap<string, FoundRows>
  readonly known: readonly string[]
  readonly read: readonly (string | null)[]
}

/** Finds by words what the root fields of a plan look for; their statements then fetch it. */
export async function lookFor(
  plan: Plan,
  request: Request,
  { store, known: { cards, lists, countries }, left, isTrusting }: Sight,
): Promise<LookedFor> {
  const recall = new Recall(isTrusting)
  const telling = (versions: (string | null)[]): ReadOptions => ({
    ...left(),
    onVersion: (version) => versions.push(version),
  })
  const findBy = (versions: (string | null)[]): FindCards => {
    return (queries, limit) => cards.find((question) => store.find(question, telling(versions)), queries, limit)
  }
  const rowsBy = async (versions: (string | null)[], statement: Statement): Promise<readonly Row[]> =>
    (await store.read([statement], telling(versions)))[0] ?? []
  const reading: Reading = {
    find: findBy(recall.read),
    list: (looked) => recall.take(lists, keyOf(looked), (versions) => findEntities(looked, findBy(versions))),
    countries: () =>
      recall.take(countries, 'all', async (versions) =>
        nameCountries((await rowsBy(versions, countriesOf())).map(readCountry)),
      ),
    rows: (statement) => rowsBy(recall.read, statement),
  }
  const looking = plan.roots.flatMap(({ key, looksFor, pins, trust }) => {
    const how: Looking = { look: { pins, trust }, request, reading }
    return looksFor ? [lookForOne(looksFor, how).then((found) => [key, found] as const)] : []
  })
  const found = new Map(await Promise.all(looking))
  return { found, known: recall.known, read: recall.read }
}

function keyOf({ text, kinds, reach, limit }: Looked): string {
  return JSON.stringify([text, kinds, reach, limit])
}

/** One root field that looks for words: how it looks at the graph, and by which request. */
interface Looking {
  readonly look: Look
  readonly request: Request
  readonly reading: Reading
}

async function lookForOne(looked: LookFor, looking: Looking): Promise<FoundRows> {
  if (looked.context) return resolve(looked, looking)
  const { request, reading } = looking
  const asked: Looked = {
    text: String(readRef(looked.words, request)),
    argument: looked.argument,
    kinds: looked.kinds,
    reach: looked.for === 'suggest' ? 'names' : 'said',
    limit: looked.for === 'suggest' ? WEIGHED.suggest : looked.filtered ? WEIGHED.filtered : WEIGHED.search,
  }
  const list = await reading.list(asked)
  const { candidates, truncated } = looked.for === 'suggest' ? await asNamed(asked, list, looking) : list
  const rows = looked.cut ? candidates.slice(0, Number(fillHole(looked.cut, request))) : candidates
  return { rows, truncated }
}

/** What a search box shows is a name, so that it must be one that the entity has as it is looked at. */
async function asNamed(asked: Looked, list: Candidates, looking: Looking): Promise<Candidates> {
  if (isNow(looking.look)) return list
  const ids = list.candidates.map(({ id }) => id)
  const named = await lookAt(ids, null, looking)
  return weighByNames(asked, list, (id) => named.get(id)?.names ?? [])
}

function isNow({ pins, trust }: Look): boolean {
  return pins === null && trust === null
}

/** Entities as a root field looks at them. */
async function lookAt(
  ids: readonly string[],
  toCountries: Edge | null,
  { look, request, reading }: Looking,
): Promise<ReadonlyMap<string, Candidate>> {
  const root = candidatesRoot(look, toCountries)
  const [rows, keys] = await Promise.all([
    reading.rows(readingOf(root, ids, request)),
    toCountries === null ? [] : reading.rows(keysOf(ids)),
  ])
  return readCandidates(rows[0], keys, look)
}

async function resolve(looked: LookFor, looking: Looking): Promise<FoundRows> {
  const { context } = looked
  const { request, reading } = looking
  const { find, rows } = reading
  invariant(context, 'a name is resolved in a context')
  const resolved = await resolveEntities(
    {
      text: String(readRef(looked.words, request)),
      argument: looked.argument,
      kinds: looked.kinds,
      context: await readContext(context, looking),
    },
    {
      find,
      cardsByIdentifiers: async (keys) => (await rows(cardsByIdentifiers(keys))).map(readCard),
      isNow: isNow(looking.look),
      candidates: (ids) => lookAt(ids, context.toCountries, looking),
    },
  )
  const kept = looked.cut ? resolved.slice(0, Number(fillHole(looked.cut, request))) : resolved
  return {
    rows: kept.map(({ id, name, verdict }): FoundRow => {
      const { score, match, explanation, parts } = verdict
      return {
        id,
        name,
        score,
        rank: rankOf(score),
        isMatch: match,
        explanation,
        parts: parts.map((part) => JSON.stringify(part)),
      }
    }),
    truncated: false,
  }
}

async function readContext(
  { country, domain, identifiers }: LookContext,
  { request, reading }: Looking,
): Promise<Context> {
  const text = (ref: Ref | null): string | null => {
    const value = ref === null ? null : readRef(ref, request)
    return value === null ? null : String(value)
  }
  const keys = identifiers.map((each) => identifierKey(each, request))
  checkKeys('identifiers', keys.length)
  const said = text(country)
  const meant = said === null ? null : meantCountry(said, await reading.countries())
  return { country: meant, domain: text(domain), identifiers: keys }
}
