import { PARTS, SHARED, SOURCES } from './histories-sayings.js'
import type { Part } from './histories-sayings.js'
import { FILES, listedIn } from './histories.js'
import type { History, Judged, Manner, Told } from './histories.js'

/** The file of one load, with what it takes back and what it judges. */
export function fileOfLoad(histories: readonly History[], load: number): string {
  const file = FILES[load] ?? 0
  const told = histories.flatMap((history) => history.told)
  const claims = told.flatMap((each) =>
    each.tellings.filter((telling) => telling.file === file).map(({ manner }) => lineOf(each, manner)),
  )
  const taken = told.filter(({ retracted }) => retracted === file)
  const judgements = histories.flatMap((history) =>
    history.judged.flatMap((each, i) => judgement(history, each, i, file)),
  )
  return [
    'format: dossier/1',
    'sources:',
    ...Object.entries(SOURCES).map(([slug, own]) => `  ${slug}: ${flow({ title: slug, kind: 'ARTICLE', ...own })}`),
    'speakers: { clerk: { description: a clerk } }',
    'entities:',
    ...Object.entries(SHARED).map(([slug, kind]) => `  ${slug}: { kind: ${kind} }`),
    ...histories.flatMap((history) => listedIn(history, file).map((slug) => `  ${slug}: { kind: ${kindOf(slug)} }`)),
    ...section('claims', claims.length > 0 ? ['  - claims:', ...claims] : []),
    ...section(
      'retract',
      taken.map(({ key }) => `  - { claim: ${key}, reason: a mistake }`),
    ),
    ...section('judgements', judgements),
    '',
  ].join('\n')
}

function section(name: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${name}:`, ...lines]
}

const kindOf = (slug: string): string => PARTS[slug.slice(0, slug.indexOf('-')) as Part]

/** A map of YAML on one line; everything in quotes but true, false and null. */
function flow(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(fields)
}

function judgement({ slugs }: History, { verdict, file, revoked }: Judged, i: number, now: number): readonly string[] {
  if (now !== file && now !== revoked) return []
  return [
    `  - ${flow({
      a: slugs.firm,
      b: slugs.twin,
      verdict,
      by: { entity: 'anna' },
      at: `2025-01-1${i}`,
      reason: 'so it seems',
      ...(now === revoked ? { revokedAt: '2025-02-01' } : {}),
    })}`,
  ]
}

function lineOf(told: Told, manner: Manner): string {
  const { key, subject, predicate, object, qualifiers, polarity, evidence } = told
  return `      - ${flow({
    key,
    subject,
    predicate,
    ...(object === null ? valueOf(told) : { object }),
    ...(qualifiers ? { qualifiers } : {}),
    text: key,
    polarity,
    sources: evidence,
    modality: manner.modality,
    confidence: manner.confidence,
    rank: manner.rank,
    review: manner.review,
    ...(told.from === null ? {} : { validFrom: told.from }),
    ...(told.to === null ? {} : { validTo: told.to }),
    ...(manner.published === null ? {} : { publishedAt: manner.published }),
    speakers: manner.speakers.map(speakerOf),
    links: manner.links.map((link) => ({ type: link.type, claim: link.key })),
  })}`
}

function valueOf({ kind, said = '' }: Told): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'SOME_VALUE':
      return { unknown: true }
    case 'NO_VALUE':
      return { none: true }
    case 'MONEY':
      return { value: { amount: said.split(' ')[0], currency: said.split(' ')[1] } }
    default:
      return { value: said }
  }
}

function speakerOf(who: string): Readonly<Record<string, string>> {
  if (who === 'clerk') return { anonymous: who }
  return who.startsWith('author:') ? { author: who.slice(7) } : { entity: who }
}
