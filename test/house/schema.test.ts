import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, validateSchema } from 'graphql'
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

  test('describes every type, field, argument and value', () => {
    const bare = types.flatMap((type) => {
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
      return own.filter(([, text]) => !text).map(([place]) => place)
    })
    expect(bare.filter((place) => !/^(String|Int|Float|Boolean|ID)$/.test(place))).toEqual([])
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
