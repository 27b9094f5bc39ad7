import { Edge, Kind } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { Event } from './event.js'

@Kind({ description: 'Somebody says something in public.', one: 'statement', many: 'statements' })
export class Statement extends Event {
  @Edge('SAID_BY', ['out', 'Person'], { description: 'Who said it.', fields: ClaimedEdge })
  readonly speakers!: unknown

  @Edge('IS_ABOUT', ['out', 'Entity'], { description: 'What it is about.', fields: ClaimedEdge })
  readonly about!: unknown
}
