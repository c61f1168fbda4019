import assert from 'node:assert/strict'
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/payment-codes.ts'
import { encodeStoreCode } from '#contract/payment-code.ts'
import type { Context } from '../context.ts'
import { idToReference, isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import { storeCodeKeys } from './code-keys.ts'
import {
  findRequest,
  insertRequest,
  lockRequest,
  markCancelled,
  readStoreState,
  type RequestRow,
} from './request-queries.ts'
import { stateOfRequest, storeCodeOf } from './rules.ts'
import { signStoreCode } from './store-code.ts'

type Reply = ReplyOf<typeof contract.requestPayment>

/** Long enough for a person who looks for the phone, short enough for a code that lies around. */
const livesMinutes = 10
/**
 * Makes a request of the caller's store for an amount, once for an id; gives its code (EMVCo MPM, dynamic).
 * Refuses what the contract lists.
 */
export async function requestPayment({
  context,
  caller,
  body,
}: Call<typeof contract.requestPayment>): Promise<Reply> {
  const now = context.now()
  const { storeId } = staffOf(caller)
  if (!(await findRequest(context.database, body.id))) {
    if (!isOfNow(body.id, now)) refuse('clock_off')
    const { open, perPayment } = await readStoreState(context.database, storeId, now)
    if (!open) refuse('store_suspended')
    if (body.amount > perPayment) refuse('payment_over_limit', { limit: perPayment })
    const expiresAt = new Date(now.getTime() + livesMinutes * 60_000)
    await insertRequest(context.database, {
      ...{ ...body, storeId, staffId: caller.id },
      ...{ requestedAt: now, expiresAt },
    })
  }
  const request = await findRequest(context.database, body.id)
  assert(request)
  if (request.storeId !== storeId || request.amount !== body.amount) {
    refuse('request_exists_with_different_content')
  }
  return toRequest(context, request)
}

/** Tells how a request of the caller's store stands. Refuses not_found, also for those of other stores. */
export async function readPaymentRequest({
  context,
  caller,
  params,
}: Call<typeof contract.readPaymentRequest>): Promise<Reply> {
  const { storeId } = staffOf(caller)
  const request = await findRequest(context.database, params.id)
  if (request?.storeId !== storeId) refuse('not_found')
  return toRequest(context, request)
}

/** Takes a request back; whoever scans it from now on is told so. Refuses not_found and request_paid. */
export async function cancelPaymentRequest({
  context,
  caller,
  params,
}: Call<typeof contract.cancelPaymentRequest>): Promise<Reply> {
  const { storeId } = staffOf(caller)
  return context.database.transact(async (tx) => {
    const request = await lockRequest(tx, params.id)
    if (request?.storeId !== storeId) refuse('not_found')
    if (request.paymentId) refuse('request_paid')
    const cancelledAt = context.now()
    await markCancelled(tx, params.id, cancelledAt)
    return toRequest(context, { ...request, cancelledAt })
  })
}

function toRequest(context: Context, request: RequestRow): Reply {
  const [key] = storeCodeKeys(context.config)
  assert(key)
  const { id, amount, expiresAt, paymentId } = request
  const store = { number: request.storeNumber, name: request.storeName }
  const code = { ...storeCodeOf(store), amount, reference: idToReference(id) }
  return {
    ...{ id, amount, paymentId },
    code: encodeStoreCode(signStoreCode(code, key)),
    expiresAt: expiresAt.toISOString(),
    state: stateOfRequest(request, context.now()),
  }
}
