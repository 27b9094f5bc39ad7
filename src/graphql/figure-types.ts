import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql'

import { kindOf } from '../model/catalog.js'
import type { Catalog, Constructor, EdgeFields, Property, ScalarName } from '../model/catalog.js'
import { figureFields, keyFields, propertyKeys } from '../model/grouping.js'
import type { FigureForm, KeyField } from '../model/grouping.js'
import { CurrencyCode, DateScalar, DateTimeScalar, DecimalScalar } from '../model/scalars.js'
import { DatePrecision } from '../model/words.js'
import type { FieldOf, Inputs } from './inputs.js'
import { OrderDirection } from './inputs.js'

const Each = { EACH: 'EACH' } as const
registerEnumType(Each, {
  name: 'GroupEach',
  description: 'How a field makes groups.',
  valuesConfig: {
    EACH: { description: 'One group for each value, for each element of a list, for each node that an edge leads to.' },
  },
})

const DateBucket = { DAY: 'DAY', MONTH: 'MONTH', QUARTER: 'QUARTER', YEAR: 'YEAR' } as const
registerEnumType(DateBucket, {
  name: 'DateBucket',
  description:
    'A stretch of time; a date that is not known as exactly is in a group of its own, as "2025" among months.',
  valuesConfig: {
    DAY: { description: 'A day, as "2025-01-30".' },
    MONTH: { description: 'A month, as "2025-01".' },
    QUARTER: { description: 'Three months, as "2025-Q1".' },
    YEAR: { description: 'A year, as "2025".' },
  },
})

type Figures = readonly (readonly [name: string, type: unknown, description: string, nullable?: boolean])[]

const COUNTS: Figures = [
  ['count', Int, 'How many have a value.'],
  ['countDistinct', Int, 'How many different values there are.'],
]

const between = (type: unknown): Figures => [
  ['min', type, 'The smallest; null where there is none.', true],
  ['max', type, 'The largest; null where there is none.', true],
]

const sums = (type: unknown): Figures => [
  ['sum', type, 'All together; null where there is none.', true],
  ['avg', type, 'The mean; null where there is none.', true],
]

/** The type of figures of each form of value, with its fields. */
const FIGURES: Readonly<
  Record<FigureForm, { readonly name: string; readonly description: string; readonly figures: Figures }>
> = {
  text: { name: 'TextFigures', description: 'Figures of words.', figures: COUNTS },
  number: {
    name: 'NumberFigures',
    description: 'Figures of numbers.',
    figures: [...COUNTS, ...between(Float), ...sums(Float)],
  },
  date: {
    name: 'DateFigures',
    description: 'Figures of dates: from the first day that the earliest can be to the last that the latest can be.',
    figures: [...COUNTS, ...between(DateScalar)],
  },
  time: { name: 'TimeFigures', description: 'Figures of moments.', figures: [...COUNTS, ...between(DateTimeScalar)] },
  money: {
    name: 'MoneyFigures',
    description: 'Figures of amounts in one currency; currencies are never added up.',
    figures: [
      ['currency', CurrencyCode, 'The currency.'],
      ['count', Int, 'How many amounts there are in it.'],
      ...between(DecimalScalar),
      ...sums(DecimalScalar),
    ],
  },
}

/** The scalar that a figure is compared as. */
export const COMPARED: Readonly<Record<string, Readonly<Record<string, ScalarName>>>> = {
  text: { countDistinct: 'Int' },
  number: { countDistinct: 'Int', min: 'Float', max: 'Float', sum: 'Float', avg: 'Float' },
  date: { countDistinct: 'Int', min: 'Date', max: 'Date' },
  time: { countDistinct: 'Int', min: 'DateTime', max: 'DateTime' },
}

/** Declares the figures of lists and their groups, before the schema is built. */
export class FigureTypes {
  readonly #made = new Map<string, Constructor>()

  constructor(
    readonly catalog: Catalog,
    readonly inputs: Inputs,
  ) {}

  /** The figures of all nodes of a list. */
  aggregate(target: string): Constructor {
    return this.#object(`${target}Aggregate`, `Figures of nodes: ${target}.`, (made) => {
      put(made, 'count', () => Int, 'How many nodes there are, each counted once.')
      this.#putFigures(made, kindOf(this.catalog, target).properties)
    })
  }

  /** The figures of the edges of a list; null where they have none. */
  edgeAggregate(fields: EdgeFields): Constructor {
    return this.#object(`${fields.name}Aggregate`, 'Figures of edges.', (made) =>
      this.#putFigures(made, fields.properties),
    )
  }

  /** A key of a group, with the name of its field. */
  groupValue(): Constructor {
    return this.#object('GroupValue', 'What the members of a group have in common.', (made) => {
      const { token } = kindOf(this.catalog, 'Entity')
      put(made, 'field', () => String, 'The field that they are grouped by.')
      put(made, 'value', () => String, 'The value in words, of a node its id; null where they have none.', true)
      put(
        made,
        'precision',
        () => DatePrecision,
        'Of a stretch of time how exactly the dates in it are known at least (YEAR for "2025" among months), else null.',
        true,
      )
      put(made, 'entity', () => token, 'The node, where they are grouped by an edge.', true)
    })
  }

  /** One key to group the nodes of a target by. */
  keys(target: string): Constructor {
    return this.inputs.input(`${target}GroupKey`, 'A field to group by; give one.', () =>
      fieldsOfKeys(keyFields(this.catalog, target)),
    )
  }

  /** One key to group rows by their edges. */
  edgeKeys({ name, properties }: EdgeFields): Constructor {
    return this.inputs.input(`${name}GroupKey`, 'A field of the edge to group by; give one.', () =>
      fieldsOfKeys(propertyKeys(properties)),
    )
  }

  /** What the figures of a group must be like. */
  having(target: string): Constructor {
    const compared = (form: FigureForm): FieldOf[] =>
      Object.entries(COMPARED[form] ?? {}).map(([name, scalar]) => {
        const filter = this.inputs.scalarFilter(scalar)
        return [name, () => filter, 'This figure.']
      })
    return this.#perFigure(target, 'Having', {
      description: 'What the figures of a group must be like; all that is given must hold.',
      count: this.inputs.scalarFilter('Int'),
      compared,
    })
  }

  /** One key of an order of groups. */
  order(target: string): Constructor {
    return this.#perFigure(target, 'GroupOrder', {
      description: 'A key of an order of groups; give one.',
      count: OrderDirection,
      compared: orderFields,
    })
  }

  /** The figure of a form by which rows or groups are ordered. */
  figuresOrder(form: Exclude<FigureForm, 'money'>): Constructor {
    const { name, description } = FIGURES[form]
    return this.inputs.input(`${name}Order`, description, () => orderFields(form))
  }

  #perFigure(
    target: string,
    suffix: 'Having' | 'GroupOrder',
    of: {
      readonly description: string
      readonly count: unknown
      readonly compared: (form: FigureForm) => FieldOf[]
    },
  ): Constructor {
    return this.inputs.input(`${target}${suffix}`, of.description, () => {
      const fields: FieldOf[] = [['count', () => of.count, 'How many nodes it has, each counted once.']]
      if (suffix === 'GroupOrder') fields.push(['keys', () => OrderDirection, 'The keys, in the order of "by".'])
      for (const { property, form } of figureFields(kindOf(this.catalog, target).properties)) {
        if (form === 'money') continue
        const { name } = FIGURES[form]
        const figures = this.inputs.input(`${name}${suffix.replace('Group', '')}`, FIGURES[form].description, () =>
          of.compared(form),
        )
        fields.push([property.name, () => figures, `Figures of ${property.name}.`])
      }
      return fields
    })
  }

  #putFigures(made: Constructor, properties: readonly Property[]): void {
    for (const { property, form } of figureFields(properties)) {
      const type = this.#figures(form)
      put(made, property.name, form === 'money' ? () => [type] : () => type, `Figures of ${property.name}.`)
    }
  }

  /** The figures of amounts. */
  money(): Constructor {
    return this.#figures('money')
  }

  #figures(form: FigureForm): Constructor {
    const { name, description, figures } = FIGURES[form]
    return this.#object(name, description, (made) => {
      for (const [field, token, text, nullable] of figures) put(made, field, () => token, text, nullable)
    })
  }

  #object(name: string, description: string, declare: (made: Constructor) => void): Constructor {
    const known = this.#made.get(name)
    if (known) return known
    const made = class {}
    this.#made.set(name, made)
    ObjectType(name, { description, simpleResolvers: true })(made)
    declare(made)
    return made
  }
}

function orderFields(form: FigureForm): FieldOf[] {
  return Object.keys(COMPARED[form] ?? {}).map((name) => [name, () => OrderDirection, 'By this figure.'])
}

function fieldsOfKeys(keys: ReadonlyMap<string, KeyField>): FieldOf[] {
  return [...keys].map(([name, { by }]) => [
    name,
    () => (by === 'date' ? DateBucket : Each),
    by === 'edge' ? `The nodes of ${name}.` : `By ${name}.`,
  ])
}

function put(made: Constructor, name: string, ...of: readonly [() => unknown, string, boolean?]): void {
  const [type, description, nullable = false] = of
  Field(type as () => StringConstructor, { description, nullable })(made.prototype, name)
}
