import { createCatalog } from '../../src/model/declare.js'
import { dayOf, fillHole, pageSize, knownOf } from '../../src/plan/bind.js'
import type { Request } from '../../src/plan/bind.js'
import type {
  Anchor,
  Branch,
  ColumnOf,
  Figure,
  Filter,
  GroupKey,
  Grouping,
  Hole,
  OrderBy,
  Page,
  Pins,
  Plan,
  Reach,
  Slot,
} from '../../src/plan/plan.js'
import type { PlainValue, Row } from '../../src/store/store.js'
import type { Graph, GraphEdge, GraphNode, Properties } from './agreement-graph.js'
import { bucketOf, combinations, figureOf } from './agreement-figures.js'
import { graphAt } from './agreement-moment.js'
import type { GraphAt } from './agreement-moment.js'
import { compareScalars, holds } from './agreement-semantics.js'

/** A node at the end of the way that led to it. */
interface Step {
  readonly node: GraphNode
  readonly edge: Pick<GraphEdge, 'properties'> | null
  /** The key by which a look-up found it. */
  readonly key: string | null
  /** Its place in the list that it stands in. */
  readonly place?: number
}

/** Answers a plan by walking a copy of the graph, in the form in which a store answers the statements of the plan. */
export function walkPlan(plan: Plan, graph: Graph, request: Request): readonly (readonly Row[])[] {
  return plan.roots
    .filter(({ slots }) => slots.length > 0)
    .map(({ slots, pins, trust }) => {
      const walk = new Walk(graphAt(graph, { pins, trust }, request), request, pins)
      return [Object.fromEntries(slots.map((slot, i) => [`c${i}`, walk.slot(slot, null)]))]
    })
}

class Walk {
  /** The keys and figures of the groups that the walk is in. */
  readonly #ofGroups = new Map<string, PlainValue>()

  constructor(
    readonly graph: GraphAt,
    readonly request: Request,
    readonly pins: Pins | null,
  ) {}

  slot(slot: Slot, at: Step | null): PlainValue {
    switch (slot.get) {
      case 'column':
        return this.#read(slot, at)
      case 'rows':
        return this.#rows(slot.branch, at)
      case 'count':
        return this.#found(slot.branch, at).length
      case 'facet':
        return this.#count(slot, at)
      case 'groups':
        return this.#groups(slot.grouping, at)
    }
  }

  #read(column: ColumnOf, at: Step | null): PlainValue {
    if (column.of === 'group') return this.#ofGroups.get(column.column) ?? null
    const properties = propertiesOf(column.of, at)
    return column.expression === null
      ? (properties[column.column] ?? null)
      : computed(column.expression, properties, dayOf(this.pins, this.request))
  }

  #groups(grouping: Grouping, at: Step | null): PlainValue {
    const { keys, figures, having, order, page, slots } = grouping
    const groups = new Map<string, { readonly key: readonly PlainValue[]; readonly steps: Step[] }>()
    if (keys.length === 0) groups.set('[]', { key: [], steps: [] })
    for (const step of this.#found(grouping.branch, at))
      for (const key of combinations(keys.map((each) => this.#keys(each.key, step)))) {
        const print = JSON.stringify(key)
        const group = groups.get(print) ?? { key, steps: [] }
        groups.set(print, group)
        group.steps.push(step)
      }
    const rows = [...groups.values()].map(({ key, steps }) => {
      const own = new Map<string, PlainValue>(keys.map((each, i) => [each.name, key[i] ?? null]))
      for (const { name, figure } of figures) own.set(name, this.#figure(figure, steps))
      return own
    })
    const wanted = rows
      .filter((own) => having === null || this.#within(own, () => this.#holds(having, null)))
      .toSorted((a, b) => this.#compareGroups(order, a, b))
    if (grouping.asNumber) return wanted.length
    const cut = page === null ? wanted : wanted.slice(0, pageSize(page, this.request))
    return cut.map((own) => this.#within(own, () => slots.map((slot) => this.slot(slot, at))))
  }

  /** Of edges each counts, of nodes each once, however many edges led to it; what is added up, from the smallest up. */
  #figure({ how, column }: Figure, steps: readonly Step[]): PlainValue {
    const nodes = [...new Map(steps.map((step) => [step.node, step])).values()]
    if (column === null) return nodes.length
    const counted = column.of === 'edge' ? steps : nodes
    return figureOf(how, counted.map((step) => this.#read(column, step)).toSorted(compareNumbers))
  }

  #within<Made>(own: ReadonlyMap<string, PlainValue>, make: () => Made): Made {
    for (const [name, value] of own) this.#ofGroups.set(name, value)
    return make()
  }

  #compareGroups(
    order: readonly OrderBy[],
    a: ReadonlyMap<string, PlainValue>,
    b: ReadonlyMap<string, PlainValue>,
  ): number {
    for (const { column, direction } of order) {
      const compared = compareKeys(direction, a.get(column) ?? null, b.get(column) ?? null)
      if (compared !== 0) return compared
    }
    return 0
  }

  /** The keys by which a node is put into groups; null where it has none. */
  #keys(key: GroupKey, step: Step): readonly PlainValue[] {
    if (key.by === 'date') {
      const precision = key.precision === null ? undefined : this.#read(key.precision, step)
      return [bucketOf(key.bucket, this.#read(key.column, step), precision)]
    }
    const all =
      key.by === 'edge'
        ? unique(
            follow(key.edge, step.node)
              .filter(({ node }) => node.labels.has(key.edge.target) && !this.graph.absent.has(node))
              .map(({ node }) => node.properties['id'] ?? null),
          )
        : key.list
          ? ((this.#read(key.column, step) ?? []) as readonly PlainValue[])
          : [this.#read(key.column, step)]
    return all.length === 0 ? [null] : all
  }

  #rows(branch: Branch, at: Step | null): PlainValue {
    const sorted = this.#found(branch, at).toSorted((a, b) => this.#compare(branch.order, a, b))
    const page = branch.page === null ? sorted : this.#cut(sorted, branch.page)
    return page.map((step) => {
      const values = branch.slots.map((slot) => this.#ofRow(slot, branch.order, step))
      return step.key === null ? values : [step.key, ...values]
    })
  }

  /** A slot of a row; what was read for its order may be one of them. */
  #ofRow(slot: Slot, order: readonly OrderBy[], step: Step): PlainValue {
    if (slot.get !== 'column' || slot.of !== 'reached') return this.slot(slot, step)
    const key = order.find(({ of, column }) => of === 'reached' && column === slot.column)
    if (!key) throw new Error(`Nothing of the order is called ${slot.column}`)
    return this.#orderValue(key, step)
  }

  #count({ branch, facet }: Slot & { readonly get: 'facet' }, at: Step | null): PlainValue {
    const numbers = new Map<string, readonly [PlainValue, PlainValue, Set<GraphNode>]>()
    for (const step of this.#found(branch, at)) {
      const { over } = facet
      const ends = over
        ? this.#found(
            {
              anchor: { by: 'edge', edge: over.edge },
              target: over.edge.target,
              time: over.time,
              filter: null,
              order: [],
              page: null,
              slots: [],
            },
            step,
          )
        : [step]
      for (const { node } of ends) {
        const value = node.properties[facet.value] ?? null
        const label = node.properties[facet.label ?? facet.value] ?? null
        const known = numbers.get(JSON.stringify([value, label])) ?? [value, label, new Set<GraphNode>()]
        known[2].add(step.node)
        numbers.set(JSON.stringify([value, label]), known)
      }
    }
    return [...numbers.values()]
      .map(([value, label, nodes]) => [value, label, nodes.size] as const)
      .toSorted((a, b) => b[2] - a[2] || compareScalars(a[0], b[0]))
      .slice(0, 50)
  }

  #cut(sorted: readonly Step[], page: Page): readonly Step[] {
    const between = sorted.filter((step) => this.#side(step, page, 'after') > 0 && this.#side(step, page, 'before') < 0)
    const size = pageSize(page, this.request) + (page.lookAhead ? 1 : 0)
    return page.backward ? between.toReversed().slice(0, size) : between.slice(0, size)
  }

  /** Where a step lies from a cursor; without a cursor it lies on the side that is wanted. */
  #side(step: Step, page: Page, side: 'after' | 'before'): number {
    if (page[side] === null) return side === 'after' ? 1 : -1
    for (const [at, key] of page.order.entries()) {
      const cursor = fillHole({ fill: 'cursor', page, side, at }, this.request)
      const compared = compareKeys(key.direction, this.#orderValue(key, step), cursor)
      if (compared !== 0) return compared
    }
    return 0
  }

  #found(branch: Branch, at: Step | null): Step[] {
    const isGathered =
      branch.anchor.by === 'edge'
        ? branch.anchor.edge.form === 'connection' &&
          (branch.anchor.edge.direction === 'in' || branch.anchor.edge.target === 'Claim')
        : branch.anchor.by !== 'listed'
    const isNamed = branch.anchor.by === 'id' || branch.anchor.by === 'ids'
    const steps = this.#reach(branch.anchor, at)
      .filter(({ node }) => node.labels.has(branch.target) || branch.target === 'Speaker')
      .filter(
        ({ node }) => !this.graph.absent.has(node) || (isNamed && node.labels.has('Contradiction')) || !isGathered,
      )
    const { filter } = branch
    return filter === null ? steps : steps.filter((step) => this.#holds(filter, step))
  }

  #reach(anchor: Anchor, at: Step | null): Step[] {
    switch (anchor.by) {
      case 'label':
        return this.graph.nodes.map((node) => ({ node, edge: null, key: null }))
      case 'edge':
        return at === null ? [] : follow(anchor.edge, at.node)
      case 'listed': {
        const ids = (propertiesOf(anchor.of, at)[anchor.column] ?? []) as readonly string[]
        const wanted = anchor.part === 'all' ? ids : anchor.part === 'first' ? ids.slice(0, 1) : ids.slice(1)
        return wanted.flatMap((id, place) => this.#lookUp(id, null).map((step) => ({ ...step, place })))
      }
      case 'id':
        return this.#lookUp(String(this.#value(anchor.id)), null)
      case 'ids':
        return unique(this.#value(anchor.ids)).flatMap((id) => this.#lookUp(id, id))
      case 'identifier':
        return this.#identified(String(this.#value(anchor.key)), null)
      case 'identifiers':
        return unique(this.#value(anchor.keys)).flatMap((key) => this.#identified(key, key))
      case 'found':
        return this.#foundByWords(anchor.key).flatMap((row) =>
          this.#lookUp(String(row['id']), null).map((step) => ({ ...step, edge: { properties: row } })),
        )
      case 'walkedNodes':
      case 'walkedEdges':
        throw new Error('What a walk finds is not in the plan')
      case 'about':
        return this.#about(anchor)
      case 'key':
        return this.#lookUp(String(this.#ofGroups.get(anchor.name)), null)
    }
  }

  #foundByWords(key: string): readonly Properties[] {
    const columns = ['rank', 'score', 'name', 'kind']
    return this.#value({ fill: 'found', key, columns, page: null }) as readonly Properties[]
  }

  /** The events at the other end of each edge that leads to one of the nodes, each event once. */
  #about({ keys, ids, types, belonging }: Anchor & { readonly by: 'about' }): Step[] {
    const named = [
      ...unique(this.#value(keys)).flatMap((key) => this.#identified(key, null)),
      ...(ids === null ? [] : unique(this.#value(ids)).flatMap((id) => this.#lookUp(id, null))),
    ].filter(({ node }) => node.labels.has('Entity'))
    const own = named.flatMap(({ node }) => follow({ types: belonging, direction: 'in' }, node))
    const events = [...named, ...own].flatMap(({ node }) => follow({ types, direction: 'in' }, node))
    return [...new Set(events.map(({ node }) => node))].map((node) => ({ node, edge: null, key: null }))
  }

  #lookUp(id: string, key: string | null): Step[] {
    return this.graph.nodes
      .filter(({ properties }) => properties['id'] === id)
      .map((node) => ({ node, edge: null, key }))
  }

  #identified(value: string, key: string | null): Step[] {
    const identifiers = this.graph.nodes.filter(
      ({ labels, properties }) => labels.has('Identifier') && properties['key'] === value,
    )
    return identifiers.flatMap(({ out }) =>
      out.filter(({ type }) => type === 'IDENTIFIES').map(({ to }) => ({ node: to, edge: null, key })),
    )
  }

  #holds(filter: Filter, step: Step | null): boolean {
    switch (filter.test) {
      case 'and':
        return filter.filters.every((each) => this.#holds(each, step))
      case 'or':
        return filter.filters.some((each) => this.#holds(each, step))
      case 'not':
        return !this.#holds(filter.filter, step)
      case 'null':
        return (this.#read(filter, step) === null) === filter.is
      case 'empty':
        return (((this.#read(filter, step) ?? []) as readonly PlainValue[]).length === 0) === filter.is
      case 'compare':
        return this.#compares(filter, step)
      case 'same':
        return step !== null && this.#keys(filter.key, step).includes(this.#ofGroups.get(filter.name) ?? null)
      case 'onRecord':
        return step !== null && this.#isOnRecord(step.node.properties)
      case 'edge': {
        if (step === null) return false
        const { filter: inner, quantifier } = filter
        const isGathered =
          filter.edge.form === 'connection' && (filter.edge.direction === 'in' || filter.edge.target === 'Claim')
        const steps = follow(filter.edge, step.node)
          .filter(({ node }) => node.labels.has(filter.edge.target) || filter.edge.target === 'Speaker')
          .filter(({ node }) => !this.graph.absent.has(node) || !(isGathered || filter.time === 'entity'))
        if (quantifier === 'every') return steps.every((each) => this.#holds(inner, each))
        return steps.some((each) => this.#holds(inner, each)) === (quantifier === 'some')
      }
    }
  }

  #isOnRecord({ review, retractedAt = null }: Readonly<Record<string, PlainValue>>): boolean {
    const { pins } = this
    const isTaken = review === 'ACCEPTED' || (review === 'PROPOSED' && pins?.review === 'PROPOSED')
    const isBack = retractedAt === null || (pins?.clock === 'SYSTEM' && retractedAt > knownOf(pins, this.request))
    return isTaken && isBack
  }

  #compares(filter: Filter & { readonly test: 'compare' }, step: Step | null): boolean {
    const value = this.#read(filter, step)
    return holds(filter.how, { value, other: this.#value(filter.hole), insensitive: filter.insensitive })
  }

  #value(hole: Hole): PlainValue {
    return fillHole(hole, this.request)
  }

  #compare(order: readonly OrderBy[], a: Step, b: Step): number {
    for (const key of order) {
      const compared = compareKeys(key.direction, this.#orderValue(key, a), this.#orderValue(key, b))
      if (compared !== 0) return compared
    }
    return 0
  }

  #orderValue(key: OrderBy, step: Step): PlainValue {
    if (key.expression === '{n}') return step.place ?? 0
    return key.reach ? this.#reached(key.reach, step) : this.#read(key, step)
  }

  /** What an order reads of other nodes. */
  #reached(reach: Reach, step: Step): PlainValue {
    if (reach.read === 'value') return this.#read(reach.column, step)
    const found = this.#found(reach.branch, step)
    if (reach.read === 'figure') return this.#figure(reach.figure, found)
    const [first] = found.toSorted((a, b) => this.#compare(reach.branch.order, a, b))
    return first ? this.#reached(reach.next, first) : null
  }
}

function follow(
  edge: { readonly types: readonly string[]; readonly direction: 'in' | 'out' },
  node: GraphNode,
): Step[] {
  const edges = edge.direction === 'out' ? node.out : node.in
  return edges
    .filter(({ type }) => edge.types.includes(type))
    .map((each) => ({ node: edge.direction === 'out' ? each.to : each.from, edge: each, key: null }))
}

function propertiesOf(of: ColumnOf['of'], step: Step | null): Properties {
  const place = of === 'node' ? step?.node : step?.edge
  if (!place) throw new Error(`The plan speaks of ${of === 'node' ? 'a node' : 'an edge'} where there is none`)
  return place.properties
}

/** What is added up is added from the smallest up. */
function compareNumbers(a: PlainValue, b: PlainValue): number {
  return a === null || b === null ? Number(a === null) - Number(b === null) : compareScalars(a, b)
}

/** Nulls come last in both directions. */
function compareKeys(direction: 'ASC' | 'DESC', a: PlainValue, b: PlainValue): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return direction === 'ASC' ? compareScalars(a, b) : compareScalars(b, a)
}

function unique(values: PlainValue): string[] {
  return [...new Set((values as readonly PlainValue[]).map(String))]
}

/** What the computed properties mean, in words of TypeScript; the plan holds their Cypher. */
const COMPUTED: Readonly<Record<string, (properties: Properties, today: string) => PlainValue>> = {
  isCurrent: ({ since_from: begun, until_to: ended }, today) =>
    (!begun || String(begun) <= today) && (!ended || String(ended) >= today),
}

const names = new Map<string, string>()

function computed(expression: string, properties: Properties, today: string): PlainValue {
  if (names.size === 0) {
    const { edgeFields, kinds } = createCatalog()
    for (const each of [...edgeFields, ...kinds.values()].flatMap(({ properties: declared }) => declared))
      names.set(each.expression ?? '', each.name)
  }
  const compute = COMPUTED[names.get(expression) ?? '']
  if (!compute) throw new Error(`The walk does not know what "${expression}" means`)
  return compute(properties, today)
}
