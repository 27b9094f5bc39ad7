import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import {
  Environment,
  Network,
  RecordSource,
  Store,
  createOperationDescriptor,
  fetchQuery,
  getSingularSelector,
} from 'relay-runtime'
import type { ConcreteRequest, GraphQLResponse, ReaderFragment, Variables } from 'relay-runtime'

import { ROOT, compileStrictly, emptyFolder, runTool, scriptOf } from './run-tool.js'
import { serveSeed } from './serve-seed.js'

const server = serveSeed()
const folder = emptyFolder('relay')

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly totalCount: number
}

beforeAll(async () => {
  const config = {
    root: ROOT,
    sources: { [fromRoot(join(__dirname, 'relay'))]: 'page' },
    projects: {
      page: {
        schema: 'schema/schema.graphql',
        output: fromRoot(folder),
        language: 'typescript',
        customScalarTypes: {
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          CurrencyCode: 'string',
          URL: 'string',
        },
      },
    },
  }
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config))
  await runTool(scriptOf('relay-compiler/cli.js'), [join(folder, 'relay.config.json')], ROOT)
})

test('what relay-compiler makes of fragments, connections and what is asked again compiles strictly', async () => {
  const program = `
    import type { companyPageClaims$data } from './companyPageClaims.graphql'
    import type { companyPageEventsQuery } from './companyPageEventsQuery.graphql'
    import type { companyPageHead$data } from './companyPageHead.graphql'
    import type { companyPageNameQuery } from './companyPageNameQuery.graphql'
    import type { companyPageQuery } from './companyPageQuery.graphql'

    export const asked: companyPageQuery['variables'] = { slug: 'openai' }
    export const again: companyPageNameQuery['variables'] = { id: 'opaque' }
    export const page: companyPageEventsQuery['variables'] = { last: 3, before: null }
    // @ts-expect-error -- the size of a page is a number
    export const wrong: companyPageEventsQuery['variables'] = { first: '3' }
    export function textsOf({ claims }: companyPageClaims$data): (string | null | undefined)[] {
      return claims.edges.map(({ node }) => node.text)
    }
    export function rolesOf({ people }: companyPageHead$data): (string | null | undefined)[] {
      return people.edges.map(({ role }) => role)
    }
  `
  writeFileSync(join(folder, 'main.ts'), program)
  await compileStrictly(folder)
})

test('Relay walks a connection through @refetchable, and its store holds every node once', async () => {
  const environment = openEnvironment()
  const { company } = (await ask(environment, 'companyPageQuery', { slug: 'openai' })) as { company: { id: string } }
  const readPage = (): Page => {
    const operation = createOperationDescriptor(artifact('companyPageQuery') as ConcreteRequest, { slug: 'openai' })
    const { data } = environment.lookup(operation.fragment) as unknown as { data: { company: object } }
    const selector = getSingularSelector(artifact('companyPageClaims') as ReaderFragment, data.company)
    if (!selector) throw new Error('The store lacks the fragment')
    return (environment.lookup(selector).data as unknown as { claims: Page }).claims
  }
  for (;;) {
    const { edges, pageInfo, totalCount } = readPage()
    if (!pageInfo.hasNextPage) {
      expect(edges.length).toBe(totalCount)
      expect(edges.length).toBeGreaterThan(4)
      expect(new Set(edges.map(({ node }) => node.id)).size).toBe(totalCount)
      return
    }
    await ask(environment, 'companyPageClaimsQuery', { id: company.id, count: 2, cursor: pageInfo.endCursor })
    expect(readPage().edges.length).toBeGreaterThan(edges.length)
  }
})

function openEnvironment(): Environment {
  const network = Network.create(async ({ text: query }, variables) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(server.url(), { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const answer = (await response.json()) as { readonly errors?: unknown }
    expect(answer.errors).toBeUndefined()
    return answer as GraphQLResponse
  })
  return new Environment({ network, store: new Store(new RecordSource()) })
}

function ask(environment: Environment, name: string, variables: Variables): Promise<unknown> {
  return fetchQuery(environment, artifact(name) as ConcreteRequest, variables).toPromise()
}

function artifact(name: string): unknown {
  return (require(join(folder, `${name}.graphql.ts`)) as { readonly default: unknown }).default
}

function fromRoot(path: string): string {
  return relative(ROOT, path)
}
