import type { Property } from '../model/catalog.js'
import { decide } from '../model/claim-rules.js'
import type { Decision } from '../model/claim-rules.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import type { PlainValue } from '../store/store.js'
import type { Content, StoredClaim } from './stored-claim.js'

/** One element of a list with the claim that puts it there. */
interface Element {
  readonly value: string
  readonly sort: string
  /** Its place among those that `sort` does not tell apart. */
  readonly size: number
  readonly claim: StoredClaim
}

/**
 * The elements of a list, one for each thing that is claimed: by date where they have one, then by publication, then
 * by value. How each is put and how surely lies beside them, at the same places.
 */
export function listColumns(
  property: Property,
  said: Decision<StoredClaim> | null,
  shown: readonly StoredClaim[],
): Content {
  const order = said?.order ?? []
  // That there is some value, or none, is no element.
  const known = order.filter(({ columns }) => columns['value_text'] != null)
  const named = property.predicate === 'ALIAS' ? namesOf(property, shown) : []
  const all = mergeSame([...named, ...known.map((claim) => elementOf(property, claim))])
  const { column } = property
  const behind = [...named.map(({ claim }) => claim), ...known]
  // A list of nothing is no property: most lists of most entities are empty.
  const listed = <Item extends string>(items: readonly Item[]): readonly Item[] | null =>
    items.length === 0 ? null : items
  return {
    own: { [column]: listed(all.map(({ value }) => value)) },
    facts: {
      [`${column}_modality`]: listed(all.map(({ claim }) => claim.modality)),
      [`${column}_confidence`]: listed(all.map(({ claim }) => claim.confidence)),
      [`${column}_claims`]: listed([...new Set(behind.map(({ id }) => id))]),
      [`${column}_origins`]: listed([...new Set(behind.flatMap(({ origins }) => origins))].toSorted()),
    },
  }
}

/** What several claims say stands once, where the earliest puts it, and as the strongest, which comes first, puts it. */
function mergeSame(elements: readonly Element[]): readonly Element[] {
  const unique = new Map<string, Element>()
  for (const element of elements) {
    const known = unique.get(element.value) ?? element
    unique.set(element.value, element.sort < known.sort ? { ...known, sort: element.sort } : known)
  }
  return [...unique.values()].toSorted((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.size - b.size))
}

function elementOf(property: Property, claim: StoredClaim): Element {
  const { columns, qualifiers, publishedFrom } = claim
  const word = String(columns['value_text'])
  if (property.type.form !== 'value') return { value: word, sort: word, size: 0, claim }
  const [lead, ...others] = property.type.value.parts
  const parted = Object.fromEntries([
    ...(lead ? [[lead.name, partOf(lead, word)] as const] : []),
    ...others.map((part) => [part.name, partOf(part, qualifiers[part.name] ?? null)] as const),
  ])
  const { precision } = parseFuzzyDate(String(qualifiers['date'])) ?? { precision: null }
  const dated = 'precision' in parted && 'date' in parted ? { ...parted, precision } : parted
  const size = lead && isNumber(lead) ? Number(word) : null
  return {
    value: JSON.stringify(dated),
    sort: [String(parted['date'] ?? '~'), publishedFrom ?? '~', size === null ? word : ''].join(' '),
    size: size ?? 0,
    claim,
  }
}

/**
 * The names that something might be shown by: the one that it is shown by leads the list of its names, others, as of a
 * firm that two files call differently, stand among its aliases.
 */
function namesOf(property: Property, shown: readonly StoredClaim[]): readonly Element[] {
  const order = decide(shown.filter(({ predicate, object }) => predicate === 'NAME' && object === null))?.order ?? []
  const [main, ...others] = order.filter(({ columns }) => columns['value_text'] != null)
  if (!main || main !== order[0]) return []
  const { columns, qualifiers } = main
  const name = {
    value: columns['value_text'] ?? null,
    lang: qualifiers['lang'] ?? null,
    kind: qualifiers['kind'] ?? 'SHORT',
  }
  const differing = others.filter((claim) => claim.columns['value_text'] !== name.value)
  return [
    { value: JSON.stringify(name), sort: '', size: 0, claim: main },
    ...differing.map((claim) => elementOf(property, claim)),
  ]
}

function partOf(part: Property, value: PlainValue): PlainValue {
  if (value === null) return part.name === 'kind' ? 'ALIAS' : null
  if (part.type.form !== 'scalar') return value
  if (part.type.scalar === 'Date') return parseFuzzyDate(String(value))?.value ?? null
  if (part.type.scalar === 'Decimal') return String(value)
  return isNumber(part) ? Number(value) : value
}

function isNumber({ type }: Property): boolean {
  return type.form === 'scalar' && (type.scalar === 'Float' || type.scalar === 'Int')
}
