import { describeDefinition, parseDefinitions } from '../../src/store/definitions.js'

describe('definitions', () => {
  test('[S10] constraints come first, and what means the same comes once', () => {
    const parsed = parseDefinitions([
      'CREATE INDEX Company_name IF NOT EXISTS FOR (n:Company) ON (n.name)',
      '  CREATE  CONSTRAINT Node_id IF NOT EXISTS\n FOR (n:Node) REQUIRE n.id IS UNIQUE ',
      'CREATE INDEX Event_by_day IF NOT EXISTS FOR (e:Event) ON (e.date, e.id)',
      'CREATE INDEX Company_name_too IF NOT EXISTS FOR (c:Company) ON (c.name)',
    ])
    expect(parsed).toMatchObject([
      { kind: 'unique', name: 'Node_id', label: 'Node', properties: ['id'] },
      { kind: 'index', name: 'Company_name', label: 'Company', properties: ['name'] },
      { kind: 'index', name: 'Event_by_day', label: 'Event', properties: ['date', 'id'] },
    ])
    expect(parsed.map(describeDefinition)).toEqual([
      'the rule that Node.id is unique',
      'the index on Company.name',
      'the index on Event.date with Event.id',
    ])
  })

  test.each([
    'CREATE INDEX Company_name FOR (n:Company) ON (n.name)',
    'CREATE INDEX Since IF NOT EXISTS FOR ()-[r:KNOWS]-() ON (r.since)',
    'CREATE INDEX Odd IF NOT EXISTS FOR (n:Company) ON (m.name)',
    'MATCH (n) DETACH DELETE n',
  ])('[S10] %s is refused', (text) => {
    expect(() => parseDefinitions([text])).toThrow('Invariant broken')
  })
})
