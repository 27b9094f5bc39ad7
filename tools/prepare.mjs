/**
 * Makes a clone ready to run: the packages of the lock file, and the sources compiled to dist/. It does only what is
 * missing, so a second run costs next to nothing.
 *
 *   node tools/prepare.mjs [FOLDER...]   FOLDER has a lock file of its own, and its packages are wanted too
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folders = [root, ...process.argv.slice(2).map((name) => join(root, name))]

refuseOldNode()
for (const folder of folders) if (!hasPackages(folder)) install(folder)
compile()

function refuseOldNode() {
  const needed = readJson(join(root, 'package.json')).engines.node.replace('>=', '')
  const [major, minor] = needed.split('.').map(Number)
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number)
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return
  stop(`Dossier needs Node ${needed} or newer; this is Node ${process.versions.node}.`)
}

/** npm leaves a list of what it installed; it is compared with the lock file, so a stale folder is noticed too. */
function hasPackages(folder) {
  const wanted = readJson(join(folder, 'package-lock.json'))?.packages ?? {}
  const found = readJson(join(folder, 'node_modules', '.package-lock.json'))?.packages ?? {}
  return Object.entries(wanted).every(
    ([place, { version, integrity, link, optional }]) =>
      place === '' || link || optional || (found[place]?.version === version && found[place].integrity === integrity),
  )
}

function install(folder) {
  say(`Installing the packages of ${relative(root, join(folder, 'package-lock.json'))} (once)`)
  if (npm(folder, ['ci', '--include=dev', '--include=optional']) !== 0) {
    stop('The packages could not be installed; npm says why above.')
  }
}

/** The npm that runs this script, else the one on the path. NODE_ENV must not decide what it installs. */
function npm(folder, words) {
  const args = [...words, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const own = process.env.npm_execpath
  const isNpm = own !== undefined && /npm-cli\.c?js$/.test(own)
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] }
  return isNpm
    ? spawnSync(process.execPath, [own, ...args], options).status
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' }).status
}

/** Each file by itself and without checking types (`check:types` does), and only the files that changed. */
function compile() {
  const started = performance.now()
  const stamp = join(root, 'dist', '.compiled.json')
  const compiler = hash(
    readFileSync(join(root, 'tsconfig.json')) + readJson(join(root, 'node_modules/typescript/package.json')).version,
  )
  const before = readJson(stamp)
  const known = before?.compiler === compiler ? before.files : {}
  const files = {}
  const stale = []
  const wanted = new Set()
  for (const path of listFiles(join(root, 'src')).filter((file) => /(?<!\.d)\.(ts|json)$/.test(file))) {
    const key = relative(root, path).split(sep).join('/')
    files[key] = hash(readFileSync(path))
    const target = join(root, 'dist', key.replace(/\.ts$/, '.js'))
    wanted.add(target).add(`${target}.map`)
    if (known[key] !== files[key] || !existsSync(target)) stale.push({ path, target })
  }
  for (const left of listFiles(join(root, 'dist', 'src')).filter((file) => !wanted.has(file))) rmSync(left)
  if (stale.length === 0) return
  rmSync(stamp, { force: true }) // an interrupted run must not look whole
  emit(stale)
  write(stamp, JSON.stringify({ compiler, files }))
  say(`Compiled ${stale.length} ${stale.length === 1 ? 'file' : 'files'} in ${since(started)} s`)
}

function emit(stale) {
  const ts = createRequire(import.meta.url)('typescript')
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const problems = []
  for (const { path, target } of stale) {
    const text = readFileSync(path, 'utf8')
    if (path.endsWith('.json')) {
      write(target, text)
      continue
    }
    const made = ts.transpileModule(text, { compilerOptions: options, fileName: path, reportDiagnostics: true })
    problems.push(...made.diagnostics)
    const map = { ...JSON.parse(made.sourceMapText), sources: [relative(dirname(target), path).split(sep).join('/')] }
    write(target, made.outputText)
    write(`${target}.map`, JSON.stringify(map))
  }
  if (problems.length === 0) return
  const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' }
  stop(ts.formatDiagnostics(problems, host).trimEnd())
}

/** By way of a second name, so that a process that starts meanwhile never reads half a file. */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, text)
  renameSync(`${path}.${process.pid}`, path)
}

function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

function hash(content) {
  return createHash('sha1').update(content).digest('base64')
}

function since(started) {
  return ((performance.now() - started) / 1000).toFixed(1)
}

/** Standard output belongs to the command that comes after. */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function stop(sentence) {
  say(sentence)
  process.exit(1)
}
