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

/** The variable that sets each limit. */
const LIMIT_SETTINGS: Readonly<Record<keyof Limits, string>> = {
  depth: 'DOSSIER_MAX_DEPTH',
  aliases: 'DOSSIER_MAX_ALIASES',
  fields: 'DOSSIER_MAX_FIELDS',
  tokens: 'DOSSIER_MAX_TOKENS',
  conditions: 'DOSSIER_MAX_CONDITIONS',
  cost: 'DOSSIER_MAX_COST',
  bodyBytes: 'DOSSIER_MAX_BODY_BYTES',
  jsonDepth: 'DOSSIER_MAX_JSON_DEPTH',
  pageSize: 'DOSSIER_MAX_PAGE_SIZE',
  timeoutMs: 'DOSSIER_TIMEOUT_MS',
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
    corsOrigins: env['DOSSIER_CORS'] === undefined ? DEFAULT_CORS : readOrigins(env['DOSSIER_CORS']),
    logLevel: oneOf(env, 'DOSSIER_LOG', ['info', 'trace', 'debug', 'warn', 'error', 'silent']),
    limits: readLimits(env),
  }
}

/** By which other programs are told of Neo4j, so that whoever sets one of them here expects the same. */
const NEARLY_OF_NEO4J = ['NEO4J_URL', 'NEO4J_USERNAME', 'NEO4J_PASS', 'NEO4J_HOST']

/** Variables that look like settings and are none, which may be slips of the pen. */
export function unknownSettings(env: Environment): readonly string[] {
  const known = [
    'DOSSIER_DATA',
    'DOSSIER_INTROSPECTION',
    'DOSSIER_CORS',
    'DOSSIER_LOG',
    ...Object.values(LIMIT_SETTINGS),
  ]
  // Kubernetes tells every container where a service named "dossier" is, by variables that begin so.
  const isOfKubernetes = (key: string): boolean =>
    /^DOSSIER_(SERVICE|PORT)_/.test(key) || (key === 'DOSSIER_PORT' && String(env[key]).startsWith('tcp://'))
  const isUnknown = (key: string): boolean =>
    (key.startsWith('DOSSIER_') && !known.includes(key) && !isOfKubernetes(key)) || NEARLY_OF_NEO4J.includes(key)
  return Object.keys(env).filter(isUnknown)
}

function readLimits(env: Environment): Limits {
  const limits: Record<string, number> = {}
  for (const [limit, key] of Object.entries(LIMIT_SETTINGS))
    limits[limit] = wholeNumber(env, key, { otherwise: DEFAULT_LIMITS[limit as keyof Limits] })
  return limits as unknown as Limits
}

const NEO4J_SCHEMES = ['neo4j://', 'neo4j+s://', 'neo4j+ssc://', 'bolt://', 'bolt+s://', 'bolt+ssc://']

function readNeo4j(env: Environment, uri: string): Neo4jConfig {
  const database = env['NEO4J_DATABASE'] || null
  const wrong = whatIsWrong(uri)
  if (wrong !== null) throw new Failure('CONFIG_INVALID', `NEO4J_URI is "${addressOf(uri)}"; ${wrong}`)
  if (database?.toLowerCase() === 'system')
    throw new Failure(
      'CONFIG_INVALID',
      'NEO4J_DATABASE is "system", in which Neo4j keeps its own affairs; name another.',
    )
  // The driver knows schemes in small letters only.
  const own = uri.replace(/^[^:]+/, (scheme) => scheme.toLowerCase())
  return { uri: own, user: env['NEO4J_USER'] || 'neo4j', password: env['NEO4J_PASSWORD'] ?? '', database }
}

function whatIsWrong(uri: string): string | null {
  if (!NEO4J_SCHEMES.some((scheme) => uri.toLowerCase().startsWith(scheme)))
    return `it starts with ${NEO4J_SCHEMES.slice(0, -1).join(', ')} or ${NEO4J_SCHEMES.at(-1)}.`
  if (addressOf(uri) !== uri)
    return 'it came with a name or a password before the @, which belong into NEO4J_USER and NEO4J_PASSWORD.'
  const address = URL.canParse(uri) ? new URL(uri) : null
  return address?.hostname ? null : 'it is no address of a server, which has a host and perhaps a port up to 65535.'
}

/** The address without a name and password that somebody wrote into it. */
function addressOf(uri: string): string {
  return uri.replace(/^([\w+.-]*:\/\/)?.*@/s, '$1')
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
  if (/^\d+$/.test(text) && value >= from && value <= to) return value
  throw new Failure('CONFIG_INVALID', `${key} is "${text}"; it must be a whole number from ${from} to ${to}.`)
}

function oneOf(env: Environment, key: string, allowed: readonly [string, ...string[]]): string {
  const text = env[key]
  if (text === undefined || text === '') return allowed[0]
  if (allowed.includes(text)) return text
  throw new Failure('CONFIG_INVALID', `${key} is "${text}"; it must be one of ${allowed.join(', ')}.`)
}

/** Origins are compared by their letters, so one that is written in another way would allow nobody. */
function readOrigins(text: string): readonly string[] {
  const origins = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  for (const origin of origins) {
    const sent = origin === '*' ? '*' : originOf(origin)
    if (sent === origin) continue
    const right = sent === null ? 'write an origin such as https://example.org, or * for all' : `write ${sent}`
    throw new Failure('CONFIG_INVALID', `DOSSIER_CORS has "${origin}", which no browser sends; ${right}.`)
  }
  return origins
}

/** What a browser sends for a page at the address. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { origin, protocol, host } = new URL(address)
  // Pages of an extension or an app have an address of another form, and an origin all the same.
  if (origin !== 'null') return origin
  return host === '' ? null : `${protocol}//${host}`
}
