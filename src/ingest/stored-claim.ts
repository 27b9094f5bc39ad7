import type { Weighed } from '../model/claim-rules.js'
import { USUAL_SPAN } from '../model/versions.js'
import type { Version } from '../model/versions.js'
import type { PlainValue } from '../store/store.js'

/** The properties of a node or a relationship. */
export type Columns = Record<string, PlainValue>

/** What stands on a node, and apart from it what tells of the claims behind. */
export interface Content {
  readonly own: Columns
  readonly facts: Columns
}

/** A source that a claim stands in, with the day from which it counts: empty where it does as long as the claim is known. */
interface StoredEvidence {
  readonly source: string
  readonly since: string
}

/** A claim as the projection reads it back from the graph. */
export interface StoredClaim extends Weighed {
  /** The entity that it names as its subject, which may be folded into the one whose view it is in. */
  readonly names: string
  readonly predicate: string
  readonly object: string | null
  readonly objectKind: string | null
  readonly columns: Readonly<Record<string, PlainValue>>
  readonly qualifiers: Readonly<Record<string, PlainValue>>
  readonly evidence: readonly StoredEvidence[]
  /** The claims that it says it contradicts, denies or refines, and those that say so of it. */
  readonly disputes: readonly { readonly type: string; readonly other: Weighed }[]
}

/** What is known of an entity apart from the claims of which it is the subject. */
export interface Subject {
  readonly id: string
  readonly kind: string
  readonly slug: string
  /** Since when it is on record here. */
  readonly recordedAt: string
  /** The same, or since when the first of those is that are folded into it. */
  readonly knownHereSince: string
  /** The first day on which a claim that names it as object was public; null where there is none. */
  readonly namedSince: string | null
}

/**
 * The stretches of a version as they stand on its relationship, but for what is usual: Neo4j reads the properties of a
 * relationship one after the other, so that each that is there makes all others dearer.
 */
export function spanColumns({ layer, published, recorded, valid, whole }: Version<unknown>): Columns {
  const all = {
    layer,
    pub_from: published.from,
    pub_to: published.to,
    sys_from: recorded.from,
    sys_to: recorded.to,
    valid_from: valid.from,
    valid_to: valid.to,
    whole,
  }
  const usual: Columns = USUAL_SPAN
  return Object.fromEntries(Object.entries(all).filter(([column, value]) => usual[column] !== value))
}

/** Tells whether what is written of a claim's origins is what they are. */
export function printOfOrigins({ origins, originsSince }: Pick<Weighed, 'origins' | 'originsSince'>): string {
  return [...origins, ...(originsSince ?? [])].join(' ')
}
