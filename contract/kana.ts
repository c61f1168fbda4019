<<<<<<< HEAD
=======
// How kana are written down and searched: the same on the server, in the apps and in the seed.

>>>>>>> shops
const hiraganaToKatakana = 0x30a1 - 0x3041

/**
 * Gives a name in full-width katakana: hiragana and half-width katakana are converted, a hyphen after kana
<<<<<<< HEAD
 * is taken for the long-vowel mark, and spaces at the ends go. Characters that are not kana stay as they are.
=======
 * is taken for the long-vowel mark, and spaces are single and not at the ends. Characters that are not kana
 * stay as they are.
>>>>>>> shops
 */
export function toKatakana(text: string): string {
  return text
    .normalize('NFKC')
<<<<<<< HEAD
    .trim()
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + hiraganaToKatakana))
    .replace(/(?<=[ァ-ヺー])[-‐‑–—−]/g, 'ー')
    .replace(/\s+/g, ' ')
=======
    .replace(/[ぁ-ゖゝゞ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + hiraganaToKatakana))
    .replace(/(?<=[ァ-ヺー])[-‐‑–—−]/g, 'ー')
    .replace(/\s+/g, ' ')
    .trim()
>>>>>>> shops
}

/** Says whether a text is full-width katakana only, as banks compare it. Refuses the empty text. */
export function isKatakana(text: string): boolean {
  return /^[ァ-ヺー・ ]+$/.test(text)
}

/**
<<<<<<< HEAD
 * A text as searched: width, kind of kana, case, spaces, long marks and punctuation do not matter. Made the
 * same way from what is stored and from what is typed.
=======
 * What is left of a text when only its sound counts: one width, katakana, lower case, no spaces, no
 * punctuation, no long-vowel marks. Two texts match when the key of one contains the key of the other; the
 * key of text without letters and digits is empty.
>>>>>>> shops
 */
export function searchKey(text: string): string {
  return toKatakana(text)
    .toLowerCase()
<<<<<<< HEAD
    .replace(/[\s・ー－\-‐–—.,、。'’()（）「」]/g, '')
=======
    .replace(/[\p{P}\p{S}\p{Z}\p{C}ー]/gu, '')
}

/** The keys of a search in which words stand apart; each has to be found, in any order. */
export function searchKeys(text: string): string[] {
  return text
    .split(/[\s、・]+/)
    .map(searchKey)
    .filter((key) => key !== '')
>>>>>>> shops
}
