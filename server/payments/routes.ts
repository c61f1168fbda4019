import * as codes from '#contract/payment-codes.ts'
import * as contract from '#contract/payments.ts'
import { proofTable } from '#contract/proofs.ts'
import { requireProofsOf } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { route } from '../route.ts'
import { chargePayerCode } from './charge-payer-code.ts'
import { makePay, toPayment } from './pay.ts'
import { payRequest } from './pay-request.ts'
import { endPayerCodes, readPayerCode, showPayerCode, showRelativesCode } from './payer-codes.ts'
import { findPayment } from './queries.ts'
import { readStorePayment } from './read-store-payment.ts'
import { refundPayment } from './refund.ts'
import { withdrawPayment } from './withdraw.ts'

/** The batcher lives as long as the server, so the routes are made once for it. */
export function paymentRoutes(context: Context) {
  const pay = makePay(context)
  return [
    route(
      contract.pay,
      async ({ caller, body }) => {
        const { requestId } = body
        if (caller.recalled) {
          // The payment's own trip looks at the session. What needs trips of its own looks the caller up first.
          const needsMore = requestId !== undefined || proofTable(caller.townProofs).pay.length > 0
          return needsMore ? refuse('not_signed_in') : pay({ id: caller.id, session: caller.tokenHash }, body)
        }
        await requireProofsOf(context.database, caller, 'pay')
        return requestId ? payRequest(context, caller.id, { ...body, requestId }) : pay(caller, body)
      },
      { recallsCaller: true },
    ),
    route(contract.readPayment, async ({ caller, params }) => {
      const row = await findPayment(context.database, caller.id, params.id)
      if (!row) refuse('not_found')
      return toPayment(params.id, row)
    }),
    route(contract.withdrawPayment, withdrawPayment),
    route(contract.readStorePayment, readStorePayment),
    route(contract.refundPayment, refundPayment),
    route(codes.showPayerCode, async (call) => {
      // A till that reads the code pays at once, so that showing it is the act.
      await requireProofsOf(context.database, call.caller, 'pay')
      return showPayerCode(call)
    }),
    route(codes.showRelativesCode, async (call) => {
      await requireProofsOf(context.database, call.caller, 'pay')
      return showRelativesCode(call)
    }),
    route(codes.readPayerCode, readPayerCode),
    route(codes.endPayerCodes, endPayerCodes),
    route(codes.chargePayerCode, chargePayerCode),
  ]
}
