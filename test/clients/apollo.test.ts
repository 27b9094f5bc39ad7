import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client'
import type { DocumentNode, FieldPolicy, InMemoryCacheConfig, OperationVariables } from '@apollo/client'
import { loadDevMessages, loadErrorMessages } from '@apollo/client/dev'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { relayStylePagination } from '@apollo/client/utilities'
import { print } from 'graphql'
import { filter, firstValueFrom, from } from 'rxjs'
import { createHash } from 'node:crypto'

import { CLAIM_PAGES, COMPANY_PAGES, MIXED, PEOPLE_PAGES } from './apollo-operations.js'
import type { Connection } from './apollo-operations.js'
import { post, startDossier } from './start-dossier.js'
import type { RunningDossier } from './start-dossier.js'

let dossier: RunningDossier
let possibleTypes: Record<string, string[]>
let warnings: unknown[][]

beforeAll(async () => {
  loadDevMessages()
  loadErrorMessages()
  dossier = await startDossier()
  possibleTypes = await readPossibleTypes(dossier.url)
}, 60_000)

afterAll(() => dossier?.stop())

beforeEach(() => {
  warnings = []
  for (const method of ['warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => void warnings.push(words))
  }
})

afterEach(() => jest.restoreAllMocks())

/** Pages of one list with one order and filter are one list. */
const paged = (): FieldPolicy => relayStylePagination(['where', 'orderBy']) as FieldPolicy

function openClient(options: InMemoryCacheConfig = {}, link = new HttpLink({ uri: dossier.url })): ApolloClient {
  return new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes, ...options }) })
}

/** The way Apollo's guide tells to make them. */
async function readPossibleTypes(url: string): Promise<Record<string, string[]>> {
  const { data } = await post(url, '{ __schema { types { name possibleTypes { name } } } }')
  const { types } = data?.['__schema'] as {
    types: readonly { readonly name: string; readonly possibleTypes: readonly { readonly name: string }[] | null }[]
  }
  return Object.fromEntries(
    types.flatMap((type) => (type.possibleTypes ? [[type.name, type.possibleTypes.map(({ name }) => name)]] : [])),
  )
}

type PickList<Node> = (data: unknown) => Connection<Node>

interface Walk<Node> {
  readonly document: DocumentNode
  readonly variables: OperationVariables
  readonly pick: PickList<Node>
  readonly policies: InMemoryCacheConfig
}

/** Fetches page after page into the cache and returns the list as the cache then has it. */
async function walk<Node>({ document, variables, pick, policies }: Walk<Node>) {
  const client = openClient(policies)
  const watched = client.watchQuery({ query: document, variables })
  const subscription = watched.subscribe({ error: () => undefined })
  /** The list once it is longer than before; the cache tells of what it took in a moment later. */
  const growBeyond = async (length: number): Promise<Connection<Node>> => {
    const grown = from(watched).pipe(filter(({ data, loading }) => !loading && pick(data).edges.length > length))
    return pick((await firstValueFrom(grown)).data)
  }
  let pages = 1
  try {
    let list = await growBeyond(-1)
    const isBackward = variables['last'] !== undefined
    while (isBackward ? list.pageInfo.hasPreviousPage : list.pageInfo.hasNextPage) {
      const { startCursor, endCursor } = list.pageInfo
      await watched.fetchMore({ variables: isBackward ? { before: startCursor } : { after: endCursor } })
      list = await growBeyond(list.edges.length)
      pages++
    }
    return { pages, list }
  } finally {
    subscription.unsubscribe()
    client.stop()
  }
}

/** The same list in one page, from the wire. */
async function readWhole<Node>({ document, variables, pick }: Walk<Node>): Promise<Connection<Node>> {
  const whole = { ...variables, first: 200, last: undefined }
  const { data } = await post(dossier.url, print(document), whole)
  return pick(data)
}

const claims = (data: unknown): Connection<{ id: string }> => (data as never)['claims']
const ids = <Node extends { id: string }>({ edges }: Connection<Node>): string[] => edges.map(({ node }) => node.id)

describe('relayStylePagination collects', () => {
  const root = { document: CLAIM_PAGES, pick: claims, policies: { typePolicies: { Query: { fields: { claims: paged() } } } } }

  test('every page of a root list, in order and without duplicates', async () => {
    const asked = { ...root, variables: { first: 7, orderBy: [{ predicate: 'DESC' }] } }
    const [{ pages, list }, whole] = [await walk(asked), await readWhole(asked)]
    expect(pages).toBeGreaterThan(2)
    expect(ids(list)).toEqual(ids(whole))
    expect(list.edges.map(({ cursor }) => cursor)).toEqual(whole.edges.map(({ cursor }) => cursor))
    expect(new Set(ids(list)).size).toBe(list.totalCount)
    expect(list.pageInfo).toMatchObject({ ...whole.pageInfo, hasNextPage: false, hasPreviousPage: false })
    expect(warnings).toEqual([])
  })

  test('every page of a root list from its end', async () => {
    const asked = { ...root, variables: { last: 7 } }
    const [{ pages, list }, whole] = [await walk(asked), await readWhole(asked)]
    expect(pages).toBeGreaterThan(2)
    expect(ids(list)).toEqual(ids(whole))
    expect(warnings).toEqual([])
  })

  test('a filtered list apart from the whole one', async () => {
    const where = { subject: { slug: { eq: 'openai' } } }
    const asked = { ...root, variables: { first: 2, where } }
    const [{ list }, whole] = [await walk(asked), await readWhole(asked)]
    expect(ids(list)).toEqual(ids(whole))
    const client = openClient(root.policies)
    for (const variables of [{ first: 2, where }, { first: 3 }]) await client.query({ query: CLAIM_PAGES, variables })
    const kept = Object.keys(client.cache.extract()['ROOT_QUERY'] as object).filter((key) => key.startsWith('claims'))
    expect(kept).toHaveLength(2)
  })

  test('every page of a list below an entity, whose other fields stay', async () => {
    const company = (data: unknown) => (data as { company: { name: string; claims: Connection<{ id: string }> } }).company
    const asked = {
      document: COMPANY_PAGES,
      variables: { slug: 'openai', first: 1 },
      pick: (data: unknown) => company(data).claims,
      policies: { typePolicies: { Company: { fields: { claims: paged() } } } },
    }
    const [{ pages, list }, whole] = [await walk(asked), await readWhole(asked)]
    expect(pages).toBeGreaterThan(1)
    expect(ids(list)).toEqual(ids(whole))
    expect(new Set(ids(list)).size).toBe(list.totalCount)
    expect(warnings).toEqual([])
  })

  test('edges with fields of their own', async () => {
    const asked = {
      document: PEOPLE_PAGES,
      variables: { slug: 'openai', first: 1 },
      pick: (data: unknown) => (data as { company: { people: Connection<{ id: string }> } }).company.people,
      policies: { typePolicies: { Company: { fields: { people: paged() } } } },
    }
    const [{ pages, list }, whole] = [await walk(asked), await readWhole(asked)]
    expect(pages).toBeGreaterThan(1)
    expect(list.edges).toMatchObject(whole.edges)
    expect(whole.edges.some(({ role }) => typeof role === 'string')).toBe(true)
  })

  test('nothing from an empty list', async () => {
    const asked = { ...root, variables: { first: 2, where: { predicate: { eq: 'NOBODY_SAYS_THIS' } } } }
    const { pages, list } = await walk(asked)
    expect([pages, list.edges, list.totalCount]).toEqual([1, [], 0])
    expect(warnings).toEqual([])
  })
})

describe('The normalised cache', () => {
  test('knows the kinds behind every interface and union', () => {
    expect(Object.keys(possibleTypes).toSorted()).toEqual(['Entity', 'Event', 'Node', 'Organization', 'Speaker'])
    expect(possibleTypes['Node']).toEqual(expect.arrayContaining(['Company', 'Ban', 'Claim', 'Source', 'Author']))
    expect(possibleTypes['Entity']).toEqual(expect.arrayContaining(possibleTypes['Event'] ?? ['none']))
    expect(possibleTypes['Entity']).toEqual(expect.arrayContaining(possibleTypes['Organization'] ?? ['none']))
  })

  test('gives back what fragments on kinds, interfaces and the union took in', async () => {
    const client = openClient()
    await client.query({ query: MIXED, fetchPolicy: 'network-only' })
    const sent = print(client.cache.transformDocument(MIXED))
    const { data } = await post(dossier.url, sent)
    expect(client.readQuery({ query: MIXED })).toEqual(data)
    expect(JSON.stringify(data)).toMatch(/"__typename":"(Person|AnonymousSpeaker|Author)"/)
    expect(warnings).toEqual([])
  })

  test('holds one object for one entity, by whatever road it came', async () => {
    const client = openClient()
    const { data } = await client.query({ query: gql`{ companies { nodes { id slug } } }` })
    const { nodes } = (data as { companies: { nodes: readonly { id: string; slug: string }[] } }).companies
    const [first] = nodes
    await client.query({
      query: gql`
        query ($slug: String!, $id: ID!) {
          company(slug: $slug) { id name }
          node(id: $id) { id ... on Entity { description } }
          entity(ref: { slug: $slug }) { id identifiers { scheme value } }
          claims(where: { subject: { slug: { eq: $slug } } }) { nodes { id subject { id slug } } }
        }
      `,
      variables: { ...first },
    })
    const kept = Object.entries(client.cache.extract()).filter(([key]) => key.startsWith('Company:'))
    expect(kept.map(([key]) => key).toSorted()).toEqual(nodes.map(({ id }) => `Company:${id}`).toSorted())
    expect(kept.find(([key]) => key === `Company:${first?.id}`)?.[1]).toMatchObject({
      ...first,
      name: expect.any(String),
      identifiers: expect.any(Array),
    })
    expect(warnings).toEqual([])
  })
})

describe('Errors reach the client with their codes', () => {
  async function codeOf(query: DocumentNode, variables: OperationVariables = {}, client = openClient()): Promise<unknown> {
    const error: unknown = await client.query({ query, variables }).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (!CombinedGraphQLErrors.is(error)) throw new Error(`Not a GraphQL error: ${String(error)}`)
    return error.errors[0]?.extensions?.['code']
  }

  test('of a cursor that is none', async () => {
    expect(await codeOf(CLAIM_PAGES, { first: 1, after: 'nonsense' })).toBe('BAD_CURSOR')
  })

  test('of a variable that does not fit', async () => {
    const orderBy = [{ predicate: 'ASC', rank: 'ASC' }]
    expect(await codeOf(CLAIM_PAGES, { first: 1, orderBy })).toBe('BAD_USER_INPUT')
  })

  test('of a document that is not valid', async () => {
    expect(await codeOf(gql`{ companies { nodes { shoeSize } } }`)).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  test('also when operations travel in the address', async () => {
    const client = openClient({}, new HttpLink({ uri: dossier.url, useGETForQueries: true }))
    const { data } = await client.query({ query: CLAIM_PAGES, variables: { first: 1 } })
    expect(claims(data).edges).toHaveLength(1)
    expect(await codeOf(CLAIM_PAGES, { first: 1, after: 'nonsense' }, client)).toBe('BAD_CURSOR')
  })

  test('and a client that would store its documents here goes on without', async () => {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
    const link = new PersistedQueryLink({ sha256 }).concat(new HttpLink({ uri: dossier.url }))
    const { data } = await openClient({}, link as HttpLink).query({ query: CLAIM_PAGES, variables: { first: 1 } })
    expect(claims(data).edges).toHaveLength(1)
  })
})
