import { Fragment, cypher, join, name, where } from '../cypher/cypher.js'
import { Failure } from '../errors.js'
import type { Edge, Time } from '../model/catalog.js'
import { MEASURE_COLUMNS } from '../model/measures.js'
import { OPEN_END } from '../model/versions.js'
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
type Shown = Pick<Edge, 'isProjected'> & { readonly fields: { readonly claimed: boolean } | null }

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

  /** Which relationships of an edge show: those of the moment, put and believed strongly enough. */
  edgeConditions({ isProjected, fields }: Shown, variable: Fragment): Fragment[] {
    if (!isProjected) return []
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

  /**
   * The states of many nodes: most show what they show now since before the moment, which their own columns tell, so
   * that only from the others the way to the state is looked for among all edges of the node.
   */
  steadyState({ node, state, facts }: Site): Fragment {
    const { pins } = this
    if (!pins) return cypher``
    const since = cypher`${node}.${name(pins.clock === 'SYSTEM' ? 'steady_sys' : 'steady_pub')}`
    const known = { fill: 'known', pins } satisfies Hole
    const span = name(`${node.texts[0]}_t`)
    const conditions = [cypher`${since} > ${known}`, ...this.#ofState(node, pins)]
    const toFacts = facts.columns.length > 0 ? cypher`\nMATCH (${state})-[:FACTS]->(${facts.variable})` : cypher``
    return cypher`
CALL (${node}) { WITH ${node} WHERE ${since} <= ${known} RETURN ${node} AS ${state} UNION ALL MATCH (${node})-[${span}:STATE]->(${state})${where(conditions)} RETURN ${state} }${toFacts}`
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
    const known = this.#recorded(node, this.pins).map(
      (each) => cypher`(${node}.pub_from IS NULL OR ${node}.pub_to IS NOT NULL OR ${each})`,
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
    const [from, to] = [cypher`${span}.${name(`${clock}_from`)}`, cypher`${span}.${name(`${clock}_to`)}`]
    const other = constant(pins.review === 'PROPOSED' ? 'ACCEPTED' : 'PROPOSED')
    const layer = cypher`${span}.layer <> ${other}`
    const known = { fill: 'known', pins } satisfies Hole
    return [cypher`${from} <= ${known}`, cypher`${to} > ${known}`, layer]
  }

  #recorded(node: Fragment, pins: Pins): Fragment[] {
    const known = { fill: 'known', pins } satisfies Hole
    return [pins.clock === 'SYSTEM' ? cypher`${node}.recordedAt <= ${known}` : cypher`${node}.pub_from <= ${known}`]
  }
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

const FIXED: readonly string[] = ['id', 'nodeKind', 'slug', 'foldedSlugs']

/** What has not ended, among what the editors took in. */
function current(span: Fragment): Fragment[] {
  return [cypher`${span}.pub_to = ${constant(OPEN_END)}`, cypher`${span}.layer <> ${constant('PROPOSED')}`]
}

/** Where no day is named an edge shows all there ever was of it, or what there is one of. */
function held(edge: Fragment, pins: Pins): Fragment {
  return pins.valid === null ? cypher`${edge}.whole = ${constant(true)}` : during(edge, pins)
}

function during(span: Fragment, pins: Pins): Fragment {
  const day = { fill: 'day', pins } satisfies Hole
  return cypher`${span}.valid_from <= ${day} AND ${span}.valid_to > ${day}`
}

/** A value of ours as a parameter. */
export function constant(value: string | boolean | readonly string[]): Hole {
  return { fill: 'value', ref: { from: 'constant', value } }
}
