import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const root = resolve(__dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const files = readdirSync(join(root, 'schema/examples')).filter((file) => file.startsWith('question-'))

/** What is asked beside what the operation asks by itself: a moment before something of the answer became known. */
const BEFORE: Readonly<Record<string, Tree>> = {
  '01': { asOf: { known: '2025-01-29T12:00:00Z' } },
  '02': { asOf: { known: '2025-01-29T12:00:00Z' } },
  '03': { asOf: { known: '2025-02-10T12:00:00Z' } },
  '04': { asOf: { known: '2025-02-10T12:00:00Z' } },
  '05': { first: '2025-01-29T12:00:00Z', second: '2025-01-30T12:00:00Z', now: { known: '2025-03-15T00:00:00Z' } },
  '06': { asOf: { known: '2025-03-15T00:00:00Z' } },
  '07': { asOf: { known: '2024-10-01T00:00:00Z' } },
  '08': { asOf: { known: '2025-01-28T12:00:00Z' } },
  '09': { asOf: { known: '2025-02-10T12:00:00Z' } },
  '10': { asOf: { known: '2025-02-10T12:00:00Z' } },
  '11': { on: '2023-12-01', known: '2023-10-01T00:00:00Z' },
  '12': { asOf: { known: '2025-03-01T12:00:00Z' } },
  '13': { asOf: { known: '2025-01-20T12:00:00Z' } },
  '14': { asOf: { known: '2025-01-30T12:00:00Z' } },
  '15': { asOf: { known: '2025-01-20T12:00:00Z' } },
}

test('there are fifteen, each with its number in its name, its question in its comment, and a place in the README', () => {
  const numbers = files.map((file) => file.slice('question-'.length, 'question-'.length + 2))
  expect(numbers).toEqual(Object.keys(BEFORE).toSorted())
  for (const file of files) {
    const text = read(`schema/examples/${file}`)
    expect(text).toMatch(new RegExp(`^# Question ${Number(file.slice(9, 11))}: [A-Z]`))
    expect(text).toContain(`query Question${file.slice(9, 11)}`)
    expect(read('README.md')).toContain(`(schema/examples/${file})`)
  }
})

describe('the answers', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([read('seed/deepseek-openai.yaml')], { today: '2025-09-01' })
    await graph.load(read('seed/sequel.yaml'), { recordedAt: '2025-09-01T00:00:00.000Z' })
  })
  afterAll(() => graph.close())

  test.each(files)('%s is answered on the seed and its sequel, now and at a moment before', async (file) => {
    await expectAnswers(graph, file, '')
  })
})

describe('the answers with computing, prices and a rule on chips', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([read('seed/deepseek-openai.yaml'), read('test/questions/compute-and-chips.yaml')], {
      today: '2026-11-24',
    })
  })
  afterAll(() => graph.close())

  test.each(files.filter((file) => /-(10|11)-/.test(file)))('%s has something to show', async (file) => {
    await expectAnswers(graph, file, '-with-figures')
  })
})

/** Compares both answers with those on record; one that is not there yet is written, to be read before it is kept. */
async function expectAnswers(graph: OpenGraph, file: string, suffix: string): Promise<void> {
  const text = read(`schema/examples/${file}`)
  const answers = { now: await graph.read(text), before: await graph.read(text, BEFORE[file.slice(9, 11)]) }
  const expected = join(__dirname, `${file.replace('.graphql', '')}${suffix}.json`)
  if (!existsSync(expected)) {
    if (process.env['CI']) throw new Error(`${expected} is missing. Run the test without CI to write it, and read it.`)
    writeFileSync(expected, `${JSON.stringify(answers, null, 2)}\n`)
  }
  expect(answers).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  expect(answers.before).not.toEqual(answers.now)
}
