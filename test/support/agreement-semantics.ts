import type { PlainValue } from '../../src/store/store.js'

/** The order of two values of one type; texts by code points, false before true. */
export function compareScalars(a: PlainValue, b: PlainValue): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  return Number(a) - Number(b)
}

function compareTexts(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let i = 0; i < left.length && i < right.length; i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

interface Compared {
  readonly value: PlainValue
  readonly other: PlainValue
  readonly insensitive: boolean
}

const TESTS: Readonly<Record<string, (value: PlainValue, other: PlainValue) => boolean>> = {
  eq: (value, other) => value === other,
  ne: (value, other) => value !== other,
  lt: (value, other) => compareScalars(value, other) < 0,
  lte: (value, other) => compareScalars(value, other) <= 0,
  gt: (value, other) => compareScalars(value, other) > 0,
  gte: (value, other) => compareScalars(value, other) >= 0,
  contains: (value, other) => String(value).includes(String(other)),
  startsWith: (value, other) => String(value).startsWith(String(other)),
  endsWith: (value, other) => String(value).endsWith(String(other)),
  in: (value, other) => listed(other).includes(value),
  notIn: (value, other) => !listed(other).includes(value),
  has: (value, other) => listed(value).includes(other),
  hasAny: (value, other) => listed(other).some((each) => listed(value).includes(each)),
  matches: (value, other) => listed(other).every((each) => String(value).includes(String(each))),
  hasAll: (value, other) => listed(other).every((each) => listed(value).includes(each)),
}

/** Whether a comparison holds; with null none does. */
export function holds(how: string, { value, other, insensitive }: Compared): boolean {
  const test = TESTS[how]
  if (!test) throw new Error(`Nobody knows the comparison "${how}"`)
  if (value === null || other === null) return false
  return insensitive ? test(lower(value), lower(other)) : test(value, other)
}

function lower(value: PlainValue): PlainValue {
  if (Array.isArray(value)) return value.map(lower)
  return typeof value === 'string' ? value.toLowerCase() : value
}

function listed(value: PlainValue): readonly PlainValue[] {
  return value as readonly PlainValue[]
}
