/**
 * The form in which names are kept for searching, and in which what a person types is looked for: one width,
 * hiragana as katakana, small kana as large (as banks write them), lower case, no spaces or dots. Never throws.
 */
export function searchable(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    .replaceAll(/[ァィゥェォッャュョヮ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1))
    .toLowerCase()
    .replaceAll(/[\s・]/g, '')
}
