import { localeUsed } from './i18n/language.ts'
import { t } from './words/shared.ts'

/** Says a whole number with separators, for example 「12,480」. Refuses nothing. */
export function sayNumber(value: number): string {
  return value.toLocaleString(localeUsed())
}

/** Says whole yen, for example 「49,000円」. Refuses nothing. */
export function sayYen(amount: number): string {
  return t('yen', { count: amount })
}

/** Says a distance in metres: 「80m」 up to a kilometre, 「1.4km」 beyond. */
export function sayDistance(metres: number): string {
  return metres < 1000 ? `${Math.round(metres / 10) * 10}m` : `${(metres / 1000).toFixed(1)}km`
}
