import type { Limits } from '../config.js'
import { Failure, invariant } from '../errors.js'
import { checkIdentifier, isRegister, spellIdentifier } from '../model/identifier-schemes.js'
import { OPEN_END } from '../model/versions.js'
import { checkLength } from '../search/check-length.js'
import type { FoundRow } from '../search/find-entities.js'
import { wordsOf } from '../search/fold.js'
import type { PlainValue, Statement } from '../store/store.js'
import type { ValueForm } from './comparison.js'
import type { Template } from './compile.js'
import { decodeCursor, listName } from './cursor.js'
import type { Hole, KeyOf, Page, Pins, Ref } from './plan.js'

/** What one request brings to a plan. */
export interface Request {
  readonly variables: Readonly<Record<string, unknown>>
  /** The day that the question is about, as ISO 8601. */
  readonly today: string
  readonly limits: Pick<Limits, 'pageSize'>
  /** What was found by words, by the key of the root field. */
  readonly found?: ReadonlyMap<string, FoundRows>
  /** What the walk of a root field brings to its next statement. */
  readonly walked?: Readonly<Record<string, PlainValue>>
}

/** What a root field found by words, by rank and id. */
export interface FoundRows {
  readonly rows: readonly FoundRow[]
  /** Whether there was more than is looked at. */
  readonly truncated: boolean
}

/** The number of rows of a page when the client does not say. */
const DEFAULT_PAGE_SIZE = 20

/** How many rows a list without pages has at most; the estimate of the cost counts on as many. */
export const LONGEST_LIST = 50

/** The last day before the end of what has not ended. */
const LAST_DAY = '9998-12-31'

/** How many keys one look-up may take. */
export const MAX_KEYS = 50

/** Fills the holes of a template with the values of one request. */
export function bind(template: Template, request: Request): Statement {
  const params: Record<string, PlainValue> = {}
  for (const [i, hole] of template.holes.entries()) params[`p${i}`] = fillHole(hole, request)
  return { text: template.text, params }
}

/** The value that one hole takes in one request. */
export function fillHole(hole: Hole, request: Request): PlainValue {
  return (FILLS[hole.fill] as (hole: Hole, request: Request) => PlainValue)(hole, request)
}

type Fills = {
  readonly [Fill in Hole['fill']]: (hole: Hole & { readonly fill: Fill }, request: Request) => PlainValue
}

const FILLS: Fills = {
  value: ({ ref, as }, request) => convert(readRef(ref, request), as),
  keys: keysOf,
  formerIds: ({ ref }, request) => [readRef(ref, request)].flat().map((id) => plainId(String(id))),
  limit: ({ page }, request) => pageSize(page, request) + (page.lookAhead ? 1 : 0),
  cursor: cursorValue,
  identifier: identifierKey,
  identifiers: ({ refs }, request) => refs.map((each) => identifierKey(each, request)),
  known: ({ pins }, request) => knownOf(pins, request),
  day: ({ pins }, request) => dayOf(pins, request),
  found: foundRows,
  walked: ({ what }, request) => request.walked?.[what] ?? null,
}

/** Up to when things count as known, now unless it is said: a day on the clock of publication, an instant on that of the system. */
export function knownOf(pins: Pins, request: Request): string {
  const instant = instantOf(pins, request)
  return beforeEnd(pins.clock === 'PUBLICATION' ? instant.slice(0, 10) : instant)
}

/** The same as an instant, as a client may send it again: of a day, the last one. */
export function instantOf({ known, clock }: Pins, request: Request): string {
  const instant = known === null ? request.today : String(readRef(known, request))
  return known === null || clock === 'PUBLICATION' ? `${instant.slice(0, 10)}T23:59:59.999Z` : instant
}

/** The day of the world that a question is about. */
export function dayOf(pins: Pins | null, request: Request): string {
  if (pins?.valid) return beforeEnd(String(readRef(pins.valid, request)))
  return pins ? knownOf(pins, request).slice(0, 10) : request.today
}

/** What has not ended lies before the end of all times, and so does whoever asks for what is for ever. */
function beforeEnd(moment: string): string {
  return moment < OPEN_END ? moment : LAST_DAY + moment.slice(LAST_DAY.length)
}

/** Checked in each request, because a list of another length is served by the same plan. */
function keysOf({ ref, argument }: { readonly ref: Ref; readonly argument: string }, request: Request): PlainValue {
  const keys = readRef(ref, request) as readonly PlainValue[]
  checkKeys(argument, keys.length)
  return keys
}

/** Refuses a look-up of too many keys. */
export function checkKeys(argument: string, asked: number): void {
  if (asked <= MAX_KEYS) return
  throw new Failure('BAD_USER_INPUT', `"${argument}" has ${asked} elements; at most ${MAX_KEYS} are allowed.`, {
    facts: { argument, allowed: MAX_KEYS, asked },
  })
}

/** The key of an Identifier node; an id is its own key, and has no colon, so that it is never taken for another's. */
export function identifierKey({ scheme: register, value, argument }: KeyOf, request: Request): string {
  const scheme = String(readRef(register, request))
  const text = String(readRef(value, request))
  if (scheme === 'id') return plainId(text)
  if (!isRegister(scheme)) return `${scheme.toLowerCase()}:${text}`
  const spelt = spellIdentifier(scheme, text)
  const wrong = checkIdentifier(scheme, spelt)
  if (wrong === null) return `${scheme.toLowerCase()}:${spelt}`
  throw new Failure('BAD_USER_INPUT', `"${text}" in "${argument}" cannot be an identifier of ${scheme}: ${wrong}.`, {
    facts: { argument, scheme, value: text },
  })
}

function plainId(text: string): string {
  return text.includes(':') ? '' : text
}

/** The number of rows that a page may have: what the client asked for, checked, or the default. */
export function pageSize(page: Page, request: Request): number {
  const most = request.limits.pageSize
  const asked = page.size === null ? null : readRef(page.size, request)
  if (asked === null && page.cap !== undefined) return page.cap
  if (asked === null) return Math.min(page.list === '' ? LONGEST_LIST : DEFAULT_PAGE_SIZE, most)
  invariant(typeof asked === 'number', 'a page size is a number')
  if (asked >= 0 && asked <= most) return asked
  const argument = page.backward ? 'last' : 'first'
  throw new Failure('BAD_USER_INPUT', `"${argument}" of ${page.at} is ${asked}; it must be from 0 to ${most}.`, {
    facts: { argument, at: page.at, allowed: most, asked },
  })
}

/** The value of a client or of the document itself. */
export function readRef(ref: Ref, request: Request): PlainValue {
  if (ref.from === 'constant') return ref.value
  if (ref.from === 'items') return ref.items.map((item) => readRef(item, request))
  let value: unknown = request.variables
  for (const step of ref.path) value = (value as Record<string | number, unknown> | null | undefined)?.[step]
  return (value ?? null) as PlainValue
}

function foundRows(hole: Hole & { readonly fill: 'found' }, request: Request): readonly PlainValue[] {
  const columns = ['id', ...hole.columns]
  return rowsOfPage(hole, request).map((row) => Object.fromEntries(columns.map((each) => [each, row[each] ?? null])))
}

/** Where nothing of what was found is dropped, a page of it can be cut out before the statement is sent. */
function rowsOfPage({ key, page }: Hole & { readonly fill: 'found' }, request: Request): readonly FoundRow[] {
  const rows = request.found?.get(key)?.rows ?? []
  if (!page) return rows
  const [rank, id] = page.after
    ? page.order.map((_, at) => cursorValue({ fill: 'cursor', page, side: 'after', at }, request))
    : []
  const isBeyond = (row: FoundRow): boolean =>
    rank === undefined || row.rank < Number(rank) || (row.rank === rank && row.id > String(id))
  const from = rows.findIndex(isBeyond)
  return from === -1 ? [] : rows.slice(from, from + pageSize(page, request) + (page.lookAhead ? 1 : 0))
}

const names = new WeakMap<Request, Map<Page, string>>()

/** The name that the cursors of a page carry: one for all of its rows. */
export function nameOfList(page: Page, request: Request): string {
  const known = names.get(request) ?? new Map<Page, string>()
  names.set(request, known)
  const name = known.get(page) ?? makeName(page, request)
  known.set(page, name)
  return name
}

function makeName({ list, words, values = [] }: Page, request: Request): string {
  const decided = [
    ...values.map((each) => readRef(each, request)),
    ...(words ? wordsOf(String(readRef(words, request))) : []),
  ]
  return decided.length === 0 ? list : listName(list, decided)
}

function cursorValue(hole: Hole & { readonly fill: 'cursor' }, request: Request): PlainValue {
  const ref = hole.page[hole.side]
  invariant(ref, 'a cursor was given')
  const values = decodeCursor(String(readRef(ref, request)), nameOfList(hole.page, request))
  const key = hole.page.order[hole.at]
  const value = values?.[hole.at] ?? null
  const isEndless = typeof value === 'number' && !Number.isFinite(value)
  const fits = value === null ? key?.nullable : typeof value === key?.type && !isEndless
  if (values && values.length === hole.page.order.length && fits) return value
  return refuseCursor(hole.page, hole.side)
}

/** Says that a cursor is not one of the list. */
export function refuseCursor({ at }: Page, side: 'after' | 'before'): never {
  throw new Failure(
    'BAD_CURSOR',
    `"${side}" of ${at} is not a cursor of this list in this order. Take a cursor from "pageInfo" or "edges" of the same field with the same "orderBy".`,
    {
      facts: { argument: side, at },
    },
  )
}

/** Decimals are compared as numbers; the text keeps what a number cannot. */
function convert(value: PlainValue, as: ValueForm | undefined): PlainValue {
  if (as === 'number') return Number(value)
  if (as === 'numbers') return (value as readonly PlainValue[]).map(Number)
  if (as === 'words') return matchedWords(String(value))
  const prepare = as === 'lowered' ? lowered : composed
  return Array.isArray(value) ? value.map(prepare) : prepare(value)
}

/** Texts stand in the graph in the form of Unicode in which a letter with its marks is one, and are compared in it. */
function composed(value: PlainValue): PlainValue {
  return typeof value === 'string' ? value.normalize('NFC') : value
}

function lowered(text: PlainValue): string {
  return String(composed(text)).toLowerCase()
}

/** What a column of words must have in it; a line's end is in none, for a text without words is one that nothing has. */
function matchedWords(text: string): readonly string[] {
  checkLength('matches', 'letters', text.length)
  const words = [...new Set(wordsOf(text))]
  checkLength('matches', 'words', words.length)
  return words.length === 0 ? ['\n'] : words.map((word) => ` ${word} `)
}
