import { checkWorld } from '../../src/ingest/check-world.js'
import type { Finding } from '../../src/ingest/check-world.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import { readWorld, worldOf } from '../../src/ingest/read-world.js'
import { createCatalog } from '../../src/model/declare.js'
import { openGraph } from '../support/open-graph.js'

const catalog = createCatalog()

/** A file in which a test's claims begin on line 14. */
function file(claims: readonly string[]): string {
  return [
    'format: dossier/1',
    'sources:',
    '  article: { title: An article, kind: ARTICLE, publishedAt: 2025-02-01 }',
    '  undated: { title: A data set, kind: DATASET }',
    '  read: { title: A data set, kind: DATASET, retrievedOn: 2025-02-03 }',
    'speakers: { desk: { description: the Open  AI } }',
    'entities:',
    '  openai: { kind: Company }',
    '  deepseek: { kind: Company }',
    '  ban: { kind: Ban }',
    '  italy: { kind: Country }',
    '  france: { kind: Country }',
    claims.length === 0 ? 'claims: []' : 'claims:',
    ...claims.map((claim) => `  - { modality: REPORTED, claims: [{ ${claim} }] }`),
    '',
  ].join('\n')
}

const checkFiles = (...texts: readonly string[]): readonly Finding[] => {
  const names = texts.map((_, i) => `${'ab'[i] ?? ''}.yaml`)
  return checkWorld(
    worldOf(
      names,
      texts.map((text, i) => parseSeed(text, names[i] ?? '', catalog)),
    ),
  )
}

async function checkGraph(...texts: readonly string[]): Promise<readonly Finding[]> {
  const graph = await openGraph(texts)
  try {
    return checkWorld(await readWorld(graph.store))
  } finally {
    await graph.close()
  }
}

const SAID = 'source: article, speakers: [{ author: article }]'
const IN_ITALY = `subject: ban, predicate: IN_JURISDICTION, object: italy, ${SAID}`
const about = (rest: string): string => `subject: openai, ${SAID}, ${rest}`

const CASES: readonly (readonly [string, readonly string[], string, string, RegExp])[] = [
  [
    'a claim without a speaker',
    ['subject: openai, predicate: NAME, value: OpenAI, source: article'],
    'a.yaml:14',
    'openai NAME',
    /^Nobody is named who says it\.$/,
  ],
  [
    'a claim without a source',
    [
      'subject: openai, predicate: NAME, value: OpenAI, sources: [], speakers: [{ author: article }], publishedAt: 2025',
    ],
    'a.yaml:14',
    'openai NAME',
    /^No source is named/,
  ],
  [
    'a claim of which nothing says when it was published',
    ['subject: openai, predicate: NAME, value: OpenAI, source: undated, speakers: [{ author: article }]'],
    'a.yaml:14',
    'openai NAME',
    /when it was published/,
  ],
  [
    'a speaker without a name whose description is one',
    [about('predicate: ALIAS, value: Open AI')],
    'a.yaml:6',
    'speaker "the Open  AI"',
    /^"the Open {2}AI" is a name of openai; let it speak as \{ entity: openai \}\.$/,
  ],
  [
    'two undated values where there can be one',
    [about('predicate: LEGAL_NAME, value: OpenAI LP'), about('predicate: LEGAL_NAME, value: OpenAI Group PBC')],
    'a.yaml:15',
    'openai LEGAL_NAME',
    /^LEGAL_NAME of openai is "OpenAI (LP|Group PBC)" here and "OpenAI (LP|Group PBC)" at /,
  ],
  [
    'two objects where there can be one',
    [
      about('predicate: HEADQUARTERED_IN, object: italy'),
      'subject: deepseek, predicate: HEADQUARTERED_IN, object: italy, ' + SAID,
      about('predicate: HEADQUARTERED_IN, object: france'),
    ],
    'a.yaml:16',
    'openai HEADQUARTERED_IN',
    /is "(italy|france)" here and "(italy|france)" at/,
  ],
  [
    'one number for two',
    [
      about('predicate: IDENTIFIER, value: Q1, qualifiers: { scheme: WIKIDATA }'),
      `subject: deepseek, ${SAID}, predicate: IDENTIFIER, value: Q1, qualifiers: { scheme: WIKIDATA }`,
    ],
    'a.yaml:15',
    'openai IDENTIFIER',
    /^WIKIDATA Q1 is given to (openai|deepseek) here and to (openai|deepseek) at /,
  ],
  [
    'a link to a claim that is nowhere',
    [about('predicate: NAME, value: OpenAI, links: [{ type: REFINES, claim: slip }]')],
    'a.yaml:14',
    'a link or retraction',
    /^It waits for a claim "slip"/,
  ],
  [
    'a claim that supersedes one that supersedes it',
    [
      about('predicate: LEGAL_NAME, value: A, key: a, links: [{ type: SUPERSEDES, claim: b }]'),
      about('predicate: LEGAL_NAME, value: B, key: b, links: [{ type: SUPERSEDES, claim: a }]'),
    ],
    'a.yaml:14',
    'openai LEGAL_NAME',
    /^It supersedes the claim at (a\.yaml:15|openai LEGAL_NAME \([ab]\)), and that this one again, so that none of them shows\.$/,
  ],
  [
    'a word that is nearly a predicate',
    [about('predicate: FOUNDED_AT, value: 2015')],
    'a.yaml:14',
    'openai FOUNDED_AT',
    /^FOUNDED_AT is no predicate of the vocabulary; is FOUNDED_ON meant\?$/,
  ],
  [
    'a predicate that lacks its end',
    ['subject: deepseek, predicate: SUBSIDIARY, object: openai, ' + SAID],
    'a.yaml:14',
    'deepseek SUBSIDIARY',
    /is SUBSIDIARY_OF meant\?$/,
  ],
  [
    'a word that is nearly a qualifier',
    [about('predicate: ALIAS, value: Open AI Inc, qualifiers: { knid: FORMER }')],
    'a.yaml:14',
    'openai ALIAS',
    /^ALIAS has no qualifier "knid"; is "kind" meant\?$/,
  ],
]

describe.each(CASES)('%s', (_, claims, line, place, message) => {
  const text = file([...claims, IN_ITALY])
  const says = expect.stringMatching(message) as string

  test('is found in a file, with its line', () => {
    expect(checkFiles(text)).toEqual([{ place: line, message: says }])
  })

  test('is found in the graph, with its subject and predicate', async () => {
    expect(await checkGraph(text)).toEqual([{ place: expect.stringContaining(place) as string, message: says }])
  })
})

test('a ring of claims that supersede one another is found once, and not where one of them was taken back', () => {
  const next = (key: string, other: string): string =>
    about(`predicate: ALIAS, value: ${key}, key: ${key}, links: [{ type: SUPERSEDES, claim: ${other} }]`)
  const text = file([
    next('a', 'b'),
    next('b', 'c'),
    next('c', 'b'),
    next('d', 'e'),
    next('e', 'f'),
    next('f', 'd'),
    IN_ITALY,
  ])
  const message = 'so that none of them shows.'
  expect(checkFiles(text)).toEqual([
    { place: 'a.yaml:15', message: `It supersedes the claim at a.yaml:16, and that this one again, ${message}` },
    {
      place: 'a.yaml:17',
      message: `It supersedes the claim at a.yaml:18, that the one at a.yaml:19, and that this one again, ${message}`,
    },
  ])
  const retracting = `${text}retract: [{ claim: c, reason: wrong }, { claim: e, reason: wrong }]\n`
  expect(checkFiles(retracting)).toEqual([])
})

test('an act of an authority without a country is found, and no other event', async () => {
  const message = 'ban is of kind Ban and has no IN_JURISDICTION.'
  expect(checkFiles(file([]))).toEqual([{ place: 'a.yaml:10', message }])
  expect(await checkGraph(file([]).replace('ban: { kind: Ban }', 'ban: { kind: Release }'))).toEqual([])
})

describe('nothing is found in', () => {
  const fine = (title: string, ...claims: readonly string[]): [string, readonly string[]] => [title, claims]
  test.each([
    fine(
      'what is only asked',
      'subject: openai, predicate: OVERVALUED, value: true, source: article, qualifiers: { posedAs: question }',
    ),
    fine(
      'what was read on a day',
      'subject: openai, predicate: NAME, value: OpenAI, source: read, speakers: [{ author: read }]',
    ),
    fine('several values of a list', about('predicate: ALIAS, value: A'), about('predicate: ALIAS, value: B')),
    fine(
      'several objects of an edge to many',
      about('predicate: LIKES, object: italy'),
      about('predicate: LIKES, object: france'),
    ),
    fine(
      'the same date, more exactly',
      about('predicate: FOUNDED_ON, value: 2015'),
      about('predicate: FOUNDED_ON, value: 2015-12-11'),
    ),
    fine(
      'values of other times',
      about('predicate: LEGAL_NAME, value: A, validTo: 2019'),
      about('predicate: LEGAL_NAME, value: B, validFrom: 2019'),
    ),
    fine(
      'a value that is preferred',
      about('predicate: LEGAL_NAME, value: A, rank: PREFERRED'),
      about('predicate: LEGAL_NAME, value: B'),
    ),
    fine(
      'values of which one contradicts the other openly',
      about('predicate: LEGAL_NAME, value: A, key: a'),
      about('predicate: LEGAL_NAME, value: B, links: [{ type: CONTRADICTS, claim: a }]'),
    ),
    fine(
      'an opinion beside a value',
      about('predicate: LEGAL_NAME, value: A'),
      about('predicate: LEGAL_NAME, value: B, modality: OPINION'),
    ),
    fine('a short word of which two letters are others', about('predicate: ALIEN, value: true')),
    fine(
      'a value that is not known',
      about('predicate: LEGAL_NAME, value: A'),
      about('predicate: LEGAL_NAME, unknown: true'),
    ),
  ])('%s', async (_, claims) => {
    const text = file([...claims, IN_ITALY])
    expect(checkFiles(text)).toEqual([])
    expect(await checkGraph(text)).toEqual([])
  })
})

describe('files that are looked through together', () => {
  const first = file([about('predicate: LEGAL_NAME, value: A, key: a'), IN_ITALY])
  const second = file([about('predicate: LEGAL_NAME, value: B, links: [{ type: SUPERSEDES, claim: a }]')])
  const retracting = `${file([about('predicate: LEGAL_NAME, value: B')])}retract: [{ claim: a, reason: wrong }]\n`

  test('bear on one another', async () => {
    expect(checkFiles(first, second)).toEqual([])
    expect(await checkGraph(first, second)).toEqual([])
    expect(checkFiles(first, retracting)).toEqual([])
    expect(await checkGraph(first, retracting)).toEqual([])
  })

  test('are told apart by their places', () => {
    const other = file([about('predicate: LEGAL_NAME, value: B')])
    expect(checkFiles(first, other)).toEqual([
      {
        place: 'b.yaml:14',
        message:
          'LEGAL_NAME of openai is "B" here and "A" at a.yaml:14; say when each held, which is preferred, or how one bears on the other.',
      },
    ])
  })

  test('lack what only another would bring', () => {
    expect(checkFiles(retracting).map(({ message }) => message)).toContain(
      'It waits for a claim "a", which is not here.',
    )
  })
})
