import { dumpGraph, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

let graph: OpenGraph
afterEach(() => graph.close())

const LATER = { recordedAt: '2031-01-01T00:00:00.000Z' }

const file = (judgement: string, claims: readonly string[] = []): string =>
  [
    'format: dossier/1',
    'sources: { article: { title: An article, kind: ARTICLE, publishedAt: 2025-02-01 } }',
    'speakers: { desk: { description: the desk } }',
    'entities: { deepseek: { kind: Company }, hangzhou: { kind: Company } }',
    ...(claims.length === 0 ? [] : ['claims:', '  - source: article', '    modality: REPORTED', '    claims:']),
    ...claims.map((claim) => `      - { ${claim} }`),
    ...(judgement === '' ? [] : ['judgements:', `  - { ${judgement} }`]),
    '',
  ].join('\n')

const BY = 'by: { anonymous: desk }, at: 2025-02-10'
const SAME = `a: deepseek, b: hangzhou, verdict: SAME, reason: One address., ${BY}`
const READ =
  '{ judgements { nodes { verdict reason at revokedAt recordedAt by { ... on AnonymousSpeaker { description } } entities { slug } } } }'

test('a judgement is read with who judged what, when and why', async () => {
  graph = await openGraph([file(SAME)])
  expect(await graph.read(READ)).toEqual({
    judgements: {
      nodes: [
        {
          verdict: 'SAME',
          reason: 'One address.',
          at: '2025-02-10T23:59:59.999Z',
          revokedAt: null,
          recordedAt: '2025-02-10T00:00:00.000Z',
          by: { description: 'the desk' },
          // The other is folded into it.
          entities: [{ slug: 'deepseek' }],
        },
      ],
    },
  })
})

test('a judgement that leaves it open is read from either entity, and does not change what is claimed of it', async () => {
  const open = SAME.replace('SAME', 'UNSURE')
  graph = await openGraph([file(open, ['subject: deepseek, predicate: NAME, value: DeepSeek'])])
  const judgements = { nodes: [{ verdict: 'UNSURE' }] }
  expect(
    await graph.read(
      '{ a: company(slug: "deepseek") { judgements { nodes { verdict } } claims { totalCount } } b: company(slug: "hangzhou") { judgements { nodes { verdict } } claims { totalCount } } }',
    ),
  ).toEqual({ a: { judgements, claims: { totalCount: 1 } }, b: { judgements, claims: { totalCount: 0 } } })
})

test('loading it again, or with its sides the other way round, changes nothing', async () => {
  graph = await openGraph([file(SAME)])
  const before = await dumpGraph(graph.store)
  for (const each of [SAME, SAME.replace('a: deepseek, b: hangzhou', 'a: hangzhou, b: deepseek')])
    expect(await graph.load(file(each), LATER)).toMatchObject({ judgements: 0 })
  expect(await dumpGraph(graph.store)).toEqual(before)
})

test('a judgement that is taken back says when, and stays so when the older file is loaded again', async () => {
  graph = await openGraph([file(SAME)])
  await graph.load(file(`${SAME}, revokedAt: "2025-03-01T10:00:00Z"`), LATER)
  const revoked = await dumpGraph(graph.store)
  expect(await graph.read('{ judgements { nodes { revokedAt } } }')).toEqual({
    judgements: { nodes: [{ revokedAt: '2025-03-01T10:00:00.000Z' }] },
  })
  await graph.load(file(SAME), LATER)
  expect(await dumpGraph(graph.store)).toEqual(revoked)
})

test('another verdict stands beside the first', async () => {
  graph = await openGraph([file(SAME), file(SAME.replace('SAME', 'UNSURE').replace('02-10', '02-11'))])
  expect(await graph.read('{ judgements { nodes { verdict } } }')).toEqual({
    judgements: { nodes: [{ verdict: 'UNSURE' }, { verdict: 'SAME' }] },
  })
})

describe('a side that is named by what a register calls it', () => {
  const byNumber = file(SAME.replace('b: hangzhou', 'b: "WIKIDATA:Q131577453"'))
  const numbered = file('', [
    'subject: hangzhou, predicate: IDENTIFIER, value: Q131577453, qualifiers: { scheme: WIKIDATA }',
  ])
  const sides = '{ judgements { nodes { entities { slug } } } }'

  test.each([
    ['before', [numbered, byNumber]],
    ['after', [byNumber, numbered]],
  ])('is found when the number comes %s the judgement', async (_, texts) => {
    graph = await openGraph(texts)
    expect(await graph.read(sides)).toEqual({
      // The other is folded into it, so it was found.
      judgements: { nodes: [{ entities: [{ slug: 'deepseek' }] }] },
    })
    expect(await graph.read('{ company(slug: "deepseek") { foldedSlugs } }')).toEqual({
      company: { foldedSlugs: ['hangzhou'] },
    })
  })

  test('is left out as long as nothing has the number', async () => {
    graph = await openGraph([byNumber])
    expect(await graph.read(sides)).toEqual({ judgements: { nodes: [{ entities: [{ slug: 'deepseek' }] }] } })
  })
})
