import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCommand } from '../../src/cli/run-command.js'
import { formatSummary } from '../../src/cli/seed.js'
import type { Surroundings } from '../../src/cli/surroundings.js'
import { withStore } from '../../src/cli/with-store.js'
import { readConfig } from '../../src/config.js'
import { noChanges } from '../../src/ingest/write-claims.js'
import { runDossier, temporaryFolder } from './run-dossier.js'

const ROOT = join(__dirname, '../..')
const folder = temporaryFolder()

function surroundings(over: Partial<Surroundings> = {}): Surroundings & { readonly printed: string[] } {
  const printed: string[] = []
  return {
    readConfig: () => readConfig({}),
    root: ROOT,
    print: (line) => printed.push(line),
    tell: () => undefined,
    untilStopped: async () => undefined,
    ...over,
    printed,
  }
}

describe('the command line', () => {
  test.each([['nonsense'], []])('a command that is none shows how it is used (%s)', async (...words) => {
    const run = runDossier(words)
    expect(await run.ended).toBe(2)
    expect(run.err()).toContain('Usage: npm start')
    expect(run.out()).toBe('')
  })

  test('help is an answer', async () => {
    const given = surroundings()
    await runCommand(['--help'], given)
    expect(given.printed.join('\n')).toContain('Usage: npm start')
  })

  test('a setting that is wrong is a sentence with the way out', async () => {
    const run = runDossier(['serve'], { PORT: 'four thousand' })
    expect(await run.ended).toBe(2)
    expect(run.err()).toBe('PORT is "four thousand"; it must be a whole number from 0 to 65535.\n')
  })

  test('a variable that looks like a setting and is none is told', async () => {
    const run = runDossier(['serve'], { PORT: 'none', DOSSIER_MAX_DEPHT: '3' })
    expect(await run.ended).toBe(2)
    expect(run.err()).toMatch(/^DOSSIER_MAX_DEPHT is no setting of Dossier; README.md lists them.\nPORT is "none"/)
  })

  test('no command takes words that it does not know', async () => {
    await expect(runCommand(['serve', '--port', '1'], surroundings())).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('"serve" takes no further words; it got "--port 1".'),
    })
  })
})

describe('dossier seed', () => {
  test('loads, says what changed, and changes nothing the second time', async () => {
    const settings = { DOSSIER_DATA: join(folder, 'seeded') }
    const first = runDossier(['seed'], settings)
    expect([await first.ended, first.err()]).toEqual([0, ''])
    expect(first.out()).toMatch(
      /^Loaded 1 file: \d+ sources, \d+ entities, \d+ claims new\. \(embedded [\d.]+, [\d.]+ s\)\n$/,
    )
    const second = runDossier(['seed'], settings)
    expect(await second.ended).toBe(0)
    expect(second.out()).toMatch(/^Loaded 1 file: nothing changed, \d+ claims as before\. \(/)
  })

  test('reports every problem of every file with its place, and loads nothing', async () => {
    const bad = join(folder, 'bad.yaml')
    writeFileSync(bad, 'format: dossier/1\nentities:\n  a: { kind: Nothing }\n  b: { kind: Company, what: 1 }\n')
    const run = runDossier(['seed', bad, join(folder, 'missing.yaml')], { DOSSIER_DATA: join(folder, 'bad') })
    expect(await run.ended).toBe(3)
    expect(run.err()).toMatch(/bad\.yaml:3:\d+ /)
    expect(run.err()).toMatch(/bad\.yaml:4:\d+ /)
    expect(run.err()).toContain('missing.yaml cannot be read')
    expect(run.err()).not.toContain('    at ')
  })

  test('a folder is said to be one, and an option is not taken for a file', async () => {
    await expect(runCommand(['check', folder], surroundings())).rejects.toMatchObject({
      code: 'SEED_INVALID',
      message: `${folder} is a folder. Give the paths of the files in it.`,
    })
    for (const [command, option] of [
      ['seed', '--dry-run'],
      ['check', '-v'],
    ] as const)
      await expect(runCommand([command, 'a.yaml', option], surroundings())).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(new RegExp(`^"${command}" has no option "${option}".+\\n\\nUsage: `)),
      })
  })

  test('the summary is a sentence', () => {
    const nothing = { ...noChanges(), files: 2, unchanged: 5 }
    expect(formatSummary(nothing)).toBe('Loaded 2 files: nothing changed, 5 claims as before.')
    expect(formatSummary({ ...nothing, files: 1, sources: 1, entities: 2, changed: 1, unchanged: 0 })).toBe(
      'Loaded 1 file: 1 source, 2 entities new, 1 claim changed.',
    )
    expect(formatSummary({ ...nothing, retracted: 1, judgements: 2, redescribed: 1, revoked: 1 })).toBe(
      'Loaded 2 files: 2 judgements new, 1 source described otherwise, 1 claim taken back, 1 judgement taken back, 5 claims as before.',
    )
  })
})

test('what went wrong with the work is told, not that the graph could not be closed after it', async () => {
  const data = join(folder, 'gone')
  const given = surroundings({ readConfig: () => readConfig({ DOSSIER_DATA: data }) })
  const work = async (): Promise<void> => {
    rmSync(data, { recursive: true })
    throw new Error('of the work')
  }
  await expect(withStore(given, async (store) => store.write(work))).rejects.toThrow('of the work')
  await expect(withStore(given, async () => rmSync(data, { recursive: true }))).rejects.toThrow('closed')
})

describe('dossier check', () => {
  const ODD = [
    'format: dossier/1',
    'sources: { article: { title: An article, kind: ARTICLE } }',
    'entities: { openai: { kind: Company } }',
    'claims: [{ source: article, modality: REPORTED, claims: [{ subject: openai, predicate: NAME, value: OpenAI }] }]',
    '',
  ].join('\n')

  test('prints what it finds in a file with the line, and fails', async () => {
    const odd = join(folder, 'odd.yaml')
    writeFileSync(odd, ODD)
    const run = runDossier(['check', odd])
    expect(await run.ended).toBe(3)
    expect(run.out()).toContain(`${odd}:4 Nobody is named who says it.`)
    expect(run.out()).toContain(`${odd}:4 Nothing says when it was published`)
    expect(run.err()).toBe('Looked through claims (1) on entities (1); found 2.\n')
  })

  test('looks through the graph when no file is named', async () => {
    const odd = join(folder, 'odd.yaml')
    writeFileSync(odd, ODD)
    const settings = { DOSSIER_DATA: join(folder, 'odd') }
    expect(await runDossier(['seed', odd], settings).ended).toBe(0)
    const run = runDossier(['check'], settings)
    expect(await run.ended).toBe(3)
    expect(run.out()).toContain('openai NAME (')
  })

  test('finds what keeps files from being loaded together', async () => {
    const [one, other] = [join(folder, 'one.yaml'), join(folder, 'other.yaml')]
    writeFileSync(one, ODD)
    writeFileSync(other, ODD.replace('kind: Company', 'kind: Model'))
    const run = runDossier(['check', one, other])
    expect(await run.ended).toBe(3)
    expect(run.out()).toContain(`${other}:3 "openai" is of kind Company at ${one}:3 and of kind Model here.`)
  })

  test('finds nothing in the seeds', async () => {
    const given = surroundings()
    await runCommand(['check', join(ROOT, 'seed/deepseek-openai.yaml')], given)
    expect(given.printed).toEqual([expect.stringMatching(/; found nothing\.$/)])
  })
})

describe('dossier measure', () => {
  test('measures the graph and says by how many edges', async () => {
    const settings = { DOSSIER_DATA: join(folder, 'measured') }
    expect(await runDossier(['seed'], settings).ended).toBe(0)
    const run = runDossier(['measure'], settings)
    expect(await run.ended).toBe(0)
    expect(run.out()).toMatch(/^Measured (\d+) entities by (\d+) of \2 edges \(embedded [\d.]+, [\d.]+ s\)\.\n$/)
  })
})

describe('dossier schema', () => {
  test('writes the files that a server is made of, once', async () => {
    const root = join(folder, 'of a schema')
    const first = surroundings({ root })
    await runCommand(['schema'], first)
    expect(first.printed).toEqual(
      ['schema/schema.graphql', 'schema/constraints.cypher', 'docs/reference.md'].map((path) => `${path}: written`),
    )
    const second = surroundings({ root })
    await runCommand(['schema'], second)
    expect(second.printed).toEqual(first.printed.map((line) => line.replace('written', 'as it was')))
    expect(readFileSync(join(root, 'schema/schema.graphql'), 'utf8')).toContain('type Query {')
    expect(readFileSync(join(root, 'schema/constraints.cypher'), 'utf8')).toMatch(/^CREATE CONSTRAINT Node_id .+;$/m)
  })
})
