import type { Part } from './file-reader.js'
import type { AnonymousRecord, EntityRecord, SourceRecord } from './records.js'

/** What a file has given a name to; claims may speak of nothing else. */
export interface Names {
  readonly entities: ReadonlyMap<string, EntityRecord & { readonly iso2: string | null; readonly part: Part }>
  readonly sources: ReadonlyMap<string, { readonly record: SourceRecord; readonly part: Part }>
  readonly speakers: ReadonlyMap<string, { readonly record: AnonymousRecord; readonly part: Part }>
}
