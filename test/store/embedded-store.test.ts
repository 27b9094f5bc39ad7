import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Failure } from '../../src/errors.js'
import { loadEnginePackage, missingEngineSentence, type EnginePackage } from '../../src/store/embedded-engine.js'
import { openEmbeddedStore } from '../../src/store/embedded-store.js'
import type { Store } from '../../src/store/store.js'
import { describeStore, failureOf, rowsOf, statement, write } from './store.contract.js'

describeStore('embedded', () => openEmbeddedStore({ folder: null }))

describe('the embedded store', () => {
  let folder = ''
  const opened: Store[] = []
  const children: ChildProcess[] = []

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dossier-store-'))
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()))
    for (const child of children.splice(0)) await end(child)
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(): Promise<Store> {
    const store = await openEmbeddedStore({ folder })
    opened.push(store)
    return store
  }

  function logBytes(): number {
    return readFileSync(join(folder, 'dossier.grafeo.wal', 'wal_00000000000000000000.log')).length
  }

  /** Another process that has the folder open; it is ended after the test. */
  async function startChild(...words: string[]): Promise<{ child: ChildProcess; said: () => string }> {
    const child = spawn(process.execPath, [join(__dirname, 'child.cjs'), folder, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    while (!text.includes('READY')) await delay(10)
    return { child, said: () => text }
  }

  test('[S18] what was written is there after reopening, with its rules and indexes', async () => {
    const definitions = [
      `CREATE CONSTRAINT City_id IF NOT EXISTS FOR (n:City) REQUIRE n.id IS UNIQUE`,
      `CREATE INDEX City_name IF NOT EXISTS FOR (n:City) ON (n.name)`,
    ]
    const first = await open()
    await first.prepare(definitions)
    await write(first, 'UNWIND range(1, 1000) AS i CREATE (:City {id: toString(i), name: "City " + toString(i)})')
    await first.close()
    const second = await open()
    expect(await rowsOf(second, 'MATCH (n:City) RETURN count(n) AS n')).toEqual([{ n: 1000 }])
    expect((await failureOf(write(second, 'CREATE (:City {id: "7"})'))).code).toBe('STORE_CONFLICT')
    const plan = JSON.stringify(await rowsOf(second, 'EXPLAIN MATCH (n:City {name: "City 7"}) RETURN n.id AS id'))
    expect(plan).toContain('[index: name]')
    await second.prepare(definitions)
    expect(await rowsOf(second, 'SHOW INDEXES')).toHaveLength(2)
  })

  test('[S25] a text index is there after reopening, and knows what another process wrote before it was killed', async () => {
    const words =
      "CREATE FULLTEXT INDEX City_words IF NOT EXISTS FOR (n:City) ON EACH [n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    const find = async (store: Store, word: string): Promise<unknown> => {
      const query = { field: 'words', word, begins: false }
      return (await store.find({ index: 'City_words', queries: [query], columns: ['id'], limit: 10 }))[0]?.rows
    }
    const first = await open()
    await first.prepare([words])
    await write(first, 'CREATE (:City {id: "1", print: "1", words: "rome roma"})')
    expect(await find(first, 'roma')).toEqual([{ id: '1' }])
    await first.close()
    const { child, said } = await startChild('write')
    while (said().split('\n').length < 5) await delay(5)
    await end(child)
    const second = await open()
    await second.prepare([words])
    expect(await find(second, 'roma')).toEqual([{ id: '1' }])
    await write(second, 'MATCH (n:City) SET n.words = "london", n.print = "2"')
    expect([await find(second, 'roma'), await find(second, 'london')]).toEqual([[], [{ id: '1' }]])
  })

  test('[S25] a text index takes no commit for made that failed', async () => {
    let fault: Error | null = null
    const store = await openEmbeddedStore({ folder: null }, () => failing({ commit: () => fault }))
    await store.prepare([
      "CREATE FULLTEXT INDEX City_words IF NOT EXISTS FOR (n:City) ON EACH [n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
    ])
    const find = async (word: string): Promise<number> => {
      const query = { field: 'words', word, begins: false }
      return (
        (await store.find({ index: 'City_words', queries: [query], columns: ['id'], limit: 10 }))[0]?.rows.length ?? -1
      )
    }
    await write(store, 'CREATE (:City {id: "1", print: "1", words: "rome"})')
    fault = new Error('the disk is full')
    await expect(write(store, 'MATCH (n:City) SET n.words = "london", n.print = "2"')).rejects.toThrow()
    expect([await find('rome'), await find('london')]).toEqual([1, 0])
    await store.close()
  })

  test('[S18] a folder that is not there is made, also when its parents are not', async () => {
    const store = await openEmbeddedStore({ folder: join(folder, 'a', 'b') })
    await store.close()
    expect(existsSync(join(folder, 'a', 'b', 'dossier.grafeo'))).toBe(true)
  })

  test('[S18] a read leaves no trace in the log, however often it is asked', async () => {
    const store = await open()
    await write(store, 'CREATE (:City {id: "1"})')
    const before = logBytes()
    for (let i = 0; i < 200; i += 1) await rowsOf(store, 'MATCH (n:City) RETURN n.id AS id')
    await expect(rowsOf(store, 'CREATE (n:City) RETURN 1 AS one')).rejects.toThrow('A read tried to write')
    expect(logBytes()).toBe(before)
  })

  test('[S19] a folder that another process uses is STORE_LOCKED, and free when that ends', async () => {
    const { child } = await startChild()
    const failure = await failureOf(openEmbeddedStore({ folder }))
    expect(failure.code).toBe('STORE_LOCKED')
    expect(failure.message).toBe(
      `Another Dossier uses the folder "${folder}": stop it, choose another DOSSIER_DATA, or use Neo4j.`,
    )
    await end(child)
    await (await open()).ping()
  })

  test('[S20] a process killed while it writes loses no write it was told of, and none is there by half', async () => {
    const { child, said } = await startChild('write')
    while (said().split('\n').length < 40) await delay(5)
    await end(child)
    const acknowledged = Math.max(...said().split('\n').map(Number).filter(Number.isFinite))
    const rows = await rowsOf(
      await open(),
      'MATCH (n:Batch) WITH n.number AS number, count(n) AS size RETURN number AS number, size AS size ORDER BY number',
    )
    expect(acknowledged).toBeGreaterThan(30)
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
    expect(rows).toEqual(rows.map((_, i) => ({ number: i + 1, size: 20 })))
  })

  test('[S21] a missing binary is STORE_ENGINE_MISSING, with the command and the other way', async () => {
    const cause = new Error('Cannot find native binding')
    const failure = await failureOf(
      openEmbeddedStore({ folder: null }, () => {
        throw cause
      }),
    )
    expect(failure.code).toBe('STORE_ENGINE_MISSING')
    expect(failure.message).toMatch(/NEO4J_URI/)
    expect(failure.cause).toBe(cause)
    expect(missingEngineSentence('linux-x64-gnu')).toBe(
      'The embedded engine for linux-x64-gnu is not installed: run "npm install --no-save @grafeo-db/js-linux-x64-gnu@0.6.0", or set NEO4J_URI to use Neo4j.',
    )
    expect(missingEngineSentence('linux-x64-musl')).toBe(
      'The embedded engine has no build for linux-x64-musl: set NEO4J_URI to use Neo4j.',
    )
  })

  test('[S21] the builds and the version of the sentence are those of the package', () => {
    const { version, optionalDependencies } = JSON.parse(
      readFileSync(join(__dirname, '../../node_modules/@grafeo-db/js/package.json'), 'utf8'),
    ) as { version: string; optionalDependencies: Record<string, string> }
    for (const [name, ofBuild] of Object.entries(optionalDependencies)) {
      expect(ofBuild).toBe(version)
      expect(missingEngineSentence(name.replace('@grafeo-db/js-', ''))).toContain(
        `"npm install --no-save ${name}@${version}"`,
      )
    }
  })

  test('[S22] a folder that cannot be made or opened is a sentence that names it', async () => {
    writeFileSync(join(folder, 'file'), 'not a folder')
    const noFolder = await failureOf(openEmbeddedStore({ folder: join(folder, 'file') }))
    expect([noFolder.code, noFolder.message]).toEqual([
      'CONFIG_INVALID',
      `The folder "${join(folder, 'file')}" cannot be made, for a file is in its place: choose another DOSSIER_DATA.`,
    ])
    writeFileSync(join(folder, 'dossier.grafeo'), 'not a graph'.repeat(1000))
    const damaged = await failureOf(openEmbeddedStore({ folder }))
    expect(damaged.code).toBe('STORE_UNAVAILABLE')
    expect(damaged.message).toContain(`"${folder}"`)
    expect(damaged.message).not.toMatch(/GRAFEO|magic/)
  })

  test('[S22] a folder that this user may not write is said to be one, with or without a graph', async () => {
    const kept = join(folder, 'kept')
    await (await openEmbeddedStore({ folder: kept })).close()
    mkdirSync(join(folder, 'empty'))
    const closed = [kept, join(folder, 'empty')]
    for (const each of closed) chmodSync(each, 0o555)
    chmodSync(folder, 0o755)
    const found = await asAnother(async () => {
      const failures: Failure[] = []
      for (const name of ['kept', 'empty', 'kept/new'])
        failures.push(await failureOf(openEmbeddedStore({ folder: join(folder, name) })))
      return failures
    })
    for (const each of closed) chmodSync(each, 0o755)
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ['CONFIG_INVALID', expect.stringContaining('may not be written by this user')],
      ['CONFIG_INVALID', expect.stringContaining('may not be written by this user')],
      ['CONFIG_INVALID', expect.stringContaining('this user may not make it there')],
    ])
  })

  test('[S12] a write that the engine gives up for a conflict runs again', async () => {
    const conflicts = [conflict(), conflict()]
    const store = await openEmbeddedStore({ folder: null }, () => failing({ commit: () => conflicts.shift() ?? null }))
    let runs = 0
    await store.write(async (run) => {
      runs += 1
      await run(statement('CREATE (:City {id: "a"})'))
    })
    expect(runs).toBe(3)
    expect(await rowsOf(store, 'MATCH (n:City) RETURN count(n) AS n')).toEqual([{ n: 1 }])
    await store.close()
  })

  test('[S12] a conflict that does not end is STORE_CONFLICT', async () => {
    const store = await openEmbeddedStore({ folder: null }, () => failing({ commit: conflict }))
    const failure = await failureOf(write(store, 'CREATE (:City {id: "a"})'))
    expect([failure.code, failure.message]).toEqual([
      'STORE_CONFLICT',
      'Another write changed the same part of the graph; nothing of this one remains. Try again.',
    ])
    expect(await rowsOf(store, 'MATCH (n:City) RETURN count(n) AS n')).toEqual([{ n: 0 }])
    await store.close()
  })

  test('[S22] a disk that takes no more is STORE_UNAVAILABLE', async () => {
    const store = await openEmbeddedStore({ folder: null }, () => failing({ commit: fullDisk, close: fullDisk }))
    expect((await failureOf(write(store, 'CREATE (:City)'))).message).toContain('Is the disk full?')
    expect((await failureOf(store.close())).code).toBe('STORE_UNAVAILABLE')
  })
})

/** Root may write everywhere, so its tests run as somebody else. */
async function asAnother<T>(job: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    return await job()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

function engineError(gqlStatus: string, message: string): Error {
  return Object.assign(new Error(message), { gqlStatus })
}

function conflict(): Error {
  return engineError('40000', 'Transaction error: GRAFEO-T001: conflict')
}

function fullDisk(): Error {
  return engineError('40000', 'Transaction error: GRAFEO-T009: the commit could not be written to the write-ahead log')
}

function throwOr(fault: (() => Error | null) | undefined, go: () => void): void {
  const error = fault?.() ?? null
  if (error !== null) throw error
  go()
}

/** The engine itself, except that what is named fails when it is given an error. */
function failing(faults: { commit?: () => Error | null; close?: () => Error | null }): EnginePackage {
  return {
    GrafeoDB: {
      create(path) {
        const engine = loadEnginePackage().GrafeoDB.create(path)
        return {
          executeCypher: (text, params) => engine.executeCypher(text, params),
          setCheckpointTriggers: (triggers) => engine.setCheckpointTriggers(triggers),
          version: () => engine.version(),
          close: () => throwOr(faults.close, () => engine.close()),
          beginTransaction: () => {
            const transaction = engine.beginTransaction()
            const commit = transaction.commit.bind(transaction)
            return Object.assign(transaction, { commit: () => throwOr(faults.commit, commit) })
          },
        }
      },
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
