import { Edge, Kind, Property, declareEnum } from '../declare.js'
import { ClaimedEdge } from '../node.js'
import { Ground } from '../words.js'
import { Event } from './event.js'

export const InquiryKind = declareEnum('InquiryKind', 'How far an authority’s questions have gone.', {
  INFORMATION_REQUEST: 'It asks for information.',
  TALKS: 'It talks with the firm.',
  FORMAL_INVESTIGATION: 'It investigates.',
  HEARING: 'It hears the parties.',
})

@Kind({ description: 'Questions that an authority puts to a firm.', one: 'inquiry', many: 'inquiries' })
export class Inquiry extends Event {
  @Property(() => InquiryKind, { description: 'How far it has gone.', filter: true, order: true, nullable: true })
  readonly kind!: string | null

  @Property(() => [Ground], { description: 'Why it is conducted.', filter: true, predicate: 'GROUND' })
  readonly grounds!: readonly string[]

  @Edge('CONDUCTED_BY', ['out', 'Agency'], { description: 'Who conducts it.', fields: ClaimedEdge })
  readonly authorities!: unknown

  @Edge('TARGETS', ['out', 'Entity'], { description: 'What or whom it is aimed at.', fields: ClaimedEdge })
  readonly targets!: unknown

  @Edge('UNDER', ['out', 'LegalInstrument'], { description: 'The law that it rests on.', fields: ClaimedEdge })
  readonly instruments!: unknown
}
