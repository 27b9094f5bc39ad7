import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const root = resolve(__dirname, '../..')
const pairs = readdirSync(__dirname).filter((file) => file.endsWith('.graphql'))
const examples = readdirSync(join(root, 'schema/examples')).filter((file) => file.endsWith('.graphql'))

describe('on the seed', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([readFileSync(join(root, 'seed/deepseek-openai.yaml'), 'utf8')])
  })
  afterAll(() => graph.close())

  test.each(pairs)('%s is answered as its .json says', async (file) => {
    const expected = join(__dirname, file.replace('.graphql', '.json'))
    const given = join(__dirname, file.replace('.graphql', '.variables.json'))
    const variables = existsSync(given) ? (JSON.parse(readFileSync(given, 'utf8')) as Tree) : undefined
    const answer = await graph.ask(readFileSync(join(__dirname, file), 'utf8'), variables)
    if (!existsSync(expected)) {
      if (process.env['CI'])
        throw new Error(`${expected} is missing. Run the test without CI to write it, and read it.`)
      writeFileSync(expected, `${JSON.stringify(answer, null, 2)}\n`)
    }
    const wanted: unknown = JSON.parse(readFileSync(expected, 'utf8'))
    expect(answer).toEqual(wanted)
    // The specification fixes the order of the fields too.
    expect(JSON.stringify(answer)).toBe(JSON.stringify(wanted))
  })

  test.each(examples)('the example %s is answered without an error', async (file) => {
    const answer = await graph.ask(readFileSync(join(root, 'schema/examples', file), 'utf8'))
    expect(answer.errors).toEqual([])
    expect(Object.values(answer.data ?? {}).every((field) => field !== null)).toBe(true)
  })
})

test('every .json belongs to a query', () => {
  const strays = readdirSync(__dirname)
    .filter((file) => file.endsWith('.json'))
    .filter((file) => !pairs.includes(file.replace(/(\.variables)?\.json$/, '.graphql')))
  expect(strays).toEqual([])
})
