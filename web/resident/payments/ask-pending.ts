import type { ReplyOf } from '#contract/endpoint.ts'
import { pay, withdrawPayment } from '#contract/payments.ts'
import { type Answer, call, Fault, type Refusal } from '../../lib/api.ts'
import { howToAsk, type PaymentBody, type PendingPayment } from './pending-payment.ts'

const firstWaitMs = 1000
const longestWaitMs = 8000

/** The payment as it was made, or that it never will be. */
export type Known = { payment: ReplyOf<typeof pay> } | { payment: null; problem: Refusal | null }

/** Asks again and again, more slowly each time, until it is known or the returned stop is called. */
export function askUntilKnown(pending: PendingPayment, onKnown: (known: Known) => void): () => void {
  let stopped = false
  let waitMs = firstWaitMs
  let timer: ReturnType<typeof setTimeout>
  const turn = async () => {
    const known = await askOnce(pending)
    if (stopped) return
    if (known !== 'unknown') return onKnown(known)
    timer = setTimeout(() => void turn(), waitMs)
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
  timer = setTimeout(() => void turn(), 0)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

async function askOnce(pending: PendingPayment): Promise<Known | 'unknown'> {
  let problem: Refusal | null = null
  if (howToAsk(pending, Date.now()) === 'pay') {
    const answer = await tryToPay(pending.body)
    if (answer === 'unknown' || saysNothing(answer)) return 'unknown'
    if (answer.ok) return { payment: answer.value }
    // Why it cannot be paid now says nothing of the tries before; calling it off does.
    problem = answer.problem
  }
  const answer = await answered(() => call(withdrawPayment, { body: { id: pending.body.id } }))
  if (answer === 'unknown' || saysNothing(answer)) return 'unknown'
  if (!answer.ok) return { payment: null, problem: answer.problem }
  const { payment } = answer.value
  return payment ? { payment } : { payment, problem }
}

/** Sends a payment and gives the answer, or 'unknown' when there was none: it may be paid or not. */
export const tryToPay = (body: PaymentBody): Promise<Answer<typeof pay> | 'unknown'> =>
  answered(() => call(pay, { body }))

async function answered<T>(send: () => Promise<T>): Promise<T | 'unknown'> {
  try {
    return await send()
  } catch (cause) {
    if (cause instanceof Fault) return 'unknown'
    throw cause
  }
}

/** Refusals that say nothing about the payment: it stays in question. */
const saysNothing = (answer: Answer<typeof pay | typeof withdrawPayment>): boolean =>
  !answer.ok && ['not_signed_in', 'busy', 'too_many_requests'].includes(answer.problem.code)
