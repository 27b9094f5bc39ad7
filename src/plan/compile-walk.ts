import { cypher, join, name, where } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { compileFilter, isTrue } from './compile-filter.js'
import { compileRoot, template } from './compile.js'
import type { Template } from './compile.js'
import { isAboutEdges } from './walk-limits.js'
import { Lens } from './lens.js'
import type { Site } from './lens.js'
import { CLAIMED } from './keyed-anchor.js'
import type { Filter, Hole, Root, Walk } from './plan.js'
import type { PlainValue } from '../store/store.js'

/** The statements of a walk; which nodes they are about is filled in level by level. */
export interface WalkTemplates {
  /**
   * Finds the entities at the ends of the walk, each by the number of its slot, how much hangs on them, and the edges of
   * those of which fewer than `most` may be followed.
   */
  readonly ends: Template
  /** How many edges each of some nodes has, and how many are looked through to see which those are. */
  readonly measure: Template
  /**
   * The edges of some nodes, as they are walked from where the walk begins, and from where it ends, with how much hangs
   * on the nodes at the other ends: all of it, or the edges alone where the walk is about their number and all show.
   */
  readonly follow: { readonly fromStart: Template; readonly fromEnd: Template }
  readonly followCounts: boolean
  /** The edges of some nodes to others that are named, those that begin at the nodes, end there, or either. */
  readonly links: Readonly<Record<Direction, Template>>
  /** Which of some nodes are wanted; null when all are. */
  readonly sift: Template | null
}

/** An edge that was followed from one of its ends. */
export interface FollowedEdge {
  readonly other: string
  /** Whether the node from which it was followed is the one where it begins. */
  readonly isOut: boolean
  /** How much hangs on the other end, where the statement tells. */
  readonly size: number | null
  /** What is said of the edge itself; null where only nodes are looked for. */
  readonly own: {
    readonly id: string
    readonly type: string
    readonly modality: string
    readonly confidence: string
  } | null
}

/** The statements of a walk. Their texts depend on the form of the plan only. */
export function compileWalk(root: Root & { readonly walk: Walk }): WalkTemplates {
  return new WalkCompiler(root.walk, new Lens(root.pins, root.trust)).templates()
}

/** The edge as it was collected for one node; one of the past has a type of its own. */
export function readFollowed(cells: readonly PlainValue[]): FollowedEdge {
  const [other, isOut, size, ...own] = cells as Cells
  if (own.length === 0) return { other, isOut, size, own: null }
  const [id, type, modality, confidence] = own
  return { other, isOut, size, own: { id, type: type.replace(/_PAST$/, ''), modality, confidence } }
}

/** The direction that is the same step seen from its other end. */
export function opposite(direction: Direction): Direction {
  return direction === 'ANY' ? 'ANY' : direction === 'OUT' ? 'IN' : 'OUT'
}

type Cells = readonly [string, boolean, number | null, ...([] | readonly [string, string, string, string])]

type Direction = Walk['direction']

/** An edge that is counted. */
const COUNTED = cypher`r`

const NONE = cypher``

const ARROWS = { IN: 'in', OUT: 'out', ANY: 'any' } as const

class WalkCompiler {
  /** The other end of the edge. */
  readonly #site: Site

  constructor(
    readonly walk: Walk,
    readonly lens: Lens,
  ) {
    this.#site = lens.site('n1', lens.finding('entity', null), 'entity')
  }

  templates(): WalkTemplates {
    const { find, direction, where: wanted } = this.walk
    const followCounts = find === 'neighbourhood' && this.#shown().length === 0
    const sizeOf = (node: Fragment): Fragment => (followCounts ? this.#count(node, []) : allAround(node))
    const size = sizeOf(this.#site.node)
    return {
      ends: template(this.#ends(sizeOf)),
      measure: template(this.#measure()),
      follow: {
        fromStart: template(this.#follow(direction, size)),
        fromEnd: template(this.#follow(opposite(direction), size)),
      },
      followCounts,
      links: { OUT: template(this.#links('OUT')), IN: template(this.#links('IN')), ANY: template(this.#links('ANY')) },
      sift: isTrue(wanted) ? null : template(this.#sift(wanted)),
    }
  }

  #ends(sizeOf: (node: Fragment) => Fragment): Fragment {
    const { pins, trust } = this.lens
    const slots = this.walk.ends.flat()
    const found = slots.map((_, slot) => cypher`${name(`c${slot}`)}[0]`)
    const { node, edge } = this.#site
    const { arrow, isWalked } = this.#fromEnds()
    const { conditions, state } = this.#wanted(cypher`[end IN ends | end[0]]`)
    return cypher`CALL { ${compileRoot({ slots, pins, trust })} }
WITH [${join(found, ', ')}] AS ends
UNWIND range(0, size(ends) - 1) AS slot
MATCH (n:Node {id: ends[slot][0]})
WITH ends, slot, n, ${allAround(cypher`n`)} < ${walked('most')} AS isSparse
CALL (n, isSparse, slot, ends) {
  WITH n, isSparse, slot, ends WHERE isSparse
  MATCH (n)${arrow}(${node}:Entity)
  WITH n, ${edge}, ${node}, slot, ends${where([...conditions, ...isWalked])}${state}
  RETURN collect(${this.#cells(sizeOf(node))}) AS edges
}
RETURN slot AS slot, n.id AS id, ${sizeOf(cypher`n`)} AS size, isSparse AS isSparse, edges AS edges`
  }

  /** From where the walk begins its edges are walked as the walk goes, from where it ends the other way. */
  #fromEnds(): { readonly arrow: Fragment; readonly isWalked: readonly Fragment[] } {
    const { direction, ends } = this.walk
    const [start, end] = ends
    if (!end || direction === 'ANY') return { arrow: this.#arrow(direction), isWalked: [] }
    const fromStart: Hole = { fill: 'value', ref: { from: 'constant', value: start?.length ?? 0 } }
    const isOut = cypher`(startNode(${this.#site.edge}) = n)`
    const isWalked = cypher`${isOut} ${direction === 'OUT' ? cypher`=` : cypher`<>`} (slot < ${fromStart})`
    return { arrow: this.#arrow('ANY'), isWalked: [isWalked] }
  }

  #measure(): Fragment {
    const shown = this.#shown()
    // Where all are shown, as many are looked through.
    const scanned = shown.length === 0 ? NONE : cypher`, ${this.#count(cypher`n`, [])} AS scanned`
    return cypher`UNWIND ${walked('ids')} AS id MATCH (n:Node {id: id})
RETURN id AS id, ${this.#count(cypher`n`, shown)} AS degree${scanned}`
  }

  /** Which edges show. Where all do, a store knows how many a node has without looking at them. */
  #shown(): readonly Fragment[] {
    return this.lens.edgeConditions(CLAIMED, COUNTED)
  }

  #count(node: Fragment, conditions: readonly Fragment[]): Fragment {
    const { types } = this.walk
    const arrow = this.lens.arrow({ types, direction: 'any', isProjected: true }, COUNTED)
    return cypher`COUNT { MATCH (${node})${arrow}(m)${where(conditions)} }`
  }

  /**
   * The edges of each node: where it may have more than `most`, only so many, those with the most claims, picked from
   * at most `scan`, so that a dense node costs no more than that.
   */
  #follow(direction: Direction, size: Fragment): Fragment {
    const { node, edge } = this.#site
    const { conditions, state } = this.#wanted(walked('ends'))
    // What would order them need not be read of a node that is followed whole.
    const [claims, id] = [cypher`size(${edge}.claims)`, cypher`${edge}.id`].map(
      (key) => cypher`CASE WHEN size >= ${walked('most')} THEN ${key} END`,
    )
    return cypher`UNWIND ${walked('ids')} AS id MATCH (n:Node {id: id})
WITH id, n, ${allAround(cypher`n`)} AS size
CALL (n, size) {
  MATCH (n)${this.#arrow(direction)}(${node}:Entity)
  WITH n, size, ${edge}, ${node} LIMIT ${walked('scan')}${where(conditions)}${state}
  WITH n, ${edge}, ${node} ORDER BY ${claims} DESC, ${id} LIMIT ${walked('most')}
  RETURN collect(${this.#cells(size)}) AS edges
}
RETURN id AS id, edges AS edges`
  }

  /**
   * The edges of each node to the others, in the same order and bounds. Only few are, so that nothing is saved by not
   * reading what orders them; and most nodes have none, so that they have no row.
   */
  #links(direction: Direction): Fragment {
    const { node, edge } = this.#site
    // The others may be thousands: to look one up in a map takes as long as in a map of one.
    const isEnd = cypher`${walked('ends')}[${node}.id] IS NOT NULL`
    const conditions = [...this.#ofEdge(), isEnd]
    return cypher`UNWIND ${walked('ids')} AS id MATCH (n:Node {id: id})
CALL (n) {
  MATCH (n)${this.#arrow(direction)}(${node})
  WITH n, ${edge}, ${node} LIMIT ${walked('scan')}${where(conditions)}
  WITH n, ${edge}, ${node} ORDER BY size(${edge}.claims) DESC, ${edge}.id LIMIT ${walked('most')}
  RETURN collect(${this.#cells(null)}) AS edges
}
WITH id, edges WHERE size(edges) > 0 RETURN id AS id, edges AS edges`
  }

  /** Which edges are followed to whatever may lie on the way, and what is matched beside them for that. */
  #wanted(ends: Fragment | Hole): { readonly conditions: readonly Fragment[]; readonly state: Fragment } {
    const ofNode = this.#onTheWay(ends)
    const isApart = this.#isApart()
    return {
      conditions: [...this.#ofEdge(), ...(isApart ? [] : ofNode)],
      state: isApart ? this.#state(ofNode) : NONE,
    }
  }

  /** What is said of an edge, as `readFollowed` reads it. */
  #cells(size: Fragment | null): Fragment {
    const { node, edge } = this.#site
    const told = cypher`, ${edge}.id, type(${edge}), ${edge}.modality, ${edge}.confidence`
    const own = isAboutEdges(this.walk) ? told : NONE
    return cypher`[${node}.id, startNode(${edge}) = n, ${size ?? cypher`null`}${own}]`
  }

  #ofEdge(): readonly Fragment[] {
    const { edge } = this.#site
    const { edges } = this.walk
    return [...this.lens.edgeConditions(CLAIMED, edge), ...(isTrue(edges) ? [] : [this.#condition(edges)])]
  }

  /** What a node must be for a walk to go on from it; the ends of the walk may be anything. */
  #onTheWay(ends: Fragment | Hole): readonly Fragment[] {
    const { through } = this.walk
    const isEnd = cypher`${this.#site.node}.id IN ${ends}`
    return isTrue(through) ? [] : [cypher`(${isEnd} OR ${this.#condition(through)})`]
  }

  #sift(wanted: Filter): Fragment {
    const { node } = this.#site
    const condition = [this.#condition(wanted)]
    const found = cypher`UNWIND ${walked('ids')} AS id MATCH (${node}:Node {id: id})`
    return cypher`${found}${this.#isApart() ? this.#state(condition) : where(condition)} RETURN id AS id`
  }

  /** What the node was at the moment, and what is known of its facts, where that is looked at. */
  #state(conditions: readonly Fragment[]): Fragment {
    const { lens } = this
    const finding = lens.finding('entity', null)
    const all = [...lens.nodeConditions(this.#site, finding), ...conditions]
    return cypher`\n  MATCH (${this.#site.node})${lens.stateArrow(this.#site, finding)}${where(all)}`
  }

  /** Whether more must be matched than the node itself; the filters are compiled before this is asked. */
  #isApart(): boolean {
    return this.#site.state !== this.#site.node || this.#site.facts.columns.length > 0
  }

  #arrow(direction: Direction): Fragment {
    const { types } = this.walk
    return this.lens.arrow({ types, direction: ARROWS[direction], isProjected: true }, this.#site.edge)
  }

  #condition(filter: Filter): Fragment {
    return compileFilter(filter, { site: this.#site, lens: this.lens, negated: false })
  }
}

/** How much hangs on a node, claims and all: a store knows it of a dense one, and of another need not look at each edge. */
function allAround(node: Fragment): Fragment {
  return cypher`COUNT { (${node})--() }`
}

function walked(what: string): Hole {
  return { fill: 'walked', what }
}
