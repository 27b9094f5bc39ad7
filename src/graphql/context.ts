import type { GraphQLResolveInfo } from 'graphql'

/** What a resolver may use in one request. */
export interface RequestContext {
  readonly requestId: string
  /** Aborted when the client has gone. */
  readonly signal?: AbortSignal
  /** The moments that the operation asked about, for its `extensions`. */
  moments?: Readonly<Record<string, unknown>>
  /** The tree of the whole operation; read once, however many root fields ask. */
  answer?: (info: GraphQLResolveInfo) => Promise<Readonly<Record<string, unknown>>>
}
