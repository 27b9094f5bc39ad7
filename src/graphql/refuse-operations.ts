import type { ApolloServerPlugin, BaseContext } from '@apollo/server'
import { GraphQLError } from 'graphql'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'

import type { Limits } from '../config.js'
import { Failure } from '../errors.js'
import { countConditions } from './count-conditions.js'
import { fragmentsOf } from './fragments.js'

/** Refuses an operation before its variables are read: one that the schema has no type for, or with too many conditions. */
export function refuseOperations<Context extends BaseContext>({
  conditions: allowed,
}: Pick<Limits, 'conditions'>): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          // Apollo tells of an operation that is not there only after this.
          if (!operation) return
          refuseUnknown(schema, operation)
          const asked = countConditions(operation, fragmentsOf(document), request.variables ?? {})
          if (asked > allowed) throw tooMany(asked, allowed)
        },
      }
    },
  }
}

/** graphql-js would leave it to the execution, as if there were an answer. */
function refuseUnknown(schema: GraphQLSchema, operation: OperationDefinitionNode): void {
  if (schema.getRootType(operation.operation)) return
  throw new GraphQLError(`The schema has no ${operation.operation}s; ask by a query.`, {
    nodes: operation,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  })
}

function tooMany(asked: number, allowed: number): Failure {
  return new Failure(
    'BAD_USER_INPUT',
    `The filters of the operation have ${asked} conditions; at most ${allowed} are allowed. Compare by "in" what may be one of many values, or ask in several requests.`,
    { facts: { limit: 'conditions', allowed, asked } },
  )
}
