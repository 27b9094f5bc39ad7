import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { parseSeed } from '../../src/ingest/parse-seed.js'
import { Vocabulary } from '../../src/model/vocabulary.js'
import { createCatalog } from '../../src/model/declare.js'
import { kindOf } from '../../src/model/catalog.js'
import type { Property } from '../../src/model/catalog.js'
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

describe('no opinion, forecast, rumour or denial comes back as a plain fact:', () => {
  const HUSHED = ['OPINION', 'FORECAST', 'RUMOURED', 'DENIED']

  test('the seed holds some of them', async () => {
    const hushed = await claimsOf({ modality: { in: HUSHED } })
    expect(hushed.length).toBeGreaterThanOrEqual(12)
    expect(new Set(ROWS.filter(({ modality }) => HUSHED.includes(modality)).map(({ plain }) => plain))).toEqual(
      new Set([false]),
    )
  })

  test('none of them stands behind an edge', async () => {
    const hushed = new Set((await claimsOf({ modality: { in: HUSHED } })).map(({ id }) => id))
    const [rows = []] = await graph.store.read([
      { text: 'MATCH (s:Entity)-[r]->(o:Node) WHERE r.claims IS NOT NULL RETURN r.claims AS claims', params: {} },
    ])
    const behind = rows.flatMap(({ claims }) => claims as string[])
    expect(behind.length).toBeGreaterThan(50)
    expect(behind.filter((id) => hushed.has(id))).toEqual([])
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
