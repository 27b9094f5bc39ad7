import { cypher, join, name, render, where } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { invariant } from '../errors.js'
import { aboutPattern } from './about-anchor.js'
import { chooseStart } from './choose-start.js'
import { compileFilter, compileStart, isTrue } from './compile-filter.js'
import { compileGroups, keysIn } from './compile-groups.js'
import { keyset, leading, limitOf, orderBy } from './compile-order.js'
import { compileReach } from './compile-reach.js'
import type { Reached } from './compile-reach.js'
import { Lens, labelOf, reachedName } from './lens.js'
import type { Site } from './lens.js'
import { byId, keyedPattern, walkedConditions } from './keyed-anchor.js'
import type { Anchor, Branch, Facet, Grouping, Hole, OrderBy, Plan, Root, Slot } from './plan.js'

/** Cypher text whose parameters are filled anew for each request. */
export interface Template {
  readonly text: string
  readonly holes: readonly Hole[]
}

/** One statement for each root field that fetches something. The text depends on the form of the plan only. */
export function compile(plan: Plan): readonly Template[] {
  return plan.roots.filter((root) => root.slots.length > 0).map((root) => template(compileRoot(root)))
}

/** What one root field fetches: of each slot the column `c` with its number. */
export function compileRoot(root: Pick<Root, 'slots' | 'pins' | 'trust'>): Fragment {
  return new Compiler(new Lens(root.pins, root.trust)).root(root)
}

/** The text of a statement apart from its parameters. */
export function template(fragment: Fragment): Template {
  const { text, holes } = render(fragment)
  return { text, holes: holes as readonly Hole[] }
}

/** A key of an order that is read of other nodes, under a name. */
interface ReadKey extends Reached {
  readonly name: Fragment
}

/** As many values of a facet as a person reads. */
const FACET_VALUES: Hole = { fill: 'value', ref: { from: 'constant', value: 50 } }

/** Numbers the variables of one statement. */
class Compiler {
  #variables = 0

  constructor(readonly lens: Lens) {}

  root(root: Pick<Root, 'slots'>): Fragment {
    const columns = root.slots.map((_, i) => name(`c${i}`))
    const bodies = root.slots.map((slot, i) => this.#slot(slot, null, columns[i] ?? name('c')))
    const [first, ...more] = bodies
    invariant(first, 'a root field fetches something')
    if (more.length === 0) return first
    const calls = bodies.map((body) => cypher`CALL { ${body} }`)
    return cypher`${join(calls, '\n')}\nRETURN ${join(columns, ', ')}`
  }

  /** What is fetched of a branch, under `column`. */
  #slot(slot: Slot, parent: Site | null, column: Fragment): Fragment {
    switch (slot.get) {
      case 'rows':
        return this.rows(slot.branch, parent, column)
      case 'count':
        return this.count(slot.branch, parent, column)
      case 'facet':
        return this.#facet(slot, parent, column)
      case 'groups':
        return this.groups(slot.grouping, parent, column)
      case 'column':
        throw new Error('A column is fetched of a node')
    }
  }

  /** How many nodes of a branch have each value, the most frequent first. */
  #facet({ branch, facet }: Slot & { readonly get: 'facet' }, parent: Site | null, column: Fragment): Fragment {
    const self = this.#site(branch)
    const { over, at } = this.#over(facet, self)
    const read = (of: string): Fragment => this.lens.read(at, { of: 'node', column: of, expression: null, fact: null })
    return cypher`${this.#match({ ...branch, page: null }, parent, self)}${over}
WITH DISTINCT ${self.node}, ${read(facet.value)} AS value, ${read(facet.label ?? facet.value)} AS label
WITH value, label, count(*) AS number ORDER BY number DESC, value LIMIT ${FACET_VALUES}
RETURN collect([value, label, number]) AS ${column}`
  }

  /** The way from a node to those that have the values of a facet. */
  #over({ over }: Facet, self: Site): { readonly over: Fragment; readonly at: Site } {
    if (!over) return { over: cypher``, at: self }
    const { lens } = this
    const finding = lens.finding(over.time, over.edge)
    invariant(finding !== 'loose state', 'what a facet counts has one way to its state')
    const at = lens.site(`n${this.#variables++}`, finding, over.time)
    const end = cypher`(${lens.end(over.edge, at.node)})${lens.stateArrow(at, finding)}`
    const counts = [...lens.nodeConditions(at, finding), ...(over.time === 'record' ? lens.onRecord(at) : [])]
    const conditions = [...lens.edgeConditions(over.edge, at.edge), ...counts]
    return { over: cypher`\nMATCH (${self.node})${lens.arrow(over.edge, at.edge)}${end}${where(conditions)}`, at }
  }

  /** The groups of a branch as one list under `column`, each with what is wanted of it. */
  groups(grouping: Grouping, parent: Site | null, column: Fragment): Fragment {
    const { lens } = this
    const branch = { ...grouping.branch, page: null }
    const self = this.#site(branch)
    const match = (): Fragment => this.#match(branch, parent, self)
    const inner = this.#inner(grouping.slots, { self, from: parent })
    const order = orderBy({ page: null, order: grouping.order }, self, lens)
    return compileGroups(grouping, { lens, match, self, inner, order }, column)
  }

  /** The rows of a branch as one list under `column`: sorted, cut to the page, each with its own branches. */
  rows(branch: Branch, parent: Site | null, column: Fragment): Fragment {
    const self = this.#site(branch)
    const order = orderBy(branch, self, this.lens)
    const { calls, values, carried } = this.#inner(branch.slots, { self, from: self })
    // A looked-up node says by which key it was found, so that the answer keeps the order of the question.
    if (branch.anchor.by === 'ids' || branch.anchor.by === 'walkedNodes') values.unshift(cypher`${self.node}.id`)
    if (branch.anchor.by === 'walkedEdges') values.unshift(cypher`${self.edge}.id`)
    if (branch.anchor.by === 'identifiers') values.unshift(self.edge)
    const isApart = self.state !== self.node
    const facts = self.facts.columns.length > 0 ? [self.facts.variable] : []
    const apart = [...(isApart ? [self.state] : []), ...facts]
    const reached = this.#reached(branch, self)
    const edge = usesEdge(branch) ? [self.edge] : []
    const names = join([self.node, ...apart, ...edge, ...reached.map((each) => each.name)], ', ')
    const found =
      branch.anchor.by === 'identifiers' ? join([self.node, ...apart, cypher`i.key AS ${self.edge}`], ', ') : names
    const matched = this.#reach(branch, { parent, self, reached, carried: [self.node, ...apart, ...edge] })
    const isAlone = branch.anchor.by === 'about' && apart.length + edge.length + reached.length === 0
    const few = isAlone ? leading(branch, self, this.lens) : cypher``
    const sorted = cypher`${matched}${few}\nWITH ${found}${order}${limitOf(branch.page)}`
    const inner =
      calls.length === 0 ? cypher`` : cypher`\n${join(calls, '\n')}\nWITH ${join([names, ...carried], ', ')}${order}`
    return cypher`${sorted}${inner}\nRETURN collect([${join(values, ', ')}]) AS ${column}`
  }

  /** The nodes of a branch with what its order reads of others, for each row; which page it is can be told only then. */
  #reach(
    branch: Branch,
    {
      parent,
      self,
      reached,
      carried,
    }: {
      readonly parent: Site | null
      readonly self: Site
      readonly reached: readonly ReadKey[]
      readonly carried: readonly Fragment[]
    },
  ): Fragment {
    if (reached.length === 0) return this.#steadyPage(branch, self) ?? this.#match(branch, parent, self)
    const beyond = keyset(branch, self, this.lens)
    const calls = reached.map(({ body }) => cypher`CALL (${self.node}) { ${body} }`)
    const read = reached.map((each) => cypher`${each.value} AS ${each.name}`)
    const matched = this.#match({ ...branch, page: null }, parent, self)
    const passed = cypher`${matched}\n${join(calls, '\n')}\nWITH ${join([...carried, ...read], ', ')}`
    return beyond.length === 0 ? passed : cypher`${passed}${where(beyond)}`
  }

  #reached({ order }: Branch, self: Site): readonly ReadKey[] {
    const { lens } = this
    const around = {
      lens,
      site: (branch: Branch) => this.#site(branch),
      match: (branch: Branch, from: Site, at: Site) => this.#match(branch, from, at),
    }
    return order.flatMap(({ reach, column }) =>
      reach ? [{ ...compileReach(reach, self, around), name: reachedName(self, column) }] : [],
    )
  }

  /** How many nodes a branch has without its page. */
  count(branch: Branch, parent: Site | null, column: Fragment): Fragment {
    const self = this.#site(branch)
    return cypher`${this.#match({ ...branch, page: null }, parent, self)}\nRETURN count(*) AS ${column}`
  }

  #site(branch: Branch): Site {
    return this.lens.site(`n${this.#variables++}`, this.#finding(branch), branch.time)
  }

  #finding({ time, anchor }: Branch): ReturnType<Lens['finding']> {
    // What stands behind an edge was known when the edge was.
    if (anchor.by === 'listed') return time === 'record' ? 'itself' : this.lens.finding('mixed', null)
    const finding = this.lens.finding(time, anchor.by === 'edge' ? anchor.edge : null)
    return finding === 'state' && (anchor.by === 'edge' || anchor.by === 'label') ? 'steady state' : finding
  }

  /** A moment and a trust are asked of states and claims, which no index knows. */
  #start({ anchor, filter }: Branch): ReturnType<typeof chooseStart> {
    return anchor.by === 'label' && !this.lens.pins && !this.lens.trust ? chooseStart(filter) : null
  }

  /** A page of all nodes of a label at a moment, where an index has the order; null where it has not. */
  #steadyPage(branch: Branch, self: Site): Fragment | null {
    const { lens } = this
    const { anchor, page, order, filter, target } = branch
    if (anchor.by !== 'label' || !page || !order[0]?.indexed || this.#finding(branch) !== 'steady state') return null
    const site = lens.steady(self)
    const sorted = cypher`${orderBy(branch, site, lens)}${limitOf(page)}`
    const steady = { conditions: this.#wanted(branch, site), sorted }
    if (site.facts.columns.length > 0 || keysIn(filter).length > 0) return null
    return lens.steadyPage(self, { label: name(target), steady, others: this.#wanted(branch, self) })
  }

  /** What a branch asks of its nodes: its filter, and that they lie beyond the cursor. */
  #wanted(branch: Branch, site: Site): Fragment[] {
    const { lens } = this
    const { filter } = branch
    return [
      ...(filter && !isTrue(filter) ? [compileFilter(filter, { site, lens, negated: false })] : []),
      ...keyset(branch, site, lens),
    ]
  }

  #match(branch: Branch, parent: Site | null, self: Site): Fragment {
    const { lens } = this
    const finding = this.#finding(branch)
    const found = [
      ...this.#namedConditions(branch, self),
      ...(branch.anchor.by === 'edge' ? lens.edgeConditions(branch.anchor.edge, self.edge) : []),
      ...lens.nodeConditions(self, finding),
    ]
    const start = this.#start(branch)
    const wanted = this.#wanted(start ? { ...branch, filter: start.rest } : branch, self)
    const anchor = start
      ? compileStart(start.at, { site: self, lens, label: name(branch.target) })
      : this.#anchor(branch, parent, self)
    if (finding === 'steady state')
      return cypher`${anchor}${where(found)}${lens.steadyState(self)}${narrowed(branch, self, wanted)}`
    if (finding !== 'loose state') return cypher`${anchor}${where([...found, ...wanted])}${lens.looseFacts(self)}`
    const isRoot = ['id', 'ids', 'identifier', 'label', 'found'].includes(branch.anchor.by)
    const rest = [...(isRoot ? lens.existence(self) : []), ...wanted]
    return cypher`${anchor}${where(found)}${lens.looseState(self)}${lens.looseFacts(self)}${narrowed(branch, self, rest)}`
  }

  /** A folded node still has its id, but leads on to the one that it is folded into. */
  #namedConditions({ anchor, target }: Branch, self: Site): Fragment[] {
    const { node } = self
    if (anchor.by === 'walkedEdges') return walkedConditions(self, this.lens)
    if (anchor.by !== 'id' && anchor.by !== 'ids') return []
    const isThere = target === 'Node' ? [cypher`${node}.foldedInto IS NULL`] : []
    return anchor.by === 'ids' ? [cypher`${node}.id IN ${anchor.ids}`, ...isThere] : isThere
  }

  #anchor({ anchor, target, ...branch }: Branch, parent: Site | null, self: Site): Fragment {
    const finding = this.#finding({ anchor, target, ...branch })
    const label = labelOf(target)
    const labels = byId(target)
    const state = this.lens.stateArrow(self, finding)
    switch (anchor.by) {
      case 'label':
        return cypher`MATCH (${self.node}:${label})${state}`
      case 'ids':
        return cypher`MATCH (${self.node}:${labels})${state}`
      case 'edge':
        invariant(parent, 'an edge starts at a node')
        return cypher`MATCH (${parent.node})${this.lens.arrow(anchor.edge, self.edge)}(${this.lens.end(anchor.edge, self.node)})${state}`
      case 'listed':
        invariant(parent, 'what is listed stands on a node or an edge')
        return this.#listed({ self, label: labels, list: this.#list(anchor, parent) }, branch.order)
      case 'id':
        return cypher`MATCH (${self.node}:${labels} {id: ${anchor.id}})${state}`
      case 'about':
        return aboutPattern(anchor, self, { label, state, lens: this.lens })
      default:
        return keyedPattern({ anchor, ...branch }, self, { label, labels, state, lens: this.lens })
    }
  }

  /** Nodes by a list of their ids, with their places where those order them. */
  #listed(
    { self, label, list }: { readonly self: Site; readonly label: Fragment; readonly list: Fragment },
    order: readonly OrderBy[],
  ): Fragment {
    const id = name(`${self.node.texts[0]}_id`)
    return order.some(({ of }) => of === 'edge')
      ? cypher`UNWIND range(0, size(${list}) - 1) AS ${self.edge} MATCH (${self.node}:${label} {id: ${list}[${self.edge}]})`
      : cypher`UNWIND ${list} AS ${id} MATCH (${self.node}:${label} {id: ${id}})`
  }

  /** The ids that a node or an edge lists. */
  #list({ of, column, part, isFact }: Anchor & { readonly by: 'listed' }, parent: Site): Fragment {
    const list = cypher`coalesce(${this.lens.read(parent, { of, column, expression: null, fact: null, ...(isFact && { isFact }) })}, [])`
    return part === 'all' ? list : part === 'first' ? cypher`${list}[0..1]` : cypher`${list}[1..]`
  }

  /** What is fetched at a place; its branches start from the node there, or where a group is, from where its members do. */
  #inner(
    slots: readonly Slot[],
    { self, from }: { readonly self: Site; readonly from: Site | null },
  ): { calls: Fragment[]; carried: Fragment[]; values: Fragment[] } {
    const calls: Fragment[] = []
    const carried: Fragment[] = []
    const values = slots.map((slot, i) => {
      if (slot.get === 'column') return this.lens.read(self, slot)
      const column = name(`${self.node.texts[0]}_${i}`)
      const scope = scopeOf(slot.get === 'groups' ? slot.grouping.branch : slot.branch, from)
      const body = this.#slot(slot, from, column)
      calls.push(scope.length === 0 ? cypher`CALL { ${body} }` : cypher`CALL (${join(scope, ', ')}) { ${body} }`)
      carried.push(column)
      return column
    })
    return { calls, carried, values }
  }
}

/** What is wanted of nodes whose state was looked for one by one. */
function narrowed({ anchor }: Branch, self: Site, wanted: readonly Fragment[]): Fragment {
  const facts = self.facts.columns.length > 0 ? [self.facts.variable] : []
  const carried = [self.node, self.state, ...facts, ...(anchor.by === 'edge' ? [self.edge] : [])]
  return wanted.length === 0 ? cypher`` : cypher`\nWITH ${join(carried, ', ')}${where(wanted)}`
}

/** The variables that a branch starts from. */
function scopeOf({ anchor, filter }: Branch, from: Site | null): readonly Fragment[] {
  if (anchor.by === 'key') return [name(anchor.name)]
  const keys = keysIn(filter).map(name)
  if (from === null) return keys
  if (anchor.by !== 'listed') return anchor.by === 'label' ? keys : [from.node, ...keys]
  if (anchor.of === 'edge') return [from.edge, ...keys]
  if (anchor.isFact) return [from.facts.variable, ...keys]
  return [...(from.loose ? [from.node, from.state] : [from.state]), ...keys]
}

function usesEdge(branch: Branch): boolean {
  if (branch.anchor.by === 'identifiers' || branch.anchor.by === 'walkedEdges') return true
  const inSlots = branch.slots.some(
    (slot) =>
      ('of' in slot && slot.of === 'edge') ||
      ('branch' in slot && isListedOnEdge(slot.branch)) ||
      ('grouping' in slot && isListedOnEdge(slot.grouping.branch)),
  )
  return inSlots || branch.order.some((key) => key.of === 'edge')
}

function isListedOnEdge({ anchor }: Branch): boolean {
  return anchor.by === 'listed' && anchor.of === 'edge'
}
