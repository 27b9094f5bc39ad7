import { kindOf } from '../model/catalog.js'
import type { Catalog, Constructor, Edge, EdgeFields, Kind, Property } from '../model/catalog.js'
import { figureFields, isMoney } from '../model/grouping.js'
import { CurrencyCode } from '../model/scalars.js'
import { inOneSentence, orderByFigureName, orderName } from './derived-names.js'
import type { FigureTypes } from './figure-types.js'
import { OrderDirection } from './inputs.js'
import type { FieldOf, Inputs } from './inputs.js'
import type { ListOf } from './select-list.js'

/** Makes the inputs that order lists, each once, before the schema is built. */
export class OrderInputs {
  constructor(
    readonly catalog: Catalog,
    readonly inputs: Inputs,
    readonly figures: FigureTypes,
  ) {}

  /** The input that orders a list: one key an element. */
  order(list: ListOf): Constructor {
    const { target, fields } = list
    const description = `One key of an order of a list of ${target}; give one field an element.`
    return this.inputs.input(orderName(list), description, () => {
      const kind = kindOf(this.catalog, target)
      const edge = fields ? this.#edgeOrder(fields) : null
      return [
        ...directions(kind.properties),
        ...kind.edges.flatMap((each) => this.#across(each)),
        ...(edge ? [['edge', () => edge, 'A field of the edge itself.'] as const] : []),
      ]
    })
  }

  #edgeOrder({ name, properties }: EdgeFields): Constructor | null {
    const fields = directions(properties)
    if (fields.length === 0) return null
    return this.inputs.input(`${name}Order`, 'One key of an order by the edge itself; give one field.', () => fields)
  }

  /** A key that lies over an edge: of one neighbour whatever orders it, of many a figure. */
  #across(edge: Edge): FieldOf[] {
    const { name, form } = edge
    if (form === 'list' || !isOrdered(kindOf(this.catalog, edge.target))) return []
    if (form === 'connection') {
      const figure = this.#byFigure(edge)
      return [[name, () => figure, `A figure of ${name}.`]]
    }
    const neighbour = this.order({ target: edge.target, fields: null })
    return [[name, () => neighbour, `A key of ${name}.`]]
  }

  #byFigure({ target, fields }: ListOf): Constructor {
    const list = { target, fields }
    const description = `One figure of ${target} reached from a row, by which rows are ordered; give one beside "where".`
    return this.inputs.input(orderByFigureName(list), description, () => {
      const where = this.inputs.where(list)
      const edge = fields ? this.#ofEdges(fields) : null
      return [
        ['where', () => where, 'Which of them count.'],
        ['count', () => OrderDirection, 'How many nodes there are, each counted once.'],
        ...this.#figures(kindOf(this.catalog, target).properties),
        ...(edge ? [['edge', () => edge, 'A figure of the edges themselves.'] as const] : []),
      ]
    })
  }

  #ofEdges({ name, properties }: EdgeFields): Constructor | null {
    const fields = this.#figures(properties)
    const description = 'One figure of edges, by which rows are ordered; give one.'
    return fields.length === 0 ? null : this.inputs.input(`${name}OrderByFigure`, description, () => fields)
  }

  #figures(properties: readonly Property[]): FieldOf[] {
    return figureFields(properties).map(({ property: { name, type }, form }) => {
      const isWord = form === 'text' && !(type.form === 'scalar' && type.scalar === 'Boolean')
      const figure = form === 'money' ? this.#byMoney() : isWord ? this.#byWord() : this.figures.figuresOrder(form)
      return [name, () => figure, `Figures of ${name}.`]
    })
  }

  #byWord(): Constructor {
    return this.inputs.input('WordFiguresOrder', 'One figure of words, by which rows are ordered; give one.', () => [
      ['countDistinct', () => OrderDirection, 'How many different ones there are.'],
      ['min', () => OrderDirection, 'The first of them by its letters.'],
      ['max', () => OrderDirection, 'The last of them by its letters.'],
    ])
  }

  #byMoney(): Constructor {
    const description = 'One figure of the amounts in one currency, by which rows are ordered.'
    return this.inputs.input('MoneyOrderByFigure', description, () => [
      ['currency', () => CurrencyCode, 'Which currency; amounts in others do not count.', true],
      ...['min', 'max', 'sum', 'avg'].map((name): FieldOf => [name, () => OrderDirection, 'By this figure.']),
    ])
  }
}

function directions(properties: readonly Property[]): FieldOf[] {
  return properties
    .filter((property) => property.order)
    .map((property) => [property.name, () => OrderDirection, orderText(property)])
}

function orderText(property: Property): string {
  const { description } = property
  return isMoney(property)
    ? inOneSentence(description, 'by the code of the currency first, and in each by the amount')
    : description
}

/** A union has nothing to order by but the id. */
function isOrdered({ form }: Kind): boolean {
  return form !== 'union'
}
