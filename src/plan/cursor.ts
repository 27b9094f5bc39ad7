import { createHash } from 'node:crypto'

import type { PlainValue } from '../store/store.js'

/**
 * A short name for a list in one order; cursors carry it, so that they fit no other list. What a request fills into the
 * order is no part of it.
 */
export function listName(field: string, order: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([field, order], (key, value: unknown) => (key === 'ref' ? undefined : value)))
    .digest('base64url')
    .slice(0, 6)
}

/** A cursor holds the values of the order's keys for one row: it points between rows, not at a number of them. */
export function encodeCursor(list: string, values: readonly PlainValue[]): string {
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url')
}

/** The values in a cursor of the list, or null when it is none. */
export function decodeCursor(cursor: string, list: string): readonly PlainValue[] | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(parsed) || parsed[0] !== list) return null
    return parsed.slice(1) as PlainValue[]
  } catch {
    return null
  }
}
