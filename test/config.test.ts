import { readConfig, unknownSettings } from '../src/config.js'
import { Failure } from '../src/errors.js'

/** What is said of settings that are wrong. */
function refusal(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof Failure && error.code === 'CONFIG_INVALID') return error.message
    throw error
  }
  throw new Error('The settings were taken')
}

describe('the address of Neo4j', () => {
  const accepted = ['neo4j://localhost', 'NEO4J+S://graph.example:7687', 'bolt+ssc://[::1]:7687', 'bolt://127.0.0.1:1']
  test.each(accepted)('%s is one', (uri) => {
    const inSmallLetters = uri.replace('NEO4J+S', 'neo4j+s')
    expect(readConfig({ NEO4J_URI: uri }).neo4j).toMatchObject({ uri: inSmallLetters })
  })

  test.each([
    ['http://localhost', 'http://localhost'],
    ['neo4js://neo4j:geheim@host', 'neo4js://host'],
    ['neo4js://neo4j:ge/h@eim@host', 'neo4js://host'],
    ['neo4j:geheim@host', 'host'],
  ])('%s has no scheme of Neo4j, and a password in it is not repeated', (uri, shown) => {
    expect(refusal({ NEO4J_URI: uri })).toBe(
      `NEO4J_URI is "${shown}"; it starts with neo4j://, neo4j+s://, neo4j+ssc://, bolt://, bolt+s:// or bolt+ssc://.`,
    )
  })

  test.each(['neo4j://neo4j:geheim@host', 'neo4j://neo4j:ge/h@eim@host', 'neo4j://neo4j@host'])(
    '%s is refused for its credentials, which would be passed over',
    (uri) => {
      expect(refusal({ NEO4J_URI: uri })).toBe(
        'NEO4J_URI is "neo4j://host"; it came with a name or a password before the @, which belong into NEO4J_USER and NEO4J_PASSWORD.',
      )
    },
  )

  test.each(['bolt://127.0.0.1:99999', 'bolt://localhost:port', 'neo4j://', 'neo4j:///graph', 'bolt://a b'])(
    '%s is no address of a server',
    (uri) => {
      expect(refusal({ NEO4J_URI: uri })).toBe(
        `NEO4J_URI is "${uri}"; it is no address of a server, which has a host and perhaps a port up to 65535.`,
      )
    },
  )

  test('the database in which Neo4j keeps its own affairs is none for a graph', () => {
    const settings = { NEO4J_URI: 'neo4j://localhost', NEO4J_DATABASE: 'System' }
    expect(refusal(settings)).toContain('NEO4J_DATABASE is "system"')
    expect(readConfig({ ...settings, NEO4J_DATABASE: 'atlas' }).neo4j?.database).toBe('atlas')
  })
})

describe('the origins that may ask', () => {
  test.each([
    ['https://a.org, http://localhost:3000', ['https://a.org', 'http://localhost:3000']],
    ['*', ['*']],
    ['capacitor://localhost', ['capacitor://localhost']],
    ['', []],
  ])('"%s" is read', (DOSSIER_CORS, origins) => {
    expect(readConfig({ DOSSIER_CORS }).corsOrigins).toEqual(origins)
  })

  test.each([
    ['https://a.org/', 'https://a.org/', 'write https://a.org'],
    ['HTTPS://A.org', 'HTTPS://A.org', 'write https://a.org'],
    ['https://b.org, https://a.org:443', 'https://a.org:443', 'write https://a.org'],
    ['a.org', 'a.org', 'write an origin such as https://example.org, or * for all'],
    ['localhost:3000', 'localhost:3000', 'write an origin such as https://example.org, or * for all'],
    ['foo bar', 'foo bar', 'write an origin such as https://example.org, or * for all'],
  ])('"%s" would allow nobody, and is refused', (DOSSIER_CORS, origin, right) => {
    expect(refusal({ DOSSIER_CORS })).toBe(`DOSSIER_CORS has "${origin}", which no browser sends; ${right}.`)
  })
})

test.each(['0x10', '1e3', ' 80', '80.0', '+80', '-1'])('"%s" is no number for a setting', (text) => {
  expect(refusal({ PORT: text })).toBe(`PORT is "${text}"; it must be a whole number from 0 to 65535.`)
  expect(refusal({ DOSSIER_MAX_COST: text })).toContain(`DOSSIER_MAX_COST is "${text}"`)
})

test('a variable that looks like a setting and is none is known as such', () => {
  const env = {
    DOSSIER_MAX_DEPHT: '3',
    DOSSIER_MAX_DEPTH: '3',
    DOSSIER_CORS: '',
    DOSSIER_PORT_4000_TCP: 'tcp',
    PATH: '',
  }
  expect(unknownSettings(env)).toEqual(['DOSSIER_MAX_DEPHT'])
})
