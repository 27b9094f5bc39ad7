import { createCatalog } from '../model/declare.js'
import '../model/kinds.js'
import { concreteKinds } from '../model/catalog.js'
import type { Catalog, Edge, Kind, Property } from '../model/catalog.js'
import { IDENTIFIER_FORMS } from '../model/identifier-schemes.js'

/** The reference of kinds and predicates for people who write files, as Markdown: `docs/reference.md` is printed from it. */
export function formatReference(catalog: Catalog = createCatalog()): string {
  const entities = concreteKinds(catalog).filter((kind) => kind.interfaces.includes('Entity'))
  const words = catalog.enumerations.map(
    ({ name, description, values }) =>
      `### ${name}\n\n${description}\n\n${table(['word', 'meaning'], Object.entries(values))}`,
  )
  return [
    '# Kinds, predicates and words',
    'Printed by `npm run schema` from the declarations in `src/model`; do not edit it here.',
    'A claim about an entity names a predicate. The predicates below become fields and edges of the kind; any other predicate may be claimed too and stays a claim.',
    '## Kinds',
    ...entities.map(formatKind),
    '## Words',
    ...words,
    '## Identifiers',
    'An identifier is a claim with the predicate `IDENTIFIER`, the value and the qualifier `scheme`. The loader refuses a value that is not of the form.',
    table(
      ['scheme', 'a value is', 'laid down at'],
      IDENTIFIER_FORMS.map(({ name, form, source }) => [code(name), form, `<${source}>`]),
    ),
    '',
  ].join('\n\n')
}

function formatKind(kind: Kind): string {
  const said = kind.properties.filter((property) => property.predicate !== null)
  const properties = said.map((property): [string, string, string, string] => [
    code(property.predicate ?? ''),
    code(property.name),
    typeName(property),
    property.description,
  ])
  const out = kind.edges.filter((edge) => edge.direction === 'out' && edge.fields?.claimed && edge.types.length === 1)
  const edges = out.map((edge): [string, string, string, string] => [
    code(edge.types[0] ?? ''),
    code(edge.name),
    `${edge.target}${ownFields(edge)}`,
    edge.description,
  ])
  return [
    `### ${kind.name}`,
    `${kind.description} Is a ${kind.interfaces.join(', ')}.`,
    table(['predicate', 'field', 'value', 'meaning'], properties),
    ...(edges.length === 0 ? [] : [table(['predicate', 'field', 'leads to (qualifiers)', 'meaning'], edges)]),
  ].join('\n\n')
}

function typeName({ type, list }: Property): string {
  const name = type.form === 'scalar' ? type.scalar : type.form === 'enum' ? type.enumeration.name : type.value.name
  return list ? `${name}, one claim each` : name
}

function ownFields(edge: Edge): string {
  const shared = ['modality', 'confidence', 'since', 'until', 'originCount']
  const own = (edge.fields?.properties ?? []).filter(
    ({ name, expression }) => !shared.includes(name) && expression === null,
  )
  return own.length === 0 ? '' : ` (${own.map(({ name }) => name).join(', ')})`
}

function code(text: string): string {
  return `\`${text}\``
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
