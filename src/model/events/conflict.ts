import { Edge, Kind } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { Event } from './event.js'

@Kind({ description: 'A dispute between people or organizations.', one: 'conflict', many: 'conflicts' })
export class Conflict extends Event {
  @Edge('HAS_PARTY', ['out', 'Entity'], { description: 'Who is in dispute.', fields: ClaimedEdge })
  readonly parties!: unknown

  @Edge('TAKES_PLACE_WITHIN', ['out', 'Organization'], {
    form: 'one',
    description: 'The organization in which it takes place.',
    fields: ClaimedEdge,
  })
  readonly within!: unknown
}
