import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: { readonly name: string }
}

/** What a house may hold: every import here crosses a border by a door. */
const HONEST = {
  'src/main.ts': `import { serve } from './cli/serve.js'\nimport { readConfig } from './config.js'\nserve(readConfig())`,
  'src/config.ts': `import { Failure } from './errors.js'\nexport interface Config { port: number }\nexport const readConfig = (): Config => { throw new Failure() }`,
  'src/errors.ts': `export class Failure extends Error {}`,
  'src/model/kind.ts': `import { Field } from 'type-graphql'\nimport { createHash } from 'node:crypto'\nexport const kind = [Field, createHash]`,
  'src/cypher/cypher.ts': `export const cypher = 1`,
  'src/plan/plan.ts': `import { cypher } from '../cypher/cypher.js'\nimport { kind } from '../model/kind.js'\nimport type { Row } from '../store/store.js'\nimport { Failure } from '../errors.js'\nexport const plan = [cypher, kind, Failure] as readonly Row[]`,
  'src/paths/walk.ts': `import { plan } from '../plan/plan.js'\nimport { kind } from '../model/kind.js'\nimport type { Row } from '../store/store.js'\nexport const walk = [plan, kind] as readonly Row[]`,
  'src/store/store.ts': `import neo4j from 'neo4j-driver'\nimport { cypher } from '../cypher/cypher.js'\nexport type Row = unknown\nexport const store = [neo4j, cypher]`,
  'src/ingest/load.ts': `import { parse } from 'yaml'\nimport { store } from '../store/store.js'\nimport { kind } from '../model/kind.js'\nexport const load = [parse, store, kind]`,
  'src/graphql/schema.ts': `import { parse } from 'graphql'\nimport { plan } from '../plan/plan.js'\nimport { load } from '../ingest/load.js'\nexport const schema = [parse, plan, load]`,
  'src/http/server.ts': `import type { Config } from '../config.js'\nimport { schema } from '../graphql/schema.js'\nexport const server = (config: Config) => [schema, config]`,
  'src/cli/serve.ts': `import { server } from '../http/server.js'\nimport type { Config } from '../config.js'\nexport const serve = (config: Config) => server(config)`,
  'test/plan.test.ts': `import { plan } from '../src/plan/plan.js'\nexport const test = plan`,
}

/** One file for each way to trespass: the rule that catches it, and what it imports. */
const TRESPASSES = {
  'src/store/upward.ts': ['store-sees-only-its-neighbours', `import { schema } from '../graphql/schema.js'`],
  'src/plan/sideways.ts': ['plan-sees-only-its-neighbours', `import type { load } from '../ingest/load.js'`],
  'src/paths/opener.ts': ['plan-runs-nothing', `import { store } from '../store/store.js'`],
  'src/paths/upward.ts': ['paths-sees-only-its-neighbours', `import { schema } from '../graphql/schema.js'`],
  'src/plan/runner.ts': ['plan-runs-nothing', `import { store } from '../store/store.js'`],
  'src/model/outward.ts': ['model-sees-only-its-neighbours', `import { cypher } from '../cypher/cypher.js'`],
  'src/cypher/outward.ts': ['cypher-sees-only-its-neighbours', `import { kind } from '../model/kind.js'`],
  'src/ingest/upward.ts': ['ingest-sees-only-its-neighbours', `import { plan } from '../plan/plan.js'`],
  'src/graphql/upward.ts': ['graphql-sees-only-its-neighbours', `import { server } from '../http/server.js'`],
  'src/graphql/deep.ts': ['graphql-sees-only-its-neighbours', `import { cypher } from '../cypher/cypher.js'`],
  'src/http/deep.ts': ['http-sees-only-its-neighbours', `import { plan } from '../plan/plan.js'`],
  'src/cli/deep.ts': ['cli-sees-only-its-neighbours', `import { plan } from '../plan/plan.js'`],
  'src/http/settings.ts': ['settings-are-handed-down', `import { readConfig } from '../config.js'`],
  'src/store/environment.ts': ['settings-are-handed-down', `import { readConfig } from '../config.js'`],
  'src/cli/driver.ts': ['neo4j-driver-stays-home', `import neo4j from 'neo4j-driver'`],
  'src/ingest/engine.ts': ['@grafeo-db/js-stays-home', `import { GrafeoDB } from '@grafeo-db/js'`],
  'src/ingest/words.ts': ['graphql-stays-home', `import type { DocumentNode } from 'graphql'`],
  'src/plan/decorated.ts': ['type-graphql-stays-home', `import { Field } from 'type-graphql'`],
  'src/plan/errors.ts': ['@apollo/server-stays-home', `import { ApolloServerErrorCode } from '@apollo/server/errors'`],
  'src/store/homeless.ts': ['a-package-has-a-home', `import fc from 'fast-check'`],
  'src/plan/reader.ts': ['pure-rooms-touch-nothing', `import { readFileSync } from 'node:fs'`],
  'src/store/tested.ts': ['no-test-in-src', `import { test } from '../../test/plan.test.js'`],
  'src/store/lost.ts': ['nothing-unknown', `import { nothing } from './nowhere.js'`],
  'src/graphql/attic.ts': ['a-file-has-a-room', `import { helper } from '../utils/helper.js'`],
  'src/model/cycle.ts': ['no-cycle', `import { back } from './cycle-back.js'`],
} as const

/** What the trespasses above need to stand on. */
const PROPS = {
  'src/utils/helper.ts': `export const helper = 1`,
  'src/model/cycle-back.ts': `import { kind } from './cycle.js'\nexport const back = kind`,
}

let house: string

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'dossier-borders-'))
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction')
  build({ ...HONEST, 'tsconfig.json': '{}' })
})

afterAll(() => rmSync(house, { recursive: true, force: true }))

test('a house in which every import goes through a door is left alone', () => {
  expect(findViolations()).toEqual([])
})

test('every trespass is caught by its rule, and nothing else is', () => {
  const planted = Object.fromEntries(
    Object.entries(TRESPASSES).map(([file, [, line]]) => [file, `${line}\nexport const kind = 1`]),
  )
  build({ ...planted, ...PROPS })

  const violations = findViolations()

  // A cycle is reported once, from either of its ends.
  const caught = (file: string, rule: string) =>
    violations.some(({ from, to, rule: { name } }) => name === rule && [from, to].includes(file))
  const missed = Object.entries(TRESPASSES).filter(([file, [rule]]) => !caught(file, rule))
  expect(missed).toEqual([])
  const suspects = new Set([...Object.keys(TRESPASSES), ...Object.keys(PROPS)])
  expect(violations.filter(({ from }) => !suspects.has(from))).toEqual([])
})

function build(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true })
    writeFileSync(join(house, name), text)
  }
}

function findViolations(): readonly Violation[] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const rules = join(root, '.dependency-cruiser.cjs')
  const args = [program, 'src', 'test', '--config', rules, '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (stdout === '') throw new Error(stderr)
  const { summary } = JSON.parse(stdout) as { readonly summary: { readonly violations: readonly Violation[] } }
  return summary.violations
}
