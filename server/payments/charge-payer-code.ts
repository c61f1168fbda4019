import type { ReplyOf } from '#contract/endpoint.ts'
import type { chargePayerCode as endpoint } from '#contract/payment-codes.ts'
import { readPayerText } from '#contract/payer-code.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import type { Context } from '../context.ts'
import { isPosted, lapse, lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { dayOf } from '../lib/day.ts'
import { hashPayerCode, isOfNow } from '../lib/id.ts'
import { Refusal, refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import {
  countCodeTry,
  lockPayerCode,
  markUsed,
  type PayerCodeRow,
  readCodeTries,
  readMeans,
} from './code-queries.ts'
import { lockHelpOf, noteHelpCharge, requireRoom } from './by-helper.ts'
import { chargePaperCard } from './charge-paper-card.ts'
import { sayToTill, splitForCode, wrongCodesAllowed, wrongCodesMinutes } from './code-rules.ts'
import { findPayment, payTogether } from './queries.ts'

type Reply = ReplyOf<typeof endpoint>
export type Charge = { id: string; amount: number; storeId: string; staffId: string }

/**
 * Charges the resident whose code a till has read, once for an id and once for a code. The till learns whether it
 * was paid and how, never by whom or what is left. Refuses what the contract lists, in its order.
 */
export async function chargePayerCode({ context, caller, body }: Call<typeof endpoint>): Promise<Reply> {
  const { storeId, id: staffId } = staffOf(caller)
  const hmac = await readCode(context, storeId, body.code)
  const charge = { id: body.id, amount: body.amount, storeId, staffId }
  const charged = await context.database.transact(async (tx) => {
    // The code before the wallet: everybody who holds both takes them in this order.
    const code = await lockPayerCode(tx, hmac)
    return code && chargeFor(context, tx, code, charge)
  })
  if (charged) return charged
  return (
    (await chargePaperCard(context, hmac, charge, body.pin)) ??
    guessed(context, storeId, 'payer_code_unknown')
  )
}

const windowBegan = (now: Date) => new Date(now.getTime() - wrongCodesMinutes * 60_000)

/** The keyed hash of what was read, where the store has not been guessing. */
async function readCode(context: Context, storeId: string, text: string): Promise<Buffer> {
  const tries = await readCodeTries(context.database, storeId, windowBegan(context.now()))
  if (tries >= wrongCodesAllowed) refuse('too_many_requests', { waitSeconds: wrongCodesMinutes * 60 })
  const read = readPayerText(text)
  if (read.kind === 'foreign') return guessed(context, storeId, 'payer_code_foreign')
  if (read.kind === 'damaged') return guessed(context, storeId, 'payer_code_damaged')
  return hashPayerCode(context.config.passcodeKey, read)
}

/** Counts a code that nobody shows, and says no. Right codes cost nothing, however many a store reads at once. */
async function guessed(context: Context, storeId: string, refused: RefusalCode): Promise<never> {
  const now = context.now()
  await countCodeTry(context.database, storeId, now, windowBegan(now))
  refuse(refused)
}

async function chargeFor(
  context: Context,
  tx: Transaction,
  code: PayerCodeRow,
  charge: Charge,
): Promise<Reply> {
  const { residentId: payerId } = code
  if (code.paymentId) return answerAgain(tx, code, charge)
  if (code.signedOut || context.now() >= code.expiresAt) refuse('payer_code_expired')
  if (!isOfNow(charge.id, context.now())) refuse('clock_off')

  const help = await lockHelpOf(tx, code.helpId)
  await lockWallets(tx, [payerId])
  if (help) await requireRoom(context, tx, help, charge.amount)
  // An id that has paid something else must not pay this as well.
  if (await isPosted(tx, payerId, charge.id)) refuse('payment_exists_with_different_content')
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

/** The same charge again gets its first answer; anything else finds the code used. */
async function answerAgain(tx: Transaction, code: PayerCodeRow, charge: Charge): Promise<Reply> {
  if (code.paymentId !== charge.id || code.storeId !== charge.storeId) refuse('payer_code_used')
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
