/**
 * Another process that uses a folder: `node child.cjs FOLDER [WRITES]` opens the store in it, says READY, writes one
 * batch after the other and says the number of each that was acknowledged, until it is killed.
 */
const { readFileSync } = require('node:fs')
const Module = require('node:module')
const { join } = require('node:path')
const ts = require('typescript')

// oxlint-disable no-underscore-dangle -- so Node names what it loads modules with
const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true }
require.extensions['.ts'] = (module, file) => {
  module._compile(ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText, file)
}
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, parent, ...rest) {
  const isOurs = request.startsWith('.') && parent?.filename?.endsWith('.ts')
  return resolve.call(this, isOurs ? request.replace(/\.js$/, '.ts') : request, parent, ...rest)
}

const { openEmbeddedStore } = require(join(__dirname, '../../src/store/embedded-store.ts'))

async function main() {
  const store = await openEmbeddedStore({ folder: process.argv[2] })
  process.stdout.write('READY\n')
  for (let batch = 1; process.argv[3] === 'write'; batch += 1) {
    await store.write(async (run) => {
      for (let half = 0; half < 2; half += 1) {
        const text = 'UNWIND range(1, 10) AS i CREATE (:Batch {number: $batch, half: $half})'
        await run({ text, params: { batch, half } })
      }
    })
    process.stdout.write(`${batch}\n`)
  }
  setInterval(() => undefined, 1000)
}

void main()
