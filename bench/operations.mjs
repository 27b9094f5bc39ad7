import { questions } from './questions.mjs'

/**
 * Each operation in three forms: for Dossier, for @neo4j/graphql, and as the best statement we could write by hand
 * over the plain world. `turns` are operations that measure one target against itself: page 1 and page 1,000.
 */
export const OPERATIONS = [
  {
    name: 'one',
    title: 'One company by key',
    dossier: {
      query: 'query one($slug: String!) { company(slug: $slug) { id name valuation { amount } } }',
      variables: { slug: 'c7' },
    },
    rival: {
      query: 'query one($id: ID!) { companies(where: { id: { eq: $id } }) { id name valuation } }',
      variables: { id: 'c7' },
    },
    limit: {
      cypher: 'MATCH (c:PlainCompany {id: $id}) RETURN c {.id, .name, .valuation} AS row',
      params: { id: 'c7' },
    },
  },
  {
    name: 'page',
    title: 'First page of companies by name',
    dossier: {
      query: 'query page { companies(first: 20, orderBy: [{ name: ASC }]) { nodes { id name valuation { amount } } } }',
    },
    rival: { query: 'query page { companies(limit: 20, sort: [{ name: ASC }]) { id name valuation } }' },
    limit: {
      cypher: `MATCH (c:PlainCompany) WHERE c.name IS NOT NULL
WITH c ORDER BY c.name LIMIT 20
RETURN c {.id, .name, .valuation} AS row`,
    },
  },
  {
    name: 'nested',
    title: 'Companies with people, models, their events and countries',
    dossier: {
      query: `query nested {
  companies(first: 20, orderBy: [{ name: ASC }]) {
    nodes {
      id
      name
      headquarters { id name }
      people(first: 5, orderBy: [{ name: ASC }]) { nodes { id name } }
      models(first: 5, orderBy: [{ releasedOn: DESC }]) {
        nodes {
          id
          name
          releasedOn { value }
          events(first: 3, orderBy: [{ date: DESC }]) {
            nodes { __typename id name date { value } jurisdictions { nodes { id name } } }
          }
        }
      }
    }
  }
}`,
    },
    rival: {
      query: `query nested {
  companies(limit: 20, sort: [{ name: ASC }]) {
    id
    name
    headquarters { id name }
    people(limit: 5, sort: [{ name: ASC }]) { id name }
    models(limit: 5, sort: [{ releasedAt: DESC }]) {
      id
      name
      releasedAt
      events(limit: 3, sort: [{ date: DESC }]) { id name kind date countries { id name } }
    }
  }
}`,
    },
    limit: {
      cypher: `MATCH (c:PlainCompany) WHERE c.name IS NOT NULL
WITH c ORDER BY c.name LIMIT 20
CALL (c) { MATCH (c)-[:PLAIN_HEADQUARTERED_IN]->(k:PlainCountry) RETURN collect(k {.id, .name}) AS headquarters }
CALL (c) { MATCH (c)<-[:PLAIN_WORKS_AT]-(p:PlainPerson) WITH p ORDER BY p.name LIMIT 5 RETURN collect(p {.id, .name}) AS people }
CALL (c) {
  MATCH (c)-[:PLAIN_DEVELOPED]->(m:PlainModel)
  WITH m ORDER BY m.releasedAt DESC LIMIT 5
  CALL (m) {
    MATCH (m)<-[:PLAIN_ABOUT]-(e:PlainEvent)
    WITH e ORDER BY e.date DESC LIMIT 3
    CALL (e) { MATCH (e)-[:PLAIN_IN_COUNTRY]->(k:PlainCountry) RETURN collect(k {.id, .name}) AS countries }
    RETURN collect(e {.id, .name, .kind, date: toString(e.date), countries: countries}) AS events
  }
  RETURN collect(m {.id, .name, releasedAt: toString(m.releasedAt), events: events}) AS models
}
RETURN c {.id, .name, headquarters: headquarters, people: people, models: models} AS row`,
    },
  },
  {
    name: 'bans',
    title: 'Latest 50 bans with companies, models and countries',
    dossier: {
      query: `query bans {
  bans(first: 50, orderBy: [{ date: DESC }]) {
    nodes {
      id
      name
      date { value }
      targets {
        nodes {
          __typename
          ... on Company { id name headquarters { id name } }
          ... on Model { id name developers { nodes { id name } } }
        }
      }
      jurisdictions { nodes { id name } }
    }
  }
}`,
    },
    rival: {
      query: `query bans {
  events(limit: 50, sort: [{ date: DESC }], where: { kind: { eq: "BAN" } }) {
    id
    name
    date
    companies { id name headquarters { id name } }
    models { id name developers { id name } }
    countries { id name }
  }
}`,
    },
    limit: {
      cypher: `MATCH (e:PlainEvent) WHERE e.kind = $kind AND e.date IS NOT NULL
WITH e ORDER BY e.kind DESC, e.date DESC LIMIT 50
CALL (e) {
  MATCH (e)-[:PLAIN_INVOLVES]->(c:PlainCompany)
  CALL (c) { MATCH (c)-[:PLAIN_HEADQUARTERED_IN]->(k:PlainCountry) RETURN collect(k {.id, .name}) AS headquarters }
  RETURN collect(c {.id, .name, headquarters: headquarters}) AS companies
}
CALL (e) {
  MATCH (e)-[:PLAIN_ABOUT]->(m:PlainModel)
  CALL (m) { MATCH (m)<-[:PLAIN_DEVELOPED]-(c:PlainCompany) RETURN collect(c {.id, .name}) AS developers }
  RETURN collect(m {.id, .name, developers: developers}) AS models
}
CALL (e) { MATCH (e)-[:PLAIN_IN_COUNTRY]->(k:PlainCountry) RETURN collect(k {.id, .name}) AS countries }
RETURN e {.id, .name, date: toString(e.date), companies: companies, models: models, countries: countries} AS row`,
      params: { kind: 'BAN' },
    },
  },
  {
    name: 'filter',
    title: 'Companies filtered through two edges',
    dossier: {
      query: `query filter($country: String!, $since: Date!) {
  companies(
    first: 20
    orderBy: [{ name: ASC }]
    where: { headquarters: { name: { eq: $country } }, models: { some: { releasedOn: { gte: $since } } } }
  ) { nodes { id name } }
}`,
      variables: { country: 'Country 3', since: '2020-01-01' },
    },
    rival: {
      query: `query filter($country: String!, $since: Date!) {
  companies(
    limit: 20
    sort: [{ name: ASC }]
    where: { headquarters: { some: { name: { eq: $country } } }, models: { some: { releasedAt: { gte: $since } } } }
  ) { id name }
}`,
      variables: { country: 'Country 3', since: '2020-01-01' },
    },
    limit: {
      cypher: `MATCH (:PlainCountry {name: $country})<-[:PLAIN_HEADQUARTERED_IN]-(c:PlainCompany)
WHERE EXISTS { MATCH (c)-[:PLAIN_DEVELOPED]->(m:PlainModel) WHERE m.releasedAt >= date($since) }
WITH c ORDER BY c.name LIMIT 20
RETURN c {.id, .name} AS row`,
      params: { country: 'Country 3', since: '2020-01-01' },
    },
  },
  {
    name: 'page1',
    title: 'Page 1 of models by name',
    ...modelsPage(0),
  },
  {
    name: 'page1000',
    title: 'Page 1,000 of models by name',
    ...modelsPage(999),
  },
  {
    name: 'begins',
    title: 'Events of all kinds whose name begins with a text, by name',
    ...search('startsWith', 'STARTS WITH', 'Event 123'),
  },
  {
    name: 'holds',
    title: 'Events of all kinds whose name holds a text, by name',
    ...search('contains', 'CONTAINS', '777'),
  },
]

/** The same questions about a moment at which everything was known: the answer is the same, and so is what others do for it. */
for (const name of ['one', 'page', 'nested', 'bans']) {
  const operation = OPERATIONS.find((each) => each.name === name)
  const query = operation.dossier.query.replace(
    /\b(company|companies|bans)\(/,
    '$1(asOf: { known: "2026-06-01T00:00:00Z" }, ',
  )
  OPERATIONS.push({
    ...operation,
    name: `${name}Then`,
    title: `${operation.title}, as known on a day`,
    withoutPins: name,
    dossier: { ...operation.dossier, query },
  })
}

OPERATIONS.push(...questions())

/** Dossier by the cursor of the row before the page, the limit by its name, the rival by the number of rows before. */
function modelsPage(before) {
  const rows = 20 * before
  const name = `Model ${String(rows - 1).padStart(5, '0')}`
  const condition = before === 0 ? 'm.name IS NOT NULL' : 'm.name > $name'
  return {
    dossier: {
      query:
        'query models($after: String) { models(first: 20, after: $after, orderBy: [{ name: ASC }]) { nodes { id name } pageInfo { hasNextPage endCursor } } }',
      // Filled in before measuring: a cursor is for the server to make.
      cursorAfter: before === 0 ? null : { rows },
      variables: { after: null },
    },
    rival: {
      query: 'query models($offset: Int!) { models(limit: 20, offset: $offset, sort: [{ name: ASC }]) { id name } }',
      variables: { offset: rows },
    },
    limit: {
      cypher: `MATCH (m:PlainModel) WHERE ${condition} WITH m ORDER BY m.name LIMIT 20 RETURN m {.id, .name} AS row`,
      params: before === 0 ? {} : { name },
    },
  }
}

function search(how, operator, text) {
  return {
    dossier: {
      query: `query search($text: String!) { events(first: 20, orderBy: [{ name: ASC }], where: { name: { ${how}: $text } }) { nodes { __typename id name date { value } } } }`,
      variables: { text },
    },
    rival: {
      query: `query search($text: String!) { events(limit: 20, sort: [{ name: ASC }], where: { name: { ${how}: $text } }) { id name kind date } }`,
      variables: { text },
    },
    limit: {
      cypher: `MATCH (e:PlainEvent) WHERE e.name ${operator} $text
WITH e ORDER BY e.name LIMIT 20
RETURN e {.id, .name, .kind, date: toString(e.date)} AS row`,
      params: { text },
    },
  }
}
