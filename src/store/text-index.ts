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
    const marks = this.#marked(query)
    const rows: Row[] = []
    for (let place = marks.indexOf(1); place !== -1; place = marks.indexOf(1, place + 1)) {
      if (rows.length === limit) return { rows, more: true }
      const document = this.#documents[place]
      rows.push(Object.fromEntries(columns.map((column) => [column, document?.[column] ?? null])))
    }
    return { rows, more: false }
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

  /** One for each place: 1 where the document is what is asked. */
  #marked(query: TextQuery): Uint8Array {
    const marks = new Uint8Array(this.#documents.length)
    this.#mark(query, marks)
    return marks
  }

  #mark(query: TextQuery, marks: Uint8Array): void {
    if ('any' in query) {
      for (const each of query.any) this.#mark(each, marks)
    } else if ('all' in query) {
      const [first, ...others] = query.all.map((each) => this.#marked(each))
      first?.forEach((mark, place) => {
        if (mark === 1 && others.every((other) => other[place] === 1)) marks[place] = 1
      })
    } else {
      const { field, word, begins } = checkWord(query)
      for (const places of this.#fields.get(field)?.of(word, begins) ?? []) for (const place of places) marks[place] = 1
    }
  }
}
