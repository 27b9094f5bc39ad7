import { loadBatch } from '../../src/ingest/load-files.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import { createCatalog } from '../../src/model/declare.js'
import { dumpGraph, fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const ENTITIES = { 'deepseek-ai': 'Company', deepseek: 'Company', r1: 'Model', chatbot: 'Product', liang: 'Person' }
const CLAIMS = [
  '{ subject: deepseek, predicate: NAME, value: DeepSeek, modality: CONFIRMED }',
  '{ subject: deepseek-ai, predicate: LEGAL_NAME, value: Hangzhou DeepSeek }',
  '{ subject: deepseek-ai, predicate: IDENTIFIER, value: Q131577453, qualifiers: { scheme: WIKIDATA } }',
  '{ subject: r1, predicate: DEVELOPED_BY, object: deepseek-ai, speakers: [{ entity: deepseek-ai }] }',
  '{ subject: liang, predicate: HOLDS_ROLE, object: deepseek, qualifiers: { role: CEO } }',
]
const FILE = fileOf(ENTITIES, CLAIMS)

function judged(lines: readonly string[], claims: readonly string[] = []): string {
  return [fileOf(ENTITIES, claims), 'judgements:', ...lines.map((line) => `  - ${line}`), ''].join('\n')
}

const BY = 'by: { entity: liang }, at: 2025-02-01, reason: one firm'
const SAME = `{ a: deepseek-ai, b: deepseek, verdict: SAME, ${BY} }`
const REVOKED = `{ a: deepseek-ai, b: deepseek, verdict: SAME, ${BY}, revokedAt: 2025-02-05 }`

let graph: OpenGraph
afterEach(() => graph.close())

const FIRM =
  '{ id slug name legalName foldedSlugs people(first: 5) { nodes { slug } } models(first: 5) { nodes { slug } } claims(first: 9) { totalCount } }'

async function firms(): Promise<unknown> {
  const { companies } = (await graph.read('{ companies { nodes { slug } } }')) as { companies: { nodes: Tree[] } }
  return companies.nodes.map(({ slug }) => slug)
}

/** The graph without the judgements themselves, who made them and what they stand in. */
async function withoutJudgements(): Promise<string[]> {
  const lines = await dumpGraph(graph.store)
  const ids = lines.flatMap((line) => /^\(Judgement:Node .*?"id":"([\w-]+)"/.exec(line)?.[1] ?? [])
  // That something was recorded is noted of a judgement too.
  return lines.filter((line) => !line.startsWith('(Recorded ') && !ids.some((id) => line.includes(id)))
}

describe('two that are judged to be the same', () => {
  test('are one: with the claims of both, found by every slug, id and identifier', async () => {
    graph = await openGraph([FILE])
    const { company } = (await graph.read('{ company(slug: "deepseek") { id } }')) as { company: { id: string } }
    await graph.load(judged([SAME]))
    const one = {
      slug: 'deepseek',
      name: 'DeepSeek',
      legalName: 'Hangzhou DeepSeek',
      foldedSlugs: ['deepseek-ai'],
      people: { nodes: [{ slug: 'liang' }] },
      models: { nodes: [{ slug: 'r1' }] },
      claims: { totalCount: 3 },
    }
    expect(await firms()).toEqual(['deepseek'])
    const old = (await graph.read('{ model(slug: "r1") { claims { nodes { object { id } } } } }')) as Tree
    expect(old).toEqual({ model: { claims: { nodes: [{ object: { id: company.id } }] } } })
    for (const ref of ['slug: "deepseek"', 'slug: "deepseek-ai"', 'scheme: WIKIDATA, value: "Q131577453"'])
      expect(await graph.read(`{ entity(ref: { ${ref} }) { ... on Company ${FIRM} } }`)).toMatchObject({ entity: one })
    expect(await graph.read(`{ company(slug: "deepseek-ai") ${FIRM} }`)).toMatchObject({ company: one })
  })

  test('are found by the id of the one that was folded', async () => {
    graph = await openGraph([FILE])
    const { company } = (await graph.read('{ company(slug: "deepseek-ai") { id } }')) as { company: { id: string } }
    await graph.load(judged([SAME]))
    const { id } = company
    expect(
      await graph.read(
        `{ node(id: "${id}") { ... on Company { slug } } entity(ref: { id: "${id}" }) { slug } nodes(ids: ["${id}", "slug:deepseek"]) { ... on Company { slug } } entities(refs: [{ id: "${id}" }]) { slug } }`,
      ),
    ).toEqual({
      node: { slug: 'deepseek' },
      entity: { slug: 'deepseek' },
      nodes: [{ slug: 'deepseek' }, null],
      entities: [{ slug: 'deepseek' }],
    })
  })

  test('are one at every moment, and what is claimed of the folded one later is claimed of the other', async () => {
    graph = await openGraph([FILE])
    await graph.load(judged([SAME]))
    await graph.load(fileOf(ENTITIES, ['{ subject: deepseek-ai, predicate: FOUNDED_ON, value: "2023" }']))
    expect(
      await graph.read(
        '{ companies(asOf: { known: "2025-02-02T00:00:00Z" }) { nodes { slug legalName foldedSlugs foundedOn { value } } } }',
      ),
    ).toEqual({
      companies: {
        nodes: [
          {
            slug: 'deepseek',
            legalName: 'Hangzhou DeepSeek',
            foldedSlugs: ['deepseek-ai'],
            foundedOn: { value: '2023-01-01' },
          },
        ],
      },
    })
  })

  test('are two again, as if they had never been one, when the judgement is taken back', async () => {
    graph = await openGraph([FILE])
    await graph.load(judged([`{ a: deepseek-ai, b: deepseek, verdict: UNSURE, ${BY} }`]))
    const before = await withoutJudgements()
    await graph.load(judged([SAME]))
    expect(await withoutJudgements()).not.toEqual(before)
    await graph.load(judged([REVOKED]))
    expect(await withoutJudgements()).toEqual(before)
  })

  test('are two again with what was claimed of each, also where that has changed meanwhile', async () => {
    const put = (modality: string): string =>
      fileOf(ENTITIES, [`{ subject: deepseek-ai, predicate: FOUNDED_ON, value: "2023", modality: ${modality} }`])
    const later = { recordedAt: '2025-02-11T00:00:00.000Z' }
    graph = await openGraph([
      FILE,
      judged([`{ a: deepseek-ai, b: deepseek, verdict: UNSURE, ${BY} }`]),
      put('REPORTED'),
    ])
    await graph.load(put('CONFIRMED'), later)
    const before = await withoutJudgements()
    await graph.close()
    graph = await openGraph([FILE, judged([SAME]), put('REPORTED')])
    await graph.load(put('CONFIRMED'), later)
    await graph.load(judged([REVOKED]))
    expect(await withoutJudgements()).toEqual(before)
  })

  test('are one origin of what they say', async () => {
    graph = await openGraph([
      fileOf({ ...ENTITIES, openai: 'Company' }, [
        '{ subject: openai, predicate: VALUATION, value: { amount: 300, currency: USD }, speakers: [{ entity: deepseek }] }',
        '{ subject: openai, predicate: VALUATION, value: { amount: 300, currency: USD }, publishedAt: 2025-01-31, validFrom: 2025-01-01, speakers: [{ entity: deepseek-ai }] }',
      ]),
    ])
    const ask =
      '{ company(slug: "openai") { valuationFact { origins { count speakers { ... on Company { slug } } } } } }'
    const origins = async (): Promise<unknown> => {
      const { company } = (await graph.read(ask)) as { company: { valuationFact: { origins: { count: number } } } }
      return company.valuationFact.origins
    }
    expect(await origins()).toMatchObject({ count: 2 })
    await graph.load(judged([SAME]))
    expect(await origins()).toEqual({ count: 1, speakers: [{ slug: 'deepseek' }] })
    await graph.load(judged([REVOKED]))
    expect(await origins()).toMatchObject({ count: 2 })
  })

  test('show what was judged of all that are one, each judgement once', async () => {
    const third = { ...ENTITIES, 'deepseek-inc': 'Company' }
    const lines = [SAME, `{ a: deepseek-ai, b: deepseek-inc, verdict: SAME, ${BY} }`].map((line) => `  - ${line}`)
    graph = await openGraph([[fileOf(third, CLAIMS), 'judgements:', ...lines, ''].join('\n')])
    expect(
      await graph.read(
        '{ company(slug: "deepseek-inc") { slug judgements { totalCount nodes { entities { slug } } } } }',
      ),
    ).toEqual({
      company: {
        slug: 'deepseek',
        judgements: {
          totalCount: 2,
          nodes: [{ entities: [{ slug: 'deepseek' }] }, { entities: [{ slug: 'deepseek' }] }],
        },
      },
    })
  })

  test('whichever comes first, the claims or the judgement', async () => {
    graph = await openGraph([FILE, judged([SAME])])
    const later = await dumpGraph(graph.store)
    await graph.close()
    graph = await openGraph([judged([SAME]), FILE])
    expect(await dumpGraph(graph.store)).toEqual(later)
    await graph.load(judged([SAME]))
    expect(await dumpGraph(graph.store)).toEqual(later)
  })
})

describe('a judgement is not carried out, and says why,', () => {
  test.each([
    [
      'where somebody judged them to be different',
      [SAME, `{ a: deepseek, b: deepseek-ai, verdict: DIFFERENT, ${BY} }`],
      [],
      /judged to be different/,
    ],
    [
      'where a register knows them by two numbers',
      [SAME],
      ['{ subject: deepseek, predicate: IDENTIFIER, value: Q1, qualifiers: { scheme: WIKIDATA } }'],
      /WIKIDATA knows/,
    ],
  ])('%s', async (_, lines, claims, why) => {
    graph = await openGraph([FILE])
    await graph.load(judged(lines, claims))
    expect(await firms()).toEqual(expect.arrayContaining(['deepseek', 'deepseek-ai']))
    const { judgements } = (await graph.read(
      '{ judgements(where: { verdict: { eq: SAME } }) { nodes { refusal } } }',
    )) as {
      judgements: { nodes: { refusal: string }[] }
    }
    expect(judgements.nodes[0]?.refusal).toMatch(why)
  })

  test('to whoever loads it, once', async () => {
    graph = await openGraph([FILE])
    const lines = [SAME, `{ a: deepseek, b: deepseek-ai, verdict: DIFFERENT, ${BY} }`]
    const told: string[] = []
    for (let i = 0; i < 2; i += 1)
      await loadBatch(graph.store, parseSeed(judged(lines), 'x', createCatalog()), (line) => told.push(line))
    expect(told).toEqual(['A judgement is not carried out. "deepseek-ai" and "deepseek" are judged to be different.'])
  })
})

describe('what comes while two are one', () => {
  const legal = (how: string): string =>
    fileOf(ENTITIES, [`{ subject: deepseek-ai, predicate: LEGAL_NAME, value: Hangzhou DeepSeek, modality: ${how} }`])
  const CLAIMED =
    '{ a: company(slug: "deepseek") { ...F } b: company(slug: "deepseek-ai") { ...F } } fragment F on Company { claims(where: { review: { eq: ACCEPTED } }) { totalCount } }'

  test('goes back with what it was before to the one it is about', async () => {
    graph = await openGraph([FILE, judged([SAME])])
    await graph.load(legal('ALLEGED'), { recordedAt: '2025-02-11T00:00:00.000Z' })
    await graph.load(judged([REVOKED]), { recordedAt: '2025-02-12T00:00:00.000Z' })
    expect(await graph.read(CLAIMED)).toEqual({ a: { claims: { totalCount: 1 } }, b: { claims: { totalCount: 3 } } })
  })

  test('is judged of the two: that they differ parts them', async () => {
    graph = await openGraph([FILE, judged([SAME])])
    expect(await firms()).toEqual(['deepseek'])
    await graph.load(judged([`{ a: deepseek, b: deepseek-ai, verdict: DIFFERENT, ${BY} }`]))
    expect(await firms()).toEqual(['deepseek', 'deepseek-ai'])
  })

  test('and before: it is there since the first of them was recorded', async () => {
    const { deepseek: _, ...others } = ENTITIES
    graph = await openGraph()
    await graph.load(fileOf(others, [CLAIMS[1] ?? '']), { recordedAt: '2025-02-01T00:00:00.000Z' })
    await graph.load(judged([SAME]), { recordedAt: '2025-03-01T00:00:00.000Z' })
    expect(
      await graph.read(
        '{ company(slug: "deepseek", asOf: { known: "2025-02-02T00:00:00Z", clock: SYSTEM }) { legalName } }',
      ),
    ).toEqual({ company: { legalName: 'Hangzhou DeepSeek' } })
  })
})

test.each([
  ['denied', 'polarity: NEGATES'],
  ['an opinion', 'modality: OPINION'],
  ['the same as one of several', 'rank: NORMAL', 'Q131577453'],
])('a number of a register that is %s keeps no two apart', async (_, how, also = '') => {
  const numbers = ['Q1', also]
    .filter((each) => each !== '')
    .map(
      (each) =>
        `{ subject: deepseek, predicate: IDENTIFIER, value: ${each}, qualifiers: { scheme: WIKIDATA }, ${how} }`,
    )
  graph = await openGraph([FILE, judged([SAME], numbers)])
  expect(await firms()).toEqual(['deepseek'])
})
