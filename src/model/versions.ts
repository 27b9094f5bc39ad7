import { attestedAt, holdsOn, mayShow } from './claim-rules.js'
import type { ClockName, Layer, Moment, Weighed } from './claim-rules.js'

/** Greater than any day or instant: what has not ended. */
export const OPEN_END = '9999'

/** The stretches of most versions: known to both layers and never otherwise since, on all days. They are not written down. */
export const USUAL_SPAN = {
  layer: 'BOTH',
  pub_to: OPEN_END,
  sys_to: OPEN_END,
  valid_from: '',
  valid_to: OPEN_END,
  whole: true,
} as const

/** A stretch of time from its first moment up to, not including, its last. */
interface Span {
  readonly from: string
  readonly to: string
}

const NEVER: Span = { from: '', to: '' }

/** What a line showed, with the stretches of each clock during which it did. */
export interface Version<Content> {
  readonly content: Content
  readonly layer: Layer | 'BOTH'
  /** When it was known by publication, and when by our own records; empty where it never was. */
  readonly published: Span
  readonly recorded: Span
  /** On which days of the world it is shown to a question that names a day; empty where to none. */
  readonly valid: Span
  /** Whether it is shown to a question that names no day. */
  readonly whole: boolean
}

/** What is shown of the claims that may show at one moment; null where nothing is. */
export type Evaluate<Claim, Content> = (shown: readonly Claim[]) => Content | null

/**
 * What a question that names no day is shown. State: nothing of its own, for it asks about some day anyway. One: what
 * held on the day up to which things were known. Many: all there ever was.
 */
type Undated = 'state' | 'one' | 'many'

interface VersionOptions<Claim> {
  readonly line: Undated
  /** Which claims count at a moment: those that may show, unless it is said. */
  readonly shows?: (claim: Claim, moment: Moment) => boolean
  /** From when on there is something even without claims. */
  readonly since?: Readonly<Record<ClockName, string>>
}

/**
 * All that was ever shown of a line, by both clocks and both layers: between two moments at which a claim becomes
 * known, is superseded or taken back nothing changes, so those moments cut the time. What is the same next to one
 * another is one version.
 */
export function versionsOf<Claim extends Weighed, Content>(
  claims: readonly Claim[],
  evaluate: Evaluate<Claim, Content>,
  options: VersionOptions<Claim>,
): readonly Version<Content>[] {
  const patches = new Map<string, Patch<Content>>()
  const lookUp = remembering(evaluate)
  const layers: readonly Layer[] = claims.some(isDisputed) ? ['ACCEPTED', 'PROPOSED'] : ['ACCEPTED']
  for (const layer of layers)
    for (const clock of ['PUBLICATION', 'SYSTEM'] as const) gather({ claims, lookUp, options, layer, clock }, patches)
  return [...patches.values()].flatMap((patch) => joined(patch, layers.length === 1))
}

/** Whether the two layers may see it, or what supersedes it, differently. */
function isDisputed({ review, successors }: Weighed): boolean {
  return review === 'PROPOSED' || successors.some((successor) => successor.review === 'PROPOSED')
}

/** The same content on the same days, with the spans of each clock and layer. */
interface Patch<Content> {
  readonly content: Content
  readonly valid: Span
  readonly whole: boolean
  readonly spans: Record<`${Layer} ${ClockName}`, { from: string; to: string }[]>
}

/** A claim that shows at a moment, and what tells it apart among all that the line ever showed: its place and how many attest it. */
interface Showing<Claim> {
  readonly claim: Claim
  readonly mark: string
}

/** What is shown, with its text; null where nothing is. */
interface Evaluated<Content> {
  readonly content: Content
  readonly print: string
}

type LookUp<Claim, Content> = (shown: readonly Showing<Claim>[]) => Evaluated<Content> | null

/** The same claims show at many moments of either clock and on many days, and are evaluated once. */
function remembering<Claim, Content>(evaluate: Evaluate<Claim, Content>): LookUp<Claim, Content> {
  const known = new Map<string, Evaluated<Content> | null>()
  return (shown) => {
    const key = shown.map(({ mark }) => mark).join(' ')
    const there = known.get(key)
    if (there !== undefined) return there
    const content = evaluate(shown.map(({ claim }) => claim))
    const evaluated = content === null ? null : { content, print: JSON.stringify(content) }
    known.set(key, evaluated)
    return evaluated
  }
}

interface Gathering<Claim, Content> {
  readonly claims: readonly Claim[]
  readonly lookUp: LookUp<Claim, Content>
  readonly options: VersionOptions<Claim>
  readonly layer: Layer
  readonly clock: ClockName
}

function gather<Claim extends Weighed, Content>(
  { claims, lookUp, options, layer, clock }: Gathering<Claim, Content>,
  patches: Map<string, Patch<Content>>,
): void {
  const { line, since, shows = mayShow } = options
  const turns = turningPoints(claims, { clock, line, since: since?.[clock] })
  for (const [i, from] of turns.entries()) {
    const moment: Moment = { clock, known: from, valid: null, layer }
    const shown = claims.flatMap((each, place): Showing<Claim>[] => {
      if (!shows(each, moment)) return []
      const claim = attestedAt(each, moment)
      return [{ claim, mark: `${place}:${claim.origins.length}` }]
    })
    const slices = slicesOf(shown, lookUp)
    const to = turns[i + 1] ?? OPEN_END
    const whole = line === 'one' ? shown.filter(({ claim }) => holdsOn(claim, from.slice(0, 10))) : shown
    for (const { content, print, valid, whole: isWhole } of line === 'state'
      ? slices
      : withWhole(slices, lookUp(whole))) {
      const key = `${valid.from} ${valid.to} ${isWhole} ${print}`
      const patch = patches.get(key) ?? { content, valid, whole: isWhole, spans: emptySpans() }
      patches.set(key, patch)
      const spans = patch.spans[`${layer} ${clock}`]
      const last = spans.at(-1)
      if (last?.to === from) last.to = to
      else spans.push({ from, to })
    }
  }
}

interface Slice<Content> extends Evaluated<Content> {
  readonly valid: Span
  readonly whole: boolean
}

/** What is shown on which days; days next to one another with the same content are one slice. */
function slicesOf<Claim extends Weighed, Content>(
  shown: readonly Showing<Claim>[],
  lookUp: LookUp<Claim, Content>,
): Slice<Content>[] {
  const days = ['', ...new Set(boundsOf(shown.map(({ claim }) => claim)))].toSorted()
  const slices: Slice<Content>[] = []
  for (const [i, from] of days.entries()) {
    const evaluated = lookUp(shown.filter(({ claim }) => isDuring(claim, from)))
    const to = days[i + 1] ?? OPEN_END
    const last = slices.at(-1)
    if (last && last.print === evaluated?.print && last.valid.to === from)
      slices[slices.length - 1] = { ...last, valid: { from: last.valid.from, to } }
    else if (evaluated !== null) slices.push({ ...evaluated, valid: { from, to }, whole: false })
  }
  return slices
}

/** The days on which something begins to hold or holds no more. */
function boundsOf(claims: readonly Weighed[]): string[] {
  return claims.flatMap(({ holdsFrom, holdsTo }) => [
    ...(holdsFrom === null ? [] : [holdsFrom]),
    ...(holdsTo === null ? [] : [dayAfter(holdsTo)]),
  ])
}

/** Before the first bound only what has no beginning holds. */
function isDuring({ holdsFrom, holdsTo }: Weighed, from: string): boolean {
  return from === ''
    ? holdsFrom === null
    : (holdsFrom === null || holdsFrom <= from) && (holdsTo === null || holdsTo >= from)
}

/** Adds what a question without a day is shown; where that is the only slice too, it is one. */
function withWhole<Content>(
  slices: readonly Slice<Content>[],
  whole: Evaluated<Content> | null,
): readonly Slice<Content>[] {
  if (whole === null) return slices
  const [only, ...more] = slices
  if (only && more.length === 0 && only.print === whole.print) return [{ ...only, whole: true }]
  return [...slices, { ...whole, valid: NEVER, whole: true }]
}

interface Turning {
  readonly clock: ClockName
  readonly line: Undated
  readonly since: string | undefined
}

function turningPoints(claims: readonly Weighed[], { clock, line, since }: Turning): readonly string[] {
  const known = claims.flatMap((claim) => [claim, ...claim.successors])
  const points = known.flatMap(({ publishedOn, recordedAt, retractedAt }) => {
    if (clock === 'PUBLICATION') return [publishedOn]
    return retractedAt === null ? [recordedAt] : [recordedAt, retractedAt]
  })
  const attested = clock === 'PUBLICATION' ? claims.flatMap(({ originsSince }) => originsSince ?? []) : []
  const first = since ?? points.toSorted()[0] ?? ''
  const all = [first, ...points, ...attested, ...(line === 'one' ? boundsOf(claims) : [])]
  return [...new Set(all)].filter((point) => point >= first && point < OPEN_END).toSorted()
}

function joined<Content>({ content, valid, whole, spans }: Patch<Content>, isOneLayer: boolean): Version<Content>[] {
  const of = (layer: Layer | 'BOTH'): Version<Content>[] => {
    const own = layer === 'BOTH' ? 'ACCEPTED' : layer
    const [published, recorded] = [spans[`${own} PUBLICATION`], spans[`${own} SYSTEM`]]
    return Array.from({ length: Math.max(published.length, recorded.length) }, (_, i) => ({
      content,
      layer,
      published: published[i] ?? NEVER,
      recorded: recorded[i] ?? NEVER,
      valid,
      whole,
    }))
  }
  const print = (layer: Layer): string => JSON.stringify([spans[`${layer} PUBLICATION`], spans[`${layer} SYSTEM`]])
  if (isOneLayer || print('ACCEPTED') === print('PROPOSED')) return of('BOTH')
  return [...of('ACCEPTED'), ...of('PROPOSED')]
}

function emptySpans(): Record<`${Layer} ${ClockName}`, { from: string; to: string }[]> {
  return { 'ACCEPTED PUBLICATION': [], 'ACCEPTED SYSTEM': [], 'PROPOSED PUBLICATION': [], 'PROPOSED SYSTEM': [] }
}

/** Whether a version is what an operation without pins shows on that day. */
export function isCurrent({ published, layer, valid, whole }: Version<unknown>, day: string | null): boolean {
  if (published.to !== OPEN_END || layer === 'PROPOSED') return false
  return day === null ? whole : valid.from <= day && day < valid.to
}

/** The day after a day. */
export function dayAfter(day: string): string {
  if (day >= OPEN_END) return OPEN_END
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}
