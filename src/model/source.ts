import { Edge, Kind, Property, declareEnum } from './declare.js'
import { Evidence } from './claim.js'
import { Node } from './node.js'
import { DateScalar, UrlScalar } from './scalars.js'
import { FuzzyDate } from './values.js'

export const SourceKind = declareEnum('SourceKind', 'What a source is.', {
  ARTICLE: 'A piece of journalism or a post.',
  OFFICIAL: 'A notice or decision of an authority, or a company on itself.',
  PAPER: 'A scientific paper.',
  DATASET: 'A set of data.',
  REGISTER: 'A standard or a register.',
})

@Kind({
  time: 'record',
  description: 'A text or data set that claims come from.',
  one: 'source',
  many: 'sources',
  order: [{ property: 'slug', direction: 'ASC' }],
})
export class Source extends Node {
  @Property(() => String, {
    description: 'A short readable key, unique over all sources.',
    filter: true,
    order: true,
    index: true,
    predicate: null,
  })
  readonly slug!: string

  @Property(() => String, { description: 'Its title.', filter: true, order: true, predicate: null })
  readonly title!: string

  @Property(() => SourceKind, { description: 'What it is.', filter: true, order: true, predicate: null })
  readonly kind!: string

  @Property(() => UrlScalar, { description: 'Its address on the web.', filter: true, nullable: true, predicate: null })
  readonly url!: string | null

  @Property(() => String, { description: 'Its language as BCP 47.', filter: true, nullable: true, predicate: null })
  readonly lang!: string | null

  @Property(() => String, {
    description: 'The licence of its content, as SPDX where there is one.',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly licence!: string | null

  @Property(() => FuzzyDate, {
    description: 'When it was published.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly publishedAt!: FuzzyDate | null

  @Property(() => DateScalar, {
    description: 'The day on which it was read for this graph.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly retrievedOn!: string | null

  @Edge('PUBLISHED_BY', ['out', 'Organization'], { form: 'one', description: 'Who published it.' })
  readonly publisher!: unknown

  @Edge('REPRINT_OF', ['out', 'Source'], { form: 'one', description: 'The source whose words it repeats.' })
  readonly reprintOf!: unknown

  @Edge('SUPPORTED_BY', ['in', 'Claim'], { description: 'The claims it is a source of.', fields: Evidence })
  readonly claims!: unknown
}
