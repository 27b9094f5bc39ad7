import type { ColumnOf, Figure, NamedFigure, NamedKey } from '../plan/plan.js'
import { Place } from './place.js'

/** A grouping while its document is read: its keys, and the figures that anything asks for, each once. */
export class Group {
  readonly place = new Place()
  readonly figures: NamedFigure[] = []

  constructor(
    /** Begins the names of its keys and figures. */
    readonly name: string,
    readonly keys: readonly NamedKey[],
  ) {
    // Always counted: engines have their own ways with a smallest or largest value that is computed alone.
    this.figure('count', null)
  }

  /** A figure as a column of the group. */
  figure(how: Figure['how'], column: ColumnOf | null): ColumnOf {
    const figure = { how, column }
    const print = JSON.stringify(figure)
    const known = this.figures.find((each) => JSON.stringify(each.figure) === print)
    const name = known?.name ?? `${this.name}f${this.figures.length}`
    if (!known) this.figures.push({ name, figure })
    return columnOfGroup(name)
  }

  /** The slot of a figure. */
  slot(how: Figure['how'], column: ColumnOf | null): number {
    return this.place.column(this.figure(how, column))
  }
}

/** A key or a figure of a group by its name. */
export function columnOfGroup(column: string): ColumnOf {
  return { of: 'group', column, expression: null, fact: null }
}
