import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'

import type { Limits } from '../config.js'
import type { Dossier } from '../graphql/dossier.js'
import { limitDocuments } from '../graphql/document-limits.js'
import { createFormatError } from '../graphql/format-error.js'
import { refuseOperations } from '../graphql/refuse-operations.js'
import { landingPage } from './landing-page.js'
import type { Log } from './log.js'
import { watchOperations } from './watch-operations.js'
import type { OperationContext } from './watch-operations.js'

/** What Apollo Server is set up with. */
export interface ApolloOptions {
  readonly dossier: Dossier
  readonly limits: Limits
  readonly introspection: boolean
  readonly log: Log
  /** The operation that Sandbox opens with. */
  readonly example: string
}

/** More mistakes in one document than this help nobody, and each is a sentence in the answer. */
const MOST_VALIDATION_ERRORS = 20

/** Sets Apollo Server up so that neither NODE_ENV nor any other variable of the environment changes what it does. */
export async function createApollo(options: ApolloOptions): Promise<ApolloServer<OperationContext>> {
  const { dossier, limits, introspection, log, example } = options
  const apollo = new ApolloServer<OperationContext>({
    schema: dossier.schema,
    fieldResolver: dossier.fieldResolver,
    plugins: [
      limitDocuments(limits),
      refuseOperations(limits),
      dossier.plugin,
      // Hooks run in this order, so that this one sees what the others made of an answer.
      watchOperations(log),
      landingPage(example),
      // Cache hints would be worked out at every field of every answer, and no type has one.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    formatError: createFormatError(limits, { introspection }),
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    stringifyResult: (result) => JSON.stringify(result),
    logger: quiet(log),
  })
  await apollo.start()
  return apollo
}

/** Apollo's own warnings are few and about how it is set up; what it says of a request is logged by us, with its id. */
function quiet(log: Log) {
  const note = (message: unknown): void => log.debug(String(message))
  return { debug: note, info: note, warn: note, error: note }
}
