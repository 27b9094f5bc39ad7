import { Edge, Kind, Property, declareEnum } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { Event } from './event.js'

export const ReleaseStage = declareEnum('ReleaseStage', 'How far a release goes.', {
  PREVIEW: 'Shown or opened to some.',
  BETA: 'Open for trial.',
  GENERAL: 'Open to all.',
  WEIGHTS: 'The weights are published.',
  DEPRECATED: 'Still there, to be replaced.',
  WITHDRAWN: 'Taken back.',
})

export const Channel = declareEnum('Channel', 'How a released model is reached.', {
  CHAT_FREE: 'In a chat, without paying.',
  CHAT_PAID: 'In a chat, for a fee.',
  API: 'By programs.',
  WEIGHTS: 'By loading its weights.',
})

@Kind({ description: 'A model is made available.', one: 'release', many: 'releases' })
export class Release extends Event {
  @Property(() => ReleaseStage, {
    predicate: 'RELEASE_STAGE',
    description: 'How far it goes.',
    filter: true,
    order: true,
    nullable: true,
  })
  readonly stage!: string | null

  @Property(() => [Channel], { description: 'How the model is reached.', filter: true, predicate: 'CHANNEL' })
  readonly channels!: readonly string[]

  @Edge('RELEASES', ['out', 'Model'], { form: 'one', description: 'What is released.', fields: ClaimedEdge })
  readonly model!: unknown

  @Edge('RELEASED_BY', ['out', 'Organization'], { description: 'Who releases it.', fields: ClaimedEdge })
  readonly releasers!: unknown
}
