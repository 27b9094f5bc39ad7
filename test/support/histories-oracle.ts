import { behind, firstDay, lastDay } from './histories-world.js'
import type { Version, World } from './histories-world.js'

/** What a question brings: the arguments of its root field. */
export interface Question {
  readonly asOf: { readonly known?: string; readonly valid?: string; readonly clock?: string } | null
  readonly trust: { readonly minModality?: string; readonly minConfidence?: string; readonly review?: string } | null
}

const STRENGTH = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']
const CERTAINTY = ['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']
const REASONS = ['PREFERRED_RANK', 'STRONGER_MODALITY', 'MORE_ORIGINS', 'HIGHER_CONFIDENCE', 'LATER_PUBLICATION']

/**
 * The rules R1 to R6 and K1 to K6 of docs/provenance.md, evaluated one claim after another, as somebody would who has
 * the page and a pencil. It shares nothing with the code that it judges but the reading of fuzzy dates.
 */
export class Naive {
  readonly #isPinned: boolean
  readonly #clock: string
  readonly #known: string

  constructor(
    readonly world: World,
    readonly question: Question,
  ) {
    const { asOf, trust } = question
    this.#isPinned = asOf?.known !== undefined || asOf?.valid !== undefined || trust?.review === 'PROPOSED'
    this.#clock = asOf?.clock ?? 'PUBLICATION'
    this.#known = asOf?.known ?? `${world.now}T23:59:59.999Z`
  }

  /** K3: without a day that is named, that of what was known; without pins, today. */
  get day(): string {
    return this.question.asOf?.valid ?? (this.#isPinned ? this.#known.slice(0, 10) : this.world.now)
  }

  /** What is left of the claims on one thing after R1 to R4, the deciding one first (R5). */
  holding(subject: string, predicate: string): Version[] {
    return this.#sorted(this.#left(subject, predicate).filter((each) => holds(each, this.day)))
  }

  /** K3: edges of which there may be many show whatever period they are of unless a day is named. */
  lasting(subject: string, predicate: string): Version[] {
    if (this.question.asOf?.valid !== undefined) return this.holding(subject, predicate)
    return this.#sorted(this.#left(subject, predicate))
  }

  /** What may show of all that is said of an entity, whenever it holds. */
  shown(subject: string): Version[] {
    return this.#left(subject, null)
  }

  /** The rule of docs/timelines.md: origins of all that is on record and not deprecated, whatever it says. */
  importance(subject: string): number {
    const claims = this.world.bySubject.get(subject) ?? []
    const bearing = claims.filter((each) => this.#isOnRecord(each) && each.manner.rank !== 'DEPRECATED')
    return originsOf(bearing.map((each) => this.attested(each))).size
  }

  /** K6: the claim with the sources that counted for it by then. */
  attested(version: Version): Version {
    if (!this.#isPinned || this.#clock === 'SYSTEM') return version
    const standing = version.standing.filter(({ since }) => since <= this.#known.slice(0, 10))
    return { ...version, standing, origins: behind(version.speaker, standing) }
  }

  trusts({ manner: { modality, confidence } }: Version): boolean {
    const { minModality = 'INFERRED', minConfidence = 'UNKNOWN' } = this.question.trust ?? {}
    return (
      STRENGTH.indexOf(modality) <= STRENGTH.indexOf(minModality) &&
      CERTAINTY.indexOf(confidence) <= CERTAINTY.indexOf(minConfidence)
    )
  }

  /** Whether it holds on the day of the question. */
  isCurrent(version: Version): boolean {
    return holds(version, this.day)
  }

  /** Lists of claims show those on record at the moment. */
  isListed(version: Version): boolean {
    return this.#isOnRecord(version)
  }

  /** K5. */
  isThere(slug: string): boolean {
    const recorded = this.world.recordedAt.get(slug)
    if (recorded === undefined) return false
    if (!this.#isPinned) return true
    if (this.#clock === 'SYSTEM') return recorded <= this.#known
    const naming = (this.world.naming.get(slug) ?? []).filter(({ endsAt }) => endsAt === null)
    if (naming.length === 0) return recorded.slice(0, 10) <= this.#known.slice(0, 10)
    return naming.some((each) => this.#isPublished(each))
  }

  /** Why the first of the claims decides, against the first that says something else. */
  reasonOf([winner, ...others]: readonly Version[]): string {
    const rival = others.find(({ says }) => says !== winner?.says)
    if (!winner || !rival) return others.length === 0 ? 'ONLY_CLAIM' : 'ALL_AGREE'
    const all = [winner, ...others]
    const [own, theirs] = [placesOf(winner, all), placesOf(rival, all)]
    return REASONS[own.findIndex((place, i) => place !== theirs[i])] ?? 'ARBITRARY'
  }

  /** R1 to R3. */
  #left(subject: string, predicate: string | null): Version[] {
    const left = (this.world.bySubject.get(subject) ?? []).filter(
      (each) =>
        (predicate === null || each.told.predicate === predicate) &&
        this.#isOnRecord(each) &&
        each.told.polarity === 'AFFIRMS' &&
        each.manner.rank !== 'DEPRECATED' &&
        STRENGTH.includes(each.manner.modality) &&
        !(this.world.superseding.get(each.told.key) ?? []).some((other) => this.#isOnRecord(other)),
    )
    return left.map((each) => this.attested(each))
  }

  /** R1, K1, K2 and K4. */
  #isOnRecord(version: Version): boolean {
    const { review } = version.manner
    const isReviewed = review === 'ACCEPTED' || (review === 'PROPOSED' && this.question.trust?.review === 'PROPOSED')
    return isReviewed && this.#counts(version)
  }

  #counts(version: Version): boolean {
    const { recordedAt, endsAt } = version
    if (!this.#isPinned) return endsAt === null
    if (this.#clock === 'PUBLICATION') return endsAt === null && this.#isPublished(version)
    return recordedAt <= this.#known && (endsAt === null || endsAt > this.#known)
  }

  #isPublished({ published, recordedAt }: Version): boolean {
    const since = published === null ? recordedAt.slice(0, 10) : lastDay(published)
    return since <= this.#known.slice(0, 10)
  }

  /** R5. */
  #sorted(claims: readonly Version[]): Version[] {
    return claims.toSorted((a, b) => {
      const [left, right] = [placesOf(a, claims), placesOf(b, claims)]
      const at = left.findIndex((place, i) => place !== right[i])
      return at === -1 ? 0 : (left[at] ?? 0) < (right[at] ?? 0) ? -1 : 1
    })
  }
}

function placesOf({ manner, says, published, id }: Version, all: readonly Version[]): (number | string)[] {
  return [
    manner.rank === 'PREFERRED' ? 0 : 1,
    STRENGTH.indexOf(manner.modality),
    -originsOf(all.filter((each) => each.says === says)).size,
    CERTAINTY.indexOf(manner.confidence),
    -Date.parse(published === null ? '0001-01-01' : firstDay(published)),
    id,
  ]
}

/** To whom claims can be followed back, each origin once. */
export function originsOf(claims: readonly Version[]): ReadonlySet<string> {
  return new Set(claims.flatMap(({ origins }) => origins))
}

/** R4. */
function holds({ told: { from, to } }: Version, day: string): boolean {
  return (from === null || firstDay(from) <= day) && (to === null || lastDay(to) >= day)
}
