import type { Property } from '../model/catalog.js'
import { CurrencyCode, DecimalScalar, UrlScalar } from '../model/scalars.js'
import type { Part } from './file-reader.js'
import type { ValueRecord } from './records.js'

/** The value of a claim, typed by the property that it projects to; without one it is words, a number or yes and no. */
export function readValue(part: Part, property: Property | null): ValueRecord | null {
  if (property === null) return readFree(part)
  const { type } = property
  if (type.form === 'enum') return textual(part.oneOf(Object.keys(type.enumeration.values)))
  if (type.form === 'scalar') return readScalar(part, type.scalar)
  if (property.list) return readElement(part, type.value.parts[0] ?? null)
  if (type.value.name === 'FuzzyDate') return dated(part)
  if (type.value.name === 'Money') return readMoney(part)
  return readQuantity(part)
}

/** An element of a list of values is said by its first part; the other parts are qualifiers. */
function readElement(part: Part, lead: Property | null): ValueRecord | null {
  return lead ? readValue(part, lead) : readFree(part)
}

function readScalar(part: Part, scalar: string): ValueRecord | null {
  switch (scalar) {
    case 'Int':
      return numeric(part.whole())
    case 'Float':
      return numeric(part.number())
    case 'Boolean': {
      const value = part.boolean()
      return value === null ? null : { kind: 'BOOLEAN', text: String(value), boolean: value }
    }
    case 'Date':
    case 'DateTime':
      return dated(part)
    case 'URL':
      return textual(checked(part, UrlScalar))
    case 'Decimal':
      return textual(checked(part, DecimalScalar))
    default:
      return textual(part.text())
  }
}

function readFree(part: Part): ValueRecord | null {
  const value = part.scalar()
  if (typeof value === 'number') return numeric(part.number())
  if (typeof value === 'boolean') return { kind: 'BOOLEAN', text: String(value), boolean: value }
  return textual(part.text())
}

function readMoney(part: Part): ValueRecord | null {
  const fields = part.isMap() ? part.map(['amount', 'currency']) : null
  const [amountPart, currencyPart] = [fields?.get('amount'), fields?.get('currency')]
  if (!amountPart || !currencyPart) return part.problem('Money is { amount: "40000000000", currency: USD }.')
  const [amount, currency] = [checked(amountPart, DecimalScalar), checked(currencyPart, CurrencyCode)]
  return amount === null || currency === null
    ? null
    : { kind: 'MONEY', text: `${amount} ${currency}`, amount, currency }
}

function readQuantity(part: Part): ValueRecord | null {
  if (part.isScalar()) return numeric(part.number())
  const fields = part.isMap() ? part.map(['value', 'low', 'high', 'unit']) : null
  const given = fields?.get('value')
  if (!given || !fields) return part.problem('A quantity is a number or { value, low, high, unit }.')
  const number = given.number()
  if (number === null) return null
  const [low, high, unit] = [fields.get('low')?.number(), fields.get('high')?.number(), fields.get('unit')?.text()]
  if (number < (low ?? number) || number > (high ?? number))
    return part.problem('The value lies in the range from low to high.')
  return {
    kind: 'NUMBER',
    text: String(number),
    number,
    ...(low == null ? {} : { low }),
    ...(high == null ? {} : { high }),
    ...(unit == null ? {} : { unit }),
  }
}

/** A text of the form of one scalar; a number is taken as it is written, so that no digit is lost. */
export function checked(
  part: Part,
  scalar: {
    readonly parseValue: (value: unknown) => string
    readonly name: string
    readonly description?: string | null | undefined
  },
): string | null {
  const value = part.literal()
  try {
    return scalar.parseValue(value)
  } catch {
    return part.problem(`"${value ?? ''}" is not of the form of ${scalar.name}. ${scalar.description ?? ''}`)
  }
}

function textual(text: string | null): ValueRecord | null {
  return text === null ? null : { kind: 'TEXT', text }
}

function numeric(number: number | null): ValueRecord | null {
  return number === null ? null : { kind: 'NUMBER', text: String(number), number }
}

function dated(part: Part): ValueRecord | null {
  const date = part.fuzzyDate()
  return date && { kind: 'DATE', text: String(part.scalar()), date }
}
