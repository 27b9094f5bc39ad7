/** One object of an answer, under the names that the client gave. */
export type Tree = Record<string, unknown>

/** Trees inherit nothing from JavaScript's objects, so that any alias is a key like the others, `__proto__` too. */
export const BARE: object = Object.create(null) as object
