import { parse } from 'graphql'

import { compile } from '../../src/plan/compile.js'
import type { Template } from '../../src/plan/compile.js'
import { prepare } from '../support/agreement-run.js'
import type { Variables } from '../support/agreement-run.js'

/** The one statement of a document, its variables numbered by their first appearance: which numbers they had is nobody's concern. */
function statementOf(document: string, variables: Variables = {}): Template {
  const [template, ...more] = compile(prepare(parse(document), variables).plan)
  if (!template || more.length > 0) throw new Error('The document has one root field')
  const numbers: string[] = []
  const text = template.text.replaceAll(/\b([nr])(\d+)/g, (_, letter: string, number: string) => {
    if (!numbers.includes(number)) numbers.push(number)
    return `${letter}${numbers.indexOf(number)}`
  })
  return { ...template, text }
}

/** What fills each parameter, in a word or two. */
function fillsOf({ holes }: Template): readonly string[] {
  return holes.map((hole) => {
    if (hole.fill === 'value' || hole.fill === 'keys') {
      const { ref } = hole
      const from =
        ref.from === 'constant' ? JSON.stringify(ref.value) : ref.from === 'variable' ? ref.path.join('.') : ''
      return `${hole.fill} ${from}`
    }
    return hole.fill === 'cursor' ? `${hole.side} ${hole.at}` : hole.fill
  })
}

test('one by slug starts at its identifier, and an edge to one fetches one', () => {
  const statement = statementOf('query ($slug: String!) { company(slug: $slug) { name headquarters { iso2 } } }', {
    slug: 'openai',
  })
  expect(statement.text).toBe(
    `
MATCH (:Identifier {key: $p0})-[:IDENTIFIES]->(n0:Company)
WITH n0
CALL (n0) { MATCH (n0)-[r1:HEADQUARTERED_IN]->(n1)
WITH n1 ORDER BY n1.id LIMIT $p1
RETURN collect([n1.iso2]) AS n0_1 }
WITH n0, n0_1
RETURN collect([n0.name, n0_1]) AS c0
`.trim(),
  )
  expect(fillsOf(statement)).toEqual(['identifier', 'limit'])
})

test('a list gives an index its order, and its count is a column beside its page', () => {
  const statement = statementOf('{ companies(first: 3) { nodes { slug } pageInfo { hasNextPage } totalCount } }')
  expect(statement.text).toBe(
    `
CALL { MATCH (n0:Company) WHERE n0.name IS NOT NULL
WITH n0 ORDER BY n0.name, n0.id LIMIT $p0
RETURN collect([n0.slug]) AS c0 }
CALL { MATCH (n1:Company)
RETURN count(*) AS c1 }
RETURN c0, c1
`.trim(),
  )
})

test('a page from the end is sorted the other way round, by the edge too', () => {
  const statement = statementOf('{ company(slug: "openai") { people(last: 2) { edges { role node { name } } } } }')
  expect(statement.text).toContain(
    `
CALL (n0) { MATCH (n0)<-[r1:HOLDS_ROLE]-(n1)
WITH n1, r1 ORDER BY n1.name DESC, n1.id DESC, r1.id DESC LIMIT $p1
RETURN collect([r1.role, n1.name]) AS n0_0 }
`.trim(),
  )
})

test('a cursor of a key that may be null asks for what lies past it, nulls last', () => {
  const statement = statementOf(
    'query ($after: String) { models(first: 2, after: $after, orderBy: [{ access: DESC }]) { nodes { id } } }',
    { after: 'opaque' },
  )
  expect(statement.text).toBe(
    `
MATCH (n0:Model) WHERE (($p0 IS NOT NULL AND (n0.access < $p1 OR n0.access IS NULL)) OR ((n0.access = $p2 OR (n0.access IS NULL AND $p3 IS NULL)) AND n0.id > $p4))
WITH n0 ORDER BY n0.access IS NULL, n0.access DESC, n0.id LIMIT $p5
RETURN collect([n0.id]) AS c0
`.trim(),
  )
  expect(fillsOf(statement)).toEqual(['after 0', 'after 0', 'after 0', 'after 0', 'after 1', 'limit'])
})

test('a negation goes down to the comparisons, where null does not hold and its negation does', () => {
  const statement = statementOf(
    `query ($title: String!) {
      bans(where: { not: { status: { eq: LIFTED } }, sources: { every: { title: { eq: $title } } } }) { totalCount }
    }`,
    { title: 'A notice' },
  )
  expect(statement.text).toBe(
    `
MATCH (n0:Ban) WHERE ((n0.status IS NULL OR NOT (n0.status = $p0)) AND COUNT { MATCH (n0)-[r0x:SOURCED_FROM]->(n0x:Source) WHERE (n0x.title IS NULL OR NOT (n0x.title = $p1)) } = 0)
RETURN count(*) AS c0
`.trim(),
  )
  expect(fillsOf(statement)).toEqual(['value "LIFTED"', 'value title'])
})

test('looked-up nodes come with the key by which they were found', () => {
  const statement = statementOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] })
  expect(statement.text).toBe(
    `
CALL { MATCH (n0:Node) WHERE n0.id IN $p0 AND n0.foldedInto IS NULL
WITH n0
RETURN collect([n0.id, n0.nodeKind, n0.id]) AS c0 }
CALL { MATCH (i:Identifier) WHERE i.key IN $p1 MATCH (i)-[:IDENTIFIES]->(n1:Node)
WITH n1, i.key AS r1
RETURN collect([r1, n1.nodeKind, n1.id]) AS c1 }
RETURN c0, c1
`.trim(),
  )
  expect(fillsOf(statement)).toEqual(['keys ids', 'formerIds'])
})

test('entities are found by their ids through the label that the index of ids is on', () => {
  const one = statementOf('query ($id: ID!) { entity(ref: { id: $id }) { name } }', { id: 'a' })
  const many = statementOf('query ($id: ID!) { entities(refs: [{ id: $id }]) { name } }', { id: 'a' })
  expect(one.text).toContain('MATCH (n0:Node:Entity {id: $p0})')
  expect(many.text).toContain('MATCH (n0:Node:Entity) WHERE n0.id IN $p0')
})

test('the claims of an edge are fetched by the ids that it carries, and the rows are sorted again before they are gathered', () => {
  const statement = statementOf(
    '{ company(slug: "openai") { models { edges { claims(first: 2) { nodes { id } } } } } }',
  )
  expect(statement.text).toContain(
    `
WITH n1, r1 ORDER BY n1.name, n1.id LIMIT $p1
CALL (r1) { UNWIND coalesce(r1.claims, []) AS n2_id MATCH (n2:Node:Claim {id: n2_id})
WITH n2 ORDER BY n2.id LIMIT $p2
RETURN collect([n2.id]) AS n1_0 }
WITH n1, r1, n1_0 ORDER BY n1.name, n1.id
RETURN collect([n1_0]) AS n0_0 }
`.trim(),
  )
})

test('a pinned page takes those that are as they were by an index, and looks for the states of the others', () => {
  const statement = statementOf(
    'query ($known: DateTime) { bans(first: 1, asOf: { known: $known }) { nodes { status } } }',
    { known: '2025-02-01T00:00:00Z' },
  )
  expect(statement.text).toBe(
    `
CALL {
MATCH (n0:Ban) WHERE coalesce(n0.steady_pub, $p0) <= $p1 AND n0.date_desc IS NOT NULL
WITH n0 ORDER BY n0.date_desc DESC, n0.id LIMIT $p2
RETURN n0, n0 AS n0_s
UNION ALL
MATCH (n0:Ban) WHERE n0.steady_pub > $p3
MATCH (n0)-[n0_t:STATE]->(n0_s) WHERE n0_t.pub_from <= $p4 AND coalesce(n0_t.pub_to, $p5) > $p6 AND coalesce(n0_t.layer, $p7) <> $p8 AND coalesce(n0_t.valid_from, $p9) <= $p10 AND coalesce(n0_t.valid_to, $p11) > $p12
WITH n0, n0_s WHERE n0_s.date_desc IS NOT NULL
RETURN n0, n0_s }
WITH n0, n0_s ORDER BY n0_s.date_desc DESC, n0.id LIMIT $p13
RETURN collect([n0_s.status]) AS c0
`.trim(),
  )
})

test('where no index has the order of a pinned list, each node tells whether it is as it was', () => {
  const statement = statementOf(
    'query ($known: DateTime) { bans(first: 1, asOf: { known: $known }, orderBy: [{ status: ASC }]) { nodes { status } } }',
    { known: '2025-02-01T00:00:00Z' },
  )
  expect(statement.text).toBe(
    `
MATCH (n0:Ban)
CALL (n0) { WITH n0 WHERE n0.steady_pub <= $p0 RETURN n0 AS n0_s UNION ALL MATCH (n0)-[n0_t:STATE]->(n0_s) WHERE n0.steady_pub > $p1 AND n0_t.pub_from <= $p2 AND coalesce(n0_t.pub_to, $p3) > $p4 AND coalesce(n0_t.layer, $p5) <> $p6 AND coalesce(n0_t.valid_from, $p7) <= $p8 AND coalesce(n0_t.valid_to, $p9) > $p10 RETURN n0_s }
WITH n0, n0_s ORDER BY n0_s.status, n0.id LIMIT $p11
RETURN collect([n0_s.status]) AS c0
`.trim(),
  )
})

test('aliases of one field are branches of their own, and an alias is never part of the text', () => {
  const statement = statementOf(
    '{ company(slug: "openai") { zz_first: models(first: 1) { nodes { id } } zz_all: models { nodes { id } } } }',
  )
  expect(statement.text.match(/DEVELOPED_BY/g)).toHaveLength(2)
  expect(statement.text).not.toContain('zz_')
})

test('the same field asked for twice is fetched once', () => {
  const once = statementOf('{ company(slug: "openai") { models { nodes { id name } } } }')
  const twice = statementOf(
    '{ company(slug: "openai") { models { nodes { id } } ...More } } fragment More on Company { models { nodes { name } } }',
  )
  expect(twice.text).toBe(once.text)
})

test('where several edges may lead to one node its figures are of the nodes, each once; other lists count their rows', () => {
  const figures = (list: string): string =>
    statementOf(`{ country(slug: "x") { ${list} { aggregate { count importance { sum } } } } }`).text
  expect(figures('events')).toContain('WITH DISTINCT n1, n1.importance AS')
  expect(figures('agencies')).not.toContain('DISTINCT')
  const order = (list: string): string => statementOf(`{ countries(orderBy: [{ ${list} }]) { nodes { id } } }`).text
  expect(order('events: { count: DESC }')).toContain('WITH DISTINCT n1')
  expect(order('events: { edge: { originCount: { sum: DESC } } }')).not.toContain('DISTINCT')
  expect(order('agencies: { count: DESC }')).not.toContain('DISTINCT')
})
