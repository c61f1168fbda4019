import type { ReplyOf } from '#contract/endpoint.ts'
import type { withdrawPayment as endpoint } from '#contract/payments.ts'
import { lockWallets } from '../ledger/post.ts'
import { isOfNow, timeOfId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { toPayment } from './pay.ts'
import { findPayment, insertWithdrawal } from './queries.ts'

/** Longer than an id can pay after it was withdrawn: it is of now for a day around the time that it says. */
const keepMs = 2 * 86_400_000

/**
 * Calls a payment off whose answer was lost. The payment and this meet under the wallet's lock: whichever is first
 * holds, so the answer is final. An id from another day pays nothing anyway. Refuses clock_off for an id of the future.
 */
export async function withdrawPayment({
  context,
  caller,
  body: { id },
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const now = context.now()
  const canPay = isOfNow(id, now)
  if (!canPay && timeOfId(id) > now) refuse('clock_off', { now: now.getTime() })
  return context.database.transact(async (tx) => {
    await lockWallets(tx, [caller.id])
    const made = await findPayment(tx, caller.id, id)
    if (made) return { payment: toPayment(id, made) }
    const forget = new Date(now.getTime() - keepMs)
    if (canPay) await insertWithdrawal(tx, { payerId: caller.id, paymentId: id, at: now, forget })
    return { payment: null }
  })
}
