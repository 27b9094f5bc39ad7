/**
 * Adds to package-lock.json the binaries of other platforms that npm left out of it, as it does where the registry at
 * hand does not offer them. Without them `npm ci` refuses the lock file or leaves the binary out, depending on its
 * version. Their versions are pinned by the packages that ask for them; npm checks their content where it installs
 * them only if it knew it when the lock file was made. Run it after `npm install` when test/house/lock.test.ts says so.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))

const left = Object.values(lock.packages).flatMap(({ dev, optionalDependencies = {} }) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => lock.packages[`node_modules/${name}`] === undefined)
    .map(([name, version]) => [`node_modules/${name}`, { version, ...readPlatform(name), dev, optional: true }]),
)
Object.assign(lock.packages, Object.fromEntries(left))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${left.length} added`)

/** Names end in the platform: `-linux-arm64-musl`, `-darwin-x64`, `-win32-x64-msvc`. */
function readPlatform(name) {
  const [, os, cpu, abi] = /\b(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(\w+))?$/.exec(name) ?? []
  if (!os) throw new Error(`${name} does not say for which platform it is; add it to package-lock.json by hand.`)
  const libc = { gnu: 'glibc', glibc: 'glibc', musl: 'musl' }[os === 'linux' ? abi : '']
  return { cpu: [cpu], ...(libc && { libc: [libc] }), os: [os] }
}
