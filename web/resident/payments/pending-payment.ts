import type { CallOf } from '#contract/endpoint.ts'
import type { pay } from '#contract/payments.ts'
import type { Refusal } from '../../lib/api.ts'

export type PaymentBody = CallOf<typeof pay>['body']
/** What became of a payment; `problem` says why it was not made, where somebody said so. */
export type PaymentOutcome = { paid: true } | { paid: false; problem: Refusal | null }
/** A payment whose answer did not come, until the person has seen what became of it. */
export type PendingPayment = {
  body: PaymentBody
  /** Whose payment it is: another person on the same device must neither see nor send it. */
  payerId: string
  storeName: string
  /** In milliseconds since 1970. */
  pressedAt: number
  /** The person has called it off: it is never sent again. */
  withdrawn?: true
  outcome?: PaymentOutcome
}

/** Longer than this after the press nobody stands at the counter: then it is called off, and never paid. */
export const payAgainForMs = 120_000

/** Says how to find out about a pending payment: send it again (the same id pays once), or call it off. */
export function howToAsk(pending: PendingPayment, nowMs: number): 'pay' | 'withdraw' {
  const age = nowMs - pending.pressedAt
  return !pending.withdrawn && age >= 0 && age < payAgainForMs ? 'pay' : 'withdraw'
}

/** Whether the person has to think of it before paying the same store again. */
export const mayBePaid = ({ outcome }: PendingPayment): boolean => outcome === undefined || outcome.paid
