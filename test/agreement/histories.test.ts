import { Random } from '../support/agreement-random.js'
import { Naive } from '../support/histories-oracle.js'
import type { Question } from '../support/histories-oracle.js'
import { PARTS } from '../support/histories-sayings.js'
import type { Part } from '../support/histories-sayings.js'
import { ASK_LISTS, listsOf } from '../support/histories-lists.js'
import { randomForm } from '../support/histories-moments.js'
import { FRAGMENTS, Shown } from '../support/histories-shown.js'
import { randomHistory } from '../support/histories.js'
import type { History } from '../support/histories.js'
import { openHistories } from '../support/open-histories.js'
import { randomForms, randomSeeds } from '../support/random-seeds.js'

const HISTORIES_A_GRAPH = 64
const QUESTIONS_A_HISTORY = 2
const NOW = '2025-08-01'

const FORMS = randomForms({ few: 1, many: 12 }, (random) =>
  Array.from({ length: QUESTIONS_A_HISTORY }, () => randomForm(random)),
)

const FIELDS: Readonly<Record<string, string>> = { FundingRound: 'fundingRound' }
const aliases = Array.from({ length: QUESTIONS_A_HISTORY }, (_, i) => i)
/** Every entity of a history at several moments, in one operation. */
const ASK = `query Shown(${Object.keys(PARTS)
  .map((part) => `$${part}: String!`)
  .join(', ')}, ${aliases.map((i) => `$asOf${i}: AsOf, $trust${i}: Trust`).join(', ')}) {
${aliases
  .flatMap((i) =>
    Object.entries(PARTS).map(
      ([part, kind]) =>
        `  ${part}${i}: ${FIELDS[kind] ?? kind.toLowerCase()}(slug: $${part}, asOf: $asOf${i}, trust: $trust${i}) { ...${kind} }`,
    ),
  )
  .join('\n')}
}${FRAGMENTS}`

test.each(randomSeeds(3))(
  'histories of graph %i show at any moment what the rules make of their claims, one by one',
  async (seed) => {
    const random = new Random(seed)
    const histories = Array.from({ length: HISTORIES_A_GRAPH }, (_, i) => randomHistory(i, random.fork()))
    const { graph, world } = await openHistories(histories, NOW)
    try {
      const differing: string[] = []
      let telling = 0
      for (const history of histories) {
        const questions = random.pick(FORMS).map((form) => form(random))
        const { data, errors } = await graph.ask(ASK, variablesOf(history, questions))
        expect(errors).toEqual([])
        for (const [i, question] of questions.entries()) {
          const shown = new Shown(new Naive(world, question))
          for (const part of Object.keys(PARTS) as Part[]) {
            const wanted = loosely(shown.entity(part, history.slugs[part]))
            const got = loosely(data?.[`${part}${i}`])
            if (wanted !== null) telling += 1
            if (JSON.stringify(got) !== JSON.stringify(wanted))
              differing.push(tellDifference(history, { part, question, ...differenceOf(wanted, got) }))
          }
        }
      }
      for (const [form] of FORMS) {
        const question = form?.(random) ?? { asOf: null, trust: null }
        const { data, errors } = await graph.ask(ASK_LISTS, { ...question })
        expect(errors).toEqual([])
        const wanted = listsOf(new Shown(new Naive(world, question)))
        if (JSON.stringify(data) !== JSON.stringify(wanted))
          differing.push(JSON.stringify({ part: 'lists', question, ...differenceOf(wanted, data) }) + '\n[]')
      }
      expect(differing).toEqual([])
      expect(telling).toBeGreaterThan(HISTORIES_A_GRAPH)
    } finally {
      await graph.close()
    }
  },
  300_000,
)

function variablesOf({ slugs }: History, questions: readonly Question[]): Readonly<Record<string, unknown>> {
  return {
    ...slugs,
    ...Object.fromEntries(
      questions.flatMap(({ asOf, trust }, i) => [
        [`asOf${i}`, asOf],
        [`trust${i}`, trust],
      ]),
    ),
  }
}

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

/** The fields in which two answers differ. */
function differenceOf(wanted: unknown, got: unknown): { readonly wanted: unknown; readonly got: unknown } {
  if (typeof wanted !== 'object' || typeof got !== 'object' || wanted === null || got === null) return { wanted, got }
  const [left, right] = [wanted as Record<string, unknown>, got as Record<string, unknown>]
  const keys = Object.keys({ ...left, ...right }).filter(
    (key) => JSON.stringify(left[key]) !== JSON.stringify(right[key]),
  )
  const only = (tree: Record<string, unknown>): unknown => Object.fromEntries(keys.map((key) => [key, tree[key]]))
  return { wanted: only(left), got: only(right) }
}

function tellDifference({ told, judged }: History, how: unknown): string {
  return `${JSON.stringify(how, null, 1)}\n${told.map((each) => JSON.stringify(each)).join('\n')}\n${JSON.stringify(judged)}`
}
