import { COUNTRY_NAMES } from '../model/country-names.js'
import { readSearchWords } from './search-words.js'

/** A country of the graph with all that it is called there: slug, names, codes. */
export interface CalledCountry {
  readonly id: string
  /** Its two letters of ISO 3166-1. */
  readonly iso2: string | null
  readonly called: readonly string[]
}

/** What somebody says of a country, and which countries of the graph that may be. */
export interface MeantCountry {
  readonly said: string
  /** Null where nobody knows a country that is called so. */
  readonly ids: ReadonlySet<string> | null
}

const CODES = new Map<string, string>()
for (const [iso2, names] of COUNTRY_NAMES) for (const name of names) CODES.set(plain(name), iso2)

/** Finds the country that is meant, by what the graph calls it and by what it is usually called. */
export function meantCountry(said: string, countries: readonly CalledCountry[]): MeantCountry {
  const asked = plain(said)
  if (asked === '') return { said, ids: null }
  const code = CODES.get(asked)
  const meant = countries.filter(
    ({ iso2, called }) => (iso2 !== null && iso2 === code) || called.some((name) => plain(name) === asked),
  )
  const isKnown = code !== undefined || meant.length > 0
  return { said, ids: isKnown ? new Set(meant.map(({ id }) => id)) : null }
}

/** A name without what people leave out of it: `U.S.A.`, `The Netherlands`. */
function plain(name: string): string {
  return readSearchWords(name).words.join('')
}
