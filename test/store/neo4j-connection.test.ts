import { Neo4jError } from 'neo4j-driver'
import { Failure } from '../../src/errors.js'
import { readVersion } from '../../src/store/neo4j-connection.js'
import { isPassingInNeo4j, notConnected, translateNeo4jError } from '../../src/store/neo4j-errors.js'
import { openNeo4jStore } from '../../src/store/neo4j-store.js'
import { failureOf } from './store.contract.js'

const CONFIG = { uri: 'bolt://graph.example:7687', user: 'ada', password: 'hush', database: 'atlas' }

function driverError(code: string, message = 'words of the driver'): Neo4jError {
  return new Neo4jError(message, code, '50N42', 'general processing exception - unexpected error')
}

describe('connecting to Neo4j', () => {
  test('[S23] a server that does not answer is waited for, then STORE_UNAVAILABLE with its address', async () => {
    const sentences: string[] = []
    const failure = await failureOf(
      openNeo4jStore(
        { ...CONFIG, uri: 'bolt://127.0.0.1:1' },
        { waitMs: 600, onWait: (sentence) => sentences.push(sentence) },
      ),
    )
    expect(failure.code).toBe('STORE_UNAVAILABLE')
    expect(failure.message).toBe('Neo4j at bolt://127.0.0.1:1 cannot be reached: start it, or correct NEO4J_URI.')
    expect(sentences).toEqual(['Neo4j at bolt://127.0.0.1:1 does not answer yet; waiting up to 1 seconds for it.'])
  })

  test('[S23] an address that is none is CONFIG_INVALID', async () => {
    const failure = await failureOf(openNeo4jStore({ ...CONFIG, uri: 'bolt://:::' }))
    expect([failure.code, failure.message]).toEqual([
      'CONFIG_INVALID',
      'NEO4J_URI is "bolt://:::", which is no address of a server.',
    ])
  })

  test('[S23] a version is read, and one that is too old or no Neo4j is refused', () => {
    expect(readVersion('Neo4j/5.26.20', CONFIG)).toBe('5.26.20')
    expect(readVersion('Neo4j/5.23.0', CONFIG)).toBe('5.23.0')
    expect(readVersion('Neo4j/5.27-aura', CONFIG)).toBe('5.27-aura')
    expect(readVersion('Neo4j/2026.08.1', CONFIG)).toBe('2026.08.1')
    for (const agent of ['Neo4j/5.22.0', 'Neo4j/4.4.40', 'Neo4j/v5.11.0 compatible graph database server', '']) {
      expect(() => readVersion(agent, CONFIG)).toThrow(
        new Failure(
          'CONFIG_INVALID',
          `The server at bolt://graph.example:7687 is ${agent || 'no Neo4j'}; Dossier needs Neo4j 5.23 or later.`,
        ),
      )
    }
  })

  test.each([
    [
      'Neo.ClientError.Security.Unauthorized',
      'CONFIG_INVALID',
      'refuses the user "ada": correct NEO4J_USER and NEO4J_PASSWORD.',
    ],
    [
      'Neo.ClientError.Security.CredentialsExpired',
      'CONFIG_INVALID',
      'wants the first password of the user "ada" changed: do so with cypher-shell, then set NEO4J_PASSWORD.',
    ],
    [
      'Neo.ClientError.Security.AuthenticationRateLimit',
      'STORE_UNAVAILABLE',
      'lets the user "ada" wait after several wrong passwords: correct NEO4J_PASSWORD, and try again in some seconds.',
    ],
    [
      'Neo.ClientError.Security.Forbidden',
      'CONFIG_INVALID',
      'keeps the user "ada" from what Dossier does: let it read, write, and make constraints and indexes.',
    ],
    [
      'Neo.ClientError.General.WriteOnReadOnlyAccessDatabase',
      'CONFIG_INVALID',
      'has the database for reading only, and Dossier writes when it starts: let it be written to, or correct NEO4J_DATABASE.',
    ],
    ['Neo.ClientError.Database.DatabaseNotFound', 'CONFIG_INVALID', 'has no database "atlas": correct NEO4J_DATABASE.'],
    [
      'Neo.DatabaseError.General.StorageDamageDetected',
      'STORE_UNAVAILABLE',
      'refuses what Dossier does when it starts (Neo.DatabaseError.General.StorageDamageDetected): its own log says more.',
    ],
    ['ServiceUnavailable', 'STORE_UNAVAILABLE', 'cannot be reached: start it, or correct NEO4J_URI.'],
    [
      'Neo.TransientError.General.DatabaseUnavailable',
      'STORE_UNAVAILABLE',
      'cannot be reached: start it, or correct NEO4J_URI.',
    ],
  ])('[S23] %s when connecting is a sentence for the person who starts the server', (code, expected, words) => {
    const cause = driverError(code)
    const failure = notConnected(CONFIG, cause)
    expect(failure).toMatchObject({ code: expected, message: `Neo4j at bolt://graph.example:7687 ${words}`, cause })
  })
})

describe('errors of the driver', () => {
  test.each([
    ['Neo.ClientError.Schema.ConstraintValidationFailed', 'STORE_CONFLICT', false],
    ['Neo.ClientError.Transaction.TransactionTimedOut', 'OPERATION_TIMED_OUT', false],
    ['Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration', 'OPERATION_TIMED_OUT', false],
    ['Neo.TransientError.Transaction.DeadlockDetected', 'STORE_CONFLICT', true],
    ['Neo.TransientError.Transaction.BookmarkTimeout', 'STORE_UNAVAILABLE', true],
    ['Neo.ClientError.Transaction.InvalidBookmark', 'STORE_UNAVAILABLE', true],
    ['Neo.TransientError.General.DatabaseUnavailable', 'STORE_UNAVAILABLE', true],
    ['Neo.ClientError.Security.Unauthorized', 'STORE_UNAVAILABLE', false],
    ['SessionExpired', 'STORE_UNAVAILABLE', true],
    ['ServiceUnavailable', 'STORE_UNAVAILABLE', true],
  ])('[S15] %s becomes %s without the words of the driver', (code, expected, isPassing) => {
    const cause = driverError(code)
    const failure = translateNeo4jError(cause)
    expect(failure).toMatchObject({ code: expected, cause })
    expect(failure.message).not.toContain('words of the driver')
    expect(isPassingInNeo4j(new Error('wrapped', { cause: failure }))).toBe(isPassing)
  })

  test('[S15] whatever else the driver says stands for a bug', () => {
    const edges = 'Cannot delete node<0>, because it still has relationships.'
    for (const cause of [
      driverError('Neo.ClientError.Statement.SyntaxError'),
      driverError('Neo.ClientError.Schema.ConstraintValidationFailed', edges),
      'a text that was thrown',
    ]) {
      const error = translateNeo4jError(cause)
      expect(error).not.toBeInstanceOf(Failure)
      expect(error.message).not.toMatch(/words|relationships|text/)
      expect(error.cause).toBe(cause)
      expect(isPassingInNeo4j(error)).toBe(false)
    }
    const ours = new Failure('SEED_INVALID', 'ours')
    expect(translateNeo4jError(ours)).toBe(ours)
    expect(
      translateNeo4jError(driverError('N/A', 'Pool is closed, it is no more able to serve requests.')),
    ).toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})
