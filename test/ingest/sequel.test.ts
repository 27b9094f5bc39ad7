import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { openEmbeddedStore } from '../../src/store/embedded-store.js'
import { runDossier, temporaryFolder } from '../cli/run-dossier.js'
import { dumpGraph, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const path = (name: string): string => resolve(__dirname, '../../seed', name)
const FILES = [path('deepseek-openai.yaml'), path('sequel.yaml')]
const [SEED = '', SEQUEL = ''] = FILES.map((file) => readFileSync(file, 'utf8'))

let graph: OpenGraph
beforeAll(async () => {
  graph = await openGraph([SEED, SEQUEL])
})
afterAll(() => graph.close())

async function afterLoading(texts: readonly string[]): Promise<readonly string[]> {
  const one = await openGraph(texts)
  try {
    return await dumpGraph(one.store)
  } finally {
    await one.close()
  }
}

describe('the seed and its sequel', () => {
  test.each<readonly [string, readonly string[]]>([
    ['in the other order', [SEQUEL, SEED]],
    ['twice', [SEED, SEQUEL, SEED, SEQUEL]],
    ['with the sequel first and last', [SEQUEL, SEED, SEQUEL]],
  ])('loaded %s give the same graph', async (_, texts) => {
    expect(await afterLoading(texts)).toEqual(await dumpGraph(graph.store))
  })

  test('leave no link waiting', async () => {
    const [rows = []] = await graph.store.read([
      { text: 'MATCH (a)-[r:AWAITS]->(i:Identifier) RETURN i.key AS key', params: {} },
    ])
    expect(rows).toEqual([])
  })

  test('say of each claim when it was published, and of each source when it was published or read', async () => {
    expect(
      await graph.read(
        '{ claims(where: { publishedAt: { isNull: true } }) { nodes { id } } sources(where: { publishedAt: { isNull: true }, retrievedOn: { isNull: true } }) { nodes { slug } } }',
      ),
    ).toEqual({ claims: { nodes: [] }, sources: { nodes: [] } })
  })
})

test('OpenAI’s round shows what was closed, and what was talked about before stays on record', async () => {
  expect(
    await graph.read(`{
      fundingRounds(where: { company: { slug: { eq: "openai" } } }) {
        nodes {
          status
          valuation { amount currency }
          valuationBasis
          raised { amount }
          target { amount }
          announcedOn { value }
          investors { edges { lead node { slug } } }
          stages { status date note }
          claims(where: { predicate: { eq: "VALUATION" } }, orderBy: [{ publishedAt: ASC }, { id: ASC }]) {
            nodes { key value { amount } modality publishedAt { value } }
          }
        }
      }
    }`),
  ).toEqual({
    fundingRounds: {
      nodes: [
        {
          status: 'ONGOING',
          valuation: { amount: '300000000000', currency: 'USD' },
          valuationBasis: 'POST',
          raised: { amount: '18300000000' },
          target: { amount: '40000000000' },
          announcedOn: { value: '2025-03-31' },
          investors: { edges: [{ lead: true, node: { slug: 'softbank' } }] },
          stages: [
            { status: 'ONGOING', date: '2025-03-31', note: expect.stringContaining('first closing') as string },
            { status: 'ONGOING', date: '2025-08-01', note: expect.stringContaining('second closing') as string },
          ],
          claims: {
            nodes: [
              {
                key: 'openai-round-valuation-talks',
                value: { amount: '340000000000' },
                modality: 'REPORTED',
                publishedAt: { value: '2025-01-30' },
              },
              ...['REPORTED', 'CONFIRMED'].map(
                (modality) =>
                  expect.objectContaining({
                    modality,
                    value: { amount: '300000000000' },
                    publishedAt: { value: '2025-03-31' },
                  }) as unknown,
              ),
            ],
          },
        },
      ],
    },
  })
})

test('the closing supersedes the talks, and the table is its source', async () => {
  expect(
    await graph.read(`{
      claims(where: { key: { eq: "openai-round-valuation-talks" } }) {
        nodes { linkedFrom { edges { type node { publishedAt { value } sources { edges { locator node { slug licence } } } } } } }
      }
    }`),
  ).toEqual({
    claims: {
      nodes: [
        {
          linkedFrom: {
            edges: [
              {
                type: 'SUPERSEDES',
                node: {
                  publishedAt: { value: '2025-03-31' },
                  sources: {
                    edges: [
                      {
                        locator: 'row "Mar 2025 300B Stage 1"',
                        node: { slug: 'epoch-companies', licence: 'CC-BY-4.0' },
                      },
                    ],
                  },
                },
              },
            ],
          },
        },
      ],
    },
  })
})

test('the Italian order has its later stages, and the inquiries their authorities', async () => {
  expect(
    await graph.read(`{
      ban(slug: "italy-deepseek-limitation") { status stages { status date precision } }
      inquiry(slug: "ireland-deepseek-talks") { kind authorities { edges { modality node { slug } } } }
      country(slug: "belgium") { name iso3 events { nodes { slug } } }
      model(slug: "o3") { releasedOn { value } developers { nodes { slug } } }
    }`),
  ).toEqual({
    ban: {
      status: 'IN_FORCE',
      stages: [
        { status: 'IN_TALKS', date: '2025-01-28', precision: 'DAY' },
        { status: 'IN_FORCE', date: '2025-01-30', precision: 'DAY' },
        { status: 'IN_FORCE', date: '2025-05-01', precision: 'MONTH' },
        { status: 'IN_FORCE', date: '2025-08-01', precision: 'MONTH' },
      ],
    },
    inquiry: {
      kind: 'INFORMATION_REQUEST',
      authorities: { edges: [{ modality: 'CONFIRMED', node: { slug: 'dpc' } }] },
    },
    country: { name: 'Belgium', iso3: 'BEL', events: { nodes: [{ slug: 'belgium-deepseek-inquiry' }] } },
    model: { releasedOn: { value: '2025-04-16' }, developers: { nodes: [{ slug: 'openai' }] } },
  })
})

describe('a load that is killed', () => {
  const folder = temporaryFolder()
  /** When something was recorded differs from load to load, with the prints in which it has a part. */
  function withoutClock(lines: readonly string[]): string[] {
    return lines
      .map((line) =>
        line.replaceAll(/"\d{4}-\d{2}-\d{2}T[\d:.]+Z"/g, '"then"').replaceAll(/"print":"[\w:-]+"/g, '"print":""'),
      )
      .toSorted()
  }

  let expected: readonly string[]
  beforeAll(async () => {
    const whole = await openGraph([SEED])
    await whole.load(SEQUEL, { recordedAt: '2025-02-11T00:00:00.000Z' })
    expected = withoutClock(await dumpGraph(whole.store))
    await whole.close()
  })

  test.each([50, 300, 600, 900])('after %i ms and made again gives the same graph', async (delay) => {
    const data = join(folder, `killed-after-${delay}`)
    const killed = runDossier(['seed', ...FILES], { DOSSIER_DATA: data })
    await new Promise((resolve) => setTimeout(resolve, delay))
    killed.signal('SIGKILL')
    await killed.ended
    const again = runDossier(['seed', ...FILES], { DOSSIER_DATA: data })
    expect(await again.ended).toBe(0)
    const store = await openEmbeddedStore({ folder: data })
    try {
      expect(withoutClock(await dumpGraph(store))).toEqual(expected)
    } finally {
      await store.close()
    }
  })
})
