import { sayYen } from '../../lib/numbers.ts'

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
  if (terms.maximum < terms.minimum) return 'いまはこれ以上チャージできません。日をあらためてお試しください。'
  if (amount === null || amount === 0) return 'チャージ金額を入力してください。'
  if (amount < terms.minimum) return `チャージは${sayYen(terms.minimum)}からです。金額を増やしてください。`
  if (amount <= terms.maximum) return undefined
  if (amount > terms.perTopUp)
    return `1回のチャージは${sayYen(terms.perTopUp)}までです。金額を減らしてください。`
  if (terms.leftOnFirstDay !== null && amount > terms.leftOnFirstDay)
    return `新しい端末でログインしてから24時間は、チャージできる残りは${sayYen(terms.leftOnFirstDay)}です。`
  if (amount > terms.leftToday) return `今日チャージできる残りは${sayYen(terms.leftToday)}です。`
  if (amount > terms.leftThisMonth) return `今月チャージできる残りは${sayYen(terms.leftThisMonth)}です。`
  return `残高の上限があるため、チャージできるのは${sayYen(terms.leftUnderCap)}までです。`
}
