/** How many letters of a word decide how it may be misspelt; the rest must be the same within the allowed typos. */
const LEAD = 7

/** The typos that a word may have: none in short ones and in numbers, where one letter makes another name. */
export function typosIn(word: string): 0 | 1 | 2 {
  if (word.length < 4 || !isSpelt(word)) return 0
  return word.length < 8 ? 1 : 2
}

/**
 * What remains of the beginning of a word when letters are left out: two words within the typos of one of them
 * have one of these in common, whichever of the two is misspelt. An index can therefore find them as it finds words.
 */
export function spellingsOf(word: string): readonly string[] {
  return leaveOut(word, typosIn(word))
}

/** The spellings by which a word of a name can be found: as many as any word needs that it may be taken for. */
export function spellingsToKeep(word: string): readonly string[] {
  if (!mayBeMeant(word)) return []
  return leaveOut(word, word.length < 6 ? 1 : 2)
}

/** Whether a word of a name may be what a misspelt word meant. */
export function mayBeMeant(word: string): boolean {
  return word.length > 2 && isSpelt(word)
}

/** Letters only, each of one unit: half of a letter could not be stored. */
function isSpelt(word: string): boolean {
  return /^\p{L}+$/u.test(word) && !/[\uD800-\uDFFF]/.test(word)
}

function leaveOut(word: string, letters: number): readonly string[] {
  const lead = word.slice(0, LEAD)
  let shortest = new Set([lead])
  const all = new Set(shortest)
  for (let left = 0; left < letters; left += 1) {
    const shorter = new Set<string>()
    for (const each of shortest)
      for (let i = 0; i < each.length; i += 1) shorter.add(each.slice(0, i) + each.slice(i + 1))
    for (const each of shorter) all.add(each)
    shortest = shorter
  }
  all.delete('')
  return [...all]
}

/** The least number of letters put in, left out, replaced or swapped with the next that makes one word of the other. */
export function typosBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let k = 1; k <= b.length; k += 1) {
      const same = a[i - 1] === b[k - 1]
      const cost = Math.min(at(above, k) + 1, at(row, k - 1) + 1, at(above, k - 1) + (same ? 0 : 1))
      const swapped = i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]
      row.push(swapped ? Math.min(cost, at(before, k - 2) + 1) : cost)
    }
    ;[before, above] = [above, row]
  }
  return at(above, b.length)
}

function at(row: readonly number[], i: number): number {
  return row[i] ?? Number.POSITIVE_INFINITY
}
