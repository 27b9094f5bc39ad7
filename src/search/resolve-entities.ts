import { kindName } from '../model/kind-words.js'
import type { Named } from './card.js'
import type { TextQuery } from '../store/store.js'
import { eachOnce, readChecked } from './find-entities.js'
import { domainsOf, hostOf, judge } from './judge.js'
import type { Context, CandidateFacts, Verdict } from './judge.js'
import type { FindCards, KnownCard } from './known-cards.js'
import { comparedAs, likenessOf } from './likeness.js'
import type { Likeness } from './likeness.js'
import { questionOf } from './question.js'
import type { Reach } from './question.js'
import type { SearchWords } from './search-words.js'

/** A name that somebody has, with what is known beside it. */
export interface Unresolved {
  readonly text: string
  readonly argument: string
  readonly kinds: readonly string[] | null
  readonly context: Context
}

/** How resolving reaches the graph. */
export interface Sight {
  readonly find: FindCards
  /** The cards of entities that registers know by these keys. */
  readonly cardsByIdentifiers: (keys: readonly string[]) => Promise<readonly KnownCard[]>
  /** Whether what is looked at is now, so that the names are those of the cards. */
  readonly isNow: boolean
  /** Entities as they are looked at; those that are not there are left out. */
  readonly candidates: (ids: readonly string[]) => Promise<ReadonlyMap<string, Candidate>>
}

/** An entity as it is looked at: by which names, and what is known beside them. */
export interface Candidate {
  readonly names: readonly Named[]
  readonly facts: CandidateFacts
}

/** An entity that may be the one that is meant. */
export interface Resolved {
  readonly id: string
  readonly name: string
  readonly verdict: Verdict
}

/** Cards that are compared by name, and candidates of which more than the name is looked at. */
const COMPARED = 500
const JUDGED = 50

/** Entities that may be meant by a name, the likeliest first; of equal ones the one with the smaller id. */
export async function resolveEntities(asked: Unresolved, sight: Sight): Promise<readonly Resolved[]> {
  readChecked({ text: asked.text, argument: asked.argument, reach: 'said' })
  const looked = comparedAs(asked.text)
  const [proposed, known] = [await propose(asked, looked.words, sight), await identified(asked, sight)]
  const idsOf = (cards: readonly KnownCard[]): readonly string[] => [...new Set(cards.map(({ of }) => of))]
  // At another moment all names may be others, so that they are read before any is compared.
  const seen = sight.isNow ? null : await sight.candidates(idsOf([...proposed, ...known]))
  const namesOf = ({ of, names }: KnownCard): readonly Named[] => (seen ? (seen.get(of)?.names ?? []) : names)
  const compare = (card: KnownCard) => ({ id: card.of, likeness: likenessOf(looked, namesOf(card)) })
  const likely = proposed.map(compare).toSorted((a, b) => b.likeness.score - a.likeness.score || (a.id < b.id ? -1 : 1))
  const kept = [...known.map(compare), ...likely.slice(0, JUDGED)]
  const byId = new Map<string, Likeness>(kept.map(({ id, likeness }) => [id, likeness]))
  if (byId.size === 0) return []
  const candidates = seen ?? (await sight.candidates([...byId.keys()]))
  return [...byId]
    .flatMap(([id, likeness]): Resolved[] => {
      const own = candidates.get(id)
      return own ? [{ id, name: likeness.value, verdict: judge(likeness, asked.context, own.facts) }] : []
    })
    .filter(({ verdict }) => verdict.score > 0)
    .toSorted((a, b) => b.verdict.score - a.verdict.score || (a.id < b.id ? -1 : 1))
}

async function propose({ kinds }: Unresolved, looked: SearchWords, { find }: Sight): Promise<readonly KnownCard[]> {
  if (looked.words.length === 0 || kinds?.length === 0) return []
  const question = (reach: Reach, words: 'all' | 'any'): TextQuery => questionOf(looked, { kinds, reach, words })
  const first = await find([question('names', 'any')], COMPARED)
  if (first.every(({ more }) => !more)) return eachOnce(first)
  return eachOnce([...first, ...(await find([question('names', 'all'), question('same', 'all')], COMPARED))])
}

async function identified(
  { kinds, context }: Unresolved,
  { cardsByIdentifiers }: Sight,
): Promise<readonly KnownCard[]> {
  // Who knows the domain of a firm may find it by that alone.
  const domains = domainsOf(context).map((domain) => `domain:${hostOf(domain)}`)
  const keys = [...new Set([...context.identifiers, ...domains])]
  if (keys.length === 0) return []
  const cards = await cardsByIdentifiers(keys)
  return cards.filter(({ kind }) => kinds === null || kinds.includes(kindName(kind)))
}
