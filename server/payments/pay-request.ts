import type { BodyOf } from '#contract/endpoint.ts'
import type { pay } from '#contract/payments.ts'
import type { Context } from '../context.ts'
import { isPosted, lockWallets } from '../ledger/post.ts'
import { isOfNow } from '../lib/id.ts'
import { Refusal, refuse } from '../lib/refusal.ts'
import { insertPaidRequest, lockRequest } from './code-queries.ts'
import { decideRequest } from './code-rules.ts'
import { answerLate, type Payment, toPayment } from './pay.ts'
import { payTogether } from './queries.ts'

/**
 * Pays a store's request for an amount: whoever is first pays it, and nobody else. It goes alone and not in a
 * batch, because it holds the request for its time. Refuses what the contract lists.
 */
export async function payRequest(
  context: Pick<Context, 'database' | 'now'>,
  payerId: string,
  body: BodyOf<typeof pay> & { requestId: string },
): Promise<Payment> {
  if (!isOfNow(body.id, context.now())) return answerLate(context, payerId, body)
  const { id, storeId, coin, points, requestId } = body
  return context.database.transact(async (tx) => {
    // The request before the wallet: everybody who holds both takes them in this order.
    const request = await lockRequest(tx, requestId)
    const refused = decideRequest({ id, payerId, storeId, total: coin + points }, request, context.now())
    if (refused) refuse(refused)
    await lockWallets(tx, [payerId])
    // An id that has paid something else must not pay this as well.
    if (!request?.paymentId && (await isPosted(tx, payerId, id)))
      refuse('payment_exists_with_different_content')
    const [answer] = await payTogether(tx, [{ ...body, payerId }], context.now())
    if (answer?.outcome !== 'paid') throw new Refusal(answer?.outcome ?? 'frozen')
    if (!request?.paymentId) await insertPaidRequest(tx, { requestId, payerId, paymentId: id })
    return toPayment(id, { ...answer, storeId, coin, points })
  })
}
