import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { parse } from 'graphql'

import { createSchema } from '../../src/graphql/schema.js'
import { WALK_FIELDS } from '../../src/graphql/walk-fields.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import { checkRequest, expectNone } from '../support/agreement-check.js'
import type { Variables } from '../support/agreement-run.js'
import { openWorld } from '../support/agreement-world.js'
import type { World } from '../support/agreement-world.js'

const root = resolve(__dirname, '../..')
/** What resolving and walking find is judged by rules with tests of their own. */
const APART = new RegExp(`\\b(resolve|${WALK_FIELDS.map(({ name }) => name).join('|')})\\(`)

const operations = ['test/queries', 'schema/examples'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => join(folder, file))
    .filter((file) => !APART.test(readFileSync(join(root, file), 'utf8'))),
)

describe('on the seed', () => {
  let world: World
  beforeAll(async () => {
    const seed = 'seed/deepseek-openai.yaml'
    world = await openWorld(parseSeed(readFileSync(join(root, seed), 'utf8'), seed, createSchema().catalog))
  })
  afterAll(() => world.close())

  test.each(operations)('every engine answers %s as a naive walk does', async (file) => {
    const given = join(root, file.replace('.graphql', '.variables.json'))
    const variables = existsSync(given) ? (JSON.parse(readFileSync(given, 'utf8')) as Variables) : {}
    const { disagreements } = await checkRequest(parse(readFileSync(join(root, file), 'utf8')), variables, world)
    expectNone(disagreements)
  })
})
