import { Fragment, cypher, join, name, where } from '../cypher/cypher.js'
import { Failure, invariant } from '../errors.js'
import type { Edge, EdgeFields, Time } from '../model/catalog.js'
import { MEASURE_COLUMNS } from '../model/measures.js'
import { OPEN_END, USUAL_SPAN } from '../model/versions.js'
import { expression } from './expression.js'
import type { ColumnOf, Hole, Pins, Trust } from './plan.js'

/** The variables of one place in a statement. Without pins the state of a node is the node itself. */
export interface Site {
  readonly node: Fragment
  readonly edge: Fragment
  readonly state: Fragment
  /**
   * Where the state may be missing, so that the node stands for itself: the columns that are read of it. The state is
   * then a list of at most one list of them.
   */
  readonly loose: string[] | null
  readonly facts: Facts
}

/** What is wanted of nodes that stand for their own states, and how the first of them are picked. */
interface Steady {
  readonly conditions: readonly Fragment[]
  readonly sorted: Fragment
}

/**
 * The node that tells of the claims behind the properties, which is matched only where it is read. Where not every node
 * has one, it is a list of at most one list of the columns that are read of it.
 */
interface Facts {
  readonly variable: Fragment
  readonly isSure: boolean
  readonly columns: string[]
}

/** What is matched of an edge; `any` follows it both ways. */
type Arrow = Pick<Edge, 'types' | 'isProjected'> & { readonly direction: Edge['direction'] | 'any' }

/** What decides which relationships of an edge show. */
type Shown = Pick<Edge, 'isProjected'> & { readonly fields: Pick<EdgeFields, 'claimed' | 'dated'> | null }

/** How a place finds what its nodes were at the moment asked about. */
type Finding = 'itself' | 'state' | 'steady state' | 'loose state' | 'record' | 'span'

/**
 * How the graph is looked at: at which moment, and with how little trust. Everything that a statement matches or reads
 * goes through here; without pins and trust it adds nothing.
 */
export class Lens {
  constructor(
    readonly pins: Pins | null,
    readonly trust: Trust | null,
  ) {}

  /** The arrow of an edge with its relationship types, for example `<-[r1:DEVELOPED_BY]-`. */
  arrow({ types, direction, isProjected }: Arrow, variable: Fragment): Fragment {
    const all = this.pins && isProjected ? types.flatMap((type) => [type, `${type}_PAST`]) : types
    const joined = join(all.map(name), '|')
    if (direction === 'any') return cypher`-[${variable}:${joined}]-`
    return direction === 'in' ? cypher`<-[${variable}:${joined}]-` : cypher`-[${variable}:${joined}]->`
  }

  /** The node at the other end of an edge, with its label where the edge may lead to others too. */
  end({ target, isSure }: Pick<Edge, 'target' | 'isSure'>, node: Fragment): Fragment {
    return isSure ? node : cypher`${node}:${labelOf(target)}`
  }

  /** Which relationships of an edge show: those of the moment, put and believed strongly enough. */
  edgeConditions({ isProjected, fields }: Shown, variable: Fragment): Fragment[] {
    if (!isProjected) return fields?.dated ? this.#dated(variable) : []
    const isOfMoment = this.pins ? [...this.#known(variable, this.pins), held(variable, this.pins)] : []
    return [...isOfMoment, ...(fields?.claimed ? this.#trusted((suffix) => cypher`${variable}.${name(suffix)}`) : [])]
  }

  /** The variables of a place. */
  site(variable: string, finding: Finding, time: Time): Site {
    const node = name(variable)
    const isApart = finding === 'state' || finding === 'steady state' || finding === 'loose state'
    return {
      node,
      edge: name(variable.replace('n', 'r')),
      state: isApart ? name(`${variable}_s`) : node,
      loose: finding === 'loose state' ? [] : null,
      facts: {
        variable: name(`${variable}_f`),
        isSure: time === 'entity' && finding !== 'loose state',
        columns: [],
      },
    }
  }

  /**
   * How the nodes of a place are found. What a claim or a source names by itself shows whether or not it was known
   * otherwise; lists of claims and of sources show those that were.
   */
  finding(time: Time, edge: Edge | null): Finding {
    if (time === 'span') return 'span'
    if (!this.pins || time === 'none') return 'itself'
    if (time === 'record') return edge === null || isGathering(edge) ? 'record' : 'itself'
    return time === 'entity' && (edge === null || edge.isProjected) ? 'state' : 'loose state'
  }

  /** What follows the pattern of a node: the way to its state, and to what is known of its facts where that is read. */
  stateArrow({ node, state, facts }: Site, finding: Finding): Fragment {
    if (finding === 'steady state') return cypher``
    const toState = finding === 'state' ? cypher`-[${name(`${node.texts[0]}_t`)}:STATE]->(${state})` : cypher``
    return facts.isSure && facts.columns.length > 0 ? cypher`${toState}-[:FACTS]->(${facts.variable})` : toState
  }

  /** The facts of nodes of which not all have some. */
  looseFacts({ node, loose, facts }: Site): Fragment {
    if (facts.isSure || facts.columns.length === 0) return cypher``
    const { pins } = this
    const [span, past, own] = ['t', 'p', 'q'].map((suffix) => name(`${node.texts[0]}_${suffix}`))
    const columns = facts.columns.map((column) => cypher`${own}.${name(column)}`)
    const found =
      pins && loose
        ? cypher`MATCH (${node})-[${span}:STATE]->(${past})-[:FACTS]->(${own}) WHERE ${join(this.#ofState(node, pins), ' AND ')}`
        : cypher`MATCH (${node})-[:FACTS]->(${own})`
    return cypher`\nCALL (${node}) { ${found} RETURN collect([${join(columns, ', ')}]) AS ${facts.variable} }`
  }

  /** Which nodes were there at the moment. */
  nodeConditions({ node }: Site, finding: Finding): Fragment[] {
    if (finding === 'span') return this.pins ? this.#known(node, this.pins) : current(node)
    if (!this.pins) return []
    if (finding === 'state') return this.#ofState(node, this.pins)
    return finding === 'record' ? this.#recorded(node, this.pins) : []
  }

  /** Which claims count of all that ever were: those that were taken in, and not taken back. */
  onRecord({ node }: Site): Fragment[] {
    const { pins } = this
    const layers = pins?.review === 'PROPOSED' ? ['ACCEPTED', 'PROPOSED'] : ['ACCEPTED']
    const stands = cypher`${node}.retractedAt IS NULL`
    const later =
      pins?.clock === 'SYSTEM' ? cypher` OR ${node}.retractedAt > ${{ fill: 'known', pins } satisfies Hole}` : cypher``
    return [cypher`${node}.review IN ${constant(layers)}`, cypher`(${stands}${later})`]
  }

  /**
   * The states of many nodes: most show what they show now since before the moment, which their own columns tell, so
   * that only from the others the way to the state is looked for among all edges of the node.
   */
  steadyState(site: Site): Fragment {
    const { pins } = this
    if (!pins) return cypher``
    const { node, state } = site
    const known = { fill: 'known', pins } satisfies Hole
    const span = name(`${node.texts[0]}_t`)
    const conditions = [cypher`${since(node, pins)} > ${known}`, ...this.#ofState(node, pins)]
    return cypher`
CALL (${node}) { WITH ${node} WHERE ${since(node, pins)} <= ${known} RETURN ${node} AS ${state} UNION ALL MATCH (${node})-[${span}:STATE]->(${state})${where(conditions)} RETURN ${state} }${factsOfState(site)}`
  }

  /**
   * The states of a page of all nodes of a label. Of those that show what they show now, `steady` finds the page by the
   * order of an index; all others have a state elsewhere.
   */
  steadyPage(
    site: Site,
    {
      label,
      steady,
      others,
    }: { readonly label: Fragment; readonly steady: Steady; readonly others: readonly Fragment[] },
  ): Fragment {
    const { pins } = this
    invariant(pins, 'there are states where a moment is asked about')
    const { node, state } = site
    const known = { fill: 'known', pins } satisfies Hole
    // Nothing that an index knows, so that the page is found by the one of its order.
    const isSteady = cypher`coalesce(${since(node, pins)}, ${constant(OPEN_END)}) <= ${known}`
    const arrow = cypher`-[${name(`${node.texts[0]}_t`)}:STATE]->`
    const wanted = others.length === 0 ? cypher`` : cypher`\nWITH ${node}, ${state}${where(others)}`
    return cypher`CALL {
MATCH (${node}:${label})${where([isSteady, ...steady.conditions])}
WITH ${node}${steady.sorted}
RETURN ${node}, ${node} AS ${state}
UNION ALL
MATCH (${node}:${label}) WHERE ${since(node, pins)} > ${known}
MATCH (${node})${arrow}(${state})${where(this.#ofState(node, pins))}${wanted}
RETURN ${node}, ${state} }${factsOfState(site)}`
  }

  /** The same place for nodes that stand for their own states. */
  steady(site: Site): Site {
    return { ...site, state: site.node, facts: { ...site.facts, columns: [] } }
  }

  /** For nodes of which some have states and some have none. */
  looseState({ node, state, loose }: Site): Fragment {
    const { pins } = this
    if (!pins || !loose) return cypher``
    const [span, past] = [name(`${node.texts[0]}_t`), name(`${node.texts[0]}_p`)]
    const columns = loose.map((column) => cypher`${past}.${name(column)}`)
    // Not an OPTIONAL MATCH, which the embedded engine plans as a join with all of the graph.
    return cypher`\nCALL (${node}) { MATCH (${node})-[${span}:STATE]->(${past}) WHERE ${join(this.#ofState(node, pins), ' AND ')} RETURN collect([${join(columns, ', ')}]) AS ${state} }`
  }

  /** Which of such nodes were there at the moment. */
  existence({ node, state }: Site): Fragment[] {
    if (!this.pins) return []
    // What has spans, of which this one is always written, is found by its id at any moment.
    const known = this.#recorded(node, this.pins).map(
      (each) => cypher`(${node}.pub_from IS NULL OR ${node}.sys_from IS NOT NULL OR ${each})`,
    )
    return [cypher`(size(${state}) > 0 OR NOT 'Entity' IN labels(${node}))`, ...known]
  }

  /** The value of a column or an expression at a place; null where the claim behind it is trusted too little. */
  read(site: Site, { of, column, expression: template, fact, isFact }: ColumnOf): Fragment {
    if (of === 'group') return name(column)
    if (of === 'reached') return reachedName(site, column)
    if (of === 'edge')
      return template ? expression(template, site.edge, this.pins) : cypher`${site.edge}.${name(column)}`
    if (template) return expression(template, site.loose ? site.node : site.state, this.pins)
    // These never change, and the indexes are on the node.
    if (FIXED.includes(column)) return cypher`${site.node}.${name(column)}`
    if (isFact) return factValue(site.facts, column)
    refuseMeasures(this.pins, column)
    const value = this.#value(site, column)
    if (!fact || !this.trust) return value
    const standing = (suffix: string): Fragment => factValue(site.facts, `${fact.column}_${suffix}`)
    if (!fact.list) return cypher`CASE WHEN ${join(this.#trusted(standing), ' AND ')} THEN ${value} END`
    const tests = this.#trusted((suffix) => cypher`${standing(suffix)}[i]`)
    const list = cypher`coalesce(${value}, [])`
    return cypher`[i IN range(0, size(${list}) - 1) WHERE ${join(tests, ' AND ')} | ${value}[i]]`
  }

  /** A column of the state. */
  #value({ node, state, loose }: Site, column: string): Fragment {
    if (column in ORIGIN_LISTS && this.pins?.clock === 'PUBLICATION') return this.#ofOrigins(node, column, this.pins)
    if (!loose) return cypher`${state}.${name(column)}`
    if (!loose.includes(column)) loose.push(column)
    const place = new Fragment([String(loose.indexOf(column))], [])
    return cypher`CASE WHEN size(${state}) = 0 THEN ${node}.${name(column)} ELSE ${state}[0][${place}] END`
  }

  /** That the claim behind a fact is trusted enough; `standing` is where its words are kept. */
  #trusted(standing: (suffix: 'modality' | 'confidence') => Fragment): Fragment[] {
    const { modalities = null, confidences = null } = this.trust ?? {}
    return [
      ...(modalities ? [cypher`${standing('modality')} IN ${constant(modalities)}`] : []),
      ...(confidences ? [cypher`${standing('confidence')} IN ${constant(confidences)}`] : []),
    ]
  }

  #ofState(node: Fragment, pins: Pins): Fragment[] {
    const span = name(`${node.texts[0]}_t`)
    return [...this.#known(span, pins), during(span, pins)]
  }

  /** Known at the moment: begun and not ended on the clock, in the layer that is asked for. */
  #known(span: Fragment, pins: Pins): Fragment[] {
    const clock = pins.clock === 'SYSTEM' ? 'sys' : 'pub'
    const other = constant(pins.review === 'PROPOSED' ? 'ACCEPTED' : 'PROPOSED')
    const known = { fill: 'known', pins } satisfies Hole
    return [
      cypher`${span}.${name(`${clock}_from`)} <= ${known}`,
      cypher`${ofSpan(span, `${clock}_to`)} > ${known}`,
      cypher`${ofSpan(span, 'layer')} <> ${other}`,
    ]
  }

  /** By our own records such a relationship is as old as the nodes that it joins. */
  #dated(edge: Fragment): Fragment[] {
    const { pins } = this
    if (pins?.clock !== 'PUBLICATION') return []
    return [cypher`coalesce(${edge}.pub_from, ${constant('')}) <= ${{ fill: 'known', pins } satisfies Hole}`]
  }

  /** What is told of those who stood behind a claim at the moment. */
  #ofOrigins(claim: Fragment, column: string, pins: Pins): Fragment {
    const known = { fill: 'known', pins } satisfies Hole
    const list = name(ORIGIN_LISTS[column] ?? column)
    const those = cypher`[i IN range(0, size(${claim}.origins) - 1) WHERE ${claim}.originsSince[i] <= ${known} | ${claim}.${list}[i]]`
    const told = column === 'originCount' ? cypher`size(${those})` : those
    return cypher`CASE WHEN ${claim}.originsSince IS NULL THEN ${claim}.${name(column)} ELSE ${told} END`
  }

  #recorded(node: Fragment, pins: Pins): Fragment[] {
    const known = { fill: 'known', pins } satisfies Hole
    return [pins.clock === 'SYSTEM' ? cypher`${node}.recordedAt <= ${known}` : cypher`${node}.pub_from <= ${known}`]
  }
}

/** The label that all nodes of a target have; speakers are of several kinds. */
export function labelOf(target: string): Fragment {
  return name(target === 'Speaker' ? 'Node' : target)
}

/** Since when a node shows what it shows now. */
function since(node: Fragment, { clock }: Pins): Fragment {
  return clock === 'SYSTEM' ? cypher`coalesce(${node}.steady_sys, ${node}.recordedAt)` : cypher`${node}.steady_pub`
}

function factsOfState({ state, facts }: Site): Fragment {
  return facts.columns.length > 0 ? cypher`\nMATCH (${state})-[:FACTS]->(${facts.variable})` : cypher``
}

/** The variable of what an order reads from a place on. */
export function reachedName({ node }: Site, key: string): Fragment {
  return name(`${node.texts[0]}_${key}`)
}

function factValue({ variable, isSure, columns }: Facts, column: string): Fragment {
  if (!columns.includes(column)) columns.push(column)
  if (isSure) return cypher`${variable}.${name(column)}`
  const place = new Fragment([String(columns.indexOf(column))], [])
  return cypher`CASE WHEN size(${variable}) = 0 THEN null ELSE ${variable}[0][${place}] END`
}

/** Whether an edge gathers records, and is not the way from one to what it rests on. */
function isGathering({ form, direction, target }: Edge): boolean {
  return form === 'connection' && (direction === 'in' || target === 'Claim')
}

/** What was measured has no past: it is refused where a moment is asked about. */
function refuseMeasures(pins: Pins | null, column: string): void {
  if (!pins || !MEASURE_COLUMNS.includes(column)) return
  const [field = column] = column.split('_')
  throw new Failure(
    'BAD_USER_INPUT',
    `"${field}" is of the graph as it was measured last, and of no other moment. Ask for it without "asOf", and without "review" in "trust".`,
    { facts: { field } },
  )
}

/** What of a claim tells of its origins, and the list in which each of them has its place. */
const ORIGIN_LISTS: Readonly<Record<string, string>> = {
  origins: 'origins',
  originsSince: 'originsSince',
  originCount: 'origins',
}

const FIXED: readonly string[] = ['id', 'nodeKind', 'slug', 'foldedSlugs']

/** What has not ended, among what the editors took in. */
function current(span: Fragment): Fragment[] {
  return [
    cypher`${ofSpan(span, 'pub_to')} = ${constant(OPEN_END)}`,
    cypher`${ofSpan(span, 'layer')} <> ${constant('PROPOSED')}`,
  ]
}

/** Where no day is named an edge shows all there ever was of it, or what there is one of. */
function held(edge: Fragment, pins: Pins): Fragment {
  // Only what it is not is written down.
  return pins.valid === null ? cypher`${edge}.whole IS NULL` : during(edge, pins)
}

function during(span: Fragment, pins: Pins): Fragment {
  const day = { fill: 'day', pins } satisfies Hole
  return cypher`${ofSpan(span, 'valid_from')} <= ${day} AND ${ofSpan(span, 'valid_to')} > ${day}`
}

/** A column of a span, which is not there where it is as most are. */
function ofSpan(span: Fragment, column: Exclude<keyof typeof USUAL_SPAN, 'whole'>): Fragment {
  return cypher`coalesce(${span}.${name(column)}, ${constant(USUAL_SPAN[column])})`
}

/** A value of ours as a parameter. */
export function constant(value: string | boolean | readonly string[]): Hole {
  return { fill: 'value', ref: { from: 'constant', value } }
}
