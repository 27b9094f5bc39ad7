import { isEnumType } from 'graphql'
import type { GraphQLEnumType, GraphQLScalarType } from 'graphql'

import { STRENGTH } from '../../src/model/claim-rules.js'
import type { PlainValue } from '../../src/store/store.js'
import { WORDS } from './agreement-batch.js'
import type { Graph } from './agreement-graph.js'
import type { Random } from './agreement-random.js'

/** Fields that claims make, of one kind or another; a history of any other is refused. */
const SHOWN = ['name', 'names', 'description', 'identifiers', 'valuation', 'organizations', 'developers', 'grounds']

/** Values to ask for: those that are in the graph, and near misses. */
export class Values {
  readonly ids: readonly string[]

  constructor(
    readonly pools: Pools,
    readonly random: Random,
  ) {
    this.ids = (pools.get('id') ?? []).map(String)
  }

  /** A value of a type for a field; `hint` names the column whose values are likely to match. */
  leaf(type: GraphQLScalarType | GraphQLEnumType, hint: string): unknown {
    const { random } = this
    if (isEnumType(type)) {
      // No fact falls short of the others, which are refused.
      const words = hint === 'minModality' ? STRENGTH : type.getValues().map(({ name }) => name)
      const known = this.#known(hint, (value) => words.includes(String(value)))
      return known !== null && random.chance(0.7) ? known : random.pick(words)
    }
    switch (type.name) {
      case 'ID':
        return random.chance(0.9) ? random.pick(this.ids) : random.pick(['', 'nobody', '1'])
      case 'Boolean':
        return random.chance(0.5)
      case 'Int':
        return this.#known(hint, Number.isInteger) ?? random.pick([0, 1, -1, 7, 2_147_483_647])
      case 'Float':
        return this.#known(hint, (value) => typeof value === 'number') ?? random.pick([0, 0.5, -1.5, 1e21, 7])
      case 'Date':
        return this.#known(hint, isDay) ?? random.pick(['2025-01-01', '2025-01-20', '2024-02-29', '0001-01-01'])
      case 'DateTime':
        return random.pick([
          '2025-01-20T08:00:00Z',
          '2025-02-28T23:59:59.999Z',
          '2026-01-01T00:00:00Z',
          '2026-01-01T00:00:00.000Z',
          '2026-01-01T01:00:00+01:00',
          '1999-12-31T23:59:59.9Z',
        ])
      case 'CurrencyCode':
        return random.pick(['USD', 'USD', 'EUR', 'CHF'])
      case 'Decimal':
        return (
          this.#known(hint, (value) => typeof value === 'string' && /^\d/.test(value)) ??
          random.pick(['0', '0.1', '0.100', '-1', '40000000000.5'])
        )
      default:
        return hint === 'field' ? random.pick(SHOWN) : this.#text(hint)
    }
  }

  /** A slug, a register's word, or something close to one. */
  key(column: string): string {
    return String(this.#known(column, (value) => typeof value === 'string') ?? this.#text(column))
  }

  #text(hint: string): string {
    const { random } = this
    const text = String(this.#known(hint, (value) => typeof value === 'string') ?? random.pick([...WORDS, '']))
    const changes = [
      (): string => text.toUpperCase(),
      (): string => text.toLowerCase(),
      (): string => text.slice(0, 2),
      (): string => text.slice(-2),
      (): string => '',
    ]
    return random.chance(0.4) ? random.pick(changes)() : text
  }

  #known(hint: string, fits: (value: PlainValue) => boolean): PlainValue {
    if (this.random.chance(0.15)) return null
    const fitting = (this.pools.get(hint) ?? []).filter(fits)
    return fitting.length === 0 ? null : this.random.pick(fitting)
  }
}

/** The values that are in a graph, by column. */
export type Pools = ReadonlyMap<string, readonly PlainValue[]>

/** Gathers the values of a graph, each as often as it is there. */
export function poolsOf(graph: Graph): Pools {
  const pools = new Map<string, PlainValue[]>()
  const places = graph.nodes.flatMap((node) => [node.properties, ...node.out.map(({ properties }) => properties)])
  for (const [column, value] of places.flatMap(Object.entries) as [string, PlainValue][]) {
    const pool = pools.get(column) ?? []
    pools.set(column, pool)
    for (const each of [value].flat()) pool.push(each as PlainValue)
  }
  return pools
}

function isDay(value: PlainValue): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
}
