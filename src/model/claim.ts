import { Int } from 'type-graphql'

import { Edge, EdgeFields, Kind, Property, declareUnion } from './declare.js'
import { Node } from './node.js'
import { DateTimeScalar } from './scalars.js'
import { ClaimValue, Confidence, FuzzyDate, Qualifier } from './values.js'
import { ClaimLink, Modality, Polarity, Rank, Review, Stance } from './words.js'

declareUnion('Speaker', 'Who says something.', [
  'Person',
  'Company',
  'Agency',
  'Outlet',
  'Unit',
  'AnonymousSpeaker',
  'Author',
])

/** Where in a source a claim stands. */
@EdgeFields({ claimed: false, dated: true })
export class Evidence {
  @Property(() => Stance, {
    description: 'What the source does to the claim.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly stance!: string

  @Property(() => String, {
    description: 'Where in the source, for example "paragraph 3".',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly locator!: string | null

  @Property(() => String, {
    description: 'The words of the source, where they may be shown.',
    nullable: true,
    predicate: null,
  })
  readonly quote!: string | null
}

/** How one claim bears on another. */
@EdgeFields({ claimed: false })
export class LinkToClaim {
  @Property(() => ClaimLink, {
    description: 'How the claim bears on the other.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly type!: string

  @Property(() => DateTimeScalar, {
    description: 'When the link was recorded here.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly recordedAt!: string
}

const links = Object.keys(ClaimLink)

@Kind({
  time: 'record',
  description: 'What somebody says of an entity, with who says it, where, how surely and when.',
  many: 'claims',
})
export class Claim extends Node {
  @Property(() => String, {
    description: 'What is said, as a word in upper snake, for example "DEVELOPED_BY".',
    filter: true,
    order: true,
    index: true,
    predicate: null,
  })
  readonly predicate!: string

  @Property(() => String, {
    description: 'A name of its own that its file gave it, unique over all claims.',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly key!: string | null

  @Property(() => ClaimValue, {
    description: 'What is said of the subject, when it is not another entity.',
    filter: true,
    predicate: null,
  })
  readonly value!: ClaimValue

  @Property(() => String, {
    description: 'The claim in words.',
    filter: true,
    words: true,
    nullable: true,
    predicate: null,
  })
  readonly text!: string | null

  @Property(() => [Qualifier], { description: 'What qualifies it.', predicate: null })
  readonly qualifiers!: readonly Qualifier[]

  @Property(() => Polarity, {
    description: 'Whether it says that something is so or is not.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly polarity!: string

  @Property(() => Modality, { description: 'How the speaker puts it.', filter: true, order: true, predicate: null })
  readonly modality!: string

  @Property(() => Confidence, { description: 'How sure the editors are.', filter: true, order: true, predicate: null })
  readonly confidence!: Confidence

  @Property(() => Rank, { description: 'What the editors prefer.', filter: true, order: true, predicate: null })
  readonly rank!: string

  @Property(() => String, { description: 'Why it has its rank.', nullable: true, predicate: null })
  readonly rankReason!: string | null

  @Property(() => Review, {
    description: 'Whether the editors have taken it in.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly review!: string

  @Property(() => FuzzyDate, {
    description: 'Since when it is said to hold.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly validFrom!: FuzzyDate | null

  @Property(() => FuzzyDate, {
    description: 'Until when it is said to have held.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly validTo!: FuzzyDate | null

  @Property(() => FuzzyDate, {
    description: 'When the public could know it.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly publishedAt!: FuzzyDate | null

  @Property(() => DateTimeScalar, {
    description: 'When it was recorded here.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly recordedAt!: string

  @Property(() => DateTimeScalar, {
    description: 'When it was taken back here.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly retractedAt!: string | null

  @Property(() => Int, {
    description:
      'To how many independent origins it can be followed: reprints and quotes count as whom they come from.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly originCount!: number

  @Property(() => String, { description: 'Why it was taken back.', nullable: true, predicate: null })
  readonly retractReason!: string | null

  @Edge('SUBJECT', ['out', 'Entity'], { form: 'one', nullable: false, description: 'What it is about.' })
  readonly subject!: unknown

  @Edge('OBJECT', ['out', 'Entity'], { form: 'one', description: 'The other entity that it names.' })
  readonly object!: unknown

  @Edge('ATTRIBUTED_TO', ['out', 'Speaker'], {
    form: 'list',
    description: 'Who says it, nearest first, then from whom they have it.',
    position: 'position',
    unique: false,
  })
  readonly speakers!: unknown

  @Edge('SUPPORTED_BY', ['out', 'Source'], { description: 'Where it stands.', fields: Evidence })
  readonly sources!: unknown

  @Edge(links, ['out', 'Claim'], {
    description: 'Claims that it bears on, once for each way in which it does.',
    fields: LinkToClaim,
  })
  readonly links!: unknown

  @Edge(links, ['in', 'Claim'], {
    description: 'Claims that bear on it, once for each way in which they do.',
    fields: LinkToClaim,
  })
  readonly linkedFrom!: unknown
}

@Kind({
  time: 'none',
  description: 'Somebody who speaks without a name; never a person that could be taken for another.',
})
export class AnonymousSpeaker extends Node {
  @Property(() => String, { description: 'How the source describes them.', nullable: true, predicate: null })
  readonly description!: string | null

  @Property(() => Int, { description: 'How many they are, where the source says so.', nullable: true, predicate: null })
  readonly count!: number | null

  @Edge('AFFILIATED_WITH', ['out', 'Organization'], { form: 'one', description: 'Whom they are said to belong to.' })
  readonly affiliation!: unknown
}

@Kind({ time: 'none', description: 'Whoever wrote a source, named or not.' })
export class Author extends Node {
  @Property(() => String, {
    description: 'The name, or "unnamed author" where the source gives none.',
    predicate: null,
    otherwise: 'unnamed author',
  })
  readonly name!: string

  @Edge('AUTHOR_OF', ['out', 'Source'], { form: 'one', nullable: false, description: 'What they wrote.' })
  readonly source!: unknown
}
