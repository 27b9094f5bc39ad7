import { Client, fetchExchange } from '@urql/core'
import type { OperationResult } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'

import { serveSeed } from './serve-seed.js'

const server = serveSeed()

interface Answer {
  readonly claims: {
    readonly edges: readonly { readonly node: { readonly id: string } }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
    readonly totalCount: number
  }
}

test('the relayPagination of urql joins the pages of a list, each node once', async () => {
  const client = new Client({
    url: server.url(),
    preferGetMethod: false,
    exchanges: [cacheExchange({ resolvers: { Query: { claims: relayPagination() } } }), fetchExchange],
  })
  const query = `
    query Claims($after: String) {
      claims(first: 20, after: $after, where: { modality: { eq: REPORTED } }) {
        totalCount
        edges { cursor node { __typename id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  `
  let after: string | null = null
  for (;;) {
    const { data, error }: OperationResult<Answer> = await client.query(query, { after }).toPromise()
    expect(error).toBeUndefined()
    const { edges, pageInfo, totalCount }: Answer['claims'] = data!.claims
    after = pageInfo.endCursor
    if (pageInfo.hasNextPage) continue
    expect(totalCount).toBeGreaterThan(60)
    expect(edges.length).toBe(totalCount)
    expect(new Set(edges.map(({ node }) => node.id)).size).toBe(totalCount)
    return
  }
})
