import { loadBatch } from '../../src/ingest/load-files.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import { project } from '../../src/ingest/project.js'
import { Vocabulary } from '../../src/model/vocabulary.js'
import { createCatalog } from '../../src/model/declare.js'
import { Modality } from '../../src/model/words.js'
import { dumpGraph, fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

let graph: OpenGraph
afterEach(() => graph.close())

/** The name that a company shows when these claims are all there is; its slug when none of them shows. */
async function nameAfter(...claims: readonly string[]): Promise<unknown> {
  graph = await openGraph([
    fileOf(
      { openai: 'Company' },
      claims.map((claim) => `{ subject: openai, predicate: NAME, ${claim} }`),
    ),
  ])
  const { company } = await graph.read('{ company(slug: "openai") { name } }')
  return (company as { name: string }).name
}

describe('what may show as a plain fact', () => {
  const SHOWN = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']
  test.each(Object.keys(Modality))('a claim that is %s shows only if it states', async (modality) => {
    const name = await nameAfter(`value: Shown, modality: ${modality}`)
    expect(name).toBe(SHOWN.includes(modality) ? 'Shown' : 'openai')
  })

  test.each([
    ['deprecated', 'rank: DEPRECATED'],
    ['rejected', 'review: REJECTED'],
    ['only proposed', 'review: PROPOSED'],
    ['denied', 'polarity: NEGATES'],
  ])('a claim that is %s does not show', async (_, how) => {
    expect(await nameAfter(`value: Hidden, ${how}`)).toBe('openai')
  })

  test('a claim that is superseded does not show, whatever its rank', async () => {
    const links = 'links: [{ type: SUPERSEDES, claim: old }]'
    expect(await nameAfter('key: old, value: Old, rank: PREFERRED, modality: CONFIRMED', `value: New, ${links}`)).toBe(
      'New',
    )
  })

  test.each(['REJECTED', 'PROPOSED'])('a successor that is %s takes nobody’s place', async (review) => {
    const links = 'links: [{ type: SUPERSEDES, claim: old }]'
    expect(await nameAfter('key: old, value: Old', `value: New, review: ${review}, ${links}`)).toBe('Old')
  })

  test('a claim that was taken back does not show, and shows again when it is restored', async () => {
    expect(await nameAfter('value: Shown')).toBe('Shown')
    const retract = async (at: string | null): Promise<unknown> => {
      await graph.store.write(async (run) => {
        await run({ text: 'MATCH (c:Claim) SET c.retractedAt = $at', params: { at } })
        const subjects = await run({ text: 'MATCH (n:Company) RETURN n.id AS id', params: {} })
        await project(
          run,
          subjects.map(({ id }) => String(id)),
          { vocabulary: new Vocabulary(createCatalog()), today: '2025-02-10' },
        )
      })
      return graph.read('{ company(slug: "openai") { name sources { totalCount } } }')
    }
    expect(await retract('2025-03-01T00:00:00.000Z')).toEqual({
      company: { name: 'openai', sources: { totalCount: 0 } },
    })
    expect(await retract(null)).toEqual({ company: { name: 'Shown', sources: { totalCount: 1 } } })
  })
})

describe('which of several claims shows', () => {
  test.each([
    ['the preferred before the confirmed', 'rank: PREFERRED, modality: ALLEGED', 'modality: CONFIRMED'],
    [
      'the confirmed before the reported',
      'modality: CONFIRMED, confidence: UNKNOWN',
      'modality: REPORTED, confidence: CONFIDENT',
    ],
    ['the reported before the alleged', 'modality: REPORTED', 'modality: ALLEGED, publishedAt: 2025-02-09'],
    ['the alleged before the inferred', 'modality: ALLEGED', 'modality: INFERRED'],
    ['the surer', 'confidence: LIKELY', 'confidence: SPECULATIVE, publishedAt: 2025-02-09'],
    ['the later published', 'publishedAt: 2025-02-09', 'publishedAt: 2025-02-08'],
    ['the published before that without a date', 'publishedAt: 1999', 'publishedAt: 1998s'],
  ])('%s', async (_, winner, loser) => {
    const of = (how: string): string => how.replace('publishedAt: 1998s', 'publishedAt: 1990s')
    expect(await nameAfter(`value: Winner, ${of(winner)}`, `value: Loser, ${of(loser)}`)).toBe('Winner')
    await graph.close()
    expect(await nameAfter(`value: Loser, ${of(loser)}`, `value: Winner, ${of(winner)}`)).toBe('Winner')
  })

  test('claims that tie in everything are decided by their ids, the same in any order', async () => {
    const claims = ['value: One', 'value: Two', 'value: Three']
    const name = await nameAfter(...claims)
    await graph.close()
    expect(await nameAfter(...claims.toReversed())).toBe(name)
  })
})

describe('the view of an entity', () => {
  test('an entity of which nothing is claimed is in every list, under its slug', async () => {
    graph = await openGraph([fileOf({ quiet: 'Ban', model: 'Model' }, [])])
    const lists =
      '{ events { totalCount nodes { slug name } } bans { nodes { date { value } grounds } } models(orderBy: [{ releasedOn: DESC }]) { nodes { slug } } }'
    expect(await graph.read(lists)).toEqual({
      events: { totalCount: 1, nodes: [{ slug: 'quiet', name: 'quiet' }] },
      bans: { nodes: [{ date: null, grounds: [] }] },
      models: { nodes: [{ slug: 'model' }] },
    })
  })

  test('an edge stands once for several claims, with the strongest of them and all of their ids', async () => {
    const text = fileOf({ openai: 'Company', o1: 'Model' }, [
      '{ subject: o1, predicate: DEVELOPED_BY, object: openai, modality: ALLEGED }',
      '{ subject: o1, predicate: DEVELOPED_BY, object: openai, modality: CONFIRMED, validFrom: 2024-09 }',
      '{ subject: o1, predicate: DEVELOPED_BY, object: openai, modality: OPINION, text: as some think }',
    ])
    graph = await openGraph([text])
    const { model } = await graph.read(
      '{ model(slug: "o1") { developers { totalCount edges { modality since { value precision from to } claims { totalCount nodes { modality } } } } } }',
    )
    expect(model).toEqual({
      developers: {
        totalCount: 1,
        edges: [
          {
            modality: 'CONFIRMED',
            since: { value: '2024-09-01', precision: 'MONTH', from: '2024-09-01', to: '2024-09-30' },
            claims: {
              totalCount: 2,
              nodes: expect.arrayContaining([{ modality: 'CONFIRMED' }, { modality: 'ALLEGED' }]),
            },
          },
        ],
      },
    })
  })

  test('an edge to one leads to the object of the claim that decides', async () => {
    graph = await openGraph([
      fileOf({ openai: 'Company', italy: 'Country', france: 'Country' }, [
        '{ subject: openai, predicate: HEADQUARTERED_IN, object: italy, modality: ALLEGED }',
        '{ subject: openai, predicate: HEADQUARTERED_IN, object: france, modality: CONFIRMED }',
      ]),
    ])
    expect(
      await graph.read(
        '{ company(slug: "openai") { headquarters { slug } } countries { nodes { slug organizations { totalCount } } } }',
      ),
    ).toEqual({
      company: { headquarters: { slug: 'france' } },
      countries: {
        nodes: [
          { slug: 'france', organizations: { totalCount: 1 } },
          { slug: 'italy', organizations: { totalCount: 0 } },
        ],
      },
    })
  })

  test.each(['unknown: true', 'none: true'])('an edge to one is not there when %s decides', async (how) => {
    graph = await openGraph([
      fileOf({ openai: 'Company', italy: 'Country' }, [
        '{ subject: openai, predicate: HEADQUARTERED_IN, object: italy }',
        `{ subject: openai, predicate: HEADQUARTERED_IN, ${how}, modality: CONFIRMED }`,
      ]),
    ])
    expect(await graph.read('{ company(slug: "openai") { headquarters { slug } } }')).toEqual({
      company: { headquarters: null },
    })
  })

  test('a role that was held twice is two edges', async () => {
    graph = await openGraph([
      fileOf({ openai: 'Company', altman: 'Person' }, [
        '{ subject: altman, predicate: HOLDS_ROLE, object: openai, qualifiers: { role: CEO }, validFrom: 2019, validTo: 2023-11-17 }',
        '{ subject: altman, predicate: HOLDS_ROLE, object: openai, qualifiers: { role: CEO }, validFrom: 2023-11-29 }',
      ]),
    ])
    const people =
      'people(orderBy: [{ edge: { since: ASC } }]) { edges { role isCurrent since { value } node { slug } } }'
    expect(await graph.read(`{ company(slug: "openai") { ${people} } }`)).toEqual({
      company: {
        people: {
          edges: [
            { role: 'CEO', isCurrent: false, since: { value: '2019-01-01' }, node: { slug: 'altman' } },
            { role: 'CEO', isCurrent: true, since: { value: '2023-11-29' }, node: { slug: 'altman' } },
          ],
        },
      },
    })
  })

  test('a qualifier cannot stand for what its claim says itself', async () => {
    graph = await openGraph([
      fileOf({ openai: 'Company', altman: 'Person' }, [
        '{ subject: altman, predicate: HOLDS_ROLE, object: openai, qualifiers: { modality: CONFIRMED, since: 1999-01-01, confidence: CONFIDENT } }',
      ]),
    ])
    expect(
      await graph.read('{ company(slug: "openai") { people { edges { modality confidence since { value } } } } }'),
    ).toEqual({
      company: { people: { edges: [{ modality: 'REPORTED', confidence: 'UNKNOWN', since: null }] } },
    })
  })

  test('an element of a list that is not known is left out', async () => {
    graph = await openGraph([
      fileOf({ round: 'FundingRound' }, [
        '{ subject: round, predicate: USE_OF_PROCEEDS, unknown: true }',
        '{ subject: round, predicate: USE_OF_PROCEEDS, value: INFRASTRUCTURE, qualifiers: { amount: null, share: 0.5 } }',
        '{ subject: round, predicate: STAGE, none: true }',
        '{ subject: round, predicate: TARGET, unknown: true }',
      ]),
    ])
    expect(
      await graph.read(
        '{ fundingRounds { nodes { useOfProceeds { purpose amount share } stages { status } target { amount } } } }',
      ),
    ).toEqual({
      fundingRounds: {
        nodes: [{ useOfProceeds: [{ purpose: 'INFRASTRUCTURE', amount: null, share: 0.5 }], stages: [], target: null }],
      },
    })
  })

  test('what several claims say stands once in a list, where the earliest of them puts it', async () => {
    const alias = (value: string, day: string, from = ''): string =>
      `{ subject: openai, predicate: ALIAS, value: ${value}, publishedAt: ${day}${from} }`
    graph = await openGraph([
      fileOf({ openai: 'Company' }, [
        alias('First', '2025-01-03'),
        alias('Second', '2025-01-02'),
        alias('First', '2025-01-01', ', validFrom: 2016'),
      ]),
    ])
    expect(await graph.read('{ company(slug: "openai") { names { value } } }')).toEqual({
      company: { names: [{ value: 'First' }, { value: 'Second' }] },
    })
  })

  test('what holds on one day shows on that day, and on no other', async () => {
    graph = await openGraph([
      fileOf({ openai: 'Company', italy: 'Country' }, [
        '{ subject: openai, predicate: VALUATION, value: { amount: 1, currency: USD }, validFrom: 2024-05-05, validTo: 2024-05-05 }',
        '{ subject: openai, predicate: HEADQUARTERED_IN, object: italy, validFrom: 2024-05-05, validTo: 2024-05-05 }',
      ]),
    ])
    for (const [day, amount, slug] of [
      ['2024-05-04', null, null],
      ['2024-05-05', '1', 'italy'],
      ['2024-05-06', null, null],
    ]) {
      const { company } = await graph.read(
        `{ company(slug: "openai", asOf: { valid: "${day}" }) { valuation { amount } headquarters { slug } } }`,
      )
      expect(company).toEqual({ valuation: amount && { amount }, headquarters: slug && { slug } })
    }
  })

  test('names that something might be shown by stand among its others, also those of a firm that is one with it', async () => {
    const judged = `${fileOf({ openai: 'Company', lab: 'Company', parent: 'Company' }, [
      '{ subject: openai, predicate: NAME, value: OpenAI, confidence: CONFIDENT }',
      '{ subject: openai, predicate: NAME, value: OpenAI LP }',
      '{ subject: lab, predicate: NAME, value: Zorkmid Lab }',
      '{ subject: lab, predicate: SUBSIDIARY_OF, object: openai }',
      '{ subject: parent, predicate: NAME, value: Plover, validTo: 2024-06 }',
      '{ subject: parent, predicate: NAME, value: Xyzzy, validFrom: 2024-07 }',
    ])}
judgements: [{ a: openai, b: lab, verdict: SAME, by: { author: article }, at: 2025-01-01, reason: alike }]`
    graph = await openGraph([judged])
    const { company, parent, ...found } = (await graph.read(`{
      company(slug: "lab") { name names { value kind } parent { slug } }
      parent: company(slug: "parent") { names { value } }
      search(query: "zorkmid") { nodes { slug } }
      suggest(prefix: "zork") { slug name }
      resolve(name: "Zorkmid Lab") { match entity { slug } }
      former: suggest(prefix: "plov") { slug name }
      before: suggest(prefix: "plov", asOf: { valid: "2024-01-01" }) { slug name }
      later: suggest(prefix: "plov", asOf: { valid: "2025-01-01" }) { slug }
    }`)) as Record<string, unknown>
    const lab = (company as { names: { value: string; kind: string }[] }).names
    expect(company).toMatchObject({ parent: null })
    expect(lab[0]).toEqual({ value: expect.any(String), kind: 'SHORT' })
    expect(lab.map(({ value }) => value).toSorted()).toEqual(['OpenAI', 'OpenAI LP', 'Zorkmid Lab'])
    expect(lab.slice(1).map(({ kind }) => kind)).toEqual(['ALIAS', 'ALIAS'])
    expect(parent).toEqual({ names: [{ value: 'Xyzzy' }] })
    const slug = { slug: expect.stringMatching(/^(openai|lab)$/) }
    expect(found).toEqual({
      search: { nodes: [slug] },
      suggest: [{ ...slug, name: 'Zorkmid Lab' }],
      resolve: [{ match: true, entity: slug }],
      former: [{ slug: 'parent', name: 'Plover' }],
      before: [{ slug: 'parent', name: 'Plover' }],
      later: [],
    })
  })

  test('amounts that are the same but for zeros behind agree', async () => {
    graph = await openGraph([
      fileOf({ openai: 'Company' }, [
        '{ subject: openai, predicate: VALUATION, value: { amount: 300.00, currency: USD } }',
      ]),
      fileOf({ openai: 'Company' }, [
        '{ subject: openai, predicate: VALUATION, value: { amount: "300", currency: USD } }',
      ]).replaceAll('article', 'other'),
    ])
    expect(
      await graph.read(
        '{ company(slug: "openai") { valuationFact { reason origins { count } } contradictions { totalCount } } }',
      ),
    ).toEqual({
      company: { valuationFact: { reason: 'ALL_AGREE', origins: { count: 2 } }, contradictions: { totalCount: 0 } },
    })
  })

  test('two countries that are usually called the same have their formal names', async () => {
    graph = await openGraph([
      'format: dossier/1\nentities: { congo: { kind: Country, iso2: CG }, drc: { kind: Country, iso2: CD } }\n',
    ])
    expect(await graph.read('{ countries { nodes { name } } }')).toEqual({
      countries: { nodes: [{ name: 'Democratic Republic of the Congo' }, { name: 'Republic of the Congo' }] },
    })
  })

  test('stages come in the order of their dates, each with how exactly it is known', async () => {
    graph = await openGraph([
      fileOf({ ban: 'Ban' }, [
        '{ subject: ban, predicate: STAGE, value: IN_FORCE, qualifiers: { date: 2025-01-30, note: the order } }',
        '{ subject: ban, predicate: STAGE, value: PROPOSED, qualifiers: { date: 2025-01 } }',
      ]),
    ])
    expect(await graph.read('{ ban(slug: "ban") { stages { status date precision note } } }')).toEqual({
      ban: {
        stages: [
          { status: 'PROPOSED', date: '2025-01-01', precision: 'MONTH', note: null },
          { status: 'IN_FORCE', date: '2025-01-30', precision: 'DAY', note: 'the order' },
        ],
      },
    })
  })
})

describe('identifiers', () => {
  const known = (slug: string, more = ''): string =>
    `{ subject: ${slug}, predicate: IDENTIFIER, value: Q1, qualifiers: { scheme: WIKIDATA }${more} }`
  const ask = '{ entity(ref: { scheme: WIKIDATA, value: "Q1" }) { slug identifiers { scheme value } } }'

  test('lead to what they are claimed of, and no longer when the claim is deprecated', async () => {
    graph = await openGraph([fileOf({ openai: 'Company' }, [known('openai')])])
    expect(await graph.read(ask)).toEqual({
      entity: { slug: 'openai', identifiers: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
    })
    await graph.load(fileOf({ openai: 'Company' }, [known('openai', ', rank: DEPRECATED')]))
    expect(await graph.read(ask)).toEqual({ entity: null })
    expect((await dumpGraph(graph.store)).filter((line) => line.includes('wikidata:'))).toEqual([])
  })

  test('of two entities still lead to the other when one claim is deprecated', async () => {
    const entities = { deepseek: 'Company', chatbot: 'Product' }
    graph = await openGraph([fileOf(entities, [known('deepseek'), known('chatbot')])])
    await graph.load(fileOf(entities, [known('deepseek'), known('chatbot', ', rank: DEPRECATED')]))
    expect(await graph.read(ask)).toMatchObject({ entity: { slug: 'deepseek' } })
    const loaded = await dumpGraph(graph.store)
    await graph.close()
    graph = await openGraph([fileOf(entities, [known('deepseek'), known('chatbot', ', rank: DEPRECATED')])])
    expect(await dumpGraph(graph.store)).toEqual(loaded)
  })

  test('of two entities lead to the one with the smaller id, so that every engine says the same', async () => {
    const entities = { a: 'Company', b: 'Company', c: 'Company', d: 'Company' }
    graph = await openGraph([
      fileOf(
        entities,
        Object.keys(entities).map((slug) => known(slug)),
      ),
    ])
    const { companies } = await graph.read('{ companies(orderBy: [{ id: ASC }]) { nodes { slug } } }')
    const [first] = (companies as { nodes: { slug: string }[] }).nodes
    expect(await graph.read(ask)).toMatchObject({ entity: { slug: first?.slug } })
    expect(await graph.read(ask.replace('entity(ref: {', 'entities(refs: {'))).toMatchObject({
      entities: [{ slug: first?.slug }],
    })
  })
})

describe('what a file says', () => {
  test('amounts keep every digit, written as a number or as a text', async () => {
    graph = await openGraph([
      fileOf({ round: 'FundingRound' }, [
        '{ subject: round, predicate: TARGET, value: { amount: 12345678901234567890.10, currency: USD } }',
        '{ subject: round, predicate: VALUATION, value: { amount: "0.1", currency: EUR } }',
      ]),
    ])
    expect(
      await graph.read('{ fundingRounds { nodes { target { amount currency } valuation { amount currency } } } }'),
    ).toEqual({
      fundingRounds: {
        nodes: [
          {
            target: { amount: '12345678901234567890.10', currency: 'USD' },
            valuation: { amount: '0.1', currency: 'EUR' },
          },
        ],
      },
    })
  })

  test('a quantity keeps its range and its unit', async () => {
    graph = await openGraph([
      fileOf({ r1: 'Model', o1: 'Model' }, [
        '{ subject: r1, predicate: PARAMETERS, value: { value: 671e9, low: 6.0e11, high: 7.0e11, unit: parameters } }',
        '{ subject: o1, predicate: PARAMETERS, value: 5 }',
      ]),
    ])
    expect(
      await graph.read('{ models(orderBy: [{ parameters: DESC }]) { nodes { parameters { value low high unit } } } }'),
    ).toEqual({
      models: {
        nodes: [
          { parameters: { value: 671e9, low: 6e11, high: 7e11, unit: 'parameters' } },
          { parameters: { value: 5, low: null, high: null, unit: null } },
        ],
      },
    })
  })

  test('what a group shares holds for each of its claims that does not say otherwise', async () => {
    const head = fileOf({ openai: 'Company' }, []).replace(
      'entities:',
      '  other: { title: Other, kind: PAPER }\nentities:',
    )
    const group = [
      'claims:',
      '  - subject: openai',
      '    modality: ALLEGED',
      '    sources: [{ source: article, locator: page 1 }]',
      '    claims:',
      '      - { predicate: NAME, value: OpenAI }',
      '      - { predicate: NAME, value: Open AI, source: other, modality: CONFIRMED }',
      '',
    ].join('\n')
    graph = await openGraph([head + group])
    expect(
      await graph.read(
        '{ claims(orderBy: [{ modality: ASC }]) { nodes { modality sources { edges { locator node { slug } } } } } }',
      ),
    ).toEqual({
      claims: {
        nodes: [
          { modality: 'ALLEGED', sources: { edges: [{ locator: 'page 1', node: { slug: 'article' } }] } },
          { modality: 'CONFIRMED', sources: { edges: [{ locator: null, node: { slug: 'other' } }] } },
        ],
      },
    })
  })

  test('a claim is published with the earliest of its sources, unless it says when', async () => {
    const head = fileOf({ openai: 'Company' }, []).replace(
      'entities:',
      '  early: { title: E, kind: PAPER, publishedAt: 2024 }\nentities:',
    )
    const claims = [
      'claims:',
      '  - { claims: [{ subject: openai, predicate: NAME, value: A, modality: REPORTED, sources: [{ source: article }, { source: early }] },',
      '      { subject: openai, predicate: NAME, value: B, modality: REPORTED, source: article, publishedAt: 2020s }] }',
    ].join('\n')
    graph = await openGraph([head + claims])
    expect(
      await graph.read(
        '{ claims(orderBy: [{ publishedAt: ASC }]) { nodes { value { text } publishedAt { value precision } } } }',
      ),
    ).toEqual({
      claims: {
        nodes: [
          { value: { text: 'B' }, publishedAt: { value: '2020-01-01', precision: 'DECADE' } },
          { value: { text: 'A' }, publishedAt: { value: '2024-01-01', precision: 'YEAR' } },
        ],
      },
    })
  })
})

test('projecting again, or all at once, changes nothing', async () => {
  const text = fileOf({ openai: 'Company', o1: 'Model', altman: 'Person' }, [
    '{ subject: o1, predicate: DEVELOPED_BY, object: openai }',
    '{ subject: altman, predicate: HOLDS_ROLE, object: openai, qualifiers: { role: CEO } }',
    '{ subject: openai, predicate: ALIAS, value: OpenAI LP, qualifiers: { kind: FORMER } }',
    '{ subject: openai, predicate: IDENTIFIER, value: Q21708200, qualifiers: { scheme: WIKIDATA } }',
  ])
  graph = await openGraph()
  await loadBatch(graph.store, parseSeed(text, 'x', createCatalog()), () => undefined)
  const once = await dumpGraph(graph.store)
  await graph.store.write(async (run) => {
    const entities = await run({ text: 'MATCH (n:Entity) RETURN n.id AS id', params: {} })
    await project(
      run,
      entities.map(({ id }) => String(id)),
      { vocabulary: new Vocabulary(createCatalog()), today: new Date().toISOString().slice(0, 10) },
    )
  })
  expect(await dumpGraph(graph.store)).toEqual(once)
})
