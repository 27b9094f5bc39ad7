/**
 * What people ask of a graph, beside the best statement we could write by hand. The rival has no such fields. Where the
 * two may differ in what of equal things they take, `counts` says so; else the answers have as many nodes. In a world of
 * another scale they are about what has the same place in it.
 */
export function questions(scale = 1) {
  const c = (number) => `c${Math.round(number * scale)}`
  const p = (number) => `p${Math.round(number * scale)}`
  const digits = String(Math.round(1234 * scale)).padStart(5, '0')
  return [
    ...search('search', 'Search for a word of 2,000 names, ten best', { words: 'company', lucene: 'company' }),
    ...search('misspelt', 'Search for a misspelt name, ten best', {
      words: `compny ${digits}`,
      lucene: `compny~1 ${digits}~1`,
      counts: 'differ',
    }),
    ...search('suggest', 'Suggestions for the beginning of a name', {
      words: 'compan',
      lucene: 'compan*',
      field: 'suggest(prefix: $words, first: 10) { name entity { id } }',
    }),
    ...walk({
      name: 'shortest',
      title: 'Shortest path from a company to a person',
      field: `shortestPath(from: { slug: "${c(1500)}" }, to: { slug: "${p(471)}" }, maxHops: 6) { length steps { node { id name } } }`,
      limit: {
        cypher: `MATCH (a:PlainCompany {id: $from}) MATCH (b:PlainPerson {id: $to})
MATCH p = shortestPath((a)-[*..6]-(b)) RETURN [n IN nodes(p) | n {.id, .name}] AS row`,
        params: { from: c(1500), to: p(471) },
      },
    }),
    ...ways('ways', 'The first ten paths of at most four steps between two companies', {
      ends: [c(1500), c(1700)],
      label: 'PlainCompany',
      hops: 4,
    }),
    ...neighbours('around', 'The 20 entities with most edges around a company', { of: c(1500), label: 'PlainCompany' }),
    ...neighbours('dense', 'The same around the country with most edges', { of: 'k0', label: 'PlainCountry' }),
    ...ways('denseWays', 'The first ten paths of at most three steps between the two countries with most edges', {
      ends: ['k0', 'k1'],
      label: 'PlainCountry',
      hops: 3,
    }),
    {
      name: 'denseTimeline',
      title: 'The first 20 events in the country with most events',
      dossier: {
        query: `query denseTimeline { timeline(of: [{ slug: "k0" }], first: 20, orderBy: [{ date: ASC }]) { nodes { __typename id name date { value } } } }`,
      },
      limit: {
        cypher: `MATCH (c:PlainCountry {id: $of})<-[:PLAIN_IN_COUNTRY]-(e:PlainEvent)
WITH e ORDER BY e.date LIMIT 20 RETURN e {.id, .name, .kind, date: toString(e.date)} AS row`,
        params: { of: 'k0' },
      },
    },
    {
      name: 'timeline',
      title: 'The first 20 events about any of three companies',
      dossier: {
        query: `query timeline { timeline(of: [{ slug: "${c(100)}" }, { slug: "${c(200)}" }, { slug: "${c(300)}" }], first: 20, orderBy: [{ date: ASC }]) { nodes { __typename id name date { value } } } }`,
      },
      limit: {
        cypher: `MATCH (c:PlainCompany)<-[:PLAIN_INVOLVES]-(e:PlainEvent) WHERE c.id IN $of
WITH DISTINCT e ORDER BY e.date LIMIT 20 RETURN e {.id, .name, .kind, date: toString(e.date)} AS row`,
        params: { of: [c(100), c(200), c(300)] },
      },
    },
    {
      name: 'groups',
      title: 'Bans by country, the ten with most',
      dossier: {
        query: `query groups { bans(first: 1) { groupBy(by: [{ jurisdictions: EACH }], orderBy: [{ count: DESC }], first: 10) { keys { entity { id name } } count } } }`,
      },
      limit: {
        cypher: `MATCH (e:PlainEvent {kind: $kind})-[:PLAIN_IN_COUNTRY]->(k:PlainCountry)
WITH k, count(DISTINCT e) AS count ORDER BY count DESC, k.id LIMIT 10 RETURN k {.id, .name, count: count} AS row`,
        params: { kind: 'BAN' },
      },
    },
  ]
}

function search(
  name,
  title,
  { words, lucene, counts, field = 'search(query: $words, first: 10) { nodes { id name } }' },
) {
  const query = `query ${name}($words: String!) { ${field} }`
  const dossier = { query, variables: { words }, vary: (turn) => ({ words: `${smallWords(turn)} ${words}` }) }
  return bothWays({ name, title, dossier, limit: named(lucene), counts })
}

const SMALL = ['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']

/** Words that a search leaves out, in more ways than lists are kept. */
function smallWords(turn) {
  const word = (place) => SMALL[Math.floor(turn / SMALL.length ** place) % SMALL.length]
  return [0, 1, 2, 3].map(word).join(' ')
}

/** With a variable that changes nothing, but that what was found for another value of it is not known for this one. */
function walk({ name, field, ...beside }) {
  const query = `query ${name}($turn: String! = "") { suggest(prefix: $turn) @skip(if: true) { name } ${field} }`
  return bothWays({ name, dossier: { query, variables: {}, vary: (turn) => ({ turn: `${turn}` }) }, ...beside })
}

/** Asked again and again, so that what was found is known, and each time so that it is not. */
function bothWays({ name, title, dossier: { vary, ...again }, ...beside }) {
  return [
    { name, title: `${title}: again and again`, dossier: again, ...beside },
    { name: `${name}Anew`, title: `${title}: anew each time`, dossier: { ...again, vary }, ...beside },
  ]
}

/** What the full-text index of names finds for words in its own language. */
function named(words) {
  return {
    cypher: `CALL db.index.fulltext.queryNodes('PlainNames', '${words}', {limit: 10}) YIELD node RETURN node {.id, .name} AS row`,
  }
}

function ways(name, title, { ends: [from, to], label, hops }) {
  return walk({
    name,
    title,
    field: `paths(from: { slug: "${from}" }, to: { slug: "${to}" }, maxHops: ${hops}, first: 10) { nodes { length steps { node { id name } } } }`,
    limit: {
      cypher: `MATCH (a:${label} {id: $from}) MATCH (b:${label} {id: $to})
MATCH p = SHORTEST 10 (a)-[]-{1,${hops}}(b) RETURN [n IN nodes(p) | n {.id, .name}] AS row`,
      params: { from, to },
    },
    counts: 'differ',
  })
}

function neighbours(name, title, { of, label }) {
  return walk({
    name,
    title,
    field: `neighbourhood(of: { slug: "${of}" }, depth: 1, first: 20) { nodes { node { id name } } }`,
    limit: {
      cypher: `MATCH (a:${label} {id: $of})--(n) WITH DISTINCT n
WITH n, COUNT { (n)--() } AS edges ORDER BY edges DESC, n.id LIMIT 20 RETURN n {.id, .name} AS row`,
      params: { of },
    },
    counts: 'differ',
  })
}
