import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql'
import type { ValueNode } from 'graphql'

/** A scalar that is a string of one form, on the wire and in the graph. */
function textScalar(
  name: string,
  description: string,
  check: (text: string) => string | null,
): GraphQLScalarType<string, string> {
  const refuse = (given: string, nodes: ValueNode | null): never => {
    throw new GraphQLError(`${name} cannot be ${given}. ${description}`, { nodes })
  }
  const read = (value: unknown): string | null => (typeof value === 'string' ? check(value) : null)
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: (value) => read(value) ?? refuse(JSON.stringify(value), null),
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : null) ?? refuse(print(node), node),
  })
}

/** A day of the calendar. */
export const DateScalar = textScalar('Date', 'A day as ISO 8601, for example "2025-01-30".', (text) =>
  isDay(text) ? text : null,
)

/** A moment, kept in UTC to the millisecond so that text order is time order. */
export const DateTimeScalar = textScalar(
  'DateTime',
  'A moment as ISO 8601 with a zone, for example "2025-01-30T12:00:00Z".',
  (text) => {
    if (
      !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text) ||
      !isDay(text.slice(0, 10))
    )
      return null
    const time = new Date(text)
    if (Number.isNaN(time.getTime())) return null
    const utc = time.toISOString()
    // A year of more digits has a sign before it, and would come before all others.
    return /^\d/.test(utc) ? utc : null
  },
)

/** A number of any size and exactness, as text. */
export const DecimalScalar = textScalar(
  'Decimal',
  'A decimal number as text, for example "40000000000" or "0.25".',
  (text) => (/^-?(0|[1-9]\d{0,29})(\.\d{1,20})?$/.test(text) ? text : null),
)

/** Three letters of ISO 4217. */
export const CurrencyCode = textScalar('CurrencyCode', 'A currency as ISO 4217, for example "USD".', (text) =>
  /^[A-Z]{3}$/.test(text) ? text : null,
)

/** An address on the web. */
export const UrlScalar = textScalar('URL', 'An address that begins with http:// or https://.', (text) =>
  /^https?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : null,
)

/** Whether a text names a day that exists: "2025-02-30" does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text
}
