import { dumpGraph, fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

let graph: OpenGraph
afterEach(() => graph.close())

const former = (slug: string, more = ''): string =>
  `{ subject: x-corp, predicate: IDENTIFIER, value: ${slug}, qualifiers: { scheme: SLUG }${more} }`
const NOW = fileOf({ 'x-corp': 'Company' }, [former('twitter')])
const ASK =
  '{ company(slug: "twitter") { slug } entity(ref: { slug: "twitter" }) { slug identifiers { scheme value } } }'

test('a former slug finds its entity', async () => {
  graph = await openGraph([NOW])
  expect(await graph.read(ASK)).toEqual({
    company: { slug: 'x-corp' },
    entity: { slug: 'x-corp', identifiers: [{ scheme: 'SLUG', value: 'twitter' }] },
  })
})

test('a former slug that is taken back finds nothing, and the slug of today still does', async () => {
  graph = await openGraph([NOW, fileOf({ 'x-corp': 'Company' }, [former('twitter', ', rank: DEPRECATED')])])
  expect(await graph.read(ASK)).toEqual({ company: null, entity: null })
  expect(await graph.read('{ company(slug: "x-corp") { slug } }')).toEqual({ company: { slug: 'x-corp' } })
})

test('a former slug of one that is folded into another may be loaded again', async () => {
  graph = await openGraph([NOW, fileOf({ a: 'Company', 'x-corp': 'Company' }, [])])
  await graph.load(`${fileOf({ a: 'Company', 'x-corp': 'Company' }, [])}
judgements: [{ a: a, b: x-corp, verdict: SAME, by: { author: article }, at: 2025-01-01, reason: alike }]`)
  expect(await graph.read('{ company(slug: "twitter") { slug } }')).toEqual({ company: { slug: 'a' } })
  const before = await dumpGraph(graph.store)
  await graph.load(NOW)
  expect(await dumpGraph(graph.store)).toEqual(before)
})

test.each([
  [
    'an entity under a former slug of another',
    fileOf({ twitter: 'Company' }, []),
    '"twitter" is a former slug of "x-corp". Speak of it by that slug.',
  ],
  [
    'the slug of an entity as a former one of another',
    fileOf({ meta: 'Company' }, [
      '{ subject: meta, predicate: IDENTIFIER, value: x-corp, qualifiers: { scheme: SLUG } }',
    ]),
    '"x-corp" leads to "x-corp", so it cannot be a former slug of "meta".',
  ],
  [
    'one former slug for two',
    fileOf({ meta: 'Company' }, [
      '{ subject: meta, predicate: IDENTIFIER, value: twitter, qualifiers: { scheme: SLUG } }',
    ]),
    '"twitter" leads to "x-corp", so it cannot be a former slug of "meta".',
  ],
])('the graph refuses %s', async (_, text, message) => {
  graph = await openGraph([NOW])
  const before = await dumpGraph(graph.store)
  await expect(graph.load(text)).rejects.toMatchObject({ code: 'SEED_INVALID', message })
  expect(await dumpGraph(graph.store)).toEqual(before)
})
