import { readLabel } from '../../src/search/card.js'
import { judge } from '../../src/search/judge.js'
import type { Context, CandidateFacts } from '../../src/search/judge.js'
import { comparedAs, likenessOf } from '../../src/search/likeness.js'
import { meantCountry, nameCountries } from '../../src/search/meant-country.js'
import type { CalledCountry } from '../../src/search/meant-country.js'

const NOTHING: Context = { country: null, domain: null, identifiers: [] }
const UNKNOWN: CandidateFacts = { countries: [], identifiers: [], website: null }
const CHINESE: CandidateFacts = {
  countries: ['china-id'],
  identifiers: ['slug:deepseek', 'wikidata:Q131577453'],
  website: 'https://www.deepseek.com/en',
}

const COUNTRIES: readonly CalledCountry[] = [
  { id: 'china-id', iso2: 'CN', called: ['china', 'China', 'CN', 'CHN', 'Middle Kingdom'] },
  { id: 'oz-id', iso2: null, called: ['oz', 'Oz'] },
]

type Known = Partial<Omit<Context, 'country'>> & { readonly country?: string }

function judged(name: string, label: string, { country, ...known }: Known = {}, facts = UNKNOWN) {
  const meant = country === undefined ? null : meantCountry(country, nameCountries(COUNTRIES))
  return judge(likenessOf(comparedAs(name), [readLabel(label)]), { ...NOTHING, ...known, country: meant }, facts)
}

describe('a name', () => {
  test.each([
    ['OpenAI, Inc.', 'SHOWN OpenAI', 1, true],
    ['open ai', 'SHOWN OpenAI', 1, true],
    ['Opneai', 'SHOWN OpenAI', 0.7083, true],
    ['Sam Altman', 'FORMER Sam Altman', 0.95, true],
    // A word that only one of them has makes another name of it.
    ['Deepseek AI', 'SHOWN DeepSeek', 0.6667, false],
    ['DeepSeek', 'SHOWN DeepSeek-R1', 0.6667, false],
    ['Anthropic', 'SHOWN OpenAI', 0, false],
    ['Inc.', 'SHOWN OpenAI', 0, false],
  ])('%s is like %s by %d', (name, label, score, match) => {
    expect(judged(name, label)).toMatchObject({ score, match })
  })

  test('that is weak finds and never identifies, also in the right country', () => {
    const weak = judged('the start-up', 'WEAK The Start-up', { country: 'China' }, CHINESE)
    expect(weak.score).toBeGreaterThan(0.4)
    expect(weak.match).toBe(false)
    expect(weak.explanation).toContain('finds and never identifies')
  })
})

describe('what is known beside a name', () => {
  const alike = 'SHOWN DeepSeek'
  test('an equal identifier identifies, another one of the same register speaks against it', () => {
    expect(judged('Deepseek AI', alike, { identifiers: ['wikidata:Q131577453'] }, CHINESE)).toMatchObject({
      score: 0.98,
      match: true,
    })
    expect(judged('DeepSeek', alike, { identifiers: ['wikidata:Q1'] }, CHINESE)).toMatchObject({
      score: 0.3,
      match: false,
    })
    expect(judged('DeepSeek', alike, { identifiers: ['lei:X'] }, CHINESE).score).toBe(1)
  })

  test('another one speaks against it only in a register that gives each thing one', () => {
    const known = ['ticker:XNAS:GOOGL', 'huggingface:google', 'slug:google', 'slug:alphabet', 'cik:0001652044']
    const facts = { ...UNKNOWN, identifiers: known }
    const score = (key: string): number => judged('Alphabet', 'SHOWN Alphabet', { identifiers: [key] }, facts).score
    expect(['ticker:XNAS:GOOG', 'huggingface:deepmind', 'slug:google-inc'].map(score)).toEqual([1, 1, 1])
    expect(score('cik:0001288776')).toBe(0.3)
    // One that is the same and one that is another's: the same identifies.
    const both = { identifiers: ['ticker:XNAS:GOOG', 'cik:0001652044'] }
    expect(judged('Google', 'SHOWN Alphabet', both, facts)).toMatchObject({ score: 0.98, match: true })
  })

  test('a domain among the identifiers is a domain', () => {
    const asked = (keys: readonly string[], domain?: string) =>
      judged('Deepseek AI', alike, { identifiers: keys, ...(domain === undefined ? {} : { domain }) }, CHINESE)
    const other = { score: 0.5334, parts: [{}, { feature: 'domain', note: 'the domain is not example.org' }] }
    expect(asked(['domain:example.org'])).toMatchObject(other)
    expect(asked([], 'example.org')).toMatchObject(other)
    const same = { score: 0.95, parts: [{}, { feature: 'domain', note: 'the domain is deepseek.com' }] }
    expect(asked(['domain:deepseek.com'])).toMatchObject(same)
    expect(asked(['domain:example.org', 'domain:deepseek.com'])).toMatchObject(same)
    expect(asked(['domain:deepseek.com'], 'example.org')).toMatchObject(same)
    expect(asked(['domain:example.org'], 'example.net').parts.at(-1)?.note).toBe(
      'the domain is not example.net or example.org',
    )
  })

  test.each(['deepseek.com', 'https://DeepSeek.com/x?y', 'www.deepseek.com:443'])(
    'the domain %s is its own',
    (domain) => {
      expect(judged('Deepseek AI', alike, { domain }, CHINESE)).toMatchObject({ score: 0.95, match: true })
      expect(judged('DeepSeek', alike, { domain: 'example.org' }, CHINESE).score).toBe(0.8)
    },
  )

  test.each(['china', 'CN', 'chn', 'China', '156', 'The Middle Kingdom', "People's Republic of China"])(
    'the country is known as %s, and makes no match by itself',
    (country) => {
      const near = judged('Deepseek AI', alike, { country }, CHINESE)
      expect(near.score).toBeGreaterThan(0.6667)
      expect(near.match).toBe(false)
      expect(judged('DeepSeek', alike, { country }, CHINESE).score).toBe(1)
      expect(judged('DeepSeek', alike, { country: 'France' }, CHINESE).score).toBe(0.8)
      expect(judged('DeepSeek', alike, { country: 'France' }, UNKNOWN).score).toBe(1)
    },
  )

  // In the library and not in the graph, in the graph and not in the library, and a code that is a small word too.
  test.each(['UK', 'U.S.A.', 'Oz', 'in'])('the country %s is another', (country) => {
    expect(judged('DeepSeek', alike, { country }, CHINESE)).toMatchObject({
      score: 0.8,
      parts: [{}, { note: `the country is not ${country}` }],
    })
  })

  test.each(['Atlantis', '', '?'])('what is no country, as "%s", does nothing, and is said', (country) => {
    expect(judged('DeepSeek', alike, { country }, CHINESE)).toMatchObject({
      score: 1,
      parts: [{ effect: 1 }, { feature: 'country', effect: 0, note: `no country is known as "${country}"` }],
    })
  })

  test('the parts add up to the score, and the explanation says each', () => {
    const all = judged(
      'Deepseek AI',
      alike,
      { country: 'CN', domain: 'deepseek.com', identifiers: ['wikidata:Q1'] },
      CHINESE,
    )
    expect(all.parts.map(({ feature }) => feature)).toEqual(['name', 'country', 'domain', 'identifier'])
    expect(all.parts.reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(all.score, 3)
    for (const { note } of all.parts) expect(all.explanation.toLowerCase()).toContain(note.toLowerCase())
  })
})
