/** What Dossier costs inside its process, without HTTP: `node --expose-gc in-process.mjs FOLDER`, with the world in it. */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { countNodes, median } from './measure.mjs'
import { OPERATIONS } from './operations.mjs'

// The packages of Dossier, not those of the bench: graphql-js must be there once.
const require = createRequire(new URL('../package.json', import.meta.url))
const SCHEMA_READY = `
const start = performance.now()
const { createSchema } = require('./dist/src/graphql/schema.js')
const loaded = performance.now()
createSchema()
const ready = performance.now()
console.log(JSON.stringify({ total: ready - start, own: ready - loaded }))`

const root = fileURLToPath(new URL('..', import.meta.url))
const schema = Array.from({ length: 5 }, () =>
  JSON.parse(execFileSync(process.execPath, ['-e', SCHEMA_READY], { cwd: root })),
)

const { execute, parse } = require('graphql')
const { DEFAULT_LIMITS } = require('./dist/src/config.js')
const { Answering } = require('./dist/src/graphql/answer.js')
const { createDossier } = require('./dist/src/graphql/dossier.js')
const { createSchema } = require('./dist/src/graphql/schema.js')
const { openStore } = require('./dist/src/store/open-store.js')

const LARGE = `query large {
  companies(first: 200, orderBy: [{ name: ASC }]) {
    nodes {
      id
      name
      headquarters { id name }
      people(first: 200) { nodes { id name } }
      models(first: 200) { nodes { id name releasedOn { value } } }
      events(first: 25) { nodes { __typename id name date { value } } }
    }
  }
}`

const nested = await measureWork(OPERATIONS.find(({ name }) => name === 'nested').dossier.query, 4000)
const large = await measureWork(LARGE, 60)
const middle = (key) => median(schema.map((each) => each[key]))
console.log(JSON.stringify({ schemaMs: middle('total'), schemaOwnMs: middle('own'), nested, large }))

/** The rows of an operation are recorded once; then the road is walked again and again with a store that has them ready. */
async function measureWork(query, times) {
  const rows = await record(query)
  const limits = DEFAULT_LIMITS
  const store = { engine: 'recorded', read: async () => rows }
  const answering = new Answering({ ...createSchema(), store, limits, now: () => new Date() })
  const document = parse(query)
  const operation = { operation: document.definitions[0], fragments: {}, variables: {} }
  const { tree } = await answering.answer(operation)
  const dossier = createDossier({ store, limits })
  const plain = () =>
    execute({
      schema: dossier.schema,
      document,
      fieldResolver: dossier.fieldResolver,
      contextValue: { answer: async () => tree },
    })
  const { data, errors } = await plain()
  if (errors || JSON.stringify(data) !== JSON.stringify(tree)) throw new Error('graphql-js answers otherwise')
  const [ms, plainMs] = await interleave([() => answering.answer(operation), plain], times)
  return { nodes: countNodes(tree), ms, plainMs }
}

async function record(query) {
  const store = await openStore({ folder: process.argv[2], neo4j: null, limits: DEFAULT_LIMITS })
  let rows = null
  const recording = { ...store, read: async (...args) => (rows = await store.read(...args)) }
  const answering = new Answering({
    ...createSchema(),
    store: recording,
    limits: DEFAULT_LIMITS,
    now: () => new Date(),
  })
  await answering.answer({ operation: parse(query).definitions[0], fragments: {}, variables: {} })
  await store.close()
  return rows
}

/** The medians of ten turns each, after two to warm up. */
async function interleave(jobs, times) {
  const turns = jobs.map(() => [])
  for (let turn = 0; turn < 12; turn += 1) {
    for (const [i, job] of jobs.entries()) {
      globalThis.gc?.()
      const started = performance.now()
      for (let n = 0; n < times / 10; n += 1) await job()
      if (turn >= 2) turns[i].push((performance.now() - started) / (times / 10))
    }
  }
  return turns.map(median)
}
