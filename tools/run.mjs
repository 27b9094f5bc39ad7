/**
 * Makes the clone ready, then runs a script in this process: `node tools/run.mjs dist/src/main.js serve`.
 * `--with=FOLDER` before the script asks for the packages of that folder too.
 *
 * It stands in for `prestart` and its like, which npm leaves out where `ignore-scripts` is set.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Module } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const words = process.argv.slice(2)
const start = words.findIndex((word) => !word.startsWith('--with='))
const folders = words.slice(0, start).map((word) => word.slice('--with='.length))

if (process.env.npm_lifecycle_event) endWithNpm()

const prepare = fileURLToPath(new URL('prepare.mjs', import.meta.url))
const { status } = spawnSync(process.execPath, [prepare, ...folders], { stdio: ['ignore', 'inherit', 'inherit'] })
if (status !== 0) process.exit(status ?? 1)

process.argv.splice(1, Infinity, resolve(words[start]), ...words.slice(start + 1))
Module.runMain()

/**
 * npm runs a script in a shell, and a signal to npm ends that shell without reaching the script, which would go on
 * alone and keep its port. So the loss of either counts as SIGTERM, unless a signal has come here by itself.
 */
function endWithNpm() {
  let isTold = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, function note() {
      isTold = true
      if (process.listenerCount(signal) > 1) return
      process.off(signal, note)
      process.kill(process.pid, signal)
    })
  }
  const shell = process.ppid
  const npm = readParent(shell)
  const watch = setInterval(() => {
    if (process.ppid === shell && readParent(shell) === npm) return
    clearInterval(watch)
    setTimeout(() => isTold || process.kill(process.pid, 'SIGTERM'), 100)
  }, 250).unref()
}

/** Known on Linux only; elsewhere the shell alone is watched. */
function readParent(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]
  } catch {
    return null
  }
}
