import { Failure } from './errors.js'

/** Everything a user can set, read once from the environment and handed down as values. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Folder of the embedded engine; used when `neo4j` is null. */
  readonly folder: string
  readonly neo4j: Neo4jConfig | null
  readonly introspection: boolean
  readonly corsOrigins: readonly string[]
  readonly logLevel: string
  readonly limits: Limits
}

export interface Neo4jConfig {
  readonly uri: string
  readonly user: string
  readonly password: string
  /** Null asks the server for its home database. */
  readonly database: string | null
}

/** What one request may ask for. Each refusal names the limit, its value and the request's own figure. */
export interface Limits {
  readonly depth: number
  readonly aliases: number
  readonly fields: number
  readonly tokens: number
  /** Conditions of all filters of an operation. */
  readonly conditions: number
  readonly cost: number
  readonly bodyBytes: number
  readonly jsonDepth: number
  readonly pageSize: number
  readonly timeoutMs: number
}

export const DEFAULT_LIMITS: Limits = {
  depth: 15,
  aliases: 50,
  fields: 1000,
  tokens: 5000,
  conditions: 200,
  cost: 100_000,
  bodyBytes: 256 * 1024,
  jsonDepth: 20,
  pageSize: 200,
  timeoutMs: 10_000,
}

const DEFAULT_CORS = ['https://studio.apollographql.com', 'https://embeddable-sandbox.cdn.apollographql.com']

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings; a wrong one is `CONFIG_INVALID` with its name, its value and what would be right. */
export function readConfig(env: Environment): Config {
  const uri = env['NEO4J_URI'] || null
  return {
    host: env['HOST'] || '127.0.0.1',
    port: wholeNumber(env, 'PORT', { otherwise: 4000, from: 0, to: 65_535 }),
    folder: env['DOSSIER_DATA'] || '.dossier',
    neo4j: uri === null ? null : readNeo4j(env, uri),
    introspection: oneOf(env, 'DOSSIER_INTROSPECTION', ['on', 'off']) === 'on',
    corsOrigins: env['DOSSIER_CORS'] === undefined ? DEFAULT_CORS : words(env['DOSSIER_CORS']),
    logLevel: oneOf(env, 'DOSSIER_LOG', ['info', 'trace', 'debug', 'warn', 'error', 'silent']),
    limits: {
      depth: wholeNumber(env, 'DOSSIER_MAX_DEPTH', { otherwise: DEFAULT_LIMITS.depth }),
      aliases: wholeNumber(env, 'DOSSIER_MAX_ALIASES', { otherwise: DEFAULT_LIMITS.aliases }),
      fields: wholeNumber(env, 'DOSSIER_MAX_FIELDS', { otherwise: DEFAULT_LIMITS.fields }),
      tokens: wholeNumber(env, 'DOSSIER_MAX_TOKENS', { otherwise: DEFAULT_LIMITS.tokens }),
      conditions: wholeNumber(env, 'DOSSIER_MAX_CONDITIONS', { otherwise: DEFAULT_LIMITS.conditions }),
      cost: wholeNumber(env, 'DOSSIER_MAX_COST', { otherwise: DEFAULT_LIMITS.cost }),
      bodyBytes: wholeNumber(env, 'DOSSIER_MAX_BODY_BYTES', { otherwise: DEFAULT_LIMITS.bodyBytes }),
      jsonDepth: wholeNumber(env, 'DOSSIER_MAX_JSON_DEPTH', { otherwise: DEFAULT_LIMITS.jsonDepth }),
      pageSize: wholeNumber(env, 'DOSSIER_MAX_PAGE_SIZE', { otherwise: DEFAULT_LIMITS.pageSize }),
      timeoutMs: wholeNumber(env, 'DOSSIER_TIMEOUT_MS', { otherwise: DEFAULT_LIMITS.timeoutMs }),
    },
  }
}

function readNeo4j(env: Environment, uri: string): Neo4jConfig {
  if (!/^(neo4j|bolt)(\+s|\+ssc)?:\/\//.test(uri)) {
    throw new Failure(
      'CONFIG_INVALID',
      `NEO4J_URI is "${uri}"; it starts with neo4j://, neo4j+s://, bolt:// or bolt+s://.`,
    )
  }
  return {
    uri,
    user: env['NEO4J_USER'] || 'neo4j',
    password: env['NEO4J_PASSWORD'] ?? '',
    database: env['NEO4J_DATABASE'] || null,
  }
}

interface Range {
  readonly otherwise: number
  readonly from?: number
  readonly to?: number
}

function wholeNumber(env: Environment, key: string, { otherwise, from = 1, to = 1_000_000_000 }: Range): number {
  const text = env[key]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value >= from && value <= to) return value
  throw new Failure('CONFIG_INVALID', `${key} is "${text}"; it must be a whole number from ${from} to ${to}.`)
}

function oneOf(env: Environment, key: string, allowed: readonly [string, ...string[]]): string {
  const text = env[key]
  if (text === undefined || text === '') return allowed[0]
  if (allowed.includes(text)) return text
  throw new Failure('CONFIG_INVALID', `${key} is "${text}"; it must be one of ${allowed.join(', ')}.`)
}

function words(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
