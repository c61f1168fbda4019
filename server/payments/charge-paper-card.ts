// A printed card at a till: the same payment as by phone, behind a PIN, a cap for each payment and one for each day.
import { createHash } from 'node:crypto'
import type { ReplyOf } from '#contract/endpoint.ts'
import { limitDefaults } from '#contract/limits.ts'
import type { chargePayerCode } from '#contract/payment-codes.ts'
import type { Context } from '../context.ts'
import { lapse, lockWallets } from '../ledger/post.ts'
import type { Queries, Transaction } from '../lib/database.ts'
import { dayOf } from '../lib/day.ts'
import { hashCardPin, isOfNow } from '../lib/id.ts'
import { Refusal, refuse } from '../lib/refusal.ts'
import type { Charge } from './charge-payer-code.ts'
import { claimChargeId } from './claim-charge-id.ts'
import { readMeans } from './code-queries.ts'
import { cardAgainMinutes, sayToTill, splitForCode } from './code-rules.ts'
import { requireNoGuessing } from './guesses.ts'
import {
  findCardCharge,
  findPaperCard,
  findSameCardCharge,
  insertCardCharge,
  lockPaperCard,
  type PaperCardRow,
  readCardLimits,
  readCardSpending,
  readHeldAfter,
  tryPin,
} from './paper-card-queries.ts'
import { findPayment, payTogether } from './queries.ts'

type Reply = ReplyOf<typeof chargePayerCode>

/**
 * Charges the person whose printed card a till has read, once for an id; undefined for what is no card. A wrong PIN
 * stays counted though the payment is refused. Refuses what the contract lists, in its order.
 */
export async function chargePaperCard(
  context: Context,
  hmac: Buffer,
  charge: Charge,
  { pin, again }: { pin?: string | undefined; again?: boolean | undefined },
): Promise<Reply | undefined> {
  const { database } = context
  const card = await findPaperCard(database, hmac)
  if (!card) return undefined
  const before = await findCardCharge(database, card.personId, charge.id)
  if (before) return answerAgain(database, card, before, charge)
  await requireNoGuessing(database, charge.storeId, context.now())
  if (!isOfNow(charge.id, context.now())) refuse('clock_off')
  if (card.stopped) refuse('paper_card_stopped')
  if (!again) await requireFirst(context, database, card.personId, charge)
  const limits = await limitsInForce(context)
  if (charge.amount > limits.perPayment) refuse('paper_card_over_limit', { limit: limits.perPayment })
  if (charge.amount > limits.pinAbove) await requirePin(context, card, charge, pin)
  return database.transact((tx) => chargeFor(context, tx, card.id, { ...charge, again, ...limits }))
}

/**
 * A printed card is read again after an answer that was lost as well as for a second purchase, and only people can tell
 * which. Refuses paper_card_charged_before with the instant of the payment before.
 */
async function requireFirst(
  context: Context,
  queries: Queries,
  payerId: string,
  { id, storeId, amount }: Charge,
): Promise<void> {
  const since = new Date(context.now().getTime() - cardAgainMinutes * 60_000)
  const paidAt = await findSameCardCharge(queries, { id, payerId, storeId, amount, since })
  if (paidAt) refuse('paper_card_charged_before', { paidAt: paidAt.toISOString() })
}

async function limitsInForce(context: Context) {
  const said = await readCardLimits(context.database, context.now())
  return {
    pinAbove: said.pinAbove ?? limitDefaults.paper_card_pin_above,
    perPayment: said.perPayment ?? limitDefaults.paper_card_payment,
    perDay: said.perDay ?? limitDefaults.paper_card_day,
    // Points lapse, so they go first where the town says nothing else.
    proposes: said.proposes === 'coin_first' ? ('coin_first' as const) : ('points_first' as const),
  }
}

/** Refuses paper_card_pin_needed, paper_card_pin_wrong, and paper_card_stopped with the third wrong one. */
async function requirePin(
  { database, config }: Context,
  card: PaperCardRow,
  charge: Charge,
  pin: string | undefined,
): Promise<void> {
  if (pin === undefined) refuse('paper_card_pin_needed')
  const typed = hashCardPin(config.passcodeKey, card.id, pin)
  // The same PIN for the same payment, sent again because no answer came, is one guess.
  const guess = createHash('sha256').update(`${charge.id}/`).update(typed).digest()
  const { verdict, triesLeft } = await tryPin(database, card.id, { typed, guess })
  if (verdict === 'right') return
  if (verdict === 'stopped' || triesLeft === 0) refuse('paper_card_stopped')
  refuse('paper_card_pin_wrong', { triesLeft })
}

async function chargeFor(
  context: Context,
  tx: Transaction,
  cardId: string,
  charge: Charge & { again?: boolean | undefined; perDay: number; proposes: 'points_first' | 'coin_first' },
): Promise<Reply> {
  const now = context.now()
  // The card before the wallet: everybody who holds both takes them in this order.
  const card = await lockPaperCard(tx, cardId)
  const { personId: payerId } = card
  await lockWallets(tx, [payerId])
  const twin = await findCardCharge(tx, payerId, charge.id)
  if (twin) return answerAgain(tx, card, twin, charge)
  if (card.stopped) refuse('paper_card_stopped')
  if (!charge.again) await requireFirst(context, tx, payerId, charge)
  const spent = await readCardSpending(tx, payerId, dayOf(now))
  if (spent + charge.amount > charge.perDay) {
    refuse('paper_card_over_day_limit', { left: Math.max(0, charge.perDay - spent) })
  }
  await claimChargeId(tx, payerId, charge)
  await lapse(tx, [payerId], dayOf(now))
  const parts = splitForCode(charge.amount, charge.proposes, await readMeans(tx, payerId, charge.storeId))
  const request = { id: charge.id, payerId, storeId: charge.storeId, ...parts, via: 'paper_card' }
  const [answer] = await payTogether(tx, [request], now)
  if (answer?.outcome !== 'paid') throw new Refusal(sayToTill(answer?.outcome ?? 'frozen'))
  const { id: paymentId, storeId, staffId, amount } = charge
  await insertCardCharge(tx, { payerId, paymentId, cardId, storeId, staffId, amount, day: dayOf(now) })
  const balance = card.tellsBalance ? await readHeldAfter(tx, payerId, charge.id) : null
  return { id: charge.id, ...parts, paidAt: answer.paidAt.toISOString(), paperCard: { balance } }
}

/** The same charge again gets its first answer, whatever has become of the card; anything else is refused. */
async function answerAgain(
  queries: Queries,
  card: PaperCardRow,
  before: { storeId: string; amount: number },
  charge: Charge,
): Promise<Reply> {
  const row = await findPayment(queries, card.personId, charge.id)
  const same = before.storeId === charge.storeId && before.amount === charge.amount
  if (!same || !row) refuse('payment_exists_with_different_content')
  const balance = card.tellsBalance ? await readHeldAfter(queries, card.personId, charge.id) : null
  return {
    id: charge.id,
    coin: row.coin,
    points: row.points,
    paidAt: row.paidAt.toISOString(),
    paperCard: { balance },
  }
}
