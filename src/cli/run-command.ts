import { Failure } from '../errors.js'
import type { Surroundings } from './surroundings.js'

const USAGE = `Usage: npm start
       npm run seed [-- FILE...]
       npm run schema
       npm run dossier -- COMMAND

  serve           serve the graph over HTTP (npm start)
  seed [FILE...]  load files into the graph; without one, seed/deepseek-openai.yaml
  check [FILE...] look through files, or through the graph, for what is probably not meant
  rebuild         compute anew, from the claims in the graph, all that clients see
  measure         compute degree, PageRank and community of each entity in the graph
  schema          write schema/schema.graphql and schema/constraints.cypher

Settings come from the environment; README.md lists them.`

const FLAGS = ['--help', '-h']

/** Runs the command that the words name, until its end. */
export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<void> {
  const [command = '', ...rest] = words
  if (words.some((word, i) => FLAGS.includes(word) || (i === 0 && word === 'help'))) return surroundings.print(USAGE)
  refuseWords(command, rest)
  // Each command loads what it needs and no more: a start must be fast.
  switch (command) {
    case 'serve':
      return load<typeof import('./serve.js')>('./serve.js').serve(surroundings)
    case 'seed':
      return load<typeof import('./seed.js')>('./seed.js').seed(rest, surroundings)
    case 'check':
      return load<typeof import('./check.js')>('./check.js').check(rest, surroundings)
    case 'rebuild':
      return load<typeof import('./rebuild.js')>('./rebuild.js').rebuild(surroundings)
    case 'measure':
      return load<typeof import('./measure.js')>('./measure.js').measure(surroundings)
    case 'schema':
      return load<typeof import('./write-schema.js')>('./write-schema.js').writeSchema(surroundings)
    default:
      throw wrong(command === '' ? 'Name a command.' : `There is no command "${command}".`)
  }
}

/** Only files follow a command, and only where it takes some. */
function refuseWords(command: string, rest: readonly string[]): void {
  if (!['seed', 'check'].includes(command) && rest.length > 0)
    throw wrong(`"${command}" takes no further words; it got "${rest.join(' ')}".`)
  const option = rest.find((word) => word.startsWith('-'))
  if (option !== undefined) throw wrong(`"${command}" has no option "${option}"; a file of that name is "./${option}".`)
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what a module holds
function load<Module>(path: string): Module {
  return require(path) as Module
}

function wrong(sentence: string): Failure {
  return new Failure('BAD_USER_INPUT', `${sentence}\n\n${USAGE}`)
}
