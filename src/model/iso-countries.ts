import { alpha2ToAlpha3, alpha2ToNumeric, getNames, registerLocale } from 'i18n-iso-countries/index.js'
import english from 'i18n-iso-countries/langs/en.json'

registerLocale(english)

/** What ISO 3166-1 says of a country, beside its two letters. */
interface IsoCountry {
  readonly iso3: string
  readonly numeric: string
  /** In English: the formal name first, then what it is usually called, if that is another. */
  readonly names: readonly [string, ...string[]]
}

/** The countries of ISO 3166-1 by their two letters. */
export const ISO_COUNTRIES: ReadonlyMap<string, IsoCountry> = new Map(
  Object.entries(getNames('en', { select: 'all' })).map(([iso2, [formal = iso2, ...others]]) => [
    iso2,
    { iso3: alpha2ToAlpha3(iso2) ?? '', numeric: alpha2ToNumeric(iso2) ?? '', names: [formal, ...others] },
  ]),
)
