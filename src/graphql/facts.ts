import { Field, Int, ObjectType } from 'type-graphql'

import { kindOf } from '../model/catalog.js'
import type { Catalog, Constructor, Kind, Property } from '../model/catalog.js'
import { unionToken } from '../model/declare.js'
import { ResolutionReason } from '../model/standing.js'
import { ConfidenceLevel, Modality } from '../model/words.js'
import { factName } from './derived-names.js'

type Token = () => unknown

/** Declares the explained forms of properties, and to whom claims go back, before the schema is built. */
export class Facts {
  readonly #made = new Map<string, Constructor>()
  #origins: Constructor | null = null

  constructor(readonly catalog: Catalog) {}

  /** Declares `<name>Fact` for each property that a kind has of its own and claims say. */
  putFacts(kind: Kind): void {
    const inherited = new Set(kind.interfaces.flatMap((name) => kindOf(this.catalog, name).properties))
    for (const property of kind.properties) {
      if (inherited.has(property) || property.predicate === null) continue
      const type = this.#fact(property)
      const description = `Who says so of ${property.name}, how surely, and what else is said.`
      put(kind.token, `${property.name}Fact`, { type: () => type, description, nullable: !property.list })
    }
    if (kind.name === 'Claim') this.putOrigins(kind.token, 'To whom it can be followed back.')
  }

  /** Declares `origins` on a type. */
  putOrigins(made: Constructor, description: string): void {
    const type = (this.#origins ??= makeOrigins())
    put(made, 'origins', { type: () => type, description, nullable: false })
  }

  #fact(property: Property): Constructor {
    const name = factName(property)
    const known = this.#made.get(name)
    if (known) return known
    const made = class {}
    this.#made.set(name, made)
    const value = property.stated
    if (property.list) {
      ObjectType(name, { description: 'A list with the claims that put something in it.', simpleResolvers: true })(made)
      put(made, 'value', {
        type: value,
        description: 'The elements, one for each thing that is claimed.',
        nullable: false,
      })
      put(made, 'claims', { type: this.#claims(), description: 'The claims behind it.', nullable: false })
    } else {
      ObjectType(name, { description: 'A value with the claims behind it.', simpleResolvers: true })(made)
      this.#putDecision(made, value)
    }
    this.putOrigins(made, 'To whom the claims that agree with it can be followed back.')
    return made
  }

  #putDecision(made: Constructor, value: Token): void {
    const claim = kindOf(this.catalog, 'Claim').token
    const fields: readonly (readonly [string, Token, string, boolean?])[] = [
      ['value', value, 'The value; null where the claim says that there is none, or that it is not known.', true],
      ['claim', () => claim, 'The claim that decides.', true],
      ['alternatives', this.#claims(), 'The other claims that may show, in the order in which they would decide.'],
      ['reason', () => ResolutionReason, 'Why that claim decides.'],
      ['explanation', () => String, 'The reason in words.'],
      ['modality', () => Modality, 'How the claim that decides puts it.'],
      ['confidence', () => ConfidenceLevel, 'How sure the editors are of the claim that decides.'],
    ]
    for (const [name, type, description, nullable = false] of fields) put(made, name, { type, description, nullable })
  }

  #claims(): Token {
    const { token } = kindOf(this.catalog, 'Claim')
    return () => [token]
  }
}

function makeOrigins(): Constructor {
  const made = class {}
  ObjectType('Origins', {
    description: 'Independent origins: reprints and quotes are followed to whom they come from.',
    simpleResolvers: true,
  })(made)
  put(made, 'count', { type: () => Int, description: 'How many they are.', nullable: false })
  const speaker = unionToken('Speaker')
  put(made, 'speakers', { type: () => [speaker], description: 'Who they are.', nullable: false })
  return made
}

function put(
  made: Constructor,
  name: string,
  { type, description, nullable }: { readonly type: Token; readonly description: string; readonly nullable: boolean },
): void {
  Field(type as () => StringConstructor, { description, nullable })(made.prototype, name)
}
