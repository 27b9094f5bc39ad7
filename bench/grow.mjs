import neo4j from 'neo4j-driver'

/**
 * Makes nine copies of all that lies in a database beside it, in both forms, which share its countries and its source:
 * a world ten times as large, in which a country has ten times the edges. Loading as many claims would take hours.
 */
export async function grow(uri, say = () => {}) {
  const driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true })
  const send = async (text) => {
    const started = performance.now()
    // In a transaction of its own, which CALL IN TRANSACTIONS asks for.
    const session = driver.session()
    await session.run(text)
    await session.close()
    say(`${((performance.now() - started) / 1000).toFixed(0)} s: ${text.split('\n')[0]}`)
  }
  try {
    for (const text of [...MARKS, NODES, ...['own', 'from', 'to'].map(edges)]) await send(text)
    await send('CALL db.awaitIndexes(1800)')
  } finally {
    await driver.close()
  }
}

/** A number by which a copy is found: that of its original, and which of the copies it is. */
function keyOf(name) {
  return `toInteger(split(elementId(${name}), ':')[2]) * 10 + k`
}

/** What the copies share, with what hangs on it alone. */
const MARKS = [
  'CREATE INDEX Copy_copy IF NOT EXISTS FOR (n:Copy) ON (n.copy)',
  'MATCH (n:Country|PlainCountry|Source|Author|Revision) SET n:Shared',
  'MATCH (:Shared)-[:FACTS|IDENTIFIES|SUBJECT]-(n) SET n:Shared',
  "MATCH (c:Country) MATCH (n:Card {id: 'card:' + c.id}) SET n:Shared",
]

const NODES = `MATCH (n) WHERE NOT n:Copy AND NOT n:Shared
CALL (n) {
  UNWIND range(1, 9) AS k
  CREATE (m:Copy:$(labels(n)))
  SET m = n {.*, id: n.id + '~' + k, slug: n.slug + '~' + k, key: n.key + '~' + k, of: n.of + '~' + k, copy: ${keyOf('n')}}
} IN TRANSACTIONS OF 1000 ROWS`

/** Edges between what is copied, and from and to what is shared. */
function edges(which) {
  const where = {
    own: 'NOT a:Shared AND NOT b:Shared',
    from: 'a:Shared AND NOT b:Shared',
    to: 'NOT a:Shared AND b:Shared',
  }
  const end = (name, isShared) =>
    isShared ? `WITH *, ${name} AS ${name}2` : `MATCH (${name}2:Copy {copy: ${keyOf(name)}})`
  return `MATCH (a)-[r]->(b) WHERE NOT a:Copy AND NOT b:Copy AND ${where[which]}
CALL (a, r, b) {
  UNWIND range(1, 9) AS k
  ${end('a', which === 'from')}
  ${end('b', which === 'to')}
  CREATE (a2)-[q:$(type(r))]->(b2)
  SET q = r {.*, id: r.id + '~' + k}
} IN TRANSACTIONS OF 1000 ROWS`
}

/** How much of its files a database keeps in memory, as it says itself. */
export async function readPageCache(uri) {
  const driver = neo4j.driver(uri)
  try {
    const { records } = await driver.executeQuery("SHOW SETTINGS 'server.memory.pagecache.size' YIELD value")
    return records[0]?.get('value') ?? 'of unknown size'
  } finally {
    await driver.close()
  }
}
