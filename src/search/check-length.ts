import { Failure } from '../errors.js'

/** Each word is a question of its own: to the index, or to every claim. */
const AT_MOST = { letters: 200, words: 12 }

/** Refuses an argument that has too much in it to be looked for. */
export function checkLength(argument: string, what: keyof typeof AT_MOST, asked: number): void {
  const allowed = AT_MOST[what]
  if (asked <= allowed) return
  throw new Failure('BAD_USER_INPUT', `"${argument}" has ${asked} ${what}; at most ${allowed} are looked for.`, {
    facts: { argument, allowed, asked },
  })
}
