import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { parseSeed } from '../../src/ingest/parse-seed.js'
import { Vocabulary } from '../../src/model/vocabulary.js'
import { createCatalog } from '../../src/model/declare.js'
import { kindOf } from '../../src/model/catalog.js'
import type { Edge, Property } from '../../src/model/catalog.js'
import { openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

/** What the article says, row by row, as the seed's author has written it down beside the seed. */
interface SeedRow {
  readonly row: number
  readonly subject: string
  readonly predicate: string
  readonly object: string | null
  readonly value: string | null
  readonly valueKind: string
  readonly modality: string
  readonly speakers: readonly Readonly<Record<string, unknown>>[]
  readonly source: string
  readonly plain: boolean
  readonly shownAs: 'property' | 'edge' | 'claim'
}

interface FoundClaim {
  readonly id: string
  readonly predicate: string
  readonly modality: string
  readonly subject: { readonly slug: string; readonly __typename: string }
  readonly object: { readonly slug: string } | null
  readonly value: { readonly kind: string; readonly text: string | null }
  readonly speakers: readonly Readonly<Record<string, unknown>>[]
  readonly sources: { readonly nodes: readonly { readonly slug: string }[] }
}

const SEED = readFileSync(resolve(__dirname, '../../seed/deepseek-openai.yaml'), 'utf8')
const ROWS = JSON.parse(readFileSync(resolve(__dirname, 'seed-rows.json'), 'utf8')) as readonly SeedRow[]

const catalog = createCatalog()
const vocabulary = new Vocabulary(catalog)
const kinds = new Map(parseSeed(SEED, 'seed', catalog).entities.map(({ slug, kind }) => [slug, kind]))

let graph: OpenGraph
beforeAll(async () => {
  graph = await openGraph([SEED])
})
afterAll(() => graph.close())

const CLAIM = `{
  id
  predicate
  modality
  subject { __typename slug }
  object { slug }
  value { kind text }
  speakers {
    type: __typename
    ... on Entity { slug }
    ... on AnonymousSpeaker { description count affiliation { slug } }
    ... on Author { from: source { slug } }
  }
  sources(first: 10) { nodes { slug } }
}`

const EDGES = '(first: 20) { edges { claims(first: 20) { nodes { modality object { slug } } } node { slug } } }'

async function claimsOf(where: unknown): Promise<readonly FoundClaim[]> {
  const found: FoundClaim[] = []
  for (let after: string | null = null; ;) {
    const { claims } = (await graph.read(
      `query ($where: ClaimWhere, $after: String) { claims(first: 50, after: $after, where: $where) { nodes ${CLAIM} pageInfo { hasNextPage endCursor } } }`,
      { where, after },
    )) as { claims: { nodes: FoundClaim[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }
    found.push(...claims.nodes)
    if (!claims.pageInfo.hasNextPage) return found
    after = claims.pageInfo.endCursor
  }
}

/** A speaker in the form of the rows. */
function speakerOf(speaker: Readonly<Record<string, unknown>>): unknown {
  const { type, slug, from, description, count, affiliation } = speaker as Record<string, { slug: string } | null>
  if (from) return { type, source: from.slug }
  return type === ('AnonymousSpeaker' as unknown)
    ? { type, description, affiliation: affiliation?.slug ?? null, count }
    : { type, slug }
}

const titled = ROWS.map(
  (row, i) =>
    [
      `row ${row.row}: ${row.subject} ${row.predicate} ${row.object ?? row.value ?? row.valueKind} (${i})`,
      row,
    ] as const,
)

test('the rows of the article are all there', () => {
  expect([...new Set(ROWS.map(({ row }) => row))].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 23 }, (_, i) => i + 1),
  )
})

test.each(titled)('%s has the right speakers, modality and source', async (_, row) => {
  const found = await claimsOf({
    predicate: { eq: row.predicate },
    subject: { slug: { eq: row.subject } },
    sources: { some: { slug: { eq: row.source } } },
  })
  const same = found.filter(
    ({ object, value }) =>
      (object?.slug ?? null) === row.object && value.text === row.value && value.kind === row.valueKind,
  )
  expect(same.map(({ modality, speakers }) => ({ modality, speakers: speakers.map(speakerOf) }))).toContainEqual({
    modality: row.modality,
    speakers: row.speakers,
  })
})

describe('what the article says shows where it may:', () => {
  test.each(titled.filter(([, { shownAs }]) => shownAs === 'edge'))(
    '%s is an edge with its modality and its claim',
    async (_, row) => {
      const meaning = vocabulary.meaning(kinds.get(row.subject) ?? '', row.predicate)
      if (meaning?.form !== 'edge') throw new Error(`${row.predicate} is no edge`)
      const { name, form } = meaning.edge
      const selection = form === 'one' ? '{ slug }' : EDGES
      const { entity } = await graph.read(
        `{ entity(ref: { slug: "${row.subject}" }) { ... on ${kinds.get(row.subject) ?? ''} { found: ${name}${selection} } } }`,
      )
      const { found } = entity as { found: unknown }
      if (form === 'one') return expect(found).toEqual({ slug: row.object })
      const { edges } = found as { edges: { node: { slug: string }; claims: { nodes: { modality: string }[] } }[] }
      const edge = edges.find(({ node }) => node.slug === row.object)
      expect(edge?.claims.nodes).toContainEqual({ modality: row.modality, object: { slug: row.object } })
    },
  )

  test.each(titled.filter(([, { shownAs }]) => shownAs === 'property'))('%s is a field', async (_, row) => {
    const meaning = vocabulary.meaning(kinds.get(row.subject) ?? '', row.predicate)
    if (meaning?.form !== 'property') throw new Error(`${row.predicate} is no property`)
    expect(await shown(row.subject, meaning.property)).toContain(row.value)
  })
})

interface FoundEdge {
  readonly modality: string
  readonly claims: { readonly nodes: readonly { readonly modality: string }[] }
}

/** The edges of an entity under one field, with the claims behind each. */
async function edgesOf(of: { slug: string; kind: string; edge: Edge }): Promise<readonly FoundEdge[]> {
  const { slug, kind, edge } = of
  if (edge.form !== 'connection') return []
  const { entity } = await graph.read(
    `{ entity(ref: { slug: "${slug}" }) { ... on ${kind} { found: ${edge.name}(first: 50) { edges { modality claims(first: 50) { nodes { modality } } } } } } }`,
  )
  return (entity as { found: { edges: FoundEdge[] } }).found.edges
}

/** The texts that a property of an entity shows. */
async function shown(slug: string, property: Property): Promise<readonly (string | null)[]> {
  const { type } = property
  const parts = type.form === 'value' ? ` { ${type.value.parts.map(({ name }) => name).join(' ')} }` : ''
  const { entity } = await graph.read(
    `{ entity(ref: { slug: "${slug}" }) { ... on ${kinds.get(slug) ?? ''} { found: ${property.name}${parts} } } }`,
  )
  return [(entity as { found: unknown }).found].flat().map(textOf)
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return value === null ? null : String(value)
  const { amount, currency, value: lead, precision, from, ...rest } = value as Record<string, string>
  if (amount !== undefined && lead === undefined && rest['purpose'] === undefined) return `${amount} ${currency ?? ''}`
  if (from !== undefined && lead !== undefined)
    return precision === 'DAY' ? lead : lead.slice(0, precision === 'YEAR' ? 4 : 7)
  const text = lead ?? rest['purpose'] ?? rest['status']
  return text === undefined ? null : String(text)
}

describe('claims of the seed bear on one another:', () => {
  test.each([
    ['row 4: that o1 comes from research refines that it is OpenAI’s', 'DEVELOPED_BY', 'o1', 'REFINES', 'o1-by-openai'],
    [
      'row 9: what is pledged to Stargate refines the use for infrastructure',
      'HELPS_TO_FUND',
      'openai-funding-round-2025',
      'REFINES',
      'round-for-infrastructure',
    ],
    [
      'row 13: one data set dates o3-mini by its preview',
      'RELEASED_ON',
      'o3-mini',
      'CONTRADICTS',
      'epoch-o3-mini-date',
    ],
    [
      'row 14: one outlet has another day for the Italian order',
      'EFFECTIVE_FROM',
      'italy-deepseek-limitation',
      'CONTRADICTS',
      'italy-effective',
    ],
    ['row 21: that o1 is an experiment contradicts its release', 'HAS_STAGE', 'o1', 'CONTRADICTS', 'o1-general'],
    ['row 22: a data set has R1 open too', 'ACCESS', 'deepseek-r1', 'CORROBORATES', 'r1-open'],
  ])('%s', async (_, predicate, subject, type, key) => {
    const { claims } = (await graph.read(
      `query ($where: ClaimWhere) { claims(first: 50, where: $where) { nodes { links { edges { type node { key } } } } } }`,
      { where: { predicate: { eq: predicate }, subject: { slug: { eq: subject } } } },
    )) as { claims: { nodes: { links: { edges: unknown[] } }[] } }
    expect(claims.nodes.flatMap(({ links }) => links.edges)).toEqual([{ type, node: { key } }])
  })

  test('row 8: what the Journal wrote was known on 30 January 2025', async () => {
    const { claims } = (await graph.read(
      `query ($where: ClaimWhere) { claims(first: 50, where: $where) { nodes { predicate publishedAt { value precision } } } }`,
      {
        where: {
          subject: { slug: { eq: 'openai-funding-round-2025' } },
          predicate: { in: ['VALUATION', 'TARGET', 'STATUS'] },
        },
      },
    )) as { claims: { nodes: { predicate: string; publishedAt: unknown }[] } }
    expect(claims.nodes.map(({ publishedAt }) => publishedAt)).toEqual(
      Array.from({ length: 3 }, () => ({ value: '2025-01-30', precision: 'DAY' })),
    )
  })

  test('row 14: the word of the article stands beside the claim', async () => {
    const { claims } = (await graph.read(
      `query ($where: ClaimWhere) { claims(where: $where) { nodes { sources { edges { quote locator } } } } }`,
      {
        where: {
          predicate: { eq: 'TARGETS' },
          object: { slug: { eq: 'deepseek' } },
          subject: { slug: { eq: 'italy-deepseek-limitation' } },
        },
      },
    )) as { claims: { nodes: unknown[] } }
    expect(claims.nodes).toEqual([{ sources: { edges: [{ quote: 'blocked', locator: 'paragraph 7' }] } }])
  })
})

describe('no opinion, forecast, rumour or denial comes back as a plain fact:', () => {
  const HUSHED = ['OPINION', 'FORECAST', 'RUMOURED', 'DENIED']

  test('the seed holds some of them', async () => {
    const hushed = await claimsOf({ modality: { in: HUSHED } })
    expect(hushed.length).toBeGreaterThanOrEqual(12)
    expect(new Set(ROWS.filter(({ modality }) => HUSHED.includes(modality)).map(({ plain }) => plain))).toEqual(
      new Set([false]),
    )
  })

  test('none of them stands behind an edge of any entity, in either direction', async () => {
    let walked = 0
    for (const [slug, kind] of kinds) {
      for (const edge of kindOf(catalog, kind).edges.filter(({ fields }) => fields?.claimed)) {
        for (const { modality, claims } of await edgesOf({ slug, kind, edge })) {
          walked += 1
          expect([slug, edge.name, modality]).not.toContainEqual(expect.stringMatching(new RegExp(HUSHED.join('|'))))
          for (const claim of claims.nodes) expect(HUSHED).not.toContain(claim.modality)
          expect(claims.nodes.length).toBeGreaterThan(0)
        }
      }
    }
    expect(walked).toBeGreaterThan(100)
  })

  test('none of them is what an edge to one shows, unless another claim states it', async () => {
    const all = await claimsOf({})
    for (const [slug, kind] of kinds) {
      const ones = kindOf(catalog, kind).edges.filter(({ form, fields }) => form === 'one' && fields?.claimed)
      for (const { name, types } of ones) {
        const { entity } = await graph.read(
          `{ entity(ref: { slug: "${slug}" }) { ... on ${kind} { found: ${name} { slug } } } }`,
        )
        const { found } = entity as { found: { slug: string } | null }
        if (found === null) continue
        const states = all.filter(
          (claim) =>
            claim.subject.slug === slug &&
            claim.predicate === types[0] &&
            claim.object?.slug === found.slug &&
            !HUSHED.includes(claim.modality),
        )
        expect({ slug, name, states: states.length }).not.toMatchObject({ states: 0 })
      }
    }
  })

  test('none of them is the value of a field, unless another claim states it', async () => {
    const all = await claimsOf({})
    for (const { subject, predicate, value } of all.filter(({ modality }) => HUSHED.includes(modality))) {
      const meaning = vocabulary.meaning(subject.__typename, predicate)
      const states = (other: FoundClaim): boolean =>
        other.subject.slug === subject.slug &&
        other.predicate === predicate &&
        other.value.text === value.text &&
        !HUSHED.includes(other.modality)
      if (meaning?.form !== 'property' || all.some(states)) continue
      expect(await shown(subject.slug, meaning.property)).not.toContain(value.text)
    }
  })

  test('every plain field of the seed is stated by some claim that states', async () => {
    const all = await claimsOf({})
    for (const [slug, kind] of kinds) {
      for (const property of kindOf(catalog, kind).properties.filter(
        ({ predicate, list }) => predicate !== null && !list,
      )) {
        const [text] = await shown(slug, property)
        if (text === null || (property.name === 'name' && text === slug)) continue
        const states = all.filter(
          (claim) =>
            claim.subject.slug === slug && claim.predicate === property.predicate && !HUSHED.includes(claim.modality),
        )
        expect({ slug, field: property.name, stated: states.map(({ value }) => value.text) }).toMatchObject({
          stated: expect.arrayContaining([text]) as unknown,
        })
      }
    }
  })
})
