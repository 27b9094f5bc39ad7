import { parse, validate } from 'graphql'

import { loadBatch } from '../../src/ingest/load-files.js'
import { storeDefinitions } from '../../src/ingest/definitions.js'
import { createSchema } from '../../src/graphql/schema.js'
import { openEmbeddedStore } from '../../src/store/embedded-store.js'
import { openTestStore, neo4jOfTests } from '../support/open-store.js'
import { randomBatch } from '../support/agreement-batch.js'
import { copyGraph, printGraph } from '../support/agreement-graph.js'
import { randomOperation } from '../support/agreement-operations.js'
import { Random } from '../support/agreement-random.js'
import { ask, askGeneral, expected, isTooCostly, prepare, serve, statementsOf } from '../support/agreement-run.js'
import { Values, poolsOf } from '../support/agreement-values.js'

const from = Number(process.env['AGREEMENT_SEED'] ?? 1)
const neo4j = neo4jOfTests()

function cursorsIn(tree: unknown, key: string): string[] {
  if (Array.isArray(tree)) return tree.flatMap((x) => cursorsIn(x, key))
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([k, v]) =>
    k === key
      ? Object.values(v as Record<string, unknown>).filter((x): x is string => typeof x === 'string')
      : cursorsIn(v, key),
  )
}

test('rough', async () => {
  let failures = 0
  const stats = { costly: 0, slow: 0, invalid: 0, asked: 0, rounds: 0, nonempty: 0 }
  const t0 = Date.now()
  const times = { oracle: 0, embedded: 0, neo4j: 0, load: 0, gen: 0 }
  const timed = async <T>(key: keyof typeof times, f: () => Promise<T> | T): Promise<T> => {
    const t = performance.now()
    try {
      return await f()
    } finally {
      times[key] += performance.now() - t
    }
  }
  for (let seed = from; seed < from + Number(process.env['GRAPHS'] ?? 4) && failures < 3; seed++) {
    const { schema, catalog } = createSchema()
    const random = new Random(seed)
    const store = await openEmbeddedStore({ folder: null })
    await store.prepare(storeDefinitions())
    const batch = randomBatch(catalog, random)
    await timed('load', () => loadBatch(store, batch, () => {}, '2026-01-01T00:00:00.000Z'))
    const graph = await copyGraph(store)
    const pools = poolsOf(graph)
    const other = neo4j ? await openTestStore() : null
    if (other) {
      await timed('load', async () => {
        await other.prepare(storeDefinitions())
        await loadBatch(other, batch, () => {}, '2026-01-01T00:00:00.000Z')
      })
      const [a, b] = [printGraph(graph), printGraph(await copyGraph(other))]
      if (a.join() !== b.join()) {
        console.log(
          'GRAPHS',
          seed,
          a.length,
          b.length,
          a.filter((x) => !b.includes(x)).slice(0, 5),
          b.filter((x) => !a.includes(x)).slice(0, 5),
        )
        failures++
      }
    }
    const engines = [['embedded', serve(store)] as const, ...(other ? [['neo4j', serve(other)] as const] : [])]
    for (let i = 0; i < Number(process.env['OPS'] ?? 50); i++) {
      const op = await timed('gen', () => randomOperation(schema, random.fork(), new Values(pools, random.fork())))
      const document = parse(op.text)
      const errors = validate(schema, document)
      if (errors.length > 0) {
        stats.invalid++
        console.log('INVALID', errors.map((e) => e.message).join('\n'), op.text)
        failures++
        continue
      }
      let variables = op.variables
      for (let round = 0; round < 3; round++) {
        const prepared = prepare(document, variables)
        if (isTooCostly(prepared)) {
          stats.costly++
          break
        }
        stats.asked++
        const want = await timed('oracle', () => expected(prepared, graph))
        if (JSON.stringify(want).length > 60) stats.nonempty++
        for (const [name, dossier] of engines) {
          const got = await timed(name, () => ask(dossier, document, variables))
          if (!got.fast) stats.slow++
          if (JSON.stringify(got.result.data) !== JSON.stringify(want)) {
            failures++
            console.log(
              'FAIL',
              name,
              seed,
              i,
              round,
              '\n',
              op.text,
              '\n',
              JSON.stringify(variables),
              '\n',
              statementsOf(prepared),
              '\nWANT',
              JSON.stringify(want),
              '\nGOT ',
              JSON.stringify(got.result),
            )
            if (failures > 2) break
          }
        }
        const general = await askGeneral(engines[0]![1], document, { variables, tree: want })
        if (JSON.stringify(general) !== JSON.stringify({ data: want })) {
          failures++
          console.log(
            'GENERAL',
            seed,
            i,
            '\n',
            op.text,
            '\nWANT',
            JSON.stringify(want).slice(0, 1500),
            '\nGOT ',
            JSON.stringify(general).slice(0, 1500),
            general.errors?.slice(0, 3),
          )
        }
        const found = op.walks
          .map(({ variable, key }) => [variable, cursorsIn(want, key + 'p')] as const)
          .filter(([, c]) => c.length > 0)
        if (found.length === 0 || failures > 2) break
        stats.rounds++
        variables = {
          ...variables,
          ...Object.fromEntries(found.filter(() => random.chance(0.7)).map(([v, c]) => [v, random.pick(c)])),
        }
      }
      if (failures > 2) break
    }
    await store.close()
    await other?.close()
  }
  console.log(stats, times, Date.now() - t0)
  expect(failures).toBe(0)
}, 600000)
