// How kana are written down and searched: the same on the server, in the apps and in the seed.

const hiraganaToKatakana = 0x30a1 - 0x3041

/**
 * Gives a name in full-width katakana: hiragana and half-width katakana are converted, a hyphen after kana
 * is taken for the long-vowel mark, and spaces are single and not at the ends. Characters that are not kana
 * stay as they are.
 */
export function toKatakana(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[ぁ-ゖゝゞ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + hiraganaToKatakana))
    .replace(/(?<=[ァ-ヺー])[-‐‑–—−]/g, 'ー')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Says whether a text is full-width katakana only, as banks compare it. Refuses the empty text. */
export function isKatakana(text: string): boolean {
  return /^[ァ-ヺー・ ]+$/.test(text)
}

/**
 * What is left of a text when only its sound counts: one width, katakana, small kana as large (as banks write
 * them), lower case, no spaces, no punctuation, no long-vowel marks. Two texts match when the key of one
 * contains the key of the other; the key of text without letters and digits is empty.
 */
export function searchKey(text: string): string {
  return toKatakana(text)
    .replace(/[ァィゥェォッャュョヮ]/g, (small) => String.fromCharCode(small.charCodeAt(0) + 1))
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\p{C}ー]/gu, '')
}

/** The keys of a search in which words stand apart; each has to be found, in any order. */
export function searchKeys(text: string): string[] {
  return text
    .split(/[\s、・]+/)
    .map(searchKey)
    .filter((key) => key !== '')
}

/** Says whether two names sound the same, however they are written: width, hiragana, small kana, long vowels. */
export function sameName(one: string, other: string): boolean {
  return soundOf(one) === soundOf(other)
}

const rows = {
  ア: 'アカサタナハマヤラワガザダバパァャヮ',
  イ: 'イキシチニヒミリギジヂビピィ',
  ウ: 'ウクスツヌフムユルヴグズヅブプゥュ',
  エ: 'エケセテネヘメレゲゼデベペェ',
  オ: 'オコソトノホモヨロヲゴゾドボポォョ',
}

/** With every long vowel spelt out in one way, so that ユーコ is ユウコ and オーノ is オオノ and オウノ, but not ユコ. */
function soundOf(name: string): string {
  let spelt = toKatakana(name)
  for (const [vowel, row] of Object.entries(rows)) {
    spelt = spelt.replace(new RegExp(`(?<=[${row}])ー`, 'g'), vowel)
  }
  const { エ: e, オ: o } = rows
  const one = spelt.replace(new RegExp(`(?<=[${o}])ウ`, 'g'), 'オ')
  return searchKey(one.replace(new RegExp(`(?<=[${e}])イ`, 'g'), 'エ'))
}
