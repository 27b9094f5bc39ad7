import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { median } from './measure.mjs'

const versionOf = (name, packages = 'node_modules') =>
  JSON.parse(readFileSync(new URL(`${packages}/${name}/package.json`, import.meta.url), 'utf8')).version

/** Writes what was measured and what of it misses its target. */
export function writeResults(found, wanted) {
  const text = [heading(found, wanted), rates(found), besideWrites(found), inside(found), loads(found), figures(found)]
    .flat()
    .join('\n')
  const partial = wanted.length > 0
  if (!partial) writeFileSync(new URL('RESULTS.md', import.meta.url), `${text}\n`)
  console.log(text)
}

function heading({ version, loadBefore }, wanted) {
  const [{ model }, ...more] = cpus()
  return [
    '# What was measured',
    '',
    `\`npm run bench${wanted.length > 0 ? ` -- ${wanted.join(' ')}` : ''}\`, ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, Neo4j ${version} Community, ` +
      `@neo4j/graphql ${versionOf('@neo4j/graphql')}, neo4j-driver ${versionOf('neo4j-driver')}, ` +
      `Apollo Server ${versionOf('@apollo/server')}, @grafeo-db/js ${versionOf('@grafeo-db/js', '../node_modules')}; ` +
      `${more.length + 1} cores (${model.trim()}) and ${Math.round(totalmem() / 2 ** 30)} GB shared by the database, the servers and the load.`,
    '',
    '8 connections; each target has its turn at each operation in every round; the median of the rounds counts.',
    `Only ratios within this one run mean anything. Load average of the machine before it began: ${loadBefore.toFixed(1)}; above 0.5 other`,
    'programs took part, and the figures are no more than a sign that all of it runs.',
    '',
  ]
}

function rates({ operations, measured, counts }) {
  const rows = operations
    .filter(({ withoutPins, rival }) => rival && !withoutPins)
    .map(({ name, title }) => {
      const { dossier, rival, limit, embedded } = measured[name]
      const goal = name === 'nested' ? 6 : 1
      return [
        title,
        counts[name],
        judged(dossier.rate / rival.rate, (ratio) => ratio >= goal),
        judged(dossier.rate / limit.rate, (ratio) => ratio >= 0.8),
        judged(embedded.rate / dossier.rate, (ratio) => name !== 'nested' || ratio >= 1),
      ]
    })
  return [
    '## Rates as ratios',
    '',
    'Targets: at least 1 of the rival (6 on the nested page), at least 0.8 of the hand-written statement, and the nested page',
    'on the embedded engine at least 1 of Neo4j. **Bold** misses its target.',
    '',
    ...table(['operation', 'nodes', 'Dossier / rival', 'Dossier / hand-written', 'embedded / Neo4j'], rows),
    '',
    ...deepPage(measured),
    ...moments(operations, measured),
    ...questions(operations, measured, counts),
  ]
}

/** What the rival has no fields for. */
function questions(operations, measured, counts) {
  const rows = operations
    .filter(({ rival }) => !rival)
    .map(({ name, title }) => {
      const { dossier, limit, embedded } = measured[name]
      return [
        title,
        counts[name],
        judged(limit.rate / dossier.rate, (ratio) => ratio <= 1.3),
        (embedded.rate / dossier.rate).toFixed(2),
      ]
    })
  if (rows.length === 0) return []
  return [
    'Search, paths, timelines and groups, which the rival does not have (target: at most 1.3 times what the hand-written',
    'statement costs):',
    '',
    ...table(['operation', 'nodes', 'cost, of hand-written', 'rate, embedded / Neo4j'], rows),
    '',
  ]
}

function deepPage({ page1, page1000 }) {
  if (!page1 || !page1000) return []
  const rows = ['dossier', 'rival', 'limit', 'embedded'].map((target) => {
    const ratio = page1[target].rate / page1000[target].rate
    return [
      NAMES[target],
      target === 'dossier' || target === 'embedded' ? judged(ratio, (value) => value <= 1.3) : ratio.toFixed(2),
    ]
  })
  return ['What page 1,000 costs of page 1 (target: at most 1.3):', '', ...table(['', 'cost'], rows), '']
}

function moments(operations, measured) {
  const rows = operations
    .filter(({ withoutPins }) => withoutPins && measured[withoutPins])
    .map(({ name, title, withoutPins }) => {
      const cost = (target) => measured[withoutPins][target].rate / measured[name][target].rate
      const isGood = (ratio) => withoutPins !== 'nested' || ratio <= 3
      return [title, judged(cost('dossier'), isGood), judged(cost('embedded'), isGood)]
    })
  if (rows.length === 0) return []
  return [
    'What a question with `asOf` costs of the same without (target: the nested page at most 3):',
    '',
    ...table(['operation', 'on Neo4j', 'embedded'], rows),
    '',
  ]
}

function besideWrites({ operations, beside }) {
  const rows = operations
    .filter(({ name }) => beside[name])
    .map(({ name, title }) => {
      const { quiet, busy, writes } = beside[name]
      return [
        title,
        (busy.rate / quiet.rate).toFixed(2),
        `${quiet.p50} / ${quiet.p99}`,
        `${busy.p50} / ${busy.p99}`,
        `${writes.times.length}, ${median(writes.times).toFixed(0)} / ${Math.max(...writes.times).toFixed(0)}`,
      ]
    })
  if (rows.length === 0) return []
  return [
    '## Reading while others write',
    '',
    'On Neo4j, while another process loads a claim every 100 ms: each of them may make a read that it meets begin anew.',
    '',
    ...table(
      ['operation', 'rate, of that without writes', 'p50 / p99 without, ms', 'with, ms', 'writes, p50 / most, ms'],
      rows,
    ),
    '',
  ]
}

const NAMES = {
  dossier: 'Dossier on Neo4j',
  rival: '@neo4j/graphql',
  limit: 'hand-written',
  embedded: 'Dossier, embedded',
}

function inside({ inside: { nested, large, schemaMs, schemaOwnMs }, start, schemaMs: rivalSchemaMs }) {
  const rows = [
    [
      'Work added to a repeated request of the nested page',
      judged(nested.ms, (ms) => ms < 0.15, 3),
      'under 0.15 ms',
      `${nested.nodes} nodes; graphql-js alone takes ${nested.plainMs.toFixed(2)} ms`,
    ],
    [
      'A nested answer through our shaping, of plain graphql-js',
      judged(large.ms / large.plainMs, (ratio) => ratio <= 1.2),
      'at most 1.2',
      `${large.nodes} nodes, ${large.ms.toFixed(1)} ms and ${large.plainMs.toFixed(1)} ms`,
    ],
    [
      'Schema ready, in ms',
      judged(schemaMs, (ms) => ms < 300, 0),
      'under 300',
      `with loading its modules; ${schemaOwnMs.toFixed(0)} ms without; the rival's ${rivalSchemaMs} ms without`,
    ],
    [
      'npm start to the first answer, in ms',
      judged(start.firstMs, (ms) => ms < 3000, 0),
      'under 3,000',
      `installed and compiled, seed loaded into an empty folder; ${start.againMs.toFixed(0)} ms with the folder there`,
    ],
  ]
  return ['## Inside', '', ...table(['', 'measured', 'target', ''], rows), '']
}

function loads({ loads: { neo4j, plain, embedded } }) {
  const per = ({ seconds, claims }) => `${seconds.toFixed(0)} s, ${Math.round(claims / seconds)} claims a second`
  const rows = [
    ...(neo4j ? [['our form into Neo4j', per(neo4j)]] : []),
    ...(embedded ? [['our form into the embedded engine', per(embedded)]] : []),
    ...(plain ? [['plain form into Neo4j', `${plain.seconds.toFixed(0)} s`]] : []),
  ]
  return rows.length === 0
    ? []
    : ['## Loading the world (92,200 entities, 416,200 claims)', '', ...table(['', ''], rows), '']
}

function figures({ operations, measured }) {
  const targets = ['dossier', 'rival', 'limit', 'embedded']
  const cell = (found) => (found ? figure(found) : '')
  const figure = ({ rate, p50, p99, runs }) =>
    `${show(rate)} (${show(Math.min(...runs))}-${show(Math.max(...runs))}), ${p50} / ${p99}`
  const rows = operations.map(({ name }) => [name, ...targets.map((target) => cell(measured[name][target]))])
  return [
    '## Requests a second (least-most of the rounds), and 50th / 99th hundredth of the time in ms',
    '',
    ...table(['', ...targets.map((target) => NAMES[target])], rows),
  ]
}

const show = (rate) => (rate < 20 ? rate.toFixed(1) : rate.toFixed(0))

function judged(value, isGood, digits = 2) {
  const text = value.toFixed(digits)
  return isGood(value) ? text : `**${text}**`
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
