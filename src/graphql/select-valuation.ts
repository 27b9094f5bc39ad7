import { invariant } from '../errors.js'
import { edgeNamed, kindOf } from '../model/catalog.js'
import type { EventStatus } from '../model/words.js'
import type { Branch, Filter, Output } from '../plan/plan.js'
import { onlyPage } from './asked.js'
import type { Asked, Selecting } from './asked.js'
import type { Given } from './given.js'
import type { Place } from './place.js'
import { and } from './select-figures.js'
import { selectColumn, selectFilter } from './select-list.js'
import { selectOrder } from './select-order.js'

/** A round of these came to nothing, or to nothing yet. */
const NOT_DONE: readonly (keyof typeof EventStatus)[] = ['PROPOSED', 'IN_TALKS', 'WITHDRAWN', 'CANCELLED']

/** The latest round of a firm that says what the firm is worth, and is more than talked about. */
export function selectLastValuation(selection: Selecting, { asked, place }: { asked: Asked; place: Place }): Output {
  const { catalog } = selection.reading
  const edge = edgeNamed(kindOf(catalog, 'Company'), 'fundingRounds')
  const list = { target: edge.target, fields: edge.fields, unique: true, isTrusting: false }
  const where = object({ valuation: object({ isNull: leaf(false) }) })
  const status = kindOf(catalog, edge.target).properties.find(({ name }) => name === 'status')
  invariant(status, 'a round has a status')
  // However little the claim on it is trusted: what is put as talks is no more than that.
  const isNotDone = selectColumn(
    { property: status, of: 'node', column: status.column, fact: null },
    object({ in: leaf(NOT_DONE) }),
  )
  const isDone: Filter = { test: 'not', filter: isNotDone }
  const order = selectOrder(catalog, list, undefined)
  const page = onlyPage(asked, { size: { from: 'constant', value: 1 }, order })
  const { slot, place: rounds } = place.rows('last valuation', (slots): Branch => ({
    anchor: { by: 'edge', edge },
    target: edge.target,
    time: kindOf(catalog, edge.target).time,
    filter: and(selectFilter(catalog, list, { argument: 'where', given: where }), isDone),
    order,
    page,
    slots,
  }))
  return { make: 'one', slot, node: selection.node(edge.target, asked.nodes, rounds) }
}

function object(fields: Readonly<Record<string, Given>>): Given {
  return { is: 'object', fields: new Map(Object.entries(fields)) }
}

function leaf(value: boolean | readonly string[]): Given {
  return { is: 'leaf', ref: { from: 'constant', value }, value }
}
