import { entityId } from '../../src/ingest/records.js'
import type { Shown } from './histories-shown.js'
import type { Part } from './histories-sayings.js'
import { originsOf } from './histories-oracle.js'

type Key = string | number | null
type KeyOf = (shown: Shown, slug: string) => Key

/** A list at the root with a filter and an order, and what a naive reader keeps of all entities. */
interface List {
  readonly parts: readonly Part[]
  readonly field: string
  readonly where: string
  readonly order?: readonly [property: string, direction: 'ASC' | 'DESC', key: KeyOf, upwardBefore?: KeyOf]
  readonly keeps: (shown: Shown, slug: string) => boolean
}

const FIRMS = { parts: ['firm', 'twin'], field: 'companies' } as const
const ROUNDS = { parts: ['round'], field: 'fundingRounds' } as const

const amountOf = (shown: Shown, slug: string): number | null => {
  const money = shown.money(slug)
  return money === null ? null : Number(money['amount'])
}
const currencyOf = (shown: Shown, slug: string): Key => (shown.money(slug)?.['currency'] ?? null) as Key
const dateOf =
  (predicate: string) =>
  (shown: Shown, slug: string): Key =>
    (shown.date(slug, predicate)?.['value'] ?? null) as Key
const nameOf = (shown: Shown, slug: string): Key => shown.name(slug)

const LISTS: readonly List[] = [
  { ...FIRMS, where: '{}', order: ['name', 'ASC', nameOf], keeps: () => true },
  {
    ...FIRMS,
    where: '{ valuation: { amount: { gte: "340" } } }',
    order: ['valuation', 'DESC', amountOf, currencyOf],
    keeps: (shown, slug) => (amountOf(shown, slug) ?? 0) >= 340,
  },
  {
    ...FIRMS,
    where: '{ not: { valuation: { amount: { lt: "340" } } } }',
    order: ['valuation', 'ASC', amountOf, currencyOf],
    keeps: (shown, slug) => (amountOf(shown, slug) ?? 340) >= 340,
  },
  {
    ...FIRMS,
    where: '{ foundedOn: { to: { gte: "2015-12-31" } } }',
    order: ['foundedOn', 'ASC', dateOf('FOUNDED_ON')],
    keeps: (shown, slug) => String(shown.date(slug, 'FOUNDED_ON')?.['to'] ?? '') >= '2015-12-31',
  },
  {
    ...FIRMS,
    where: '{ headquarters: { slug: { eq: "italy" } } }',
    keeps: (shown, slug) => shown.out(slug, 'HEADQUARTERED_IN').some(({ to }) => to === 'italy'),
  },
  {
    ...FIRMS,
    where: '{ models: { some: { edge: { modality: { eq: REPORTED } } } } }',
    keeps: (shown, slug) =>
      shown.into(slug, 'DEVELOPED_BY').some(({ claims }) => claims[0]?.manner.modality === 'REPORTED'),
  },
  {
    ...FIRMS,
    where: '{ models: { none: { name: { eq: "One" } } } }',
    order: ['foundedOn', 'DESC', dateOf('FOUNDED_ON')],
    keeps: (shown, slug) => !shown.into(slug, 'DEVELOPED_BY').some(({ from }) => shown.name(from) === 'One'),
  },
  {
    ...FIRMS,
    where: '{ people: { every: { edge: { isCurrent: { eq: true } } } } }',
    keeps: (shown, slug) =>
      shown.into(slug, 'HOLDS_ROLE').every(({ claims: [winner] }) => winner && shown.naive.isCurrent(winner)),
  },
  {
    ...FIRMS,
    where: '{ valuationFact: { originCount: { gt: 1 } } }',
    keeps: (shown, slug) => {
      const claims = shown.naive.holding(slug, 'VALUATION')
      return originsOf(claims.filter(({ says }) => says === claims[0]?.says)).size > 1
    },
  },
  {
    ...FIRMS,
    where: '{ claims: { some: { modality: { eq: OPINION } } } }',
    keeps: (shown, slug) =>
      (shown.naive.world.bySubject.get(slug) ?? []).some(
        (claim) => shown.naive.isListed(claim) && claim.manner.modality === 'OPINION',
      ),
  },
  {
    ...ROUNDS,
    where: '{ company: { name: { eq: "Alpha" } } }',
    order: ['date', 'DESC', dateOf('DATE')],
    keeps: (shown, slug) => shown.out(slug, 'RAISED_BY').some(({ to }) => shown.name(to) === 'Alpha'),
  },
  {
    ...ROUNDS,
    where: '{ investors: { some: { edge: { lead: { eq: true } } } } }',
    order: ['date', 'ASC', dateOf('DATE')],
    keeps: (shown, slug) =>
      shown.out(slug, 'INVESTED_BY').some(({ claims }) => claims[0]?.told.qualifiers?.['lead'] === true),
  },
  {
    parts: ['ban'],
    field: 'bans',
    where: '{ grounds: { has: PRIVACY } }',
    order: ['name', 'DESC', nameOf],
    keeps: (shown, slug) => shown.elements(slug, 'GROUND').some(({ told }) => told.said === 'PRIVACY'),
  },
  {
    parts: ['person'],
    field: 'people',
    where: '{ organizations: { some: { edge: { role: { eq: "CEO" }, originCount: { gt: 1 } } } } }',
    keeps: (shown, slug) =>
      shown
        .out(slug, 'HOLDS_ROLE')
        .some(({ claims }) => claims[0]?.told.qualifiers?.['role'] === 'CEO' && originsOf(claims).size > 1),
  },
]

/** All the lists at one moment, in one operation. */
export const ASK_LISTS = `query Lists($asOf: AsOf, $trust: Trust) {
${LISTS.map(({ field, where, order }, i) => {
  const orderBy = order ? `{ ${order[0]}: ${order[1]} }, ` : ''
  return `  list${i}: ${field}(first: 200, asOf: $asOf, trust: $trust, where: ${where}, orderBy: [${orderBy}{ id: ASC }]) { totalCount nodes { slug } }`
}).join('\n')}
}`

/** What the lists have to a naive reader. */
export function listsOf(shown: Shown): Readonly<Record<string, unknown>> {
  const { histories, staysAs } = shown.naive.world
  return Object.fromEntries(
    LISTS.map(({ parts, order, keeps }, i) => {
      const slugs = histories
        .flatMap((history) => parts.map((part) => history.slugs[part]))
        .filter((slug) => !staysAs.has(slug) && shown.naive.isThere(slug) && keeps(shown, slug))
      const rows = slugs.map((slug) => ({
        slug,
        before: order?.[3]?.(shown, slug) ?? null,
        key: order?.[2](shown, slug) ?? null,
        id: entityId(slug),
      }))
      const turned = order?.[1] === 'DESC' ? -1 : 1
      // Nulls come last in both directions.
      const sorted = rows.toSorted(
        (a, b) =>
          Number(a.key === null) - Number(b.key === null) ||
          compare(a.before, b.before) ||
          turned * compare(a.key, b.key) ||
          compare(a.id, b.id),
      )
      return [`list${i}`, { totalCount: rows.length, nodes: sorted.map(({ slug }) => ({ slug })) }]
    }),
  )
}

function compare(a: Key, b: Key): number {
  if (a === null || b === null || a === b) return 0
  return a < b ? -1 : 1
}
