import neo4j from 'neo4j-driver'
import { makeWorld } from './world.mjs'

const ROWS = 5000

/**
 * Loads the world in the form that the rival and the hand-written statements read: one node a row, one relationship
 * an edge. Its labels and types begin with `Plain`, so that it lies beside our form in the same database and shares
 * neither index nor statistics with it.
 */
export async function loadPlain(uri, world = makeWorld()) {
  const driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true })
  const send = async (text, rows) => {
    for (let i = 0; i < rows.length; i += ROWS) await driver.executeQuery(text, { rows: rows.slice(i, i + ROWS) })
  }
  try {
    const started = performance.now()
    for (const text of DEFINITIONS) await driver.executeQuery(text)
    for (const [label, rows, dates] of nodesOf(world)) {
      const set = dates.map((column) => `, n.${column} = date(row.${column})`).join('')
      await send(`UNWIND $rows AS row CREATE (n:${label} {id: row.id}) SET n += row${set}`, rows)
    }
    for (const [type, from, to, ends] of edgesOf(world)) {
      const text = `UNWIND $rows AS row MATCH (a:${from[0]} {id: row[0]}) MATCH (b:${to[0]} {id: row[1]}) CREATE (a)-[:${type}]->(b)`
      await send(
        text,
        ends.map(([a, b]) => [from[1] + a, to[1] + b]),
      )
    }
    await driver.executeQuery('CALL db.awaitIndexes(300)')
    return { seconds: (performance.now() - started) / 1000 }
  } finally {
    await driver.close()
  }
}

const LABELS = ['PlainCountry', 'PlainCompany', 'PlainPerson', 'PlainModel', 'PlainEvent']
const DEFINITIONS = [
  ...LABELS.flatMap((label) => [
    `CREATE CONSTRAINT ${label}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`,
    `CREATE INDEX ${label}_name IF NOT EXISTS FOR (n:${label}) ON (n.name)`,
  ]),
  'CREATE INDEX PlainModel_releasedAt IF NOT EXISTS FOR (n:PlainModel) ON (n.releasedAt)',
  'CREATE INDEX PlainEvent_date IF NOT EXISTS FOR (n:PlainEvent) ON (n.date)',
  `CREATE FULLTEXT INDEX PlainNames IF NOT EXISTS FOR (n:${LABELS.join('|')}) ON EACH [n.name]`,
  // With it the latest events of one kind come out of the index in their order.
  'CREATE INDEX PlainEvent_kind_date IF NOT EXISTS FOR (n:PlainEvent) ON (n.kind, n.date)',
]

function nodesOf({ countries, companies, people, models, events }) {
  return [
    ['PlainCountry', countries, []],
    ['PlainCompany', companies, []],
    ['PlainPerson', people, []],
    ['PlainModel', models, ['releasedAt']],
    ['PlainEvent', events, ['date']],
  ]
}

function edgesOf({ headquarters, developers, jobs, eventCompanies, eventModels, eventCountries }) {
  const [country, company, person, model, event] = LABELS.map((label, i) => [label, 'kcpme'[i]])
  return [
    ['PLAIN_HEADQUARTERED_IN', company, country, headquarters],
    ['PLAIN_DEVELOPED', company, model, developers.map(([of, by]) => [by, of])],
    ['PLAIN_WORKS_AT', person, company, jobs],
    ['PLAIN_INVOLVES', event, company, eventCompanies],
    ['PLAIN_ABOUT', event, model, eventModels],
    ['PLAIN_IN_COUNTRY', event, country, eventCountries],
  ]
}
