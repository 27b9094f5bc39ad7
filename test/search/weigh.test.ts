import { cardOf } from '../../src/search/card.js'
import { highlight } from '../../src/search/highlight.js'
import { readCard } from '../../src/search/known-cards.js'
import type { KnownCard } from '../../src/search/known-cards.js'
import { readSearchWords } from '../../src/search/search-words.js'
import { weigh } from '../../src/search/weigh.js'

function card(names: readonly string[], { texts = [] as string[], said = [] as string[] } = {}): KnownCard {
  const named = names.map((label) => {
    const [value = '', kind = 'SHOWN'] = label.split('|')
    return { value, kind }
  })
  return readCard({ of: 'entity', ...cardOf({ kind: 'Company', names: named, texts, said }) })
}

function scoreOf(query: string, ...given: Parameters<typeof card>): number | null {
  return weigh(readSearchWords(query), card(...given))?.score ?? null
}

describe('a score', () => {
  test.each([
    // The whole name, however it is written.
    ['deep seek r1', 'DeepSeek-R1', 1],
    ['DEEPSEEK R1', 'DeepSeek-R1', 1],
    ['gpt4o', 'GPT-4o', 1],
    ['electricite', 'Électricité', 1],
    // Part of the name: seven tenths, and the rest by how much of the name it is.
    ['altman', 'Sam Altman', 0.7 + 0.3 * (6 / 9)],
    // A beginning: half, and the rest by how much of the word it is.
    ['deeps', 'DeepSeek', (0.5 + (0.4 * 5) / 8) * (0.7 + (0.3 * 5) / 8)],
    // Of a later word less, and of a small one nothing.
    ['altm', 'Sam Altman', (0.5 + (0.4 * 4) / 6) * 0.7 * (0.7 + (0.3 * 4) / 9)],
    ['wi', 'Talks with Acme', null],
    // A piece of a single letter.
    ['seek r', 'DeepSeek-R1', ((4 * 0.9 + 0.5) / 5) * (0.7 + (0.3 * 5) / 10)],
    // A typo: 0.85, less by how much of the word is wrong.
    ['deepsek', 'DeepSeek', 0.85 * (7 / 8) * (0.7 + (0.3 * 7) / 8)],
    // Another name, a former one, a weak one.
    ['Open AI', 'OpenAI LP|FORMER', null],
    ['chatgpt maker', 'ChatGPT maker|WEAK', 0.7],
    ['facebook', 'Facebook|FORMER', 0.9],
    ['alphabet', 'Alphabet|ALIAS', 0.95],
    ['mixtral', 'Mistral', 0.85 * (6 / 7) * 1],
    ['o3', 'o1', null],
    ['meto', 'Meta AI', 0.85 * (3 / 4) * (0.7 + (0.3 * 4) / 6)],
    ['anthropic', 'OpenAI', null],
  ])('of "%s" for %s is %d', (query, name, score) => {
    const found = scoreOf(query, [name])
    if (query === 'Open AI') expect(found).toBeCloseTo(0.9 * 0.9 * (0.7 + (0.3 * 6) / 8), 3)
    else if (score === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(score, 3)
  })

  test('counts what stands beside the name less: in another name and in the description, least in a claim', () => {
    const beside = { texts: ['Makes chatbots'], said: ['Rivals are unsettled'] }
    const [name, text, claim] = ['acme', 'acme chatbots', 'acme unsettled'].map((query) =>
      scoreOf(query, ['Acme'], beside),
    ) as [number, number, number]
    expect(name).toBe(1)
    expect(text).toBeLessThan(name)
    expect(claim).toBeLessThan(text)
    expect(claim).toBeGreaterThan(0)
    expect(scoreOf('acme nowhere', ['Acme'], beside)).toBeNull()
  })

  test('counts of what is told the first 500 different words, however often one comes', () => {
    const many = Array.from({ length: 600 }, (_, i) => `w${i}`)
    const twice = [...many.slice(0, 499), ...many].join(' ')
    for (const beside of [{ texts: [twice] }, { said: [twice] }]) {
      // What describes an entity has the word of its kind before.
      const last = beside.texts ? 498 : 499
      expect(scoreOf(`acme w${last}`, ['Acme'], beside)).toBeGreaterThan(0)
      expect(scoreOf(`acme w${last + 1}`, ['Acme'], beside)).toBeNull()
    }
    const again = { said: [...Array.from({ length: 120 }, () => 'They say that it makes very many anvils'), 'a zebra'] }
    expect(scoreOf('acme zebra', ['Acme'], again)).toBeGreaterThan(0)
  })

  test('leaves out small words when there are others, and looks for them when there are none', () => {
    expect(scoreOf('the ban of acme', ['Acme ban'])).toBeGreaterThan(0.8)
    expect(scoreOf('the who', ['The Who'])).toBe(1)
    expect(scoreOf('the', ['The Who'])).toBeGreaterThan(0)
    expect(scoreOf('of', ['Bureau of Industry'])).toBeNull()
    expect(scoreOf('of the', ['Of the'])).toBe(1)
  })
})

describe('what is typed into a search box', () => {
  const ranked = (typed: string, names: readonly string[]): string[] => {
    const looked = readSearchWords(typed, { shortBegins: true })
    const weighed = names.flatMap((name) => weigh(looked, card([name])) ?? [])
    return weighed.toSorted((a, b) => b.score - a.score).map(({ name }) => name)
  }

  test.each([
    // The beginning of a name comes before that of a later word, and a small word is not what somebody begins.
    ['o', ['Bureau of Industry', 'Made by o1', 'OpenAI'], ['OpenAI', 'Made by o1']],
    ['de', ['Garante per la protezione dei dati', 'models.dev', 'DeepSeek'], ['DeepSeek', 'models.dev']],
    ['a', ['OpenAI opens a preview', 'Advanced chips'], ['Advanced chips', 'OpenAI opens a preview']],
    ['th', ['Ban by the Bureau', 'The Who'], ['The Who']],
    // A number is not begun by words put together.
    ['round 1', ['Round 18 of Acme', 'Round 1 of Umbra'], ['Round 1 of Umbra', 'Round 18 of Acme']],
    ['round 1', ['Round18'], ['Round18']],
    ['gpt4', ['GPT-4o', 'GPT-41', 'GPT-4'], ['GPT-4', 'GPT-4o', 'GPT-41']],
    ['deep se', ['DeepSeek'], ['DeepSeek']],
  ])('as "%s" finds of %j %j', (typed, names, found) => {
    expect(ranked(typed, names)).toEqual(found)
  })
})

describe('a highlight', () => {
  test.each([
    ['deep seek r1', 'DeepSeek-R1', '**DeepSeek**-**R1**'],
    ['electricite', 'Électricité de France', '**Électricité** de France'],
    ['deepsek', 'The DeepSeek chatbot', 'The **DeepSeek** chatbot'],
    ['nothing', 'The DeepSeek chatbot', undefined],
  ])('of "%s" in %s is %s', (query, text, marked) => {
    expect(highlight(readSearchWords(query), [{ field: 'name', text }])[0]?.text).toBe(marked)
  })

  const shown = (query: string, text: string): string | undefined =>
    highlight(readSearchWords(query), [{ field: 'summary', text }])[0]?.text

  test('shows of a long text whole words around the first word, and each text once', () => {
    const long = `${'before '.repeat(60)}Acme ${'after '.repeat(60)}`
    const found = highlight(readSearchWords('acme'), [
      { field: 'description', text: long },
      { field: 'summary', text: long },
    ])
    expect(found).toEqual([{ field: 'description', text: `… ${'before '.repeat(11)}**Acme**${' after'.repeat(12)} …` }])
    expect(shown('acme', `Acme ${'after '.repeat(60)}`)).toBe(`**Acme**${' after'.repeat(26)} …`)
    expect(shown('acme', `${'before '.repeat(60)}Acme`)).toBe(`… ${'before '.repeat(11)}**Acme**`)
    expect(shown('acme', 'Acme '.repeat(32))).toBe('**Acme** '.repeat(32))
  })

  test('shows as much of a text without spaces', () => {
    const [before, after] = ['前'.repeat(1000), '後'.repeat(1000)]
    const near = `… ${'前'.repeat(79)}，**DeepSeek**，${'後'.repeat(71)} …`
    expect(shown('deepseek', `${before}，DeepSeek，${after}`)).toBe(near)
    expect(shown('deepseek', `${before} DeepSeek ${after}`)).toBe(near.replaceAll('，', ' '))
    expect(shown('深度', `深度${after}`)).toBe(`**深度${'後'.repeat(158)}** …`)
    const whole = '深'.repeat(200)
    expect(shown(whole, `${before}，${whole}，${after}`)).toBe(`… ${'前'.repeat(79)}，**${'深'.repeat(80)}** …`)
  })

  test('cuts no letter of two units in half', () => {
    const text = '𠮷'.repeat(100)
    expect(shown('acme', `${text}，Acme，${text}`)).toBe(`… ${'𠮷'.repeat(40)}，**Acme**，${'𠮷'.repeat(37)} …`)
  })

  test('is one of five at most, the first ones', () => {
    const texts = Array.from({ length: 7 }, (_, i) => ({ field: 'names', text: `Acme ${i}` }))
    const found = highlight(readSearchWords('acme'), texts)
    expect(found.map(({ text }) => text)).toEqual([0, 1, 2, 3, 4].map((i) => `**Acme** ${i}`))
  })
})
