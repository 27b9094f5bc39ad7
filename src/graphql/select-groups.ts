import { invariant } from '../errors.js'
import { kindOf } from '../model/catalog.js'
import type { Catalog, Property } from '../model/catalog.js'
import { kindWord } from '../model/kind-words.js'
import { figureFields } from '../model/grouping.js'
import type { FigureField } from '../model/grouping.js'
import type { Branch, ColumnOf, Entry, Filter, Grouping, OrderBy, Output } from '../plan/plan.js'
import { branchKey, nameOf, onlyPage } from './asked.js'
import type { Asked, Selecting } from './asked.js'
import { groupName } from './derived-names.js'
import { COMPARED } from './figure-types.js'
import { leafOf } from './given.js'
import type { Given } from './given.js'
import { Group, columnOfGroup } from './group.js'
import type { Place } from './place.js'
import { and, figureColumns, selectFigures } from './select-figures.js'
import { itemsOf, onlyOf, selectKeys } from './select-keys.js'
import type { Keyed } from './select-keys.js'
import { refuseNull, selectColumn } from './select-list.js'
import type { ListOf } from './select-list.js'

/** A list of which figures or groups are wanted. */
export interface Grouped {
  readonly list: ListOf & { readonly unique: boolean }
  /** The nodes of the list, without a page. */
  readonly branch: Branch
  /** Names the list at its place. */
  readonly key: string
}

/** Figures over a whole list. */
export function selectAggregate(
  selection: Selecting,
  asked: Asked,
  grouped: Grouped & { readonly place: Place },
): Output {
  const { place, key } = grouped
  const { once: _, ...edges } = grouped.branch
  const branch = nameOf(asked.nodes) === 'edgeAggregate' ? edges : nodesOf(grouped)
  const { slot, group } = place.groups(
    `${key}/${branchKey(asked, branch.anchor)}`,
    () => new Group(selection.nextGroup(), []),
    () => ({ branch, having: null, order: [], page: null }),
  )
  return { make: 'figures', slot, entries: aggregateEntries(selection, asked, { ...grouped, branch, group }) }
}

/** The nodes of a list for figures of nodes. */
function nodesOf({ list, branch }: Grouped): Branch {
  return list.unique ? branch : { ...branch, once: true }
}

function aggregateEntries(
  selection: Selecting,
  asked: Asked,
  { list, branch, group }: Grouped & { readonly group: Group },
): readonly Entry[] {
  const { target, fields } = list
  if (nameOf(asked.nodes) === 'edgeAggregate') {
    invariant(fields, 'the edges have figures')
    const type = `${fields.name}Aggregate`
    return selectFigures(
      selection,
      { type, nodes: asked.nodes },
      { group, branch, of: 'edge', properties: fields.properties },
    )
  }
  const { properties } = kindOf(selection.reading.catalog, target)
  return selectFigures(
    selection,
    { type: `${target}Aggregate`, nodes: asked.nodes },
    { group, branch, of: 'node', properties },
  )
}

/** A list in groups with equal keys. */
export function selectGroups(selection: Selecting, asked: Asked, grouped: Grouped & { readonly place: Place }): Output {
  const { list } = grouped
  const { catalog } = selection.reading
  const { slot, group, keys, branch } = groupsOf(selection, asked, {
    ...grouped,
    shown: (made, given) => ({
      order: orderOf(catalog, list, { group: made, given: given.get('orderBy') }),
      page: onlyPage(asked, { list: 'groups', size: leafOf(given.get('first')), order: [] }),
    }),
  })
  const within = group.keys.map((each): Filter => ({ test: 'same', ...each }))
  const inner = { ...grouped, branch: { ...branch, filter: and(branch.filter, ...within) }, group, words: keys }
  const entries = selection
    .fieldsOf(groupName(list), asked.nodes)
    .map((field): Entry => ({ key: field.key, nonNull: true, output: groupField(selection, field, inner) }))
  return { make: 'groups', slot, entries }
}

/** How many groups there are in all. */
export function selectGroupCount(
  selection: Selecting,
  asked: Asked,
  grouped: Grouped & { readonly place: Place },
): Output {
  const shown = (): Shown => ({ order: [], page: null, asNumber: true })
  return { make: 'slot', slot: groupsOf(selection, asked, { ...grouped, shown }).slot }
}

/** What is wanted of the groups that there are. */
type Shown = Pick<Grouping, 'order' | 'page' | 'asNumber'>

interface ToGroup extends Grouped {
  readonly place: Place
  readonly shown: (group: Group, given: ReadonlyMap<string, Given>) => Shown
}

function groupsOf(
  selection: Selecting,
  asked: Asked,
  { shown, ...grouped }: ToGroup,
): { readonly slot: number; readonly group: Group; readonly keys: readonly Keyed[]; readonly branch: Branch } {
  const { place, key, list } = grouped
  const branch = nodesOf(grouped)
  const { catalog } = selection.reading
  const given = selection.arguments(asked)
  const keys = selectKeys(catalog, list, given)
  const { slot, group } = place.groups(
    `${key}/${branchKey(asked, branch.anchor)}`,
    () => {
      const name = selection.nextGroup()
      return new Group(
        name,
        keys.map((each, i) => ({ name: `${name}k${i}`, key: each.key })),
      )
    },
    (made) => ({
      branch,
      having: havingOf(catalog, list, { group: made, given: given.get('having') }),
      ...shown(made, given),
    }),
  )
  return { slot, group, keys, branch }
}

interface InGroup extends Grouped {
  readonly group: Group
  readonly words: readonly Keyed[]
}

function groupField(selection: Selecting, asked: Asked, inner: InGroup): Output {
  const { group, list, branch, words } = inner
  switch (nameOf(asked.nodes)) {
    case 'keys':
      return { make: 'tuple', items: words.map((word, i) => keyOutput(selection, asked, { word, group, at: i })) }
    case 'count':
      return { make: 'slot', slot: group.slot('count', null) }
    case 'edgeAggregate':
      // Beside nodes that count once each, their edges are counted by themselves.
      if (branch.once) return selectAggregate(selection, asked, { ...inner, place: group.place })
      return { make: 'value', test: null, entries: aggregateEntries(selection, asked, inner) }
    case 'aggregate':
      return { make: 'value', test: null, entries: aggregateEntries(selection, asked, inner) }
    case 'members':
      return selection.connection(asked, { anchor: branch.anchor, list, within: branch.filter }, group.place)
    default:
      return { make: 'constant', value: groupName(list) }
  }
}

function keyOutput(
  selection: Selecting,
  asked: Asked,
  { word, group, at }: { readonly word: Keyed; readonly group: Group; readonly at: number },
): Output {
  const { name } = group.keys[at] ?? { name: '' }
  const entries = selection.fieldsOf('GroupValue', asked.nodes).map((field): Entry => {
    const { key, nodes } = field
    switch (nameOf(nodes)) {
      case 'field':
        return { key, nonNull: true, output: { make: 'constant', value: word.word } }
      case 'value':
        return {
          key,
          nonNull: false,
          output: keyText(selection.reading.catalog, word, group.place.column(columnOfGroup(name))),
        }
      case 'precision':
        return { key, nonNull: false, output: precisionOf(word, group.place.column(columnOfGroup(name))) }
      case 'entity':
        return { key, nonNull: false, output: entityOf(selection, field, { word, group, name }) }
      default:
        return { key, nonNull: true, output: { make: 'constant', value: 'GroupValue' } }
    }
  })
  return { make: 'value', test: null, entries }
}

/** A kind is stored by its name, and answered by its enum value. */
function keyText({ kinds }: Catalog, { field }: Keyed, slot: number): Output {
  if (field.by !== 'kind') return { make: 'text', slot }
  return { make: 'words', slot, words: Object.fromEntries([...kinds.keys()].map((name) => [name, kindWord(name)])) }
}

function precisionOf({ key }: Keyed, slot: number): Output {
  return key.by === 'date' ? { make: 'precision', slot } : { make: 'constant', value: null }
}

function entityOf(
  selection: Selecting,
  asked: Asked,
  { word, group, name }: { readonly word: Keyed; readonly group: Group; readonly name: string },
): Output {
  if (word.key.by !== 'edge') return { make: 'constant', value: null }
  const { target } = word.key.edge
  const { time } = kindOf(selection.reading.catalog, target)
  const anchor = { by: 'key', name } as const
  const { slot, place } = group.place.rows(branchKey(asked, anchor), (slots) => ({
    anchor,
    target,
    time,
    filter: null,
    order: [],
    page: null,
    slots,
  }))
  return { make: 'one', slot, node: selection.node(target, asked.nodes, place) }
}

interface Of {
  readonly group: Group
  readonly given: Given | undefined
}

function havingOf(catalog: Catalog, list: ListOf, { group, given }: Of): Filter | null {
  if (given?.is !== 'object') return null
  const filters = [...given.fields].flatMap(([word, value]): readonly Filter[] => {
    if (value.is !== 'object') return refuseNull(word)
    if (word === 'count') return [compared(group.figure('count', null), ['count', 'Int'], value)]
    const field = figureField(catalog, list, word)
    return [...value.fields].map(([how, test]) =>
      compared(figureOf(group, field, how), [how, COMPARED[field.form]?.[how] ?? 'Int'], test),
    )
  })
  return { test: 'and', filters }
}

function compared(column: ColumnOf, [name, scalar]: readonly [string, string], given: Given): Filter {
  const property = {
    name,
    type: { form: 'scalar', scalar },
    expression: null,
    index: false,
  } as unknown as Property
  return selectColumn({ property, of: 'group', column: column.column, fact: null }, given)
}

function orderOf(catalog: Catalog, list: ListOf, { group, given }: Of): readonly OrderBy[] {
  const asked = itemsOf(given).flatMap((item): readonly OrderBy[] => {
    const [word, value] = onlyOf(item, 'orderBy')
    if (word === 'keys') return group.keys.map((key) => by(columnOfGroup(key.name), directionOf(value)))
    if (word === 'count') return [by(group.figure('count', null), directionOf(value))]
    const [how, direction] = onlyOf(value, 'orderBy')
    return [by(figureOf(group, figureField(catalog, list, word), how), directionOf(direction))]
  })
  const ended = [
    ...asked,
    by(group.figure('count', null), 'DESC'),
    ...group.keys.map((key) => by(columnOfGroup(key.name), 'ASC')),
  ]
  return ended.filter((key, i) => ended.findIndex((each) => each.column === key.column) === i)
}

function by(column: ColumnOf, direction: 'ASC' | 'DESC'): OrderBy {
  return { ...column, direction, nullable: true, indexed: false, type: 'string' }
}

function directionOf(given: Given): 'ASC' | 'DESC' {
  return given.is === 'leaf' && given.value === 'DESC' ? 'DESC' : 'ASC'
}

function figureField(catalog: Catalog, { target }: ListOf, word: string): FigureField {
  const field = figureFields(kindOf(catalog, target).properties).find(({ property }) => property.name === word)
  invariant(field, `"${word}" has figures`)
  return field
}

function figureOf(group: Group, field: FigureField, how: string): ColumnOf {
  const columns = figureColumns(field, 'node')
  if (how === 'min' || how === 'max') return group.figure(how, columns[how])
  return group.figure(how === 'countDistinct' ? 'distinct' : (how as 'sum' | 'avg'), columns.value)
}
