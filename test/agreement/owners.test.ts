import { rebuild, refreshDue } from '../../src/ingest/rebuild.js'
import { dumpGraph, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

/** Two papers say the same of a firm, one in what it prints and one by its own voice. */
const PAPERS = `
format: dossier/1
sources:
  printed: { title: In print, kind: ARTICLE, publishedAt: 2025-01-10, publisher: morning }
  spoken: { title: On air, kind: ARTICLE, publishedAt: 2025-01-11 }
entities:
  firm: { kind: Company }
  morning: { kind: Outlet }
  evening: { kind: Outlet }
claims:
  - subject: firm
    modality: REPORTED
    claims:
      - { predicate: FOUNDED_ON, value: 2020-05, source: printed }
      - { predicate: FOUNDED_ON, value: 2020-05, source: spoken, speakers: [{ entity: evening }] }
`

const HOUSE = (claims: string): string => `
format: dossier/1
sources:
  register: { title: A register, kind: REGISTER, publishedAt: 2024-12-01 }
entities:
  morning: { kind: Outlet }
  evening: { kind: Outlet }
  house: { kind: Company }
  group: { kind: Company }
claims:
  - source: register
    modality: CONFIRMED
    claims:
${claims}
`
const BOTH = HOUSE(`
      - { subject: morning, predicate: SUBSIDIARY_OF, object: house }
      - { subject: house, predicate: SUBSIDIARY_OF, object: group }
      - { key: sold, subject: evening, predicate: SUBSIDIARY_OF, object: group }
`)

let graph: OpenGraph
afterEach(() => graph.close())

async function origins(argument = ''): Promise<unknown> {
  const { company } = await graph.read(
    `{ company(slug: "firm"${argument}) { foundedOnFact { origins { count speakers { ... on Entity { slug } } } } } }`,
  )
  return (company as { foundedOnFact: { origins: unknown } } | null)?.foundedOnFact.origins
}

const two = { count: 2, speakers: expect.arrayContaining([{ slug: 'evening' }, { slug: 'morning' }]) as unknown }
const one = { count: 1, speakers: [{ slug: 'group' }] }

test('a unit and the firm that it is part of are one origin, whoever owns it besides', async () => {
  graph = await openGraph([
    `
format: dossier/1
sources:
  paper: { title: A paper, kind: ARTICLE, publishedAt: 2025-01-10 }
  talk: { title: A talk, kind: ARTICLE, publishedAt: 2025-01-11 }
entities:
  firm: { kind: Company }
  lab: { kind: Unit }
  house: { kind: Company }
claims:
  - source: paper
    modality: CONFIRMED
    claims:
      - { subject: lab, predicate: PART_OF, object: firm }
      - { subject: lab, predicate: SUBSIDIARY_OF, object: house }
      - { subject: firm, predicate: FOUNDED_ON, value: 2020-05, speakers: [{ entity: firm }] }
      - { subject: firm, predicate: FOUNDED_ON, value: 2020-05, source: talk, speakers: [{ entity: lab }] }
`,
  ])
  expect(await origins()).toEqual({ count: 1, speakers: [{ slug: 'firm' }] })
})

test('an organization of which nobody is said to be the owner stands for itself', async () => {
  graph = await openGraph([PAPERS, BOTH])
  expect(await origins()).toEqual(one)
  const nobody =
    '- { subject: morning, predicate: SUBSIDIARY_OF, none: true, rank: PREFERRED, rankReason: It was sold. }'
  await graph.load(HOUSE(`      ${nobody}\n`))
  expect(await origins()).toMatchObject({ count: 2 })
})

test('two papers are two origins, and one when they belong to one house, whatever is loaded first', async () => {
  graph = await openGraph([PAPERS])
  expect(await origins()).toEqual(two)
  await graph.load(BOTH)
  expect(await origins()).toEqual(one)
  // Who owns whom is a matter of what is on record now.
  expect(await origins(', asOf: { known: "2025-01-20T00:00:00Z" }')).toEqual(one)
  await graph.close()
  graph = await openGraph([BOTH, PAPERS])
  expect(await origins()).toEqual(one)
})

test('they are two again when it is taken back, and the parts show where they belong', async () => {
  graph = await openGraph([BOTH, PAPERS])
  const parts = '{ company(slug: "group") { parent { slug } subsidiaries { edges { modality node { slug } } } } }'
  expect(await graph.read(parts)).toEqual({
    company: {
      parent: null,
      subsidiaries: {
        edges: [
          { modality: 'CONFIRMED', node: { slug: 'evening' } },
          { modality: 'CONFIRMED', node: { slug: 'house' } },
        ],
      },
    },
  })
  await graph.load('format: dossier/1\nretract: [{ claim: sold, reason: It was not sold. }]\n')
  expect(await origins()).toEqual({
    count: 2,
    speakers: expect.arrayContaining([{ slug: 'evening' }, { slug: 'group' }]) as unknown,
  })
})

test.each([
  ['opinion', '{ subject: evening, predicate: SUBSIDIARY_OF, object: morning, modality: OPINION }'],
  ['an end', '{ subject: evening, predicate: SUBSIDIARY_OF, object: morning, validTo: 2023 }'],
  ['to come', '{ subject: evening, predicate: SUBSIDIARY_OF, object: morning, validFrom: 2030 }'],
])('what is %s only makes no house', async (_, claim) => {
  graph = await openGraph([PAPERS, HOUSE(`      - ${claim}`)])
  expect(await origins()).toEqual(two)
})

test('whoever publishes what speaks against a claim, or only about it, is none of its origins', async () => {
  const asked = PAPERS.replace(
    '{ predicate: FOUNDED_ON, value: 2020-05, source: spoken, speakers: [{ entity: evening }] }',
    '{ predicate: FOUNDED_ON, value: 2020-06, sources: [{ source: printed }, { source: aired, stance: REFUTES }, { source: other, stance: MENTIONS }] }',
  )
    .replace('      - { predicate: FOUNDED_ON, value: 2020-05, source: printed }\n', '')
    .replace(
      'entities:',
      '  aired: { title: On air, kind: ARTICLE, publishedAt: 2025-01-11, publisher: evening }\n  other: { title: Beside it, kind: ARTICLE, publishedAt: 2025-01-12, publisher: firm }\nentities:',
    )
  graph = await openGraph([asked])
  expect(await origins()).toEqual({ count: 1, speakers: [{ slug: 'morning' }] })
})

test('one that has begun makes a house until it ends', async () => {
  const claim = '{ subject: evening, predicate: SUBSIDIARY_OF, object: group, validFrom: 2025-06, validTo: 2026-05 }'
  graph = await openGraph([PAPERS, HOUSE(`      - ${claim}`)])
  const known = (slug: string): unknown => ({
    count: 2,
    speakers: expect.arrayContaining([{ slug }, { slug: 'morning' }]) as unknown,
  })
  expect(await origins()).toEqual(known('evening'))
  await refreshDue(graph.store, '2025-06-01')
  expect(await origins()).toEqual(known('group'))
  await refreshDue(graph.store, '2026-06-01')
  expect(await origins()).toEqual(known('evening'))
})

test('a ring of owners is one origin, and a rebuild comes out equal', async () => {
  graph = await openGraph([
    PAPERS,
    HOUSE(`
      - { subject: morning, predicate: SUBSIDIARY_OF, object: evening }
      - { subject: evening, predicate: SUBSIDIARY_OF, object: morning }
`),
  ])
  expect(await origins()).toMatchObject({ count: 1 })
  const loaded = await dumpGraph(graph.store)
  await rebuild(graph.store, '2025-02-10', () => undefined)
  expect(await dumpGraph(graph.store)).toEqual(loaded)
})
