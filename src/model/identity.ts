import { createHash } from 'node:crypto'

/**
 * The id of a node from what makes it itself, so that loading the same data twice, on any engine, changes
 * nothing. 132 bits of SHA-256: with a billion nodes the chance that two share an id is below 10^-21.
 */
export function idOf(...parts: readonly string[]): string {
  return hashOf(parts, 22)
}

/**
 * A hash of everything that stands on one thing, by which a change to it is seen. It is compared only with those of
 * the same entity: 84 bits, which a property of Neo4j keeps in less room than an id.
 */
export function printOf(...parts: readonly string[]): string {
  return hashOf(parts, 14)
}

function hashOf(parts: readonly string[], length: number): string {
  return createHash('sha256')
    .update(parts.map((part) => `${part.length}:${part}`).join(''))
    .digest('base64url')
    .slice(0, length)
}
