import type { Edge, Time } from '../model/catalog.js'
import type { ClockName, Layer } from '../model/claim-rules.js'
import type { PlainValue } from '../store/store.js'
import type { ClaimCells } from './claim-cells.js'
import type { Comparison, ValueForm } from './comparison.js'
import type { EmbeddedEntry, FacetKey, PageInfoEntry } from './entries.js'
import type { Hops, WalkEntry } from './walk-parts.js'

/**
 * What one operation needs from the graph, free of GraphQL and free of Cypher: plain data that can be
 * printed. Its form depends on the document only; values of clients stand in it as `Ref`s.
 */
export interface Plan {
  readonly roots: readonly Root[]
}

/** One root field: one statement. */
export interface Root {
  readonly key: string
  /** What is fetched; the statement answers one row with one column for each. */
  readonly slots: readonly Slot[]
  readonly output: Output
  readonly nullable: boolean
  /** The moment that it asks about; null for what is now. */
  readonly pins: Pins | null
  /** The two moments between which it tells what differs. */
  readonly between?: Readonly<Record<'from' | 'to', Pins>>
  /** How little the claims behind facts may be trusted; null where every fact shows. */
  readonly trust: Trust | null
  /** What is looked for before the statement can be filled: it finds the entities, and the statement fetches them. */
  readonly looksFor?: LookFor
  /** What is looked for by following edges before the statement can be filled. */
  readonly walk?: Walk
}

/** What a root field looks for by words. */
export interface LookFor {
  readonly for: 'search' | 'suggest' | 'resolve'
  /** How the argument with the words is called. */
  readonly argument: string
  readonly words: Ref
  readonly kinds: readonly string[] | null
  /** Whether the statement may drop some of what is found, so that more must be looked at. */
  readonly filtered: boolean
  /** How many of the best are kept; null keeps all, for a filter and pages to choose from. */
  readonly cut: Hole | null
  /** What is known beside a name that is to be resolved. */
  readonly context?: LookContext
}

export interface LookContext {
  readonly country: Ref | null
  readonly domain: Ref | null
  readonly identifiers: readonly KeyOf[]
  /** The edges from an entity to its countries. */
  readonly toCountries: Edge
}

/** A moment: what was known then, of which day. */
export interface Pins {
  readonly clock: ClockName
  /** Null for now. */
  readonly known: Ref | null
  readonly valid: Ref | null
  readonly review: Layer
}

/** The words that the claim behind a fact may be put and believed with; null for all. */
export interface Trust {
  readonly modalities: readonly string[] | null
  readonly confidences: readonly string[] | null
}

/** Where a value comes from when a request is bound. */
export type Ref =
  | { readonly from: 'constant'; readonly value: PlainValue }
  | { readonly from: 'variable'; readonly path: readonly (string | number)[] }
  | { readonly from: 'items'; readonly items: readonly Ref[] }

/** What a register calls something, or a slug or an id; `argument` is what a refusal calls the place where it is given. */
export type KeyOf = Readonly<Record<'scheme' | 'value', Ref>> & { readonly argument: string }

/** A hole of a statement: what fills the parameter of one request. */
export type Hole =
  | { readonly fill: 'value'; readonly ref: Ref; readonly as?: ValueForm }
  /** Keys to look up, of which there may be only so many. */
  | { readonly fill: 'keys'; readonly ref: Ref; readonly argument: string }
  /** Ids as keys of identifiers: a folded entity's id leads to the one that it is folded into. */
  | { readonly fill: 'formerIds'; readonly ref: Ref }
  | { readonly fill: 'limit'; readonly page: Page }
  | { readonly fill: 'cursor'; readonly page: Page; readonly side: 'after' | 'before'; readonly at: number }
  | ({ readonly fill: 'identifier' } & KeyOf)
  | { readonly fill: 'identifiers'; readonly refs: readonly KeyOf[] }
  /**
   * What the root field of this key found by words: maps with the id of an entity and those columns of what is known
   * beside it; with a page only those of the page.
   */
  | { readonly fill: 'found'; readonly key: string; readonly columns: readonly string[]; readonly page: Page | null }
  /** What a walk brings: the nodes to go on from, and at last what it found. */
  | { readonly fill: 'walked'; readonly what: string }
  /** What was known up to here, on the clock of the pins. */
  | { readonly fill: 'known'; readonly pins: Pins }
  /** The day that is asked about: the one that is named, else that of what was known, else today. */
  | { readonly fill: 'day'; readonly pins: Pins | null }

/**
 * A column of the node or the edge at a place, or an expression with `{n}` and `{today}`; of a group, a key or figure by
 * its name; `reached` is what an order reads at other nodes, by the number of its key.
 */
export interface ColumnOf {
  readonly of: 'node' | 'edge' | 'group' | 'reached'
  readonly column: string
  readonly expression: string | null
  /** The columns that tell of the claims behind it begin with this; null where no claim says it. */
  readonly fact: { readonly column: string; readonly list: boolean } | null
  /** It tells of the claims behind a property, and so stands apart from the node. */
  readonly isFact?: true
}

/** Something that is fetched at one place in the graph. */
export type Slot =
  | ({ readonly get: 'column' } & ColumnOf)
  | { readonly get: 'rows'; readonly branch: Branch }
  | { readonly get: 'count'; readonly branch: Branch }
  | { readonly get: 'facet'; readonly branch: Branch; readonly facet: Facet }
  | { readonly get: 'groups'; readonly grouping: Grouping }

/** How often each value comes among the nodes of a branch: a value of theirs, or of nodes that edges lead to. */
export interface Facet {
  readonly over: { readonly edge: Edge; readonly time: Time } | null
  readonly value: string
  /** A column that says the value to people; null where it is the value itself. */
  readonly label: string | null
}

/** The nodes of a branch in groups with equal keys, or without keys in one; the slots are those of a group. */
export interface Grouping {
  readonly branch: Branch
  readonly keys: readonly NamedKey[]
  readonly figures: readonly NamedFigure[]
  /** Which groups there are, by their figures. */
  readonly having: Filter | null
  readonly order: readonly OrderBy[]
  readonly page: Page | null
  readonly slots: readonly Slot[]
  /** Only the number of groups is wanted. */
  readonly asNumber?: true
}

/** What the members of a group have in common; its name is that of a variable, unlike all others of a statement. */
export interface NamedKey {
  readonly name: string
  readonly key: GroupKey
}

/** What is computed of all members of a group. */
export interface NamedFigure {
  readonly name: string
  readonly figure: Figure
}

export type Bucket = 'DAY' | 'MONTH' | 'QUARTER' | 'YEAR'

export type GroupKey =
  /** One group for each value; of a list, for each element. */
  | { readonly by: 'value'; readonly column: ColumnOf; readonly list: boolean }
  /** One group for each stretch of time; a date that is not known as exactly is in that of the stretch that it is known to. */
  | {
      readonly by: 'date'
      readonly column: ColumnOf
      /** Null where every date is exact to the day. */
      readonly precision: ColumnOf | null
      readonly bucket: Bucket
    }
  /** One group for each node at the other end. */
  | { readonly by: 'edge'; readonly edge: Edge; readonly time: Time }

export interface Figure {
  readonly how: 'count' | 'distinct' | 'min' | 'max' | 'sum' | 'avg'
  /** Null counts the members themselves. */
  readonly column: ColumnOf | null
}

/** How a branch finds its nodes. */
export type Anchor =
  | { readonly by: 'label' }
  | { readonly by: 'edge'; readonly edge: Edge }
  /** Nodes whose ids stand in a list on the node or the edge; of those maybe only the first, or only the others. */
  | {
      readonly by: 'listed'
      readonly of: 'node' | 'edge'
      readonly column: string
      readonly isFact?: true
      readonly part: 'all' | 'first' | 'others'
    }
  | { readonly by: 'id'; readonly id: Hole }
  | { readonly by: 'ids'; readonly ids: Hole }
  | { readonly by: 'identifier'; readonly key: Hole }
  | { readonly by: 'identifiers'; readonly keys: Hole }
  /** What the root field of a key found; `isWhole` where the statement drops none of it. */
  | { readonly by: 'found'; readonly key: string; readonly isWhole: boolean }
  /** What a walk found: nodes by their ids, edges by their ends and ids. */
  | { readonly by: 'walkedNodes'; readonly ids: Hole }
  | { readonly by: 'walkedEdges'; readonly keys: Hole; readonly types: readonly string[] }
  /** Events that an edge of these types leads from to a node that is named, or by `belonging` to what belongs to it. */
  | {
      readonly by: 'about'
      readonly keys: Hole & { readonly fill: 'identifiers' }
      readonly ids: Hole | null
      readonly types: readonly string[]
      readonly belonging: readonly string[]
    }
  /** The node that is the key of a group. */
  | { readonly by: 'key'; readonly name: string }

/** Nodes reached from one place, with what is wanted of each of them. */
export interface Branch {
  readonly anchor: Anchor
  /** The kind, interface or union of the nodes. */
  readonly target: string
  readonly time: Time
  readonly filter: Filter | null
  readonly order: readonly OrderBy[]
  readonly page: Page | null
  readonly slots: readonly Slot[]
  /** Figures of it count each node once, where several of its edges may lead to one. */
  readonly once?: true
}

/** One page of a list: at most one of `first` and `last` is given. */
export interface Page {
  /** Names the list and its order, so that a cursor of another one is refused. */
  readonly list: string
  readonly backward: boolean
  /** Null: the default size, or all there is up to the cap for lists that have no pages. */
  readonly size: Ref | null
  readonly after: Ref | null
  readonly before: Ref | null
  /** How many rows a list without pages has at most, where that is not the size of a page. */
  readonly cap?: number
  /** Fetches one row more than the page, to know whether there is another page. */
  readonly lookAhead: boolean
  /** What the argument is called in an error: `Query.companies`. */
  readonly at: string
  readonly order: readonly OrderBy[]
  /** Words that make the list another one, so that a cursor fits only the same words. */
  readonly words?: Ref
  /** Values that decide what is in the list, or its order: with others it is another list. */
  readonly values?: readonly Ref[]
}

export interface OrderBy extends ColumnOf {
  readonly direction: 'ASC' | 'DESC'
  readonly nullable: boolean
  readonly indexed: boolean
  /** What its values are in a cursor. */
  readonly type: 'string' | 'number' | 'boolean'
  /** Where it is read, if not at the rows of the list themselves. */
  readonly reach?: Reach
}

/** What is read of other nodes, from one place on: a value of one neighbour, or a figure of many; null where there is none. */
export type Reach =
  | { readonly read: 'value'; readonly column: ColumnOf }
  /** Of the one node that the branch leads to. */
  | { readonly read: 'one'; readonly branch: Branch; readonly next: Reach }
  | { readonly read: 'figure'; readonly branch: Branch; readonly figure: Figure }

export type Filter =
  | { readonly test: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly test: 'not'; readonly filter: Filter }
  | ({ readonly test: 'null' | 'empty'; readonly is: boolean } & ColumnOf)
  | ({
      readonly test: 'compare'
      readonly how: Comparison
      readonly hole: Hole
      readonly insensitive: boolean
      /** Whether each label that has the column has an index of it. */
      readonly indexed: boolean
    } & ColumnOf)
  | {
      readonly test: 'edge'
      readonly edge: Edge
      readonly time: Time
      readonly quantifier: 'some' | 'none' | 'every'
      readonly filter: Filter
    }
  /** Belongs to the group that has this key. */
  | ({ readonly test: 'same' } & NamedKey)
  /** Of claims: taken in by the editors, and not taken back. */
  | { readonly test: 'onRecord' }

/** What a root field looks for by following edges from entity to entity, a level at a time. */
export interface Walk {
  readonly find: 'shortestPath' | 'paths' | 'neighbourhood' | 'reachable'
  /** The id of the entity where it begins and, of paths, of the one where they end: slots of rows, of which the first that has one counts. */
  readonly ends: readonly (readonly Slot[])[]
  /** Relationship types that are followed, and which way. */
  readonly types: readonly string[]
  readonly direction: 'IN' | 'OUT' | 'ANY'
  /** What every entity on the way must be like; those where it begins and ends need not. */
  readonly through: Filter
  readonly edges: Filter
  /** Which of the entities that are reached are wanted. */
  readonly where: Filter
  readonly hops: Hops<Ref>
  /** Prefers the path whose weakest edge is the surest to the shortest one. */
  readonly surest: boolean
  readonly page: Page | null
  /** The fields of the answer that are asked for, since some cost more than others. */
  readonly asks: readonly string[]
}

/** How the slots of a row become a value of the answer. */
export type Output =
  | { readonly make: 'walk'; readonly entries: readonly WalkEntry<NodeOutput, Output>[] }
  | { readonly make: 'constant'; readonly value: PlainValue }
  | { readonly make: 'slot'; readonly slot: number; readonly otherwise?: PlainValue }
  /** Null where the cell of the test is; without a test it is always there. */
  | { readonly make: 'value'; readonly test: number | null; readonly entries: readonly Entry[] }
  /** What the same cells make of a node. */
  | { readonly make: 'self'; readonly node: NodeOutput }
  | HistoryOutput
  | DiffOutput
  | { readonly make: 'length'; readonly slot: number }
  /** Null becomes null, and whatever else its text. */
  | { readonly make: 'text'; readonly slot: number }
  /** How exactly a stretch of time is known, by its text. */
  | { readonly make: 'precision'; readonly slot: number }
  /** A sum, or the mean that comes of it; null where nothing is counted. */
  | {
      readonly make: 'sum' | 'mean'
      readonly sum: number
      readonly count: number
      readonly decimal: boolean
    }
  | { readonly make: 'decimal'; readonly slot: number }
  | { readonly make: 'tuple'; readonly items: readonly Output[] }
  /** The one group that there is without keys. */
  | { readonly make: 'figures'; readonly slot: number; readonly entries: readonly Entry[] }
  | { readonly make: 'groups'; readonly slot: number; readonly entries: readonly Entry[] }
  | { readonly make: 'words'; readonly slot: number; readonly words: Readonly<Record<string, string>> }
  | { readonly make: 'embedded'; readonly slot: number; readonly parts: readonly EmbeddedEntry[] }
  | { readonly make: 'one'; readonly slot: number; readonly node: NodeOutput }
  /** The first that is found, in the order of the slots. */
  | { readonly make: 'either'; readonly slots: readonly number[]; readonly node: NodeOutput }
  | { readonly make: 'list'; readonly slot: number; readonly node: NodeOutput }
  | { readonly make: 'lookup'; readonly slots: readonly number[]; readonly keys: Hole; readonly node: NodeOutput }
  | {
      readonly make: 'connection'
      readonly rows: number | null
      readonly page: Page
      readonly fields: readonly ConnectionEntry[]
    }
  /** A list of nodes, each with what stands beside it. */
  | { readonly make: 'rows'; readonly slot: number; readonly entries: readonly EdgeEntry[] }
  | { readonly make: 'facet'; readonly slot: number; readonly ofKinds: boolean; readonly keys: readonly FacetKey[] }
  | { readonly make: 'truncated'; readonly key: string }
  | {
      readonly make: 'highlights'
      readonly words: Ref
      readonly fields: readonly { readonly field: string; readonly slot: number; readonly names: boolean }[]
      readonly parts: readonly EmbeddedEntry[]
    }

/** What was shown of the node, from when to when. */
export interface HistoryOutput {
  readonly make: 'history'
  readonly cells: ClaimCells
  readonly clock: ClockName
  readonly pins: Pins | null
  readonly trust: Trust | null
  /** Only this field; null for all. */
  readonly field: Ref | null
  /** What a history is called in an error: `Company.history`. */
  readonly at: string
  readonly entries: readonly HistoryEntry[]
}

export type HistoryEntry =
  | { readonly key: string; readonly field: 'field' | 'predicate' | 'from' | 'to' | '__typename' }
  | { readonly key: string; readonly field: 'claim'; readonly node: NodeOutput }

/** What differs between two moments. */
export interface DiffOutput {
  readonly make: 'diff'
  readonly cells: ClaimCells
  readonly from: Pins
  readonly to: Pins
  readonly change: 'added' | 'changed' | 'withdrawn'
  readonly entries: readonly DiffEntry[]
}

export type DiffEntry =
  | { readonly key: string; readonly field: 'field' | 'predicate' | '__typename' }
  | { readonly key: string; readonly field: 'before' | 'after'; readonly node: NodeOutput }

/** One field of the answer. `nonNull` is the schema's promise, which the shaper checks. */
export interface Entry {
  readonly key: string
  readonly nonNull: boolean
  readonly output: Output
}

/** What is wanted of a node, for each kind it may be. */
export interface NodeOutput {
  /** The slot that holds the kind; null where only one kind is possible. */
  readonly kindSlot: number | null
  readonly kinds: Readonly<Record<string, readonly Entry[]>>
}

export type ConnectionEntry =
  | { readonly key: string; readonly field: 'typename'; readonly name: string }
  | { readonly key: string; readonly field: 'nodes'; readonly node: NodeOutput }
  | { readonly key: string; readonly field: 'edges'; readonly entries: readonly EdgeEntry[] }
  | {
      readonly key: string
      readonly field: 'pageInfo'
      readonly entries: readonly PageInfoEntry[]
      readonly cursor: readonly number[]
    }
  | { readonly key: string; readonly field: 'totalCount'; readonly slot: number }
  | { readonly key: string; readonly field: 'own'; readonly output: Output }

export type EdgeEntry =
  | { readonly key: string; readonly field: 'node'; readonly node: NodeOutput }
  | { readonly key: string; readonly field: 'cursor'; readonly slots: readonly number[] }
  | { readonly key: string; readonly field: 'own'; readonly nonNull: boolean; readonly output: Output }
