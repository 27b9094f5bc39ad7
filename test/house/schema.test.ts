import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  validateSchema,
} from 'graphql'
import type { GraphQLArgument } from 'graphql'

import { schemaFiles } from '../../src/cli/write-schema.js'
import { createSchema } from '../../src/graphql/schema.js'

const root = resolve(__dirname, '../..')
const { schema } = createSchema()
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))

describe('what is printed from the kinds', () => {
  test.each(Object.entries(schemaFiles()))('%s is as the code says; npm run schema prints it', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text)
  })
})

describe('the schema', () => {
  test('is valid', () => {
    expect(validateSchema(schema)).toEqual([])
  })

  test('describes every type, field, argument and value in a sentence', () => {
    const told = types.flatMap((type) => {
      const own: (readonly [string, string | null | undefined])[] = [[type.name, type.description]]
      if (isEnumType(type))
        own.push(...type.getValues().map((value) => [`${type.name}.${value.name}`, value.description] as const))
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          own.push([`${type.name}.${field.name}`, field.description])
          if ('args' in field)
            own.push(
              ...field.args.map(
                (each: GraphQLArgument) => [`${type.name}.${field.name}.${each.name}`, each.description] as const,
              ),
            )
        }
      }
      return own
    })
    const ours = told.filter(([place]) => !/^(String|Int|Float|Boolean|ID)$/.test(place))
    expect(ours.filter(([, text]) => !text)).toEqual([])
    expect(ours.filter(([, text]) => !/[.:]$/.test(text ?? '') || /[.?!] +[A-Z`]/.test(text ?? ''))).toEqual([])
  })

  test('gives a field one type wherever it may be asked of what may be several things', () => {
    const several = types.filter((type) => isUnionType(type) || isInterfaceType(type))
    const clashes = several.flatMap((type) => {
      const known = new Map<string, string>()
      return schema.getPossibleTypes(type).flatMap((member) =>
        Object.values(member.getFields()).flatMap((field) => {
          // Objects are merged field by field.
          const own = isLeafType(getNamedType(field.type))
            ? String(field.type)
            : String(field.type).replace(/\w+/, 'object')
          const before = known.get(field.name) ?? own
          known.set(field.name, before)
          return before === own ? [] : [field.name]
        }),
      )
    })
    // What domain.md calls by one word is of another enum in each kind: a client gives it an alias.
    expect([...new Set(clashes)].toSorted()).toEqual(['kind', 'speakers', 'status'])
  })

  test('promises lists without null, but for look-ups of several keys', () => {
    const loose = types
      .filter((type) => isObjectType(type))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => String(field.type).startsWith('[') && !/^\[.+!\]!$/.test(String(field.type)))
          .map((field) => `${type.name}.${field.name}`),
      )
    expect(loose).toEqual(['Query.nodes', 'Query.entities'])
  })
})
