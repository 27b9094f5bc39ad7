/** How many times as large as usual the world is. */
const scale = Number(process.env.BENCH_SCALE ?? 1)

/**
 * A made-up world of companies, models, people, countries and events. Degrees are skewed: a few companies have
 * hundreds of models, most have one or none. The same seed gives the same world.
 */
export const SIZES = Object.fromEntries(
  Object.entries({ countries: 200, companies: 2000, people: 10_000, models: 20_000, events: 60_000 }).map(
    ([name, size]) => [name, Math.round(size * scale)],
  ),
)

/** Events take these kinds in turn. */
export const EVENT_KINDS = ['BAN', 'FUNDRAISE', 'RELEASE', 'INQUIRY']

/** Every list holds plain rows; ends of edges are numbers of rows. */
export function makeWorld() {
  const { number, skewed, date } = createChance(42)
  const many = (size, make) => Array.from({ length: size }, (_, i) => make(i))
  const { countries, companies, people, models, events } = SIZES
  return {
    countries: many(countries, (i) => ({ id: `k${i}`, name: `Country ${i}` })),
    companies: many(companies, (i) => ({ id: `c${i}`, name: `Company ${digits(i)}`, valuation: number(1e9) })),
    people: many(people, (i) => ({ id: `p${i}`, name: `Person ${digits(i)}` })),
    models: many(models, (i) => ({
      id: `m${i}`,
      name: `Model ${digits(i)}`,
      releasedAt: date(),
      parameters: number(1e6),
    })),
    events: many(events, (i) => ({
      id: `e${i}`,
      name: `Event ${i}`,
      kind: EVENT_KINDS[i % 4],
      date: date(),
      amount: number(1e6),
    })),
    headquarters: many(companies, (i) => [i, skewed(countries)]),
    developers: many(models, (i) => [i, skewed(companies)]),
    // Two jobs at most; a person may hold both in one company.
    jobs: many(people * 2, (i) => [i % people, skewed(companies)]),
    eventCompanies: many(events, (i) => [i, skewed(companies)]),
    // A round of funding is not about a model.
    eventModels: many(events, (i) => [i, skewed(models)]).filter(([event]) => event % 4 !== 1),
    eventCountries: many(events, (i) => [i, skewed(countries)]),
  }
}

function digits(number) {
  return String(number).padStart(5, '0')
}

/** A linear congruential generator, so that every run and every target has the same world. */
function createChance(seed) {
  let state = seed
  const next = () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 4294967296
  }
  const number = (below) => Math.floor(below * next())
  const twoDigits = (value) => String(value).padStart(2, '0')
  return {
    number,
    skewed: (below) => Math.floor(below * next() ** 3),
    date: () => `20${15 + number(10)}-${twoDigits(1 + number(12))}-${twoDigits(1 + number(28))}`,
  }
}
