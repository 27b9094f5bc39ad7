import type { Catalog } from '../model/catalog.js'
import { checkIdentifier } from '../model/identifier-schemes.js'
import { Verdict } from '../model/judgement.js'
import type { Part } from './file-reader.js'
import type { Names } from './names.js'
import { readKey } from './parse-claims.js'
import { readSpeaker } from './parse-speakers.js'
import { slugKey } from './records.js'
import type { JudgementRecord, RetractionRecord } from './records.js'

/** Reads which claims are taken back, why, and where that stands; they may be of another file, loaded before or after. */
export function readRetractions(part: Part | undefined): readonly (RetractionRecord & { readonly part: Part })[] {
  const retractions = new Map<string, RetractionRecord & { readonly part: Part }>()
  for (const each of part?.items() ?? []) {
    const fields = each.map(['claim', 'reason'])
    const [given, why] = [fields?.get('claim'), fields?.get('reason')]
    const claim = given ? readKey(given) : fields && each.problem('The retraction names no claim; give its key.')
    const reason = why ? why.text() : fields && each.problem('The retraction has no reason.')
    if (!claim || !reason) continue
    if (retractions.has(claim)) given?.problem(`The claim "${claim}" is taken back twice.`)
    retractions.set(claim, { claim, reason, part: each })
  }
  return [...retractions.values()]
}

/** Reads what was judged of two entities. */
export function readJudgements(part: Part | undefined, names: Names, catalog: Catalog): readonly JudgementRecord[] {
  return (part?.items() ?? []).flatMap((each) => readJudgement(each, names, catalog) ?? [])
}

const NEEDED = ['a', 'b', 'verdict', 'by', 'at', 'reason'] as const

function readJudgement(part: Part, names: Names, catalog: Catalog): JudgementRecord | null {
  const fields = part.map([...NEEDED, 'revokedAt'])
  if (!fields) return null
  for (const key of NEEDED) if (!fields.has(key)) part.problem(`The judgement has no "${key}".`)
  const side = (key: string): string | null => {
    const given = fields.get(key)
    return given ? readSide(given, names) : null
  }
  const [a, b] = [side('a'), side('b')]
  const verdict = fields.get('verdict')?.oneOf(Object.keys(Verdict)) ?? null
  const given = fields.get('by')
  const by = given ? readSpeaker(given, names, catalog) : null
  const [at, reason] = [fields.get('at')?.moment() ?? null, fields.get('reason')?.text() ?? null]
  const revokedAt = fields.get('revokedAt')?.moment() ?? null
  if (a !== null && a === b) part.problem('A judgement is of two, and both sides are the same.')
  if (at !== null && revokedAt !== null && revokedAt < at)
    fields.get('revokedAt')?.problem('The judgement is taken back before it is made.')
  if (verdict === 'SAME') checkKinds(part, names, [fields.get('a'), fields.get('b')])
  if (a === null || b === null || verdict === null || by === null || at === null || reason === null) return null
  return { sides: [a, b], verdict, by, at, reason, revokedAt }
}

/** The key by which an entity is found: a slug of this file, or what a register calls it. */
function readSide(part: Part, { entities }: Names): string | null {
  const text = part.text()
  if (text === null) return null
  const colon = text.indexOf(':')
  if (colon >= 0) return readIdentifier(part, [text.slice(0, colon).toUpperCase(), text.slice(colon + 1)])
  return entities.has(text) ? slugKey(text) : part.problem(`"${text}" is not among the entities of this file.`)
}

function readIdentifier(part: Part, [scheme, value]: readonly [string, string]): string | null {
  const wrong = checkIdentifier(scheme, value)
  return wrong === null
    ? `${scheme.toLowerCase()}:${value}`
    : part.problem(`"${value}" cannot be an identifier of ${scheme}: ${wrong}.`)
}

function checkKinds(part: Part, { entities }: Names, sides: readonly (Part | undefined)[]): void {
  const found = sides.flatMap((side) => entities.get(String(side?.isScalar() ? side.scalar() : '')) ?? [])
  const [a, b] = found
  if (a && b && a.kind !== b.kind)
    part.problem(`"${a.slug}" is of kind ${a.kind} and "${b.slug}" of kind ${b.kind}; they cannot be the same.`)
}
