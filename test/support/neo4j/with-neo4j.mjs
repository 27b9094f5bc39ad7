/**
 * Runs a command against Neo4j: `node test/support/neo4j/with-neo4j.mjs jest test/store`.
 * With NEO4J_URI set that server is used, once. Without it the command runs once for each version of NEO4J_VERSIONS,
 * each time on a fresh server that is started for it and thrown away after. The command finds it under NEO4J_URI.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { VERSIONS, startNeo4j } from './launch.mjs'

const [command, ...args] = process.argv.slice(2)
const versions = process.env.NEO4J_VERSIONS?.split(/[\s,]+/).filter(Boolean) ?? VERSIONS

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(128 + constants.signals[signal]))
}

if (process.env.NEO4J_URI) {
  process.exitCode = await run({})
} else {
  for (const version of versions) await runOn(version)
}

async function runOn(version) {
  const started = Date.now()
  const server = await startNeo4j(version)
  console.error(`Neo4j ${version} answers after ${((Date.now() - started) / 1000).toFixed(1)} s`)
  const code = await run({ NEO4J_URI: server.uri, NEO4J_USER: 'neo4j', NEO4J_PASSWORD: '', NEO4J_DATABASE: '' })
  server.stop()
  if (code !== 0) console.error(`Failed on Neo4j ${version}`)
  process.exitCode ||= code
}

async function run(settings) {
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...settings },
    shell: process.platform === 'win32',
  })
  const kill = () => child.kill()
  process.on('exit', kill)
  const [code] = await once(child, 'exit')
  process.off('exit', kill)
  return code ?? 1
}
