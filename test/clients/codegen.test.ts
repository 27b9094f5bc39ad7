import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Kind, parse, print, visit } from 'graphql'
import type { NameNode } from 'graphql'

import { ROOT, compileStrictly, emptyFolder, runTool, scriptOf } from './run-tool.js'

/** A program that uses what is made: a line that must not compile says so. */
const PROGRAM = `
import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core'
import { graphql, readFragment } from './made/index'
import type { FragmentType } from './made/index'

const Card = graphql(\`fragment Card on Entity { id name ... on Company { headquarters { name iso2 } } }\`)
const Found = graphql(\`
  query Found($slug: String!, $where: ModelClaimedWhere) {
    company(slug: $slug) {
      ...Card
      models(first: 3, where: $where, orderBy: [{ name: ASC }]) { edges { since { value } node { slug parameters { value unit } } } }
    }
  }
\`)

type Company = NonNullable<ResultOf<typeof Found>['company']>

export function namesOf(company: Company): readonly string[] {
  // @ts-expect-error -- a fragment is masked from whoever does not read it
  company.name
  // @ts-expect-error -- there is no such field
  company.founder
  return [cardName(company), ...company.models.edges.map(({ node }) => node.slug)]
}

function cardName(company: FragmentType<typeof Card>): string {
  return readFragment(Card, company).name ?? ''
}

export const right: VariablesOf<typeof Found> = { slug: 'openai', where: { name: { startsWith: 'o' }, not: { slug: { in: ['o1'] } } } }
// @ts-expect-error -- the slug is required
export const missing: VariablesOf<typeof Found> = { where: { name: { startsWith: 'o' } } }
// @ts-expect-error -- a filter of text takes text
export const wrong: VariablesOf<typeof Found> = { slug: 'openai', where: { name: { startsWith: 1 } } }
`

test('the client preset makes types for all operations of the project, and they compile strictly', async () => {
  const folder = emptyFolder('codegen')
  const operations = [...documentsOf('schema/examples'), ...documentsOf('test/queries')]
  for (const [name, text] of operations) writeFileSync(join(folder, `${name}.graphql`), text)
  writeFileSync(join(folder, 'main.ts'), PROGRAM)
  const text = { Date: 'string', DateTime: 'string', Decimal: 'string', CurrencyCode: 'string', URL: 'string' }
  const config = {
    schema: join(ROOT, 'schema/schema.graphql'),
    documents: ['*.graphql', 'main.ts'],
    generates: {
      'made/': {
        preset: 'client',
        presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
        config: { strictScalars: true, scalars: text, useTypeImports: true },
      },
    },
  }
  writeFileSync(join(folder, 'codegen.json'), JSON.stringify(config))
  await runTool(scriptOf('@graphql-codegen/cli/cjs/bin.js'), ['--config', 'codegen.json', '--verbose'], folder)
  const made = readFileSync(join(folder, 'made/graphql.ts'), 'utf8')
  for (const [name] of operations) expect(made).toContain(`export type ${name}Query = `)
  await compileStrictly(folder)
}, 120_000)

/** The preset declares a fragment twice in one object type where fields that are merged spread it each; such types do not compile. */
const BEYOND_THE_PRESET = ['collection-merged.graphql']

/** The documents of a folder, each operation under the name of its file, for the preset wants a name of its own for each. */
function documentsOf(folder: string): (readonly [string, string])[] {
  const files = readdirSync(join(ROOT, folder)).filter(
    (file) => file.endsWith('.graphql') && !BEYOND_THE_PRESET.includes(file),
  )
  return files.map((file) => {
    const own = file
      .replace('.graphql', '')
      .replaceAll(/(^|\W)\w/g, (letters) => letters.toUpperCase().replace(/\W/, ''))
    const name = own.replace(/^\d/, 'Example$&')
    const named = (value: string): NameNode => ({ kind: Kind.NAME, value })
    const document = visit(parse(readFileSync(join(ROOT, folder, file), 'utf8')), {
      OperationDefinition: (node) => ({ ...node, name: named(name) }),
      FragmentDefinition: (node) => ({ ...node, name: named(`${name}${node.name.value}`) }),
      FragmentSpread: (node) => ({ ...node, name: named(`${name}${node.name.value}`) }),
    })
    return [name, print(document)] as const
  })
}
