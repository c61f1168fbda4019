import type { CallOf } from '#contract/endpoint.ts'
import type { pay } from '#contract/payments.ts'

export type PaymentBody = CallOf<typeof pay>['body']
/** A payment whose answer is not known yet. `pressedAt` in milliseconds since 1970. */
export type PendingPayment = {
  body: PaymentBody
  /** Whose payment it is: another person on the same device must neither see nor send it. */
  payerId: string
  storeName: string
  pressedAt: number
}

const kept = 'enishi.pending-payment'

/** Longer than this after the press nobody stands at the counter: then we only ask, and never pay. */
export const payAgainForMs = 120_000

/** Says how to find out about a pending payment: send it again (the same id pays once), or only look. */
export function howToAsk(pending: PendingPayment, nowMs: number): 'pay' | 'look' {
  const age = nowMs - pending.pressedAt
  return age >= 0 && age < payAgainForMs ? 'pay' : 'look'
}

/** Keeps a payment before it is sent, so that a lost answer or a closed app cannot lose sight of it. */
export function keepPending(pending: PendingPayment): void {
  try {
    localStorage.setItem(kept, JSON.stringify(pending))
  } catch {
    // The screen that sent it still knows it.
  }
}

/** Gives this person's payment whose answer is not known yet; null where there is none. */
export function readPending(payerId: string): PendingPayment | null {
  try {
    const text = localStorage.getItem(kept)
    const pending = text ? (JSON.parse(text) as PendingPayment) : null
    return pending?.payerId === payerId ? pending : null
  } catch {
    return null
  }
}

/** Forgets the pending payment once its outcome is known. */
export function forgetPending(): void {
  try {
    localStorage.removeItem(kept)
  } catch {
    // Nothing was kept.
  }
}
