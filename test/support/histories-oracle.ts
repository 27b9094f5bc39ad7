import { parseFuzzyDate } from '../../src/model/fuzzy-date.js'
import { LOADS, ORIGIN_OF } from './histories.js'
import type { History, Told } from './histories.js'

/** What a question brings: the arguments of its root field. */
export interface Question {
  readonly asOf: { readonly known?: string; readonly valid?: string; readonly clock?: string } | null
  readonly trust: { readonly minModality?: string; readonly minConfidence?: string; readonly review?: string } | null
}

/** What all histories of one graph share: the rules compare ids last, and a country is there once anybody names it. */
export interface World {
  readonly histories: readonly History[]
  readonly ids: ReadonlyMap<string, string>
  readonly now: string
}

const STRENGTH = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'INFERRED']
const CERTAINTY = ['CONFIDENT', 'LIKELY', 'SPECULATIVE', 'UNKNOWN']

/**
 * The rules R1 to R6 and K1 to K5 of docs/provenance.md, evaluated one claim after another, as somebody would who has
 * the page and a pencil. It shares nothing with the code that it judges but the reading of fuzzy dates.
 */
export class Naive {
  readonly #byKey: ReadonlyMap<string, Told>
  readonly #pinned: boolean
  readonly #clock: string
  readonly #known: string

  constructor(
    readonly world: World,
    readonly question: Question,
  ) {
    this.#byKey = new Map(world.histories.flatMap(({ told }) => told.map((each) => [each.key, each] as const)))
    const { asOf, trust } = question
    this.#pinned = asOf?.known !== undefined || asOf?.valid !== undefined || trust?.review === 'PROPOSED'
    this.#clock = asOf?.clock ?? 'PUBLICATION'
    this.#known = asOf?.known ?? `${world.now.slice(0, 10)}T23:59:59.999Z`
  }

  /** K3: without a day that is named, that of what was known; without pins, today. */
  get day(): string {
    return this.question.asOf?.valid ?? (this.#pinned ? this.#known : this.world.now).slice(0, 10)
  }

  /** What a company shows. */
  company({ firm, model, person, told }: History): unknown {
    if (!this.#isThere(firm)) return null
    const of = (subject: string, predicate: string): Told[] =>
      told.filter((each) => each.subject === subject && each.predicate === predicate)
    const name = this.#decide(this.#holding(of(firm, 'NAME')))
    const valuation = this.#decide(this.#holding(of(firm, 'VALUATION')))
    const founded = this.#decide(this.#holding(of(firm, 'FOUNDED_ON')))
    const headquarters = this.#decide(this.#lasting(of(firm, 'HEADQUARTERED_IN'), true))
    const date = founded && this.#trusts(founded) ? parseFuzzyDate(founded.said) : null
    return {
      name: name?.said ?? firm,
      importance: this.#importance(told.filter(({ subject }) => subject === firm)),
      valuation: valuation && this.#trusts(valuation) ? { amount: valuation.said } : null,
      foundedOn: date && { value: date.value, precision: date.precision },
      names: this.#names(name, this.#holding(of(firm, 'ALIAS'))),
      valuationFact: this.#fact(this.#holding(of(firm, 'VALUATION'))),
      headquarters: headquarters && this.#trusts(headquarters) ? { slug: headquarters.said } : null,
      models: { edges: this.#isThere(model) ? this.#edges(of(model, 'DEVELOPED_BY'), () => '', model) : [] },
      people: {
        edges: this.#isThere(person)
          ? this.#edges(of(person, 'HOLDS_ROLE'), ({ role, from }) => JSON.stringify([role, from]), person)
          : [],
      },
      claims: { totalCount: told.filter((each) => each.subject === firm && this.#isListed(each)).length },
    }
  }

  /** The rule of docs/timelines.md: origins of all that is on record and not deprecated, whatever it says. */
  #importance(claims: readonly Told[]): number {
    const counted = claims.filter((each) => each.rank !== 'DEPRECATED' && this.#counts(each) && this.#isReviewed(each))
    return new Set(counted.flatMap(originsOf)).size
  }

  /** R6: an edge for each holding; a role has its own fields. */
  #edges(claims: readonly Told[], holdingOf: (claim: Told) => string, slug: string): unknown[] {
    const groups = new Map<string, Told[]>()
    for (const claim of this.#lasting(claims, false))
      groups.set(holdingOf(claim), [...(groups.get(holdingOf(claim)) ?? []), claim])
    return [...groups.values()].flatMap((group) => {
      const winner = this.#decide(group)
      if (!winner || !this.#trusts(winner)) return []
      const own = winner.role ? { role: winner.role, isCurrent: holds(winner, this.day) } : {}
      return [
        {
          ...own,
          modality: winner.modality,
          originCount: new Set(group.flatMap(originsOf)).size,
          since: winner.from && { value: parseFuzzyDate(winner.from)?.value },
          claims: { totalCount: group.length },
          node: { slug },
        },
      ]
    })
  }

  /** The elements of a list, each as its strongest claim puts it; the name that is shown leads. */
  #names(name: Told | null, aliases: readonly Told[]): unknown[] {
    const groups = new Map<string, Told[]>()
    for (const alias of aliases) groups.set(alias.said, [...(groups.get(alias.said) ?? []), alias])
    // What decides within one element is the order of all claims on the list.
    const strongest = [...groups.values()].flatMap(
      (group) => this.#sorted(aliases).find((each) => group.includes(each)) ?? [],
    )
    return [...(name ? [name] : []), ...strongest]
      .filter((each) => this.#trusts(each))
      .map(({ said }) => ({ value: said }))
  }

  #fact(claims: readonly Told[]): unknown {
    const order = this.#sorted(claims)
    const [winner, ...others] = order
    if (!winner) return null
    return {
      value: this.#trusts(winner) ? { amount: winner.said } : null,
      reason: this.#reason(winner, others),
      modality: winner.modality,
      claim: { key: winner.key },
      alternatives: others.map(({ key }) => ({ key })),
      origins: { count: new Set(order.filter(({ said }) => said === winner.said).flatMap(originsOf)).size },
    }
  }

  #reason(winner: Told, others: readonly Told[]): string {
    const rival = others.find(({ said }) => said !== winner.said)
    if (!rival) return others.length === 0 ? 'ONLY_CLAIM' : 'ALL_AGREE'
    const all = [winner, ...others]
    const words = ['PREFERRED_RANK', 'STRONGER_MODALITY', 'MORE_ORIGINS', 'HIGHER_CONFIDENCE', 'LATER_PUBLICATION']
    const at = this.#places(winner, all).findIndex((place, i) => place !== this.#places(rival, all)[i])
    return words[at] ?? 'ARBITRARY'
  }

  #decide(claims: readonly Told[]): Told | null {
    return this.#sorted(claims)[0] ?? null
  }

  /** R5. */
  #sorted(claims: readonly Told[]): Told[] {
    return claims.toSorted((a, b) => {
      const [left, right] = [this.#places(a, claims), this.#places(b, claims)]
      const at = left.findIndex((place, i) => place !== right[i])
      return at === -1 ? 0 : (left[at] ?? 0) < (right[at] ?? 0) ? -1 : 1
    })
  }

  #places(claim: Told, all: readonly Told[]): (number | string)[] {
    const agreeing = all.filter(({ said }) => said === claim.said)
    return [
      claim.rank === 'PREFERRED' ? 0 : 1,
      STRENGTH.indexOf(claim.modality),
      -new Set(agreeing.flatMap(originsOf)).size,
      CERTAINTY.indexOf(claim.confidence),
      -Date.parse(claim.published ? (parseFuzzyDate(claim.published)?.from ?? '') : '0001-01-01'),
      this.world.ids.get(claim.key) ?? '',
    ]
  }

  /** R1 to R4, on the day of the question. */
  #holding(claims: readonly Told[]): Told[] {
    return claims.filter((claim) => this.#mayShow(claim) && holds(claim, this.day))
  }

  /** K3: edges show whatever period they are of unless a day is named, but one of which there is one shows its day's. */
  #lasting(claims: readonly Told[], isOne: boolean): Told[] {
    return isOne || this.question.asOf?.valid !== undefined
      ? this.#holding(claims)
      : claims.filter((claim) => this.#mayShow(claim))
  }

  #mayShow(claim: Told): boolean {
    const successors = [...this.#byKey.values()].filter(({ supersedes }) => supersedes === claim.key)
    return (
      this.#counts(claim) &&
      this.#isReviewed(claim) &&
      claim.polarity === 'AFFIRMS' &&
      claim.rank !== 'DEPRECATED' &&
      STRENGTH.includes(claim.modality) &&
      !successors.some((each) => this.#counts(each) && this.#isReviewed(each))
    )
  }

  #isReviewed({ review }: Told): boolean {
    return review === 'ACCEPTED' || (review === 'PROPOSED' && this.question.trust?.review === 'PROPOSED')
  }

  /** K1 and K2; without pins everything that was not taken back. */
  #counts(claim: Told): boolean {
    const { retracted } = claim
    if (!this.#pinned || this.#clock === 'PUBLICATION')
      return retracted === null && (!this.#pinned || publishedOn(claim) <= this.#known.slice(0, 10))
    const end = retracted === null ? null : (LOADS[retracted] ?? '')
    return recordedAt(claim) <= this.#known && (end === null || end > this.#known)
  }

  /** Lists of claims show those that were there, taken back or not. */
  #isListed(claim: Told): boolean {
    if (!this.#pinned) return true
    return this.#clock === 'SYSTEM' ? recordedAt(claim) <= this.#known : publishedOn(claim) <= this.#known.slice(0, 10)
  }

  /** K5. */
  #isThere(slug: string): boolean {
    if (!this.#pinned) return true
    if (this.#clock === 'SYSTEM') return LOADS[0] <= this.#known
    const naming = [...this.#byKey.values()].filter(
      ({ subject, said, retracted }) => retracted === null && (subject === slug || said === slug),
    )
    const since = naming.map(publishedOn).toSorted()[0] ?? LOADS[0].slice(0, 10)
    return since <= this.#known.slice(0, 10)
  }

  #trusts({ modality, confidence }: Told): boolean {
    const { minModality = 'INFERRED', minConfidence = 'UNKNOWN' } = this.question.trust ?? {}
    return (
      STRENGTH.indexOf(modality) <= STRENGTH.indexOf(minModality) &&
      CERTAINTY.indexOf(confidence) <= CERTAINTY.indexOf(minConfidence)
    )
  }
}

function recordedAt({ load }: Told): string {
  return LOADS[load] ?? ''
}

function publishedOn(claim: Told): string {
  return claim.published ? (parseFuzzyDate(claim.published)?.to ?? '') : recordedAt(claim).slice(0, 10)
}

function holds({ from, to }: Told, day: string): boolean {
  return (
    (from === null || (parseFuzzyDate(from)?.from ?? '') <= day) &&
    (to === null || (parseFuzzyDate(to)?.to ?? '') >= day)
  )
}

/** The last named speaker; without one whoever stands behind the source. */
function originsOf({ speakers, source }: Told): string[] {
  return speakers.includes('anna') ? ['anna'] : [ORIGIN_OF[source] ?? '']
}
