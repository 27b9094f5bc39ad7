import { Failure } from '../../src/errors.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import { createCatalog } from '../../src/model/declare.js'
import '../../src/model/kinds.js'

/** Stands in a text where a problem is expected; it is taken out before the text is read. */
const MARK = '§'

const ENTITIES = [
  'entities:',
  '  openai: { kind: Company }',
  '  o1: { kind: Model }',
  '  r1: { kind: Model }',
  '  altman: { kind: Person }',
  '  italy: { kind: Country }',
  '  ban: { kind: Ban }',
  '  round: { kind: FundingRound }',
  '  rule: { kind: ExportRestriction }',
]

/** A file that is right but for what a test puts in. */
function fileWith({ top = '', entity = '', source = '', speaker = '', claim = '' }): string {
  return [
    'format: dossier/1',
    ...(top === '' ? [] : [top]),
    'sources:',
    '  article: { title: An article, kind: ARTICLE }',
    ...(source === '' ? [] : [`  ${source}`]),
    ...(speaker === '' ? [] : ['speakers:', `  ${speaker}`]),
    ...ENTITIES,
    ...(entity === '' ? [] : [`  ${entity}`]),
    ...(claim === '' ? [] : ['claims:', '  - claims:', `      - ${claim}`]),
    '',
  ].join('\n')
}

/** The problems of a text, each as its place and its message. */
function problemsOf(text: string): { place: string; message: string }[] {
  try {
    parseSeed(text, 'bad.yaml', createCatalog())
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'SEED_INVALID') throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => {
        const [, place = '', message = ''] = /^bad\.yaml:(\d+:\d+) (.*)$/.exec(line) ?? []
        return { place, message }
      })
  }
  return []
}

/** Where the marks stand, and the text without them. */
function unmark(marked: string): { text: string; places: string[] } {
  const places: string[] = []
  const lines = marked.split('\n').map((line, i) => {
    let clean = line
    for (let at = clean.indexOf(MARK); at >= 0; at = clean.indexOf(MARK)) {
      places.push(`${i + 1}:${at + 1}`)
      clean = clean.slice(0, at) + clean.slice(at + MARK.length)
    }
    return clean
  })
  return { text: lines.join('\n'), places }
}

type Case = readonly [title: string, marked: string, message: RegExp]

/** A claim that is right but for what a test says of it. */
const said = (rest: string): string =>
  fileWith({ claim: `§{ subject: openai, source: article, modality: REPORTED, ${rest} }` })
const saidAt = (rest: string): string =>
  fileWith({ claim: `{ subject: openai, source: article, modality: REPORTED, ${rest} }` })
const NAMED = 'predicate: NAME, value: OpenAI'

/** A judgement that is right but for what a test says of it; `at` is where the problem stands. */
function judged(over: {
  at?: string
  a?: string
  b?: string
  verdict?: string
  by?: string
  when?: string
  reason?: string
}): string {
  const { at = '§', ...parts } = over
  const given = {
    a: 'a: openai',
    b: 'b: deepseek',
    verdict: 'verdict: SAME',
    by: 'by: { author: article }',
    when: 'at: 2025-01-30',
    reason: 'reason: alike',
    ...parts,
  }
  const text = Object.values(given)
    .filter((part) => part !== '')
    .join(', ')
  return fileWith({ entity: 'deepseek: { kind: Company }', top: `judgements:\n  - ${at}{ ${text} }` })
}

describe.each<readonly [string, readonly Case[]]>([
  [
    'the file as a whole',
    [
      [
        'what is not YAML',
        'format: dossier/1\nsources: [ a§',
        /^Flow sequence in block collection [^:]+ end with a \]\.$/,
      ],
      ['a key that stands twice', fileWith({ entity: '§o1: { kind: Model }' }), /Map keys must be unique/],
      [
        'several documents',
        'format: dossier/1\n§---\nformat: dossier/1\n',
        /Another document begins here; a file is one/,
      ],
      [
        'a group without claims',
        `${fileWith({})}claims:\n  - §source: article\n    modality: REPORTED\n`,
        /The group has no claims/,
      ],
      [
        'a source that is a reprint of itself',
        fileWith({ source: '§copy: { title: A copy, kind: ARTICLE, reprintOf: copy }' }),
        /"copy" cannot be a reprint of itself/,
      ],
      [
        'an edge from an entity to itself',
        fileWith({
          claim: '{ source: article, modality: REPORTED, subject: openai, predicate: SUBSIDIARY_OF, §object: openai }',
        }),
        /SUBSIDIARY_OF cannot lead from "openai" to itself/,
      ],
      ['an empty file', '§', /^The file is empty; it begins with "format: dossier\/1"\.$/],
      ['a file of comments', '§# nothing\n', /^The file is empty; it begins with/],
      ['a list', '§- format: dossier/1', /A map of keys and values is wanted here/],
      ['another format', '§format: dossier/2\n', /The format is "dossier\/2"; this version reads "dossier\/1"/],
      ['no format', '§entities:\n  o1: { kind: Model }\n', /The format is ""; this version reads "dossier\/1"/],
      [
        'an unknown part',
        fileWith({ top: '§claim: []' }),
        /"claim" is not known here; known are format, sources, speakers, entities, claims/,
      ],
      ['a part without content', 'format: dossier/1\n§entities:\n', /A map of keys and values is wanted here/],
      ['claims that are no list', 'format: dossier/1\n§claims: { }\n', /A list is wanted here/],
    ],
  ],
  [
    'an entity',
    [
      [
        'a slug with capitals',
        fileWith({ entity: '§OpenAI: { kind: Company }' }),
        /"OpenAI" cannot be a slug; use small/,
      ],
      ['an unknown kind', fileWith({ entity: 'x: { §kind: Firm }' }), /"Firm" is not one of Company, Agency/],
      ['a kind that is no entity', fileWith({ entity: 'x: { §kind: Claim }' }), /"Claim" is not one of Company/],
      ['an interface as kind', fileWith({ entity: 'x: { §kind: Event }' }), /"Event" is not one of Company/],
      ['no kind', fileWith({ entity: '§x: { }' }), /"x" has no kind; give one of Company/],
      ['a field that is not known', fileWith({ entity: 'x: { kind: Model, §name: X }' }), /"name" is not known here/],
      [
        'a country that ISO 3166 does not know',
        fileWith({ entity: 'x: { kind: Country, §iso2: ZZ }' }),
        /"ZZ" is no country's code in ISO 3166-1; write two capitals/,
      ],
      [
        'a country’s letters for a firm',
        fileWith({ entity: 'x: { kind: Company, §iso2: IT }' }),
        /Only a Country has a code; this is of kind Company/,
      ],
      [
        'an alias',
        fileWith({ entity: 'x: &x { kind: Model }\n  §y: *x' }),
        /An alias \(\*\) is not read; write the value/,
      ],
    ],
  ],
  [
    'a source',
    [
      ['no title', fileWith({ source: '§x: { kind: ARTICLE }' }), /The source "x" has no title/],
      [
        'no kind',
        fileWith({ source: '§x: { title: X }' }),
        /The source "x" has no kind; give one of ARTICLE, OFFICIAL/,
      ],
      ['a wrong kind', fileWith({ source: 'x: { title: X, §kind: BLOG }' }), /"BLOG" is not one of ARTICLE/],
      ['a title like a number', fileWith({ source: 'x: { §title: 1984, kind: ARTICLE }' }), /write it in quotes/],
      ['an empty title', fileWith({ source: 'x: { §title: "", kind: ARTICLE }' }), /The text is empty/],
      ['a wrong address', fileWith({ source: 'x: { title: X, kind: ARTICLE, §url: x.org }' }), /begins with http/],
      [
        'a wrong date',
        fileWith({ source: 'x: { title: X, kind: ARTICLE, §publishedAt: 2025-02-30 }' }),
        /"2025-02-30" is not a date; write "2025-01-30", "2025-01", "2025" or "2020s"/,
      ],
      [
        'a day that is a month',
        fileWith({ source: 'x: { title: X, kind: ARTICLE, §retrievedOn: 2025-02 }' }),
        /"2025-02" is not a day; write "2025-01-30"/,
      ],
      [
        'an unknown publisher',
        fileWith({ source: '§x: { title: X, kind: ARTICLE, publisher: nobody }' }),
        /The publisher "nobody" is not among the entities/,
      ],
      [
        'a publisher that cannot publish',
        fileWith({ source: '§x: { title: X, kind: ARTICLE, publisher: altman }' }),
        /The publisher "altman" is of kind Person; a source is published by/,
      ],
      [
        'an unknown original',
        fileWith({ source: '§x: { title: X, kind: ARTICLE, reprintOf: nothing }' }),
        /"nothing" is not among the sources/,
      ],
    ],
  ],
  [
    'a speaker without a name',
    [
      ['no description', fileWith({ speaker: '§x: { count: 1 }' }), /The speaker "x" has no description/],
      ['a wrong count', fileWith({ speaker: 'x: { description: X, §count: -1 }' }), /-1 is not a whole number/],
      ['half a person', fileWith({ speaker: 'x: { description: X, §count: 1.5 }' }), /1.5 is not a whole number/],
      [
        'an unknown affiliation',
        fileWith({ speaker: '§x: { description: X, affiliation: nobody }' }),
        /The affiliation "nobody" is not among the entities/,
      ],
      [
        'an affiliation to no organization',
        fileWith({ speaker: '§x: { description: X, affiliation: italy }' }),
        /The affiliation "italy" is of kind Country; it is to one of Company/,
      ],
    ],
  ],
  [
    'what a claim says',
    [
      ['no subject', fileWith({ claim: `§{ source: article, modality: REPORTED, ${NAMED} }` }), /has no subject/],
      [
        'an unknown subject',
        fileWith({ claim: `{ §subject: nobody, source: article, modality: REPORTED, ${NAMED} }` }),
        /"nobody" is not among the entities of this file/,
      ],
      ['no predicate', said('value: X'), /The claim has no predicate/],
      [
        'a predicate in small letters',
        saidAt('§predicate: name, value: X'),
        /"name" cannot be a predicate; use capitals/,
      ],
      [
        'a predicate of other kinds',
        saidAt('§predicate: ACCESS, value: API'),
        /ACCESS is said of Model; "openai" is of kind Company/,
      ],
      ['neither object nor value', said('predicate: NAME'), /one of object, value, unknown: true, none: true/],
      [
        'object and value',
        said('predicate: NAME, value: X, object: o1'),
        /one of object, value, unknown: true, none: true/,
      ],
      ['an unknown that is not', saidAt('predicate: VALUATION, §unknown: false'), /"unknown" is true or is left out/],
      ['a none that is not', saidAt('predicate: VALUATION, §none: 1'), /"none" is true or is left out/],
      ['an unknown object', saidAt('predicate: LIKES, §object: nobody'), /"nobody" is not among the entities/],
      ['an object for a property', saidAt('predicate: NAME, §object: o1'), /NAME has a value; give it as value/],
      [
        'a value for an edge',
        saidAt('predicate: HEADQUARTERED_IN, §value: Italy'),
        /leads to another entity; give it as object/,
      ],
      [
        'an object of a wrong kind',
        saidAt('predicate: HEADQUARTERED_IN, §object: o1'),
        /HEADQUARTERED_IN leads to Country; "o1" is of kind Model/,
      ],
      ['a text that is a number', saidAt('predicate: NAME, §value: 1'), /write it in quotes/],
      ['a wrong date', saidAt('predicate: FOUNDED_ON, §value: soon'), /"soon" is not a date/],
      ['an amount without a currency', saidAt('predicate: VALUATION, §value: 340'), /Money is \{ amount:/],
      [
        'a wrong amount',
        saidAt('predicate: VALUATION, value: { §amount: 3.4e11x, currency: USD }'),
        /not of the form of Decimal\. A decimal number as text, for example "40000000000"/,
      ],
      [
        'a wrong currency',
        saidAt('predicate: VALUATION, value: { amount: 1, §currency: Euro }'),
        /not of the form of CurrencyCode\. A currency as ISO 4217, for example "USD"\./,
      ],
    ],
  ],
  [
    'how a claim says it',
    [
      [
        'no modality',
        fileWith({ claim: `§{ subject: openai, source: article, ${NAMED} }` }),
        /The claim has no modality/,
      ],
      [
        'a wrong modality',
        fileWith({ claim: `{ subject: openai, source: article, §modality: SURE, ${NAMED} }` }),
        /"SURE" is not one of CONFIRMED, REPORTED/,
      ],
      [
        'no source',
        fileWith({ claim: `§{ subject: openai, modality: REPORTED, ${NAMED} }` }),
        /The claim has no source/,
      ],
      [
        'an unknown source',
        fileWith({ claim: `{ subject: openai, §source: nothing, modality: REPORTED, ${NAMED} }` }),
        /"nothing" is not among the sources of this file/,
      ],
      [
        'a place without a source among others',
        saidAt(`${NAMED}, sources: [{ source: article }, §{ locator: paragraph 1 }]`).replace(' source: article,', ''),
        /names no source/,
      ],
      [
        'a source that is named twice',
        saidAt(`${NAMED}, sources: [{ source: article }, { §source: article }]`).replace(' source: article,', ''),
        /"article" is named twice; name both places in one locator/,
      ],
      [
        'a source beside a list of sources',
        said(`${NAMED}, sources: [{ source: article }]`),
        /either source or sources/,
      ],
      ['a wrong polarity', saidAt(`${NAMED}, §polarity: NO`), /"NO" is not one of AFFIRMS, NEGATES/],
      ['a wrong rank', saidAt(`${NAMED}, §rank: BEST`), /"BEST" is not one of PREFERRED/],
      ['a wrong review', saidAt(`${NAMED}, §review: DONE`), /"DONE" is not one of PROPOSED/],
      ['a wrong stance', saidAt(`${NAMED}, §stance: LIKES`), /"LIKES" is not one of SUPPORTS/],
      ['a wrong confidence', saidAt(`${NAMED}, §confidence: HIGH`), /"HIGH" is not one of CONFIDENT/],
      [
        'a score beyond one',
        saidAt(`${NAMED}, confidence: { level: LIKELY, §score: 1.5 }`),
        /The score 1.5 is not between 0 and 1/,
      ],
      [
        'an end before the beginning',
        said(`${NAMED}, validFrom: 2025, validTo: 2024`),
        /The claim ends before it begins/,
      ],
      ['a field that is not known', saidAt(`${NAMED}, §speaker: x`), /"speaker" is not known here/],
    ],
  ],
  [
    'who says it and what it bears on',
    [
      [
        'a speaker of two forms',
        saidAt(`${NAMED}, speakers: [§{ author: article, entity: o1 }]`),
        /A speaker is one of/,
      ],
      ['a speaker of none', saidAt(`${NAMED}, speakers: [§{ }]`), /A speaker is one of/],
      ['an unknown author', saidAt(`${NAMED}, speakers: [{ §author: nothing }]`), /"nothing" is not among the sources/],
      ['an unknown entity', saidAt(`${NAMED}, speakers: [{ §entity: nobody }]`), /"nobody" is not among the entities/],
      [
        'an entity that cannot speak',
        saidAt(`${NAMED}, speakers: [{ §entity: italy }]`),
        /"italy" is of kind Country; those who speak are Person/,
      ],
      ['an unknown nameless one', saidAt(`${NAMED}, speakers: [{ §anonymous: x }]`), /"x" is not among the speakers/],
      [
        'a link to itself',
        saidAt(`${NAMED}, key: a, links: [{ type: REFINES, §claim: a }]`),
        /A claim cannot bear on itself/,
      ],
      ['a key with blanks', saidAt(`${NAMED}, §key: the first`), /"the first" cannot be a key; use small letters/],
      [
        'a link to what cannot be a key',
        saidAt(`${NAMED}, links: [{ type: REFINES, §claim: X }]`),
        /"X" cannot be a key/,
      ],
      ['a link of no type', saidAt(`${NAMED}, key: a, links: [§{ claim: b }]`), /The link has no type/],
      ['a link to no claim', saidAt(`${NAMED}, links: [§{ type: REFINES }]`), /The link names no claim/],
      [
        'a link of a wrong type',
        saidAt(`${NAMED}, key: a, links: [{ §type: LIKES, claim: b }]`),
        /"LIKES" is not one of SUPERSEDES/,
      ],
      [
        'a key that is used twice',
        saidAt(
          `${NAMED}, key: a }\n      - { subject: o1, source: article, modality: REPORTED, §key: a, predicate: NAME, value: O1`,
        ),
        /The key "a" is used twice/,
      ],
      [
        'the same claim twice',
        saidAt(`${NAMED} }\n      - §{ subject: openai, source: article, modality: OPINION, ${NAMED}`),
        /stands on line 15 already/,
      ],
    ],
  ],
  [
    'a retraction',
    [
      ['no claim', fileWith({ top: 'retract:\n  - §{ reason: wrong }' }), /names no claim; give its key/],
      ['no reason', fileWith({ top: 'retract:\n  - §{ claim: a }' }), /The retraction has no reason/],
      ['a wrong key', fileWith({ top: 'retract:\n  - { §claim: A b, reason: wrong }' }), /cannot be a key/],
      [
        'the same claim twice',
        fileWith({ top: 'retract:\n  - { claim: a, reason: wrong }\n  - { §claim: a, reason: bad }' }),
        /"a" is taken back twice/,
      ],
      ['what is no list', fileWith({ top: '§retract: { claim: a }' }), /A list is wanted here/],
    ],
  ],
  [
    'a judgement',
    [
      ['one side only', judged({ b: '' }), /The judgement has no "b"/],
      ['no reason', judged({ reason: '' }), /The judgement has no "reason"/],
      ['the same twice', judged({ b: 'b: openai' }), /both sides are the same/],
      [
        'two kinds that cannot be one',
        judged({ b: 'b: altman' }),
        /"openai" is of kind Company and "altman" of kind Person/,
      ],
      ['an unknown side', judged({ at: '', b: '§b: nobody' }), /"nobody" is not among the entities of this file/],
      [
        'another verdict',
        judged({ at: '', verdict: '§verdict: MAYBE' }),
        /"MAYBE" is not one of SAME, DIFFERENT, UNSURE/,
      ],
      ['an unknown judge', judged({ at: '', by: 'by: { §entity: nobody }' }), /"nobody" is not among the entities/],
      ['a wrong moment', judged({ at: '', when: '§at: yesterday' }), /"yesterday" is neither a day nor a moment/],
      [
        'an end before the beginning',
        judged({ at: '', reason: 'reason: alike, §revokedAt: 2024-01-01' }),
        /taken back before it is made/,
      ],
    ],
  ],
])('the loader refuses, in %s,', (_, cases) => {
  test.each(cases)('%s', (_title, marked, message) => {
    const { text, places } = unmark(marked)
    const problems = problemsOf(text)
    expect(problems.map(({ place }) => place)).toEqual(places)
    expect(problems[0]?.message).toMatch(message)
  })
})

describe('the loader refuses a qualifier that would break the schema’s promise:', () => {
  const of = (subject: string, rest: string): string =>
    fileWith({ claim: `{ subject: ${subject}, source: article, modality: REPORTED, ${rest} }` })
  test.each<Case>([
    [
      'a register that is not known',
      of('openai', 'predicate: IDENTIFIER, value: Q1, qualifiers: { §scheme: QID }'),
      /"QID" is not one of SLUG, WIKIDATA/,
    ],
    [
      'an identifier without a register',
      of('openai', 'predicate: IDENTIFIER, §value: Q1'),
      /IDENTIFIER wants the qualifier "scheme"/,
    ],
    [
      'an identifier of a register that nobody knows',
      of('openai', 'predicate: IDENTIFIER, value: Q1, qualifiers: { §scheme: null }'),
      /"scheme" must be known/,
    ],
    [
      'a sort of name that is not known',
      of('openai', 'predicate: ALIAS, value: Open AI, qualifiers: { §kind: NICK }'),
      /"NICK" is not one of OFFICIAL/,
    ],
    [
      'a sort of main name that is not known',
      of('openai', 'predicate: NAME, value: OpenAI, qualifiers: { §kind: NICK }'),
      /"NICK" is not one of OFFICIAL/,
    ],
    [
      'a number with a slip of the pen',
      of('openai', 'predicate: IDENTIFIER, §value: HWUPKR0MPOU8FGXBT395, qualifiers: { scheme: LEI }'),
      /"HWUPKR0MPOU8FGXBT395" cannot be an identifier of LEI: its check digits are wrong/,
    ],
    [
      'a number of another form',
      of('openai', 'predicate: IDENTIFIER, §value: Open AI, qualifiers: { scheme: WIKIDATA }'),
      /"Open AI" cannot be an identifier of WIKIDATA: one is Q and a number, for example "Q21708200"/,
    ],
    [
      'a former slug that another entity has',
      of('openai', 'predicate: IDENTIFIER, §value: o1, qualifiers: { scheme: SLUG }'),
      /"o1" is the slug of an entity of this file/,
    ],
    ['a stage that is no status', of('ban', 'predicate: STAGE, §value: BEGUN'), /"BEGUN" is not one of PROPOSED/],
    [
      'a stage on no day',
      of('ban', 'predicate: STAGE, value: IN_FORCE, qualifiers: { §date: soon }'),
      /"soon" is not a date/,
    ],
    [
      'a share that is a text',
      of('round', 'predicate: USE_OF_PROCEEDS, value: CHIPS, qualifiers: { §share: half }'),
      /"half" is not a number/,
    ],
    [
      'an amount that is none',
      of('round', 'predicate: USE_OF_PROCEEDS, value: CHIPS, qualifiers: { §amount: much }'),
      /"much" is not of the form of Decimal/,
    ],
    [
      'a number in quotes',
      of('o1', "predicate: PARAMETERS, §value: '102000000000'"),
      /^"102000000000" is not a number; write it without quotes\.$/,
    ],
    [
      'a threshold that is no number',
      of('rule', 'predicate: THRESHOLD, §value: high, qualifiers: { measure: performance }'),
      /"high" is not a number/,
    ],
    [
      'a threshold of nothing that is measured',
      of('rule', 'predicate: THRESHOLD, §value: 4800'),
      /THRESHOLD wants the qualifier "measure"/,
    ],
    ['an amendment of what is no restriction', of('rule', 'predicate: AMENDS, §object: ban'), /ExportRestriction/],
    [
      'a lead that is neither true nor false',
      of('round', 'predicate: INVESTED_BY, object: openai, qualifiers: { §lead: maybe }'),
      /"maybe" is neither true nor false/,
    ],
    [
      'a role that is a number',
      of('altman', 'predicate: HOLDS_ROLE, object: openai, qualifiers: { §role: 7 }'),
      /write it in quotes/,
    ],
    [
      'a qualifier that is a list',
      of('openai', 'predicate: NAME, value: OpenAI, qualifiers: { §as: [a] }'),
      /A single value is wanted here/,
    ],
    [
      'a name of a qualifier that is no word',
      of('openai', 'predicate: NAME, value: OpenAI, qualifiers: { §"$x y": a }'),
      /"\$x y" cannot be a qualifier/,
    ],
  ])('%s', (_title, marked, message) => {
    const { text, places } = unmark(marked)
    const problems = problemsOf(text)
    expect(problems.map(({ place }) => place)).toEqual(places)
    expect(problems[0]?.message).toMatch(message)
  })
})

describe('the loader refuses a number that the API cannot give back:', () => {
  const of = (rest: string): string =>
    fileWith({ claim: `{ subject: o1, source: article, modality: REPORTED, ${rest} }` })
  test.each<Case>([
    [
      'a whole number beyond 32 bits',
      of('predicate: CONTEXT_WINDOW, §value: 3000000000'),
      /3000000000 is not a whole number up to 2147483647/,
    ],
    ['a number that is not finite', of('predicate: PARAMETERS, §value: .inf'), /"Infinity" is not a number/],
    ['a range upside down', of('predicate: PARAMETERS, §value: { value: 5, low: 6 }'), /from low to high/],
  ])('%s', (_title, marked, message) => {
    const { text, places } = unmark(marked)
    const problems = problemsOf(text)
    expect(problems.map(({ place }) => place)).toEqual(places)
    expect(problems[0]?.message).toMatch(message)
  })
})

test('every problem of a file is told at once, in the order of its lines', () => {
  const { text, places } = unmark(
    fileWith({
      entity: 'x: { §kind: Firm }',
      source: '§y: { kind: ARTICLE }',
      claim: `{ subject: openai, source: article, §modality: SURE, predicate: FOUNDED_ON, §value: soon }`,
    }),
  )
  const problems = problemsOf(text)
  expect(problems.map(({ place }) => place)).toEqual(places)
  expect(places).toHaveLength(4)
})
