import type { PlainValue, Row } from '../store/store.js'
import { fillHole, nameOfList, pageSize } from './bind.js'
import { encodeCursor } from './cursor.js'
import { breakPromise } from './promise.js'
import type { Request } from './promise.js'
import { BARE } from './tree.js'
import type { Tree } from './tree.js'
import { figureShaper, precisionOf } from './shape-figure.js'
import { diffShaper, historyShaper } from './shape-history.js'
import { walkShaper } from './shape-walk.js'
import { facetShaper, highlightsShaper } from './shape-found.js'
import type { EmbeddedEntry } from './entries.js'
import type { ConnectionEntry, EdgeEntry, Entry, NodeOutput, Output, Page, Plan, Root } from './plan.js'

type Cells = readonly PlainValue[]
type Shaper = (cells: Cells, request: Request) => unknown
type ShapeNode = (cells: Cells, request: Request) => Tree

/** Turns rows into the tree that the client asked for, under the client's own names. */
export type ShapeResult = (answers: readonly (readonly Row[])[], request: Request) => Tree

/** Prepares the shaping of one plan, so that a repeated request does no more than walk its rows. */
export function createShaper(plan: Plan): ShapeResult {
  let statements = 0
  const roots = plan.roots.map((root) => ({
    ...root,
    columns: root.slots.map((_, i) => `c${i}`),
    statement: root.slots.length === 0 ? -1 : statements++,
    shape: rootShaper(root),
  }))
  return (answers, request) => {
    const tree: Tree = { __proto__: BARE }
    for (const root of roots) {
      const row = answers[root.statement]?.[0]
      const cells = root.columns.map((column) => row?.[column] ?? null)
      const value = root.shape(cells, request)
      if (value === null && !root.nullable) breakPromise(root.key, request)
      tree[root.key] = value
    }
    return tree
  }
}

function rootShaper({ key, output }: Root): Shaper {
  if (output.make !== 'walk') return shaper(output)
  const shape = walkShaper(output.entries, { node: nodeShaper, value: shaper, breakPromise })
  return (cells, request) => shape(request.walks?.get(key) ?? null, cells, request)
}

function shaper(output: Output): Shaper {
  return (SHAPERS[output.make] as (output: Output) => Shaper)(output)
}

type Shapers = { readonly [Make in Output['make']]: (output: Output & { readonly make: Make }) => Shaper }

const SHAPERS: Shapers = {
  walk: () => () => null,
  constant:
    ({ value }) =>
    () =>
      value,
  slot:
    ({ slot, otherwise = null }) =>
    (cells) =>
      cells[slot] ?? otherwise,
  length:
    ({ slot }) =>
    (cells) =>
      (cells[slot] as readonly Cells[]).length,
  words:
    ({ slot, words }) =>
    (cells) =>
      words[String(cells[slot])] ?? null,
  value: ({ entries, test }) => {
    const fill = entriesShaper(entries)
    return (cells, request) => (test !== null && cells[test] == null ? null : fill(cells, request))
  },
  self: ({ node }) => nodeShaper(node),
  embedded: ({ slot, parts }) => embeddedShaper(slot, parts),
  one: ({ slot, node }) => {
    const shape = nodeShaper(node)
    return (cells, request) => {
      const found = (cells[slot] as readonly Cells[] | null)?.[0]
      return found === undefined ? null : shape(found, request)
    }
  },
  either: ({ slots, node }) => {
    const shape = nodeShaper(node)
    return (cells, request) => {
      const found = slots.flatMap((slot) => (cells[slot] as readonly Cells[] | null) ?? [])[0]
      return found === undefined ? null : shape(found, request)
    }
  },
  list: ({ slot, node }) => {
    const shape = nodeShaper(node)
    return (cells, request) => (cells[slot] as readonly Cells[]).map((found) => shape(found, request))
  },
  lookup: (output) => lookupShaper(output),
  connection: (output) => connectionShaper(output),
  history: (output) => historyShaper(output, nodeShaper),
  diff: (output) => diffShaper(output, nodeShaper),
  rows: ({ slot, entries }) => {
    const edge = edgeShaper(entries, null)
    return (cells, request) => (cells[slot] as readonly Cells[]).map((row) => edge(row, request))
  },
  facet: (output) => facetShaper(output),
  truncated:
    ({ key }) =>
    (_, request) =>
      request.found?.get(key)?.truncated ?? false,
  highlights: (output) => highlightsShaper(output),
  text:
    ({ slot }) =>
    (cells) =>
      cells[slot] == null ? null : String(cells[slot]),
  precision:
    ({ slot }) =>
    (cells) =>
      cells[slot] == null ? null : precisionOf(String(cells[slot])),
  sum: figureShaper,
  mean: figureShaper,
  decimal: figureShaper,
  tuple: (output) => {
    const items = output.items.map(shaper)
    return (cells, request) => items.map((item) => item(cells, request))
  },
  groups: groupsShaper,
  figures: (output) => {
    const all = groupsShaper(output)
    return (cells, request) => all(cells, request)[0] ?? null
  },
}

function groupsShaper({
  slot,
  entries,
}: Output & { readonly make: 'groups' | 'figures' }): (cells: Cells, request: Request) => readonly Tree[] {
  const group = entriesShaper(entries)
  return (cells, request) => (cells[slot] as readonly Cells[]).map((each) => group(each, request))
}

function entriesShaper(entries: readonly Entry[], parent = BARE): (cells: Cells, request: Request) => Tree {
  const steps = entries.map(({ key, nonNull, output }) => ({
    key,
    nonNull,
    slot: output.make === 'slot' && output.otherwise === undefined ? output.slot : -1,
    shape: shaper(output),
  }))
  return (cells, request) => {
    const tree: Tree = { __proto__: parent }
    for (const step of steps) {
      const value = step.slot >= 0 ? (cells[step.slot] ?? null) : step.shape(cells, request)
      if (value === null && step.nonNull) breakPromise(step.key, request)
      tree[step.key] = value
    }
    return tree
  }
}

const nodeShapers = new WeakMap<NodeOutput, ShapeNode>()

/** One for each output: several kinds of an interface share what lies below them. */
function nodeShaper(output: NodeOutput): ShapeNode {
  const shape = nodeShapers.get(output) ?? createNodeShaper(output)
  nodeShapers.set(output, shape)
  return shape
}

function createNodeShaper(output: NodeOutput): ShapeNode {
  const kinds = new Map(
    Object.entries(output.kinds).map(([kind, entries]) => [kind, entriesShaper(entries, parentOf(kind))]),
  )
  const [only] = kinds.values()
  const { kindSlot } = output
  if (kindSlot === null && only) return only
  return (cells, request) => {
    const fill = kinds.get(String(cells[kindSlot ?? 0]))
    if (fill) return fill(cells, request)
    breakPromise('__typename', request)
    return {}
  }
}

/** The general executor asks a node for its kind, whether the client does or not; what is inherited is not printed. */
function parentOf(kind: string): object {
  return Object.assign(Object.create(null) as object, { __typename: kind })
}

function embeddedShaper(slot: number, parts: readonly EmbeddedEntry[]): Shaper {
  return (cells, request) => {
    const texts = (cells[slot] ?? []) as readonly string[]
    return texts.map((text) => {
      const value = JSON.parse(text) as Record<string, unknown>
      const tree: Tree = { __proto__: BARE }
      for (const { key, part, nonNull, typename } of parts) {
        const found = part === null ? typename : (value[part] ?? null)
        if (found === null && nonNull) breakPromise(key, request)
        tree[key] = found
      }
      return tree
    })
  }
}

function lookupShaper(output: Output & { readonly make: 'lookup' }): Shaper {
  const node = nodeShaper(output.node)
  return (cells, request) => {
    const found = new Map<string, Tree>()
    for (const slot of output.slots) {
      for (const [key, ...rest] of cells[slot] as readonly Cells[]) {
        if (!found.has(String(key))) found.set(String(key), node(rest, request))
      }
    }
    return (fillHole(output.keys, request) as readonly string[]).map((key) => found.get(key) ?? null)
  }
}

function connectionShaper(output: Output & { readonly make: 'connection' }): Shaper {
  const { page, rows } = output
  const fields = output.fields.map((field) => ({ key: field.key, shape: connectionField(field, page) }))
  return (cells, request) => {
    // Where only the number is asked for, a wrong size is refused too.
    const size = pageSize(page, request)
    const fetched = rows === null ? [] : (cells[rows] as readonly Cells[])
    const kept = fetched.length > size ? fetched.slice(0, size) : fetched
    const more = fetched.length > size
    const found = { cells, rows: page.backward ? kept.toReversed() : kept, more, request }
    const tree: Tree = { __proto__: BARE }
    for (const field of fields) tree[field.key] = field.shape(found)
    return tree
  }
}

interface FoundPage {
  readonly cells: Cells
  readonly rows: readonly Cells[]
  readonly more: boolean
  readonly request: Request
}

function connectionField(field: ConnectionEntry, page: Page): (found: FoundPage) => unknown {
  switch (field.field) {
    case 'typename':
      return () => field.name
    case 'totalCount':
      return ({ cells }) => cells[field.slot]
    case 'nodes': {
      const node = nodeShaper(field.node)
      return ({ rows, request }) => rows.map((row) => node(row, request))
    }
    case 'edges': {
      const edge = edgeShaper(field.entries, page)
      return ({ rows, request }) => rows.map((row) => edge(row, request))
    }
    case 'own': {
      const shape = shaper(field.output)
      return ({ cells, request }) => shape(cells, request)
    }
    case 'pageInfo':
      return pageInfoShaper(field, page)
  }
}

function edgeShaper(entries: readonly EdgeEntry[], page: Page | null): (row: Cells, request: Request) => Tree {
  const steps = entries.map((entry) => ({ key: entry.key, shape: edgeField(entry, page) }))
  return (row, request) => {
    const tree: Tree = { __proto__: BARE }
    for (const step of steps) tree[step.key] = step.shape(row, request)
    return tree
  }
}

function edgeField(entry: EdgeEntry, page: Page | null): (row: Cells, request: Request) => unknown {
  switch (entry.field) {
    case 'node':
      return nodeShaper(entry.node)
    case 'cursor':
      return (row, request) => (page ? cursorOf(row, entry.slots, { page, request }) : null)
    case 'own': {
      const shape = shaper(entry.output)
      return (row, request) => {
        const value = shape(row, request)
        if (value === null && entry.nonNull) breakPromise(entry.key, request)
        return value
      }
    }
  }
}

function pageInfoShaper(
  field: ConnectionEntry & { readonly field: 'pageInfo' },
  page: Page,
): (found: FoundPage) => Tree {
  const at = (row: Cells | undefined, request: Request): string | null =>
    row ? cursorOf(row, field.cursor, { page, request }) : null
  const values = {
    __typename: (): string => 'PageInfo',
    // Behind the cursor that the client holds there was a row, so there is a page on that side.
    hasNextPage: ({ more }: FoundPage): boolean => (page.backward ? page.before !== null : more),
    hasPreviousPage: ({ more }: FoundPage): boolean => (page.backward ? more : page.after !== null),
    startCursor: ({ rows, request }: FoundPage): string | null => at(rows[0], request),
    endCursor: ({ rows, request }: FoundPage): string | null => at(rows.at(-1), request),
  }
  return (found) => {
    const tree: Tree = { __proto__: BARE }
    for (const entry of field.entries) tree[entry.key] = values[entry.field](found)
    return tree
  }
}

function cursorOf(
  row: Cells,
  slots: readonly number[],
  { page, request }: { readonly page: Page; readonly request: Request },
): string {
  return encodeCursor(
    nameOfList(page, request),
    slots.map((slot) => row[slot] ?? null),
  )
}
