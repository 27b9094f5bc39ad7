import type { Bucket, Figure } from '../../src/plan/plan.js'
import type { PlainValue } from '../../src/store/store.js'
import { compareScalars } from './agreement-semantics.js'

/** What a figure is of the values of a group's members. */
export function figureOf(how: Figure['how'], all: readonly PlainValue[]): PlainValue {
  const values = all.filter((value) => value !== null)
  const sorted = values.toSorted(compareScalars)
  const sum = values.reduce<number>((total, value) => total + Number(value), 0)
  switch (how) {
    case 'count':
      return values.length
    case 'distinct':
      return new Set(values).size
    case 'min':
      return sorted[0] ?? null
    case 'max':
      return sorted.at(-1) ?? null
    case 'sum':
      return values.length === 0 ? null : sum
    case 'avg':
      return values.length === 0 ? null : sum / values.length
  }
}

const EXACT: Readonly<Record<Bucket, readonly string[]>> = {
  DAY: ['DAY'],
  MONTH: ['DAY', 'MONTH'],
  QUARTER: ['DAY', 'MONTH'],
  YEAR: ['DAY', 'MONTH', 'YEAR'],
}

/** The stretch of time in which a date lies, or what is known of it where that is less; null where there is none. */
export function bucketOf(bucket: Bucket, date: PlainValue, precision: PlainValue | undefined): PlainValue {
  if (date === null) return null
  if (precision !== undefined && !EXACT[bucket].includes(String(precision))) {
    if (precision === 'DECADE') return `${String(date).slice(0, 4)}s`
    return String(date).slice(0, precision === 'YEAR' ? 4 : 7)
  }
  const text = String(date)
  const quarter = Math.ceil(Number(text.slice(5, 7)) / 3)
  return {
    DAY: text.slice(0, 10),
    MONTH: text.slice(0, 7),
    QUARTER: `${text.slice(0, 4)}-Q${quarter}`,
    YEAR: text.slice(0, 4),
  }[bucket]
}

/** Every way to take one of each list. */
export function combinations(lists: readonly (readonly PlainValue[])[]): readonly (readonly PlainValue[])[] {
  return lists.reduce<readonly (readonly PlainValue[])[]>(
    (made, list) => made.flatMap((each) => list.map((value) => [...each, value])),
    [[]],
  )
}
