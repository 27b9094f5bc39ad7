import { ApolloServer } from '@apollo/server'
import type { GraphQLFormattedError } from 'graphql'

import { DEFAULT_LIMITS } from '../../src/config.js'
import type { Limits } from '../../src/config.js'
import { createDossier } from '../../src/graphql/dossier.js'
import type { RequestContext } from '../../src/graphql/dossier.js'
import { createFormatError } from '../../src/graphql/format-error.js'
import { refuseOperations } from '../../src/graphql/refuse-operations.js'
import { storeDefinitions } from '../../src/ingest/definitions.js'
import { loadBatch } from '../../src/ingest/load-files.js'
import { parseSeed } from '../../src/ingest/parse-seed.js'
import type { Changes } from '../../src/ingest/write-claims.js'
import { createCatalog } from '../../src/model/declare.js'
import type { Store } from '../../src/store/store.js'
import { changeStore } from './change-store.js'
import { openTestStore } from './open-store.js'

/** An answer in the loose form in which a test reads it. */
interface Answer {
  readonly data: Tree | null
  readonly errors: readonly GraphQLFormattedError[]
}

export type Tree = Readonly<Record<string, unknown>>

/** A graph with its whole road, from a document to the store and back. */
export interface OpenGraph {
  readonly store: Store
  ask(query: string, variables?: Tree): Promise<Answer>
  /** The data of an answer that must have no error. */
  read(query: string, variables?: Tree): Promise<Tree>
  /** The moments that an answer says were used. */
  moments(query: string, variables?: Tree): Promise<unknown>
  load(text: string, options?: { readonly recordedAt?: string }): Promise<Changes>
  close(): Promise<void>
}

interface Options {
  readonly limits?: Partial<Limits>
  /** The day the questions are about. */
  readonly today?: string
  /** Stands between the road and some methods of the store, to watch it or to disturb it. */
  readonly change?: (store: Store) => Partial<Store>
}

/** Opens an empty graph (in memory, or the Neo4j of NEO4J_URI, wiped) and loads files into it, given by their text. */
export async function openGraph(texts: readonly string[] = [], options: Options = {}): Promise<OpenGraph> {
  const store = await openTestStore()
  await store.prepare(storeDefinitions())
  const load: OpenGraph['load'] = (text, { recordedAt = '2025-02-10T00:00:00.000Z' } = {}) =>
    loadBatch(store, parseSeed(text, 'test.yaml', createCatalog()), () => undefined, recordedAt)
  for (const text of texts) await load(text)
  const { execute, stop } = await openApollo(changeStore(store, options.change?.(store) ?? {}), options)
  const ask: OpenGraph['ask'] = async (...asked) => {
    const { data = null, errors = [] } = await execute(...asked)
    return { data, errors }
  }
  const moments: OpenGraph['moments'] = async (...asked) => (await execute(...asked)).extensions?.['asOf']
  const read: OpenGraph['read'] = async (query, variables) => {
    const { data, errors } = await ask(query, variables)
    if (data === null || errors.length > 0) throw new Error(`The operation has errors: ${JSON.stringify(errors)}`)
    return data
  }
  const close = async (): Promise<void> => {
    await stop()
    await store.close()
  }
  return { store, ask, read, moments, load, close }
}

type Execute = (query: string, variables?: Tree) => Promise<Partial<Answer & { readonly extensions: Tree }>>

/** A server without a port: what a client gets, with the codes of failures. */
async function openApollo(
  store: Store,
  { limits = {}, today = '2025-02-10' }: Options = {},
): Promise<{ readonly execute: Execute; readonly stop: () => Promise<void> }> {
  const allowed = { ...DEFAULT_LIMITS, ...limits }
  const { schema, plugin, fieldResolver } = createDossier({
    store,
    limits: allowed,
    now: () => new Date(`${today}T12:00:00Z`),
  })
  const server = new ApolloServer<RequestContext>({
    schema,
    plugins: [refuseOperations(allowed), plugin],
    fieldResolver,
    includeStacktraceInErrorResponses: false,
    formatError: createFormatError(allowed, { introspection: true }),
  })
  await server.start()
  const execute: Execute = async (query, variables) => {
    const { body } = await server.executeOperation(
      { query, ...(variables ? { variables } : {}) },
      { contextValue: { requestId: 'test' } },
    )
    if (body.kind !== 'single') throw new Error('An answer in parts is not wanted here')
    // What travels is JSON: trees of the engine's realm become plain ones.
    return JSON.parse(JSON.stringify(body.singleResult)) as Awaited<ReturnType<Execute>>
  }
  return { execute, stop: () => server.stop() }
}

/** Everything in the graph as sorted text, one line a node or relationship. */
export async function dumpGraph(store: Store): Promise<readonly string[]> {
  const [nodes = [], edges = []] = await store.read([
    { text: 'MATCH (n) WHERE NOT n:Revision RETURN labels(n) AS labels, properties(n) AS own', params: {} },
    {
      text: 'MATCH (a)-[r]->(b) RETURN coalesce(a.id, a.key) AS from, type(r) AS type, coalesce(b.id, b.key, b.of) AS to, properties(r) AS own',
      params: {},
    },
  ])
  const lines = [
    ...nodes.map(({ labels, own }) => `(${[...(labels as string[])].toSorted().join(':')} ${sorted(own)})`),
    ...edges.map(({ from, type, to, own }) => `${String(from)} -${String(type)}-> ${String(to)} ${sorted(own)}`),
  ]
  return lines.toSorted()
}

function sorted(own: unknown): string {
  return JSON.stringify(Object.fromEntries(Object.entries(own as Tree).toSorted(([a], [b]) => (a < b ? -1 : 1))))
}

/** The text of a small file: entities as `{ openai: 'Company' }` and claims as YAML maps, all from one source. */
export function fileOf(entities: Readonly<Record<string, string>>, claims: readonly string[]): string {
  return [
    'format: dossier/1',
    'sources:',
    '  article: { title: An article, kind: ARTICLE, publishedAt: 2025-02-01 }',
    'entities:',
    ...Object.entries(entities).map(([slug, kind]) => `  ${slug}: { kind: ${kind} }`),
    ...(claims.length === 0 ? [] : ['claims:', '  - source: article', '    modality: REPORTED', '    claims:']),
    ...claims.map((claim) => `      - ${claim}`),
    '',
  ].join('\n')
}
