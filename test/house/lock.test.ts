import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

interface Package {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const root = resolve(__dirname, '../..')
const text = readFileSync(join(root, 'package-lock.json'), 'utf8')
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Package>> }

test.each(['package-lock.json', 'bench/package-lock.json'])(
  '%s names no registry, so that everybody installs from their own',
  (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toContain('"resolved"')
  },
)

test('the lock file lists the binaries of every platform; node tools/complete-lock.mjs adds what npm left out', () => {
  const wanted = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
  expect(wanted.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([])
})
