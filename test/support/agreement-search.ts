import { readRef } from '../../src/plan/bind.js'
import type { FoundRows, Request } from '../../src/plan/bind.js'
import { fillHole } from '../../src/plan/bind.js'
import { kindName } from '../../src/model/kind-words.js'
import { candidatesRoot, readCandidates, requestFor } from '../../src/plan/candidate-facts.js'
import type { LookFor, Plan, Root } from '../../src/plan/plan.js'
import { foundRow, weighByNames } from '../../src/search/find-entities.js'
import type { FoundRow, Looked } from '../../src/search/find-entities.js'
import { readCard } from '../../src/search/known-cards.js'
import { readSearchWords, withoutBegun } from '../../src/search/search-words.js'
import type { SearchWords } from '../../src/search/search-words.js'
import { weigh } from '../../src/search/weigh.js'
import type { Graph } from './agreement-graph.js'
import { walkPlan } from './agreement-oracle.js'

/** What the root fields of a plan must find: every card is weighed, so that an index that overlooks one is caught. */
export function findAll(plan: Plan, graph: Graph, request: Request): ReadonlyMap<string, FoundRows> {
  return new Map(
    plan.roots.flatMap((root) =>
      root.looksFor ? [[root.key, find({ ...root, looksFor: root.looksFor }, graph, request)]] : [],
    ),
  )
}

function find(root: Root & { readonly looksFor: LookFor }, graph: Graph, request: Request): FoundRows {
  const { words: ref, kinds, for: purpose, cut } = root.looksFor
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
  const isNow = root.pins === null && root.trust === null
  const named = !namesOnly || isNow ? sorted : byNames(root, sorted, { graph, request })
  const kept = cut ? named.slice(0, Number(fillHole(cut, request))) : named
  return { rows: kept, truncated: false }
}

/** What a search box shows of what was found, by the names that the walk reads at the moment. */
function byNames(
  root: Root & { readonly looksFor: LookFor },
  candidates: readonly FoundRow[],
  { graph, request }: { readonly graph: Graph; readonly request: Request },
): readonly FoundRow[] {
  const { words, kinds, argument } = root.looksFor
  const asked = requestFor(
    candidates.map(({ id }) => id),
    request,
  )
  const [rows = []] = walkPlan({ roots: [{ ...root, ...candidatesRoot(root, null) }] }, graph, asked)
  const seen = readCandidates(rows[0], [], root)
  const looked: Looked = { text: String(readRef(words, request)), argument, kinds, reach: 'names', limit: 0 }
  return weighByNames(looked, { candidates, truncated: false }, (id) => seen.get(id)?.names ?? []).candidates
}
