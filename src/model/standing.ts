import { Int } from 'type-graphql'

import type { Property as PropertyRecord } from './catalog.js'
import { Property, Value, declareEnum, valueTypeOf } from './declare.js'
import { ConfidenceLevel, Modality } from './words.js'

/** Why a claim decides, in words. */
export const REASONS = {
  ONLY_CLAIM: 'It is the only claim on it that may show.',
  ALL_AGREE: 'All claims on it that may show say the same.',
  PREFERRED_RANK: 'The editors prefer it to what others say.',
  STRONGER_MODALITY: 'It is put more firmly than what others say.',
  MORE_ORIGINS: 'It can be followed to more independent origins than what others say.',
  HIGHER_CONFIDENCE: 'The editors are surer of it than of what others say.',
  LATER_PUBLICATION: 'It was published later than what others say.',
  ARBITRARY: 'Nothing tells it from what others say; the order of their ids decides.',
} as const

export const ResolutionReason = declareEnum(
  'ResolutionReason',
  'Why the deciding claim comes before the first that says something else.',
  REASONS,
)

@Value({ description: 'How well a fact stands.' })
export class Standing {
  @Property(() => Modality, { description: 'How the deciding claim puts it.', column: '_modality', filter: true })
  readonly modality!: string

  @Property(() => ConfidenceLevel, {
    description: 'How sure the editors are of the deciding claim.',
    column: '_confidence',
    filter: true,
  })
  readonly confidence!: string

  @Property(() => Int, {
    description: 'To how many independent origins the claims that agree with it can be followed.',
    column: '_originCount',
    filter: true,
  })
  readonly originCount!: number
}

/** What can be asked of the standing of a property: it lies in columns that begin with those of the property. */
export function standingOf(property: PropertyRecord): PropertyRecord {
  return {
    ...property,
    name: `${property.name}Fact`,
    description: `How well ${property.name} stands.`,
    type: { form: 'value', value: valueTypeOf(Standing) },
    predicate: null,
  }
}
