import type { ReplyOf } from '#contract/endpoint.ts'
import type { chargePayerCode as endpoint } from '#contract/payment-codes.ts'
import { readPayerText } from '#contract/payer-code.ts'
import type { Context } from '../context.ts'
import { lapse, lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { dayOf } from '../lib/day.ts'
import { hashPayerCode, isOfNow } from '../lib/id.ts'
import { Refusal, refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import { lockPayerCode, markUsed, type PayerCodeRow, readMeans } from './code-queries.ts'
import { lockHelpOf, noteHelpCharge, requireRoom } from './by-helper.ts'
import { chargePaperCard } from './charge-paper-card.ts'
import { claimChargeId } from './claim-charge-id.ts'
import { sayToTill, splitForCode } from './code-rules.ts'
import { countGuess, requireNoGuessing } from './guesses.ts'
import { findPayment, payTogether } from './queries.ts'

type Reply = ReplyOf<typeof endpoint>
export type Charge = { id: string; amount: number; storeId: string; staffId: string }

/**
 * Charges the resident whose code a till has read, once for an id and once for a code. The till learns whether it
 * was paid and how, never by whom or what is left. Refuses what the contract lists, in its order.
 */
export async function chargePayerCode({ context, caller, body }: Call<typeof endpoint>): Promise<Reply> {
  const { storeId, id: staffId } = staffOf(caller)
  const hmac = readCode(context, body.code)
  const charge = { id: body.id, amount: body.amount, storeId, staffId }
  const charged = await context.database.transact(async (tx) => {
    // The code before the wallet: everybody who holds both takes them in this order.
    const code = await lockPayerCode(tx, hmac)
    return code && chargeFor(context, tx, code, charge)
  })
  if (charged) return charged
  const byCard = await chargePaperCard(context, hmac, charge, body)
  if (byCard) return byCard
  await requireNoGuessing(context.database, storeId, context.now())
  await countGuess(context.database, storeId, context.now())
  refuse('payer_code_unknown')
}

/** The keyed hash of what was read. What is no code of the platform is no guess at one, and is not counted. */
function readCode({ config }: Context, text: string): Buffer {
  const read = readPayerText(text)
  if (read.kind === 'foreign') refuse('payer_code_foreign')
  if (read.kind === 'damaged') refuse('payer_code_damaged')
  return hashPayerCode(config.passcodeKey, read)
}

async function chargeFor(
  context: Context,
  tx: Transaction,
  code: PayerCodeRow,
  charge: Charge,
): Promise<Reply> {
  const { residentId: payerId } = code
  // A till whose answer was lost is told of its payment, whatever the store has read since.
  if (code.paymentId === charge.id && code.storeId === charge.storeId) return answerAgain(tx, code, charge)
  await requireNoGuessing(tx, charge.storeId, context.now())
  if (code.paymentId) refuse('payer_code_used')
  if (code.signedOut || context.now() >= code.expiresAt) refuse('payer_code_expired')
  if (!isOfNow(charge.id, context.now())) refuse('clock_off')

  const help = await lockHelpOf(tx, code.helpId)
  await lockWallets(tx, [payerId])
  if (help) await requireRoom(context, tx, help, charge.amount)
  await claimChargeId(tx, payerId, charge)
  await lapse(tx, [payerId], dayOf(context.now()))
  const parts = splitForCode(charge.amount, code.tender, await readMeans(tx, payerId, charge.storeId))
  const request = { id: charge.id, payerId, storeId: charge.storeId, ...parts, via: 'payer_code' }
  const [answer] = await payTogether(tx, [request], context.now())
  if (answer?.outcome !== 'paid') throw new Refusal(sayToTill(answer?.outcome ?? 'frozen'))
  const { id: paymentId, storeId, staffId, amount } = charge
  await markUsed(tx, { id: code.id, paymentId, storeId, staffId, amount })
  if (help) await noteHelpCharge(context, tx, help, { paymentId, amount })
  return { id: charge.id, ...parts, paidAt: answer.paidAt.toISOString(), paperCard: null }
}

/** The same charge again gets its first answer. Refuses payment_exists_with_different_content. */
async function answerAgain(tx: Transaction, code: PayerCodeRow, charge: Charge): Promise<Reply> {
  if (code.amount !== charge.amount) refuse('payment_exists_with_different_content')
  const row = await findPayment(tx, code.residentId, charge.id)
  if (!row) refuse('payer_code_used')
  return {
    id: charge.id,
    coin: row.coin,
    points: row.points,
    paidAt: row.paidAt.toISOString(),
    paperCard: null,
  }
}
