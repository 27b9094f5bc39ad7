import type { FieldNode, GraphQLSchema } from 'graphql'

import type { Catalog, Property } from '../model/catalog.js'
import type { Anchor, Filter, NodeOutput, Output, Page } from '../plan/plan.js'
import type { Fragments } from './fragments.js'
import type { Given, Variables } from './given.js'
import { keyOfNodes } from './place.js'
import type { Place } from './place.js'
import type { ListOf } from './select-list.js'

/** What reading a document needs besides the document. */
export interface Reading {
  readonly schema: GraphQLSchema
  readonly catalog: Catalog
  readonly fragments: Fragments
  readonly variables: Variables
  /** How many fields were read, once for each kind that they were read for: what a plan takes to keep. */
  readonly tally: { fields: number }
}

/** Where a field stands: its key in the answer, all nodes of the document that ask for it, its name for messages. */
export interface Asked {
  readonly key: string
  readonly nodes: readonly FieldNode[]
  readonly parent: string
}

/** What a field that is more than a property or an edge may use of the reading of its document. */
export interface Selecting {
  readonly reading: Reading
  fieldsOf(typeName: string, nodes: readonly FieldNode[]): Asked[]
  arguments(asked: Asked): ReadonlyMap<string, Given>
  node(target: string, nodes: readonly FieldNode[], place: Place): NodeOutput
  /** A name for a grouping, unlike all others of a root field. */
  nextGroup(): string
  connection(asked: Asked, from: From, outer: Place): Output
  property(property: Property, of: 'node' | 'edge', at: { readonly asked: Asked; readonly place: Place }): Output
}

/** Where the nodes of a connection come from. */
export interface From {
  readonly anchor: Anchor
  readonly list: ListOf & { readonly unique: boolean }
  /** What holds for all of them besides what the client asks. */
  readonly within?: Filter | null
}

/** The name of the field that nodes of a document ask for. */
export function nameOf(nodes: readonly FieldNode[]): string {
  return nodes[0]?.name.value ?? ''
}

/** A page with nothing before and after it, of at most `size` rows or `cap`; with a name for the list it has the default size. */
export function onlyPage(
  { parent, nodes }: Asked,
  of: Pick<Page, 'order'> & Partial<Pick<Page, 'size' | 'cap' | 'list'>>,
): Page {
  const at = `${parent}.${nameOf(nodes)}`
  return { list: '', backward: false, size: null, after: null, before: null, lookAhead: false, at, ...of }
}

/** The same field of several kinds of one interface is one branch, when it follows the same edge. */
export function branchKey(asked: Asked, anchor: Anchor): string {
  return `${asked.key}/${keyOfNodes(asked.nodes)}/${JSON.stringify(anchor)}`
}
