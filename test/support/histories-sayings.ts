/** The parts that the entities of one history play. */
export const PARTS = {
  firm: 'Company',
  twin: 'Company',
  model: 'Model',
  person: 'Person',
  round: 'FundingRound',
  ban: 'Ban',
} as const

export type Part = keyof typeof PARTS

/** What all histories share: entities that they name, and the sources in which everything stands. */
export const SHARED = { p1: 'Outlet', p2: 'Outlet', anna: 'Person', italy: 'Country', france: 'Country' } as const

/** What a source says of itself. s5 repeats s4, which repeats s2. */
export interface Source {
  readonly publisher?: string
  readonly author?: string
  readonly publishedAt?: string
  readonly retrievedOn?: string
  readonly reprintOf?: string
}

export const SOURCES: Readonly<Record<string, Source>> = {
  s1: { publisher: 'p1' },
  s2: { publisher: 'p2', publishedAt: '2025-02' },
  s3: { author: 'Jo', retrievedOn: '2025-03-10' },
  s4: { publisher: 'p1', reprintOf: 's2' },
  s5: { publishedAt: '2024-12-30', reprintOf: 's4' },
  s6: { publisher: 'p1', author: 'Jo' },
}

/** What can be said of one part. */
export interface Saying {
  readonly predicate: string
  /** A part or a shared entity. */
  readonly object?: string
  readonly kind?: 'TEXT' | 'MONEY' | 'DATE' | 'SOME_VALUE' | 'NO_VALUE'
  readonly said?: string
  readonly qualifiers?: Readonly<Record<string, string | boolean | null>>
}

const texts = (predicate: string, words: readonly string[]): Saying[] =>
  words.map((said) => ({ predicate, kind: 'TEXT', said }))
const dates = (predicate: string, words: readonly string[]): Saying[] =>
  words.map((said) => ({ predicate, kind: 'DATE', said }))
const unknown = (predicate: string): Saying => ({ predicate, kind: 'SOME_VALUE' })
const none = (predicate: string): Saying => ({ predicate, kind: 'NO_VALUE' })
const edges = (predicate: string, objects: readonly string[]): Saying[] =>
  objects.map((object) => ({ predicate, object }))
const VALUATIONS: Saying[] = ['300 USD', '340 USD', '340 EUR'].map((said) => ({
  predicate: 'VALUATION',
  kind: 'MONEY',
  said,
}))

const FIRM: readonly (readonly Saying[])[] = [
  texts('NAME', ['Alpha', 'Beta']),
  ['SHORT', 'ALIAS'].flatMap((kind): Saying[] =>
    ['Gamma', 'Delta'].map((said) => ({ predicate: 'ALIAS', kind: 'TEXT', said, qualifiers: { kind } })),
  ),
  [...VALUATIONS, ...VALUATIONS, unknown('VALUATION'), none('VALUATION')],
  dates('FOUNDED_ON', ['2015', '2015-12', '2016-01-01']),
  [...edges('HEADQUARTERED_IN', ['italy', 'france']), unknown('HEADQUARTERED_IN')],
  ['1', '2'].map((said) => ({ predicate: 'IDENTIFIER', kind: 'TEXT', said, qualifiers: { scheme: 'WIKIDATA' } })),
  texts('OVERVALUED', ['so some say']),
]

/** By part, groups of what can be said about one thing, so that claims on one thing meet. */
export const SAYINGS: Readonly<Record<Part, readonly (readonly Saying[])[]>> = {
  firm: FIRM,
  twin: FIRM,
  model: [
    texts('NAME', ['One', 'Two']),
    [...texts('ACCESS', ['API', 'HOSTED_ONLY']), none('ACCESS')],
    edges('DEVELOPED_BY', ['firm', 'twin', 'firm']),
  ],
  person: [
    texts('NAME', ['Eve', 'Kim']),
    ['CEO', 'Chair', null].flatMap((role) =>
      ['firm', 'twin'].map((object) => ({ predicate: 'HOLDS_ROLE', object, qualifiers: { role } })),
    ),
  ],
  round: [
    texts('NAME', ['Round A', 'Round B']),
    texts('STATUS', ['IN_TALKS', 'COMPLETED', 'CANCELLED']),
    [...VALUATIONS, unknown('VALUATION')],
    dates('DATE', ['2025-01', '2025-01-31', '2024']),
    [...edges('RAISED_BY', ['firm', 'twin', 'firm']), unknown('RAISED_BY')],
    ['anna', 'p1', 'twin'].flatMap((object) =>
      [true, false, null].map((lead) => ({ predicate: 'INVESTED_BY', object, qualifiers: { lead } })),
    ),
    ['IN_TALKS', 'COMPLETED'].flatMap((said): Saying[] =>
      ['2025-01', '2025-01-30'].map((date) => ({ predicate: 'STAGE', kind: 'TEXT', said, qualifiers: { date } })),
    ),
  ],
  ban: [
    texts('NAME', ['Order A', 'Order B']),
    texts('MEASURE', ['SERVICE_BLOCK', 'IMPORT_BAN']),
    [...texts('GROUND', ['PRIVACY', 'SECURITY', 'SAFETY']), unknown('GROUND')],
    dates('EFFECTIVE_FROM', ['2025-01', '2025-01-31']),
    edges('TARGETS', ['firm', 'twin', 'model']),
    edges('IN_JURISDICTION', ['italy', 'france']),
  ],
}
