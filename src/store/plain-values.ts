import { Failure } from '../errors.js'
import type { PlainValue, Row, Statement } from './store.js'

/** How deep lists and maps may lie in one another; beyond it a value is a mistake or an attack. */
const MAX_DEPTH = 64

/**
 * A checked copy of the parameters, in which `bindWhole` has turned every whole number into what the engine
 * takes for one. A value that is not plain is `BAD_USER_INPUT`; the message names the parameter, never the value.
 */
export function bindParams(
  params: Statement['params'],
  bindWhole: (value: number) => unknown,
): Record<string, unknown> {
  const bound: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(params)) {
    const refuse: Refuse = (problem) => {
      throw new Failure('BAD_USER_INPUT', `Parameter "${name}" ${problem}.`)
    }
    bound[name] = bind(value, { bindWhole, refuse, depth: 0 })
  }
  return bound
}

/** What an engine answered, as plain rows; the rows are changed in place, since nobody else holds them. */
export function toPlainRows(rows: unknown[]): readonly Row[] {
  return toPlain(rows) as readonly Row[]
}

type Refuse = (problem: string) => never

interface Binding {
  readonly bindWhole: (value: number) => unknown
  readonly refuse: Refuse
  readonly depth: number
}

function bind(value: unknown, binding: Binding): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return binding.bindWhole(value)
    return Number.isFinite(value) ? value : binding.refuse('holds a number that is not finite')
  }
  if (typeof value !== 'object') return binding.refuse('holds something that is not a value')
  if (binding.depth >= MAX_DEPTH) return binding.refuse(`holds more than ${MAX_DEPTH} lists or maps in one another`)
  const inner = { ...binding, depth: binding.depth + 1 }
  // `Array.from` shows a hole as undefined, which is refused.
  if (Array.isArray(value)) return Array.from(value, (member) => bind(member, inner))
  return bindMap(value, inner)
}

function bindMap(value: object, binding: Binding): Record<string, unknown> {
  if (!isPlainMap(value)) return binding.refuse('holds something that is not a value')
  const bound: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    // The embedded engine reads `{$date: ...}` as a date, and `__proto__` would not become a key.
    if (key.startsWith('$') || key === '__proto__') binding.refuse('holds a map with a key that is reserved')
    bound[key] = bind(member, binding)
  }
  return bound
}

function toPlain(value: unknown): PlainValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' || typeof value === 'bigint') return toNumber(value)
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) value[i] = toPlain(value[i])
    return value
  }
  if (typeof value === 'object' && isPlainMap(value)) {
    const map = value as Record<string, unknown>
    for (const key in map) map[key] = toPlain(map[key])
    return map as PlainValue
  }
  throw new Error(
    'A statement answered with a value that is not plain: project nodes, edges and times to maps and strings',
  )
}

function toNumber(value: number | bigint): number {
  const number = Number(value)
  if (typeof value === 'bigint' ? Number.isSafeInteger(number) : Number.isFinite(number)) return number
  throw new Error('A statement answered with a number that is beyond 2^53 or not finite')
}

/** Maps of another realm count too: under Jest the embedded engine makes its maps outside the test's realm. */
function isPlainMap(value: object): boolean {
  const parent: unknown = Object.getPrototypeOf(value)
  return parent === null || Object.getPrototypeOf(parent) === null
}
