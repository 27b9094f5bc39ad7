import { Float, ID, Int } from 'type-graphql'

import { Edge, EdgeFields, Interface, Property } from './declare.js'
import { FuzzyDate, Identifier, Measurement, Name } from './values.js'
import { ConfidenceLevel, Modality, ParticipantRole } from './words.js'

/** What every node and every projected edge has in common. */

@Interface({ time: 'mixed', description: 'Anything that has an id.', order: [{ property: 'id', direction: 'ASC' }] })
export abstract class Node {
  @Property(() => ID, {
    description: 'Opaque and unique over all kinds; stays the same when the same data is loaded again.',
    filter: true,
    order: true,
    index: true,
    predicate: null,
  })
  readonly id!: string
}

/** What stands on every edge that is computed from claims. */
@EdgeFields({ claimed: true })
export class ClaimedEdge {
  @Property(() => Modality, {
    description: 'How the claim that decides puts it.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly modality!: string

  @Property(() => ConfidenceLevel, {
    description: 'How sure the editors are of the claim that decides.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly confidence!: string

  @Property(() => FuzzyDate, {
    description: 'Since when it holds.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly since!: FuzzyDate | null

  @Property(() => FuzzyDate, {
    description: 'Until when it held.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly until!: FuzzyDate | null

  @Property(() => Int, {
    description: 'To how many independent origins the claims behind it can be followed.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly originCount!: number
}

/** Adds the part that an entity has in an event. */
@EdgeFields({ claimed: true })
export class Participation extends ClaimedEdge {
  @Property(() => ParticipantRole, {
    description: 'The part that the entity has in the event.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly role!: string
}

/** Every relationship type by which an entity takes part in an event, with the role it means. */
export const PARTICIPATION = {
  TARGETS: 'TARGET',
  ISSUED_BY: 'ISSUER',
  CONDUCTED_BY: 'AUTHORITY',
  IMPOSED_BY: 'IMPOSER',
  IN_JURISDICTION: 'JURISDICTION',
  RESTRICTS: 'ITEM',
  RAISED_BY: 'RAISER',
  INVESTED_BY: 'INVESTOR',
  RELEASES: 'RELEASED',
  RELEASED_BY: 'RELEASER',
  HAS_PARTY: 'PARTY',
  TAKES_PLACE_WITHIN: 'HOST',
  SAID_BY: 'SPEAKER',
  IS_ABOUT: 'TOPIC',
} as const

const participations = Object.keys(PARTICIPATION)

@Interface({
  time: 'entity',
  description: 'Anything with a name: organizations, people, models, products, countries and events.',
  order: [{ property: 'name', direction: 'ASC' }],
})
export abstract class Entity extends Node {
  @Property(() => String, {
    description: 'A short readable key, unique over all entities.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly slug!: string

  @Property(() => [String], {
    description: 'The slugs of entities that were judged to be this one and are folded into it; each finds it.',
    filter: true,
    predicate: null,
  })
  readonly foldedSlugs!: readonly string[]

  @Property(() => String, { description: 'The name it is shown by.', filter: true, order: true, index: true })
  readonly name!: string

  @Property(() => [Name], { description: 'Every name it goes by, the one it is shown by first.', predicate: 'ALIAS' })
  readonly names!: readonly Name[]

  @Property(() => String, { description: 'What it is, in a sentence.', filter: true, nullable: true })
  readonly description!: string | null

  @Property(() => [Identifier], {
    description: 'The numbers and words by which registers know it.',
    predicate: 'IDENTIFIER',
  })
  readonly identifiers!: readonly Identifier[]

  @Property(() => Int, {
    description:
      'How many independent origins say something of it at the moment that is asked about; docs/timelines.md has the rule.',
    filter: true,
    order: true,
    index: true,
    predicate: null,
  })
  readonly importance!: number

  @Property(() => Int, {
    description: 'To how many other entities edges tied it when it was measured last; null where to none.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly degree!: number | null

  @Property(() => Float, {
    description: 'Its PageRank when it was measured last: those of all that are tied add up to 1.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly pageRank!: number | null

  @Property(() => String, {
    description:
      'The community that it belonged to when it was measured last, by the slug of the member with the highest PageRank.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly community!: string | null

  @Property(() => Measurement, {
    description: 'When and how degree, pageRank and community were measured; null where they never were.',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly measurement!: Measurement | null

  @Edge('SUBJECT', ['in', 'Claim'], { description: 'What is said of it.' })
  readonly claims!: unknown

  @Edge('OBJECT', ['in', 'Claim'], { description: 'What is said of others in which it is named.' })
  readonly mentions!: unknown

  @Edge(participations, ['in', 'Event'], {
    description: 'Events in which it has a part, once for each part.',
    fields: Participation,
  })
  readonly events!: unknown

  @Edge('CONTRADICTION_OF', ['in', 'Contradiction'], { description: 'On what claims about it disagree.' })
  readonly contradictions!: unknown

  @Edge('JUDGES', ['in', 'Judgement'], { description: 'What was judged of its being the same as another.' })
  readonly judgements!: unknown

  @Edge('SOURCED_FROM', ['out', 'Source'], { description: 'The sources of what is said of it.', projected: true })
  readonly sources!: unknown
}
