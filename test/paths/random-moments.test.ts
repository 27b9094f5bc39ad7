import { isDeepStrictEqual } from 'node:util'

import type { GraphNode } from '../support/agreement-graph.js'
import { Random } from '../support/agreement-random.js'
import { DAYS, randomForm } from '../support/histories-moments.js'
import { Naive } from '../support/histories-oracle.js'
import type { Question } from '../support/histories-oracle.js'
import { PARTS, SAYINGS, SHARED } from '../support/histories-sayings.js'
import { Shown } from '../support/histories-shown.js'
import type { World } from '../support/histories-world.js'
import { randomHistory } from '../support/histories.js'
import type { Talk } from '../support/histories.js'
import { TIES, edgeIdsOf, momentGraph } from '../support/moment-graph.js'
import { openHistories } from '../support/open-histories.js'
import { PathOracle } from '../support/path-oracle.js'
import { isPlanningDear, randomForms, randomSeeds } from '../support/random-seeds.js'
import { askWalks, naiveWalks } from '../support/walk-answers.js'
import type { Walks } from '../support/walk-answers.js'
import { butOne, randomRestriction } from '../support/walk-forms.js'
import type { Restriction, Sieve, SieveForm } from '../support/walk-forms.js'

const HISTORIES_A_GRAPH = 4
const QUESTIONS_A_GRAPH = isPlanningDear ? 30 : 100
const NOW = '2025-08-01'

/** Histories say much, and speak of nothing but names and edges, so that there are ways to go. */
const TALK: Talk = {
  least: 48,
  sayings: Object.fromEntries(
    Object.entries(SAYINGS).map(([part, topics]) => [
      part,
      topics.filter((topic) => topic.some(({ predicate, object }) => object !== undefined || predicate === 'NAME')),
    ]),
  ) as unknown as typeof SAYINGS,
}

/** What an entity is like changes with the moment too. */
const SIEVES: readonly ((random: Random) => SieveForm)[] = [
  butOne,
  () => (each) => {
    const names = each.some(['Alpha', 'One', 'Eve', 'Round A', 'Order A'], 3)
    return {
      where: { not: { name: { in: names } } },
      passes: ({ properties }) => !names.includes(String(properties['name'])),
    }
  },
  () => (each) => {
    const least = 1 + each.below(2)
    return {
      where: { importance: { gte: least } },
      passes: ({ properties }) => Number(properties['importance']) >= least,
    }
  },
  (random) => {
    const modality = random.pick(['CONFIRMED', 'REPORTED', 'ALLEGED'])
    return () => ({
      where: { not: { nameFact: { modality: { eq: modality } } } },
      passes: ({ properties }) => properties['nameModality'] !== modality,
    })
  },
  (random) => {
    const modality = random.pick(['REPORTED', 'OPINION', 'DENIED'])
    return () => ({
      where: { claims: { none: { modality: { eq: modality } } } },
      passes: ({ properties }) => !(properties['saidAs'] as readonly string[]).includes(modality),
    })
  },
]

const CHOICES = { kinds: [...new Set(Object.values({ ...PARTS, ...SHARED }))], types: TIES, days: DAYS, sieves: SIEVES }

const NOTHING_ASKED: Question = { asOf: null, trust: null }

interface Asked {
  readonly question: Question
  readonly restriction: Restriction
  readonly wanted: Sieve
}

/** A question with its values still to be picked. */
function randomAsked(random: Random): (each: Random, slugs: readonly string[]) => Asked {
  const moment = randomForm(random)
  const restrict = randomRestriction(random, CHOICES)
  const sieve = random.pick(SIEVES)(random)
  return (each, slugs) => ({
    question: moment(each),
    restriction: restrict(each, slugs),
    wanted: sieve(each, slugs),
  })
}

const FORMS = randomForms({ few: 3, many: 400 }, randomAsked)

/** Mostly ends that have edges and lie within reach of one another, or else most answers would be empty. */
function pickWalks(
  oracle: PathOracle,
  { random, slugs, wanted }: { random: Random; slugs: string[]; wanted: Sieve },
): Walks {
  const tied = oracle.graph.nodes.flatMap((node) => (node.in.length + node.out.length > 0 ? [slugOf(node)] : []))
  const from = random.pick(tied.length > 0 && random.chance(0.8) ? tied : slugs)
  const hops = 2 + random.below(4)
  const middle = oracle.find(from)
  const near = middle ? [...oracle.distances(middle, hops).keys()].map(slugOf) : []
  return {
    from,
    to: random.pick(near.length > 1 && random.chance(0.7) ? near : slugs),
    hops,
    depth: 1 + random.below(4),
    size: random.pick([1, 3, 9, 200]),
    wanted,
  }
}

const slugOf = ({ properties }: GraphNode): string => String(properties['slug'])

test.each(randomSeeds(3))(
  'on the histories of graph %i walks go at any moment over what the rules make of their claims',
  async (seed) => {
    const random = new Random(seed)
    const histories = Array.from({ length: HISTORIES_A_GRAPH }, (_, i) => randomHistory(i, random.fork(), TALK))
    const { graph, world } = await openHistories(histories, NOW)
    try {
      const edgeIds = await edgeIdsOf(graph)
      const slugs = [...world.recordedAt.keys()].toSorted()
      const differing: string[] = []
      let [leading, moving] = [0, 0]
      for (let i = 0; i < QUESTIONS_A_GRAPH; i += 1) {
        const { question, restriction, wanted: sieve } = random.pick(FORMS)(random, slugs)
        const oracleOf = (at: Question): PathOracle =>
          new PathOracle(momentGraph(new Shown(new Naive(world, at)), edgeIds), restriction.passing)
        const oracle = oracleOf(question)
        const walks = pickWalks(oracle, { random, slugs, wanted: sieve })
        const wanted = naiveWalks(oracle, walks)
        const ends = { from: random.pick(namesOf(walks.from, world)), to: random.pick(namesOf(walks.to, world)) }
        const got = await askWalks(graph, walks, { ...question, ...restriction.variables, ...ends })
        if (wanted['shortest'] !== null) leading += 1
        if (!isDeepStrictEqual(wanted, naiveWalks(oracleOf(NOTHING_ASKED), walks))) moving += 1
        for (const [field, answer] of Object.entries(wanted))
          if (!isDeepStrictEqual(got[field], answer)) {
            const asked = { ...walks, ...ends, wanted: sieve.where, ...restriction.variables, ...question }
            differing.push(`${field} of ${JSON.stringify(asked)}\n${print(answer)}\n${print(got[field])}`)
          }
      }
      expect(differing).toEqual([])
      expect(Math.min(leading, moving)).toBeGreaterThan(QUESTIONS_A_GRAPH / 10)
    } finally {
      await graph.close()
    }
  },
  300_000,
)

/** An entity is found by the slugs of those that are folded into it too. */
function namesOf(slug: string, { staysAs }: World): readonly string[] {
  return [slug, ...[...staysAs].flatMap(([folded, stays]) => (stays === slug ? [folded] : []))]
}

/** An answer on so few lines that two can be compared: a step, a node or an edge a line. */
function print(answer: unknown): string {
  return JSON.stringify(answer).replaceAll('{"node"', '\n  {"node"').replaceAll('{"type"', '\n  {"type"')
}
