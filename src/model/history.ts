import { attestedAt, decide, holdsOn, mayShow } from './claim-rules.js'
import type { Moment, Weighed } from './claim-rules.js'
import { OPEN_END, versionsOf } from './versions.js'

/** A claim with what tells on which line of its subject it stands. */
export interface LinedClaim extends Weighed {
  readonly predicate: string
  readonly object: string | null
  /** The qualifiers as they are stored. */
  readonly qualified: string
  readonly validFrom: string | null
}

/** What a predicate is for a kind: the field of the API, and how many values there may be at a time. */
export interface LineForm {
  readonly field: string
  readonly form: 'value' | 'list' | 'one' | 'many' | 'holdings'
  /** Whether it shows however little its claims are trusted, as a name does. */
  readonly isAlways: boolean
}

export type LineForms = Readonly<Record<string, LineForm>>

/** The claims that contend for one place in an answer: the value of a field, one element of a list, one edge. */
interface Line<Claim> {
  readonly field: string
  readonly predicate: string
  readonly form: LineForm['form']
  readonly claims: Claim[]
}

/** What one place showed from a moment to another. */
export interface Shown<Claim> {
  readonly field: string
  readonly predicate: string
  /** Moments of the clock: days or instants. */
  readonly from: string
  readonly to: string | null
  readonly claim: Claim
}

/** What one place shows at two moments. */
export interface Difference<Claim> {
  readonly field: string
  readonly predicate: string
  readonly before: Claim | null
  readonly after: Claim | null
}

/** What was shown of one subject to those who look at a layer, from when to when on a clock, and by which claim. */
export function historyOf<Claim extends LinedClaim>(
  claims: readonly Claim[],
  forms: LineForms,
  { clock, layer }: Pick<Moment, 'clock' | 'layer'>,
): readonly Shown<Claim>[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  const entries = linesOf(claims, forms).flatMap(({ field, predicate, form, claims: own }) => {
    const decider = (shown: readonly Claim[]): string | null => decide(shown)?.order[0]?.id ?? null
    return versionsOf(own, decider, { line: isOfEveryDay(form) ? 'many' : 'one' }).flatMap((version) => {
      const span = clock === 'SYSTEM' ? version.recorded : version.published
      const claim = byId.get(version.content)
      const isOfLayer = version.layer === 'BOTH' || version.layer === layer
      if (!claim || !version.whole || !isOfLayer || span.from === span.to) return []
      return [{ field, predicate, from: span.from, to: span.to === OPEN_END ? null : span.to, claim }]
    })
  })
  return entries.toSorted((a, b) => compare([a.from, a.field, a.claim.id], [b.from, b.field, b.claim.id]))
}

/** What differs between two moments: a place that shows nothing at one of them was added or withdrawn. */
export function differencesOf<Claim extends LinedClaim>(
  claims: readonly Claim[],
  forms: LineForms,
  [from, to]: readonly [Moment, Moment],
): readonly Difference<Claim>[] {
  const differences = linesOf(claims, forms).flatMap(({ field, predicate, form, claims: own }) => {
    const [before, after] = [from, to].map((moment) => deciderAt(own, form, moment))
    const isSame = before?.says === after?.says && before?.qualified === after?.qualified
    return isSame ? [] : [{ field, predicate, before: before ?? null, after: after ?? null }]
  })
  return differences.toSorted((a, b) => compare(keyOf(a), keyOf(b)))
}

function deciderAt<Claim extends LinedClaim>(
  claims: readonly Claim[],
  form: LineForm['form'],
  moment: Moment,
): Claim | null {
  const day = moment.valid ?? (isOfEveryDay(form) ? null : (moment.known?.slice(0, 10) ?? null))
  const shown = claims.filter(
    (claim) => mayShow(claim, { ...moment, valid: null }) && (day === null || holdsOn(claim, day)),
  )
  const [decider] = decide(shown.map((claim) => attestedAt(claim, moment)))?.order ?? []
  return claims.find(({ id }) => id === decider?.id) ?? null
}

/** Edges of which there may be many show whatever period they are of, unless a day is named. */
function isOfEveryDay(form: LineForm['form']): boolean {
  return form === 'many' || form === 'holdings'
}

function linesOf<Claim extends LinedClaim>(claims: readonly Claim[], forms: LineForms): readonly Line<Claim>[] {
  const lines = new Map<string, Line<Claim>>()
  for (const claim of claims) {
    const known = forms[claim.predicate]
    if (!known || !isOfForm(claim, known.form)) continue
    const key = `${claim.predicate} ${placeOf(claim, known.form)}`
    const line = lines.get(key) ?? { ...known, predicate: claim.predicate, claims: [] }
    line.claims.push(claim)
    lines.set(key, line)
  }
  return [...lines.values()]
}

/** Of an edge of which there is one, that there is none or that it is not known may decide too. */
function isOfForm({ object }: LinedClaim, form: LineForm['form']): boolean {
  return form === 'one' || (object === null) === (form === 'value' || form === 'list')
}

/** What tells the places of one predicate apart. */
function placeOf({ says, qualified, object, validFrom }: LinedClaim, form: LineForm['form']): string {
  if (form === 'list') return `${says} ${qualified}`
  if (form === 'many') return String(object)
  if (form !== 'holdings') return ''
  const { role = null } = JSON.parse(qualified) as { readonly role?: unknown }
  return JSON.stringify([object, role, validFrom])
}

function keyOf({ field, before, after }: Difference<LinedClaim>): readonly string[] {
  return [field, before?.id ?? '', after?.id ?? '']
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, i) => part !== b[i])
  if (at === -1) return 0
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1
}
