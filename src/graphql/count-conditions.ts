import { Kind, valueFromASTUntyped } from 'graphql'
import type { OperationDefinitionNode, SelectionSetNode } from 'graphql'

import type { Fragments } from './fragments.js'

/** Under these words a filter lies: as an argument, or within an order. */
const FILTERS: readonly string[] = ['where', 'through', 'having']

/** Arguments in which there may be one. */
const FILTERING: readonly string[] = [...FILTERS, 'orderBy']

/**
 * How many conditions the filters of an operation have, with fragments put in place: comparisons, and inputs that say
 * nothing, since these are read and compiled too. Of a list each hundred values are one. The variables are as the client
 * sent them.
 */
export function countConditions(
  { variableDefinitions = [], selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
  variables: Readonly<Record<string, unknown>>,
): number {
  const otherwise = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  )
  return new Counting(fragments, { ...Object.fromEntries(otherwise), ...variables }).selections(selectionSet)
}

/** Each fragment is counted once, however often it is spread. */
class Counting {
  readonly #known = new Map<string, number>()

  constructor(
    readonly fragments: Fragments,
    readonly variables: Readonly<Record<string, unknown>>,
  ) {}

  selections({ selections }: SelectionSetNode): number {
    let count = 0
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) count += this.#fragment(node.name.value)
      else if (node.selectionSet) count += this.selections(node.selectionSet)
      for (const { name, value } of node.kind === Kind.FIELD ? (node.arguments ?? []) : [])
        if (FILTERING.includes(name.value))
          count += conditionsIn({ [name.value]: valueFromASTUntyped(value, this.variables) }, false)
    }
    return count
  }

  #fragment(name: string): number {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const found = this.fragments[name]
    const count = found ? this.selections(found.selectionSet) : 0
    this.#known.set(name, count)
    return count
  }
}

/** A store may compare with each of them at every node that it looks at. */
const VALUES_OF_ONE = 100

function conditionsIn(value: unknown, isFilter: boolean): number {
  if (value === null || value === undefined) return 0
  const parts = partsOf(value)
  if (parts.length === 0) return isFilter ? Math.max(1, Math.ceil([value].flat().length / VALUES_OF_ONE)) : 0
  return parts.reduce((sum, [key, each]) => sum + conditionsIn(each, isFilter || FILTERS.includes(key)), 0)
}

/** What lies in a value; the mode only says how another condition compares. */
function partsOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return []
  if (!Array.isArray(value)) return Object.entries(value).filter(([key]) => key !== 'mode')
  return value.some((each) => typeof each === 'object') ? value.map((each) => ['', each] as const) : []
}
