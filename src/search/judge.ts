import { isSingleScheme } from '../model/identifier-schemes.js'
import type { Likeness } from './likeness.js'
import type { MeantCountry } from './meant-country.js'
import { round } from './weigh.js'

/** What somebody knows of the one that is to be resolved, beside the name. */
export interface Context {
  readonly country: MeantCountry | null
  readonly domain: string | null
  /** Keys as `wikidata:Q21708200`; one of the scheme DOMAIN is taken for a domain. */
  readonly identifiers: readonly string[]
}

/** What the graph knows of a candidate. */
export interface CandidateFacts {
  /** The ids of its countries. */
  readonly countries: readonly string[]
  readonly identifiers: readonly string[]
  readonly website: string | null
}

/** What one thing did to the score. */
interface Part {
  readonly feature: 'name' | 'country' | 'domain' | 'identifier'
  readonly effect: number
  readonly note: string
}

export interface Verdict {
  readonly score: number
  /** Whether the candidate may be taken for the one that is meant. */
  readonly match: boolean
  readonly explanation: string
  readonly parts: readonly Part[]
}

/** From this score on a candidate may be taken for the one that is meant. A weak name alone stays below, also with the country. */
const MATCHES_FROM = 0.7

const SAME_IDENTIFIER = 0.98
const OTHER_IDENTIFIER = 0.3
const SAME_DOMAIN = 0.95
const OTHER_DOMAIN = 0.8
const OTHER_COUNTRY = 0.8
/** The same country takes this part of what is missing to 1: it decides between equals, and makes no match. */
const SAME_COUNTRY = 0.05

/** Judges a candidate by a fixed rule, told in docs/search.md; each step says what it did. */
export function judge(name: Likeness, context: Context, facts: CandidateFacts): Verdict {
  const parts: Part[] = []
  let score = 0
  const apply = (feature: Part['feature'], value: number, note: string): void => {
    parts.push({ feature, effect: round(value - score), note })
    score = round(value)
  }
  apply('name', name.score, nameNote(name))
  const country = compareCountry(score, context, facts)
  if (country) apply('country', country.score, country.note)
  const domain = compareDomains(score, context, facts)
  if (domain) apply('domain', domain.score, domain.note)
  const identifier = compareIdentifiers(score, context, facts)
  if (identifier) apply('identifier', identifier.score, identifier.note)
  const match = score >= MATCHES_FROM
  const notes = parts.map(({ note }) => note).join('; ')
  const explanation = `${notes}: ${score.toFixed(2)}, ${match ? 'enough' : 'not enough'} to be taken for it.`
  return { score, match, explanation: explanation.charAt(0).toUpperCase() + explanation.slice(1), parts }
}

function nameNote({ value, kind, score, same }: Likeness): string {
  if (value === '') return 'no name is alike'
  const alike = same ? `the name "${value}" is the same` : `the name "${value}" is alike (${score.toFixed(2)})`
  if (kind === 'WEAK') return `${alike}, but weak: such a name finds and never identifies`
  return kind === 'FORMER' ? `${alike}, and no longer used` : alike
}

/** What a thing makes of a score; null where there is nothing to compare. */
type Compared = Pick<Verdict, 'score'> & Pick<Part, 'note'>

function compareCountry(score: number, { country }: Context, { countries }: CandidateFacts): Compared | null {
  if (country === null) return null
  const { said, ids } = country
  if (ids === null) return { score, note: `no country is known as "${said}"` }
  if (countries.length === 0) return null
  return countries.some((id) => ids.has(id))
    ? { score: score === 0 ? 0 : score + (1 - score) * SAME_COUNTRY, note: `the country is ${said}` }
    : { score: score * OTHER_COUNTRY, note: `the country is not ${said}` }
}

function compareDomains(score: number, context: Context, { identifiers, website }: CandidateFacts): Compared | null {
  const known = domainsOf({ domain: website, identifiers }).map(hostOf)
  const said = domainsOf(context)
  if (said.length === 0 || known.length === 0) return null
  const same = said.find((each) => known.includes(hostOf(each)))
  return same === undefined
    ? { score: score * OTHER_DOMAIN, note: `the domain is not ${said.join(' or ')}` }
    : { score: Math.max(score, SAME_DOMAIN), note: `the domain is ${same}` }
}

/** The domain and those among the identifiers, which may be addresses. */
export function domainsOf({ domain, identifiers }: Pick<Context, 'domain' | 'identifiers'>): readonly string[] {
  const named = identifiers.filter((key) => schemeOf(key) === 'DOMAIN').map(valueOf)
  return domain === null ? named : [domain, ...named]
}

/** A register that gives a thing several names says nothing by one that is not known. */
function compareIdentifiers(score: number, context: Context, facts: CandidateFacts): Compared | null {
  const asked = context.identifiers.filter((key) => schemeOf(key) !== 'DOMAIN')
  const same = asked.find((key) => facts.identifiers.includes(key))
  if (same !== undefined) return { score: Math.max(score, SAME_IDENTIFIER), note: `${spell(same)} is the same` }
  const known = new Set(facts.identifiers.map(schemeOf).filter(isSingleScheme))
  const other = asked.find((key) => known.has(schemeOf(key)))
  return other === undefined ? null : { score: score * OTHER_IDENTIFIER, note: `${spell(other)} is another's` }
}

/** `https://www.deepseek.com/news` and `DeepSeek.com` are of one domain. */
export function hostOf(address: string): string {
  return address
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/:?#].*$/, '')
}

/** The register of a key, as `IdentifierScheme` has it. */
function schemeOf(key: string): string {
  return key.slice(0, key.indexOf(':')).toUpperCase()
}

function valueOf(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}

function spell(key: string): string {
  return `${key.slice(0, key.indexOf(':'))} ${valueOf(key)}`
}
