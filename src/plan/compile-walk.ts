import { cypher, render, where } from '../cypher/cypher.js'
import type { Fragment } from '../cypher/cypher.js'
import { invariant } from '../errors.js'
import { compileFilter, isTrue } from './compile-filter.js'
import { compile } from './compile.js'
import type { Template } from './compile.js'
import { Lens } from './lens.js'
import type { Site } from './lens.js'
import { CLAIMED } from './keyed-anchor.js'
import type { Filter, Hole, Root, Walk } from './plan.js'
import type { PlainValue } from '../store/store.js'

/** The statements of a walk; which nodes they are about is filled in level by level. */
export interface WalkTemplates {
  /** Finds the entities at the ends of the walk. */
  readonly ends: Template
  /** How many edges each of some nodes has, and how many are looked through to see which those are. */
  readonly measure: Template
  /** The edges of some nodes, as they are walked from where the walk begins, and from where it ends. */
  readonly follow: { readonly fromStart: Template; readonly fromEnd: Template }
  /** Whether those tell how many edges the nodes have from which they were followed, and those at the other ends. */
  readonly followTells: boolean
  /** The edges of some nodes to others that are named: any, and as they are walked from either end. */
  readonly between: Template
  readonly meet: { readonly fromStart: Template; readonly fromEnd: Template }
  /** Which of some nodes are wanted; null when all are. */
  readonly sift: Template | null
}

/** What is said of each edge that is followed, in the order of the columns. */
export interface FollowedEdge {
  readonly id: string
  readonly type: string
  readonly other: string
  readonly from: string
  readonly modality: string
  readonly confidence: string
  /** How many edges the other end has, where the statement tells. */
  readonly degree: number | null
}

/** The statements of a walk. Their texts depend on the form of the plan only. */
export function compileWalk(root: Root & { readonly walk: Walk }): WalkTemplates {
  const { walk, pins, trust } = root
  const output = { make: 'constant', value: null } as const
  const [ends] = compile({ roots: [{ key: '', slots: walk.ends.flat(), output, nullable: true, pins, trust }] })
  invariant(ends, 'a walk has a beginning')
  return { ends, ...new WalkCompiler(walk, new Lens(pins, trust)).templates() }
}

/** The edge as it was collected for one node; one of the past has a type of its own. */
export function readFollowed(cells: readonly PlainValue[]): FollowedEdge {
  const [id, type, other, from, modality, confidence, degree] = cells as Cells
  return { id, type: type.replace(/_PAST$/, ''), other, from, modality, confidence, degree: degree ?? null }
}

type Cells = readonly [string, string, string, string, string, string, number?]

type Direction = Walk['direction']

/** What is matched at the other end of an edge, and whether the statement tells how many edges both ends have. */
interface Other {
  readonly tells: boolean
  /** What is found before the edges are looked at, and the names of it that they need. */
  readonly before: Fragment
  readonly carried: Fragment
  readonly to: Fragment
  readonly ofNode: readonly Fragment[]
  readonly ofEdge: readonly Fragment[]
}

/** An edge that is counted. */
const COUNTED = cypher`r`

const NONE = cypher``

const OPPOSITE = { IN: 'OUT', OUT: 'IN', ANY: 'ANY' } as const
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

  templates(): Omit<WalkTemplates, 'ends'> {
    const { direction, where: wanted } = this.walk
    const [on, toEnds] = [this.#on(), this.#toEnds()]
    const bothWays = (other: Other): WalkTemplates['follow'] => ({
      fromStart: template(this.#follow(direction, other)),
      fromEnd: template(this.#follow(OPPOSITE[direction], other)),
    })
    return {
      measure: template(this.#measure()),
      follow: bothWays(on),
      followTells: on.tells,
      between: template(this.#follow('ANY', toEnds)),
      meet: bothWays(toEnds),
      sift: isTrue(wanted) ? null : template(this.#sift(wanted)),
    }
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
   * The edges of each node, those with the most claims first: at most `most` of them, picked from at most `scan`, so
   * that a dense node costs no more than that.
   */
  #follow(direction: Direction, { tells, before, carried, to, ofNode, ofEdge }: Other): Fragment {
    const { node, edge } = this.#site
    const conditions = [...this.#ofEdge(), ...(this.#isApart() ? [] : ofNode), ...ofEdge]
    const state = this.#isApart() ? this.#state(ofNode) : NONE
    const ofOther = tells ? cypher`, ${this.#count(node, [])}` : NONE
    const ofOwn = tells ? cypher`, ${this.#count(cypher`n`, [])} AS degree` : NONE
    return cypher`${before}UNWIND ${walked('ids')} AS id MATCH (n:Node {id: id})
CALL (n${carried}) {
  MATCH (n)${this.#arrow(direction)}(${to})
  WITH n, ${edge}, ${node}${carried} LIMIT ${walked('scan')}${where(conditions)}${state}
  WITH n, ${edge}, ${node} ORDER BY size(${edge}.claims) DESC, ${edge}.id LIMIT ${walked('most')}
  RETURN collect([${edge}.id, type(${edge}), ${node}.id, startNode(${edge}).id, ${edge}.modality, ${edge}.confidence${ofOther}]) AS edges
}
RETURN id AS id, edges AS edges${ofOwn}`
  }

  /** Whatever may lie on the way. */
  #on(): Other {
    return {
      tells: this.#shown().length === 0,
      before: NONE,
      carried: NONE,
      to: cypher`${this.#site.node}:Entity`,
      ofNode: this.#onTheWay(),
      ofEdge: [],
    }
  }

  /** Nodes that are named. They are compared as such: the id of each node that is met would have to be read. */
  #toEnds(): Other {
    const { node } = this.#site
    return {
      tells: false,
      before: cypher`MATCH (e:Node) WHERE e.id IN ${walked('ends')} WITH collect(e) AS ends\n`,
      carried: cypher`, ends`,
      to: node,
      ofNode: [],
      ofEdge: [cypher`${node} IN ends`],
    }
  }

  #ofEdge(): readonly Fragment[] {
    const { edge } = this.#site
    const { edges } = this.walk
    return [...this.lens.edgeConditions(CLAIMED, edge), ...(isTrue(edges) ? [] : [this.#condition(edges)])]
  }

  /** What a node must be for a walk to go on from it; the ends of the walk may be anything. */
  #onTheWay(): readonly Fragment[] {
    const { through } = this.walk
    const isEnd = cypher`${this.#site.node}.id IN ${walked('ends')}`
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

function walked(what: string): Hole {
  return { fill: 'walked', what }
}

function template(fragment: Fragment): Template {
  const { text, holes } = render(fragment)
  return { text, holes: holes as readonly Hole[] }
}
