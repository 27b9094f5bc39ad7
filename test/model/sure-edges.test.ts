import type { Edge, Kind } from '../../src/model/catalog.js'
import { withSureEdges } from '../../src/model/sure-edges.js'

const edge = (types: string[], direction: 'in' | 'out', target: string, claimed = true): Edge =>
  ({
    name: `${types.join('')}${direction}`,
    types,
    direction,
    target,
    fields: claimed ? { claimed } : null,
  }) as unknown as Edge

const kind = (name: string, edges: Edge[], members = [name]): [string, Kind] => [
  name,
  { name, form: members[0] === name ? 'kind' : 'interface', members, edges } as unknown as Kind,
]

const sureOf = (kinds: readonly [string, Kind][]): string[] =>
  [...withSureEdges(new Map(kinds)).values()].flatMap(({ name, edges }) =>
    edges.filter(({ isSure }) => isSure).map((each) => `${name} ${each.name} ${each.target}`),
  )

test('an edge is sure where every kind that says its relationships lets them lead to its target only', () => {
  const body = kind('Body', [], ['Firm', 'Office'])
  const land = kind('Land', [edge(['SEAT'], 'in', 'Firm'), edge(['SEAT'], 'in', 'Body')])
  const seat = edge(['SEAT'], 'out', 'Land')
  expect(sureOf([body, land, kind('Firm', [seat]), kind('Office', [])])).toEqual([
    'Land SEATin Firm',
    'Land SEATin Body',
    'Firm SEATout Land',
  ])
  expect(sureOf([body, land, kind('Firm', [seat]), kind('Office', [seat])])).toEqual([
    'Land SEATin Body',
    'Firm SEATout Land',
    'Office SEATout Land',
  ])
})

test('of several types all must be so, and what no claim says is not', () => {
  const kinds = [
    kind('Firm', [edge(['A'], 'out', 'Land'), edge(['A', 'B'], 'out', 'Land'), edge(['C'], 'out', 'Land', false)]),
    kind('Land', [edge(['B'], 'out', 'Firm'), edge(['C'], 'in', 'Firm', false)]),
  ]
  expect(sureOf(kinds)).toEqual(['Firm Aout Land', 'Land Bout Firm'])
})
