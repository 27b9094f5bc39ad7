import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { FAILURES } from '../../src/errors.js'
import { APOLLO_CODES } from '../../src/graphql/format-error.js'

const PAGE = readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8')

/** The rows of the page: a code, the statuses it names, and whatever follows. */
const ROWS = [...PAGE.matchAll(/^\| `([A-Z_]+)` \| ([\d, ]+) \| (.+) \|$/gm)].map(
  ([, code = '', statuses = '', rest = '']) => ({
    code,
    statuses: statuses.split(', ').map(Number),
    cells: rest.split(' | '),
  }),
)

const STATUSES: Readonly<Record<string, number>> = {
  ...APOLLO_CODES,
  ...Object.fromEntries(Object.entries(FAILURES).map(([code, { status }]) => [code, status])),
}

describe('docs/errors.md', () => {
  test('has every code once, and no other', () => {
    expect(ROWS.map(({ code }) => code).toSorted()).toEqual(Object.keys(STATUSES).toSorted())
  })

  test('gives each code its status first', () => {
    expect(Object.fromEntries(ROWS.map(({ code, statuses }) => [code, statuses[0]]))).toEqual(STATUSES)
  })

  test('says what each code means and what to do', () => {
    for (const { cells } of ROWS) for (const cell of cells.slice(-2)) expect(cell).toMatch(/^.{8,}\.$/)
  })

  test('gives the exit codes of commands', () => {
    for (const { code, cells } of ROWS.filter(({ cells: own }) => own.length === 3)) {
      expect([code, Number(cells[0])]).toEqual([code, FAILURES[code as keyof typeof FAILURES].exitCode])
    }
    const others = Object.entries(FAILURES).filter(([code]) => !['CONFIG_INVALID', 'SEED_INVALID'].includes(code))
    const isOfStore = (code: string): boolean => code.startsWith('STORE_') || code === 'OPERATION_TIMED_OUT'
    for (const [code, { exitCode }] of others) expect([code, exitCode]).toEqual([code, isOfStore(code) ? 4 : 2])
  })

  test('names only limits that a request can meet', () => {
    expect(PAGE.match(/DOSSIER_\w+/g)).toEqual(expect.arrayContaining(['DOSSIER_MAX_DEPTH', 'DOSSIER_TIMEOUT_MS']))
    const config = readFileSync(join(__dirname, '../../src/config.ts'), 'utf8')
    for (const name of PAGE.match(/DOSSIER_\w+/g) ?? []) expect(config).toContain(`'${name}'`)
  })
})
