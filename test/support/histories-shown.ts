import { parseFuzzyDate } from '../../src/model/fuzzy-date.js'
import { originsOf } from './histories-oracle.js'
import type { Naive } from './histories-oracle.js'
import type { Part } from './histories-sayings.js'
import { gather } from './histories-world.js'
import type { Version } from './histories-world.js'

const EDGE =
  'modality confidence originCount since { value precision } until { value } claims(first: 50) { totalCount nodes { ...Said } }'
const FACT = 'reason modality confidence claim { ...Said } alternatives { ...Said } origins { count }'
const DATE = 'value precision from to'

/** Everything that is asked of the entities of a history. */
export const FRAGMENTS = `
fragment Said on Claim { text recordedAt originCount }
fragment Sourced on Claim { sources(first: 50) { totalCount nodes { slug } } }
fragment Named on Entity {
  slug foldedSlugs importance name names { value kind }
  nameFact { value ${FACT} }
  claims(first: 50) { totalCount nodes { ...Said ...Sourced modality rank review } }
  mentions(first: 50) { totalCount nodes { ...Said } }
  sources(first: 50) { nodes { slug } }
}
fragment Company on Company {
  ...Named
  valuation { amount currency }
  valuationFact { value { amount currency } ${FACT} }
  foundedOn { ${DATE} }
  foundedOnFact { value { ${DATE} } ${FACT} }
  identifiers { scheme value }
  headquarters { slug }
  models(first: 50) { totalCount edges { ${EDGE} node { slug } } }
  people(first: 50) { totalCount edges { role isCurrent ${EDGE} node { slug } } }
  fundingRounds(first: 50) { totalCount edges { ${EDGE} node { slug } } }
  events(first: 50) { edges { role node { slug } } }
}
fragment Model on Model {
  ...Named
  access
  accessFact { value ${FACT} }
  developers(first: 50) { totalCount edges { ${EDGE} node { slug } } }
  events(first: 50) { edges { role node { slug } } }
}
fragment Person on Person {
  ...Named
  organizations(first: 50) { totalCount edges { role isCurrent ${EDGE} node { slug } } }
}
fragment FundingRound on FundingRound {
  ...Named
  title
  status
  statusFact { value ${FACT} }
  date { ${DATE} }
  valuation { amount currency }
  valuationFact { value { amount currency } ${FACT} }
  company { slug }
  investors(first: 50) { totalCount edges { lead ${EDGE} node { slug } } }
  stages { status date precision note }
  participants(first: 50) { edges { role node { slug } } }
}
fragment Ban on Ban {
  ...Named
  measure
  measureFact { value ${FACT} }
  grounds
  groundsFact { value claims { ...Said } origins { count } }
  effectiveFrom { ${DATE} }
  targets(first: 50) { totalCount edges { ${EDGE} node { slug } } }
  jurisdictions(first: 50) { totalCount edges { ${EDGE} node { slug } } }
  participants(first: 50) { edges { role node { slug } } }
}`

type Tree = Readonly<Record<string, unknown>>

/** A projected edge as the rules have it: the claims behind it, the deciding one first. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly claims: readonly Version[]
}

const ONE = ['HEADQUARTERED_IN', 'RAISED_BY']
const ROLES: Readonly<Record<string, string>> = {
  RAISED_BY: 'RAISER',
  INVESTED_BY: 'INVESTOR',
  TARGETS: 'TARGET',
  IN_JURISDICTION: 'JURISDICTION',
}

/** What is shown to a client, for one question. */
export class Shown {
  constructor(readonly naive: Naive) {}

  entity(part: Part, slug: string): Tree | null {
    const stays = this.naive.world.staysAs.get(slug) ?? slug
    if (!this.naive.isThere(stays)) return null
    const own = {
      firm: () => this.company(stays),
      twin: () => this.company(stays),
      model: () => this.#model(stays),
      person: () => this.#person(stays),
      round: () => this.#round(stays),
      ban: () => this.#ban(stays),
    }[part]()
    return { ...this.#named(stays), ...own }
  }

  name(slug: string): string {
    return this.naive.holding(slug, 'NAME')[0]?.told.said ?? slug
  }

  money(slug: string): Tree | null {
    return this.#plain(slug, 'VALUATION', moneyOf) as Tree | null
  }

  date(slug: string, predicate: string): Tree | null {
    return this.#plain(slug, predicate, dateOf) as Tree | null
  }

  word(slug: string, predicate: string): string | null {
    return this.#plain(slug, predicate, wordOf) as string | null
  }

  /** R6: of each element the strongest claim; the list has those that are trusted. */
  elements(slug: string, predicate: string): Version[] {
    const groups = gather(
      this.naive.holding(slug, predicate).filter(({ told: { kind } }) => kind === 'TEXT'),
      ({ told: { said, qualifiers } }) => [JSON.stringify([said, qualifiers])],
    )
    return [...groups.values()].flatMap(([first]) => (first && this.naive.trusts(first) ? [first] : []))
  }

  /** R6: the edges of one type that lead out of an entity. */
  out(from: string, type: string): Edge[] {
    if (ONE.includes(type)) {
      const claims = this.naive.holding(from, type)
      const [winner] = claims
      if (!winner?.object || !this.naive.trusts(winner)) return []
      return [{ from, to: winner.object, claims: claims.filter(({ object }) => object === winner.object) }]
    }
    const isRole = type === 'HOLDS_ROLE'
    const groups = gather(this.naive.lasting(from, type), ({ object, told }) => [
      JSON.stringify([object, isRole ? [told.qualifiers, told.from] : null]),
    ])
    return [...groups.values()].flatMap((claims) => {
      const [winner] = claims
      return winner?.object && this.naive.trusts(winner) ? [{ from, to: winner.object, claims }] : []
    })
  }

  into(to: string, type: string): Edge[] {
    const sayers = new Set((this.naive.world.naming.get(to) ?? []).map(({ subject }) => subject))
    return [...sayers].flatMap((from) => this.out(from, type).filter((edge) => edge.to === to))
  }

  #named(slug: string): Tree {
    const { naive } = this
    const [name, ...others] = naive.holding(slug, 'NAME')
    const differing = gather(
      others.filter(({ told }) => told.said !== name?.told.said),
      ({ told }) => [String(told.said)],
    )
    const listed = (those: readonly Version[] = []): Version[] =>
      those.filter((each) => naive.isListed(each)).map((each) => naive.attested(each))
    const claims = listed(naive.world.bySubject.get(slug))
    const mentions = listed(naive.world.naming.get(slug)).filter(({ object }) => object === slug)
    const sources = new Set(naive.shown(slug).flatMap(({ standing }) => standing.map(({ source }) => source)))
    return {
      slug,
      foldedSlugs: [...naive.world.staysAs].flatMap(([folded, stays]) => (stays === slug ? [folded] : [])),
      importance: naive.importance(slug),
      name: this.name(slug),
      names: [
        ...(name && naive.trusts(name) ? [{ value: name.told.said, kind: 'SHORT' }] : []),
        ...[...differing.values()].flatMap(([each]) =>
          each && naive.trusts(each) ? [{ value: each.told.said, kind: 'ALIAS' }] : [],
        ),
        ...this.elements(slug, 'ALIAS').map(({ told }) => ({ value: told.said, kind: told.qualifiers?.['kind'] })),
      ],
      // Names always show, however weak the claim.
      nameFact: name ? { ...this.#fact(slug, 'NAME', wordOf), value: name.told.said } : null,
      claims: {
        totalCount: claims.length,
        nodes: claims.map(({ manner: { modality, rank, review }, ...claim }) => ({
          ...said(claim),
          sources: {
            totalCount: claim.standing.length,
            nodes: claim.standing.map(({ source }) => ({ slug: source })),
          },
          modality,
          rank,
          review,
        })),
      },
      mentions: { totalCount: mentions.length, nodes: mentions.map(said) },
      sources: { nodes: [...sources].map((source) => ({ slug: source })) },
    }
  }

  company(slug: string): Tree {
    return {
      valuation: this.money(slug),
      valuationFact: this.#fact(slug, 'VALUATION', moneyOf),
      foundedOn: this.date(slug, 'FOUNDED_ON'),
      foundedOnFact: this.#fact(slug, 'FOUNDED_ON', dateOf),
      identifiers: this.elements(slug, 'IDENTIFIER').map(({ told }) => ({ scheme: 'WIKIDATA', value: told.said })),
      headquarters: this.out(slug, 'HEADQUARTERED_IN').map(({ to }) => ({ slug: to }))[0] ?? null,
      models: this.#edges(this.into(slug, 'DEVELOPED_BY'), 'from'),
      people: this.#edges(this.into(slug, 'HOLDS_ROLE'), 'from', (version) => this.#roleOf(version)),
      fundingRounds: this.#edges(this.into(slug, 'RAISED_BY'), 'from'),
      events: { edges: this.#parts(slug) },
    }
  }

  #model(slug: string): Tree {
    return {
      access: this.word(slug, 'ACCESS'),
      accessFact: this.#fact(slug, 'ACCESS', wordOf),
      developers: this.#edges(this.out(slug, 'DEVELOPED_BY'), 'to'),
      events: { edges: this.#parts(slug) },
    }
  }

  #person(slug: string): Tree {
    return { organizations: this.#edges(this.out(slug, 'HOLDS_ROLE'), 'to', (version) => this.#roleOf(version)) }
  }

  #round(slug: string): Tree {
    return {
      title: this.name(slug),
      status: this.word(slug, 'STATUS'),
      statusFact: this.#fact(slug, 'STATUS', wordOf),
      date: this.date(slug, 'DATE'),
      valuation: this.money(slug),
      valuationFact: this.#fact(slug, 'VALUATION', moneyOf),
      company: this.out(slug, 'RAISED_BY').map(({ to }) => ({ slug: to }))[0] ?? null,
      investors: this.#edges(this.out(slug, 'INVESTED_BY'), 'to', ({ told }) => ({
        lead: told.qualifiers?.['lead'] ?? null,
      })),
      stages: this.elements(slug, 'STAGE').map(({ told }) => {
        const date = parseFuzzyDate(String(told.qualifiers?.['date']))
        return { status: told.said, date: date?.value, precision: date?.precision, note: null }
      }),
      participants: { edges: this.#participants(slug) },
    }
  }

  #ban(slug: string): Tree {
    const grounds = this.naive.holding(slug, 'GROUND').filter(isKnown)
    return {
      measure: this.word(slug, 'MEASURE'),
      measureFact: this.#fact(slug, 'MEASURE', wordOf),
      grounds: this.elements(slug, 'GROUND').map(({ told }) => told.said),
      groundsFact: {
        value: this.elements(slug, 'GROUND').map(({ told }) => told.said),
        claims: grounds.map(said),
        origins: { count: originsOf(grounds).size },
      },
      effectiveFrom: this.date(slug, 'EFFECTIVE_FROM'),
      targets: this.#edges(this.out(slug, 'TARGETS'), 'to'),
      jurisdictions: this.#edges(this.out(slug, 'IN_JURISDICTION'), 'to'),
      participants: { edges: this.#participants(slug) },
    }
  }

  #plain(slug: string, predicate: string, valueOf: ValueOf): unknown {
    const [winner] = this.naive.holding(slug, predicate)
    return winner && this.naive.trusts(winner) ? valueOf(winner) : null
  }

  #fact(slug: string, predicate: string, valueOf: ValueOf): Tree | null {
    const claims = this.naive.holding(slug, predicate)
    const [winner, ...others] = claims
    if (!winner) return null
    return {
      value: this.naive.trusts(winner) ? valueOf(winner) : null,
      reason: this.naive.reasonOf(claims),
      modality: winner.manner.modality,
      confidence: winner.manner.confidence,
      claim: said(winner),
      alternatives: others.map(said),
      origins: { count: originsOf(claims.filter(({ says }) => says === winner.says)).size },
    }
  }

  #edges(edges: readonly Edge[], farEnd: 'from' | 'to', fieldsOf: (winner: Version) => Tree = () => ({})): Tree {
    return {
      totalCount: edges.length,
      edges: edges.map(({ from, to, claims }) => {
        const [winner] = claims as [Version]
        const [since, until] = [winner.told.from, winner.told.to].map((date) =>
          date === null ? null : parseFuzzyDate(date),
        )
        return {
          ...fieldsOf(winner),
          modality: winner.manner.modality,
          confidence: winner.manner.confidence,
          originCount: originsOf(claims).size,
          since: since ? { value: since.value, precision: since.precision } : null,
          until: until ? { value: until.value } : null,
          claims: { totalCount: claims.length, nodes: claims.map(said) },
          node: { slug: farEnd === 'from' ? from : to },
        }
      }),
    }
  }

  #roleOf(winner: Version): Tree {
    return { role: winner.told.qualifiers?.['role'] ?? null, isCurrent: this.naive.isCurrent(winner) }
  }

  /** The events in which an entity has a part. */
  #parts(slug: string): Tree[] {
    return Object.entries(ROLES).flatMap(([type, role]) =>
      this.into(slug, type).map(({ from }) => ({ role, node: { slug: from } })),
    )
  }

  #participants(slug: string): Tree[] {
    return Object.entries(ROLES).flatMap(([type, role]) =>
      this.out(slug, type).map(({ to }) => ({ role, node: { slug: to } })),
    )
  }
}

type ValueOf = (version: Version) => unknown

const isKnown = ({ told: { kind } }: Version): boolean => kind !== 'SOME_VALUE' && kind !== 'NO_VALUE'

const wordOf: ValueOf = (version) => (isKnown(version) ? version.told.said : null)

const dateOf: ValueOf = (version) => (isKnown(version) ? { ...parseFuzzyDate(version.told.said ?? '') } : null)

const moneyOf: ValueOf = (version) => {
  const [amount, currency] = (version.told.said ?? '').split(' ')
  return isKnown(version) ? { amount, currency } : null
}

function said({ told, recordedAt, origins }: Pick<Version, 'told' | 'recordedAt' | 'origins'>): Tree {
  return { text: told.key, recordedAt, originCount: origins.length }
}
