import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { LineCounter, Node as YamlNode } from 'yaml'

import { Failure } from '../errors.js'
import { parseFuzzyDate } from '../model/fuzzy-date.js'
import type { FuzzyDateParts } from '../model/fuzzy-date.js'
import { DateTimeScalar, isDay } from '../model/scalars.js'

const MAX_INT = 2_147_483_647

export interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Refuses what is to be loaded, with a line for each problem. */
export function nothingLoaded(problems: readonly string[]): Failure {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return new Failure('SEED_INVALID', [`${count}; nothing was loaded:`, ...problems].join('\n'))
}

/** Reads a YAML document part by part and gathers every problem with its place, instead of stopping at the first. */
export class FileReader {
  readonly problems: Problem[] = []
  readonly #known = new Set<string>()

  constructor(
    readonly file: string,
    readonly lines: LineCounter,
  ) {}

  part(node: unknown): Part {
    return new Part(node as YamlNode | null, this)
  }

  problemAt(offset: number, message: string): void {
    const { line, col } = this.lines.linePos(offset)
    const [found, column] = [Math.max(line, 1), Math.max(col, 1)]
    // What a group of claims shares is read once for each of them, but it is one problem.
    const print = `${found}:${column} ${message}`
    if (this.#known.has(print)) return
    this.#known.add(print)
    this.problems.push({ file: this.file, line: found, column, message })
  }
}

/** One part of the document. Each reading gives the value, or null after it has noted the problem. */
export class Part {
  constructor(
    readonly node: YamlNode | null,
    readonly reader: FileReader,
    readonly offset = node?.range?.[0] ?? 0,
  ) {}

  problem(message: string): null {
    this.reader.problemAt(this.offset, message)
    return null
  }

  /** The fields of a map, of which only the allowed ones may be there. */
  map(allowed: readonly string[]): Map<string, Part> | null {
    const fields = new Map(this.entries())
    if (!isMap(this.node)) return null
    for (const [key, part] of fields)
      if (!allowed.includes(key)) part.problem(`"${key}" is not known here; known are ${allowed.join(', ')}.`)
    return fields
  }

  /** The pairs of a map, each value with the place of its key. */
  entries(): [string, Part][] {
    if (isAlias(this.node)) this.problem('An alias (*) is not read; write the value out.')
    else if (!isMap(this.node)) this.problem('A map of keys and values is wanted here.')
    if (!isMap(this.node)) return []
    return this.node.items.map(({ key, value }) => {
      const at = (key as YamlNode).range?.[0] ?? this.offset
      return [composed(String(isScalar(key) ? key.value : key)), new Part(value as YamlNode | null, this.reader, at)]
    })
  }

  items(): Part[] {
    if (isSeq(this.node)) return this.node.items.map((item) => this.reader.part(item))
    this.problem('A list is wanted here.')
    return []
  }

  /** The scalar as YAML reads it: text, number, true, false or null; what looks alike is written alike. */
  scalar(): string | number | boolean | null {
    if (!isScalar(this.node)) return this.problem('A single value is wanted here.')
    const value = this.node.value as string | number | boolean | null
    return typeof value === 'string' ? composed(value) : value
  }

  isScalar(): boolean {
    return isScalar(this.node)
  }

  isMap(): boolean {
    return isMap(this.node)
  }

  /** The line on which the part begins. */
  get line(): number {
    return this.reader.lines.linePos(this.offset).line
  }

  /** The scalar as it is written: a number keeps all its digits. */
  literal(): string | null {
    const value = this.scalar()
    if (value === null) return null
    return typeof value === 'number' && isScalar(this.node) ? (this.node.source ?? String(value)) : String(value)
  }

  text(): string | null {
    const value = this.scalar()
    if (typeof value === 'string' && value.trim() !== '') return value
    return this.problem(
      typeof value === 'string'
        ? 'The text is empty.'
        : `A text is wanted here; write it in quotes if it looks like a number or a date.`,
    )
  }

  number(): number | null {
    const value = this.scalar()
    if (typeof value === 'number' && Number.isFinite(value)) return value
    const isQuoted = typeof value === 'string' && /^-?\d/.test(value) && Number.isFinite(Number(value))
    return this.problem(`"${String(value)}" is not a number${isQuoted ? '; write it without quotes' : ''}.`)
  }

  /** A whole number that GraphQL's Int can hold. */
  whole(): number | null {
    const value = this.number()
    if (value === null || (Number.isInteger(value) && value >= 0 && value <= MAX_INT)) return value
    return this.problem(`${value} is not a whole number up to ${MAX_INT}.`)
  }

  boolean(): boolean | null {
    const value = this.scalar()
    return typeof value === 'boolean' ? value : this.problem(`"${String(value)}" is neither true nor false.`)
  }

  oneOf(words: readonly string[]): string | null {
    const value = this.scalar()
    if (typeof value === 'string' && words.includes(value)) return value
    return this.problem(`"${String(value)}" is not one of ${words.join(', ')}.`)
  }

  fuzzyDate(): FuzzyDateParts | null {
    const value = this.scalar()
    return (
      parseFuzzyDate(String(value)) ??
      this.problem(`"${String(value)}" is not a date; write "2025-01-30", "2025-01", "2025" or "2020s".`)
    )
  }

  day(): string | null {
    const value = String(this.scalar())
    return isDay(value) ? value : this.problem(`"${value}" is not a day; write "2025-01-30".`)
  }

  /** A moment; a day counts as known from its end, as all coarse dates do. */
  moment(): string | null {
    const value = String(this.scalar())
    if (isDay(value)) return `${value}T23:59:59.999Z`
    try {
      return DateTimeScalar.parseValue(value)
    } catch {
      return this.problem(`"${value}" is neither a day nor a moment; write "2025-01-30" or "2025-01-30T12:00:00Z".`)
    }
  }

  url(): string | null {
    const value = this.text()
    if (value === null || (/^https?:\/\//.test(value) && URL.canParse(value))) return value
    return this.problem(`"${value}" is not an address; it begins with http:// or https://.`)
  }
}

/** A text in the form of Unicode in which a letter with its marks is one, whichever program wrote the file. */
function composed(text: string): string {
  return text.normalize('NFC')
}
