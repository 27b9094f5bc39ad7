import { fileOf, openGraph } from '../support/open-graph.js'

test('a list without pages keeps its order and ends after 50 rows, which the estimate of the cost counts on', async () => {
  const people = Array.from({ length: 60 }, (_, i) => `person-${i}`)
  const speakers = people.toReversed().map((slug) => `{ entity: ${slug} }`)
  const claim = `{ subject: person-0, predicate: REMARK, value: said, speakers: [${speakers.join(', ')}] }`
  const graph = await openGraph([fileOf(Object.fromEntries(people.map((slug) => [slug, 'Person'])), [claim])])
  const { claims } = (await graph.read('{ claims { nodes { speakers { ... on Person { slug } } } } }')) as {
    claims: { nodes: { speakers: { slug: string }[] }[] }
  }
  await graph.close()
  expect(claims.nodes[0]?.speakers.map(({ slug }) => slug)).toEqual(people.toReversed().slice(0, 50))
})
