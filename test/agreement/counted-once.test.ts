import { parse } from 'graphql'
import type { DocumentNode } from 'graphql'

import { Random } from '../support/agreement-random.js'
import { ask } from '../support/agreement-run.js'
import { openRandomWorld } from '../support/agreement-world.js'
import { randomSeeds } from '../support/random-seeds.js'

/** A list of lists in which several edges may lead to one node, with a number of the nodes and a word of the edges. */
interface Lists {
  readonly root: string
  readonly field: string
  readonly number: string
  readonly word: string
}

const OF_ENTITIES = { number: 'importance', word: 'role' }
const LISTS: readonly Lists[] = [
  { root: 'people', field: 'organizations', ...OF_ENTITIES },
  { root: 'organizations', field: 'people', ...OF_ENTITIES },
  { root: 'events', field: 'participants', ...OF_ENTITIES },
  { root: 'countries', field: 'events', ...OF_ENTITIES },
  { root: 'organizations', field: 'events', ...OF_ENTITIES },
  { root: 'claims', field: 'links', number: 'originCount', word: 'type' },
]

const MOMENTS: readonly object[] = [
  {},
  { asOf: { known: '2025-01-15T00:00:00Z' } },
  { asOf: { valid: '2025-01-10' } },
  { trust: { minModality: 'REPORTED' } },
]

/** What an answer has of one list: its rows, and what the server makes of them. */
interface Answered {
  readonly totalCount: number
  readonly edges: readonly Row[]
  readonly aggregate: unknown
  readonly edgeAggregate: unknown
  readonly byNode: readonly Group[]
  readonly byEdge: readonly Group[]
}

interface Row {
  readonly word: string
  readonly node: { readonly id: string; readonly number: number | null }
}

interface Group {
  readonly keys: readonly { readonly value: string | null }[]
}

function documentOf({ root, field, number, word }: Lists): DocumentNode {
  const figures = `aggregate { count figures: ${number} { count countDistinct min max sum } } edgeAggregate { words: ${word} { count countDistinct } }`
  const group = `keys { value } count ${figures} members { totalCount }`
  return parse(`query Figures($asOf: AsOf, $trust: Trust, $key: ${keyName(root)}!) {
    ${root}(first: 30, asOf: $asOf, trust: $trust, orderBy: [$key, { id: ASC }]) { nodes { list: ${field}(first: 50) {
      totalCount
      edges { word: ${word} node { id number: ${number} } }
      ${figures}
      byNode: groupBy(by: [{ ${number}: EACH }], orderBy: [{ keys: ASC }]) { ${group} }
      byEdge: groupBy(by: [], byEdge: [{ ${word}: EACH }], orderBy: [{ keys: ASC }]) { ${group} }
    } } }
  }`)
}

/** The input that orders a list at the root. */
function keyName(root: string): string {
  return {
    people: 'PersonOrder',
    organizations: 'OrganizationOrder',
    events: 'EventOrder',
    countries: 'CountryOrder',
    claims: 'ClaimOrder',
  }[root] as string
}

function nodesOf(rows: readonly Row[]): readonly Row['node'][] {
  return [...new Map(rows.map(({ node }) => [node.id, node])).values()]
}

function figuresOf(rows: readonly Row[]): object {
  const nodes = nodesOf(rows)
  const numbers = nodes.flatMap(({ number }) => (number === null ? [] : [number])).toSorted((a, b) => a - b)
  const words = rows.map(({ word }) => word).filter((word) => word !== null)
  return {
    aggregate: {
      count: nodes.length,
      figures: {
        count: numbers.length,
        countDistinct: new Set(numbers).size,
        min: numbers[0] ?? null,
        max: numbers.at(-1) ?? null,
        sum: numbers.length === 0 ? null : numbers.reduce((sum, each) => sum + each, 0),
      },
    },
    edgeAggregate: { words: { count: words.length, countDistinct: new Set(words).size } },
  }
}

/** The rows in groups, by the text of their keys. */
function groupsOf(rows: readonly Row[], keyOf: (row: Row) => string | number | null): ReadonlyMap<string, object> {
  const keys = [...new Set(rows.map(keyOf))]
  return new Map(
    keys.map((key) => {
      const members = rows.filter((row) => keyOf(row) === key)
      const value = key === null ? null : String(key)
      const group = { count: nodesOf(members).length, ...figuresOf(members), members: { totalCount: members.length } }
      return [String(value), { keys: [{ value }], ...group }]
    }),
  )
}

const named = (groups: readonly Group[]): ReadonlyMap<string, object> =>
  new Map(groups.map((group) => [String(group.keys[0]?.value), group]))

test.each(randomSeeds(3))(
  'on random graph %i figures of nodes are those of the nodes of the rows, each once, and figures of edges those of the rows',
  async (seed) => {
    const world = await openRandomWorld(new Random(seed))
    let repeated = 0
    try {
      for (const { dossier } of world.engines)
        for (const lists of LISTS) {
          const document = documentOf(lists)
          for (const moment of MOMENTS)
            for (const figure of [{ count: 'DESC' }, { [lists.number]: { sum: 'DESC' } }]) {
              const variables = { ...moment, key: { [lists.field]: figure } }
              const { result } = await ask(dossier, document, variables)
              expect(result.errors).toBeUndefined()
              const { [lists.root]: found } = JSON.parse(JSON.stringify(result.data)) as Record<
                string,
                { nodes: readonly { list: Answered }[] }
              >
              const all = (found?.nodes ?? []).map(({ list }) => list)
              for (const list of all) {
                const { edges, aggregate, edgeAggregate, byNode, byEdge } = list
                expect({ aggregate, edgeAggregate }).toEqual(figuresOf(edges))
                expect(list.totalCount).toBe(edges.length)
                expect(named(byNode)).toEqual(groupsOf(edges, ({ node }) => node.number))
                expect(named(byEdge)).toEqual(groupsOf(edges, ({ word }) => word))
                if (nodesOf(edges).length < edges.length) repeated += 1
              }
              const values = all.map(({ edges }) => valueOf(figure, edges))
              expect(values).toEqual(values.toSorted((a, b) => (b ?? -1) - (a ?? -1)))
            }
        }
      expect(repeated).toBeGreaterThan(5)
    } finally {
      await world.close()
    }
  },
  300_000,
)

/** The value by which a list is put into its place; what has none comes last. */
function valueOf(figure: object, rows: readonly Row[]): number | null {
  const nodes = nodesOf(rows)
  if ('count' in figure) return nodes.length
  const numbers = nodes.flatMap(({ number }) => (number === null ? [] : [number]))
  return numbers.length === 0 ? null : numbers.reduce((sum, each) => sum + each, 0)
}
