import { GraphQLInputObjectType } from 'graphql'
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import { Arg, Ctx, Field, ID, Info, InputType, Query, Resolver, buildSchemaSync } from 'type-graphql'

import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import type { Catalog, Constructor } from '../model/catalog.js'
import { IdentifierScheme } from '../model/identifier-schemes.js'
import { CONNECTION_ARGUMENTS, Connections } from './connections.js'
import type { RequestContext } from './context.js'
import { Facts } from './facts.js'
import { FigureTypes } from './figure-types.js'
import { Histories, putMoments } from './history-types.js'
import { Inputs } from './inputs.js'
import { putMoment } from './moment-inputs.js'
import { OrderInputs } from './order-inputs.js'
import { PathTypes } from './path-types.js'
import { SearchFields } from './search-fields.js'
import { putTimelineArguments } from './timeline.js'
import { isSearch, rootFields } from './root-fields.js'
import type { RootField } from './root-fields.js'

@InputType({ description: 'Names one entity: give its slug, or its id, or a scheme and a value.' })
class EntityRef {
  @Field(() => String, { nullable: true, description: 'The slug, now or formerly.' })
  readonly slug?: string

  @Field(() => ID, { nullable: true, description: 'The id.' })
  readonly id?: string

  @Field(() => IdentifierScheme, { nullable: true, description: 'The register that knows the value.' })
  readonly scheme?: string

  @Field(() => String, { nullable: true, description: 'The number or word in the register.' })
  readonly value?: string
}

const QUERY =
  'What can be asked: every field reads the graph as it is now, or as it was known at the moment that `asOf` names; all fields of an operation see one state of it.'

let made: { readonly schema: GraphQLSchema; readonly catalog: Catalog } | null = null

/** The executable schema and the catalog it was made of; made once a process, for TypeGraphQL keeps its types globally. */
export function createSchema(): { readonly schema: GraphQLSchema; readonly catalog: Catalog } {
  made ??= buildFrom(createCatalog())
  return made
}

function buildFrom(catalog: Catalog): { readonly schema: GraphQLSchema; readonly catalog: Catalog } {
  const inputs = new Inputs(catalog)
  const facts = new Facts(catalog)
  const figures = new FigureTypes(catalog, inputs)
  const orders = new OrderInputs(catalog, inputs, figures)
  const connections = new Connections(catalog, inputs, { facts, figures, orders })
  const histories = new Histories(catalog)
  histories.putHistory()
  const searches = new SearchFields(catalog, connections)
  for (const kind of catalog.kinds.values()) {
    connections.putEdges(kind)
    facts.putFacts(kind)
  }
  connections.putTotals()
  const query = class {}
  Resolver()(query)
  const makers = { connections, searches, histories }
  for (const field of rootFields(catalog).values()) putRoot(query, field, makers)
  new PathTypes(catalog, connections, inputs).putFields(query, EntityRef, answerRoot)
  // The check would run an introspection at every start; a test validates the schema instead.
  const schema = buildSchemaSync({ resolvers: [query], validate: false, skipCheck: true })
  for (const type of Object.values(schema.getTypeMap())) {
    if (type instanceof GraphQLInputObjectType && /(Order|GroupKey)$/.test(type.name)) type.isOneOf = true
  }
  const root = schema.getQueryType()
  if (root) root.description = QUERY
  return { schema, catalog }
}

interface Makers {
  readonly connections: Connections
  readonly searches: SearchFields
  readonly histories: Histories
}

/** What a form of field answers with: its type, whether it is a list, and where null may be. */
const ANSWERS: Readonly<
  Record<
    RootField['form'],
    {
      readonly type: (field: RootField, makers: Makers) => Constructor
      readonly list: boolean
      readonly nullable: boolean | 'items'
    }
  >
> = {
  one: { type: ({ target }, { connections }) => connections.target(target), list: false, nullable: true },
  many: { type: ({ target }, { connections }) => connections.target(target), list: true, nullable: 'items' },
  connection: {
    type: ({ target }, { connections }) => connections.connection({ target, fields: null }),
    list: false,
    nullable: false,
  },
  diff: { type: (_, { histories }) => histories.diff, list: false, nullable: true },
  search: { type: (_, { searches }) => searches.hits(), list: false, nullable: false },
  resolve: { type: (_, { searches }) => searches.candidate(), list: true, nullable: false },
  suggest: { type: (_, { searches }) => searches.suggestion(), list: true, nullable: false },
}

function putRoot(query: Constructor, field: RootField, makers: Makers): void {
  const { name, description } = field
  const prototype = query.prototype as Record<string, unknown>
  const { type: typeOf, list, nullable } = ANSWERS[field.form]
  const target = typeOf(field, makers)
  prototype[name] = answerRoot
  const type = list ? () => [target] : () => target
  Query(type as () => StringConstructor, { nullable, description })(prototype, name, { value: answerRoot })
  const own = putRootArguments(prototype, field, makers)
  const next = field.form === 'diff' ? putMoments(prototype, name, own) : putMoment(prototype, name, own)
  Ctx()(prototype, name, next)
  Info()(prototype, name, next + 1)
}

function putRootArguments(prototype: object, field: RootField, { connections, searches }: Makers): number {
  if (isSearch(field.form)) return searches.putArguments(prototype, field.form)
  if (field.form === 'connection') {
    connections.putArguments(prototype, field.name, { target: field.target, fields: null })
    return field.by === 'reference' ? putTimelineArguments(prototype, field.name, EntityRef) : CONNECTION_ARGUMENTS
  }
  if (field.form === 'diff') {
    Arg('of', () => EntityRef, { description: 'What names the entity.' })(prototype, field.name, 0)
    return 1
  }
  const one = field.form === 'one'
  const [argument, token, description] =
    field.by === 'id'
      ? [one ? 'id' : 'ids', ID, one ? 'The id.' : 'The ids.']
      : field.by === 'slug'
        ? ['slug', String, 'The slug, now or formerly.']
        : [one ? 'ref' : 'refs', EntityRef, one ? 'What names the entity.' : 'What names the entities.']
  const type = one ? () => token : () => [token]
  Arg(argument, type as () => StringConstructor, { description })(prototype, field.name, 0)
  return 1
}

/** Every root field has its answer from the one reading of its whole operation. */
async function answerRoot(...given: readonly unknown[]): Promise<unknown> {
  const [context, info] = given.slice(-2) as [RequestContext, GraphQLResolveInfo]
  const tree = await context.answer?.(info)
  return tree?.[String(info.path.key)]
}
