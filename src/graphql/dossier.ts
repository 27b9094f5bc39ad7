import { HeaderMap } from '@apollo/server'
import type { ApolloServerPlugin } from '@apollo/server'
import { getVariableValues } from 'graphql'
import type { GraphQLFieldResolver, GraphQLSchema, OperationDefinitionNode } from 'graphql'

import type { Limits } from '../config.js'
import type { Store } from '../store/store.js'
import { Answering } from './answer.js'
import type { RequestContext } from './context.js'
import { fragmentsOf } from './fragments.js'
import { createSchema } from './schema.js'

export type { RequestContext } from './context.js'

/** What an HTTP server needs to serve the graph. */
export interface Dossier {
  readonly schema: GraphQLSchema
  readonly plugin: ApolloServerPlugin<RequestContext>
  readonly fieldResolver: GraphQLFieldResolver<unknown, RequestContext>
}

/** What an operation is answered with. */
export interface DossierOptions {
  readonly store: Store
  readonly limits: Limits
  /** The clock; tests set it. */
  readonly now?: () => Date
}

/** Joins the schema, the store and the road between them. */
export function createDossier({ store, limits, now = () => new Date() }: DossierOptions): Dossier {
  const { schema, catalog } = createSchema()
  const answering = new Answering({ schema, catalog, store, limits, now })
  return { schema, plugin: createPlugin(schema, answering), fieldResolver }
}

/** The tree of an answer lies under the names that the client gave, so a field is found by its key. */
// oxlint-disable-next-line max-params -- the signature is GraphQL's
const fieldResolver: GraphQLFieldResolver<unknown, RequestContext> = (source, _args, _context, info) =>
  (source as Readonly<Record<string, unknown>>)[String(info.path.key)]

/**
 * Answers an operation in one go where everything in it comes from the graph and keeps the schema's promises.
 * Whatever does not (introspection, wrong variables, a failure) is left to graphql-js, whose root resolvers take
 * the same reading, so that errors have the form that the specification gives them.
 */
function createPlugin(schema: GraphQLSchema, answering: Answering): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, contextValue }) {
          // Where no operation was found it is not there, whatever its type says.
          if ((operation as OperationDefinitionNode | undefined)?.operation !== 'query') return null
          const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {})
          if (!coerced) return null
          const { signal } = contextValue
          const asked = { operation, fragments: fragmentsOf(document), variables: coerced }
          const reading = answering.answer(asked, signal)
          contextValue.answer = async () => (await reading).tree
          const answer = await reading.catch(() => null)
          if (answer?.moments) contextValue.moments = answer.moments
          if (answer === null || !answer.whole) return null
          const singleResult = {
            data: answer.tree,
            ...(answer.moments ? { extensions: { asOf: answer.moments } } : {}),
          }
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } }
        },
        async willSendResponse({ contextValue, response }) {
          const { moments } = contextValue
          if (!moments || response.body.kind !== 'single' || response.body.singleResult.extensions) return
          response.body.singleResult.extensions = { asOf: moments }
        },
      }
    },
  }
}
