import type { FieldNode } from 'graphql'

import type { Branch, ColumnOf, Facet, Grouping, NamedFigure, NamedKey, NodeOutput, Slot } from '../plan/plan.js'

/** A column that no claim says. */
export function plainColumn(of: 'node' | 'edge', column: string): ColumnOf {
  return { of, column, expression: null, fact: null }
}

/** A column that tells of the claims behind a property. */
export function factColumn(column: string): ColumnOf {
  return { ...plainColumn('node', column), isFact: true }
}

/** A grouping while its document is read. */
interface ReadGroup {
  readonly keys: readonly NamedKey[]
  readonly figures: readonly NamedFigure[]
  readonly place: Place
}

/** What is fetched at one place in the graph; asking twice for the same thing fetches it once. */
export class Place {
  readonly slots: Slot[] = []
  readonly #known = new Map<string, number>()
  readonly #places = new Map<string, Place>()
  readonly #nodes = new Map<string, NodeOutput>()
  readonly #groups = new Map<string, ReadGroup>()

  /** The slot of a column or an expression of the node or of the edge that leads to it. */
  column({ of, column, expression, fact, isFact }: ColumnOf): number {
    return this.#once(`${of}.${expression ?? column}${fact ? '!' : ''}`, {
      get: 'column',
      of,
      column,
      expression,
      fact,
      ...(isFact && { isFact }),
    })
  }

  /** The slots of several, in their order. */
  columns(all: readonly ColumnOf[]): number[] {
    return all.map((each) => this.column(each))
  }

  /** The slot of a branch's rows and the place of those rows; `create` gets the slots of that place. */
  rows(key: string, create: (slots: readonly Slot[]) => Branch): { readonly slot: number; readonly place: Place } {
    const place = this.#places.get(key) ?? new Place()
    this.#places.set(key, place)
    return { slot: this.#once(`rows/${key}`, { get: 'rows', branch: create(place.slots) }), place }
  }

  /**
   * What is wanted of the nodes here. Each kind of an interface comes to the same places, and again below each of them: it
   * is read once, or a short document of many levels would take for ever.
   */
  node(key: string, read: () => NodeOutput): NodeOutput {
    const node = this.#nodes.get(key) ?? read()
    this.#nodes.set(key, node)
    return node
  }

  /** The slot of the number of a branch's nodes. */
  count(key: string, branch: Branch): number {
    return this.#once(`count/${key}`, { get: 'count', branch })
  }

  /** The slot of the numbers of a branch's nodes by value. */
  facet(key: string, branch: Branch, facet: Facet): number {
    return this.#once(`facet/${key}`, { get: 'facet', branch, facet })
  }

  /** The slot of the groups of a branch and the group that is read; `create` says the rest of them. */
  groups<Read extends ReadGroup>(
    key: string,
    make: () => Read,
    create: (group: Read) => Pick<Grouping, 'branch' | 'having' | 'order' | 'page' | 'asNumber'>,
  ): { readonly slot: number; readonly group: Read } {
    const known = this.#groups.get(key) as Read | undefined
    const group = known ?? make()
    if (!known) {
      this.#groups.set(key, group)
      const { keys, figures, place } = group
      this.#once(`groups/${key}`, { get: 'groups', grouping: { ...create(group), keys, figures, slots: place.slots } })
    }
    return { slot: this.#known.get(`groups/${key}`) ?? 0, group }
  }

  #once(key: string, slot: Slot): number {
    const known = this.#known.get(key) ?? this.slots.push(slot) - 1
    this.#known.set(key, known)
    return known
  }
}

const numbers = new WeakMap<FieldNode, number>()
let count = 0

/** Field nodes as a key: the same nodes of a document have the same key. */
export function keyOfNodes(nodes: readonly FieldNode[]): string {
  return nodes
    .map((node) => {
      const number = numbers.get(node) ?? count++
      numbers.set(node, number)
      return number
    })
    .join(',')
}
