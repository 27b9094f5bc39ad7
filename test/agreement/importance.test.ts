import { rebuild } from '../../src/ingest/rebuild.js'
import { openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

/** Two outlets, one of which repeats the other, and a ban of which more and more is said. */
const FIRST = `format: dossier/1
sources:
  journal: { title: A report, kind: ARTICLE, publisher: the-journal, publishedAt: 2025-01-28 }
  copy: { title: The same report, kind: ARTICLE, publisher: the-post, publishedAt: 2025-01-29, reprintOf: journal }
  order: { title: The order, kind: OFFICIAL, publisher: authority, publishedAt: 2025-01-30 }
entities:
  the-journal: { kind: Outlet }
  the-post: { kind: Outlet }
  authority: { kind: Agency }
  ban: { kind: Ban }
  twin: { kind: Ban }
  bot: { kind: Product }
claims:
  - source: journal
    modality: REPORTED
    claims:
      - { subject: ban, predicate: DATE, value: "2025-01" }
      - { subject: ban, predicate: TARGETS, object: bot }
  - source: copy
    modality: REPORTED
    claims:
      - { subject: ban, predicate: STATUS, value: ONGOING }
      - { subject: ban, predicate: DATE, value: "2024", rank: DEPRECATED, speakers: [{ entity: the-post }] }
  - source: order
    modality: CONFIRMED
    claims:
      - { key: order-date, subject: ban, predicate: DATE, value: 2025-01-30 }
      - { subject: twin, predicate: STATUS, value: IN_FORCE }
`
const TAKEN_BACK = 'format: dossier/1\nretract:\n  - { claim: order-date, reason: another order }\n'
const FOLDED =
  'format: dossier/1\nentities: { ban: { kind: Ban }, twin: { kind: Ban }, authority: { kind: Agency } }\njudgements:\n  - { a: ban, b: twin, verdict: SAME, by: { entity: authority }, at: 2025-02-01, reason: one order }\n'

let graph: OpenGraph
beforeEach(async () => {
  graph = await openGraph()
  await graph.load(FIRST, { recordedAt: '2025-02-01T00:00:00.000Z' })
})
afterEach(() => graph.close())

async function importance(slug: string, asOf = ''): Promise<number | null> {
  const { event } = (await graph.read(
    `{ event: entity(ref: { slug: "${slug}" }${asOf === '' ? '' : `, asOf: { ${asOf} }`}) { importance } }`,
  )) as { event: { importance: number } | null }
  return event?.importance ?? null
}

describe('importance in the graph', () => {
  test('counts each independent origin of what is said of an entity, and none of what only names it', async () => {
    expect(await importance('ban')).toBe(2)
    expect([await importance('twin'), await importance('bot')]).toEqual([1, 0])
  })

  test('is that of the moment, on either clock', async () => {
    expect(await importance('ban', 'known: "2025-01-27T00:00:00Z"')).toBeNull()
    expect(await importance('ban', 'known: "2025-01-29T00:00:00Z"')).toBe(1)
    expect(await importance('ban', 'known: "2025-01-30T00:00:00Z"')).toBe(2)
    expect(await importance('ban', 'valid: "2020-01-01"')).toBe(2)
    await graph.load(TAKEN_BACK, { recordedAt: '2025-02-05T00:00:00.000Z' })
    expect(await importance('ban')).toBe(1)
    expect(await importance('ban', 'known: "2025-01-30T00:00:00Z"')).toBe(1)
    expect(await importance('ban', 'known: "2025-02-04T00:00:00Z", clock: SYSTEM')).toBe(2)
    expect(await importance('ban', 'known: "2025-02-06T00:00:00Z", clock: SYSTEM')).toBe(1)
  })

  test('orders and filters lists, now and then', async () => {
    const list = async (asOf: string): Promise<unknown> =>
      graph.read(
        `{ bans(where: { importance: { gt: 0 } }, orderBy: [{ importance: DESC }]${asOf}) { nodes { slug importance } } }`,
      )
    expect(await list('')).toEqual({
      bans: {
        nodes: [
          { slug: 'ban', importance: 2 },
          { slug: 'twin', importance: 1 },
        ],
      },
    })
    expect(await list(', asOf: { known: "2025-01-29T00:00:00Z" }')).toEqual({
      bans: { nodes: [{ slug: 'ban', importance: 1 }] },
    })
  })

  test('of two that are one is that of both, and is computed again the same', async () => {
    await graph.load(TAKEN_BACK)
    await graph.load(FOLDED)
    expect([await importance('ban'), await importance('twin')]).toEqual([2, 2])
    await rebuild(graph.store, '2025-02-10', () => undefined)
    expect(await importance('twin')).toBe(2)
  })

  test('is beside what a timeline finds by the slug or the id of one that is folded', async () => {
    const { twin } = (await graph.read('{ twin: ban(slug: "twin") { id } }')) as { twin: { id: string } }
    await graph.load(
      'format: dossier/1\nentities: { answer: { kind: Inquiry }, twin: { kind: Ban } }\nsources: { s: { title: S, kind: ARTICLE, publishedAt: 2025-02-01 } }\nclaims: [{ source: s, modality: REPORTED, claims: [{ subject: answer, predicate: RESPONDS_TO, object: twin }] }]\n',
    )
    await graph.load(FOLDED)
    const found = {
      totalCount: 1,
      nodes: [{ slug: 'answer', importance: 1, respondsTo: { nodes: [{ slug: 'ban' }] } }],
    }
    const list = '{ totalCount nodes { slug importance respondsTo { nodes { slug } } } }'
    expect(
      await graph.read(
        `query ($id: ID!) { slug: timeline(of: [{ slug: "twin" }]) ${list} id: timeline(of: [{ id: $id }, { slug: "ban" }]) ${list} }`,
        { id: twin.id },
      ),
    ).toEqual({ slug: found, id: found })
  })
})
