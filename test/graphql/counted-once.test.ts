import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

let graph: OpenGraph
afterEach(() => graph.close())

const edge = (subject: string, predicate: string, object: string, more = ''): string =>
  `{ subject: ${subject}, predicate: ${predicate}, object: ${object}${more} }`
const held = (person: string, role: string, since: string): string =>
  edge(person, 'HOLDS_ROLE', 'firm', `, qualifiers: { role: ${role} }, validFrom: ${since}`)

/** A rule with three edges to one country, two bans with an edge each to another; a person with three jobs beside one with one. */
beforeEach(async () => {
  graph = await openGraph([
    fileOf(
      {
        states: 'Country',
        italy: 'Country',
        rule: 'ExportRestriction',
        old: 'Ban',
        new: 'Ban',
        firm: 'Company',
        ada: 'Person',
        bob: 'Person',
      },
      [
        edge('rule', 'IMPOSED_BY', 'states'),
        edge('rule', 'IN_JURISDICTION', 'states'),
        edge('rule', 'TARGETS', 'states', ', publishedAt: 2025-02-05'),
        edge('old', 'IN_JURISDICTION', 'italy'),
        edge('new', 'IN_JURISDICTION', 'italy'),
        held('ada', 'Chief', '2020'),
        held('ada', 'Chief', '2023'),
        held('ada', 'Chair', '2021'),
        held('bob', 'Chair', '2022'),
      ],
    ),
  ])
})

const EVENTS = `events {
  totalCount
  nodes { slug }
  aggregate { count importance { count sum } }
  edgeAggregate { role { count countDistinct } }
  groupBy(by: [{ kind: EACH }]) {
    count
    aggregate { count importance { sum } }
    edgeAggregate { role { count } }
    members { totalCount }
  }
  there: groupBy(by: [{ jurisdictions: EACH }]) { keys { entity { slug } } count aggregate { importance { sum } } }
}`

test('an event with three roles is a row for each role, and one event in all figures of nodes', async () => {
  expect(
    await graph.read(`{ country(slug: "states") { ${EVENTS} } timeline(of: [{ slug: "states" }]) { totalCount } }`),
  ).toEqual({
    timeline: { totalCount: 1 },
    country: {
      events: {
        totalCount: 3,
        nodes: [{ slug: 'rule' }, { slug: 'rule' }, { slug: 'rule' }],
        aggregate: { count: 1, importance: { count: 1, sum: 1 } },
        edgeAggregate: { role: { count: 3, countDistinct: 3 } },
        groupBy: [
          {
            count: 1,
            aggregate: { count: 1, importance: { sum: 1 } },
            edgeAggregate: { role: { count: 3 } },
            members: { totalCount: 3 },
          },
        ],
        there: [{ keys: [{ entity: { slug: 'states' } }], count: 1, aggregate: { importance: { sum: 1 } } }],
      },
    },
  })
})

test('so it is at the moment that is asked about', async () => {
  const before = (await graph.read(
    `{ country(slug: "states", asOf: { known: "2025-02-03T00:00:00Z" }) { ${EVENTS} } }`,
  )) as { country: { events: unknown } }
  expect(before.country.events).toMatchObject({
    totalCount: 2,
    aggregate: { count: 1, importance: { sum: 1 } },
    edgeAggregate: { role: { count: 2 } },
    groupBy: [{ count: 1, edgeAggregate: { role: { count: 2 } }, members: { totalCount: 2 } }],
  })
})

test('countries are ordered by the number of their events, and by figures of the edges by each edge', async () => {
  const slugs = async (key: string): Promise<unknown> => {
    const { countries } = (await graph.read(`{ countries(orderBy: [{ events: { ${key} } }]) { nodes { slug } } }`)) as {
      countries: { nodes: readonly { slug: string }[] }
    }
    return countries.nodes.map(({ slug }) => slug)
  }
  expect(await slugs('count: DESC')).toEqual(['italy', 'states'])
  expect(await slugs('importance: { sum: DESC }')).toEqual(['italy', 'states'])
  expect(await slugs('edge: { originCount: { sum: DESC } }')).toEqual(['states', 'italy'])
})

test('a group by the edge has each of its people once, however many of their jobs are in it', async () => {
  const { company } = (await graph.read(`{ company(slug: "firm") { people {
    totalCount
    aggregate { count name { count } }
    edgeAggregate { role { count countDistinct } }
    byRole: groupBy(by: [], byEdge: [{ role: EACH }], orderBy: [{ keys: ASC }]) {
      keys { value } count aggregate { importance { sum } } edgeAggregate { since { count } } members { totalCount }
    }
    roles: groupCount(by: [], byEdge: [{ role: EACH }])
    shared: groupCount(by: [], byEdge: [{ role: EACH }], having: { count: { gt: 1 } })
    many: groupBy(by: [{ importance: EACH }], having: { count: { gt: 2 } }) { count }
  } } }`)) as { company: { people: unknown } }
  expect(company.people).toEqual({
    totalCount: 4,
    aggregate: { count: 2, name: { count: 2 } },
    edgeAggregate: { role: { count: 4, countDistinct: 2 } },
    byRole: [
      {
        keys: [{ value: 'Chair' }],
        count: 2,
        aggregate: { importance: { sum: 2 } },
        edgeAggregate: { since: { count: 2 } },
        members: { totalCount: 2 },
      },
      {
        keys: [{ value: 'Chief' }],
        count: 1,
        aggregate: { importance: { sum: 1 } },
        edgeAggregate: { since: { count: 2 } },
        members: { totalCount: 2 },
      },
    ],
    roles: 2,
    shared: 1,
    many: [],
  })
})
