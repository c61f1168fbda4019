import type { TopUpMeans } from '#contract/top-ups.ts'
import { wordsOf } from '../i18n/words.ts'
import { means as japanese } from './ja/means.ts'

const t = wordsOf('means', japanese)

/** The way in which a top-up was paid, by its name alone. */
export function sayMeans(means: TopUpMeans): string {
  return t(means)
}

/** The same as what was done: 「銀行口座からチャージ」. */
export function sayTopUpBy(means: TopUpMeans): string {
  return t(`by_${means}`)
}

/** Where the money of a top-up came from: what its owner calls it, or else the means alone. */
export function saySource(topUp: {
  means: TopUpMeans
  sourceName: string
  lastDigits: string | null
}): string {
  const { means, sourceName, lastDigits } = topUp
  if (!sourceName) return sayTopUpBy(means)
  return lastDigits ? t('withDigits', { sourceName, lastDigits }) : sourceName
}
