import { Arg, Field, InputType, Int, ObjectType } from 'type-graphql'

import type { Catalog, Constructor } from '../model/catalog.js'
import { IdentifierScheme } from '../model/identifier-schemes.js'
import type { Connections } from './connections.js'
import { connectionName } from './derived-names.js'
import { hitsOf, resolutionOf } from './hits.js'
import type { SearchForm } from './root-fields.js'

@ObjectType({ description: 'A value with the number of found entities that have it.', simpleResolvers: true })
class Facet {
  @Field(() => String, { description: 'The value: of a kind its word in KindName, of a country its slug.' })
  readonly value!: string

  @Field(() => String, { description: 'The value for people to read.' })
  readonly label!: string

  @Field(() => Int, { description: 'How many of the entities that were found have it.' })
  readonly count!: number
}

@ObjectType({
  description: 'What the found entities have in common, the most frequent value first, at most 50 values each.',
  simpleResolvers: true,
})
class SearchFacets {
  @Field(() => [Facet], { description: 'Of which kinds they are.' })
  readonly kinds!: readonly Facet[]

  @Field(() => [Facet], { description: 'Of which kinds the events among them are.' })
  readonly eventKinds!: readonly Facet[]

  @Field(() => [Facet], { description: 'Countries in which they are, apply or are led from.' })
  readonly countries!: readonly Facet[]

  @Field(() => [Facet], {
    description: 'How what is claimed of them is put; each entity counts once for each modality.',
  })
  readonly modalities!: readonly Facet[]
}

@InputType({ description: 'A register with the number or word by which it knows something.' })
class RegisterKey {
  @Field(() => IdentifierScheme, { description: 'The register.' })
  readonly scheme!: string

  @Field(() => String, { description: 'The number or word.' })
  readonly value!: string
}

@InputType({ description: 'What is known of the one that is meant, beside the name; all of it is optional.' })
class ResolveContext {
  @Field(() => String, { nullable: true, description: 'Its country: a slug, a name or a code of ISO 3166-1.' })
  readonly country?: string

  @Field(() => String, { nullable: true, description: 'Its domain, or the address of its site.' })
  readonly domain?: string

  @Field(() => [RegisterKey], { nullable: true, description: 'What registers call it; at most 50.' })
  readonly identifiers?: readonly RegisterKey[]
}

const FIRST = 'How many rows at most: 20 unless it is said, at most 200.'
const FIRST_TEN = 'How many at most: 10 unless it is said, at most 200.'
const KINDS = 'Only entities of these kinds.'
type Argument = readonly [name: string, type: () => unknown, description: string, required?: 'required']

/** Makes the types of the fields that look for words, and says which arguments they take. */
export class SearchFields {
  constructor(
    readonly catalog: Catalog,
    readonly connections: Connections,
  ) {}

  /** The type of an answer of `search`. */
  hits(): Constructor {
    const list = hitsOf(this.catalog)
    const made = this.connections.connection(list, `Pages of what a search found: ${connectionName(list)}.`)
    Field(() => Boolean, {
      description: 'Whether more entities hold the words than are weighed; the best of them are among the weighed.',
    })(made.prototype, 'truncated')
    Field(() => SearchFacets, { description: 'Numbers by kind, country and modality, over all pages.' })(
      made.prototype,
      'facets',
    )
    return made
  }

  /** The type of an element of `suggest`. */
  suggestion(): Constructor {
    const entity = this.connections.target('Entity')
    const kinds = this.connections.inputs.kindNames()
    return object('Suggestion', 'A name that goes on as what was typed begins.', [
      ['name', () => String, 'The name that matches, as it is written.'],
      ['slug', () => String, 'The slug of the entity.'],
      ['kind', () => kinds, 'Of which kind the entity is.'],
      ['entity', () => entity, 'The entity itself.'],
    ])
  }

  /** The type of an element of `resolve`. */
  candidate(): Constructor {
    const made = object('Candidate', 'An entity that may be meant by a name.', [
      ['entity', () => this.connections.target('Entity'), 'The entity.'],
    ])
    for (const { name, stated, description } of resolutionOf(this.catalog).properties)
      Field(stated as () => StringConstructor, { description })(made.prototype, name)
    return made
  }

  /** Declares the arguments of a field, and answers with their number. */
  putArguments(prototype: object, field: SearchForm): number {
    const { inputs } = this.connections
    const kinds = inputs.kindNames()
    const where = inputs.where({ target: 'Entity', fields: null })
    const given: Readonly<Record<typeof field, readonly Argument[]>> = {
      search: [
        [
          'query',
          () => String,
          'The words to look for, at most 12; each may be begun only, and typos are forgiven.',
          'required',
        ],
        ['kinds', () => [kinds], KINDS],
        ['where', () => where, 'Which of the found entities belong to the list.'],
        ['first', () => Int, FIRST],
        ['after', () => String, 'Only rows after this cursor.'],
      ],
      suggest: [
        ['prefix', () => String, 'What was typed so far.', 'required'],
        ['kinds', () => [kinds], KINDS],
        ['first', () => Int, FIRST_TEN],
      ],
      resolve: [
        ['name', () => String, 'The name.', 'required'],
        ['kinds', () => [kinds], KINDS],
        ['context', () => ResolveContext, 'What is known beside the name.'],
        ['first', () => Int, FIRST_TEN],
      ],
    }
    for (const [i, [name, type, description, required]] of given[field].entries())
      Arg(name, type as () => StringConstructor, { nullable: required !== 'required', description })(
        prototype,
        field,
        i,
      )
    return given[field].length
  }
}

function object(name: string, description: string, fields: readonly Argument[]): Constructor {
  const made = class {}
  ObjectType(name, { description, simpleResolvers: true })(made)
  for (const [field, type, text] of fields)
    Field(type as () => StringConstructor, { description: text })(made.prototype, field)
  return made
}
