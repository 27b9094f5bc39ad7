import { cypher, join, name, toStatement } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { toLucene } from './lucene-query.js'
import type { PlainValue, Row, Statement, TextAnswer, TextQuery, TextQuestion } from './store.js'

/**
 * One row with what all queries found: for each a list of how many nodes there are and, column by column, their values.
 * The driver takes several times as long to read as many rows.
 */
export function findByWords(question: TextQuestion): Statement {
  const names = question.queries.map((_, i) => name(foundBy(i)))
  const calls = question.queries.map((query, i) => cypher`CALL { ${found(question, query)} AS ${name(foundBy(i))} }`)
  return toStatement<PlainValue>(cypher`${join(calls, '\n')}\nRETURN ${join(names, ', ')}`)
}

function found({ index, columns, limit }: TextQuestion, query: TextQuery): Fragment {
  const options = cypher`{limit: ${limit + 1}}`
  const lists = columns.map((column) => cypher`[node IN nodes | node.${name(column)}]`)
  return cypher`CALL db.index.fulltext.queryNodes(${index}, ${toLucene(query)}, ${options}) YIELD node
WITH collect(node) AS nodes RETURN [size(nodes), ${join(lists, ', ')}]`
}

/** The column with what a query found. */
function foundBy(i: number): string {
  return `found${i}`
}

/** The answers that the row of `findByWords` holds. */
export function readFound(row: Row, { queries, columns, limit }: TextQuestion): readonly TextAnswer[] {
  return queries.map((_, i) => {
    const [size, ...lists] = row[foundBy(i)] as readonly [number, ...(readonly PlainValue[])[]]
    const rows = Array.from({ length: Math.min(size, limit) }, (__, at) =>
      Object.fromEntries(columns.map((column, k) => [column, lists[k]?.[at] ?? null])),
    )
    return { rows, more: size > limit }
  })
}
