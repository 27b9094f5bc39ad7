import { Arg, registerEnumType } from 'type-graphql'

import { kindOf } from '../model/catalog.js'
import type { Catalog, Constructor } from '../model/catalog.js'
import type { Anchor } from '../plan/plan.js'
import type { Asked, From, Selecting } from './asked.js'
import { CONNECTION_ARGUMENTS } from './connections.js'
import type { Given } from './given.js'
import { readReferences } from './references.js'

/** What belongs to an entity, by the type of the edge that leads from it to the entity. */
const BELONGING: Readonly<Record<string, string>> = {
  PRODUCTS: 'OPERATED_BY',
  MODELS: 'DEVELOPED_BY',
  UNITS: 'PART_OF',
}

const Belonging = { PRODUCTS: 'PRODUCTS', MODELS: 'MODELS', UNITS: 'UNITS' } as const
registerEnumType(Belonging, {
  name: 'Belonging',
  description: 'What belongs to an entity, so that events about it may count as events about the entity.',
  valuesConfig: {
    PRODUCTS: { description: 'Products that it operates.' },
    MODELS: { description: 'Models that it developed.' },
    UNITS: { description: 'Units that are part of it.' },
  },
})

/** Declares the arguments of a timeline after those of every connection; answers with the number of the next. */
export function putTimelineArguments(prototype: object, field: string, reference: Constructor): number {
  Arg('of', (() => [reference]) as never, { description: 'What names the entities; at most 50.' })(
    prototype,
    field,
    CONNECTION_ARGUMENTS,
  )
  Arg('including', (() => [Belonging]) as never, {
    nullable: true,
    description: 'Counts events about these too, a step away from the entities; none unless it is said.',
  })(prototype, field, CONNECTION_ARGUMENTS + 1)
  return CONNECTION_ARGUMENTS + 2
}

/** The events about the entities that the arguments name, in order of date, then of importance. */
export function timelineOf(list: From['list'], selection: Selecting, asked: Asked): From {
  const given = selection.arguments(asked)
  const { references, ids } = readReferences(given.get('of'), 'of')
  const anchor: Anchor = {
    by: 'about',
    keys: { fill: 'identifiers', refs: references },
    ids: ids.length === 0 ? null : { fill: 'value', ref: { from: 'items', items: ids } },
    types: tiesOf(selection.reading.catalog),
    belonging: [...new Set(wordsOf(given.get('including')))].toSorted().flatMap((word) => BELONGING[word] ?? []),
  }
  return {
    anchor,
    list: {
      ...list,
      otherwise: [
        { property: 'date', direction: 'ASC' },
        { property: 'importance', direction: 'DESC' },
      ],
    },
  }
}

/** Every type of edge by which claims about an event name something else. */
function tiesOf(catalog: Catalog): readonly string[] {
  const kinds = ['Event', ...kindOf(catalog, 'Event').members].map((name) => kindOf(catalog, name))
  const own = kinds.flatMap(({ edges }) => edges).filter((edge) => edge.direction === 'out' && edge.fields?.claimed)
  return [...new Set(own.flatMap(({ types }) => types))]
}

function wordsOf(given: Given | undefined): readonly string[] {
  return given?.is === 'leaf' ? [given.value].flat().map(String) : []
}
