import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { readExamples } from '../../src/cli/serve.js'
import { openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const ROOT = join(__dirname, '../..')
const EXAMPLES = readExamples(join(ROOT, 'schema/examples'))

describe('the operations that people start from', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([readFileSync(join(ROOT, 'seed/deepseek-openai.yaml'), 'utf8')])
  })
  afterAll(() => graph.close())

  test.each(EXAMPLES.map(({ name, text }) => [name, text]))('%s answers on the seed', async (_, text) => {
    const answer = await graph.read(text)
    for (const root of Object.values(answer)) expect(root).not.toBeNull()
    const lists = JSON.stringify(answer).match(/"(nodes|edges)":\[\{/g) ?? []
    expect(lists.length).toBeGreaterThan(0)
  })

  test('each begins with a sentence that says what it asks', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(5)
    for (const { text } of EXAMPLES) expect(text).toMatch(/^# [A-Z].+\n/)
  })

  test('the page goes on where it ends', async () => {
    const text = EXAMPLES.find(({ name }) => name.endsWith('page'))?.text ?? ''
    const pageOf = (answer: Tree) =>
      answer['models'] as { edges: { node: { id: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } }
    const first = pageOf(await graph.read(text))
    const second = pageOf(await graph.read(text, { after: first.pageInfo.endCursor }))
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
    const ids = [...first.edges, ...second.edges].map(({ node }) => node.id)
    expect(new Set(ids).size).toBe(3)
  })
})
