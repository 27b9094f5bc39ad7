import { dumpGraph, fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

let graph: OpenGraph
afterEach(() => graph.close())

const LATER = { recordedAt: '2031-01-01T00:00:00.000Z' }

const named = (claim: string, more: readonly string[] = []): string =>
  [fileOf({ openai: 'Company', o1: 'Model' }, [`{ subject: openai, predicate: NAME, ${claim} }`]), ...more].join('')

const OLD = named('key: old-name, value: Old name, rank: PREFERRED')
const NEW = named('key: new-name, value: New name, links: [{ type: SUPERSEDES, claim: old-name }]')
const NEWEST = named('value: Newest name, links: [{ type: SUPERSEDES, claim: new-name }]')
const TAKEN_BACK = named('value: New name, key: new-name, links: [{ type: SUPERSEDES, claim: old-name }]', [
  'retract: [{ claim: new-name, reason: It was a misprint. }]\n',
])

const shownName = async (): Promise<unknown> => {
  const { company } = (await graph.read('{ company(slug: "openai") { name } }')) as { company: { name: string } }
  return company.name
}

/** The graph after files were loaded one after the other. */
async function afterLoading(texts: readonly string[]): Promise<readonly string[]> {
  const one = await openGraph(texts)
  try {
    return await dumpGraph(one.store)
  } finally {
    await one.close()
  }
}

describe('a link to a claim of another file', () => {
  test('holds whichever file comes first', async () => {
    graph = await openGraph([OLD, NEW])
    expect(await shownName()).toBe('New name')
    await graph.close()
    graph = await openGraph([NEW])
    expect(await shownName()).toBe('New name')
    await graph.load(OLD)
    expect(await shownName()).toBe('New name')
  })

  test.each<readonly [string, readonly string[]]>([
    ['the other way round', [NEWEST, NEW, OLD]],
    ['from the middle', [NEW, NEWEST, OLD]],
    ['twice', [OLD, NEW, NEWEST, OLD, NEW, NEWEST]],
    ['twice, the other way round', [NEWEST, NEW, OLD, NEWEST, NEW, OLD]],
  ])('and the files loaded %s give the same graph', async (_, texts) => {
    graph = await openGraph([OLD, NEW, NEWEST])
    expect(await afterLoading(texts)).toEqual(await dumpGraph(graph.store))
  })

  test('can be read from both ends, with when it was recorded', async () => {
    graph = await openGraph([NEW])
    await graph.load(OLD, LATER)
    const links = (where: string, field: string): string =>
      `{ claims(where: { key: { eq: "${where}" } }) { nodes { ${field} { edges { type recordedAt node { key } } } } } }`
    const edge = (key: string): Tree => ({ type: 'SUPERSEDES', recordedAt: '2025-02-10T00:00:00.000Z', node: { key } })
    expect(await graph.read(links('new-name', 'links'))).toEqual({
      claims: { nodes: [{ links: { edges: [edge('old-name')] } }] },
    })
    expect(await graph.read(links('old-name', 'linkedFrom'))).toEqual({
      claims: { nodes: [{ linkedFrom: { edges: [edge('new-name')] } }] },
    })
  })

  test('keeps when it was recorded though its claim changes in other ways', async () => {
    graph = await openGraph([OLD, NEW])
    await graph.load(NEW.replace('key: new-name', 'modality: CONFIRMED, key: new-name'), LATER)
    expect(await graph.read('{ claims { nodes { modality links { edges { recordedAt } } } } }')).toEqual({
      claims: {
        nodes: expect.arrayContaining([
          { modality: 'CONFIRMED', links: { edges: [{ recordedAt: '2025-02-10T00:00:00.000Z' }] } },
        ]) as unknown,
      },
    })
  })

  test('that waits is gone when its claim comes without it', async () => {
    graph = await openGraph([NEW])
    await graph.load(named('key: new-name, value: New name'))
    await graph.load(OLD)
    expect(await shownName()).toBe('Old name')
  })
})

test('a claim about one that is rejected later lets another about somebody else show again', async () => {
  const file = (review: string, links: string): string =>
    fileOf({ o1: 'Model' }, [`{ subject: o1, predicate: NAME, value: One, review: ${review}${links} }`])
  const superseding = ', links: [{ type: SUPERSEDES, claim: old-name }]'
  graph = await openGraph([OLD, file('ACCEPTED', superseding)])
  expect(await shownName()).toBe('openai')
  await graph.load(file('REJECTED', superseding))
  expect(await shownName()).toBe('Old name')
  await graph.load(file('ACCEPTED', superseding))
  expect(await shownName()).toBe('openai')
  await graph.load(file('ACCEPTED', ''))
  expect(await shownName()).toBe('Old name')
})

describe('a key', () => {
  test('belongs to one claim', async () => {
    graph = await openGraph([OLD])
    const before = await dumpGraph(graph.store)
    await expect(graph.load(named('key: old-name, value: Another'))).rejects.toMatchObject({
      code: 'SEED_INVALID',
      message: 'The key "old-name" is that of another claim in the graph. Give the one on "openai", NAME, another key.',
    })
    expect(await dumpGraph(graph.store)).toEqual(before)
  })

  test('stays with its claim', async () => {
    graph = await openGraph([OLD])
    await expect(graph.load(OLD.replace('key: old-name', 'key: first-name'))).rejects.toMatchObject({
      message:
        'The claim on "openai", NAME, has the key "old-name" in the graph and "first-name" in the file. Keep the first.',
    })
    const before = await dumpGraph(graph.store)
    await graph.load(OLD.replace('key: old-name, ', ''))
    expect(await dumpGraph(graph.store)).toEqual(before)
  })

  test('may be given later', async () => {
    graph = await openGraph([OLD.replace('key: old-name, ', ''), NEW])
    expect(await shownName()).toBe('Old name')
    await graph.load(OLD)
    expect(await shownName()).toBe('New name')
    expect(await dumpGraph(graph.store)).toEqual(await afterLoading([OLD, NEW]))
  })
})

test('a claim and what supersedes it may both be put otherwise by one load, and the older name still does not show', async () => {
  const both = (confidence: string): string =>
    fileOf({ openai: 'Company' }, [
      `{ subject: openai, predicate: NAME, key: old-name, value: Old name, rank: PREFERRED, confidence: ${confidence} }`,
      `{ subject: openai, predicate: NAME, key: new-name, value: New name, confidence: ${confidence}, links: [{ type: SUPERSEDES, claim: old-name }] }`,
    ])
  graph = await openGraph([both('LIKELY')])
  await graph.load(both('CONFIDENT'), LATER)
  const known = async (instant: string): Promise<Tree> =>
    graph.read(`{ company(slug: "openai", asOf: { known: "${instant}", clock: SYSTEM }) { name } }`)
  expect(await known('2026-01-01T00:00:00Z')).toEqual({ company: { name: 'New name' } })
  expect(await known(LATER.recordedAt)).toEqual({ company: { name: 'New name' } })
})

describe('a claim that is taken back', () => {
  test('stays on record with the reason, shows no longer and supersedes nothing', async () => {
    graph = await openGraph([OLD, NEW])
    expect(await graph.load(TAKEN_BACK, LATER)).toMatchObject({ retracted: 1, changed: 0 })
    expect(await shownName()).toBe('Old name')
    expect(
      await graph.read(
        '{ claims(where: { retractedAt: { isNull: false } }) { nodes { key retractedAt retractReason } } }',
      ),
    ).toEqual({
      claims: {
        nodes: [{ key: 'new-name', retractedAt: LATER.recordedAt, retractReason: 'It was a misprint.' }],
      },
    })
  })

  test('makes nothing known of what it named any more', async () => {
    graph = await openGraph([
      fileOf({ openai: 'Company', italy: 'Country' }, [
        '{ key: seat, subject: openai, predicate: HEADQUARTERED_IN, object: italy, publishedAt: "2024-01-01" }',
      ]),
    ])
    const ask = '{ country(slug: "italy", asOf: { known: "2024-06-01T00:00:00Z" }) { slug } }'
    expect(await graph.read(ask)).toEqual({ country: { slug: 'italy' } })
    await graph.load('format: dossier/1\nretract: [{ claim: seat, reason: It was a misprint. }]\n', LATER)
    expect(await graph.read(ask)).toEqual({ country: null })
  })

  test('stays taken back when an older file is loaded again, and keeps since when', async () => {
    graph = await openGraph([OLD, TAKEN_BACK])
    const before = await dumpGraph(graph.store)
    expect(await graph.load(NEW, LATER)).toMatchObject({ claims: 0, changed: 0 })
    expect(await graph.load(TAKEN_BACK, LATER)).toMatchObject({ retracted: 0 })
    expect(await dumpGraph(graph.store)).toEqual(before)
  })

  test('may come after it was taken back', async () => {
    const retraction = ['format: dossier/1', 'retract: [{ claim: new-name, reason: It was a misprint. }]', ''].join(
      '\n',
    )
    graph = await openGraph([retraction, NEW, OLD])
    expect(await shownName()).toBe('Old name')
    expect(await dumpGraph(graph.store)).toEqual(await afterLoading([OLD, NEW, retraction]))
  })

  test('may get a better reason', async () => {
    graph = await openGraph([TAKEN_BACK])
    await graph.load(TAKEN_BACK.replace('a misprint', 'a slip'), LATER)
    expect(
      await graph.read('{ claims(where: { key: { eq: "new-name" } }) { nodes { retractedAt retractReason } } }'),
    ).toEqual({ claims: { nodes: [{ retractedAt: '2025-02-10T00:00:00.000Z', retractReason: 'It was a slip.' }] } })
  })
})

describe('a source that another file describes too', () => {
  const described = (more: string): string =>
    [
      'format: dossier/1',
      `sources: { paper: { title: Paper, kind: PAPER${more} }, first: { title: First, kind: PAPER } }`,
      'entities: { openai: { kind: Company }, deepseek: { kind: Company } }',
      '',
    ].join('\n')
  const POOR = described('')
  const RICH = described(
    ", url: 'https://x.org', publishedAt: 2025-01, publisher: openai, reprintOf: first, author: Jo",
  )

  test('is what they say together, in either order', async () => {
    graph = await openGraph([POOR, RICH])
    expect(await dumpGraph(graph.store)).toEqual(await afterLoading([RICH, POOR]))
    expect(
      await graph.read(
        '{ source(slug: "paper") { url publishedAt { precision } publisher { slug } reprintOf { slug } } }',
      ),
    ).toEqual({
      source: {
        url: 'https://x.org',
        publishedAt: { precision: 'MONTH' },
        publisher: { slug: 'openai' },
        reprintOf: { slug: 'first' },
      },
    })
  })

  test('has the publisher that the later one names', async () => {
    graph = await openGraph([RICH, RICH.replace('publisher: openai', 'publisher: deepseek')])
    expect(await graph.read('{ sources { nodes { slug publisher { slug } } } }')).toMatchObject({
      sources: { nodes: [{ slug: 'first' }, { slug: 'paper', publisher: { slug: 'deepseek' } }] },
    })
  })
})

test('by the clock of the records a claim bears on what it bore on before it was put otherwise', async () => {
  const text = (confidence: string): string => `format: dossier/1
sources:
  ka: { title: Ka, kind: ARTICLE, publishedAt: 2024-01-05 }
  kb: { title: Kb, kind: ARTICLE, publishedAt: 2024-02-05 }
entities: { km: { kind: Model } }
claims:
  - source: ka
    modality: REPORTED
    confidence: LIKELY
    subject: km
    claims:
      - { predicate: ACCESS, value: API, key: k-acc }
      - { predicate: PARAMETERS, value: { value: 1000, unit: parameters }, key: k-par }
  - source: kb
    modality: REPORTED
    confidence: ${confidence}
    subject: km
    claims:
      - { predicate: ACCESS, value: API, modality: DENIED, links: [{ type: DENIES, claim: k-acc }] }
      - { predicate: PARAMETERS, value: { value: 1004, unit: parameters }, links: [{ type: REFINES, claim: k-par }] }
`
  graph = await openGraph()
  await graph.load(text('LIKELY'), { recordedAt: '2025-01-01T00:00:00.000Z' })
  const ask = (asOf: string): Promise<unknown> =>
    graph.read(
      `{ model(slug: "km"${asOf}) { contradictions { nodes { predicate kind basis } } claims(orderBy: [{ predicate: ASC }, { publishedAt: ASC }]) { nodes { predicate modality links { edges { type node { predicate } } } } } } }`,
    )
  const before = await ask(', asOf: { clock: SYSTEM, known: "2025-01-15T00:00:00Z" }')
  expect(before).toMatchObject({ model: { contradictions: { nodes: [{ predicate: 'ACCESS', basis: 'LINK' }] } } })
  await graph.load(text('CONFIDENT'), { recordedAt: '2025-02-01T00:00:00.000Z' })
  expect(await ask(', asOf: { clock: SYSTEM, known: "2025-01-15T00:00:00Z" }')).toEqual(before)
})
