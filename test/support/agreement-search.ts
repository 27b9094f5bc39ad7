import { readRef } from '../../src/plan/bind.js'
import type { Found, Request } from '../../src/plan/bind.js'
import { fillHole } from '../../src/plan/bind.js'
import { kindName } from '../../src/model/kind-words.js'
import type { LookFor, Plan } from '../../src/plan/plan.js'
import { foundRow } from '../../src/search/find-entities.js'
import type { FoundRow } from '../../src/search/find-entities.js'
import { readCard } from '../../src/search/known-cards.js'
import { readSearchWords, withoutBegun } from '../../src/search/search-words.js'
import type { SearchWords } from '../../src/search/search-words.js'
import { weigh } from '../../src/search/weigh.js'
import type { Graph } from './agreement-graph.js'

/** What the root fields of a plan must find: every card is weighed, so that an index that overlooks one is caught. */
export function findAll(plan: Plan, graph: Graph, request: Request): ReadonlyMap<string, Found> {
  return new Map(plan.roots.flatMap(({ key, looksFor }) => (looksFor ? [[key, find(looksFor, graph, request)]] : [])))
}

function find({ words: ref, kinds, for: purpose, cut }: LookFor, graph: Graph, request: Request): Found {
  const namesOnly = purpose === 'suggest'
  const words = readSearchWords(String(readRef(ref, request)), { shortBegins: namesOnly })
  const cards = graph.nodes
    .filter(({ labels }) => labels.has('Card'))
    .map(({ properties }) => readCard(namesOnly ? { ...properties, texts: '', said: '' } : properties))
  const weighAll = (asked: SearchWords, least = asked.words.length): FoundRow[] =>
    asked.words.length === 0
      ? []
      : cards.flatMap((card) => {
          const weight = weigh(asked, card, least)
          return weight === null || (kinds !== null && !kinds.includes(kindName(card.kind)))
            ? []
            : [foundRow(card, weight)]
        })
  const all = weighAll(words)
  const shorter = withoutBegun(words)
  const some = namesOnly
    ? shorter === null
      ? []
      : weighAll(shorter)
    : weighAll(words, Math.ceil(words.words.length / 2))
  const found = all.length > 0 ? all : some
  const sorted = found.toSorted((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1))
  const kept = cut ? sorted.slice(0, Number(fillHole(cut, request))) : sorted
  return { rows: kept, truncated: false }
}
