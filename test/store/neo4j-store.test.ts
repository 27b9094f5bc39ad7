import { setTimeout as delay } from 'node:timers/promises'

import { auth, driver, type Driver } from 'neo4j-driver'
import { openNeo4jStore } from '../../src/store/neo4j-store.js'
import type { Store } from '../../src/store/store.js'
import { neo4jOfTests } from '../support/open-store.js'
import { describeStore, failureOf, PROBE, rowsOf, statement, versionOf, whileWriting, write } from './store.contract.js'

const config = neo4jOfTests()

if (config === null) {
  process.stderr.write('Neo4j is left out of the store tests: NEO4J_URI is not set (npm run test:neo4j starts one).\n')
  test('Neo4j is left out, because NEO4J_URI is not set', () => {
    expect(config).toBeNull()
  })
} else {
  describeStore('neo4j', () => openNeo4jStore(config))

  describe('the Neo4j store', () => {
    let raw: Driver
    let store: Store

    beforeAll(() => {
      raw = driver(config.uri, auth.basic(config.user, config.password))
    })
    beforeEach(async () => {
      store = await openNeo4jStore(config)
      await write(store, 'MATCH (n:Probe) DETACH DELETE n')
    })
    afterEach(() => store.close())
    afterAll(async () => {
      try {
        await dropDefinitions(raw)
        await raw.executeQuery(`MATCH (n:${PROBE}) DETACH DELETE n`)
      } finally {
        await raw.close()
      }
    })

    test('[S6] no read shows half of a write, whoever wrote', async () => {
      await write(store, 'UNWIND range(1, 2000) AS i CREATE (:Probe {n: 0})')
      const writeAll = (n: number): Promise<unknown> => raw.executeQuery(`MATCH (x:${PROBE}) SET x.n = $n`, { n })
      const torn = await whileWriting(writeAll, async () => {
        const found: unknown[] = []
        const end = Date.now() + 2500
        while (Date.now() < end) {
          const rows = await rowsOf(store, 'MATCH (x:Probe) RETURN DISTINCT x.n AS n')
          if (rows.length !== 1) found.push(rows)
        }
        return found
      })
      expect(torn).toEqual([])
    })

    test('[S27] the version is another after a write of whoever it was', async () => {
      const before = await versionOf(store)
      await raw.executeQuery(`CREATE (:${PROBE} {id: "raw"})`)
      const after = await versionOf(store)
      expect(after).not.toBe(before)
      const other = await openNeo4jStore(config)
      expect(await versionOf(other)).toBe(after)
      await write(other, `MATCH (n:${PROBE}) DETACH DELETE n`)
      await other.close()
      expect(await versionOf(store)).not.toBe(after)
    })

    test('[S6] a read longer than the gap between two writes is answered all the same', async () => {
      await write(store, 'CREATE (:Probe {id: "a", n: 0}) CREATE (:Probe {id: "b", n: 0})')
      const other = await openNeo4jStore(config)
      const increment = (): Promise<unknown> => write(other, 'MATCH (x:Probe) SET x.n = x.n + 1')
      const slow =
        'UNWIND range(1, 700) AS a UNWIND range(1, 700) AS b WITH a * b AS c WHERE c % 7 = 3 RETURN count(c) AS n'
      const value = 'MATCH (x:Probe {id: $id}) RETURN x.n AS n'
      const [a, , b] = await whileWriting(increment, () =>
        store.read([statement(value, { id: 'a' }), statement(slow), statement(value, { id: 'b' })]),
      )
      await other.close()
      expect(a).toEqual(b)
      expect(Number(a?.[0]?.['n'])).toBeGreaterThan(0)
    })

    test('[S26] a read in steps longer than the gap between two writes runs again until it sees one moment', async () => {
      await write(store, 'CREATE (:Probe {id: "a", n: 0}) CREATE (:Probe {id: "b", n: 0})')
      const other = await openNeo4jStore(config)
      const increment = (): Promise<unknown> => write(other, 'MATCH (x:Probe) SET x.n = x.n + 1')
      const value = (id: string) => statement('MATCH (x:Probe {id: $id}) RETURN x.n AS n', { id })
      let runs = 0
      const [a, b] = await whileWriting(increment, () =>
        store.readInSteps(async (run) => {
          runs += 1
          const [first] = await run(value('a'))
          await delay(50)
          return [first, (await run(value('b')))[0]]
        }),
      )
      await other.close()
      expect(a).toEqual(b)
      expect(Number(a?.['n'])).toBeGreaterThan(0)
      expect(runs).toBeGreaterThan(1)
    })

    test('[S1] a store sees at once what another has written', async () => {
      const other = await openNeo4jStore(config)
      for (let i = 0; i < 20; i += 1) {
        await write(other, 'MERGE (x:Probe {id: "a"}) SET x.n = $i', { i })
        expect(await rowsOf(store, 'MATCH (x:Probe {id: "a"}) RETURN x.n AS n')).toEqual([{ n: i }])
      }
      await other.close()
    })

    test('[S8] a whole number is a whole number on the server', async () => {
      await write(store, 'CREATE (:Probe {one: $one, half: $half, many: $many})', { one: 1, half: 0.5, many: [1, 2] })
      const { records } = await raw.executeQuery(
        `MATCH (x:${PROBE}) RETURN [v IN [x.one, x.half, x.many[0]] | toString(v)] AS texts`,
      )
      expect(records[0]?.get('texts')).toEqual(['1', '0.5', '1'])
    })

    test('[S7] a node or a time is refused, so that no class of the driver gets out', async () => {
      await write(store, 'CREATE (:Probe {id: "a"})')
      await expect(rowsOf(store, 'MATCH (x:Probe) RETURN x AS x')).rejects.toThrow('not plain')
      await expect(rowsOf(store, 'RETURN [date("2026-01-01")] AS days')).rejects.toThrow('not plain')
    })

    test('[S10] what is in the place of a definition is named', async () => {
      await raw.executeQuery(`CREATE INDEX ${PROBE}_place FOR (x:${PROBE}) ON (x.place)`)
      const taken = await failureOf(
        store.prepare([`CREATE INDEX ${PROBE}_place IF NOT EXISTS FOR (x:${PROBE}) ON (x.other)`]),
      )
      expect(taken.message).toContain(`named ${PROBE}_place`)
      const covered = await failureOf(
        store.prepare([`CREATE CONSTRAINT ${PROBE}_one IF NOT EXISTS FOR (x:${PROBE}) REQUIRE x.place IS UNIQUE`]),
      )
      expect(covered.message).toContain(`the rule that ${PROBE}.place is unique`)
      await store.prepare([`CREATE INDEX ${PROBE}_other_name IF NOT EXISTS FOR (x:${PROBE}) ON (x.place)`])
    })

    test('[S17] a database that lacks a text index which was prepared is STORE_UNAVAILABLE', async () => {
      const index = `${PROBE}_lost`
      await store.prepare([
        `CREATE FULLTEXT INDEX ${index} IF NOT EXISTS FOR (x:${PROBE}) ON EACH [x.words] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace'}}`,
      ])
      await store.ping()
      await raw.executeQuery(`DROP INDEX ${index}`)
      const question = { index, columns: ['id'], limit: 1, queries: [{ field: 'words', word: 'a', begins: false }] }
      for (const ask of [() => store.ping(), () => store.find(question)]) {
        const failure = await failureOf(ask())
        expect([failure.code, failure.message]).toEqual([
          'STORE_UNAVAILABLE',
          expect.stringContaining('lacks its text indexes'),
        ])
      }
    })

    test('[S23] a database that is not there is CONFIG_INVALID', async () => {
      const failure = await failureOf(openNeo4jStore({ ...config, database: 'nosuchdatabase' }))
      expect(failure.code).toBe('CONFIG_INVALID')
      expect(failure.message).toContain('no database "nosuchdatabase"')
    })
  })
}

async function dropDefinitions(raw: Driver): Promise<void> {
  const kinds = { CONSTRAINT: 'SHOW CONSTRAINTS', INDEX: 'SHOW INDEXES' }
  for (const [kind, show] of Object.entries(kinds)) {
    const text = `${show} YIELD name WHERE name STARTS WITH $prefix RETURN name`
    const { records } = await raw.executeQuery(text, { prefix: PROBE })
    for (const record of records) await raw.executeQuery(`DROP ${kind} ${String(record.get('name'))}`)
  }
}
