/** Loads the world in one form: `node load.mjs neo4j|plain URI` or `node load.mjs embedded FOLDER`. */
import { embeddedConfig, loadOurs, neo4jConfig } from './load-ours.mjs'
import { loadPlain } from './load-plain.mjs'

const [form, place] = process.argv.slice(2)
const report = (line) => process.stderr.isTTY && process.stderr.write(`\r${form}: ${line} `)
const result =
  form === 'plain'
    ? await loadPlain(place)
    : await loadOurs(form === 'neo4j' ? neo4jConfig(place) : embeddedConfig(place), report)
process.stderr.write(`\n${form}: ${result.seconds.toFixed(1)} s\n`)
console.log(JSON.stringify(result))
