import type { Property } from '../model/catalog.js'
import { CurrencyCode, DecimalScalar } from '../model/scalars.js'
import type { PlainValue } from '../store/store.js'
import type { Part } from './file-reader.js'
import { checked } from './parse-value.js'
import type { Meaning, Vocabulary } from '../model/vocabulary.js'

/** What a claim is about, as far as its qualifiers are concerned. */
export interface Qualified {
  readonly kind: string
  readonly predicate: string
  readonly meaning: Meaning | null
}

/** Reads qualifiers: those that become parts of a value or fields of an edge must fit the type of these, and what is required must be known. */
export function readQualifiers(
  part: Part | undefined,
  properties: readonly Property[],
  required: readonly string[],
): Record<string, PlainValue> {
  const known = new Map(properties.map((property) => [property.name, property]))
  return Object.fromEntries(
    (part?.entries() ?? []).map(([key, value]) => {
      if (!/^[a-z][A-Za-z0-9]*$/.test(key))
        value.problem(`"${key}" cannot be a qualifier; use a word such as comparedTo.`)
      if (required.includes(key) && value.isScalar() && value.scalar() === null)
        value.problem(`"${key}" must be known; leave the claim without a value if it is not.`)
      return [key, readQualifier(value, known.get(key) ?? null)]
    }),
  )
}

/** The properties whose values qualifiers of such a claim give. */
export function qualifiedProperties(
  { kind, predicate, meaning }: Qualified,
  vocabulary: Vocabulary,
): readonly Property[] {
  if (meaning?.form === 'edge')
    return (meaning.edge.fields?.properties ?? []).filter(({ expression }) => expression === null)
  // The name that something is shown by stands among its other names, with the same qualifiers.
  const listed =
    predicate === 'NAME' ? vocabulary.properties(kind).find((each) => each.predicate === 'ALIAS') : meaning?.property
  return listed?.list && listed.type.form === 'value' ? listed.type.value.parts.slice(1) : []
}

/** The names of the qualifiers without which such a claim makes no sense; a name's kind has a default. */
export function requiredQualifiers(
  { predicate, meaning }: Qualified,
  properties: readonly Property[],
): readonly string[] {
  if (meaning?.form !== 'property' || predicate === 'NAME') return []
  return properties.filter(({ nullable, name }) => !nullable && name !== 'kind').map(({ name }) => name)
}

function readQualifier(part: Part, property: Property | null): PlainValue {
  if (!part.isScalar() || property === null || part.scalar() === null) return part.scalar()
  const { type } = property
  if (type.form === 'enum') return part.oneOf(Object.keys(type.enumeration.values))
  // A value of several parts is not said by a qualifier.
  if (type.form === 'value') return part.scalar()
  switch (type.scalar) {
    case 'Boolean':
      return part.boolean()
    case 'Int':
      return part.whole()
    case 'Float':
      return part.number()
    case 'Decimal':
      return checked(part, DecimalScalar)
    case 'CurrencyCode':
      return checked(part, CurrencyCode)
    case 'Date':
      return part.fuzzyDate() && part.scalar()
    default:
      return part.text()
  }
}
