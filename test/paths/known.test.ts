import { fileOf, openGraph } from '../support/open-graph.js'
import type { OpenGraph, Tree } from '../support/open-graph.js'

const edge = (subject: string, object: string): string =>
  `{ subject: ${subject}, predicate: DEVELOPED_BY, object: ${object} }`
const KINDS = { m1: 'Model', m2: 'Model', lab: 'Company', firm: 'Company' }
const WORLD = fileOf(KINDS, [edge('m1', 'lab'), edge('m2', 'lab'), edge('m2', 'firm')])

/** How often the server walked for an answer, beside the answer. */
interface Seen {
  readonly walks: number
  readonly data: Tree
}

describe('a walk that was walked before', () => {
  let graph: OpenGraph
  let walks = 0
  beforeEach(async () => {
    graph = await openGraph([WORLD], {
      change: (store) => ({
        readInSteps: (...asked) => {
          walks += 1
          return store.readInSteps(...asked)
        },
      }),
    })
  })
  afterEach(() => graph.close())

  const ask = async (query: string, variables?: Tree): Promise<Seen> => {
    walks = 0
    const data = await graph.read(query, variables)
    return { walks, data }
  }
  const PATH = `query path($from: String!, $to: String!) {
    shortestPath(from: { slug: $from }, to: { slug: $to }) { length complete steps { node { slug } edge { type direction } } }
  }`
  const ENDS = { from: 'm1', to: 'firm' }
  const step = (slug: string, direction?: string): Tree => ({
    node: { slug },
    edge: direction === undefined ? null : { type: 'DEVELOPED_BY', direction },
  })

  test('is not walked again until something is written, and then it is', async () => {
    const [m1, firm] = [step('m1'), step('firm', 'OUT')]
    const long = { length: 3, complete: true, steps: [m1, step('lab', 'OUT'), step('m2', 'IN'), firm] }
    expect(await ask(PATH, ENDS)).toEqual({ walks: 1, data: { shortestPath: long } })
    expect(await ask(PATH, ENDS)).toEqual({ walks: 0, data: { shortestPath: long } })
    await graph.load(fileOf(KINDS, [edge('m1', 'firm')]))
    const short = { length: 1, complete: true, steps: [m1, firm] }
    expect(await ask(PATH, ENDS)).toEqual({ walks: 1, data: { shortestPath: short } })
    expect(await ask(PATH, ENDS)).toEqual({ walks: 0, data: { shortestPath: short } })
  })

  test('is another one between other ends, and in another document', async () => {
    await ask(PATH, ENDS)
    expect(await ask(PATH, { from: 'm1', to: 'lab' })).toMatchObject({
      walks: 1,
      data: { shortestPath: { length: 1 } },
    })
    const backward = PATH.replace('from: { slug: $from }', 'direction: IN, from: { slug: $from }')
    expect(await ask(backward, ENDS)).toEqual({ walks: 1, data: { shortestPath: null } })
  })

  test('that came to nothing is not walked again either, until it may come to something', async () => {
    const ends = { from: 'm1', to: 'nobody' }
    expect(await ask(PATH, ends)).toEqual({ walks: 1, data: { shortestPath: null } })
    expect(await ask(PATH, ends)).toEqual({ walks: 0, data: { shortestPath: null } })
    await graph.load(fileOf({ ...KINDS, nobody: 'Company' }, [edge('m1', 'nobody')]))
    expect(await ask(PATH, ends)).toMatchObject({ walks: 1, data: { shortestPath: { length: 1 } } })
  })

  test('is walked again where nothing is fetched that would tell of a write', async () => {
    const bare = `{ shortestPath(from: { slug: "m1" }, to: { slug: "firm" }) { length } }`
    expect(await ask(bare)).toEqual({ walks: 1, data: { shortestPath: { length: 3 } } })
    expect(await ask(bare)).toEqual({ walks: 1, data: { shortestPath: { length: 3 } } })
  })

  test('stands beside others and beside lists, all of one moment', async () => {
    const many = `{
      around: neighbourhood(of: { slug: "lab" }, first: 3) { nodes { node { slug } edgeCount } edges { type } }
      reach: reachable(from: { slug: "lab" }, first: 5) { totalCount nodes { slug } }
      ways: paths(from: { slug: "m1" }, to: { slug: "m2" }, first: 5) { totalCount nodes { length steps { node { slug } } } }
      companies { totalCount }
      found: search(query: "lab") { totalCount }
    }`
    const first = await ask(many)
    expect(first).toMatchObject({ walks: 1, data: { companies: { totalCount: 2 }, ways: { totalCount: 1 } } })
    expect(await ask(many)).toEqual({ walks: 0, data: first.data })
    await graph.load(fileOf({ ...KINDS, other: 'Company' }, [edge('m1', 'other'), edge('m2', 'other')]))
    const next = await ask(many)
    expect(next).toMatchObject({ walks: 1, data: { companies: { totalCount: 3 }, ways: { totalCount: 2 } } })
    expect(await ask(many)).toEqual({ walks: 0, data: next.data })
  })
})
