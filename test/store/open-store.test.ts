import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/store/open-store.js'
import { failureOf } from './store.contract.js'

describe('opening the store of the settings', () => {
  test('[S17] without a Neo4j the folder is opened', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-open-'))
    const store = await openStore({ folder, neo4j: null })
    expect(store.engine).toMatch(/^embedded /)
    await store.close()
    rmSync(folder, { recursive: true })
  })

  test('[S17] with a Neo4j the server is asked', async () => {
    const neo4j = { uri: 'bolt://:::', user: 'neo4j', password: '', database: null }
    const failure = await failureOf(openStore({ folder: 'unused', neo4j }, () => undefined))
    expect(failure.message).toContain('NEO4J_URI')
    expect((await failureOf(openStore({ folder: 'unused', neo4j }))).code).toBe('CONFIG_INVALID')
  })
})
