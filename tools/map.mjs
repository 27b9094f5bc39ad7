/** Draws the rooms and who looks into whom from the imports themselves, into docs/architecture.md. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const page = join(root, 'docs', 'architecture.md')
const marks = /(<!-- map: npm run map -->\n)[^]*?(\n<!-- end of map -->)/

const cruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
const words = ['src', '--include-only', '^src', '--collapse', '^src/[^/]+', '--output-type', 'mermaid']
const { stdout, status } = spawnSync(process.execPath, [cruise, ...words], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
})
if (status !== 0) process.exit(status ?? 1)

const text = existsSync(page) ? readFileSync(page, 'utf8') : ''
if (!marks.test(text)) {
  console.error(
    'docs/architecture.md has no lines "<!-- map: npm run map -->" and "<!-- end of map -->" around its map.',
  )
  process.exit(1)
}
writeFileSync(
  page,
  text.replace(marks, (_, before, after) => `${before}\n\`\`\`mermaid\n${stdout.trim()}\n\`\`\`\n${after}`),
)
