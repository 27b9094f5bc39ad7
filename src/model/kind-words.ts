/** `FUNDING_ROUND` names the kind `FundingRound`. */
export function kindName(word: string): string {
  return word.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
}

/** The inverse of `kindName`. */
export function kindWord(kind: string): string {
  return kind.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
}
