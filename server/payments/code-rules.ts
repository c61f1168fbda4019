import type { RefusalCode } from '#contract/refusals.ts'

/** Whether a payment may pay a store's request, in the contract's order; null means that it may. */
export function decideRequest(
  payment: { id: string; payerId: string; storeId: string; total: number },
  request:
    | {
        storeId: string
        amount: number
        expiresAt: Date
        cancelledAt: Date | null
        payerId: string | null
        paymentId: string | null
      }
    | undefined,
  now: Date,
): RefusalCode | null {
  if (!request || request.storeId !== payment.storeId || request.amount !== payment.total)
    return 'request_unknown'
  if (request.paymentId) {
    const same = request.paymentId === payment.id && request.payerId === payment.payerId
    return same ? null : 'request_paid'
  }
  if (request.cancelledAt) return 'request_cancelled'
  return now < request.expiresAt ? null : 'request_expired'
}

/** A code that a resident shows lives so long (the usual figure of the trade), in seconds. */
export const codeLivesSeconds = 300
/** So long an older code can still be read, for a till that was reading while it was replaced, in seconds. */
export const codeGraceSeconds = 10
/** A person who needs more codes in a minute is a program. */
export const codesPerMinute = 20
/** A store that reads more codes that nobody shows, within ten minutes, is guessing. */
export const wrongCodesAllowed = 20
export const wrongCodesMinutes = 10

/** So soon a second charge of one printed card for the same amount at the same store wants a person's word. */
export const cardAgainMinutes = 5

/** How an amount is paid from what there is: the person chose when showing the code, and the town for printed cards. */
export function splitForCode(
  amount: number,
  tender: 'points_first' | 'coin_first' | 'coin',
  means: { coin: number; points: number },
): { coin: number; points: number } {
  const wish = { points_first: amount, coin_first: Math.max(0, amount - means.coin), coin: 0 }[tender]
  const points = Math.min(means.points, wish)
  return { coin: amount - points, points }
}

/** What concerns the payer alone is said to the till without saying why. */
export function sayToTill(outcome: RefusalCode): RefusalCode {
  if (outcome === 'frozen') return 'payer_cannot_pay'
  return outcome === 'insufficient_balance' ? 'payer_balance_short' : outcome
}
