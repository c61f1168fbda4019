import type { TopUpMeans } from '#contract/top-ups.ts'

/** By what a top-up was paid, as the end of 「…チャージ」. */
export const meansWords: Record<TopUpMeans, string> = {
  bank: '銀行口座から',
  card: 'カードで',
  atm: 'ATMで',
  counter: '窓口で',
  code: 'チャージコードで',
}

/** The same by its name alone. */
export const meansNames: Record<TopUpMeans, string> = {
  bank: '銀行口座',
  card: 'クレジットカード',
  atm: 'ATM',
  counter: '窓口',
  code: 'チャージコード',
}

/** Where the money of a top-up came from: what its owner calls it, or else the means alone. */
export function saySource(topUp: {
  means: TopUpMeans
  sourceName: string
  lastDigits: string | null
}): string {
  const digits = topUp.lastDigits ? `（末尾 ${topUp.lastDigits}）` : ''
  return topUp.sourceName ? `${topUp.sourceName}${digits}` : `${meansWords[topUp.means]}チャージ`
}
