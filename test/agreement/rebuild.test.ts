import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { rebuild, refreshDue, renewOlder } from '../../src/ingest/rebuild.js'
import { Random } from '../support/agreement-random.js'
import { fileOfLoad } from '../support/histories-file.js'
import { LOADS, randomHistory } from '../support/histories.js'
import { dumpGraph, fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'
import { randomSeeds } from '../support/random-seeds.js'

const silent = (): undefined => undefined

let graph: OpenGraph
afterEach(() => graph.close())

/** What is computed is the same however it came about; the hash of a node's own properties says how they were written. */
function comparable(lines: readonly string[]): string[] {
  return lines.filter((line) => !line.startsWith('(Revision')).toSorted()
}

describe('the view that is computed anew from the claims', () => {
  test.each(randomSeeds(2))('is that which loading made of random histories (%i)', async (seed) => {
    const random = new Random(seed)
    const histories = Array.from({ length: 30 }, (_, i) => randomHistory(i, random.fork()))
    graph = await openGraph([], { today: '2025-07-01' })
    for (const [load, recordedAt] of LOADS.entries()) await graph.load(fileOfLoad(histories, load), { recordedAt })
    // Each load computes what it touches, on its own day; what has begun or ended since is due.
    await refreshDue(graph.store, '2025-07-01')
    const loaded = comparable(await dumpGraph(graph.store))
    await rebuild(graph.store, '2025-07-01', silent)
    expect(comparable(await dumpGraph(graph.store))).toEqual(loaded)
  })

  test('is that which loading made of the seed and its sequel', async () => {
    graph = await openGraph()
    for (const file of ['deepseek-openai', 'sequel'])
      await graph.load(readFileSync(resolve(__dirname, `../../seed/${file}.yaml`), 'utf8'), {
        recordedAt: '2026-01-01T00:00:00.000Z',
      })
    await refreshDue(graph.store, '2026-01-01')
    const loaded = comparable(await dumpGraph(graph.store))
    await rebuild(graph.store, '2026-01-01', silent)
    expect(comparable(await dumpGraph(graph.store))).toEqual(loaded)
  })
})

test('is that which loading made where a source turns out to repeat another, and who publishes it', async () => {
  const entities = { openai: 'Company', paper: 'Outlet' }
  const claim = (source: string): string => `{ subject: openai, predicate: NAME, value: OpenAI, source: ${source} }`
  const file = (b: string, claims: readonly string[]): string =>
    fileOf(entities, claims).replace('entities:', `  a: { title: A, kind: ARTICLE }\n  b: { title: B${b} }\nentities:`)
  graph = await openGraph([file(', kind: ARTICLE', [claim('a'), claim('b')])])
  const count = async (): Promise<unknown> =>
    graph.read('{ company(slug: "openai") { nameFact { origins { count } } } }')
  expect(await count()).toEqual({ company: { nameFact: { origins: { count: 2 } } } })
  await graph.load(file(', kind: ARTICLE, reprintOf: a', []))
  expect(await count()).toEqual({ company: { nameFact: { origins: { count: 1 } } } })
  await graph.load(
    file(', kind: ARTICLE, publisher: paper', []).replace('kind: ARTICLE }', 'kind: ARTICLE, publisher: paper }'),
  )
  const loaded = comparable(await dumpGraph(graph.store))
  await rebuild(graph.store, '2025-02-10', silent)
  expect(comparable(await dumpGraph(graph.store))).toEqual(loaded)
})

test('a claim that leads where no kind lets its predicate lead makes no edge', async () => {
  const claims = [
    '{ subject: ban, predicate: OUR_OWN, object: italy }',
    '{ subject: ban, predicate: UNDER, object: act }',
  ]
  graph = await openGraph([fileOf({ ban: 'Ban', italy: 'Country', act: 'LegalInstrument' }, claims)])
  await graph.store.write(async (run) => {
    // As if an earlier release had not known the predicate.
    await run({ text: 'MATCH (c:Claim {predicate: "OUR_OWN"}) SET c.predicate = "UNDER"', params: {} })
  })
  await rebuild(graph.store, '2025-07-01', silent)
  expect(await graph.read('{ ban(slug: "ban") { instruments { nodes { slug } } claims { totalCount } } }')).toEqual({
    ban: { instruments: { nodes: [{ slug: 'act' }] }, claims: { totalCount: 2 } },
  })
})

test('what ends to hold is no longer shown once its day is over, without a load', async () => {
  graph = await openGraph(
    [
      fileOf({ openai: 'Company' }, [
        '{ subject: openai, predicate: NAME, value: Old, validTo: 2025-03-01 }',
        '{ subject: openai, predicate: NAME, value: New, validFrom: 2025-03-02 }',
      ]),
    ],
    { today: '2025-03-02' },
  )
  const ask = '{ company(slug: "openai") { name } }'
  expect(await graph.read(ask)).toEqual({ company: { name: 'Old' } })
  expect(await refreshDue(graph.store, '2025-03-01')).toBe(0)
  expect(await refreshDue(graph.store, '2025-03-02')).toBe(1)
  expect(await graph.read(ask)).toEqual({ company: { name: 'New' } })
  expect(await refreshDue(graph.store, '2025-03-02')).toBe(0)
})

test('entities that an earlier release computed are computed anew, and no others', async () => {
  const claim = '{ subject: openai, predicate: NAME, value: OpenAI }'
  graph = await openGraph([fileOf({ openai: 'Company', deepseek: 'Company' }, [claim])])
  const loaded = comparable(await dumpGraph(graph.store))
  await graph.store.write(async (run) => {
    const older = 'MATCH (n:Company)-[:FACTS]->(f) SET f.print = $print'
    await run({ text: older, params: { print: 'a hash without a form' } })
  })
  // Somebody may load before the server has started, and what that touches is computed then.
  await graph.load(fileOf({ deepseek: 'Company' }, []))
  expect(await renewOlder(graph.store, '2025-07-01', silent)).toBe(1)
  expect(comparable(await dumpGraph(graph.store))).toEqual(loaded)
  expect(await renewOlder(graph.store, '2025-07-01', silent)).toBe(0)
})
