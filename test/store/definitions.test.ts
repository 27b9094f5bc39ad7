import { describeDefinition, parseDefinitions } from '../../src/store/definitions.js'

describe('definitions', () => {
  test('[S10] constraints come first, and what means the same comes once', () => {
    const parsed = parseDefinitions([
      'CREATE INDEX Company_name IF NOT EXISTS FOR (n:Company) ON (n.name)',
      '  CREATE  CONSTRAINT Node_id IF NOT EXISTS\n FOR (n:Node) REQUIRE n.id IS UNIQUE ',
      'CREATE INDEX Event_by_day IF NOT EXISTS FOR (e:Event) ON (e.date, e.id)',
      "CREATE FULLTEXT INDEX Card_words IF NOT EXISTS FOR (n:Card) ON EACH [n.names, n.texts] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
      'CREATE INDEX Company_name_too IF NOT EXISTS FOR (c:Company) ON (c.name)',
    ])
    expect(parsed).toMatchObject([
      { kind: 'unique', name: 'Node_id', label: 'Node', properties: ['id'] },
      { kind: 'index', name: 'Company_name', label: 'Company', properties: ['name'] },
      { kind: 'index', name: 'Event_by_day', label: 'Event', properties: ['date', 'id'] },
      { kind: 'text', name: 'Card_words', label: 'Card', properties: ['names', 'texts'] },
    ])
    expect(parsed.map(describeDefinition)).toEqual([
      'the rule that Node.id is unique',
      'the index on Company.name',
      'the index on Event.date with Event.id',
      'the text index on Card.names with Card.texts',
    ])
  })

  test.each([
    'CREATE INDEX Company_name FOR (n:Company) ON (n.name)',
    'CREATE INDEX Since IF NOT EXISTS FOR ()-[r:KNOWS]-() ON (r.since)',
    'CREATE INDEX Odd IF NOT EXISTS FOR (n:Company) ON (m.name)',
    'CREATE FULLTEXT INDEX Card_words IF NOT EXISTS FOR (n:Card) ON EACH [n.names]',
    'MATCH (n) DETACH DELETE n',
  ])('[S10] %s is refused', (text) => {
    expect(() => parseDefinitions([text])).toThrow('Invariant broken')
  })
})
