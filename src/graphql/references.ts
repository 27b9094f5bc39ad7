import { Failure, invariant } from '../errors.js'
import { checkKeys } from '../plan/bind.js'
import type { Anchor, KeyOf, Ref } from '../plan/plan.js'
import type { Given } from './given.js'

/** How an argument names an entity: by an id, or by what a register calls it. */
interface Reference extends KeyOf {
  readonly id: Ref | null
}

/** The scheme under which an id stands for an entity that is folded into another. */
export const ID: Ref = { from: 'constant', value: 'id' }
const SLUG: Ref = { from: 'constant', value: 'slug' }

/** Where the entity of a reference is; the id of a folded one leads on to the one that it is folded into. */
export function anchorsOf(given: Given | undefined, argument: string): readonly [Anchor, ...Anchor[]] {
  const { id, ...key } = readReference(given, argument)
  const named: Anchor = { by: 'identifier', key: { fill: 'identifier', ...key } }
  return id ? [{ by: 'id', id: { fill: 'value', ref: id } }, named] : [named]
}

/** Several references, and those of them that are ids; ids are among the references too, for one of a folded entity leads on. */
export function readReferences(
  given: Given | undefined,
  argument: string,
): { readonly references: readonly Reference[]; readonly ids: readonly Ref[] } {
  const references = (given?.is === 'list' ? given.items : []).map((item) => readReference(item, argument))
  checkKeys(argument, references.length)
  return { references, ids: references.flatMap(({ id }) => (id ? [id] : [])) }
}

function readReference(given: Given | undefined, argument: string): Reference {
  invariant(given?.is === 'object', 'a reference is an object')
  const part = (name: string): Ref | null => {
    const value = given.fields.get(name)
    return value?.is === 'leaf' ? value.ref : null
  }
  const [id, slug, scheme, value] = [part('id'), part('slug'), part('scheme'), part('value')]
  const asked = [...given.fields.keys()].toSorted().join()
  if (asked === 'scheme,value' && scheme && value) return { id: null, scheme, value, argument }
  if (asked === 'slug' && slug) return { id: null, scheme: SLUG, value: slug, argument }
  if (asked === 'id' && id) return { id, scheme: ID, value: id, argument }
  return refuseReference(argument)
}

function refuseReference(argument: string): never {
  throw new Failure('BAD_USER_INPUT', 'A reference is one of { slug }, { id } or { scheme, value }.', {
    facts: { argument },
  })
}
