import { alpha2ToAlpha3, alpha3ToAlpha2, numericToAlpha2 } from 'i18n-iso-countries/index.js'

import { declareEnum } from './declare.js'

/** A register, or another way of naming things, and the form of what it calls them. */
interface Scheme {
  readonly description: string
  /** What a value looks like, for a person who got it wrong. */
  readonly form: string
  /** Where the form is laid down. */
  readonly source: string
  /** How the register writes letters, where it writes all of them alike. */
  readonly letters?: 'capital' | 'small'
  /** Addresses that stand for an identifier, which is the first group. */
  readonly address?: RegExp
  readonly fits: (value: string) => boolean
  /** What is wrong with a value of the right form; null when nothing is. */
  readonly check?: (value: string) => string | null
}

const matches =
  (form: RegExp) =>
  (value: string): boolean =>
    form.test(value)

/** Small letters, digits and single hyphens. */
export const isSlug = matches(/^[a-z0-9]+(-[a-z0-9]+)*$/)

const SCHEMES = {
  SLUG: {
    description: 'A slug that the entity had formerly.',
    form: 'small letters, digits and single hyphens, for example "deepseek-ai"',
    source: '../seed/README.md',
    fits: isSlug,
  },
  WIKIDATA: {
    description: 'Wikidata item, Q and digits.',
    form: 'Q and a number, for example "Q21708200"',
    source: 'https://www.wikidata.org/wiki/Wikidata:Identifiers',
    letters: 'capital',
    address: /^https?:\/\/(?:www\.|m\.)?wikidata\.org\/(?:wiki|entity)\/([^/?#]+)/i,
    fits: matches(/^Q[1-9]\d{0,9}$/),
  },
  LEI: {
    description: 'Legal Entity Identifier, ISO 17442.',
    form: '18 capitals and digits and two check digits, for example "HWUPKR0MPOU8FGXBT394"',
    source: 'https://www.gleif.org/en/about-lei/iso-17442-the-lei-code-structure',
    letters: 'capital',
    fits: matches(/^[0-9A-Z]{18}\d{2}$/),
    check: (value) => (mod97(value) === 1 ? null : wrongCheckDigits),
  },
  ISO3166_1_A2: {
    description: 'Two letters of ISO 3166-1.',
    form: 'two capitals, for example "IT"',
    source: 'https://www.iso.org/iso-3166-country-codes.html',
    letters: 'capital',
    fits: matches(/^[A-Z]{2}$/),
    check: (value) => (alpha2ToAlpha3(value) ? null : noCountry),
  },
  ISO3166_1_A3: {
    description: 'Three letters of ISO 3166-1.',
    form: 'three capitals, for example "ITA"',
    source: 'https://www.iso.org/iso-3166-country-codes.html',
    letters: 'capital',
    fits: matches(/^[A-Z]{3}$/),
    check: (value) => (alpha3ToAlpha2(value) ? null : noCountry),
  },
  ISO3166_1_NUM: {
    description: 'Three digits of ISO 3166-1.',
    form: 'three digits in quotes, for example "380"',
    source: 'https://www.iso.org/iso-3166-country-codes.html',
    fits: matches(/^\d{3}$/),
    check: (value) => (numericToAlpha2(value) ? null : noCountry),
  },
  DOMAIN: {
    description: 'A name in the domain name system.',
    form: 'labels of small letters, digits and hyphens with dots between them, for example "openai.com"',
    source: 'https://www.rfc-editor.org/rfc/rfc1035#section-2.3.1',
    letters: 'small',
    address: /^https?:\/\/(?:www\.)?([^/:?#]+)/i,
    fits: matches(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/),
  },
  TICKER: {
    description: 'A symbol of a stock exchange, behind the code of the exchange in ISO 10383.',
    form: 'four characters of the exchange, a colon and the symbol, for example "XNAS:NVDA"',
    source: 'https://www.iso20022.org/market-identifier-codes',
    letters: 'capital',
    fits: matches(/^[A-Z0-9]{4}:[A-Z0-9]+([.-][A-Z0-9]+)*$/),
  },
  CIK: {
    description: 'Number at the United States securities regulator.',
    form: 'ten digits in quotes, with the zeros in front, for example "0001045810"',
    source: 'https://www.sec.gov/search-filings/edgar-application-programming-interfaces',
    fits: matches(/^\d{10}$/),
    check: (value) => (Number(value) === 0 ? 'it is zero' : null),
  },
  ROR: {
    description: 'Research Organization Registry.',
    form: '0, six characters without i, l, o and u, and two check digits, for example "042nb2s44"',
    source: 'https://ror.org/facts/',
    letters: 'small',
    address: /^https?:\/\/ror\.org\/([^/?#]+)/i,
    fits: matches(/^0[0-9a-hjkmnp-tv-z]{6}\d{2}$/),
    check: (value) => (crockford(value.slice(0, 7), Number(value.slice(7))) === 1 ? null : wrongCheckDigits),
  },
  CRUNCHBASE: {
    description: 'Organization or person at Crunchbase.',
    form: 'organization/ or person/ and a name in small letters, for example "organization/openai"',
    source: 'https://data.crunchbase.com/docs',
    letters: 'small',
    fits: matches(/^(organization|person)\/[a-z0-9]+(-+[a-z0-9]+)*$/),
  },
  OPENCORPORATES: {
    description: 'Jurisdiction and number of a company at OpenCorporates.',
    form: 'a jurisdiction, a slash and a number, for example "nl/17087985" or "us_de/2927442"',
    source: 'https://api.opencorporates.com/documentation/API-Reference',
    fits: matches(/^[a-z]{2}(_[a-z]{2,3})?\/[A-Za-z0-9._-]+$/),
    check: (value) => (alpha2ToAlpha3(value.slice(0, 2).toUpperCase()) ? null : noCountry),
  },
  OPENALEX: {
    description: 'Key in OpenAlex.',
    form: 'a capital for the sort of thing and a number, for example "I63966007"',
    source: 'https://developers.openalex.org/guides/get',
    letters: 'capital',
    address: /^https?:\/\/openalex\.org\/(?:[a-z]+\/)?([^/?#]+)/i,
    fits: matches(/^[ACFIKPSTW][1-9]\d*$/),
  },
  HUGGINGFACE: {
    description: 'Owner or owner/model at Hugging Face.',
    form: 'an owner or owner/model, for example "deepseek-ai/DeepSeek-R1"',
    source: 'https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/utils/_validators.py',
    fits: matches(/^(?!.*(--|\.\.|\.git$))\w([\w.-]{0,94}\w)?(\/\w([\w.-]{0,94}\w)?)?$/),
  },
  MODELSDEV: {
    description: 'provider/model in the models.dev database.',
    form: 'provider/model, for example "openai/o3-mini"',
    source: 'https://github.com/anomalyco/models.dev',
    fits: matches(/^[a-z0-9]+(-[a-z0-9]+)*(\/[A-Za-z0-9@._:+-]+)+$/),
  },
  AIID_ENTITY: {
    description: 'Entity of the AI Incident Database.',
    form: 'a name without capitals and blanks, for example "openai"',
    source: 'https://incidentdatabase.ai/entities/',
    letters: 'small',
    fits: matches(/^[^\sA-Z/]+$/),
  },
  AIID_INCIDENT: {
    description: 'Incident of the AI Incident Database.',
    form: 'a number in quotes, for example "17"',
    source: 'https://incidentdatabase.ai/research/snapshots/',
    fits: matches(/^[1-9]\d*$/),
  },
  AIAAIC: {
    description: 'Entry of the AIAAIC Repository.',
    form: 'AIAAIC and at least three digits, for example "AIAAIC2152"',
    source: 'https://www.aiaaic.org/aiaaic-repository',
    letters: 'capital',
    fits: matches(/^AIAAIC\d{3,}$/),
  },
} as const satisfies Readonly<Record<string, Scheme>>

type SchemeName = keyof typeof SCHEMES

const all = Object.entries<Scheme>(SCHEMES)

export const IdentifierScheme = declareEnum(
  'IdentifierScheme',
  'The register an identifier belongs to.',
  Object.fromEntries(all.map(([name, { description }]) => [name, description])) as Record<SchemeName, string>,
)

/** The form of each register's identifiers and where it is laid down, for `docs/reference.md`. */
export const IDENTIFIER_FORMS = all.map(([name, { form, source }]) => ({ name, form, source }))

/** What is wrong with an identifier, as the end of a sentence; null when it may be one of the register. */
export function checkIdentifier(scheme: string, value: string): string | null {
  const known = (SCHEMES as Readonly<Record<string, Scheme>>)[scheme]
  if (!known) return `no register is known as ${scheme}`
  return known.fits(value) ? (known.check?.(value) ?? null) : `one is ${known.form}`
}

/** An identifier as its register writes it, for people write it in other letters, with blanks around it, or as an address. */
export function spellIdentifier(scheme: SchemeName, given: string): string {
  const { letters, address }: Scheme = SCHEMES[scheme]
  const text = given.trim()
  const bare = address?.exec(text)?.[1] ?? text
  if (letters === undefined) return bare
  return letters === 'capital' ? bare.toUpperCase() : bare.toLowerCase()
}

/** Whether a scheme is a register of others: slugs are of ours. */
export function isRegister(scheme: string): scheme is SchemeName {
  return scheme in SCHEMES && scheme !== 'SLUG'
}

const wrongCheckDigits = 'its check digits are wrong, so something in it is mistyped'
const noCountry = 'ISO 3166-1 has no such country'

/** ISO 7064, MOD 97-10: letters count from 10, and what is right leaves 1. */
function mod97(text: string): number {
  let rest = 0
  for (const character of text) {
    const number = Number.parseInt(character, 36)
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97
  }
  return rest
}

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** The same rule over a number that is written to the base of 32, with its check digits behind it. */
function crockford(text: string, digits: number): number {
  let number = 0
  for (const character of text) number = number * 32 + CROCKFORD.indexOf(character)
  return (number * 100 + digits) % 97
}

/** Registers that may know one thing by several names or numbers. */
const SEVERAL: readonly string[] = ['SLUG', 'DOMAIN', 'TICKER', 'HUGGINGFACE', 'MODELSDEV', 'OPENCORPORATES']

/** Whether a register gives each thing one identifier, so that two of them disagree. */
export function isSingleScheme(scheme: string): boolean {
  return scheme in SCHEMES && !SEVERAL.includes(scheme)
}
