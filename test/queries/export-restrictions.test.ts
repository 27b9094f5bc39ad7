import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const of = (subject: string, rest: string): string => `{ subject: ${subject}, ${rest} }`
const threshold = (subject: string, number: string, qualifiers: string): string =>
  of(subject, `predicate: THRESHOLD, ${number}, qualifiers: { ${qualifiers} }`)
const speed = 'measure: transfer rate, unit: GB/s'

const WORLD = fileOf(
  {
    home: 'Country',
    abroad: 'Country',
    chips: 'Technology',
    act: 'LegalInstrument',
    old: 'ExportRestriction',
    new: 'ExportRestriction',
    newest: 'ExportRestriction',
    ban: 'Ban',
    inquiry: 'Inquiry',
  },
  [
    of('old', 'predicate: RESTRICTS, object: chips'),
    of('old', 'predicate: TARGETS, object: abroad'),
    of('new', 'predicate: AMENDS, object: old'),
    of('new', 'predicate: AMENDS, object: newest, polarity: NEGATES'),
    of('newest', 'predicate: AMENDS, object: old, modality: ALLEGED, publishedAt: 2025-02-05'),
    of('newest', 'predicate: AMENDS, object: new, publishedAt: 2025-02-05'),
    threshold('old', 'value: 4800', 'measure: performance'),
    threshold('old', 'value: 600', speed),
    threshold('old', 'value: 600, validFrom: 2024', speed),
    threshold('old', 'value: 5.92', 'measure: density, note: with a performance of 1600'),
    of('new', 'predicate: THRESHOLD, unknown: true'),
    threshold('newest', 'value: 1600, publishedAt: 2025-02-05', 'measure: performance'),
    of('old', 'predicate: LICENSING_POLICY, value: Presumption of denial, validTo: 2025-01-14'),
    of('old', 'predicate: LICENSING_POLICY, value: Case by case, validFrom: 2025-01-15, modality: ALLEGED'),
    of('act', 'predicate: NAME, value: Export Act'),
    of('act', 'predicate: CITATION, value: 15 CFR 730'),
    of('act', 'predicate: KIND, value: REGULATION'),
    of('act', 'predicate: STATUS, value: IN_FORCE'),
    of('act', 'predicate: ADOPTED_ON, value: 1979-09'),
    of('act', 'predicate: EFFECTIVE_ON, value: 1979-10-01'),
    of('act', 'predicate: LAW_OF, object: home'),
    of('old', 'predicate: UNDER, object: act'),
    of('ban', 'predicate: UNDER, object: act'),
    of('inquiry', 'predicate: UNDER, object: act, modality: INFERRED'),
  ],
)

let graph: OpenGraph
beforeAll(async () => {
  graph = await openGraph([WORLD])
})
afterAll(() => graph.close())

/** The slugs of the restrictions that a filter keeps, in their order. */
async function restrictions(where: string, given = ''): Promise<readonly string[]> {
  const { exportRestrictions: found } = (await graph.read(
    `{ exportRestrictions(where: ${where}, orderBy: [{ slug: ASC }] ${given}) { nodes { slug } } }`,
  )) as { exportRestrictions: { nodes: readonly { slug: string }[] } }
  return found.nodes.map(({ slug }) => slug)
}

describe('the thresholds of a restriction', () => {
  test('are numbers with what they measure, the least first, each once, and one that is not known is left out', async () => {
    expect(
      await graph.read(
        '{ exportRestrictions(orderBy: [{ slug: DESC }]) { nodes { slug thresholds { value measure unit note } } } }',
      ),
    ).toEqual({
      exportRestrictions: {
        nodes: [
          {
            slug: 'old',
            thresholds: [
              { value: 5.92, measure: 'density', unit: null, note: 'with a performance of 1600' },
              { value: 600, measure: 'transfer rate', unit: 'GB/s', note: null },
              { value: 4800, measure: 'performance', unit: null, note: null },
            ],
          },
          { slug: 'newest', thresholds: [{ value: 1600, measure: 'performance', unit: null, note: null }] },
          { slug: 'new', thresholds: [] },
        ],
      },
    })
  })

  test('lead to their claims, and show when these were known', async () => {
    const asked = (known: string): string =>
      `{ exportRestriction(slug: "newest", asOf: { known: "${known}" }) {
        thresholds { value } thresholdsFact { value { value } claims { predicate value { number } sources { nodes { title } } } }
      } }`
    expect(await graph.read(asked('2025-02-06T00:00:00Z'))).toEqual({
      exportRestriction: {
        thresholds: [{ value: 1600 }],
        thresholdsFact: {
          value: [{ value: 1600 }],
          claims: [{ predicate: 'THRESHOLD', value: { number: 1600 }, sources: { nodes: [{ title: 'An article' }] } }],
        },
      },
    })
    expect(await graph.read(asked('2025-02-04T00:00:00Z'))).toEqual({
      exportRestriction: { thresholds: [], thresholdsFact: { value: [], claims: [] } },
    })
  })

  test('are compared with the number of a chip by their claims', async () => {
    const below = (number: number): string =>
      `{ claims: { some: { predicate: { eq: "THRESHOLD" }, value: { number: { lte: ${String(number)} } } } } }`
    expect(await restrictions(below(1600))).toEqual(['newest', 'old'])
    expect(await restrictions(below(600))).toEqual(['old'])
    expect(await restrictions(below(5))).toEqual([])
  })
})

describe('how licences are judged', () => {
  test('is what held on the day, with who says so', async () => {
    const asked = (valid: string): string =>
      `{ exportRestriction(slug: "old", asOf: { valid: "${valid}" }) { licensingPolicy licensingPolicyFact { modality } } }`
    expect(await graph.read(asked('2025-01-14'))).toEqual({
      exportRestriction: { licensingPolicy: 'Presumption of denial', licensingPolicyFact: { modality: 'REPORTED' } },
    })
    expect(await graph.read(asked('2025-01-15'))).toEqual({
      exportRestriction: { licensingPolicy: 'Case by case', licensingPolicyFact: { modality: 'ALLEGED' } },
    })
  })

  test('is filtered by its words, as they are on the day', async () => {
    const where = '{ licensingPolicy: { contains: "denial" } }'
    expect(await restrictions(where, 'asOf: { valid: "2025-01-01" }')).toEqual(['old'])
    expect(await restrictions(where)).toEqual([])
  })
})

describe('amendments', () => {
  test('lead from the later to the earlier and back, each with its claims; what is denied leads nowhere', async () => {
    const edges = '(orderBy: [{ slug: ASC }]) { edges { modality claims { nodes { predicate } } node { slug } } }'
    const edge = (modality: string, slug: string) => ({
      modality,
      claims: { nodes: [{ predicate: 'AMENDS' }] },
      node: { slug },
    })
    expect(
      await graph.read(`{ exportRestriction(slug: "new") { amends ${edges} amendedBy ${edges} }
        earliest: exportRestriction(slug: "old") { amends ${edges} amendedBy ${edges} } }`),
    ).toEqual({
      exportRestriction: {
        amends: { edges: [edge('REPORTED', 'old')] },
        amendedBy: { edges: [edge('REPORTED', 'newest')] },
      },
      earliest: {
        amends: { edges: [] },
        amendedBy: { edges: [edge('REPORTED', 'new'), edge('ALLEGED', 'newest')] },
      },
    })
  })

  test('are filtered from both ends, by what the edge says, and by what was known', async () => {
    expect(await restrictions('{ amends: { some: { slug: { eq: "old" } } } }')).toEqual(['new', 'newest'])
    expect(
      await restrictions('{ amends: { some: { slug: { eq: "old" } } } }', 'asOf: { known: "2025-02-02T00:00:00Z" }'),
    ).toEqual(['new'])
    expect(await restrictions('{ amends: { some: { edge: { modality: { eq: ALLEGED } } } } }')).toEqual(['newest'])
    expect(await restrictions('{ amendedBy: { none: {} } }')).toEqual(['newest'])
    expect(await restrictions('{ amends: { some: { amends: { some: { slug: { eq: "old" } } } } } }')).toEqual([
      'newest',
    ])
  })

  test('make no event a participant of another, and are on its timeline', async () => {
    expect(
      await graph.read(`{
        exportRestriction(slug: "old") { events { totalCount } participants(orderBy: [{ slug: ASC }]) { edges { role node { slug } } } }
        later: exportRestriction(slug: "new") { participants { totalCount } }
        timeline(of: [{ slug: "old" }], orderBy: [{ slug: ASC }]) { nodes { slug } }
      }`),
    ).toEqual({
      exportRestriction: {
        events: { totalCount: 0 },
        participants: {
          edges: [
            { role: 'TARGET', node: { slug: 'abroad' } },
            { role: 'ITEM', node: { slug: 'chips' } },
          ],
        },
      },
      later: { participants: { totalCount: 0 } },
      timeline: { nodes: [{ slug: 'new' }, { slug: 'newest' }] },
    })
  })
})

describe('the law that an act rests on', () => {
  test('has its own fields, its country, and the acts under it', async () => {
    expect(
      await graph.read(`{ legalInstrument(slug: "act") {
        name citation kind status adoptedOn { value precision } effectiveOn { value }
        jurisdiction { slug instruments { nodes { slug } } }
        actions(orderBy: [{ slug: ASC }]) { edges { modality node { __typename slug } } }
        events { totalCount }
      } }`),
    ).toEqual({
      legalInstrument: {
        name: 'Export Act',
        citation: '15 CFR 730',
        kind: 'REGULATION',
        status: 'IN_FORCE',
        adoptedOn: { value: '1979-09-01', precision: 'MONTH' },
        effectiveOn: { value: '1979-10-01' },
        jurisdiction: { slug: 'home', instruments: { nodes: [{ slug: 'act' }] } },
        actions: {
          edges: [
            { modality: 'REPORTED', node: { __typename: 'Ban', slug: 'ban' } },
            { modality: 'INFERRED', node: { __typename: 'Inquiry', slug: 'inquiry' } },
            { modality: 'REPORTED', node: { __typename: 'ExportRestriction', slug: 'old' } },
          ],
        },
        events: { totalCount: 0 },
      },
    })
  })

  test('is what acts are filtered by, and has them on its timeline', async () => {
    const where = 'where: { instruments: { some: { citation: { eq: "15 CFR 730" } } } }'
    expect(
      await graph.read(`{
        bans(${where}) { nodes { instruments { nodes { name } } } }
        inquiries(${where}) { nodes { instruments { edges { modality } } } }
        exportRestrictions(${where}) { nodes { slug } }
        legalInstruments(where: { kind: { eq: REGULATION }, effectiveOn: { to: { lt: "1980-01-01" } } }) { totalCount }
        timeline(of: [{ slug: "act" }], orderBy: [{ slug: ASC }]) { nodes { slug } }
      }`),
    ).toEqual({
      bans: { nodes: [{ instruments: { nodes: [{ name: 'Export Act' }] } }] },
      inquiries: { nodes: [{ instruments: { edges: [{ modality: 'INFERRED' }] } }] },
      exportRestrictions: { nodes: [{ slug: 'old' }] },
      legalInstruments: { totalCount: 1 },
      timeline: { nodes: [{ slug: 'ban' }, { slug: 'inquiry' }, { slug: 'old' }] },
    })
  })
})
