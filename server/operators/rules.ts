import { isKatakana, toKatakana } from '#contract/kana.ts'

/** What a search may mean; all null when nothing was asked for. */
export type Search = { kana: string | null; mail: string | null; phone: string | null }

/**
 * Tells what the office typed apart: a mail address, a phone number, or the beginning of a name in kana. What
 * is none of them is looked up as a mail address, which then finds nobody.
 */
export function readSearch(text: string): Search {
  const nothing: Search = { kana: null, mail: null, phone: null }
  const typed = text.normalize('NFKC').trim()
  if (typed === '') return nothing
  const kana = toKatakana(typed).replaceAll(' ', '')
  if (isKatakana(kana)) return { ...nothing, kana }
  if (/^\+?[\d\s()-]+$/.test(typed)) return { ...nothing, phone: toE164(typed) }
  return { ...nothing, mail: typed.toLowerCase() }
}

/** A number as it is kept, E.164: the leading zero of the Japanese form stands for +81. */
function toE164(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '')
  return digits.startsWith('0') ? `+81${digits.slice(1)}` : `+${digits}`
}
