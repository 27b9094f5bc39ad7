import { Edge, Kind, Property, declareEnum } from './declare.js'
import { Node } from './node.js'
import { DateTimeScalar } from './scalars.js'

export const Verdict = declareEnum('Verdict', 'What was judged of two entities.', {
  SAME: 'They are one and the same.',
  DIFFERENT: 'They are two.',
  UNSURE: 'It is looked at and open.',
})

@Kind({
  description: 'What somebody judged of two entities, whether they are one and the same; it can be taken back.',
  many: 'judgements',
  order: [{ property: 'at', direction: 'DESC' }],
})
export class Judgement extends Node {
  @Property(() => Verdict, { description: 'What was judged.', filter: true, order: true, predicate: null })
  readonly verdict!: string

  @Property(() => String, { description: 'Why it was judged so.', filter: true, predicate: null })
  readonly reason!: string

  @Property(() => DateTimeScalar, {
    description: 'When it was judged; where only the day is known, the end of it.',
    filter: true,
    order: true,
    index: true,
    predicate: null,
  })
  readonly at!: string

  @Property(() => DateTimeScalar, {
    description: 'When it was taken back; where only the day is known, the end of it.',
    filter: true,
    order: true,
    nullable: true,
    predicate: null,
  })
  readonly revokedAt!: string | null

  @Property(() => String, {
    description: 'Why it is not carried out; null where it is, or where there is nothing to carry out.',
    filter: true,
    nullable: true,
    predicate: null,
  })
  readonly refusal!: string | null

  @Property(() => DateTimeScalar, {
    description: 'When it was recorded here.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly recordedAt!: string

  @Edge('JUDGED_BY', ['out', 'Speaker'], { form: 'one', nullable: false, description: 'Who judged it.' })
  readonly by!: unknown

  @Edge('JUDGES', ['out', 'Entity'], {
    form: 'list',
    description:
      'The two that were judged; of two that are folded into one, that one; one that is not in the graph yet is left out.',
    position: 'position',
  })
  readonly entities!: unknown
}
