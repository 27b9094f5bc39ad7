import { fillHole, nameOfList, refuseCursor } from '../plan/bind.js'
import type { Request } from '../plan/bind.js'
import { decodeCursor, encodeCursor } from '../plan/cursor.js'
import type { Page } from '../plan/plan.js'
import type { PlainValue } from '../store/store.js'
import type { Part } from './walk-result.js'

/** One row of a page, the place in the list that its cursor points to, and what stands on the row beside the node. */
interface PageRow {
  readonly node: PlainValue
  readonly place: readonly PlainValue[]
  readonly own?: Part
}

/** A page of a list as the part of an answer. */
export function connectionPart(
  rows: readonly PageRow[],
  {
    page,
    request,
    more,
    totalCount,
  }: {
    readonly page: Page
    readonly request: Request
    readonly more: boolean
    readonly totalCount: number | null
  },
): Part {
  const list = nameOfList(page, request)
  const edges = rows.map(({ node, place, own }) => ({ ...own, node, cursor: encodeCursor(list, place) }))
  return {
    edges,
    nodes: rows.map(({ node }) => node),
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  }
}

/** The place that the cursor `after` points to, as `read` makes it of the cursor's values; null when none is given. */
export function placeAfter<Place>(
  page: Page,
  request: Request,
  read: (values: readonly PlainValue[]) => Place | null,
): Place | null {
  if (page.after === null) return null
  const values = decodeCursor(String(fillHole({ fill: 'value', ref: page.after }, request)), nameOfList(page, request))
  return (values && read(values)) ?? refuseCursor(page, 'after')
}
