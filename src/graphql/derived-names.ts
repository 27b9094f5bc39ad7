import type { EdgeFields, Property } from '../model/catalog.js'

interface Names {
  readonly target: string
  readonly fields: EdgeFields | null
  readonly stem?: string
}

/** `Model` or, over edges with fields of their own, `ModelClaimed`. */
function stemOf({ target, fields, stem }: Names): string {
  return stem ?? target + (fields ? fields.name.replace(/Edge$/, '') : '')
}

/** The type of a page of a list: `ModelConnection`. */
export function connectionName(list: Names): string {
  return `${stemOf(list)}Connection`
}

/** The type of an edge of a list: `ModelEdge`. */
export function edgeName(list: Names): string {
  return `${stemOf(list)}Edge`
}

/** The type of a group of a list: `ModelGroup`. */
export function groupName(list: Names): string {
  return `${stemOf(list)}Group`
}

/** The input that filters a list: `ModelWhere`. */
export function whereName(list: Names): string {
  return `${stemOf(list)}Where`
}

/** The input that orders a list: `ModelOrder`. */
export function orderName(list: Names): string {
  return `${stemOf(list)}Order`
}

/** The input that orders by a figure of such a list: `ModelOrderByFigure`. */
export function orderByFigureName(list: Names): string {
  return `${stemOf(list)}OrderByFigure`
}

/** The type of the explained form of a property: `MoneyFact`, or `GroundListFact` where it is a list. */
export function factName({ type, list }: Property): string {
  const word = type.form === 'value' ? type.value.name : type.form === 'enum' ? type.enumeration.name : type.scalar
  return `${word}${list ? 'List' : ''}Fact`
}

/** A description that says something more, and is still one sentence. */
export function inOneSentence(description: string, more: string): string {
  return `${description.replace(/\.$/, '')}; ${more}.`
}
