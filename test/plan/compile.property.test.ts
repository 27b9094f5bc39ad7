import { parse } from 'graphql'

import { createSchema } from '../../src/graphql/schema.js'
import { bind } from '../../src/plan/bind.js'
import { compile } from '../../src/plan/compile.js'
import { randomOperation } from '../support/agreement-operations.js'
import { Random } from '../support/agreement-random.js'
import { prepare } from '../support/agreement-run.js'
import { Values } from '../support/agreement-values.js'
import { randomSeeds } from '../support/random-seeds.js'

/** No text of ours has this in it, and every text of a client has. */
const MARK = '\u2603`\'"}) DETACH DELETE n //'

const { schema } = createSchema()
const pools = new Map([['id', [`${MARK} id`]]])

test.each(randomSeeds(2))('statements of random operations (%i) are whole, and hold nothing of a client', (seed) => {
  const random = new Random(seed)
  for (let i = 0; i < 150; i += 1) {
    const operation = randomOperation(schema, random.fork(), new MarkedValues(pools, random.fork()))
    const { plan, request } = prepare(parse(operation.text), operation.variables)
    for (const template of compile(plan)) {
      const { text } = template
      expect(text).not.toContain('\u2603')
      // Nothing is quoted but a label of ours: what a statement compares with is a parameter.
      expect(text.replaceAll(/'[A-Z][A-Za-z]*'/g, '')).not.toMatch(/['"`]/)
      expect(isBalanced(text)).toBe(true)
      expect(new Set(text.match(/\$p\d+/g))).toEqual(new Set(template.holes.map((_, at) => `$p${at}`)))
      expect(unknownVariables(text)).toEqual([])
      expect(bind(template, request).text).toBe(text)
    }
  }
})

test('the text depends on the form of a document only, not on the values of its variables', () => {
  const document = parse(`query ($slug: String!, $first: Int, $name: String, $words: [String!]) {
    company(slug: $slug) { models(first: $first, where: { name: { contains: $name, in: $words } }) { nodes { id } } }
  }`)
  const text = (variables: object): string | undefined =>
    compile(prepare(document, { ...variables }).plan).map((template) => template.text)[0]
  expect(text({ slug: MARK, first: 3, name: MARK, words: [MARK, 'x'] })).toBe(
    text({ slug: 'openai', first: 7, name: '', words: ['a'] }),
  )
})

/** Texts that would be seen in a statement. */
class MarkedValues extends Values {
  override leaf(...[type, hint]: Parameters<Values['leaf']>): unknown {
    // What is no code of a currency is refused before there is a statement.
    return ['String', 'ID', 'URL'].includes(type.name) ? MARK : super.leaf(type, hint)
  }

  override key(): string {
    return MARK
  }
}

function isBalanced(text: string): boolean {
  const open: string[] = []
  const closing: Readonly<Record<string, string>> = { ')': '(', '}': '{', ']': '[' }
  for (const sign of text) {
    if ('({['.includes(sign)) open.push(sign)
    else if (closing[sign] && open.pop() !== closing[sign]) return false
  }
  return open.length === 0
}

/** Nodes, relationships and columns that are used and that no pattern or AS makes. */
function unknownVariables(text: string): string[] {
  const made = new Set(
    [
      ...text.matchAll(
        /[([]([nr]\d+x*(?:_[a-z])?):|\(([nr]\d+x*_[a-z])\)|->?\((n\d+x*)\)|AS (\w+)|any\((v) IN|all\((v) IN/g,
      ),
    ].flatMap((found) => found.slice(1)),
  )
  const used = text.match(/\b(?:[nr]\d+x*(?:_\w+)?|c\d+|v)\b/g) ?? []
  return [...new Set(used)].filter((word) => !made.has(word))
}
