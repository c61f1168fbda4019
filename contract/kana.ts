const hiraganaToKatakana = 0x30a1 - 0x3041

/**
 * Gives a name in full-width katakana: hiragana and half-width katakana are converted, a hyphen after kana
 * is taken for the long-vowel mark, and spaces at the ends go. Characters that are not kana stay as they are.
 */
export function toKatakana(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + hiraganaToKatakana))
    .replace(/(?<=[ァ-ヺー])[-‐‑–—−]/g, 'ー')
    .replace(/\s+/g, ' ')
}

/** Says whether a text is full-width katakana only, as banks compare it. Refuses the empty text. */
export function isKatakana(text: string): boolean {
  return /^[ァ-ヺー・ ]+$/.test(text)
}

/**
 * A text as searched: width, kind of kana, case, spaces, long marks and punctuation do not matter. Made the
 * same way from what is stored and from what is typed.
 */
export function searchKey(text: string): string {
  return toKatakana(text)
    .toLowerCase()
    .replace(/[\s・ー－\-‐–—.,、。'’()（）「」]/g, '')
}
