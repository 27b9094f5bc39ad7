import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { Failure } from '../../src/errors.js'
import { loadBatch, loadFiles } from '../../src/ingest/load-files.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import type { Batch } from '../../src/ingest/records.js'
import { noChanges } from '../../src/ingest/write-claims.js'
import { createCatalog } from '../../src/model/declare.js'
import type { Store } from '../../src/store/store.js'
import { changeStore } from '../support/change-store.js'
import { dumpGraph, fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const SEED = readFileSync(resolve(__dirname, '../../seed/deepseek-openai.yaml'), 'utf8')

const parse = (text: string): Batch => parseSeed(text, 'test.yaml', createCatalog())
const silent = (): void => undefined

let graph: OpenGraph
afterEach(() => graph.close())

/** One claim, of which a test says how it is put. */
const company = (claim: string): string =>
  fileOf({ openai: 'Company', altman: 'Person' }, [`{ subject: openai, ${claim} }`])

describe('loading the seed', () => {
  test('twice changes nothing, not even when it was recorded', async () => {
    graph = await openGraph([SEED])
    const once = await dumpGraph(graph.store)
    const changes = await graph.load(SEED, { recordedAt: '2031-01-01T00:00:00.000Z' })
    expect(await dumpGraph(graph.store)).toEqual(once)
    expect(changes).toEqual({ ...noChanges(), unchanged: parse(SEED).claims.length })
  })

  test('in another order of its claims gives the same graph', async () => {
    graph = await openGraph([SEED])
    const usual = await dumpGraph(graph.store)
    await graph.close()
    graph = await openGraph()
    const { sources, speakers, entities, claims } = parse(SEED)
    const reversed = {
      sources: sources.toReversed(),
      speakers: speakers.toReversed(),
      entities: entities.toReversed(),
      claims: claims.toReversed(),
    }
    await loadBatch(graph.store, reversed, silent, '2025-02-10T00:00:00.000Z')
    expect(await dumpGraph(graph.store)).toEqual(usual)
  })

  test('in two halves, in either order, gives the same graph', async () => {
    graph = await openGraph([SEED])
    const whole = await dumpGraph(graph.store)
    const batch = parse(SEED)
    const halves = [0, 1].map((half) => ({ ...batch, claims: batch.claims.filter((_, i) => i % 2 === half) }))
    for (const order of [halves, [...halves.toReversed(), ...halves]]) {
      await graph.close()
      graph = await openGraph()
      for (const each of order) await loadBatch(graph.store, each, silent, '2025-02-10T00:00:00.000Z')
      expect(await dumpGraph(graph.store)).toEqual(whole)
    }
  })
})

describe('a claim that is loaded again', () => {
  test('with another modality takes it over, and what it was stays on record as taken back', async () => {
    graph = await openGraph([company('predicate: NAME, value: OpenAI, modality: OPINION')])
    expect(await graph.read('{ company(slug: "openai") { name } }')).toEqual({ company: { name: 'openai' } })
    const changes = await graph.load(company('predicate: NAME, value: OpenAI, modality: CONFIRMED'), {
      recordedAt: '2031-01-01T00:00:00.000Z',
    })
    expect(changes).toMatchObject({ claims: 0, changed: 1, unchanged: 0 })
    const [first, second] = ['2025-02-10T00:00:00.000Z', '2031-01-01T00:00:00.000Z']
    const ask =
      'name claims(where: { review: { eq: ACCEPTED } }, orderBy: [{ recordedAt: ASC }]) { nodes { modality recordedAt retractedAt } }'
    expect(await graph.read(`{ company(slug: "openai") { ${ask} } }`)).toEqual({
      company: {
        name: 'OpenAI',
        claims: {
          nodes: [
            { modality: 'OPINION', recordedAt: first, retractedAt: second },
            { modality: 'CONFIRMED', recordedAt: second, retractedAt: null },
          ],
        },
      },
    })
    const system = (known: string): string => `asOf: { known: "${known}", clock: SYSTEM }`
    expect(
      await graph.read(
        `{ before: company(slug: "openai", ${system('2030-01-01T00:00:00Z')}) { name } now: company(slug: "openai", ${system('2032-01-01T00:00:00Z')}) { name } }`,
      ),
    ).toEqual({ before: { name: 'openai' }, now: { name: 'OpenAI' } })
  })

  test('is on record after all that is, also by an earlier clock, or by none in a graph of an earlier release', async () => {
    const put = (modality: string): Batch => parse(company(`predicate: NAME, value: OpenAI, modality: ${modality}`))
    const ask =
      '{ claims(where: { review: { eq: ACCEPTED } }, orderBy: [{ recordedAt: ASC }]) { nodes { modality recordedAt retractedAt } } }'
    graph = await openGraph()
    await loadBatch(graph.store, put('OPINION'), silent, '2099-01-01T00:00:00.000Z')
    await loadBatch(graph.store, put('REPORTED'), silent, '2098-01-01T00:00:00.000Z')
    const told: string[] = []
    await loadBatch(graph.store, put('ALLEGED'), (line) => told.push(line))
    expect(told).toEqual([expect.stringMatching(/^It is on record as of 2099-01-01T00:00:00\.002Z, since /)])
    await graph.store.write((run) => run({ text: 'MATCH (r:Recorded) DELETE r', params: {} }))
    await loadBatch(graph.store, put('CONFIRMED'), silent)
    const at = (milliseconds: number): string => `2099-01-01T00:00:00.00${milliseconds}Z`
    expect(await graph.read(ask)).toEqual({
      claims: {
        nodes: [
          { modality: 'OPINION', recordedAt: at(0), retractedAt: at(1) },
          { modality: 'REPORTED', recordedAt: at(1), retractedAt: at(2) },
          { modality: 'ALLEGED', recordedAt: at(2), retractedAt: at(3) },
          { modality: 'CONFIRMED', recordedAt: at(3), retractedAt: null },
        ],
      },
    })
    // What changes nothing is not on record.
    await loadBatch(graph.store, put('CONFIRMED'), silent, '2100-01-01T00:00:00.000Z')
    await loadBatch(graph.store, put('OPINION'), silent, '2099-06-01T00:00:00.000Z')
    expect(await graph.read('{ claims { nodes { recordedAt } } }')).toEqual({
      claims: { nodes: [{ recordedAt: '2099-06-01T00:00:00.000Z' }] },
    })
  })

  test('with other speakers has these alone, in their order', async () => {
    const spoken = (speakers: string): string => company(`predicate: NAME, value: OpenAI, speakers: [${speakers}]`)
    const ask = '{ claims { nodes { speakers { __typename ... on Entity { slug } } } } }'
    graph = await openGraph([spoken('{ entity: altman }, { author: article }')])
    await graph.load(spoken('{ author: article }, { entity: openai }'))
    expect(await graph.read(ask)).toEqual({
      claims: { nodes: [{ speakers: [{ __typename: 'Author' }, { __typename: 'Company', slug: 'openai' }] }] },
    })
  })

  test('with another place in its source has this place alone', async () => {
    const ask = '{ claims { nodes { sources { totalCount edges { locator } } } } }'
    graph = await openGraph([company('predicate: NAME, value: OpenAI, locator: paragraph 1')])
    await graph.load(company('predicate: NAME, value: OpenAI, locator: paragraph 2'))
    expect(await graph.read(ask)).toEqual({
      claims: { nodes: [{ sources: { totalCount: 1, edges: [{ locator: 'paragraph 2' }] } }] },
    })
  })

  test('without the link it had no longer takes the other’s place', async () => {
    const claims = (links: string): string =>
      fileOf({ openai: 'Company' }, [
        '{ key: old, subject: openai, predicate: NAME, value: Old name, rank: PREFERRED }',
        `{ subject: openai, predicate: NAME, value: New name${links} }`,
      ])
    const ask =
      '{ company(slug: "openai") { name claims(where: { value: { text: { eq: "New name" } } }) { nodes { links { nodes { value { text } } } } } } }'
    graph = await openGraph([claims(', links: [{ type: SUPERSEDES, claim: old }]')])
    expect(await graph.read(ask)).toEqual({
      company: { name: 'New name', claims: { nodes: [{ links: { nodes: [{ value: { text: 'Old name' } }] } }] } },
    })
    await graph.load(claims(''))
    expect(await graph.read(ask)).toEqual({
      company: { name: 'Old name', claims: { nodes: [{ links: { nodes: [] } }] } },
    })
    const before = await dumpGraph(graph.store)
    await graph.load(claims(''))
    expect(await dumpGraph(graph.store)).toEqual(before)
  })

  test('of other content stands beside the first', async () => {
    graph = await openGraph([company('predicate: VALUATION, value: { amount: 300, currency: USD }')])
    const changes = await graph.load(company('predicate: VALUATION, value: { amount: 340, currency: USD }'))
    expect(changes).toMatchObject({ claims: 1, changed: 0 })
    expect(await graph.read('{ claims { totalCount } }')).toEqual({ claims: { totalCount: 2 } })
  })
})

test('a text is the same in whichever form of Unicode it is written, and is found by either', async () => {
  const [composed, apart] = ['Soci\u00e9t\u00e9 G', 'Socie\u0301te\u0301 G']
  graph = await openGraph([
    fileOf({ sg: 'Company', other: 'Company' }, [
      `{ subject: sg, predicate: LEGAL_NAME, value: ${composed} }`,
      `{ subject: sg, predicate: LEGAL_NAME, value: ${apart}, validFrom: 2019 }`,
      `{ subject: sg, predicate: ALIAS, value: "Socie\\u0301te\\u0301 G", validFrom: 2019 }`,
    ]),
  ])
  expect(
    await graph.read('{ company(slug: "sg") { legalName contradictions { totalCount } names { value } } }'),
  ).toEqual({ company: { legalName: composed, contradictions: { totalCount: 0 }, names: [{ value: composed }] } })
  const asked = `query Q($text: String!, $texts: [String!]!) {
    eq: companies(where: { legalName: { eq: $text } }) { totalCount }
    in: companies(where: { legalName: { in: $texts } }) { totalCount }
    contains: companies(where: { legalName: { contains: $text } }) { totalCount }
    startsWith: companies(where: { legalName: { startsWith: $text, mode: INSENSITIVE } }) { totalCount }
  }`
  for (const text of [composed, apart])
    expect(await graph.read(asked, { text, texts: [text] })).toEqual(
      Object.fromEntries(['eq', 'in', 'contains', 'startsWith'].map((key) => [key, { totalCount: 1 }])),
    )
})

describe('a load that cannot be finished', () => {
  test('is refused when the graph has the slug under another kind, and nothing is written', async () => {
    graph = await openGraph([fileOf({ deepseek: 'Company' }, [])])
    const before = await dumpGraph(graph.store)
    const load = graph.load(
      fileOf({ deepseek: 'Product', r1: 'Model' }, ['{ subject: r1, predicate: NAME, value: R1 }']),
    )
    await expect(load).rejects.toMatchObject({
      code: 'SEED_INVALID',
      message:
        '"deepseek" is of kind Company in the graph and of kind Product in the file. Give one of them another slug.',
    })
    expect(await dumpGraph(graph.store)).toEqual(before)
  })

  test('leaves nothing half written, whichever statement fails', async () => {
    const first = company('predicate: NAME, value: OpenAI')
    const second = fileOf({ openai: 'Company', altman: 'Person', r1: 'Model' }, [
      '{ subject: openai, predicate: NAME, value: OpenAI, modality: CONFIRMED, speakers: [{ author: article }] }',
      '{ key: a, subject: r1, predicate: DEVELOPED_BY, object: openai }',
      '{ subject: altman, predicate: HOLDS_ROLE, object: openai, links: [{ type: REFINES, claim: a }] }',
      '{ subject: r1, predicate: IDENTIFIER, value: openai/r1, qualifiers: { scheme: MODELSDEV } }',
    ])
    graph = await openGraph([first])
    const before = await dumpGraph(graph.store)
    let statements = 0
    const failAt = (at: number): Store =>
      changeStore(graph.store, {
        write: (work) =>
          graph.store.write((run) => {
            statements = 0
            return work(async (statement) => {
              statements += 1
              if (statements === at) throw new Error('the power went out')
              return run(statement)
            })
          }),
      })
    for (let at = 1; ; at += 1) {
      const failed = await loadBatch(failAt(at), parse(second), silent).then(
        () => false,
        (error: Error) => error.message === 'the power went out',
      )
      if (!failed) break
      expect(await dumpGraph(graph.store)).toEqual(before)
    }
    expect(statements).toBeGreaterThan(15)
    expect(await graph.read('{ model(slug: "r1") { developers { nodes { name } } } }')).toEqual({
      model: { developers: { nodes: [{ name: 'OpenAI' }] } },
    })
  })
})

describe('loading files from disk', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dossier-files-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const put = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  test('reads and checks all of them before it writes the first', async () => {
    graph = await openGraph()
    const files = [
      put('good.yaml', company('predicate: NAME, value: OpenAI')),
      put('bad.yaml', company('predicate: NAME, value: 1')),
      put('worse.yaml', company('predicate: name')),
      join(folder, 'missing.yaml'),
    ]
    const error = await loadFiles(graph.store, files, silent).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Failure)
    const { code, message } = error as Failure
    expect(code).toBe('SEED_INVALID')
    expect(message).toMatch(/bad\.yaml:11:\d+ A text is wanted here/)
    expect(message).toMatch(/worse\.yaml:11:\d+ "name" cannot be a predicate/)
    expect(message).toMatch(/missing\.yaml cannot be read/)
    expect(message).not.toMatch(/ENOENT|good\.yaml/)
    expect(await dumpGraph(graph.store)).toEqual([])
  })

  test('refuses all that the graph or another of them stands against, before it writes the first', async () => {
    graph = await openGraph([
      fileOf({ openai: 'Company', meta: 'Company' }, [
        '{ key: taken, subject: openai, predicate: NAME, value: OpenAI }',
        '{ subject: meta, predicate: IDENTIFIER, value: facebook, qualifiers: { scheme: SLUG } }',
      ]),
    ])
    const before = await dumpGraph(graph.store)
    const files = [
      put('good.yaml', company('key: mine, predicate: ALIAS, value: Open AI')),
      put(
        'bad.yaml',
        fileOf({ openai: 'Company', altman: 'Company', facebook: 'Company' }, [
          '{ key: taken, subject: openai, predicate: ALIAS, value: The lab }',
          '{ key: mine, subject: openai, predicate: ALIAS, value: The firm }',
          '{ subject: openai, predicate: IDENTIFIER, value: old, qualifiers: { scheme: SLUG } }',
          '{ subject: altman, predicate: IDENTIFIER, value: old, qualifiers: { scheme: SLUG } }',
        ]),
      ),
    ]
    const { message } = (await loadFiles(graph.store, files, silent).catch((reason: unknown) => reason)) as Failure
    expect(message.replaceAll(`${folder}/`, '').split('\n')).toEqual([
      '5 problems; nothing was loaded:',
      'bad.yaml:6 "altman" is of kind Person at good.yaml:6 and of kind Company here. Give one of them another slug.',
      'bad.yaml:7 "facebook" is a former slug of "meta". Speak of it by that slug.',
      'bad.yaml:12 The key "taken" is that of another claim in the graph. Give the one on "openai", ALIAS, another key.',
      'bad.yaml:13 The key "mine" is that of another claim at good.yaml:11. Give the one on "openai", ALIAS, another key.',
      'bad.yaml:15 "old" leads to "openai", so it cannot be a former slug of "altman".',
    ])
    expect(await dumpGraph(graph.store)).toEqual(before)
  })

  test('refuses a key late in a file of many claims before it writes the first of them', async () => {
    graph = await openGraph([company('key: taken, predicate: NAME, value: OpenAI')])
    const before = await dumpGraph(graph.store)
    const slugs = Array.from({ length: 5001 }, (_, i) => `firm-${i}`)
    const claims = slugs.map(
      (slug, i) => `{ subject: ${slug}, predicate: NAME, value: F${i}${i === 5000 ? ', key: taken' : ''} }`,
    )
    const many = fileOf(Object.fromEntries(slugs.map((slug) => [slug, 'Company'])), claims)
    await expect(loadFiles(graph.store, [put('many.yaml', many)], silent)).rejects.toThrow(
      /many\.yaml:\d+ The key "taken"/,
    )
    expect(await dumpGraph(graph.store)).toEqual(before)
  })

  test('tells bytes that are not UTF-8 by their line, instead of losing them', async () => {
    graph = await openGraph()
    const path = put('latin1.yaml', '')
    writeFileSync(path, Buffer.from(company('predicate: NAME, value: Société').replace('.', ','), 'latin1'))
    await expect(loadFiles(graph.store, [path], silent)).rejects.toThrow(
      /latin1\.yaml:11 Here are bytes that are not UTF-8/,
    )
    writeFileSync(path, Buffer.from(`\uFEFF${company('predicate: NAME, value: OpenAI')}`, 'utf16le'))
    await expect(loadFiles(graph.store, [path], silent)).rejects.toThrow(/latin1\.yaml:1 .*Save the file as UTF-8/)
  })

  test('says which identifiers judgements wait for, and no more of a key once nothing waits for it', async () => {
    graph = await openGraph()
    const told: string[] = []
    const load = (name: string, text: string) => loadFiles(graph.store, [put(name, text)], (line) => told.push(line))
    const judged = `${company('predicate: NAME, value: OpenAI')}
judgements: [{ a: openai, b: 'WIKIDATA:Q4711', verdict: SAME, by: { author: article }, at: 2025-01-01, reason: alike }]`
    await load('a.yaml', judged)
    await load('b.yaml', company('predicate: NAME, value: OpenAI, links: [{ type: REFINES, claim: slip }]'))
    await load('b.yaml', company('predicate: NAME, value: OpenAI'))
    const waits = 'Judgements wait for identifiers that nothing has: "wikidata:Q4711".'
    expect(told).toEqual([waits, 'Links or retractions wait for claims that are not loaded: "slip".', waits, waits])
  })

  test('counts sources that are described otherwise and judgements that are taken back', async () => {
    graph = await openGraph()
    const judged = (revoked: string): string => `${fileOf({ a: 'Company', b: 'Company' }, [])}
judgements: [{ a: a, b: b, verdict: SAME, by: { author: article }, at: 2025-01-01, reason: alike${revoked} }]`
    await graph.load(judged(''))
    const changes = await graph.load(
      judged(', revokedAt: 2025-02-01').replace('title: ', 'url: "https://a.example", title: '),
    )
    expect(changes).toEqual({ ...noChanges(), redescribed: 1, revoked: 1 })
    expect(await graph.load(judged(', revokedAt: 2025-02-01'))).toEqual(noChanges())
  })

  test('says which claims are waited for', async () => {
    graph = await openGraph()
    const told: string[] = []
    const link = ', links: [{ type: REFINES, claim: other }]'
    const waiting = put(
      'a.yaml',
      `${company(`predicate: NAME, value: OpenAI${link}`)}\nretract: [{ claim: slip, reason: wrong }]`,
    )
    await loadFiles(graph.store, [waiting], (line) => told.push(line))
    expect(told).toEqual(['Links or retractions wait for claims that are not loaded: "other", "slip".'])
    const both = [
      put('b.yaml', company('key: other, predicate: ALIAS, value: Open AI')),
      put('c.yaml', company('key: slip, predicate: ALIAS, value: Opennai')),
    ]
    await loadFiles(graph.store, both, (line) => told.push(line))
    expect(told).toHaveLength(1)
  })

  test('counts what they changed, all files together', async () => {
    graph = await openGraph()
    const files = [
      put('a.yaml', company('predicate: NAME, value: OpenAI')),
      put('b.yaml', company('predicate: FOUNDED_ON, value: 2015')),
    ]
    expect(await loadFiles(graph.store, files, silent)).toEqual({
      ...noChanges(),
      files: 2,
      sources: 1,
      entities: 2,
      claims: 2,
    })
    expect(await loadFiles(graph.store, files, silent)).toEqual({ ...noChanges(), files: 2, unchanged: 2 })
  })
})

describe('a load of more claims than one transaction takes', () => {
  const many = (subject: string): string[] =>
    Array.from({ length: 2600 }, (_, i) => `{ subject: ${subject}, predicate: REMARK, value: ${subject} ${i} }`)
  const batch = parse(
    fileOf({ openai: 'Company', deepseek: 'Company' }, [
      '{ key: old, subject: openai, predicate: NAME, value: Old, rank: PREFERRED }',
      '{ subject: openai, predicate: NAME, value: New }',
      ...many('openai'),
      '{ subject: deepseek, predicate: SAYS, value: nothing, links: [{ type: SUPERSEDES, claim: old }] }',
      ...many('deepseek'),
    ]),
  )

  test('is told as it goes, and links over its portions hold', async () => {
    graph = await openGraph()
    const told: string[] = []
    const changes = await loadBatch(graph.store, batch, (line) => told.push(line))
    expect(changes).toMatchObject({ entities: 2, claims: 5203, changed: 0, unchanged: 0 })
    expect(told).toEqual(['50 % of 5203 claims', '100 % of 5203 claims'])
    expect(await graph.read('{ company(slug: "openai") { name } }')).toEqual({ company: { name: 'New' } })
  })

  test('is on record at one moment, but for what is written after another load', async () => {
    graph = await openGraph()
    const count = '{ claims(where: { recordedAt: { eq: "2025-02-10T00:00:00.000Z" } }) { totalCount } }'
    await loadBatch(graph.store, batch, silent, '2025-02-10T00:00:00.000Z')
    expect(await graph.read(count)).toEqual({ claims: { totalCount: 5203 } })
    await graph.close()
    graph = await openGraph()
    let writes = 0
    const { store, load } = graph
    const disturbed = changeStore(store, {
      write: async (work) => {
        writes += 1
        if (writes === 2)
          await load(company('predicate: ALIAS, value: Open AI'), { recordedAt: '2025-02-11T00:00:00.000Z' })
        return store.write(work)
      },
    })
    await loadBatch(disturbed, batch, silent, '2025-02-10T00:00:00.000Z')
    expect(await graph.read(count)).toEqual({ claims: { totalCount: 2602 } })
    expect(await graph.read(count.replace('10T00:00:00.000', '11T00:00:00.001'))).toEqual({
      claims: { totalCount: 2601 },
    })
  })

  test('gives the same graph when it is cut in the middle and made again', async () => {
    graph = await openGraph()
    const at = '2025-02-10T00:00:00.000Z'
    await loadBatch(graph.store, batch, silent, at)
    const whole = await dumpGraph(graph.store)
    await graph.close()
    graph = await openGraph()
    let writes = 0
    const cut = changeStore(graph.store, {
      write: async (work) => {
        writes += 1
        if (writes > 1) throw new Error('the power went out')
        return graph.store.write(work)
      },
    })
    await expect(loadBatch(cut, batch, silent, at)).rejects.toThrow('the power went out')
    expect(await graph.read('{ company(slug: "openai") { name } }')).toEqual({ company: { name: 'Old' } })
    await loadBatch(graph.store, batch, silent, at)
    expect(await dumpGraph(graph.store)).toEqual(whole)
  })
})
