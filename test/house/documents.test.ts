import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { parse, visit } from 'graphql'

import { parseSeed } from '../../src/ingest/parse-seed.js'
import { createCatalog } from '../../src/model/declare.js'
import '../../src/model/kinds.js'
import { openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const read = (path: string): string => readFileSync(resolve(__dirname, '../..', path), 'utf8')

/** The blocks of a language in a document. */
const blocks = (path: string, language: string): readonly string[] =>
  [...read(path).matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text)

test('the file that seed/README.md writes by example is a right one', () => {
  const [example = ''] = blocks('seed/README.md', 'yaml')
  const batch = parseSeed(example, 'README.md', createCatalog())
  expect(batch.claims.length).toBeGreaterThan(3)
  expect(batch.retractions).toHaveLength(1)
  expect(batch.judgements).toHaveLength(1)
})

test('each value in the table of seed/README.md is written rightly', () => {
  const claims = [...read('seed/README.md').matchAll(/`(\{ subject: .+? \})`(?= \||,)/g)].map(([, claim = '']) => claim)
  const file = [
    'format: dossier/1',
    'sources: { article: { title: An article, kind: ARTICLE } }',
    'entities:',
    '  { model: { kind: Model }, firm: { kind: Company }, ban: { kind: Ban }, round: { kind: FundingRound }, rule: { kind: ExportRestriction } }',
    'claims:',
    '  - source: article',
    '    modality: REPORTED',
    '    claims:',
    ...['model', 'firm', 'ban', 'round', 'rule']
      .map((slug) => `{ subject: ${slug}, predicate: NAME, value: ${slug} }`)
      .concat(claims)
      .map((claim) => `      - ${claim}`),
  ]
  expect(claims).toHaveLength(17)
  expect(parseSeed(file.join('\n'), 'README.md', createCatalog()).claims).toHaveLength(22)
})

/** Pages whose queries are tried. */
const PAGES = ['provenance', 'timelines', 'measures']

describe('the queries of the documents', () => {
  let graph: OpenGraph
  beforeAll(async () => {
    graph = await openGraph([read('seed/deepseek-openai.yaml'), read('seed/sequel.yaml')])
  })
  afterAll(() => graph.close())

  const queries = PAGES.flatMap((page) =>
    blocks(`docs/${page}.md`, 'graphql').map((text) => [page, firstField(text), text] as const),
  )

  test('are there', () => {
    expect(queries.length).toBeGreaterThanOrEqual(6)
  })

  test.each(queries)('of %s on %s run on the seed and its sequel', async (_, __, text) => {
    expect(Object.values(await graph.read(text)).filter((value) => value === null)).toEqual([])
  })
})

function firstField(text: string): string {
  let found = ''
  visit(parse(text), { Field: (field) => void (found ||= field.name.value) })
  return found
}
