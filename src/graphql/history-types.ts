import { Arg, Field, ObjectType } from 'type-graphql'

import { kindOf } from '../model/catalog.js'
import type { Catalog, Constructor } from '../model/catalog.js'
import { DateTimeScalar } from '../model/scalars.js'
import { AsOf, Clock } from './moment-inputs.js'

type Token = () => unknown
type FieldOf = readonly [name: string, type: Token, description: string, nullable?: boolean]

const PLACE: readonly FieldOf[] = [
  ['field', () => String, 'The field of the API that shows it.'],
  ['predicate', () => String, 'What is claimed, as a word in upper snake.'],
]

/** Declares the history of entities and the difference between two moments, before the schema is built. */
export class Histories {
  readonly #shown: Constructor
  readonly diff: Constructor

  constructor(readonly catalog: Catalog) {
    const { token } = kindOf(catalog, 'Claim')
    this.#shown = object('Shown', 'What one place of an answer showed for a time.', [
      ...PLACE,
      ['from', () => DateTimeScalar, 'Since when it was shown; by publication, the beginning of the day.'],
      ['to', () => DateTimeScalar, 'Until when; null while it is shown.', true],
      ['claim', () => token, 'The claim that decided.'],
    ])
    const difference = object('Difference', 'What one place of an answer shows at two moments.', [
      ...PLACE,
      ['before', () => token, 'The claim that decided at the first moment; null where nothing was shown.', true],
      ['after', () => token, 'The claim that decides at the second moment; null where nothing is shown.', true],
    ])
    const entity = kindOf(catalog, 'Entity').token
    this.diff = object('Diff', 'What differs in an entity between two moments.', [
      ['entity', () => entity, 'The entity, as it is now.'],
      ['added', () => [difference], 'What the second moment shows and the first did not.'],
      ['changed', () => [difference], 'What both show otherwise.'],
      ['withdrawn', () => [difference], 'What the first moment showed and the second does not.'],
    ])
  }

  /** Declares `history` on every entity. */
  putHistory(): void {
    const { prototype } = kindOf(this.catalog, 'Entity').token
    const shown = this.#shown
    Field(() => [shown], {
      description: 'What was shown of it, from when to when, and by which claim; of its first 500 claims by id.',
    })(prototype, 'history')
    argument(prototype, ['history', 0], ['field', () => String, 'Only what this field of the API showed.', true])
    argument(
      prototype,
      ['history', 1],
      ['clock', () => Clock, 'By which clock; that of the root field, or PUBLICATION, unless it is said.', true],
    )
  }
}

/** Declares the two moments of `diff`; answers with the number of the next argument. */
export function putMoments(prototype: object, field: string, at: number): number {
  argument(prototype, [field, at], ['from', () => AsOf, 'The first moment.'])
  argument(prototype, [field, at + 1], ['to', () => AsOf, 'The second moment; now unless it is said.', true])
  return at + 2
}

function argument(prototype: object, [field, at]: readonly [string, number], of: FieldOf): void {
  const [name, type, description, nullable = false] = of
  Arg(name, type as () => StringConstructor, { description, nullable })(prototype, field, at)
}

function object(name: string, description: string, fields: readonly FieldOf[]): Constructor {
  const made = class {}
  ObjectType(name, { description, simpleResolvers: true })(made)
  for (const [field, type, text, nullable = false] of fields)
    Field(type as () => StringConstructor, { description: text, nullable })(made.prototype, field)
  return made
}
