import { GraphQLError, Lexer, Source, TokenKind } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'

import type { Limits } from '../config.js'
import { FAILURES, Failure } from '../errors.js'

/** The codes that Apollo Server gives, with the HTTP status of an answer that holds nothing else. */
export const APOLLO_CODES = {
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  PERSISTED_QUERY_NOT_SUPPORTED: 400,
  INTERNAL_SERVER_ERROR: 500,
} as const

/** The sentence that stands for everything a client must not see. */
export const MASK = 'Something went wrong on this server.'

/** So many lists of fields, types and the like lie in one another at most before graphql-js refuses a document. */
const INTROSPECTED_LISTS = 2

/** Longer messages are cut: they repeat what a client sent, and a client may send much. */
const LONGEST_MESSAGE = 500

/**
 * Makes the function that turns whatever was thrown into what a client may see: a code of docs/errors.md, a
 * sentence, and the facts of a refusal. What is not foreseen is masked, and where the schema is hidden no hint at it is given.
 */
export function createFormatError(limits: Limits, { introspection }: { readonly introspection: boolean }) {
  const told = (message: string): string => (introspection ? message : withoutHints(message))
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const failure = failureIn(error, limits)
    if (failure) {
      const { message, ...rest } = formatFailure(failure)
      return { ...placeOf(formatted), message: told(message), ...rest }
    }
    const code = foreseenCode(formatted, error)
    if (code === null) {
      return { message: MASK, ...placeOf(formatted), extensions: { code: 'INTERNAL_SERVER_ERROR' } }
    }
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {}
    return {
      message: shorten(inPlainWords(told(formatted.message))),
      ...placeOf(formatted),
      extensions: { ...extensions, code },
    }
  }
}

/** A failure as a client sees it: its sentence, its code and its facts. */
export function formatFailure(failure: Failure): GraphQLFormattedError {
  return { message: shorten(failure.message), extensions: { code: failure.code, ...failure.details.facts } }
}

/** The HTTP status of an answer without data whose first error has this code. */
export function statusOf(code: unknown): number {
  if (typeof code !== 'string') return 500
  if (Object.hasOwn(FAILURES, code)) return FAILURES[code as keyof typeof FAILURES].status
  return Object.hasOwn(APOLLO_CODES, code) ? APOLLO_CODES[code as keyof typeof APOLLO_CODES] : 500
}

/** What was thrown at the bottom of it, for the log. */
export function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error
}

function failureIn(error: unknown, limits: Limits): Failure | null {
  const cause = causeOf(error)
  if (cause instanceof Failure) return cause
  if (cause instanceof GraphQLError && cause.message.startsWith('Syntax Error: Document contains more t')) {
    return tooManyTokens(cause, limits)
  }
  if (cause instanceof GraphQLError && cause.message === 'Maximum introspection depth exceeded') {
    return new Failure(
      'QUERY_TOO_DEEP',
      `The document asks for lists of the schema ${INTROSPECTED_LISTS + 1} deep in one another; at most ${INTROSPECTED_LISTS} are allowed.`,
      { facts: { limit: 'introspection', allowed: INTROSPECTED_LISTS, asked: INTROSPECTED_LISTS + 1 } },
    )
  }
  // graphql-js reads a document by recursion, and a document that exhausts the stack is nested, not broken.
  const isExhausted = cause instanceof RangeError && codeOf(error) === 'GRAPHQL_PARSE_FAILED'
  return isExhausted
    ? new Failure(
        'QUERY_TOO_DEEP',
        `The document is nested too deep to be read; at most ${limits.depth} levels are allowed.`,
        {
          facts: { limit: 'depth', allowed: limits.depth },
        },
      )
    : null
}

function tooManyTokens(error: GraphQLError, { tokens: allowed }: Limits): Failure {
  const asked = countTokens(error.source?.body ?? '')
  return new Failure('TOO_MANY_TOKENS', `The document has ${asked} tokens; at most ${allowed} are allowed.`, {
    facts: { limit: 'tokens', allowed, asked },
  })
}

/** The parser stops at the limit; the request's own figure is counted only once it is refused. */
function countTokens(text: string): number {
  const lexer = new Lexer(new Source(text))
  let count = 0
  try {
    while (lexer.advance().kind !== TokenKind.EOF) count++
  } catch {
    // What cannot be read ends the count: the document is refused for its length in any case.
  }
  return count
}

function foreseenCode(formatted: GraphQLFormattedError, error: unknown): string | null {
  const code = formatted.extensions?.['code']
  if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && isKnown(code)) return code
  return isComplaint(error) ? 'BAD_USER_INPUT' : null
}

function isKnown(code: string): boolean {
  return Object.hasOwn(APOLLO_CODES, code) || Object.hasOwn(FAILURES, code)
}

/**
 * graphql-js refuses some requests only while it executes them, and gives these errors no code. Its complaints about
 * a value that we computed look alike but for their words, and they are bugs of ours.
 */
function isComplaint(error: unknown): boolean {
  const cause = causeOf(error)
  return (
    cause instanceof GraphQLError && /^(Argument "|Variable "|Too many errors processing variables)/.test(cause.message)
  )
}

function codeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? error.extensions['code'] : null
}

function placeOf({ locations, path }: GraphQLFormattedError): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  return { ...(locations && { locations }), ...(path && { path }) }
}

/** Two sentences of the libraries speak to those who write servers. */
function inPlainWords(message: string): string {
  if (message === 'Validation aborted.') {
    return 'The document asks for the same fields so often that it is too costly to validate. Merge what it repeats.'
  }
  return message.startsWith('GraphQL introspection is not allowed') ? 'This server does not tell its schema.' : message
}

/** What was meant may be a name of the schema. */
function withoutHints(message: string): string {
  return message.replaceAll(/ Did you mean [^?]*\?/g, '')
}

function shorten(message: string): string {
  return message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE - 1)}…`
}
