import { isDay } from './scalars.js'

/** The columns of a fuzzy date, by part. */
export interface FuzzyDateParts {
  readonly value: string
  readonly precision: 'DAY' | 'MONTH' | 'YEAR' | 'DECADE'
  readonly from: string
  readonly to: string
}

/** Reads "2025-01-30", "2025-01", "2025" or "2020s"; null when it is none of them. */
export function parseFuzzyDate(text: string): FuzzyDateParts | null {
  const year = /^(\d{4})(s)?$/.exec(text)
  if (year?.[1]) {
    const last = year[2] ? String(Number(year[1]) + 9) : year[1]
    if (year[2] && !text.endsWith('0s')) return null
    const from = `${year[1]}-01-01`
    return { value: from, precision: year[2] ? 'DECADE' : 'YEAR', from, to: `${last.padStart(4, '0')}-12-31` }
  }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) {
    const [y, m] = text.split('-').map(Number)
    const end = new Date(Date.UTC(y ?? 0, m ?? 1, 0)).toISOString().slice(8, 10)
    return { value: `${text}-01`, precision: 'MONTH', from: `${text}-01`, to: `${text}-${end}` }
  }
  return isDay(text) ? { value: text, precision: 'DAY', from: text, to: text } : null
}
