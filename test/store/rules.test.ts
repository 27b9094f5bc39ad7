import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

test('every rule of docs/store.md has a test, and every test names a rule of it', () => {
  const page = readFileSync(join(__dirname, '../../docs/store.md'), 'utf8')
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.ts'))
  const tests = files.map((file) => readFileSync(join(__dirname, file), 'utf8')).join('\n')
  const rules = [...page.matchAll(/^\| (S\d+) \|/gm)].map(([, rule]) => rule)
  const tested = new Set([...tests.matchAll(/\[(S\d+)\]/g)].map(([, rule]) => rule))
  expect(rules).toEqual(rules.map((_, i) => `S${i + 1}`))
  expect(tested).toEqual(new Set(rules))
})
