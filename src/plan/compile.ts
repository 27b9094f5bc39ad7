import { Fragment, cypher, join, name, render } from '../cypher/cypher.js'
import { invariant } from '../errors.js'
import { compileFilter, isTrue, relationship } from './compile-filter.js'
import { expression } from './expression.js'
import type { Branch, Hole, OrderBy, Plan, Root, Slot } from './plan.js'

/** Cypher text whose parameters are filled anew for each request. */
export interface Template {
  readonly text: string
  readonly holes: readonly Hole[]
}

/** One statement for each root field that fetches something. The text depends on the form of the plan only. */
export function compile(plan: Plan): readonly Template[] {
  return plan.roots
    .filter((root) => root.slots.length > 0)
    .map((root) => {
      const { text, holes } = render(new Compiler().root(root))
      return { text, holes: holes as readonly Hole[] }
    })
}

/** Numbers the variables of one statement. */
class Compiler {
  #variables = 0

  root(root: Root): Fragment {
    const columns = root.slots.map((slot, i) => ({ column: name(`c${i}`), branch: branchOf(slot) }))
    const calls = columns.map(({ column, branch }, i) =>
      root.slots[i]?.get === 'count'
        ? cypher`CALL { ${this.count(branch, null, column)} }`
        : cypher`CALL { ${this.rows(branch, null, column)} }`,
    )
    const [first, ...more] = columns
    invariant(first, 'a root field fetches something')
    if (more.length === 0)
      return root.slots[0]?.get === 'count'
        ? this.count(first.branch, null, first.column)
        : this.rows(first.branch, null, first.column)
    return cypher`${join(calls, '\n')}\nRETURN ${join(
      columns.map(({ column }) => column),
      ', ',
    )}`
  }

  /** The rows of a branch as one list under `column`: sorted, cut to the page, each with its own branches. */
  rows(branch: Branch, parent: Parent | null, column: Fragment): Fragment {
    const self = this.#variable()
    const order = orderBy(branch, self)
    const { calls, values, carried } = this.#inner(branch, self)
    const names = join([self.node, ...(self.edge && usesEdge(branch) ? [self.edge] : [])], ', ')
    const limit = branch.page ? cypher` LIMIT ${{ fill: 'limit', page: branch.page } satisfies Hole}` : cypher``
    const sorted = cypher`${this.#match(branch, parent, self)}\nWITH ${names}${order}${limit}`
    const inner =
      calls.length === 0 ? cypher`` : cypher`\n${join(calls, '\n')}\nWITH ${join([names, ...carried], ', ')}${order}`
    return cypher`${sorted}${inner}\nRETURN collect([${join(values, ', ')}]) AS ${column}`
  }

  /** How many nodes a branch has without its page. */
  count(branch: Branch, parent: Parent | null, column: Fragment): Fragment {
    const self = this.#variable()
    return cypher`${this.#match({ ...branch, page: null }, parent, self)}\nRETURN count(*) AS ${column}`
  }

  #variable(): Parent {
    const number = this.#variables++
    return { node: name(`n${number}`), edge: name(`r${number}`) }
  }

  #match(branch: Branch, parent: Parent | null, self: Parent): Fragment {
    const conditions = [
      ...(branch.filter && !isTrue(branch.filter)
        ? [compileFilter(branch.filter, { node: self.node, edge: self.edge, negated: false })]
        : []),
      ...(branch.page ? keyset(branch, self) : []),
    ]
    const where = conditions.length === 0 ? cypher`` : cypher` WHERE ${join(conditions, ' AND ')}`
    return cypher`${this.#anchor(branch, parent, self)}${where}`
  }

  #anchor({ anchor, target }: Branch, parent: Parent | null, self: Parent): Fragment {
    const node = target === 'Speaker' ? cypher`(${self.node}:Node)` : cypher`(${self.node}:${name(target)})`
    switch (anchor.by) {
      case 'label':
        return cypher`MATCH ${node}`
      case 'edge':
        invariant(parent, 'an edge starts at a node')
        return cypher`MATCH (${parent.node})${relationship(anchor.edge, self.edge)}${node}`
      case 'claims': {
        invariant(parent, 'claims belong to an edge')
        const id = name(`${self.node.texts[0]}_id`)
        return cypher`UNWIND ${parent.edge}.claims AS ${id} MATCH (${self.node}:Claim {id: ${id}})`
      }
      case 'id':
        return cypher`MATCH (${self.node}:${name(target)} {id: ${anchor.id}})`
      case 'ids':
        return cypher`MATCH (${self.node}:${name(target)}) WHERE ${self.node}.id IN ${anchor.ids} WITH ${self.node}, ${self.node}.id AS ${self.edge}`
      case 'identifier':
        return cypher`MATCH (:Identifier {key: ${anchor.key}})-[:IDENTIFIES]->${node}`
      case 'identifiers':
        return cypher`MATCH (i:Identifier) WHERE i.key IN ${anchor.keys} MATCH (i)-[:IDENTIFIES]->${node} WITH ${self.node}, i.key AS ${self.edge}`
    }
  }

  #inner(branch: Branch, self: Parent): { calls: Fragment[]; carried: Fragment[]; values: Fragment[] } {
    const calls: Fragment[] = []
    const carried: Fragment[] = []
    const values = branch.slots.map((slot, i) => {
      if (slot.get === 'column') return cypher`${slot.of === 'node' ? self.node : self.edge}.${name(slot.column)}`
      if (slot.get === 'expression') return expression(slot.expression, slot.of === 'node' ? self.node : self.edge)
      const column = name(`${self.node.texts[0]}_${i}`)
      const scope = slot.branch.anchor.by === 'claims' ? self.edge : self.node
      const body = slot.get === 'rows' ? this.rows(slot.branch, self, column) : this.count(slot.branch, self, column)
      calls.push(cypher`CALL (${scope}) { ${body} }`)
      carried.push(column)
      return column
    })
    // A looked-up node says by which key it was found, so that the answer keeps the order of the question.
    if (branch.anchor.by === 'ids' || branch.anchor.by === 'identifiers') values.unshift(self.edge)
    return { calls, carried, values }
  }
}

/** The variables of one place in the statement. */
interface Parent {
  readonly node: Fragment
  readonly edge: Fragment
}

function branchOf(slot: Slot): Branch {
  invariant(slot.get === 'rows' || slot.get === 'count', 'a root field fetches rows or a count')
  return slot.branch
}

function usesEdge(branch: Branch): boolean {
  if (branch.anchor.by === 'ids' || branch.anchor.by === 'identifiers') return true
  if (branch.anchor.by !== 'edge') return false
  const inSlots = branch.slots.some(
    (slot) => ('of' in slot && slot.of === 'edge') || ('branch' in slot && slot.branch.anchor.by === 'claims'),
  )
  return inSlots || branch.order.some((key) => key.of === 'edge')
}

/** Nulls come last in both directions, and first when the list is walked backward. */
function orderBy(branch: Branch, self: Parent): Fragment {
  const backward = branch.page?.backward ?? false
  const keys = branch.order.flatMap((key) => {
    const value = orderValue(key, self)
    const descending = (key.direction === 'DESC') !== backward
    const sorted = descending ? cypher`${value} DESC` : value
    // Cypher itself puts nulls last going up and first going down, which is right for ASC read either way.
    if (!key.nullable || key.direction === 'ASC') return [sorted]
    return backward ? [cypher`${value} IS NOT NULL`, sorted] : [cypher`${value} IS NULL`, sorted]
  })
  return keys.length === 0 ? cypher`` : cypher` ORDER BY ${join(keys, ', ')}`
}

function orderValue(key: OrderBy, self: Parent): Fragment {
  const variable = key.of === 'node' ? self.node : self.edge
  return key.expression === null ? cypher`${variable}.${name(key.column)}` : expression(key.expression, variable)
}

/** The rows after or before a cursor, by the values of the order's keys: a page deep in a list costs what the first costs. */
function keyset(branch: Branch, self: Parent): Fragment[] {
  const { page, order } = branch
  if (!page) return []
  const conditions: Fragment[] = []
  const [lead] = order
  // Without a condition on it Neo4j does not take the order from the index.
  if (branch.anchor.by === 'label' && lead?.indexed) conditions.push(cypher`${orderValue(lead, self)} IS NOT NULL`)
  for (const side of ['after', 'before'] as const) if (page[side]) conditions.push(...beyondCursor(branch, self, side))
  return conditions
}

function beyondCursor({ page, order }: Branch, self: Parent, side: 'after' | 'before'): Fragment[] {
  invariant(page, 'a cursor belongs to a page')
  const keys = order.map((key, at) => ({
    key,
    value: orderValue(key, self),
    hole: cypher`${{ fill: 'cursor', page, side, at } satisfies Hole}`,
  }))
  const beyond = keys.reduceRight<Fragment | null>((rest, each) => {
    const past = pastKey(each, side)
    if (rest === null) return past
    const same = each.key.nullable
      ? cypher`(${each.value} = ${each.hole} OR (${each.value} IS NULL AND ${each.hole} IS NULL))`
      : cypher`${each.value} = ${each.hole}`
    return cypher`(${past} OR (${same} AND ${rest}))`
  }, null)
  const [lead] = keys
  const bound =
    lead && !lead.key.nullable && lead.key.type !== 'boolean' && keys.length > 1
      ? [cypher`${lead.value} ${comparison(lead.key, side)}= ${lead.hole}`]
      : []
  return [...bound, ...(beyond ? [beyond] : [])]
}

function pastKey(
  { key, value, hole }: { key: OrderBy; value: Fragment; hole: Fragment },
  side: 'after' | 'before',
): Fragment {
  const strict = isBeyond({ key, value, hole }, side)
  if (!key.nullable) return strict
  return side === 'after'
    ? cypher`(${hole} IS NOT NULL AND (${strict} OR ${value} IS NULL))`
    : cypher`(${strict} OR (${hole} IS NULL AND ${value} IS NOT NULL))`
}

function isBeyond(
  { key, value, hole }: { key: OrderBy; value: Fragment; hole: Fragment },
  side: 'after' | 'before',
): Fragment {
  if (key.type !== 'boolean') return cypher`${value} ${comparison(key, side)} ${hole}`
  // Written out, because the embedded engine compares no truth value that is computed.
  return isUpward(key, side) ? cypher`(${value} AND NOT ${hole})` : cypher`(NOT ${value} AND ${hole})`
}

function comparison(key: OrderBy, side: 'after' | 'before'): Fragment {
  return new Fragment([isUpward(key, side) ? '>' : '<'], [])
}

function isUpward(key: OrderBy, side: 'after' | 'before'): boolean {
  return (key.direction === 'ASC') === (side === 'after')
}
