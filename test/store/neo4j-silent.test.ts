import type { Store } from '../../src/store/store.js'
import { openNeo4jStore } from '../../src/store/neo4j-store.js'
import { serveStandInNeo4j, type StandInNeo4j } from '../support/stand-in-neo4j.js'
import { failureOf, statement, write } from './store.contract.js'

describe('a Neo4j that falls silent', () => {
  let neo4j: StandInNeo4j
  let store: Store
  beforeEach(async () => {
    neo4j = await serveStandInNeo4j()
    store = await openNeo4jStore({ uri: neo4j.uri, user: 'neo4j', password: '', database: null })
  })
  afterEach(async () => {
    await neo4j.close()
    await store.close()
  })

  const read = (timeoutMs = 300) => store.read([statement('RETURN 1 AS one')], { timeoutMs })
  const readAtOnce = (count: number) => Array.from({ length: count }, () => read())
  const codesOf = async (many: readonly Promise<unknown>[]) =>
    new Set((await Promise.all(many.map(failureOf))).map(({ code }) => code))

  test('[S16] does not keep a store from closing, whatever is under way', async () => {
    await Promise.all([read(), read()])
    neo4j.fallSilent()
    // First, so that it has a connection that is there already: another is not waited for without end.
    void write(store, 'CREATE (:Probe)')
    const reads = codesOf(readAtOnce(90))
    await store.close()
    expect(await reads).toEqual(new Set(['OPERATION_TIMED_OUT']))
  })

  test('[S14] keeps no place of the reads for ever', async () => {
    neo4j.fallSilent()
    expect(await codesOf(readAtOnce(97))).toEqual(new Set(['OPERATION_TIMED_OUT']))
    neo4j.speak()
    expect(await read(5000)).toEqual([[]])
  })
})
