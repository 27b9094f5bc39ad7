import { invariant } from '../errors.js'
import { edgeNamed, factOf, kindOf } from '../model/catalog.js'
import type { Property } from '../model/catalog.js'
import { figureFields } from '../model/grouping.js'
import type { FigureField } from '../model/grouping.js'
import type { Branch, ColumnOf, Entry, Filter, Output } from '../plan/plan.js'
import { nameOf } from './asked.js'
import type { Asked, Selecting } from './asked.js'
import { Group, columnOfGroup } from './group.js'
import { keyOfNodes } from './place.js'
import type { Place } from './place.js'

/** The rows that figures are of. */
export interface Counted {
  readonly group: Group
  /** What is in the group, without a page. */
  readonly branch: Branch
}

interface Of {
  readonly of: 'node' | 'edge'
  readonly properties: readonly Property[]
}

/** The fields of the figures of a group. */
export function selectFigures(
  selection: Selecting,
  asked: { readonly type: string; readonly nodes: Asked['nodes'] },
  counted: Counted & Of,
): readonly Entry[] {
  const fields = figureFields(counted.properties)
  return selection.fieldsOf(asked.type, asked.nodes).map((field): Entry => {
    const name = nameOf(field.nodes)
    const one = (output: Output): Entry => ({ key: field.key, nonNull: true, output })
    if (name === '__typename') return one({ make: 'constant', value: asked.type })
    if (name === 'count') return one({ make: 'slot', slot: counted.group.slot('count', null) })
    const of = fields.find(({ property }) => property.name === name)
    if (!of) throw new Error(`"${name}" is no property with figures`)
    if (of.form === 'money') return one(selectMoney(selection, field, { ...counted, field: of }))
    return one({
      make: 'value',
      test: null,
      entries: selection
        .fieldsOf(typeOf(of), field.nodes)
        .map((each) => figureEntry(each, counted.group, { typename: typeOf(of), ...figureColumns(of, counted.of) })),
    })
  })
}

/** The columns from which figures of a field come. */
export function figureColumns(
  { property, column, least, most }: FigureField,
  of: 'node' | 'edge',
): Readonly<Record<'value' | 'min' | 'max', ColumnOf>> {
  const fact = of === 'node' ? factOf(property) : null
  const at = (name: string): ColumnOf => ({ of, column: name, expression: null, fact })
  return { value: at(column), min: at(least), max: at(most) }
}

/** The column of the currency of an amount. */
export function currencyOf<Column extends ColumnOf>(amount: Column): Column {
  return { ...amount, column: amount.column.replace(/_amount_number$/, '_currency') }
}

interface Columns {
  readonly typename: string
  readonly value: ColumnOf
  readonly min: ColumnOf
  readonly max: ColumnOf
}

function figureEntry({ key, nodes }: Asked, group: Group, columns: Columns): Entry {
  const { typename, value, min, max } = columns
  const slot = (made: number, nonNull: boolean): Entry => ({ key, nonNull, output: { make: 'slot', slot: made } })
  const name = nameOf(nodes)
  switch (name) {
    case 'count':
      return slot(group.slot('count', value), true)
    case 'countDistinct':
      return slot(group.slot('distinct', value), true)
    case 'min':
      return slot(group.slot('min', min), false)
    case 'max':
      return slot(group.slot('max', max), false)
    case 'sum':
    case 'avg':
      return { key, nonNull: false, output: sumOf(group, value, { name, decimal: false }) }
    default:
      return { key, nonNull: true, output: { make: 'constant', value: typename } }
  }
}

function sumOf(
  group: Group,
  value: ColumnOf,
  { name, decimal }: { readonly name: string; readonly decimal: boolean },
): Output {
  const [sum, count] = [group.slot('sum', value), group.slot('count', value)]
  return { make: name === 'sum' ? 'sum' : 'mean', sum, count, decimal }
}

/** Amounts are grouped by their currency, so that no two are ever added up. */
function selectMoney(
  selection: Selecting,
  asked: Asked,
  { group, branch, field, of }: Counted & Of & { readonly field: FigureField },
): Output {
  return selectAmounts(selection, asked, { place: group.place, branch, columns: figureColumns(field, of) })
}

interface Amounts {
  readonly place: Place
  readonly branch: Branch
  readonly columns: ReturnType<typeof figureColumns>
}

/** Figures of amounts of a branch, one for each currency. */
function selectAmounts(selection: Selecting, asked: Asked, { place, branch, columns }: Amounts): Output {
  const { value } = columns
  const currency = currencyOf(value)
  const { slot, group } = place.groups(
    `money/${asked.key}/${keyOfNodes(asked.nodes)}/${value.column}`,
    () => {
      const name = selection.nextGroup()
      return new Group(name, [{ name: `${name}k0`, key: { by: 'value', column: currency, list: false } }])
    },
    ({ name }) => ({
      branch: { ...branch, filter: and(branch.filter, { test: 'null', ...currency, is: false }) },
      having: null,
      order: [{ ...columnOfGroup(`${name}k0`), direction: 'ASC', nullable: false, indexed: false, type: 'string' }],
      page: null,
    }),
  )
  const entries = selection
    .fieldsOf('MoneyFigures', asked.nodes)
    .map((each) => moneyEntry(each, group, { typename: 'MoneyFigures', ...columns }))
  return { make: 'groups', slot, entries }
}

/** What a firm raised; what comes in tranches is counted once. */
export function selectTotalRaised(selection: Selecting, { asked, place }: { asked: Asked; place: Place }): Output {
  const { catalog } = selection.reading
  const rounds = edgeNamed(kindOf(catalog, 'Company'), 'fundingRounds')
  const round = kindOf(catalog, 'FundingRound')
  const raised = figureFields(round.properties).find(({ property }) => property.name === 'raised')
  invariant(raised, 'a round has an amount')
  const columns = figureColumns(raised, 'node')
  const { time } = round
  const filter: Filter = {
    test: 'edge',
    edge: edgeNamed(round, 'partOf'),
    time,
    quantifier: 'none',
    filter: { test: 'null', ...columns.value, is: false },
  }
  const anchor = { by: 'edge', edge: rounds } as const
  const branch: Branch = { anchor, target: round.name, time, filter, order: [], page: null, slots: [] }
  return selectAmounts(selection, asked, { place, branch, columns })
}

function moneyEntry(asked: Asked, group: Group, columns: Columns): Entry {
  const { key, nodes } = asked
  const name = nameOf(nodes)
  switch (name) {
    case 'currency':
      return {
        key,
        nonNull: true,
        output: { make: 'slot', slot: group.place.column(columnOfGroup(`${group.name}k0`)) },
      }
    case 'min':
    case 'max':
      return { key, nonNull: false, output: { make: 'decimal', slot: group.slot(name, columns.value) } }
    case 'sum':
    case 'avg':
      return { key, nonNull: false, output: sumOf(group, columns.value, { name, decimal: true }) }
    default:
      return figureEntry(asked, group, columns)
  }
}

/** A filter and one more condition. */
export function and(filter: Branch['filter'], ...more: readonly NonNullable<Branch['filter']>[]): Branch['filter'] {
  return { test: 'and', filters: [...(filter ? [filter] : []), ...more] }
}

function typeOf({ form }: FigureField): string {
  return {
    text: 'TextFigures',
    number: 'NumberFigures',
    date: 'DateFigures',
    time: 'TimeFigures',
    money: 'MoneyFigures',
  }[form]
}
