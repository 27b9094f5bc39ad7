import { KnownCards } from '../../src/search/known-cards.js'
import type { Row } from '../../src/store/store.js'

const ASKED_AT_ONCE = 500

/** Asks for so many cards, and then for the first ones again: whether these are still known. */
async function knowsAll(cards: number, columns: (i: number) => Row): Promise<boolean> {
  const known = new KnownCards()
  let read = 0
  const ask = (from: number): Promise<unknown> => {
    const rows = Array.from({ length: ASKED_AT_ONCE }, (_, i): Row => {
      const card = { of: `entity-${from + i}`, print: `print-${from + i}`, kind: 'Company', texts: 'company', said: '' }
      return { ...card, ...columns(from + i) }
    })
    return known.find(
      (question) => {
        if (question.columns.length > 1) read += 1
        return Promise.resolve([{ rows, more: false }])
      },
      [],
      ASKED_AT_ONCE,
    )
  }
  for (let from = 0; from < cards; from += ASKED_AT_ONCE) await ask(from)
  const before = read
  await ask(0)
  return read === before
}

const NAMES = Array.from({ length: 50 }, (_, i) => `ALIAS Acme${i} Umbra${i} Works${i}`)

test.each([
  ['92,500 with a short name each', 92_500, (i: number) => ({ labels: [`SHOWN Company ${i}`] }), true],
  ['2,000 with fifty names each', 2000, () => ({ labels: NAMES }), false],
])('cards are known by what they take and not by their number: all of %s', async (_, cards, columns, all) => {
  expect(await knowsAll(cards, columns)).toBe(all)
})
