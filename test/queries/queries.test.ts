import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

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
    const answer = await graph.ask(readFileSync(join(__dirname, file), 'utf8'))
    if (!existsSync(expected)) {
      expect(process.env['CI']).toBeUndefined()
      writeFileSync(expected, `${JSON.stringify(answer, null, 2)}\n`)
    }
    expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  })

  test.each(examples)('the example %s is answered without an error', async (file) => {
    const answer = await graph.ask(readFileSync(join(root, 'schema/examples', file), 'utf8'))
    expect(answer.errors).toEqual([])
    expect(Object.values(answer.data ?? {}).every((field) => field !== null)).toBe(true)
  })
})
