import { Random } from '../support/agreement-random.js'
import { Naive } from '../support/histories-oracle.js'
import type { Question, World } from '../support/histories-oracle.js'
import { LOADS, fileOfLoad, idsOf, randomHistory } from '../support/histories.js'
import { openGraph } from '../support/open-graph.js'

/** Other histories, or more of them: HISTORIES_FROM=1000 HISTORIES_GRAPHS=50 npx jest test/agreement/histories */
const from = Number(process.env['HISTORIES_FROM'] ?? 1)
const graphs = Array.from({ length: Number(process.env['HISTORIES_GRAPHS'] ?? 5) }, (_, i) => from + i)
const HISTORIES_A_GRAPH = 60
const QUESTIONS_A_HISTORY = 5
const NOW = '2025-08-01'

const ASK = `query Shown($slug: String!, $asOf: AsOf, $trust: Trust) {
  company(slug: $slug, asOf: $asOf, trust: $trust) {
    name
    importance
    valuation { amount }
    foundedOn { value precision }
    names { value }
    valuationFact { value { amount } reason modality claim { key } alternatives { key } origins { count } }
    headquarters { slug }
    models(first: 50) { edges { modality originCount since { value } claims { totalCount } node { slug } } }
    people(first: 50) { edges { role isCurrent modality originCount since { value } claims { totalCount } node { slug } } }
    claims { totalCount }
  }
}`

const KNOWN = [
  '2024-12-31T10:00:00Z',
  '2025-01-15T07:59:59Z',
  '2025-01-30T12:00:00Z',
  '2025-02-28T00:00:00Z',
  '2025-03-01T12:30:00Z',
  '2025-05-15T00:00:00Z',
  '2025-06-20T23:00:00Z',
  '2026-01-01T00:00:00Z',
]
const DAYS = ['2018-01-01', '2020-12-31', '2021-06-01', '2022-03-15', '2022-03-16', '2025-02-10', '2028-01-01']

function randomQuestion(random: Random): Question {
  if (random.chance(0.15)) return { asOf: null, trust: null }
  const asOf = {
    ...(random.chance(0.8) ? { known: new Date(random.pick(KNOWN)).toISOString() } : {}),
    ...(random.chance(0.5) ? { valid: random.pick(DAYS) } : {}),
    ...(random.chance(0.5) ? { clock: random.pick(['PUBLICATION', 'SYSTEM']) } : {}),
  }
  const trust = {
    ...(random.chance(0.5) ? { minModality: random.pick(['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']) } : {}),
    ...(random.chance(0.3) ? { minConfidence: random.pick(['CONFIDENT', 'LIKELY', 'SPECULATIVE']) } : {}),
    ...(random.chance(0.5) ? { review: 'PROPOSED' } : {}),
  }
  return { asOf: random.chance(0.9) ? asOf : null, trust: random.chance(0.4) ? trust : null }
}

test.each(graphs)(
  'histories of graph %i show at any moment what the rules make of their claims, one by one',
  async (seed) => {
    const random = new Random(seed)
    const histories = Array.from({ length: HISTORIES_A_GRAPH }, (_, i) => randomHistory(i, random.fork()))
    const texts = LOADS.map((_, load) => fileOfLoad(histories, load))
    const graph = await openGraph([], { today: NOW })
    try {
      for (const [load, text] of texts.entries()) await graph.load(text, { recordedAt: LOADS[load] ?? '' })
      // What was loaded before changes nothing when it is loaded again.
      await graph.load(texts[0] ?? '', { recordedAt: '2025-07-01T00:00:00.000Z' })
      const world: World = { histories, ids: idsOf(texts), now: NOW }
      const differing: string[] = []
      let telling = 0
      for (const history of histories) {
        for (let i = 0; i < QUESTIONS_A_HISTORY; i += 1) {
          const question = randomQuestion(random)
          const { data, errors } = await graph.ask(ASK, { slug: history.firm, ...question })
          const wanted = loosely(new Naive(world, question).company(history))
          const got = errors.length > 0 ? errors : loosely(data?.['company'])
          if (wanted !== null) telling += 1
          if (JSON.stringify(got) !== JSON.stringify(wanted))
            differing.push(tellDifference(history, { question, wanted, got }))
        }
      }
      expect(differing).toEqual([])
      expect(telling).toBeGreaterThan(HISTORIES_A_GRAPH)
    } finally {
      await graph.close()
    }
  },
  300_000,
)

/** Edges and names without their order, which is the lists' own matter. */
function loosely(tree: unknown, key = ''): unknown {
  if (Array.isArray(tree)) {
    const items = tree.map((each) => loosely(each))
    return key === 'alternatives' ? items : items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (typeof tree !== 'object' || tree === null) return tree ?? null
  return Object.fromEntries(
    Object.entries(tree)
      .map(([name, value]) => [name, loosely(value, name)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function tellDifference({ told }: { readonly told: readonly unknown[] }, how: unknown): string {
  return `${JSON.stringify(how, null, 1)}\n${told.map((each) => JSON.stringify(each)).join('\n')}`
}
