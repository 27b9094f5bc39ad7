/** Sums what jest wrote for each run: `node .ci/count.mjs FOLDER [BROKEN STEP...]`. The last line is the count. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const [folder, ...broken] = process.argv.slice(2)

const runs = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.replace(/\.json$/, ''), readRun(join(folder, file))]),
)
const complaints = [
  ...broken.map((step) => `${step} failed`),
  ...Object.entries(runs).flatMap(([name, { skipped }]) =>
    skipped > 0 && name !== 'test' ? [`${name} skipped ${skipped} tests`] : [],
  ),
  ...listSuites()
    .filter(([run, suite]) => !runs[run]?.executed.some((path) => path.startsWith(`${suite}/`)))
    .map(([run, suite]) => `${run} executed no test of ${suite}`),
]

for (const [name, { passed, failed, skipped }] of Object.entries(runs)) {
  console.log(`${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
}
for (const complaint of complaints) console.log(`FAILED: ${complaint}`)

const sum = (key) => Object.values(runs).reduce((total, run) => total + run[key], 0)
// A complaint that no failed test stands for (types, format, a suite that did not run) counts as one failure.
const failed = Math.max(sum('failed'), complaints.length)
console.log(`${sum('passed')} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function readRun(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    executed: report.testResults
      .filter(({ assertionResults }) =>
        assertionResults.some(({ status }) => status === 'passed' || status === 'failed'),
      )
      .map(({ name }) => relative(root, name)),
  }
}

function listSuites() {
  const list = join(here, 'suites')
  if (!existsSync(list)) return []
  return readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/))
}
