import { SIZES, makeWorld } from './world.mjs'

/** The world as a batch for our loader: one claim for each property and edge, all said by one author in one source. */
export function makeBatch(world = makeWorld()) {
  const { countries, companies, people, models, events } = world
  const kinds = [countries, companies, people, models].map((rows, i) => [
    ['Country', 'Company', 'Person', 'Model'][i],
    rows,
  ])
  const entities = kinds.flatMap(([kind, rows]) => rows.map(({ id }) => ({ slug: id, kind })))
  entities.push(...events.map(({ id, kind }) => ({ slug: id, kind: EVENTS[kind].kind })))
  return { sources: [SOURCE], speakers: [], entities, claims: [...properties(world), ...edges(world)] }
}

/** A valuation of one company that nobody has claimed yet, as a batch of one claim. */
export function makeNews(number) {
  const company = `c${number % SIZES.companies}`
  const claims = [claim(company, 'VALUATION', money(Date.now()))]
  return { sources: [SOURCE], speakers: [], entities: [{ slug: company, kind: 'Company' }], claims }
}

const EVENTS = {
  BAN: { kind: 'Ban', company: 'TARGETS', model: 'TARGETS' },
  FUNDRAISE: { kind: 'FundingRound', company: 'RAISED_BY', model: null },
  RELEASE: { kind: 'Release', company: 'RELEASED_BY', model: 'RELEASES' },
  INQUIRY: { kind: 'Inquiry', company: 'TARGETS', model: 'TARGETS' },
}

const DAY = '2025-01-01'
const WHEN = { value: DAY, precision: 'DAY', from: DAY, to: DAY }

const SOURCE = {
  slug: 'synthetic',
  title: 'A made-up world',
  kind: 'DATASET',
  url: null,
  lang: 'en',
  licence: 'CC0-1.0',
  publishedAt: WHEN,
  retrievedOn: DAY,
  publisher: null,
  author: null,
  reprintOf: null,
}

function* properties({ countries, companies, people, models, events }) {
  for (const { id, name } of [...countries, ...companies, ...people, ...models, ...events])
    yield claim(id, 'NAME', words(name))
  for (const { id, valuation } of companies) yield claim(id, 'VALUATION', money(valuation))
  for (const { id, releasedAt, parameters } of models) {
    yield claim(id, 'RELEASED_ON', day(releasedAt))
    yield claim(id, 'PARAMETERS', quantity(parameters))
  }
  for (const { id, date, amount, kind } of events) {
    yield claim(id, 'DATE', day(date))
    if (kind === 'FUNDRAISE') yield claim(id, 'RAISED', money(amount))
  }
}

function* edges({ headquarters, developers, jobs, eventCompanies, eventModels, eventCountries, events }) {
  for (const [company, country] of headquarters) yield edge(`c${company}`, 'HEADQUARTERED_IN', `k${country}`)
  for (const [model, company] of developers) yield edge(`m${model}`, 'DEVELOPED_BY', `c${company}`)
  for (const [i, [person, company]] of jobs.entries()) {
    yield edge(`p${person}`, 'HOLDS_ROLE', `c${company}`, { role: i < jobs.length / 2 ? 'Founder' : 'Engineer' })
  }
  for (const [event, company] of eventCompanies)
    yield edge(`e${event}`, EVENTS[events[event].kind].company, `c${company}`)
  for (const [event, model] of eventModels) yield edge(`e${event}`, EVENTS[events[event].kind].model, `m${model}`)
  for (const [event, country] of eventCountries) yield edge(`e${event}`, 'IN_JURISDICTION', `k${country}`)
}

const words = (text) => ({ kind: 'TEXT', text })
const day = (date) => ({ kind: 'DATE', text: date, date: { value: date, precision: 'DAY', from: date, to: date } })
const money = (amount) => ({ kind: 'MONEY', text: `${amount} USD`, amount: String(amount), currency: 'USD' })
const quantity = (number) => ({ kind: 'NUMBER', text: String(number), number, unit: 'parameters' })

function edge(subject, predicate, object, qualifiers = {}) {
  return { ...claim(subject, predicate, { kind: 'ENTITY', text: null }), object, qualifiers }
}

const SURE = { level: 'CONFIDENT', score: null, basis: null }
const SPEAKERS = [{ author: SOURCE.slug }]
const EVIDENCE = [{ source: SOURCE.slug, locator: null, stance: 'SUPPORTS', quote: null }]

function claim(subject, predicate, value) {
  return {
    subject,
    predicate,
    object: null,
    value,
    qualifiers: {},
    text: null,
    polarity: 'AFFIRMS',
    modality: 'REPORTED',
    confidence: SURE,
    rank: 'NORMAL',
    rankReason: null,
    review: 'ACCEPTED',
    validFrom: null,
    validTo: null,
    publishedAt: WHEN,
    speakers: SPEAKERS,
    evidence: EVIDENCE,
    links: [],
  }
}
