import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import type { TypedDocumentNode } from '@apollo/client'
import { relayStylePagination } from '@apollo/client/utilities'

import { serveSeed } from './serve-seed.js'

const server = serveSeed()

interface Page {
  readonly edges: readonly {
    readonly cursor: string
    readonly node: { readonly id: string; readonly __typename: string }
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly totalCount: number
}

/** A client that keeps lists as its documents advise, and knows from the server which kinds an interface has. */
async function openClient(): Promise<ApolloClient> {
  const link = new HttpLink({ uri: server.url() })
  const asking = new ApolloClient({ link, cache: new InMemoryCache() })
  const { data } = await asking.query<{
    schema: { types: { name: string; possibleTypes: { name: string }[] | null }[] }
  }>({
    query: gql`
      {
        schema: __schema {
          types {
            name
            possibleTypes {
              name
            }
          }
        }
      }
    `,
  })
  const possibleTypes = Object.fromEntries(
    (data?.schema.types ?? []).map((type) => [type.name, (type.possibleTypes ?? []).map(({ name }) => name)]),
  )
  return new ApolloClient({
    link,
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: {
        Query: { fields: { claims: relayStylePagination(['where', 'orderBy']), events: relayStylePagination() } },
        Company: { fields: { claims: relayStylePagination() } },
      },
    }),
  })
}

/** Fetches more until the list is whole; it grows by what the cache merges. */
async function walk<Data>(
  client: ApolloClient,
  query: TypedDocumentNode<Data>,
  pageOf: (data: Data) => Page,
): Promise<Page> {
  await client.query({ query })
  const watched = client.watchQuery({ query })
  const listening = watched.subscribe({})
  for (;;) {
    const page = readPage()
    if (!page.pageInfo.hasNextPage) {
      listening.unsubscribe()
      return page
    }
    await watched.fetchMore({ variables: { after: page.pageInfo.endCursor } })
    expect(readPage().edges.length).toBeGreaterThan(page.edges.length)
  }

  function readPage(): Page {
    const data = client.readQuery({ query })
    if (data === null) throw new Error('The cache lacks what was asked')
    return pageOf(data)
  }
}

test('fetchMore walks a list of many pages to its end, and the cache holds every node once', async () => {
  const client = await openClient()
  const query: TypedDocumentNode<{ claims: Page }> = gql`
    query Claims($after: String) {
      claims(first: 20, after: $after, where: { modality: { eq: REPORTED } }) {
        totalCount
        edges {
          cursor
          node {
            id
            text
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `
  const page = await walk(client, query, ({ claims }) => claims)
  expect(page.totalCount).toBeGreaterThan(60)
  expectWhole(page)
  const cached = Object.keys(client.extract() as object).filter((key) => key.startsWith('Claim:'))
  expect(cached.toSorted()).toEqual(page.edges.map(({ node }) => `Claim:${node.id}`).toSorted())
})

test('two moments of one entity come past the cache as they are, and the cache stays with what is now', async () => {
  const client = await openClient()
  const moments = gql`
    {
      before: company(slug: "openai", asOf: { known: "2025-01-30T00:00:00Z" }) {
        id
        claims {
          totalCount
        }
      }
      now: company(slug: "openai") {
        id
        claims {
          totalCount
        }
      }
    }
  `
  interface Known {
    readonly id: string
    readonly claims: { readonly totalCount: number }
  }
  const { data } = await client.query<{ before: Known; now: Known }>({ query: moments, fetchPolicy: 'no-cache' })
  expect(data?.before.id).toBe(data?.now.id)
  expect(data?.before.claims.totalCount).toBeLessThan(data?.now.claims.totalCount ?? 0)
  expect(Object.keys(client.extract() as object)).toEqual([])
})

test('the list of a node and a list of an interface are walked alike', async () => {
  const client = await openClient()
  const nested: TypedDocumentNode<{ company: { claims: Page } }> = gql`
    query Nested($after: String) {
      company(slug: "openai") {
        id
        claims(first: 5, after: $after) {
          totalCount
          edges {
            cursor
            node {
              id
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `
  expectWhole(await walk(client, nested, ({ company }) => company.claims))
  const mixed: TypedDocumentNode<{ events: Page }> = gql`
    query Events($after: String) {
      events(first: 3, after: $after) {
        totalCount
        edges {
          cursor
          node {
            id
            ... on Event {
              title
            }
            ... on FundingRound {
              company {
                id
                name
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `
  const page = await walk(client, mixed, ({ events }) => events)
  expectWhole(page)
  expect(new Set(page.edges.map(({ node }) => node.__typename)).size).toBeGreaterThan(2)
})

function expectWhole({ edges, totalCount }: Page): void {
  expect(edges.length).toBe(totalCount)
  expect(new Set(edges.map(({ node }) => node.id)).size).toBe(totalCount)
}
