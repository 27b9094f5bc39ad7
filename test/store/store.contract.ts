import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure, type FailureCode } from '../../src/errors.js'
import type { PlainValue, Row, Statement, Store, TextQuery } from '../../src/store/store.js'

/** A label of this run alone, so that the suite can share a server with other data and other runs. */
export const PROBE = `Probe${randomBytes(4).toString('hex')}`

/** Runs for about a second on either engine, and touches nothing. */
const SLOW =
  'UNWIND range(1, 2000) AS a UNWIND range(1, 2000) AS b WITH a * b AS c WHERE c % 7 = 3 RETURN count(c) AS n'

const DEFINITIONS = [
  `CREATE CONSTRAINT ${PROBE}_id IF NOT EXISTS FOR (n:${PROBE}) REQUIRE n.id IS UNIQUE`,
  `CREATE INDEX ${PROBE}_id_index IF NOT EXISTS FOR (n:${PROBE}) ON (n.id)`,
  `CREATE INDEX ${PROBE}_name IF NOT EXISTS FOR (n:${PROBE}) ON (n.name)`,
]

const WORDS = `CREATE FULLTEXT INDEX ${PROBE}_words IF NOT EXISTS FOR (n:${PROBE}) ON EACH [n.words, n.kind] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace'}}`

export function statement(text: string, params: Record<string, unknown> = {}): Statement {
  return { text: text.replaceAll(':Probe', `:${PROBE}`), params: params as Record<string, PlainValue> }
}

export async function rowsOf(
  store: Store,
  text: string,
  params: Record<string, unknown> = {},
): Promise<readonly Row[]> {
  const [rows = []] = await store.read([statement(text, params)])
  return rows
}

/** What is read, and of which version of the graph it is. */
async function versioned(
  store: Store,
  text = 'RETURN 1 AS one',
): Promise<{ readonly rows: readonly Row[]; readonly version: string }> {
  const versions: (string | null)[] = []
  const [rows = []] = await store.read([statement(text)], { onVersion: (version) => versions.push(version) })
  expect(versions).toHaveLength(1)
  return { rows, version: String(versions[0]) }
}

export async function versionOf(store: Store): Promise<string> {
  return (await versioned(store)).version
}

export function write(store: Store, text: string, params: Record<string, unknown> = {}): Promise<readonly Row[]> {
  return store.write((run) => run(statement(text, params)))
}

/** The failure of a call that must fail in a foreseen way. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const outcome = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  )
  if (outcome instanceof Failure) return outcome
  throw new Error('This call must fail with a Failure', { cause: outcome })
}

async function codeOf(call: Promise<unknown>): Promise<FailureCode> {
  return (await failureOf(call)).code
}

/** Writes one time after the other, without a pause, until the reading is done. */
export async function whileWriting<T>(writeOnce: (n: number) => Promise<unknown>, read: () => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const keepWriting = async (): Promise<void> => {
    for (let n = 1; !stop.signal.aborted; n += 1) await writeOnce(n)
  }
  const writing = keepWriting()
  try {
    return await read()
  } finally {
    stop.abort()
    await writing
  }
}

function valueOf(id: string): Statement {
  return statement('MATCH (n:Probe {id: $id}) RETURN n.n AS n', { id })
}

function increment(store: Store): Promise<unknown> {
  return store.write(async (run) => {
    const [row] = await run(valueOf('a'))
    await run(statement('MATCH (n:Probe {id: "a"}) SET n.n = $n', { n: Number(row?.['n']) + 1 }))
  })
}

/** Every engine must keep these rules; the numbers are those of docs/store.md. */
export function describeStore(engine: string, open: () => Promise<Store>): void {
  describe(`${engine} keeps the store's rules`, () => {
    let store: Store
    const countProbes = async (): Promise<PlainValue> =>
      (await rowsOf(store, 'MATCH (n:Probe) RETURN count(n) AS n'))[0]!['n']!

    beforeEach(async () => {
      store = await open()
      await write(store, 'MATCH (n:Probe) DETACH DELETE n')
    })
    afterEach(async () => {
      await store.close()
    })

    describe('reading and writing', () => {
      test('[S1] what was written is read back', async () => {
        await store.write(async (run) => {
          await run(statement('CREATE (:Probe {id: $id, name: $name})', { id: 'a', name: 'Ada' }))
          await run(statement('CREATE (:Probe {id: $id, name: $name})', { id: 'b', name: 'Bob' }))
          await run(
            statement('MATCH (a:Probe {id: $a}), (b:Probe {id: $b}) CREATE (a)-[:KNOWS {since: $since}]->(b)', {
              a: 'a',
              b: 'b',
              since: 1990,
            }),
          )
        })
        expect(
          await rowsOf(store, 'MATCH (a:Probe {id: $id})-[k:KNOWS]->(b) RETURN b.name AS name, k.since AS since', {
            id: 'a',
          }),
        ).toEqual([{ name: 'Bob', since: 1990 }])
      })

      test('[S1] a write sees what it has written and answers with what the work returns', async () => {
        const answer = await store.write(async (run) => {
          await run(statement('CREATE (:Probe {id: "a", name: "Ada"})'))
          const [row] = await run(statement('MATCH (n:Probe {id: "a"}) RETURN n.name AS name'))
          return row?.['name']
        })
        expect(answer).toBe('Ada')
      })

      test('[S2] a read that matches nothing answers an empty list', async () => {
        expect(await store.read([statement('MATCH (n:Probe) RETURN n.id AS id')])).toEqual([[]])
        expect(await store.read([])).toEqual([])
      })

      test('[S3] answers come in the order of the statements, rows in the order the statement asks for', async () => {
        const names = ['b', 'a', 'é', 'z', 'Z', '\u{1F600}', '�', '']
        await write(store, 'UNWIND $names AS name CREATE (:Probe {name: name})', { names })
        await write(store, 'CREATE (:Probe {id: "nameless"})')
        const answers = await store.read([
          statement('MATCH (n:Probe) RETURN n.name AS name ORDER BY n.name'),
          statement('RETURN 2 AS two'),
          statement('MATCH (n:Probe) RETURN n.name AS name ORDER BY n.name DESC SKIP $skip LIMIT $first', {
            skip: 1,
            first: 2,
          }),
        ])
        expect(answers[0]?.map(({ name }) => name)).toEqual(['', 'Z', 'a', 'b', 'z', 'é', '�', '\u{1F600}', null])
        expect(answers[1]).toEqual([{ two: 2 }])
        expect(answers[2]?.map(({ name }) => name)).toEqual(['\u{1F600}', '�'])
      })
    })

    describe('all or nothing', () => {
      test('[S4] a write whose work throws leaves nothing, and its error comes out as it is', async () => {
        const reason = new Error('changed my mind')
        const call = store.write(async (run) => {
          await run(statement('CREATE (:Probe {id: "a"})'))
          throw reason
        })
        await expect(call).rejects.toBe(reason)
        expect(await countProbes()).toBe(0)
      })

      test('[S4] a write in which a statement fails leaves nothing, even when the work goes on', async () => {
        const call = store.write(async (run) => {
          await run(statement('CREATE (:Probe {id: "a"})'))
          await run(statement('RETURN 1 / 0 AS never')).catch(() => undefined)
          await run(statement('CREATE (:Probe {id: "b"})')).catch(() => undefined)
        })
        await expect(call).rejects.toThrow()
        expect(await countProbes()).toBe(0)
      })

      test('[S4] a statement that was not waited for belongs to the write', async () => {
        await store.write(async (run) => {
          void run(statement('CREATE (:Probe {id: "a"})'))
          await Promise.resolve()
        })
        expect(await countProbes()).toBe(1)
      })

      test('[S4] a statement after the end of its write is refused', async () => {
        const late = await store.write(async (run) => run)
        await expect(late(statement('CREATE (:Probe {id: "a"})'))).rejects.toThrow('after its transaction had ended')
        expect(await countProbes()).toBe(0)
      })

      test('[S5] a read cannot write, and the store goes on', async () => {
        await expect(rowsOf(store, 'CREATE (n:Probe {id: "a"}) RETURN n.id AS id')).rejects.toThrow()
        await expect(
          store.read([statement('RETURN 1 AS one'), statement('MERGE (n:Probe {id: "b"}) RETURN n.id AS id')]),
        ).rejects.toThrow()
        await expect(rowsOf(store, `CREATE INDEX ${PROBE}_no IF NOT EXISTS FOR (n:Probe) ON (n.no)`)).rejects.toThrow()
        expect(await countProbes()).toBe(0)
      })

      test('[S6] the statements of one read see one moment while writes go on', async () => {
        await write(store, 'CREATE (:Probe {id: "left", n: 50}) CREATE (:Probe {id: "right", n: 50})')
        const move = async (): Promise<void> => {
          await store.write(async (run) => {
            await run(statement('MATCH (n:Probe {id: "left"}) SET n.n = n.n - 1'))
            await run(statement('MATCH (n:Probe {id: "right"}) SET n.n = n.n + 1'))
          })
          await delay(2)
        }
        const sums = await whileWriting(move, async () => {
          const found = new Set<number>()
          for (let i = 0; i < 100; i += 1) {
            const slow = statement('UNWIND range(1, 20000) AS i RETURN sum(i) AS s')
            const [left, , right] = await store.read([valueOf('left'), slow, valueOf('right')])
            found.add(Number(left?.[0]?.['n']) + Number(right?.[0]?.['n']))
          }
          return found
        })
        expect([...sums]).toEqual([100])
      })
    })

    describe('reading in steps', () => {
      test('[S26] a step asks by what the one before was answered, and the read answers with what its work returns', async () => {
        await write(store, 'CREATE (:Probe {id: "a", next: "b"}) CREATE (:Probe {id: "b", next: "c"})')
        const way = await store.readInSteps(async (run) => {
          const met: string[] = []
          for (let id: unknown = 'a'; typeof id === 'string';) {
            met.push(id)
            const [row] = await run(statement('MATCH (n:Probe {id: $id}) RETURN n.next AS next', { id }))
            id = row?.['next']
          }
          return met
        })
        expect(way).toEqual(['a', 'b', 'c'])
        expect(await store.readInSteps(async () => 'nothing asked')).toBe('nothing asked')
      })

      test('[S26] all steps see one moment while writes go on', async () => {
        await write(store, 'CREATE (:Probe {id: "left", n: 50}) CREATE (:Probe {id: "right", n: 50})')
        const move = async (): Promise<void> => {
          await store.write(async (run) => {
            await run(statement('MATCH (n:Probe {id: "left"}) SET n.n = n.n - 1'))
            await run(statement('MATCH (n:Probe {id: "right"}) SET n.n = n.n + 1'))
          })
          await delay(2)
        }
        const sums = await whileWriting(move, async () => {
          const found = new Set<number>()
          for (let i = 0; i < 50; i += 1) {
            const sum = await store.readInSteps(async (run) => {
              const [left] = await run(valueOf('left'))
              await run(statement('UNWIND range(1, 20000) AS i RETURN sum(i) AS s'))
              const [right] = await run(valueOf('right'))
              return Number(left?.['n']) + Number(right?.['n'])
            })
            found.add(sum)
          }
          return found
        })
        expect([...sums]).toEqual([100])
      })

      test('[S26] an error of the work comes out as it is, and the store goes on', async () => {
        const reason = new Error('lost the way')
        const call = store.readInSteps(async (run) => {
          await run(statement('RETURN 1 AS one'))
          throw reason
        })
        await expect(call).rejects.toBe(reason)
        expect(await rowsOf(store, 'RETURN 1 AS one')).toEqual([{ one: 1 }])
      })

      test('[S26] a statement that fails fails the read, even when the work goes on; a late one is refused', async () => {
        const call = store.readInSteps(async (run) => {
          await run(statement('RETURN 1 / 0 AS never')).catch(() => undefined)
          return 'went on'
        })
        await expect(call).rejects.toThrow()
        const late = await store.readInSteps(async (run) => run)
        await expect(late(statement('RETURN 1 AS one'))).rejects.toThrow('after its transaction had ended')
      })

      test('[S26] no step can write, also after others that read', async () => {
        const call = store.readInSteps(async (run) => {
          await run(statement('RETURN 1 AS one'))
          return run(statement('CREATE (n:Probe {id: "a"}) RETURN n.id AS id'))
        })
        await expect(call).rejects.toThrow()
        expect(await countProbes()).toBe(0)
      })

      test('[S26] a read in steps that takes too long is OPERATION_TIMED_OUT, and its work is asked nothing more', async () => {
        let steps = 0
        const call = store.readInSteps(
          async (run) => {
            for (; steps < 100; steps += 1) await run(statement(SLOW))
          },
          { timeoutMs: 100 },
        )
        expect(await codeOf(call)).toBe('OPERATION_TIMED_OUT')
        expect(await store.read([statement('RETURN 1 AS one')], { timeoutMs: 5000 })).toEqual([[{ one: 1 }]])
        expect(steps).toBeLessThan(3)
      })
    })

    describe('values', () => {
      const VALUES: Record<string, PlainValue> = {
        'a text': 'Zoë "quoted" \\ \n \u{1F600}',
        'an empty text': '',
        'yes and no': [true, false],
        nothing: null,
        'whole numbers': [0, 1, -1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
        'broken numbers': [0.1, -2.5, 1e300, 5e-324],
        'an empty list': [],
        'a list with gaps': [1, null, 'two', null],
        'lists in lists': [[1, [2, [3]]], [], [null]],
        'an empty map': {},
        'a map': {
          name: 'Ada',
          'a key with spaces': 1,
          '': 2,
          none: null,
          tags: ['x'],
          inner: { deep: [{ er: true }] },
        },
      }
      for (const [what, value] of Object.entries(VALUES)) {
        test(`[S7] a parameter comes back as it went: ${what}`, async () => {
          expect(await rowsOf(store, 'RETURN $value AS value', { value })).toEqual([{ value }])
        })
      }

      test('[S7] a property comes back as it went: text, numbers, yes or no, lists of one kind', async () => {
        const properties = {
          t: 'x',
          w: 3,
          b: 2.5,
          y: true,
          ts: ['a', 'b'],
          ws: [1, 2],
          bs: [1, 2.5],
          ys: [true, false],
          none: [],
        }
        await write(store, 'CREATE (n:Probe {id: "a"}) SET n += $properties', { properties })
        expect(await rowsOf(store, 'MATCH (n:Probe {id: "a"}) RETURN properties(n) AS p')).toEqual([
          { p: { id: 'a', ...properties } },
        ])
        expect(await rowsOf(store, 'MATCH (n:Probe {id: "a"}) RETURN n.missing AS m, n {.t, .missing} AS map')).toEqual(
          [{ m: null, map: { t: 'x', missing: null } }],
        )
      })

      test('[S8] a whole number stays whole', async () => {
        const [row] = await rowsOf(store, 'RETURN 7 / $two AS division, toString($two) AS text, $most AS most', {
          two: 2,
          most: Number.MAX_SAFE_INTEGER,
        })
        expect(row).toEqual({ division: 3, text: '2', most: 9007199254740991 })
      })

      test('[S8] a whole number beyond 2^53 is refused, not rounded', async () => {
        await expect(rowsOf(store, 'RETURN 9007199254740993 AS n')).rejects.toThrow('beyond 2^53')
        await expect(rowsOf(store, 'RETURN [{n: -9007199254740993}] AS n')).rejects.toThrow('beyond 2^53')
      })

      test('[S9] what is not plain is refused and not repeated', async () => {
        class Secret {
          readonly word = 'hush'
        }
        const wrong: unknown[] = [
          undefined,
          Number.NaN,
          Infinity,
          new Date(0),
          new Map([['hush', 1]]),
          new Secret(),
          Buffer.from('hush'),
          12n,
          Symbol('hush'),
          () => 'hush',
          [undefined],
          { a: { b: undefined } },
          { $date: 'hush' },
          [[{ $hush: 1 }]],
          JSON.parse('{"__proto__": "hush"}'),
        ]
        for (const value of wrong) {
          const failure = await failureOf(rowsOf(store, 'RETURN $value AS value', { value }))
          expect(failure.code).toBe('BAD_USER_INPUT')
          expect(failure.message).toContain('"value"')
          expect(failure.message).not.toContain('hush')
          expect(await codeOf(write(store, 'CREATE (:Probe {id: $value})', { value }))).toBe('BAD_USER_INPUT')
        }
        expect(await countProbes()).toBe(0)
      })

      test('[S9] a map without a prototype is plain, and a value in a circle is refused', async () => {
        const bare = Object.assign(Object.create(null), { a: 1 })
        expect(await rowsOf(store, 'RETURN $value AS value', { value: bare })).toEqual([{ value: { a: 1 } }])
        const circle: unknown[] = []
        circle.push(circle)
        expect(await codeOf(rowsOf(store, 'RETURN $value AS value', { value: circle }))).toBe('BAD_USER_INPUT')
      })
    })

    describe('rules and definitions', () => {
      test('[S10] definitions can be prepared twice, in any order, and by two at once', async () => {
        await store.prepare(DEFINITIONS)
        await store.prepare(DEFINITIONS.toReversed())
        await Promise.all([store.prepare(DEFINITIONS), store.prepare(DEFINITIONS)])
      })

      test('[S10] a definition that the data breaks is refused', async () => {
        await write(store, 'UNWIND ["x", "x", "y"] AS code CREATE (:Probe {code: code})')
        const failure = await failureOf(
          store.prepare([`CREATE CONSTRAINT ${PROBE}_code IF NOT EXISTS FOR (n:${PROBE}) REQUIRE n.code IS UNIQUE`]),
        )
        expect(failure.code).toBe('STORE_CONFLICT')
        expect(failure.message).toContain(`the rule that ${PROBE}.code is unique`)
        await write(store, 'CREATE (:Probe {code: "x"})')
      })

      describe('a text index', () => {
        type Ids = { readonly ids: unknown[]; readonly more: boolean }
        const findEach = async (queries: readonly TextQuery[], limit = 100): Promise<Ids[]> =>
          (await store.find({ index: `${PROBE}_words`, queries, columns: ['id'], limit })).map(({ rows, more }) => ({
            ids: rows.map(({ id }) => String(id)).toSorted(),
            more,
          }))
        const find = async (query: TextQuery, limit?: number): Promise<Ids | undefined> => {
          const [found] = await findEach([query], limit)
          return found
        }
        const word = (text: string, { field = 'words', begins = false } = {}): TextQuery => ({
          field,
          word: text,
          begins,
        })

        beforeEach(async () => {
          await store.prepare([...DEFINITIONS, WORDS])
          await write(
            store,
            `CREATE (:Probe {id: "a", print: "1", words: "deep seek r1 深度", kind: "Model"})
             CREATE (:Probe {id: "b", print: "1", words: "seeker", kind: "Company"})
             CREATE (:Probe {id: "c", print: "1", words: "Deep OR", kind: "Model"})`,
          )
        })

        test.each([
          ['a word', word('seek'), ['a']],
          ['the beginning of a word', word('see', { begins: true }), ['a', 'b']],
          ['no part of a word', word('eek'), []],
          ['a word as it is written', word('Deep'), ['c']],
          ['a word of any script', word('深', { begins: true }), ['a']],
          ['a word of one field only', word('Model'), []],
          ['all of several', { all: [word('Model', { field: 'kind' }), word('deep')] }, ['a']],
          ['any of several', { any: [word('Deep'), word('seeker'), word('none')] }, ['b', 'c']],
          [
            'any within all',
            { all: [{ any: [word('deep'), word('seeker')] }, { any: [word('Model', { field: 'kind' })] }] },
            ['a'],
          ],
        ] as [string, TextQuery, string[]][])('[S24] finds %s', async (_, query, ids) => {
          expect(await find(query)).toEqual({ ids, more: false })
        })

        test('[S24] answers no more than the limit, and says whether there is more', async () => {
          const all = word('Model', { field: 'kind' })
          expect(await find(all, 1)).toMatchObject({ ids: [expect.stringMatching(/^[ac]$/)], more: true })
          expect(await find(all, 2)).toEqual({ ids: ['a', 'c'], more: false })
        })

        test('[S24] answers each of several queries by itself, with the columns that are asked for', async () => {
          expect(await findEach([word('seeker'), word('none'), word('Model', { field: 'kind' })], 1)).toMatchObject([
            { ids: ['b'], more: false },
            { ids: [], more: false },
            { ids: [expect.any(String)], more: true },
          ])
          const columns = ['kind', 'words', 'unknown']
          const question = { index: `${PROBE}_words`, queries: [word('seeker')], columns, limit: 9 }
          expect(await store.find(question)).toEqual([
            { rows: [{ kind: 'Company', words: 'seeker', unknown: null }], more: false },
          ])
        })

        test.each(['a b', 'a*', 'a"', '', 'OR', '+', 'a:b'])(
          '[S24] %j is no word, and never becomes a sign',
          async (text) => {
            await expect(find(word(text))).rejects.toThrow('Invariant broken')
          },
        )

        test('[S25] knows every write that has ended, and nothing of one that failed', async () => {
          await write(store, 'MATCH (n:Probe {id: "b"}) SET n.words = "finder", n.print = "2"')
          expect([await find(word('seeker')), await find(word('finder'))]).toMatchObject([{ ids: [] }, { ids: ['b'] }])
          const failing = store.write(async (run) => {
            await run(statement('MATCH (n:Probe {id: "b"}) SET n.words = "lost", n.print = "3"'))
            throw new Error('given up')
          })
          await expect(failing).rejects.toThrow('given up')
          expect([await find(word('lost')), await find(word('finder'))]).toMatchObject([{ ids: [] }, { ids: ['b'] }])
          await write(store, 'MATCH (n:Probe {id: "b"}) DETACH DELETE n')
          expect(await find(word('finder'))).toMatchObject({ ids: [] })
        })

        test('[S25] knows beginnings of words that came, went and came back', async () => {
          const begun = (): Promise<Ids | undefined> => find(word('see', { begins: true }))
          const say = (id: string, words: string): Promise<unknown> =>
            write(store, 'MATCH (n:Probe {id: $id}) SET n.words = $words, n.print = n.print + "+"', { id, words })
          expect(await begun()).toMatchObject({ ids: ['a', 'b'] })
          await say('b', 'finder')
          await say('c', 'seen')
          expect(await begun()).toMatchObject({ ids: ['a', 'c'] })
          await say('c', 'gone')
          await say('b', 'seed')
          await say('a', 'seeker')
          await say('c', 'seen')
          expect(await begun()).toMatchObject({ ids: ['a', 'b', 'c'] })
        })

        test('[S25] knows its own writes in their order, while many ask', async () => {
          for (let n = 1; n <= 20; n += 1) {
            const [, ...found] = await Promise.all([
              write(store, 'MATCH (n:Probe {id: "b"}) SET n.words = $word, n.print = $word', { word: `w${n}` }).then(
                async () => expect(await find(word(`w${n}`))).toMatchObject({ ids: ['b'] }),
              ),
              ...Array.from({ length: 5 }, () => find(word('seek'))),
            ])
            for (const each of found) expect(each).toEqual({ ids: ['a'], more: false })
          }
        })
      })

      test('[S27] the version is the same until the next write has ended, and then another than ever', async () => {
        const seen = new Set<string>()
        for (let n = 0; n < 5; n += 1) {
          await write(store, 'MERGE (n:Probe {id: "a"}) SET n.count = $n', { n })
          const version = await versionOf(store)
          expect(seen.has(version)).toBe(false)
          seen.add(version)
          await rowsOf(store, 'MATCH (n:Probe) RETURN n.count AS count')
          await expect(rowsOf(store, 'CREATE (:Probe {id: "b"})')).rejects.toThrow()
          expect(await Promise.all([versionOf(store), versionOf(store)])).toEqual([version, version])
        }
      })

      test('[S27] of one version there is one state, while writes go on', async () => {
        await write(store, 'CREATE (:Probe {id: "a", count: 0})')
        const states = new Map<string, unknown>()
        const writeAll = async (n: number): Promise<void> => {
          await write(store, 'MATCH (n:Probe) SET n.count = $n', { n })
          await delay(10)
        }
        await whileWriting(writeAll, async () => {
          for (let i = 0; i < 100; i += 1) {
            const { version, rows } = await versioned(store, 'MATCH (n:Probe) RETURN n.count AS count')
            expect(rows).toEqual(states.get(version) ?? rows)
            states.set(version, rows)
          }
        })
        expect(states.size).toBeGreaterThan(1)
      })

      test('[S27] whatever reads tells the same version', async () => {
        await store.prepare([...DEFINITIONS, WORDS])
        await write(store, 'CREATE (:Probe {id: "a", print: "1", words: "deep"})')
        const deep: TextQuery = { field: 'words', word: 'deep', begins: false }
        const versions: (string | null)[] = []
        const options = { onVersion: (version: string | null) => versions.push(version) }
        await store.readInSteps(async (run) => (await run(statement('RETURN 1 AS one'))).length, options)
        await store.find({ index: `${PROBE}_words`, queries: [deep], columns: ['id'], limit: 1 }, options)
        const { version } = await versioned(store)
        expect(versions).toEqual([version, version])
      })

      test('[S10] a text that is no definition is refused', async () => {
        await expect(store.prepare(['MATCH (n) DETACH DELETE n'])).rejects.toThrow('no definition')
      })

      test('[S11] a value that must be unique and is there already is STORE_CONFLICT, and nothing half written', async () => {
        await store.prepare(DEFINITIONS)
        await write(store, 'CREATE (:Probe {id: "taken"})')
        const call = store.write(async (run) => {
          await run(statement('CREATE (:Probe {id: "new"})'))
          await run(statement('CREATE (:Probe {id: "taken", name: "hush"})'))
        })
        const failure = await failureOf(call)
        expect(failure.code).toBe('STORE_CONFLICT')
        expect(failure.message).not.toMatch(/taken|hush|new|Neo4j|G2000|GRAFEO/)
        expect(failure.cause).toBeDefined()
        expect(await countProbes()).toBe(1)
        expect(
          await codeOf(
            write(
              store,
              'CREATE (:Probe {id: "b"}) CREATE (:Probe {id: "c"}) WITH 1 AS one MATCH (n:Probe {id: "b"}) SET n.id = "c"',
            ),
          ),
        ).toBe('STORE_CONFLICT')
        expect(await countProbes()).toBe(1)
      })

      test('[S11] a MERGE makes its node or edge once, however many come at once', async () => {
        await store.prepare(DEFINITIONS)
        const twenty = Array.from({ length: 20 })
        await Promise.all(twenty.map(() => write(store, 'MERGE (:Probe {id: "a"}) MERGE (:Probe {id: "b"})')))
        const edge = 'MATCH (a:Probe {id: "a"}), (b:Probe {id: "b"}) MERGE (a)-[:KNOWS]->(b)'
        await Promise.all(twenty.map(() => write(store, edge)))
        expect(await rowsOf(store, 'MATCH (:Probe)-[k:KNOWS]->(:Probe) RETURN count(k) AS n')).toEqual([{ n: 1 }])
        expect(await countProbes()).toBe(2)
      })
    })

    describe('many at once', () => {
      test('[S12] of increments that come at once every one counts', async () => {
        await write(store, 'CREATE (:Probe {id: "a", n: 0})')
        const other = engine === 'neo4j' ? await open() : store
        await Promise.all(Array.from({ length: 40 }, (_, i) => increment(i % 2 === 0 ? store : other)))
        expect(await rowsOf(store, 'MATCH (n:Probe {id: "a"}) RETURN n.n AS n')).toEqual([{ n: 40 }])
        await other.close()
      })

      test('[S13] many reads at once are all answered', async () => {
        await write(store, 'UNWIND range(1, 100) AS i CREATE (:Probe {id: toString(i), n: i})')
        const answers = await Promise.all(
          Array.from({ length: 150 }, (_, i) =>
            rowsOf(store, 'MATCH (n:Probe {id: $id}) RETURN n.n AS n', { id: String((i % 100) + 1) }),
          ),
        )
        expect(answers.map(([row]) => row?.['n'])).toEqual(Array.from({ length: 150 }, (_, i) => (i % 100) + 1))
      })

      test('[S13] a write during a long read is not held up by it', async () => {
        let isRead = false
        const reading = rowsOf(store, SLOW).finally(() => {
          isRead = true
        })
        await write(store, 'CREATE (:Probe {id: "a"})')
        expect(isRead).toBe(false)
        await reading
      })
    })

    describe('time and end', () => {
      test('[S14] a read that takes too long is OPERATION_TIMED_OUT, and the store goes on', async () => {
        const start = Date.now()
        const failure = await failureOf(store.read([statement(SLOW), statement(SLOW)], { timeoutMs: 100 }))
        expect(failure.code).toBe('OPERATION_TIMED_OUT')
        expect(Date.now() - start).toBeLessThan(900)
        expect(await codeOf(store.read([statement(SLOW)], { timeoutMs: 50 }))).toBe('OPERATION_TIMED_OUT')
        expect(await store.read([statement('RETURN 1 AS one')], { timeoutMs: 5000 })).toEqual([[{ one: 1 }]])
      })

      test('[S14] a read whose caller has gone is REQUEST_ABORTED at once, and the store goes on', async () => {
        const caller = new AbortController()
        const start = Date.now()
        const options = { timeoutMs: 60_000, signal: caller.signal }
        const calls = [
          failureOf(store.read([statement(SLOW), statement(SLOW)], options)),
          failureOf(store.readInSteps((run) => run(statement(SLOW)), options)),
        ]
        setTimeout(() => caller.abort(), 50)
        expect((await Promise.all(calls)).map(({ code }) => code)).toEqual(['REQUEST_ABORTED', 'REQUEST_ABORTED'])
        expect(Date.now() - start).toBeLessThan(900)
        expect(await store.read([statement('RETURN 1 AS one')], { timeoutMs: 5000 })).toEqual([[{ one: 1 }]])
      })

      test('[S15] an error of a statement is an error of ours: no code, no words of the engine, the cause kept', async () => {
        const error = await rowsOf(store, 'MATCH (n:Probe {id: $hush) RETURN n', { hush: 'hush' }).catch(
          (reason: unknown) => reason,
        )
        expect(error).toBeInstanceOf(Error)
        expect(error).not.toBeInstanceOf(Failure)
        expect((error as Error).message).not.toMatch(/hush|Probe|syntax|GRAFEO|Neo\./i)
        expect((error as Error).cause).toBeDefined()
      })

      test('[S16] closing twice is harmless, and after it every call is STORE_UNAVAILABLE', async () => {
        await write(store, 'CREATE (:Probe {id: "a"})')
        await store.close()
        await store.close()
        const run = statement('RETURN 1 AS one')
        expect(await codeOf(store.read([run]))).toBe('STORE_UNAVAILABLE')
        expect(await codeOf(store.read([]))).toBe('STORE_UNAVAILABLE')
        expect(await codeOf(store.readInSteps((send) => send(run)))).toBe('STORE_UNAVAILABLE')
        expect(await codeOf(store.write((send) => send(run)))).toBe('STORE_UNAVAILABLE')
        expect(await codeOf(store.prepare(DEFINITIONS))).toBe('STORE_UNAVAILABLE')
        expect(await codeOf(store.ping())).toBe('STORE_UNAVAILABLE')
      })

      test('[S16] a write that is under way when the store closes is finished, one that waits is refused', async () => {
        const first = store.write(async (run) => {
          await run(statement('CREATE (:Probe {id: "a"})'))
          await delay(50)
          return run(statement('MATCH (n:Probe) RETURN n.id AS id'))
        })
        const second = codeOf(write(store, 'CREATE (:Probe {id: "b"})'))
        await store.close()
        expect(await first).toEqual([{ id: 'a' }])
        expect(await second).toBe('STORE_UNAVAILABLE')
      })

      test('[S17] a store that answers says so, and names its engine', async () => {
        await store.ping()
        expect(store.engine).toMatch(engine === 'neo4j' ? /^neo4j \d+\.\d+/ : /^embedded \d+\.\d+\.\d+$/)
      })
    })
  })
}
