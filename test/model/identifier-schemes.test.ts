import { IdentifierScheme, checkIdentifier, isRegister, spellIdentifier } from '../../src/model/identifier-schemes.js'

const RIGHT: Readonly<Record<string, readonly string[]>> = {
  SLUG: ['openai', 'deepseek-ai', '01-ai'],
  WIKIDATA: ['Q21708200', 'Q1'],
  LEI: ['HWUPKR0MPOU8FGXBT394', '7ZW8QJWVPR4P1J1KQY45'],
  ISO3166_1_A2: ['IT', 'US'],
  ISO3166_1_A3: ['ITA', 'CHN'],
  ISO3166_1_NUM: ['380', '008'],
  DOMAIN: ['openai.com', 'x.ai', 'api-docs.deepseek.com', 'xn--bcher-kva.example'],
  TICKER: ['XNAS:NVDA', 'XNYS:BRK.A', 'XHKG:9988'],
  CIK: ['0001045810'],
  ROR: ['02y3ad647', '00f54p054', '042nb2s44', '03vek6s52', '05xpvk416'],
  CRUNCHBASE: ['organization/openai', 'person/sam-altman'],
  OPENCORPORATES: ['nl/17087985', 'us_de/2927442', 'gb/SC123456'],
  OPENALEX: ['I63966007', 'W2741809807'],
  HUGGINGFACE: ['deepseek-ai', 'deepseek-ai/DeepSeek-R1', 'gpt2'],
  MODELSDEV: ['openai/o3-mini', 'openrouter/openai/gpt-4.1'],
  AIID_ENTITY: ['openai', 'character.ai', 'st.-petersburg-police-department'],
  AIID_INCIDENT: ['17'],
  AIAAIC: ['AIAAIC2152', 'AIAAIC079'],
}

const WRONG: Readonly<Record<string, readonly string[]>> = {
  SLUG: ['OpenAI', 'a--b', '-a'],
  WIKIDATA: ['21708200', 'Q', 'Q0', 'q1', 'P31'],
  LEI: ['HWUPKR0MPOU8FGXBT395', 'HWUPKR0MPOU8FGXBT39', 'hwupkr0mpou8fgxbt394', 'HWUPKR0MPUO8FGXBT394'],
  ISO3166_1_A2: ['it', 'ZZ', 'ITA'],
  ISO3166_1_A3: ['ZZZ', 'IT'],
  ISO3166_1_NUM: ['8', '999'],
  DOMAIN: ['https://openai.com', 'openai', 'OpenAI.com', 'openai.com/', '-a.com', `${'a'.repeat(64)}.com`],
  TICKER: ['NVDA', 'NASDAQ:NVDA', 'XNAS:nvda'],
  CIK: ['1045810', '00010458100', '0000000000'],
  ROR: ['042nb2s45', '142nb2s44', '042nb2i44', 'https://ror.org/042nb2s44'],
  CRUNCHBASE: ['openai', 'organization/OpenAI', 'company/openai'],
  OPENCORPORATES: ['17087985', 'zz/17087985', 'NL/17087985'],
  OPENALEX: ['63966007', 'i63966007', 'X1'],
  HUGGINGFACE: ['a/b/c', 'a--b', 'a/b.git', '-a/b', 'a/'],
  MODELSDEV: ['o3-mini', 'OpenAI/o3-mini'],
  AIID_ENTITY: ['Open AI', 'OpenAI'],
  AIID_INCIDENT: ['017', 'incident 17'],
  AIAAIC: ['2152', 'AIAAIC21'],
}

const pairs = (table: Readonly<Record<string, readonly string[]>>): [string, string][] =>
  Object.entries(table).flatMap(([scheme, values]) => values.map((value): [string, string] => [scheme, value]))

test('every register is tried with right and with wrong identifiers', () => {
  const schemes = Object.keys(IdentifierScheme)
  expect(Object.keys(RIGHT)).toEqual(schemes)
  expect(Object.keys(WRONG)).toEqual(schemes)
})

test.each(pairs(RIGHT))('%s may be %s', (scheme, value) => {
  expect(checkIdentifier(scheme, value)).toBeNull()
})

test.each(pairs(RIGHT).filter(([scheme]) => isRegister(scheme)))('%s stays %s', (scheme, value) => {
  expect(isRegister(scheme) && spellIdentifier(scheme, value)).toBe(value)
})

test.each([
  ['WIKIDATA', 'https://m.wikidata.org/wiki/q42?uselang=de', 'Q42'],
  ['LEI', ' hwupkr0mpou8fgxbt394', 'HWUPKR0MPOU8FGXBT394'],
  ['DOMAIN', 'HTTPS://www.OpenAI.com/blog', 'openai.com'],
  ['DOMAIN', 'www.openai.com', 'www.openai.com'],
  ['ROR', 'https://ror.org/042NB2S44', '042nb2s44'],
  ['OPENALEX', 'https://openalex.org/works/w2741809807', 'W2741809807'],
  ['HUGGINGFACE', 'deepseek-ai/DeepSeek-R1\n', 'deepseek-ai/DeepSeek-R1'],
] as const)('%s writes "%s" as %s', (scheme, given, spelt) => {
  expect(spellIdentifier(scheme, given)).toBe(spelt)
})

test.each(pairs(WRONG))('%s cannot be %s', (scheme, value) => {
  expect(checkIdentifier(scheme, value)).toMatch(/^(one is |its check digits are wrong|ISO 3166-1 has no|it is zero)/)
})

test('one letter or digit that is mistyped, or two that change places, are found where there are check digits', () => {
  const lei = 'HWUPKR0MPOU8FGXBT394'
  for (let i = 0; i < lei.length - 2; i += 1) {
    const swapped = lei.slice(0, i) + (lei[i + 1] ?? '') + (lei[i] ?? '') + lei.slice(i + 2)
    const other = lei.slice(0, i) + (lei[i] === '7' ? '8' : '7') + lei.slice(i + 1)
    for (const wrong of [swapped, other].filter((text) => text !== lei))
      expect(checkIdentifier('LEI', wrong)).toMatch(/mistyped/)
  }
  for (const ror of RIGHT['ROR'] ?? [])
    for (const digit of '0123456789') {
      const wrong = ror.slice(0, 3) + digit + ror.slice(4)
      if (wrong !== ror) expect(checkIdentifier('ROR', wrong)).toMatch(/mistyped/)
    }
})

test('a register that nobody knows is named', () => {
  expect(checkIdentifier('ISBN', '1')).toBe('no register is known as ISBN')
})
