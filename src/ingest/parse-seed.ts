import { LineCounter, parseDocument } from 'yaml'

import type { Failure } from '../errors.js'
import { kindOf } from '../model/catalog.js'
import type { Catalog } from '../model/catalog.js'
import { isSlug } from '../model/identifier-schemes.js'
import { COUNTRY_REGISTER, countryClaims, isCountryCode } from './countries.js'
import { Claims } from './parse-claims.js'
import { FileReader, nothingLoaded } from './file-reader.js'
import type { Part } from './file-reader.js'
import type { Names } from './names.js'
import { readJudgements, readRetractions } from './parse-judgements.js'
import { anonymousId, claimKey, entityId } from './records.js'
import type { AnonymousRecord, Batch, EntityRecord, SourceRecord } from './records.js'
import { Vocabulary } from '../model/vocabulary.js'

const SECOND_DOCUMENT = 'Another document begins here; a file is one, so take out the ---.'

/** The form of the files that this version reads. */
const FORMAT = 'dossier/1'

/**
 * Reads a file of claims. A file with problems is refused whole: the failure lists every one of them with line
 * and column, so that nothing is half loaded.
 */
export function parseSeed(text: string, file: string, catalog: Catalog): Batch {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const reader = new FileReader(file, lines)
  for (const { code, pos, message } of document.errors)
    reader.problemAt(pos[0], code === 'MULTIPLE_DOCS' ? SECOND_DOCUMENT : `${message}.`)
  if (document.contents === null) reader.problemAt(0, `The file is empty; it begins with "format: ${FORMAT}".`)
  const batch = reader.problems.length === 0 ? readBatch(reader.part(document.contents), catalog) : null
  if (batch === null || reader.problems.length > 0) throw refusal(reader)
  return batch
}

function refusal({ problems }: FileReader): Failure {
  const listed = problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  return nothingLoaded(listed.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`))
}

function readBatch(root: Part, catalog: Catalog): Batch | null {
  const top = root.map(['format', 'sources', 'speakers', 'entities', 'claims', 'retract', 'judgements'])
  if (!top) return null
  const format = top.get('format')?.text() ?? null
  if (format !== FORMAT)
    (top.get('format') ?? root).problem(`The format is "${format ?? ''}"; this version reads "${FORMAT}".`)
  const vocabulary = new Vocabulary(catalog)
  const kinds = [...catalog.kinds.values()]
    .filter((kind) => kind.form === 'kind' && kind.interfaces.includes('Entity'))
    .map(({ name }) => name)
  const entities = readEntities(top.get('entities'), kinds)
  const sources = readSources(top.get('sources'))
  const speakers = readSpeakers(top.get('speakers'))
  const names = { entities, sources, speakers }
  const reader = new Claims(vocabulary, catalog, names)
  const claims = reader.read(top.get('claims'))
  const retractions = readRetractions(top.get('retract'))
  const judgements = readJudgements(top.get('judgements'), names, catalog)
  checkReferences(names, kindOf(catalog, 'Organization').members)
  const coded = [...entities.values()].flatMap(({ slug, iso2 }) => (iso2 ? countryClaims(slug, iso2) : []))
  return {
    entities: [...entities.values()].map(({ slug, kind }) => ({ slug, kind })),
    sources: [...[...sources.values()].map(({ record }) => record), ...(coded.length > 0 ? [COUNTRY_REGISTER] : [])],
    speakers: [...speakers.values()].map(({ record }) => record),
    claims: [...coded, ...claims],
    retractions: retractions.map(({ claim, reason }) => ({ claim, reason })),
    judgements,
    lines: new Map([
      ...reader.lines,
      ...[...entities.values()].map(({ slug, part }) => [entityId(slug), part.line] as const),
      ...[...speakers.values()].map(({ record, part }) => [anonymousId(record), part.line] as const),
      ...retractions.map(({ claim, part }) => [claimKey(claim), part.line] as const),
    ]),
  }
}

function readEntities(part: Part | undefined, kinds: readonly string[]): Names['entities'] {
  const entities = new Map<string, EntityRecord & { iso2: string | null; part: Part }>()
  for (const [slug, each] of part?.entries() ?? []) {
    checkSlug(slug, each)
    const fields = each.map(['kind', 'iso2'])
    const kind = fields?.get('kind')?.oneOf(kinds) ?? null
    if (fields && !fields.has('kind')) each.problem(`"${slug}" has no kind; give one of ${kinds.join(', ')}.`)
    if (kind) entities.set(slug, { slug, kind, iso2: readCode(fields?.get('iso2'), kind), part: each })
  }
  return entities
}

/** The code by which the register of countries is asked for names and numbers. */
function readCode(part: Part | undefined, kind: string): string | null {
  const code = part?.text() ?? null
  if (code === null || !part) return null
  if (kind !== 'Country') return part.problem(`Only a Country has a code; this is of kind ${kind}.`)
  return isCountryCode(code)
    ? code
    : part.problem(`"${code}" is no country's code in ISO 3166-1; write two capitals, for example IT.`)
}

const SOURCE_KINDS = ['ARTICLE', 'OFFICIAL', 'PAPER', 'DATASET', 'REGISTER']

function readSources(part: Part | undefined): Map<string, { record: SourceRecord; part: Part }> {
  const sources = new Map<string, { record: SourceRecord; part: Part }>()
  for (const [slug, each] of part?.entries() ?? []) {
    checkSlug(slug, each)
    const fields = each.map([
      'title',
      'kind',
      'url',
      'lang',
      'licence',
      'publishedAt',
      'retrievedOn',
      'publisher',
      'author',
      'reprintOf',
    ])
    if (!fields) continue
    const record: SourceRecord = {
      slug,
      title:
        (fields.has('title') ? fields.get('title')?.text() : each.problem(`The source "${slug}" has no title.`)) ?? '',
      kind:
        (fields.has('kind')
          ? fields.get('kind')?.oneOf(SOURCE_KINDS)
          : each.problem(`The source "${slug}" has no kind; give one of ${SOURCE_KINDS.join(', ')}.`)) ?? '',
      url: fields.get('url')?.url() ?? null,
      lang: fields.get('lang')?.text() ?? null,
      licence: fields.get('licence')?.text() ?? null,
      publishedAt: fields.get('publishedAt')?.fuzzyDate() ?? null,
      retrievedOn: fields.get('retrievedOn')?.day() ?? null,
      publisher: fields.get('publisher')?.text() ?? null,
      author: fields.get('author')?.text() ?? null,
      reprintOf: fields.get('reprintOf')?.text() ?? null,
    }
    sources.set(slug, { record, part: each })
  }
  return sources
}

function readSpeakers(part: Part | undefined): Map<string, { record: AnonymousRecord; part: Part }> {
  const speakers = new Map<string, { record: AnonymousRecord; part: Part }>()
  for (const [key, each] of part?.entries() ?? []) {
    const fields = each.map(['description', 'affiliation', 'count'])
    if (!fields) continue
    const record = {
      description:
        (fields.has('description')
          ? fields.get('description')?.text()
          : each.problem(`The speaker "${key}" has no description.`)) ?? '',
      affiliation: fields.get('affiliation')?.text() ?? null,
      count: fields.get('count')?.whole() ?? null,
    }
    speakers.set(key, { record, part: each })
  }
  return speakers
}

function checkSlug(slug: string, part: Part): void {
  if (!isSlug(slug)) part.problem(`"${slug}" cannot be a slug; use small letters, digits and single hyphens.`)
}

/** What sources and speakers name must be there, and be of a kind that can publish or be belonged to. */
function checkReferences({ entities, sources, speakers }: Names, organizations: readonly string[]): void {
  for (const { record, part } of sources.values()) {
    const publisher = entities.get(record.publisher ?? '')
    if (record.publisher !== null && !publisher)
      part.problem(`The publisher "${record.publisher}" is not among the entities.`)
    if (publisher && !organizations.includes(publisher.kind))
      part.problem(
        `The publisher "${publisher.slug}" is of kind ${publisher.kind}; a source is published by one of ${organizations.join(', ')}.`,
      )
    if (record.reprintOf !== null && !sources.has(record.reprintOf))
      part.problem(`"${record.reprintOf}" is not among the sources.`)
    if (record.reprintOf === record.slug) part.problem(`"${record.slug}" cannot be a reprint of itself.`)
  }
  for (const { record, part } of speakers.values()) {
    const affiliation = entities.get(record.affiliation ?? '')
    if (record.affiliation !== null && !affiliation)
      part.problem(`The affiliation "${record.affiliation}" is not among the entities.`)
    if (affiliation && !organizations.includes(affiliation.kind))
      part.problem(
        `The affiliation "${affiliation.slug}" is of kind ${affiliation.kind}; it is to one of ${organizations.join(', ')}.`,
      )
  }
}
