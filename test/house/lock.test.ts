import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

interface Package {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

describe.each(['.', 'test/clients', 'bench'])('the lock file of %s', (folder) => {
  const text = readFileSync(join(resolve(__dirname, '../..'), folder, 'package-lock.json'), 'utf8')
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Package>> }

  test('names no registry, so that everybody installs from their own', () => {
    expect(text).not.toContain('"resolved"')
  })

  test('lists the binaries of every platform; node tools/complete-lock.mjs adds what npm left out', () => {
    const asked = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
    expect(asked.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([])
  })
})
