import { cardOf } from '../../src/search/card.js'
import { findEntities } from '../../src/search/find-entities.js'
import { CARD_COLUMNS, KnownCards, readCard } from '../../src/search/known-cards.js'
import type { FindCards } from '../../src/search/known-cards.js'
import { readSearchWords } from '../../src/search/search-words.js'
import { weigh } from '../../src/search/weigh.js'
import { Random } from '../support/agreement-random.js'
import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph } from '../support/open-graph.js'

const SYLLABLES = ['deep', 'seek', 'open', 'ai', 'mis', 'tral', 'an', 'thro', 'pic', 'Älp', 'o3', 'r1', '-', ' ', ' ']

/** Names that are much alike, and words as people type them: cut short, misspelt, put together. */
class Wording {
  readonly #random = new Random(7)

  name(): string {
    const { pick } = { pick: <T>(from: readonly T[]): T => this.#random.pick(from) }
    const parts = Array.from({ length: pick([2, 3, 3, 4, 6]) }, () => pick(SYLLABLES))
    const name = parts.join('').replaceAll(/\s+/g, ' ').trim()
    return this.#random.chance(0.4) ? name.replaceAll(/(^|\b)\p{Ll}/gu, (letter) => letter.toUpperCase()) : name
  }

  typed(name: string): string {
    const at = this.#random.below(Math.max(1, name.length))
    const changes = [
      (): string => name,
      (): string => name.slice(0, at + 1),
      (): string => name.slice(0, at) + name.slice(at + 1),
      (): string => `${name.slice(0, at)}x${name.slice(at)}`,
      (): string =>
        name.slice(0, at) +
        name
          .slice(at, at + 2)
          .split('')
          .toReversed()
          .join('') +
        name.slice(at + 2),
      (): string => name.replaceAll(/[ -]/g, ''),
      (): string => name.toUpperCase(),
      (): string => `${name.slice(0, at)} ${name.slice(at)}`,
    ]
    return this.#random.pick(changes)()
  }

  pick<T>(from: readonly T[]): T {
    return this.#random.pick(from)
  }
}

describe('the index', () => {
  const wording = new Wording()
  const names = Array.from({ length: 150 }, () => wording.name()).map((name, i) => (name === '' ? `n${i}` : name))
  let graph: OpenGraph
  let ids: ReadonlyMap<string, string>
  const known = new KnownCards()
  const find: FindCards = (queries, limit) => known.find((question) => graph.store.find(question), queries, limit)
  beforeAll(async () => {
    const slugs = names.map((_, i) => `e${i}`)
    const claims = names.map((name, i) => `{ subject: e${i}, predicate: NAME, value: ${JSON.stringify(name)} }`)
    graph = await openGraph([fileOf(Object.fromEntries(slugs.map((slug) => [slug, 'Company'])), claims)])
    const [rows = []] = await graph.store.read([
      { text: 'MATCH (n:Company) RETURN n.id AS id, n.slug AS slug', params: {} },
    ])
    ids = new Map(rows.map(({ id, slug }) => [String(slug), String(id)]))
  })
  afterAll(() => graph.close())

  test('proposes everything that the weighing of all cards finds, and nothing else comes out', async () => {
    let found = 0
    for (let asked = 0; asked < 150; asked += 1) {
      const text = wording.typed(wording.pick(names))
      const words = readSearchWords(text)
      const weighed = names.flatMap((name, i) => {
        const card = readCard({
          of: ids.get(`e${i}`) ?? '',
          ...cardOf({ kind: 'Company', names: [{ value: name, kind: 'SHOWN' }], texts: [], said: [] }),
        })
        const weight = words.words.length === 0 ? null : weigh(words, card)
        return weight ? [{ id: card.of, score: weight.score }] : []
      })
      if (weighed.length === 0) continue
      found += weighed.length
      const answer = await findEntities({ text, argument: 'query', kinds: null, reach: 'said', limit: 1000 }, find)
      const expected = weighed.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      expect({ text, found: answer.candidates.map(({ id, score }) => ({ id, score })) }).toEqual({
        text,
        found: expected,
      })
    }
    expect(found).toBeGreaterThan(500)
  })

  test('that knows too much is asked again for the best', async () => {
    const [name = ''] = names
    const limited = await findEntities(
      { text: name.slice(0, 3), argument: 'query', kinds: null, reach: 'said', limit: 2 },
      find,
    )
    expect(limited.truncated).toBe(true)
    const exact = await findEntities({ text: 'ai', argument: 'query', kinds: null, reach: 'said', limit: 2 }, find)
    const whole = await findEntities({ text: 'ai', argument: 'query', kinds: null, reach: 'said', limit: 1000 }, find)
    expect(exact.truncated).toBe(true)
    expect(whole.truncated).toBe(false)
    expect(whole.candidates.length).toBeGreaterThan(exact.candidates.length)
    expect(exact.candidates[0]?.rank).toBe(whole.candidates[0]?.rank)
  })

  test('reads a card once, and again when it has changed', async () => {
    const read: string[][] = []
    const own = new KnownCards()
    const watched: FindCards = (queries, limit) =>
      own.find(
        (question) => {
          read.push([...question.columns])
          return graph.store.find(question)
        },
        queries,
        limit,
      )
    const search = async (text: string): Promise<string[]> =>
      (
        await findEntities({ text, argument: 'query', kinds: null, reach: 'said', limit: 1000 }, watched)
      ).candidates.map(({ name }) => String(name))
    const load = (claims: string[]): Promise<unknown> => graph.load(fileOf({ changing: 'Company' }, claims))
    const named = (name: string): string => `{ subject: changing, predicate: NAME, value: ${name} }`
    const columns = async (text: string): Promise<number[]> => {
      read.length = 0
      await search(text)
      return read.map(({ length }) => length)
    }
    await load([named('Firstwhile')])
    expect(await columns('firstwhile')).toEqual([1, CARD_COLUMNS.length])
    expect(await columns('firstwhile')).toEqual([1])
    await load([`{ subject: changing, predicate: ALIAS, value: Nextwhile }`])
    expect(await search('nextwhile')).toEqual(['Nextwhile'])
    expect(await columns('nextwhile')).toEqual([1])
    expect(await search('firstwhile')).toEqual(['Firstwhile'])
  })
})
