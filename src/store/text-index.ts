import { checkWord } from './lucene-query.js'
import type { Definition } from './definitions.js'
import type { PlainValue, Row, Statement, TextAnswer, TextQuery, TextQuestion } from './store.js'
import { WordPlaces } from './word-places.js'

/** Asks the graph; all that one refresh asks comes from one snapshot. */
export type Ask = (statement: Statement) => Promise<readonly Row[]>

type Document = Readonly<Record<string, PlainValue>>

/**
 * The text index of a label, in memory. It is no second truth: before it answers it is brought to the state of a
 * snapshot, by the prints of the nodes, whenever something was committed since. So neither a crash nor a write
 * that went wrong can leave it behind.
 */
export class TextIndex {
  readonly #definition: Definition
  readonly #fields: ReadonlyMap<string, WordPlaces>
  /** Places of documents; one that is gone leaves an empty place for the next. */
  readonly #documents: (Document | null)[] = []
  readonly #places = new Map<string, number>()
  readonly #empty: number[] = []

  constructor(definition: Definition) {
    this.#definition = definition
    this.#fields = new Map(definition.properties.map((property) => [property, new WordPlaces()]))
  }

  /** Takes over what differs in the snapshot: nodes with another print, new ones, and those that are gone. */
  async refresh(ask: Ask): Promise<void> {
    const { label } = this.#definition
    const prints = await ask({ text: `MATCH (n:${label}) RETURN n.id AS id, n.print AS print`, params: {} })
    const there = new Set(prints.map(({ id }) => String(id)))
    const stale = prints.filter(({ id, print }) => this.#document(String(id))?.['print'] !== print)
    const fresh = await ask({
      text: `UNWIND $ids AS id MATCH (n:${label} {id: id}) RETURN properties(n) AS own`,
      params: { ids: stale.map(({ id }) => id ?? null) },
    })
    for (const id of this.#places.keys()) if (!there.has(id)) this.#drop(id)
    for (const { own } of fresh) this.#put(own as Document)
  }

  /** What the snapshot of the last refresh holds of what is asked. */
  find(query: TextQuery, { columns, limit }: Pick<TextQuestion, 'columns' | 'limit'>): TextAnswer {
    const places = this.#placesOf(query)
    const rows = places.slice(0, limit).map((place): Row => {
      const document = this.#documents[place]
      return Object.fromEntries(columns.map((column) => [column, document?.[column] ?? null]))
    })
    return { rows, more: places.length > limit }
  }

  #document(id: string): Document | null {
    const place = this.#places.get(id)
    return place === undefined ? null : (this.#documents[place] ?? null)
  }

  #put(document: Document): void {
    const id = String(document['id'])
    this.#drop(id)
    const place = this.#empty.pop() ?? this.#documents.length
    this.#documents[place] = document
    this.#places.set(id, place)
    for (const [field, words] of this.#fields) words.add(String(document[field] ?? ''), place)
  }

  #drop(id: string): void {
    const place = this.#places.get(id)
    if (place === undefined) return
    const document = this.#documents[place]
    for (const [field, words] of this.#fields) words.remove(String(document?.[field] ?? ''), place)
    this.#documents[place] = null
    this.#places.delete(id)
    this.#empty.push(place)
  }

  /** The places of the documents that are what is asked, each once. */
  #placesOf(query: TextQuery): readonly number[] {
    if ('any' in query) return this.#eachOnce(query.any.map((each) => this.#placesOf(each)))
    if ('all' in query) {
      const [fewest = [], ...others] = query.all
        .map((each) => this.#placesOf(each))
        .toSorted((a, b) => a.length - b.length)
      const marks = others.map((other) => this.#marksOf(other))
      return fewest.filter((place) => marks.every((marked) => marked[place] === 1))
    }
    const { field, word, begins } = checkWord(query)
    return this.#eachOnce(this.#fields.get(field)?.of(word, begins) ?? [])
  }

  #eachOnce(lists: readonly (readonly number[])[]): readonly number[] {
    const filled = lists.filter(({ length }) => length > 0)
    const [only] = filled
    if (only === undefined || filled.length === 1) return only ?? []
    const marks = this.#marksOf([])
    const once: number[] = []
    for (const places of filled) {
      for (const place of places) {
        if (marks[place] === 0) once.push(place)
        marks[place] = 1
      }
    }
    return once
  }

  /** One for each document: 1 at the places of the list. */
  #marksOf(places: readonly number[]): Uint8Array {
    const marks = new Uint8Array(this.#documents.length)
    for (const place of places) marks[place] = 1
    return marks
  }
}
