import type { PlainValue } from '../store/store.js'
import { BARE } from './tree.js'
import type { Tree } from './tree.js'
import type { NodeOutput, Output } from './plan.js'
import type { WalkEntry as Entry } from './walk-parts.js'

type WalkEntry = Entry<NodeOutput, Output>
type Cells = readonly PlainValue[]

/** What a walk found, as it is to be answered, with ids in the place of nodes and edges. */
export type WalkTree = Readonly<Record<string, unknown>>

/** How the shaper makes trees and values of rows, for one sort of request. */
export interface Shaping<Request> {
  readonly node: (output: NodeOutput) => (cells: Cells, request: Request) => Tree
  readonly value: (output: Output) => (cells: Cells, request: Request) => unknown
  readonly breakPromise: (key: string, request: Request) => void
}

/** The rows that were fetched for what a walk found, by slot and id. */
type Fetched = (slot: number, id: unknown) => Cells | undefined

interface Spot<Request> {
  readonly part: WalkTree
  /** The row of the edge that the part is about. */
  readonly row: Cells
  readonly fetched: Fetched
  readonly request: Request
}

type Shape<Request> = (spot: Spot<Request>) => unknown

/** Prepares the shaping of what a walk found: its tree is walked once, and ids give way to what was fetched of them. */
export function walkShaper<Request>(
  entries: readonly WalkEntry[],
  shaping: Shaping<Request>,
): (tree: WalkTree | null, cells: Cells, request: Request) => Tree | null {
  const fill = entriesShaper(entries, shaping)
  return (tree, cells, request) => {
    if (tree === null) return null
    return fill({ part: tree, row: [], fetched: fetchedOf(cells), request })
  }
}

function fetchedOf(cells: Cells): Fetched {
  const tables = new Map<number, Map<unknown, Cells>>()
  return (slot, id) => {
    let table = tables.get(slot)
    if (!table) {
      table = new Map((cells[slot] as readonly Cells[]).map(([key, ...rest]) => [key, rest]))
      tables.set(slot, table)
    }
    return table.get(id)
  }
}

function entriesShaper<Request>(
  entries: readonly WalkEntry[],
  shaping: Shaping<Request>,
): (spot: Spot<Request>) => Tree {
  const steps = entries.map((entry) => ({ ...entry, shape: entryShaper(entry, shaping) }))
  return (spot) => {
    const tree: Tree = { __proto__: BARE }
    for (const { key, nonNull, shape } of steps) {
      const value = shape(spot) ?? null
      if (value === null && nonNull) shaping.breakPromise(key, spot.request)
      tree[key] = value
    }
    return tree
  }
}

function entryShaper<Request>(entry: WalkEntry, shaping: Shaping<Request>): Shape<Request> {
  switch (entry.form) {
    case 'constant':
      return () => entry.value
    case 'leaf':
      return ({ part }) => part[entry.field]
    case 'object': {
      const fill = entriesShaper(entry.entries, shaping)
      return (spot) => each(spot.part[entry.field], (part) => fill({ ...spot, part: part as WalkTree }))
    }
    case 'node': {
      const node = shaping.node(entry.node)
      return ({ part, fetched, request }) =>
        each(part[entry.field], (id) => {
          const row = fetched(entry.slot, id)
          return row ? node(row, request) : null
        })
    }
    case 'edge': {
      const fill = entriesShaper(entry.entries, shaping)
      return (spot) =>
        each(spot.part[entry.field], (found) => {
          const part = found as WalkTree
          const row = spot.fetched(entry.slot, part['id']) ?? []
          return fill({ ...spot, part, row })
        })
    }
    case 'own': {
      const value = shaping.value(entry.output)
      return ({ row, request }) => value(row, request)
    }
    case 'claim':
      return claimShaper(entry, shaping)
  }
}

function claimShaper<Request>(
  { field, slot, claims, node: output }: WalkEntry & { readonly form: 'claim' },
  shaping: Shaping<Request>,
): Shape<Request> {
  const node = shaping.node(output)
  return ({ part, fetched, request }) => {
    const [first] = (fetched(slot, part[field])?.[claims] ?? []) as readonly Cells[]
    return first ? node(first, request) : null
  }
}

/** Shapes a part, or every member of a list of parts; what is not there stays so. */
function each(part: unknown, shape: (part: unknown) => unknown): unknown {
  if (part == null) return null
  return Array.isArray(part) ? part.map(shape) : shape(part)
}
