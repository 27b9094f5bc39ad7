import { Edge, Interface, Property, Value } from '../declare.js'
import { ClaimedEdge, Entity, PARTICIPATION, Participation } from '../node.js'
import { FuzzyDate } from '../values.js'
import { DateScalar } from '../scalars.js'
import { DatePrecision, EventStatus } from '../words.js'

@Value({ description: 'A step in the life of an event.' })
export class Stage {
  @Property(() => EventStatus, { description: 'What the event came to be.' })
  readonly status!: string

  @Property(() => DateScalar, { description: 'Since when; for a coarse date, its first day.', nullable: true })
  readonly date!: string | null

  @Property(() => DatePrecision, { description: 'How exactly the date is known.', nullable: true })
  readonly precision!: string | null

  @Property(() => String, { description: 'What happened, in words.', nullable: true })
  readonly note!: string | null
}

@Interface({
  description: 'Something that happened, is happening or may happen.',
  many: 'events',
  order: [{ property: 'date', direction: 'DESC' }],
})
export abstract class Event extends Entity {
  @Property(() => String, { description: 'The name of the event.', column: 'name', predicate: null })
  readonly title!: string

  @Property(() => EventStatus, { description: 'Where it stands.', filter: true, order: true, nullable: true })
  readonly status!: string | null

  @Property(() => FuzzyDate, {
    description: 'When it happened or began.',
    filter: true,
    order: true,
    index: true,
    nullable: true,
  })
  readonly date!: FuzzyDate | null

  @Property(() => FuzzyDate, { description: 'When it was announced.', filter: true, order: true, nullable: true })
  readonly announcedOn!: FuzzyDate | null

  @Property(() => String, { description: 'What happened, in a sentence or two.', filter: true, nullable: true })
  readonly summary!: string | null

  @Property(() => [Stage], { description: 'The steps of its life, in order.', predicate: 'STAGE' })
  readonly stages!: readonly Stage[]

  @Edge('IN_JURISDICTION', ['out', 'Country'], { description: 'Where it applies.', fields: ClaimedEdge })
  readonly jurisdictions!: unknown

  @Edge(Object.keys(PARTICIPATION), ['out', 'Entity'], {
    description: 'Who or what has a part in it, once for each part.',
    fields: Participation,
  })
  readonly participants!: unknown

  @Edge('RESPONDS_TO', ['out', 'Event'], { description: 'Events that it is said to answer.', fields: ClaimedEdge })
  readonly respondsTo!: unknown

  @Edge('RESPONDS_TO', ['in', 'Event'], { description: 'Events that are said to answer it.', fields: ClaimedEdge })
  readonly responses!: unknown

  @Edge('CAUSED_BY', ['out', 'Event'], { description: 'Events that are said to have caused it.', fields: ClaimedEdge })
  readonly causes!: unknown

  @Edge('CAUSED_BY', ['in', 'Event'], { description: 'Events that it is said to have caused.', fields: ClaimedEdge })
  readonly effects!: unknown
}
