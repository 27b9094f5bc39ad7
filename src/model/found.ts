import { Float } from 'type-graphql'

import { EdgeFields, Property, Value } from './declare.js'

/** What stands beside an entity that was looked for: columns of the list of what was found, not of the graph. */

@Value({ description: 'Words of an entity in which what was looked for stands.' })
export class Highlight {
  @Property(() => String, { description: 'The field that the words are of: name, names, description or summary.' })
  readonly field!: string

  @Property(() => String, { description: 'The words; what matches stands between ** and **.' })
  readonly text!: string
}

@Value({ description: 'One thing that was compared, and what it did to the score.' })
export class ScorePart {
  @Property(() => String, { description: 'What was compared: name, country, domain or identifier.' })
  readonly feature!: string

  @Property(() => Float, { description: 'By how much it changed the score.' })
  readonly effect!: number

  @Property(() => String, { description: 'What was found, in words.' })
  readonly note!: string
}

/** An entity that may be meant by a name. */
@EdgeFields({ claimed: false })
export class Resolution {
  @Property(() => Float, {
    description: 'How likely it is meant, from 0 to 1; docs/search.md has the rule.',
    predicate: null,
  })
  readonly score!: number

  @Property(() => Boolean, {
    description:
      'Whether it may be taken for the one that is meant: the score is at least 0.7, where a weak name alone never gets.',
    column: 'isMatch',
    predicate: null,
  })
  readonly match!: boolean

  @Property(() => String, { description: 'Its name that is most alike; empty when none is.', predicate: null })
  readonly name!: string

  @Property(() => String, { description: 'Why it has its score, in words.', predicate: null })
  readonly explanation!: string

  @Property(() => [ScorePart], { description: 'What made the score, step by step.', predicate: null })
  readonly parts!: readonly ScorePart[]
}

/** An entity that a search found. */
@EdgeFields({ claimed: false })
export class Hit {
  @Property(() => Float, {
    description: 'How well it fits, from 0 to 1; the rule is in docs/search.md and is the same on every engine.',
    predicate: null,
  })
  readonly score!: number

  @Property(() => [Highlight], { description: 'Where what was looked for stands, the name first.', predicate: null })
  readonly highlights!: readonly Highlight[]
}
