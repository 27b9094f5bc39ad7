import { rebuild } from '../../src/ingest/rebuild.js'
import { measure } from '../../src/measure/measure.js'
import type { Store } from '../../src/store/store.js'
import { changeStore } from '../support/change-store.js'
import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const AT = '2025-02-10T08:00:00.000Z'
const edge = (subject: string, predicate: string, object: string): string =>
  `{ subject: ${subject}, predicate: ${predicate}, object: ${object} }`

const entities = { firm: 'Company', one: 'Model', two: 'Model', person: 'Person', alone: 'Person' }
const claims = [
  edge('one', 'DEVELOPED_BY', 'firm'),
  edge('two', 'DEVELOPED_BY', 'firm'),
  edge('two', 'SIMILAR_APPROACH_TO', 'one'),
  '{ key: role, subject: person, predicate: HOLDS_ROLE, object: firm, qualifiers: { role: CEO } }',
  '{ subject: alone, predicate: HOLDS_ROLE, object: firm, qualifiers: { role: CTO }, modality: RUMOURED }',
]

let graph: OpenGraph
afterEach(() => graph.close())

const ASK = `{ entities(refs: [{ slug: "firm" }, { slug: "one" }, { slug: "two" }, { slug: "person" }, { slug: "alone" }]) {
  slug degree pageRank community measurement { at method } } }`

interface Shown {
  readonly slug: string
  readonly degree: number | null
  readonly pageRank: number | null
  readonly community: string | null
  readonly measurement: { readonly at: string; readonly method: string } | null
}

async function shown(): Promise<ReadonlyMap<string, Shown>> {
  const { entities: all } = (await graph.read(ASK)) as { entities: readonly Shown[] }
  return new Map(all.map((each) => [each.slug, each]))
}

describe('dossier measure', () => {
  test('writes measures with their time and method; before, and where no edge leads, there are none', async () => {
    graph = await openGraph([fileOf(entities, claims)])
    expect((await shown()).get('firm')).toMatchObject({
      degree: null,
      pageRank: null,
      community: null,
      measurement: null,
    })
    expect(await measure(graph.store, AT)).toEqual({ entities: 4, edges: 4, of: 4 })
    const all = await shown()
    expect(all.get('firm')).toMatchObject({ degree: 3, community: 'firm', measurement: { at: AT } })
    expect(all.get('firm')?.measurement?.method).toMatch(/PageRank.*Louvain.*, over 4 of 4 edges$/)
    expect(['one', 'two', 'person'].map((slug) => all.get(slug)?.degree)).toEqual([2, 2, 1])
    expect(all.get('alone')).toMatchObject({ degree: null, pageRank: null, community: null, measurement: null })
  })

  test('order, filter and group lists', async () => {
    graph = await openGraph([fileOf(entities, claims)])
    await measure(graph.store, AT)
    const answer = await graph.read(`{
      people(orderBy: [{ pageRank: DESC }]) { nodes { slug } }
      models(where: { degree: { gt: 1 }, community: { eq: "one" }, measurement: { at: { gte: "${AT}" } } }) { totalCount }
      organizations { groupBy(by: [{ community: EACH }]) { keys { value } count } aggregate { pageRank { count } } }
    }`)
    expect(answer).toEqual({
      people: { nodes: [{ slug: 'person' }, { slug: 'alone' }] },
      models: { totalCount: 2 },
      organizations: { groupBy: [{ keys: [{ value: 'firm' }], count: 1 }], aggregate: { pageRank: { count: 1 } } },
    })
  })

  test('stay as they were measured through loads and a rebuild, until the graph is measured again', async () => {
    graph = await openGraph([fileOf(entities, claims)])
    await measure(graph.store, AT)
    const before = await shown()
    await graph.load(fileOf({ firm: 'Company', three: 'Model' }, [edge('three', 'DEVELOPED_BY', 'firm')]))
    await rebuild(graph.store, '2025-02-10', () => undefined)
    expect(await shown()).toEqual(before)
    const retract = 'format: dossier/1\nretract:\n  - { claim: role, reason: a mistake }\n'
    await graph.load(retract)
    await measure(graph.store, '2025-02-11T08:00:00.000Z')
    const after = await shown()
    expect(after.get('firm')).toMatchObject({ degree: 3, measurement: { at: '2025-02-11T08:00:00.000Z' } })
    expect(after.get('person')).toMatchObject({ degree: null, pageRank: null, community: null, measurement: null })
  })

  test('are not written on what is folded while they are computed', async () => {
    graph = await openGraph([fileOf(entities, claims)])
    const judged = [
      'format: dossier/1',
      'entities: { one: { kind: Model }, two: { kind: Model }, person: { kind: Person } }',
      'judgements:',
      '  - { a: one, b: two, verdict: SAME, by: { entity: person }, at: 2025-02-10, reason: They are one. }',
      '',
    ].join('\n')
    const read: Store['read'] = async (...given) => {
      const answers = await graph.store.read(...given)
      await graph.load(judged)
      return answers
    }
    expect(await measure(changeStore(graph.store, { read }), AT)).toMatchObject({ entities: 4 })
    const [folded = [], shownNow = []] = await graph.store.read([
      { text: 'MATCH (n:Folded) RETURN n.slug AS slug, n.degree AS degree, n.measurement_at AS at', params: {} },
      { text: 'MATCH (n:Entity) WHERE n.degree IS NOT NULL RETURN n.slug AS slug ORDER BY slug', params: {} },
    ])
    expect(folded).toEqual([{ slug: 'two', degree: null, at: null }])
    expect(shownNow).toEqual([{ slug: 'firm' }, { slug: 'one' }, { slug: 'person' }])
  })

  test('look at no more edges than they may, and say so', async () => {
    graph = await openGraph([fileOf(entities, claims)])
    expect(await measure(graph.store, AT, 2)).toMatchObject({ edges: 2, of: 4 })
    const methods = [...(await shown()).values()].flatMap(({ measurement }) => measurement?.method ?? [])
    expect(methods.length).toBeGreaterThan(1)
    for (const method of methods) expect(method).toMatch(/over 2 of 4 edges$/)
  })

  test.each([
    ['{ companies(asOf: { known: "2025-02-10T00:00:00Z" }) { nodes { pageRank } } }', 'pageRank'],
    ['{ companies(asOf: { valid: "2025-02-10" }, where: { degree: { gt: 1 } }) { totalCount } }', 'degree'],
    ['{ companies(trust: { review: PROPOSED }, orderBy: [{ community: ASC }]) { nodes { slug } } }', 'community'],
    ['{ company(slug: "firm", asOf: { valid: "2025-02-10" }) { measurement { at } } }', 'measurement'],
  ])('are of no other moment: %s is refused', async (document, field) => {
    graph = await openGraph([fileOf(entities, claims)])
    await measure(graph.store, AT)
    const { errors } = await graph.ask(document)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }])
    expect(errors[0]?.message).toContain(`"${field}" is of the graph as it was measured last`)
  })
})
