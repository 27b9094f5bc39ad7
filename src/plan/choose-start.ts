import type { Filter } from './plan.js'

/** Where a list begins whose filter names, over an edge, the few nodes at its other end. */
export interface Start {
  readonly at: EdgeFilter
  /** What else the filter says. */
  readonly rest: Filter
}

export type EdgeFilter = Filter & { readonly test: 'edge' }

/**
 * The part of a filter that an index answers. From there a list costs at most what hangs on the nodes found; by its
 * own order it may cost all of the list before the page is full.
 */
export function chooseStart(filter: Filter | null): Start | null {
  if (filter === null) return null
  const parts = partsOf(filter)
  const at = parts.find(isStart)
  return at ? { at, rest: { test: 'and', filters: parts.filter((part) => part !== at) } } : null
}

function partsOf(filter: Filter): readonly Filter[] {
  return filter.test === 'and' ? filter.filters.flatMap(partsOf) : [filter]
}

function isStart(filter: Filter): filter is EdgeFilter {
  return filter.test === 'edge' && filter.quantifier === 'some' && partsOf(filter.filter).some(isByIndex)
}

function isByIndex(filter: Filter): boolean {
  if (filter.test !== 'compare' || filter.of !== 'node' || filter.insensitive) return false
  return filter.indexed && (filter.how === 'eq' || filter.how === 'in')
}
