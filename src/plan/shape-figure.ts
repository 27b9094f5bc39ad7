import type { PlainValue } from '../store/store.js'
import type { Output } from './plan.js'

type Figured = Output & { readonly make: 'sum' | 'mean' | 'decimal' }

/** The digits of which engines that add in different orders agree. */
const DIGITS = 15

/** Turns a figure of a row into the number or text that the answer has. */
export function figureShaper(output: Figured): (cells: readonly PlainValue[]) => PlainValue {
  if (output.make === 'decimal') {
    const { slot } = output
    return (cells) => (cells[slot] == null ? null : decimalText(Number(cells[slot])))
  }
  const { make, sum, count, decimal } = output
  return (cells) => {
    if (cells[sum] == null) return null
    const total = roundFigure(Number(cells[sum]))
    const value = make === 'sum' ? total : roundFigure(total / Number(cells[count]))
    return decimal ? decimalText(value) : value
  }
}

/** To the digits that are sure; of whole numbers more of them are, and parts behind the fifteenth digit are noise. */
function roundFigure(value: number): number {
  const whole = Math.round(value)
  const isLong = Math.abs(whole) >= 10 ** DIGITS
  return isLong && Number.isSafeInteger(whole) ? whole : Number(value.toPrecision(DIGITS))
}

/** How exactly every date is known that lies in a stretch: the months of a quarter are. */
export function precisionOf(stretch: string): string {
  if (stretch.endsWith('s')) return 'DECADE'
  return { 4: 'YEAR', 7: 'MONTH', 10: 'DAY' }[stretch.length] ?? 'DAY'
}

/** A number without an exponent, as `Decimal` has it. */
function decimalText(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  const [digits = '', power = '0'] = text.split('e')
  const [whole = '', part = ''] = digits.replace('-', '').split('.')
  const places = Number(power)
  const sign = value < 0 ? '-' : ''
  if (places < 0) return `${sign}0.${'0'.repeat(-places - 1)}${whole}${part}`
  return `${sign}${whole}${part.padEnd(places, '0')}`
}
