import { sayYen } from '../../lib/numbers.ts'
import { t } from '../words/top-ups.ts'

type Terms = {
  minimum: number
  maximum: number
  perTopUp: number
  leftToday: number
  leftThisMonth: number
  leftUnderCap: number
  leftOnFirstDay: number | null
}

/** What the server refuses about an amount, so that it is said at the amount. */
export const amountCodes = [
  'top_up_below_minimum',
  'top_up_over_limit',
  'top_up_over_first_day_limit',
  'top_up_over_day_limit',
  'top_up_over_month_limit',
  'balance_over_cap',
] as const

/**
 * Gives words for why an amount cannot be topped up now; undefined when it may be sent. The server decides
 * again; this only saves the person a trip.
 */
export function amountTrouble(amount: number | null, terms: Terms): string | undefined {
  if (terms.maximum < terms.minimum) return t('nothingLeft')
  if (amount === null || amount === 0) return t('amountMissing')
  if (amount < terms.minimum) return t('belowMinimum', { minimum: sayYen(terms.minimum) })
  if (amount <= terms.maximum) return undefined
  if (amount > terms.perTopUp) return t('overLimit', { perTopUp: sayYen(terms.perTopUp) })
  if (terms.leftOnFirstDay !== null && amount > terms.leftOnFirstDay)
    return t('overFirstDay', { leftOnFirstDay: sayYen(terms.leftOnFirstDay) })
  if (amount > terms.leftToday) return t('overToday', { leftToday: sayYen(terms.leftToday) })
  if (amount > terms.leftThisMonth) return t('overMonth', { leftThisMonth: sayYen(terms.leftThisMonth) })
  return t('overCap', { leftUnderCap: sayYen(terms.leftUnderCap) })
}
