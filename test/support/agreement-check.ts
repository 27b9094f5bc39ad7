import { parse, validate } from 'graphql'
import type { DocumentNode } from 'graphql'

import { createSchema } from '../../src/graphql/schema.js'
import type { Walk } from './agreement-arguments.js'
import type { Generated } from './agreement-operations.js'
import type { Random } from './agreement-random.js'
import { ask, askGeneral, expected, isTooCostly, prepare, statementsOf } from './agreement-run.js'
import type { Tree, Variables } from './agreement-run.js'
import type { World } from './agreement-world.js'

/** How an operation was answered: the tree of the walk, and a report of every engine that says something else. */
export interface Checked {
  readonly wanted: Tree
  readonly disagreements: readonly string[]
}

/** What became of the requests for one document. */
export interface Tally {
  readonly asked: number
  /** How many answers hold something of the graph. */
  readonly telling: number
  readonly disagreements: readonly string[]
}

/** Asks for a document up to `most` times: as it is, then on through the pages of its answers, then with other values. */
export async function checkRequests(
  operation: Generated,
  world: World,
  { random, most }: { readonly random: Random; readonly most: number },
): Promise<Tally> {
  const document = parse(operation.text)
  const invalid = validate(createSchema().schema, document)
  if (invalid.length > 0) throw new Error(`Not valid: ${invalid.join('\n')}\n${operation.text}`)
  const checked: Checked[] = []
  const asked = new Set<string>()
  let variables: Variables | null = operation.variables
  while (variables !== null && checked.length < most && !isTooCostly(prepare(document, variables))) {
    if (asked.size === asked.add(JSON.stringify(variables)).size) break
    const latest: Checked = await checkRequest(document, variables, world)
    checked.push(latest)
    variables = turnPages(operation.walks, { variables, answer: latest.wanted }, random) ?? operation.redraw()
  }
  return {
    asked: checked.length,
    telling: checked.filter(({ wanted }) => holdsSomething(wanted)).length,
    disagreements: checked.flatMap(({ disagreements }) => disagreements),
  }
}

/** Compares the answers of all engines, and that of graphql-js over the same tree, with that of a naive walk. */
export async function checkRequest(document: DocumentNode, variables: Variables, world: World): Promise<Checked> {
  const prepared = prepare(document, variables)
  const wanted = expected(prepared, world.graph)
  const answers = await Promise.all(
    world.engines.map(async ({ name, dossier }) => {
      const { extensions: _, ...said } = (await ask(dossier, document, variables)).result
      return [name, said] as const
    }),
  )
  const [engine] = world.engines
  if (engine) answers.push(['graphql-js', await askGeneral(engine.dossier, document, { variables, tree: wanted })])
  const text = JSON.stringify({ data: wanted })
  const disagreements = answers
    .filter(([, { data, errors }]) => JSON.stringify({ data, errors }) !== text)
    .map(([name, got]) =>
      [
        `${name} disagrees on`,
        document.loc?.source.body,
        `with ${JSON.stringify(variables)}, asked by`,
        statementsOf(prepared),
        `wanted ${text}`,
        `got    ${JSON.stringify(got)}`,
      ].join('\n'),
    )
  return { wanted, disagreements }
}

/** Fails with the first reports, in a form that can be read and tried again. */
export function expectNone(disagreements: readonly string[]): void {
  if (disagreements.length === 0) return
  throw new Error(`${disagreements.length} disagreements\n\n${disagreements.slice(0, 3).join('\n\n')}`)
}

/** Sets some cursors to those of the answer; null when it is not to be turned, or has no page. */
function turnPages(
  walks: readonly Walk[],
  { variables, answer }: { readonly variables: Variables; readonly answer: Tree },
  random: Random,
): Variables | null {
  const found = walks
    .map(({ variable, key }) => [variable, cursorsIn(answer, `${key}p`)] as const)
    .filter(([, cursors]) => cursors.length > 0 && random.chance(0.5))
    .map(([variable, cursors]) => [variable, random.pick(cursors)] as const)
  return found.length === 0 ? null : { ...variables, ...Object.fromEntries(found) }
}

function cursorsIn(tree: unknown, key: string): string[] {
  if (Array.isArray(tree)) return tree.flatMap((each) => cursorsIn(each, key))
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) =>
    name === key ? Object.values(value as Tree).filter((each) => typeof each === 'string') : cursorsIn(value, key),
  )
}

/** Whether there is a value in an answer beside the names of types and the absence of things. */
function holdsSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSomething)
  if (typeof value !== 'object' || value === null) return value !== null && value !== 0 && typeof value !== 'boolean'
  return Object.entries(value).some(([name, each]) => !name.includes('__typename') && holdsSomething(each))
}
