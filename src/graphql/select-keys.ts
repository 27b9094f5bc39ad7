import { Failure, invariant } from '../errors.js'
import { factOf, kindOf, mainColumn } from '../model/catalog.js'
import type { Catalog, Property } from '../model/catalog.js'
import { keyFields, propertyKeys } from '../model/grouping.js'
import type { KeyField } from '../model/grouping.js'
import type { Bucket, ColumnOf, GroupKey } from '../plan/plan.js'
import type { Given } from './given.js'
import { plainColumn } from './place.js'
import type { ListOf } from './select-list.js'

/** How many keys a list is grouped by at most. */
const MOST_KEYS = 5

/** How many of them may be lists or edges to many, of which a node is a member of as many groups as they have combinations. */
const MOST_SEVERAL = 2

/** A key that a list is grouped by, under the word of the client. */
export interface Keyed {
  readonly word: string
  readonly field: KeyField
  readonly key: GroupKey
}

/** The keys that a list is grouped by: those of the nodes, then those of the edges. */
export function selectKeys(catalog: Catalog, list: ListOf, given: ReadonlyMap<string, Given>): readonly Keyed[] {
  const own = itemsOf(given.get('by')).map((item) =>
    keyed(catalog, keyFields(catalog, list.target), { item, of: 'node' }),
  )
  const edges = itemsOf(given.get('byEdge')).map((item) =>
    keyed(catalog, propertyKeys(list.fields?.properties ?? []), { item, of: 'edge' }),
  )
  const keys = [...own, ...edges]
  checkNumber(keys)
  checkRepeated('by', own)
  checkRepeated('byEdge', edges)
  checkSeveral(keys)
  return keys
}

function checkNumber(keys: readonly Keyed[]): void {
  if (keys.length > 0 && keys.length <= MOST_KEYS) return
  throw new Failure('BAD_USER_INPUT', `"by" has ${keys.length} keys; it must have from 1 to ${MOST_KEYS}.`, {
    facts: { argument: 'by', allowed: MOST_KEYS, asked: keys.length },
  })
}

/** A date may be a key by its year and by its month. */
function checkRepeated(argument: string, keys: readonly Keyed[]): void {
  const print = ({ word, key }: Keyed): string => `${word}/${key.by === 'date' ? key.bucket : ''}`
  const repeated = keys.find((key, i) => keys.findIndex((each) => print(each) === print(key)) < i)
  if (!repeated) return
  const message = `"${argument}" names "${repeated.word}" more than once; name each key once.`
  throw new Failure('BAD_USER_INPUT', message, { facts: { argument, key: repeated.word } })
}

function checkSeveral(keys: readonly Keyed[]): void {
  const several = keys.filter(({ key }) =>
    key.by === 'edge' ? key.edge.form !== 'one' : key.by === 'value' && key.list,
  )
  if (several.length <= MOST_SEVERAL) return
  const words = several.map(({ word }) => `"${word}"`).join(', ')
  throw new Failure(
    'BAD_USER_INPUT',
    `"by" has ${several.length} keys of which a node may have several: ${words}; at most ${MOST_SEVERAL} are allowed. Leave one out, or group by it apart, under an alias.`,
    { facts: { argument: 'by', allowed: MOST_SEVERAL, asked: several.length } },
  )
}

/** The elements of a list that is given. */
export function itemsOf(given: Given | undefined): readonly Given[] {
  return given?.is === 'list' ? given.items : []
}

function keyed(
  catalog: Catalog,
  fields: ReadonlyMap<string, KeyField>,
  { item, of }: { readonly item: Given; readonly of: 'node' | 'edge' },
): Keyed {
  const [word, given] = onlyOf(item, 'by')
  const field = fields.get(word)
  invariant(field && given.is === 'leaf', `"${word}" groups`)
  if (field.by === 'kind')
    return { word, field, key: { by: 'value', column: plainColumn('node', 'nodeKind'), list: false } }
  if (field.by === 'edge') {
    const { time } = kindOf(catalog, field.edge.target)
    return { word, field, key: { by: 'edge', edge: field.edge, time } }
  }
  const { property } = field
  if (field.by === 'value')
    return { word, field, key: { by: 'value', column: columnAt(property, of, ''), list: property.list } }
  const precision = property.type.form === 'value' ? columnAt(property, of, '_precision') : null
  return {
    word,
    field,
    key: { by: 'date', column: columnAt(property, of, ''), precision, bucket: given.value as Bucket },
  }
}

function columnAt(property: Property, of: 'node' | 'edge', suffix: string): ColumnOf {
  const column = suffix === '' ? mainColumn(property) : property.column + suffix
  return { of, column, expression: null, fact: of === 'node' ? factOf(property) : null }
}

/** The one field of an input that takes one. */
export function onlyOf(item: Given, argument: string): readonly [string, Given] {
  const [only] = item.is === 'object' ? [...item.fields] : []
  if (only && only[1].is !== 'null') return only
  throw new Failure('BAD_USER_INPUT', `An element of "${argument}" is null; it has one field.`, { facts: { argument } })
}
