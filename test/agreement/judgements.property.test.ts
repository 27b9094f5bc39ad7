import fc from 'fast-check'

import { rebuild } from '../../src/ingest/rebuild.js'
import { dumpGraph, openGraph } from '../support/open-graph.js'
import { isPlanningDear, randomSeeds } from '../support/random-seeds.js'

/** What may be said; each is one claim, of one source, with a key by which the others may speak of it. */
const SAYINGS = [
  'source: s1, subject: a, predicate: NAME, value: Alpha',
  'source: s2, subject: b, predicate: NAME, value: Beta, links: [{ type: CONTRADICTS, claim: k0 }]',
  'source: s3, subject: c, predicate: NAME, value: Gamma, modality: CONFIRMED',
  'source: s1, subject: a, predicate: FOUNDED_ON, value: "2015"',
  'source: s2, subject: b, predicate: FOUNDED_ON, value: "2016", links: [{ type: SUPERSEDES, claim: k3 }]',
  'source: s3, subject: b, predicate: IDENTIFIER, value: Q1, qualifiers: { scheme: WIKIDATA }',
  'source: s3, subject: c, predicate: IDENTIFIER, value: Q2, qualifiers: { scheme: WIKIDATA }',
  'source: s4, subject: b, predicate: IDENTIFIER, value: beta-inc, qualifiers: { scheme: SLUG }',
  'source: s1, subject: m, predicate: DEVELOPED_BY, object: a',
  'source: s2, subject: m, predicate: DEVELOPED_BY, object: b, speakers: [{ entity: c }]',
  'source: s4, subject: p, predicate: HOLDS_ROLE, object: c, qualifiers: { role: CEO }',
  'source: s3, subject: p, predicate: HOLDS_ROLE, object: b, qualifiers: { role: CEO }, speakers: [{ entity: b }]',
  'source: s3, subject: m, predicate: SIMILAR_APPROACH_TO, object: n',
  'source: s2, subject: n, predicate: NAME, value: Next',
  'source: s2, subject: x, predicate: NAME, value: Thing, speakers: [{ entity: a }]',
  'source: s1, subject: m, predicate: NAME, value: Model, speakers: [{ entity: b }]',
  'source: s4, subject: m, predicate: NAME, value: Other, speakers: [{ entity: c }]',
] as const

const KINDS = { a: 'Company', b: 'Company', c: 'Company', x: 'Product', m: 'Model', n: 'Model', p: 'Person' }

/** Who publishes the sources, and that all entities are there. */
const BASE = [
  'format: dossier/1',
  'sources:',
  '  s1: { title: s1, kind: ARTICLE, publishedAt: 2025-01-10, publisher: a }',
  '  s2: { title: s2, kind: ARTICLE, publishedAt: 2025-01-20, publisher: b }',
  '  s3: { title: s3, kind: ARTICLE, publishedAt: 2025-01-30 }',
  '  s4: { title: s4, kind: ARTICLE, publishedAt: 2025-02-01, reprintOf: s2 }',
  'entities:',
  ...Object.entries(KINDS).map(([slug, kind]) => `  ${slug}: { kind: ${kind} }`),
  '',
].join('\n')

const SOURCES = [
  'format: dossier/1',
  'sources:',
  ...['2025-01-10', '2025-01-20', '2025-01-30', '2025-02-01'].map(
    (day, i) => `  s${i + 1}: { title: s${i + 1}, kind: ARTICLE, publishedAt: ${day} }`,
  ),
]

const COMPANIES = ['a', 'b', 'c', '"WIKIDATA:Q1"', '"WIKIDATA:Q2"']
const PAIRS = [
  ...COMPANIES.flatMap((one) => COMPANIES.filter((other) => other > one).map((other) => [one, other] as const)),
  ['m', 'n'] as const,
  // Of another kind, which the file cannot tell.
  ['"WIKIDATA:Q1"', 'x'] as const,
]

interface Judged {
  readonly sides: readonly [string, string]
  readonly verdict: string
  readonly day: number
}

/** What one file brings. */
interface Load {
  readonly claims: readonly number[]
  readonly retracted: readonly number[]
  readonly judged: readonly Judged[]
  readonly revoked: readonly Judged[]
}

const judged: fc.Arbitrary<Judged> = fc
  .record({ pair: fc.nat(PAIRS.length - 1), verdict: fc.constantFrom('SAME', 'SAME', 'SAME', 'DIFFERENT', 'UNSURE') })
  .map(({ pair, verdict }) => ({ sides: PAIRS[pair] ?? ['a', 'b'], verdict, day: 10 + pair }))

const loads: fc.Arbitrary<readonly Load[]> = fc.array(
  fc.record({
    claims: fc.uniqueArray(fc.nat(SAYINGS.length - 1), { maxLength: 8 }),
    // A judgement that names somebody by a number stays about him when the number is taken back, and so depends on
    // which came first.
    retracted: fc.uniqueArray(
      fc.nat(SAYINGS.length - 1).filter((i) => !SAYINGS[i]?.includes('WIKIDATA')),
      {
        maxLength: 1,
      },
    ),
    judged: fc.array(judged, { maxLength: 2 }),
    revoked: fc.array(judged, { maxLength: 1 }),
  }),
  { minLength: 2, maxLength: 5 },
)

function textOf({ claims, retracted, judged: made, revoked }: Load): string {
  const said = claims.map((i) => `      - { key: k${i}, ${SAYINGS[i] ?? ''} }`)
  const lines = [...made.map((each) => lineOf(each, false)), ...revoked.map((each) => lineOf(each, true))]
  const spoken = [...said, ...lines].join('\n')
  // No more than it speaks of: what it names is computed anew, and the rest must be found out.
  const named = Object.entries(KINDS).filter(([slug]) => new RegExp(`: ${slug}\\b[, }]`).test(spoken))
  return [
    ...SOURCES,
    ...(named.length > 0 ? ['entities:', ...named.map(([slug, kind]) => `  ${slug}: { kind: ${kind} }`)] : []),
    ...(said.length > 0 ? ['claims:', '  - modality: REPORTED', '    claims:', ...said] : []),
    ...(retracted.length > 0 ? ['retract:', ...retracted.map((i) => `  - { claim: k${i}, reason: a mistake }`)] : []),
    ...(lines.length > 0 ? ['judgements:', ...new Set(lines)] : []),
    '',
  ].join('\n')
}

function lineOf({ sides: [a, b], verdict, day }: Judged, isRevoked: boolean): string {
  const revoked = isRevoked ? ', revokedAt: 2025-02-05' : ''
  return `  - { a: ${a}, b: ${b}, verdict: ${verdict}, by: { entity: p }, at: 2025-01-${day}, reason: looked at${revoked} }`
}

/** The graph that files make which are loaded one after the other, and what more is done with it. */
async function graphOf(texts: readonly string[], isRebuilt = false): Promise<readonly string[]> {
  const graph = await openGraph(texts)
  try {
    if (isRebuilt) await rebuild(graph.store, '2025-02-10', () => undefined)
    return await dumpGraph(graph.store)
  } finally {
    await graph.close()
  }
}

/** Without the judgements themselves and what hangs on them. */
function withoutJudgements(lines: readonly string[]): string[] {
  const ids = lines.flatMap((line) => /^\(Judgement:Node .*?"id":"([\w-]+)"/.exec(line)?.[1] ?? [])
  // A number that a judgement named and nothing has leads nowhere.
  const leads = (line: string): boolean => {
    const key = /^\(Identifier \{"key":"(wikidata:\w+)"/.exec(line)?.[1]
    return key === undefined || lines.some((other) => other.startsWith(`${key} -IDENTIFIES->`))
  }
  return lines.filter((line) => leads(line) && !ids.some((id) => line.includes(id)))
}

const RUNS = randomSeeds(6).length
/** One that goes on after its time disturbs the next, for a server has one graph. */
const TIMEOUT_MS = 120_000 + RUNS * (isPlanningDear ? 60_000 : 10_000)

test(
  'the same claims and judgements make the same graph in whichever order they come, and computed anew',
  async () => {
    await fc.assert(
      fc.asyncProperty(loads, async (given) => {
        const texts = [BASE, ...given.map(textOf)]
        const graph = await graphOf(texts)
        expect(await graphOf(texts.toReversed())).toEqual(graph)
        expect(await graphOf([...texts, ...texts])).toEqual(graph)
        expect(await graphOf(texts, true)).toEqual(graph)
      }),
      { numRuns: RUNS },
    )
  },
  TIMEOUT_MS,
)

test(
  'once all judgements are taken back, the graph is as if there had never been one',
  async () => {
    await fc.assert(
      fc.asyncProperty(loads, async (given) => {
        const all = given.flatMap(({ judged: made }) => made)
        const plain = given.map((load) => ({ ...load, judged: [], revoked: [] }))
        const back: Load = { claims: [], retracted: [], judged: [], revoked: all }
        const graph = await graphOf([BASE, ...[...given, back].map(textOf)])
        expect(withoutJudgements(graph)).toEqual(
          await graphOf([BASE, ...[...plain, { ...back, revoked: [] }].map(textOf)]),
        )
      }),
      { numRuns: RUNS },
    )
  },
  TIMEOUT_MS,
)
