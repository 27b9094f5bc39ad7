import fc from 'fast-check'

import { loadBatch } from '../../src/ingest/load-files.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import { project } from '../../src/ingest/project.js'
import { claimId, entityId } from '../../src/ingest/records.js'
import type { Batch, ClaimRecord } from '../../src/ingest/records.js'
import { Vocabulary } from '../../src/model/vocabulary.js'
import { createCatalog } from '../../src/model/declare.js'
import { ConfidenceLevel, Modality, Polarity, Rank, Review } from '../../src/model/words.js'
import { dumpGraph, fileOf, openGraph } from '../support/open-graph.js'

const ENTITIES = {
  openai: 'Company',
  deepseek: 'Company',
  italy: 'Country',
  france: 'Country',
  altman: 'Person',
  o1: 'Model',
}

const SAYINGS = [
  ...['A', 'B'].map((value) => `subject: openai, predicate: NAME, value: ${value}`),
  ...[300, 340].map((amount) => `subject: openai, predicate: VALUATION, value: { amount: ${amount}, currency: USD }`),
  ...['2015', '2015-12', '2015-12-11'].map((date) => `subject: openai, predicate: FOUNDED_ON, value: "${date}"`),
  ...['italy', 'france'].map((country) => `subject: openai, predicate: HEADQUARTERED_IN, object: ${country}`),
  ...['openai', 'deepseek'].map((firm) => `subject: o1, predicate: DEVELOPED_BY, object: ${firm}`),
  ...['CEO', 'Chair'].map(
    (role) => `subject: altman, predicate: HOLDS_ROLE, object: openai, qualifiers: { role: ${role} }`,
  ),
  'subject: openai, predicate: VALUATION, unknown: true',
  'subject: openai, predicate: OVERVALUED, value: true',
]

const oneOf = (words: object): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(words))

const claims = fc.uniqueArray(
  fc.record({
    saying: fc.constantFrom(...SAYINGS),
    modality: oneOf(Modality),
    rank: oneOf(Rank),
    review: fc.constantFrom('ACCEPTED', 'ACCEPTED', ...Object.keys(Review)),
    polarity: fc.constantFrom('AFFIRMS', 'AFFIRMS', ...Object.keys(Polarity)),
    confidence: oneOf(ConfidenceLevel),
    publishedAt: fc.constantFrom('2025-01-30', '2025-01', '2024', '2020s'),
    validFrom: fc.constantFrom('2019', '2023-11-29'),
    supersedes: fc.option(fc.nat(20), { nil: null }),
  }),
  { maxLength: 20, selector: ({ saying, polarity, validFrom }) => [saying, polarity, validFrom].join() },
)

type Claims = typeof claims extends fc.Arbitrary<infer Value> ? Value : never

function textOf(given: Claims): string {
  const lines = given.map(({ saying, supersedes, ...how }, i) => {
    const target = supersedes === null || supersedes >= given.length || supersedes === i ? null : supersedes
    const links = target === null ? '' : `, links: [{ type: SUPERSEDES, claim: k${target} }]`
    return `{ key: k${i}, ${saying}, ${Object.entries(how)
      .map(([key, value]) => `${key}: "${value}"`)
      .join(', ')}${links} }`
  })
  return fileOf(ENTITIES, lines)
}

/** The claims that may show, the one that decides first, written anew from the rule in docs/provenance.md. */
function shownBy({ claims: all }: Batch): ClaimRecord[] {
  const taken = new Set(
    all.filter(({ review }) => review === 'ACCEPTED').flatMap(({ links }) => links.map(({ claim }) => claim)),
  )
  const places: readonly ((claim: ClaimRecord) => number | string)[] = [
    ({ rank }) => (rank === 'PREFERRED' ? 0 : 1),
    ({ modality }) => ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED'].indexOf(modality),
    ({ confidence }) => ['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN'].indexOf(confidence.level),
    ({ publishedAt }) => -Date.parse(publishedAt?.from ?? '0001-01-01'),
    claimId,
  ]
  return all
    .filter(({ review, polarity, rank }) => review === 'ACCEPTED' && polarity === 'AFFIRMS' && rank !== 'DEPRECATED')
    .filter(({ modality }) => !['OPINION', 'FORECAST', 'RUMOURED', 'DENIED'].includes(modality))
    .filter(({ key }) => !taken.has(key ?? ''))
    .toSorted((a, b) => {
      const differing = places.find((place) => place(a) !== place(b))
      return differing === undefined ? 0 : differing(a) < differing(b) ? -1 : 1
    })
}

function gather<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** What clients should see, by a walk of the claims alone. */
function expectedOf(batch: Batch): unknown {
  const shown = shownBy(batch)
  const of = (subject: string, predicate: string): ClaimRecord[] =>
    shown.filter((claim) => claim.subject === subject && claim.predicate === predicate)
  const [name] = of('openai', 'NAME')
  const [valuation] = of('openai', 'VALUATION')
  const [founded] = of('openai', 'FOUNDED_ON')
  const [headquarters] = of('openai', 'HEADQUARTERED_IN')
  const holdings = gather(
    of('altman', 'HOLDS_ROLE'),
    ({ qualifiers, validFrom }) => `${String(qualifiers['role'])} ${validFrom?.value ?? ''}`,
  )
  const firms = gather(of('o1', 'DEVELOPED_BY'), ({ object }) => object ?? '')
  return {
    company: {
      name: name?.value.text ?? 'openai',
      valuation: valuation?.value.amount ? { amount: valuation.value.amount } : null,
      foundedOn: founded?.value.date
        ? { value: founded.value.date.value, precision: founded.value.date.precision }
        : null,
      headquarters: headquarters?.object ? { slug: headquarters.object } : null,
      people: [...holdings.values()].map(([first, ...more]) => ({
        role: first?.qualifiers['role'],
        modality: first?.modality,
        claims: { totalCount: 1 + more.length },
      })),
    },
    model: { developers: [...firms].map(([slug, [first]]) => ({ modality: first?.modality, node: { slug } })) },
  }
}

const ASK = `{
  company(slug: "openai") {
    name
    valuation { amount }
    foundedOn { value precision }
    headquarters { slug }
    people(first: 50) { edges { role modality claims { totalCount } } }
  }
  model(slug: "o1") { developers { edges { modality node { slug } } } }
}`

type Seen = {
  readonly company: { readonly people: { readonly edges: unknown[] } }
  readonly model: { readonly developers: { readonly edges: unknown[] } }
}

/** Lists without their order, which is the lists' own matter. */
function loosely(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map((each) => JSON.stringify(each)).toSorted()
  if (typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, loosely(value)]))
}

test('what clients see is what the rule makes of the claims, and projecting again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(claims, async (given) => {
      const batch = parseSeed(textOf(given), 'x', createCatalog())
      const graph = await openGraph()
      try {
        await loadBatch(graph.store, batch, () => undefined, '2025-02-10T00:00:00.000Z')
        const { company, model } = (await graph.read(ASK)) as unknown as Seen
        const seen = {
          company: { ...company, people: company.people.edges },
          model: { developers: model.developers.edges },
        }
        expect(loosely(seen)).toEqual(loosely(expectedOf(batch)))
        const once = await dumpGraph(graph.store)
        await graph.store.write((run) =>
          project(run, Object.keys(ENTITIES).map(entityId), {
            vocabulary: new Vocabulary(createCatalog()),
            today: '2025-02-10',
          }),
        )
        expect(await dumpGraph(graph.store)).toEqual(once)
      } finally {
        await graph.close()
      }
    }),
    { numRuns: 30 },
  )
})
