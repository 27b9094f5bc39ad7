import { alpha2ToAlpha3, alpha2ToNumeric, getNames, registerLocale } from 'i18n-iso-countries/index.js'
import english from 'i18n-iso-countries/langs/en.json'

registerLocale(english)

/** What countries are usually called in English, with their codes, by the two letters of ISO 3166-1. */
export const COUNTRY_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(getNames('en', { select: 'all' })).map(([iso2, names]) => {
    const codes = [iso2, alpha2ToAlpha3(iso2), alpha2ToNumeric(iso2)].filter((code) => code !== undefined)
    return [iso2, [...names, ...codes]]
  }),
)
