/** Letters that Unicode does not take apart into a plain one and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
}

/** Text without what people leave out when they type: capitals, accents, apostrophes. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[ßæœøđðłıþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/['’]s(?![\p{L}\p{N}])|['’]/gu, '')
    .normalize('NFC')
}

/** The words of a text, folded: runs of letters and digits, of any script. */
export function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
}

/** The words between which no space stands: `DeepSeek-R1` has deep, seek, r and 1. */
export function partsOf(text: string): readonly string[] {
  return wordsOf(text.replaceAll(/(\p{Ll})(?=\p{Lu})|(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, (letter) => `${letter} `))
}

/** The words as a column that is searched for whole words: one space before and after each. */
export function wordColumn(text: string | null): string | null {
  return text === null ? null : ` ${wordsOf(text).join(' ')} `
}
