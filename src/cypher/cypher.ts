/** A piece of Cypher: our own text, and a hole for every value. */
export class Fragment {
  constructor(
    readonly texts: readonly string[],
    readonly holes: readonly unknown[],
  ) {}
}

/**
 * Text from our own source stays text; every hole becomes a parameter, unless it is a fragment.
 * `cypher\`MATCH (n {id: ${id}})\`` can therefore not be injected into.
 */
export function cypher(parts: TemplateStringsArray, ...values: readonly unknown[]): Fragment {
  return splice(parts, values)
}

/** A label, edge type or property name. Names cannot be parameters, so they are checked instead. */
export function name(word: string): Fragment {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(word)) throw new Error(`"${word}" cannot be a name in Cypher`)
  return new Fragment([word], [])
}

/** Fragments one after the other, with text of ours between them. */
export function join(
  fragments: readonly Fragment[],
  separator: ', ' | ' AND ' | ' OR ' | '\n' | '|' | ' ' | ':',
): Fragment {
  if (fragments.length === 0) return new Fragment([''], [])
  return splice(['', ...fragments.slice(1).map(() => separator), ''], fragments)
}

/** The clause that asks for all of some conditions, if there are any. */
export function where(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? cypher`` : cypher` WHERE ${join(conditions, ' AND ')}`
}

function splice(parts: readonly string[], values: readonly unknown[]): Fragment {
  const texts = [parts[0] ?? '']
  const holes: unknown[] = []
  const append = (text: string): void => {
    texts[texts.length - 1] += text
  }
  for (const [i, value] of values.entries()) {
    if (value instanceof Fragment) {
      append(value.texts[0] ?? '')
      for (const [k, hole] of value.holes.entries()) {
        holes.push(hole)
        texts.push(value.texts[k + 1] ?? '')
      }
    } else {
      holes.push(value)
      texts.push('')
    }
    append(parts[i + 1] ?? '')
  }
  return new Fragment(texts, holes)
}

/** The text with its parameters numbered `$p0`, `$p1`, ... and what fills each of them. */
export function render(fragment: Fragment): { readonly text: string; readonly holes: readonly unknown[] } {
  const text = fragment.texts.map((piece, i) => (i === 0 ? piece : `$p${i - 1}${piece}`)).join('')
  return { text, holes: fragment.holes }
}

/** A statement whose holes are filled with the values given in the fragment. */
export function toStatement<Value>(fragment: Fragment): {
  readonly text: string
  readonly params: Record<string, Value>
} {
  const { text, holes } = render(fragment)
  return { text, params: Object.fromEntries(holes.map((hole, i) => [`p${i}`, hole as Value])) }
}
