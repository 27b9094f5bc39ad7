import { execFile } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const ROOT = resolve(__dirname, '../..')

/** Runs a script of a package with Node; an exit code beside 0 fails with what the script said. */
export async function runTool(script: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...args], { cwd })
    return stdout + stderr
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string }
    throw new Error(`${script} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error })
  }
}

/** A script of a package that only these tests use. */
export function scriptOf(path: string): string {
  return join(__dirname, 'node_modules', path)
}

/** Checks the types of a folder's files under `--strict`. */
export function compileStrictly(folder: string): Promise<string> {
  const options = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2022', '--types', 'node']
  const modules = ['--module', 'preserve', '--moduleResolution', 'bundler']
  return runTool(join(ROOT, 'node_modules/typescript/bin/tsc'), [...options, ...modules, 'main.ts'], folder)
}

/** An empty folder beside the packages of the clients, so that what lies in it finds them. */
export function emptyFolder(name: string): string {
  const folder = join(__dirname, '.generated', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
