import { invariant } from '../errors.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import { ISO_COUNTRIES } from '../model/iso-countries.js'
import type { ClaimRecord, SourceRecord } from './records.js'

/** The source of what the register says of countries: its codes are those of the edition of August 2020. */
export const COUNTRY_REGISTER: SourceRecord = {
  slug: 'iso-3166-1',
  title: 'ISO 3166-1, codes for countries, as kept by the package i18n-iso-countries',
  kind: 'REGISTER',
  url: null,
  lang: 'en',
  licence: 'MIT',
  publishedAt: parseFuzzyDate('2020-08'),
  retrievedOn: null,
  publisher: null,
  author: null,
  reprintOf: null,
}

/** Whether the register calls two countries so, as the two Congos. */
function isOfTwo(name: string): boolean {
  return [...ISO_COUNTRIES.values()].filter(({ names }) => names.includes(name)).length > 1
}

/** Whether two letters are a country's in ISO 3166-1. */
export function isCountryCode(iso2: string): boolean {
  return ISO_COUNTRIES.has(iso2)
}

/** What ISO 3166-1 says of a country: its names and codes, as claims of the register. */
export function countryClaims(subject: string, iso2: string): readonly ClaimRecord[] {
  const country = ISO_COUNTRIES.get(iso2)
  invariant(country, 'the letters are those of a country')
  const { iso3, numeric, names } = country
  const [formal, usual = formal] = names
  // The library leads with the formal name where there is one ("... of ..."); people look for the short one, unless
  // another country has the same.
  const name = formal.includes(' of ') && !isOfTwo(usual) ? usual : formal
  const others = names.filter((other) => other !== name)
  const say = (predicate: string, value: string, qualifiers: ClaimRecord['qualifiers'] = {}): ClaimRecord =>
    claim({ subject, predicate, value, qualifiers })
  return [
    say('NAME', name, { lang: 'en' }),
    ...others.map((other) => say('ALIAS', other, { lang: 'en', kind: other === formal ? 'OFFICIAL' : 'ALIAS' })),
    say('ISO2', iso2),
    say('ISO3', iso3),
    say('NUMERIC', numeric),
    say('IDENTIFIER', iso2, { scheme: 'ISO3166_1_A2' }),
    say('IDENTIFIER', iso3, { scheme: 'ISO3166_1_A3' }),
    say('IDENTIFIER', numeric, { scheme: 'ISO3166_1_NUM' }),
  ]
}

function claim(said: {
  readonly subject: string
  readonly predicate: string
  readonly value: string
  readonly qualifiers: ClaimRecord['qualifiers']
}): ClaimRecord {
  const { value, ...rest } = said
  return {
    ...rest,
    object: null,
    value: { kind: 'TEXT', text: value },
    text: null,
    polarity: 'AFFIRMS',
    modality: 'CONFIRMED',
    confidence: { level: 'CONFIDENT', score: null, basis: 'the register itself' },
    rank: 'NORMAL',
    rankReason: null,
    review: 'ACCEPTED',
    validFrom: null,
    validTo: null,
    publishedAt: COUNTRY_REGISTER.publishedAt,
    speakers: [{ author: COUNTRY_REGISTER.slug }],
    evidence: [{ source: COUNTRY_REGISTER.slug, locator: null, stance: 'SUPPORTS', quote: null }],
    links: [],
  }
}
