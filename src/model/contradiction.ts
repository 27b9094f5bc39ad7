import { Edge, Kind, Property, declareEnum } from './declare.js'
import { Node } from './node.js'
import { DateScalar } from './scalars.js'

export const ContradictionKind = declareEnum('ContradictionKind', 'What claims disagree on.', {
  VALUE: 'On what something is.',
  POLARITY: 'On whether something is so or is not.',
  DATE: 'On when something was.',
  IDENTITY: 'On what a register knows it by.',
})

export const ContradictionBasis = declareEnum('ContradictionBasis', 'How a contradiction was found.', {
  RULE: 'The claims cannot all hold at once.',
  LINK: 'A claim says that it contradicts or denies another.',
})

@Kind({
  description: 'Claims on record that cannot all be true; it is computed, and never settled by itself.',
  many: 'contradictions',
  time: 'span',
  order: [
    { property: 'since', direction: 'DESC' },
    { property: 'predicate', direction: 'ASC' },
  ],
})
export class Contradiction extends Node {
  @Property(() => String, {
    description: 'What the claims are about, as a word in upper snake.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly predicate!: string

  @Property(() => ContradictionKind, {
    description: 'What the claims disagree on.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly kind!: string

  @Property(() => ContradictionBasis, { description: 'How it was found.', filter: true, order: true, predicate: null })
  readonly basis!: string

  @Property(() => DateScalar, {
    description: 'The first day on which the public could know of both sides.',
    filter: true,
    order: true,
    predicate: null,
  })
  readonly since!: string

  @Edge('CONTRADICTION_OF', ['out', 'Entity'], {
    form: 'one',
    nullable: false,
    description: 'What the claims are about.',
  })
  readonly subject!: unknown

  @Edge('BETWEEN', ['out', 'Claim'], { description: 'The claims that disagree.' })
  readonly claims!: unknown
}
