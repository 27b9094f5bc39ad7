import { Arg, Field, InputType, registerEnumType } from 'type-graphql'

import { DateScalar, DateTimeScalar } from '../model/scalars.js'
import { ConfidenceLevel, Modality } from '../model/words.js'

export const Clock = { PUBLICATION: 'PUBLICATION', SYSTEM: 'SYSTEM' } as const
registerEnumType(Clock, {
  name: 'Clock',
  description: 'By what a question means that something was known.',
  valuesConfig: {
    PUBLICATION: { description: 'When the public could know it: from the last day of its publication on.' },
    SYSTEM: { description: 'When it was recorded here, and until it was taken back here.' },
  },
})

const MinReview = { ACCEPTED: 'ACCEPTED', PROPOSED: 'PROPOSED' } as const
registerEnumType(MinReview, {
  name: 'MinReview',
  description: 'How far the editors must have come with a claim for it to count.',
  valuesConfig: {
    ACCEPTED: { description: 'They have taken it in.' },
    PROPOSED: { description: 'It is suggested, and not rejected.' },
  },
})

@InputType({ description: 'A moment to look at the graph from.' })
export class AsOf {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day of the world: properties and edges as they were then; unless it is said, properties are of the day of `known`, and edges of any time.',
  })
  readonly valid?: string

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Only what was known by then, now unless it is said; on the clock of publication its day counts, in UTC.',
  })
  readonly known?: string

  @Field(() => Clock, { nullable: true, description: 'What `known` means; PUBLICATION unless it is said.' })
  readonly clock?: string
}

@InputType({
  description:
    'How well a fact must stand to show, judged by the claim that decides; names always show, and lists of claims are not facts.',
})
class Trust {
  @Field(() => Modality, {
    nullable: true,
    description: 'The weakest way to put it, in the order CONFIRMED, REPORTED, ALLEGED, INFERRED; others are refused.',
  })
  readonly minModality?: string

  @Field(() => ConfidenceLevel, {
    nullable: true,
    description: 'The least confidence, in the order CONFIDENT, LIKELY, SPECULATIVE, UNKNOWN.',
  })
  readonly minConfidence?: string

  @Field(() => MinReview, {
    nullable: true,
    description: 'Whether claims that nobody has judged count too; ACCEPTED unless it is said.',
  })
  readonly review?: string
}

/** Declares what every root field may be asked with: the moment and the trust. Answers with the number of the next argument. */
export function putMoment(prototype: object, field: string, at: number): number {
  // relay-compiler refuses @refetchable where `node` takes anything but an id; `nodes` and `entity` take a moment.
  if (field === 'node') return at
  Arg('asOf', () => AsOf, { nullable: true, description: 'The moment to look from; it holds for everything below.' })(
    prototype,
    field,
    at,
  )
  Arg('trust', () => Trust, {
    nullable: true,
    description: 'How well facts must stand; it holds for every fact below.',
  })(prototype, field, at + 1)
  return at + 2
}
