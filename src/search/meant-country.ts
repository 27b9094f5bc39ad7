import { ISO_COUNTRIES } from '../model/iso-countries.js'
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

/** The ids of countries of the graph that are called so, by the names as they are compared; of a known one that is not there, none. */
export type CountriesByName = ReadonlyMap<string, ReadonlySet<string>>

/** Countries by what the graph calls them and by what they are usually called. */
export function nameCountries(countries: readonly CalledCountry[]): CountriesByName {
  const byName = new Map<string, Set<string>>()
  for (const [code, { names, iso3, numeric }] of ISO_COUNTRIES)
    for (const name of [...names, code, iso3, numeric])
      byName.set(plain(name), new Set(countries.flatMap(({ id, iso2 }) => (iso2 === code ? [id] : []))))
  for (const { id, called } of countries)
    for (const name of called.map(plain)) byName.set(name, (byName.get(name) ?? new Set()).add(id))
  byName.delete('')
  return byName
}

/** Finds the country that is meant. */
export function meantCountry(said: string, byName: CountriesByName): MeantCountry {
  return { said, ids: byName.get(plain(said)) ?? null }
}

/** A name without what people leave out of it: `U.S.A.`, `The Netherlands`. */
function plain(name: string): string {
  return readSearchWords(name).words.join('')
}
