import type { EdgeFields } from '../model/catalog.js'

interface Names {
  readonly target: string
  readonly fields: EdgeFields | null
}

/** `Model` or, over edges with fields of their own, `ModelClaimed`. */
function stem({ target, fields }: Names): string {
  return target + (fields ? fields.name.replace(/Edge$/, '') : '')
}

/** The type of a page of a list: `ModelConnection`. */
export function connectionName(list: Names): string {
  return `${stem(list)}Connection`
}

/** The type of an edge of a list: `ModelEdge`. */
export function edgeName(list: Names): string {
  return `${stem(list)}Edge`
}

/** The input that filters a list: `ModelWhere`. */
export function whereName(list: Names): string {
  return `${stem(list)}Where`
}

/** The input that orders a list: `ModelOrder`. */
export function orderName(list: Names): string {
  return `${stem(list)}Order`
}
