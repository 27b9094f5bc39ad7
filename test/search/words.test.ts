import fc from 'fast-check'

import { partsOf, wordsOf } from '../../src/search/fold.js'
import { termsOf } from '../../src/search/name-terms.js'
import { spellingsOf, spellingsToKeep, typosBetween, typosIn } from '../../src/search/spelling.js'

describe('words', () => {
  test.each([
    ['Électricité de France', ['electricite', 'de', 'france']],
    ['DeepSeek-R1', ['deepseek', 'r1']],
    ["Deepseek's o3‑mini", ['deepseek', 'o3', 'mini']],
    ['Straße, Łódź & Ærø', ['strasse', 'lodz', 'aero']],
    ['İstanbul ＡＩ', ['istanbul', 'ai']],
    ['深度求索 (DeepSeek)', ['深度求索', 'deepseek']],
    ['Ельцин', ['ельцин']],
    [' -- ', []],
  ])('of %s are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test('have pieces at capitals and digits', () => {
    expect(partsOf('DeepSeek-R1')).toEqual(['deep', 'seek', 'r', '1'])
    expect(termsOf('GPT-4o')).toEqual({
      words: ['gpt', '4o'],
      pieces: ['4', 'o', 'gpt4o'],
      longer: ['gpt', '4o', 'gpt4o'],
      whole: 'gpt4o',
    })
  })

  test('that are small count where the name begins with them, or has no others', () => {
    expect(termsOf('The Bureau of Industry')).toMatchObject({
      words: ['the', 'bureau', 'industry'],
      pieces: ['thebureau', 'bureauof', 'thebureauofindustry'],
    })
    expect(termsOf('Of the').words).toEqual(['of', 'the'])
  })

  test('of a long title are not put together', () => {
    expect(termsOf('Italy limits data processing today').pieces).toEqual([])
  })
})

describe('typos', () => {
  test.each([
    ['deepseek', 'deepsek', 1],
    ['openai', 'opneai', 1],
    ['anthropic', 'antrhopik', 2],
    ['altman', 'altman', 0],
    ['', 'ab', 2],
  ])('between %s and %s are %i', (a, b, typos) => {
    expect(typosBetween(a, b)).toBe(typos)
    expect(typosBetween(b, a)).toBe(typos)
  })

  test.each([
    ['gpt4', 0],
    ['o3', 0],
    ['xai', 0],
    ['meta', 1],
    ['mistral', 1],
    ['deepseek', 2],
  ])('that %s may have are %i', (word, typos) => {
    expect(typosIn(word)).toBe(typos)
  })

  const letters = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 3, maxLength: 11 })

  /** A letter put in, left out, replaced or swapped with the next, at a place of a word. */
  const edit = fc.tuple(fc.constantFrom('put', 'leave', 'replace', 'swap'), fc.nat(10), fc.constantFrom(...'abc'))
  const misspelt = (word: string, [how, at, letter]: readonly [string, number, string]): string => {
    const i = at % word.length
    const [before, own = '', next = '', rest] = [word.slice(0, i), word[i], word[i + 1], word.slice(i + 2)]
    if (how === 'put') return before + letter + word.slice(i)
    if (how === 'leave') return before + next + rest
    return how === 'replace' ? before + letter + next + rest : before + next + own + rest
  }
  // Words that have nothing to do with one another are close too seldom.
  const pairs = fc
    .tuple(letters, letters, fc.array(edit, { maxLength: 2 }), fc.boolean())
    .map(([asked, other, edits, isOther]) => [asked, isOther ? other : edits.reduce(misspelt, asked)] as const)

  test('within what a word may have always leave both words a spelling in common, so that the index finds them', () => {
    let close = 0
    fc.assert(
      fc.property(pairs, ([asked, kept]) => {
        const typos = typosBetween(asked, kept)
        if (typos === 0 || typos > typosIn(asked)) return
        close += 1
        const known = new Set(spellingsToKeep(kept))
        expect(spellingsOf(asked).some((spelling) => known.has(spelling))).toBe(true)
      }),
      { numRuns: 4000 },
    )
    expect(close).toBeGreaterThan(20)
  })
})
