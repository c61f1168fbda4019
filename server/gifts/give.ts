import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/gifts.ts'
import { requireStepUp } from '../access.ts'
import { accounts, isPosted, lockWallets, post } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { dayOf, startOfDay, startOfMonth } from '../lib/day.ts'
import { isOfNow, sameBytes } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { hashGiftCode, receiverOf, requireGifts } from './codes.ts'
import { findGift, type GiftRow, insertGift, readFacts, readGiven, readLimits } from './queries.ts'
import { decideGift, isOpen, readGiftText } from './rules.ts'

type GiveCall = Call<typeof contract.giveGift>
type Gift = ReplyOf<typeof contract.giveGift>

/**
 * Gives coin to who shows the code, once for an id: both wallets are locked, in the one order, and both postings are
 * written together. Refuses what the contract lists, in its order, and too_many_requests for who guesses codes.
 */
export async function giveGift(call: GiveCall): Promise<Gift> {
  const { context, caller, body } = call
  requireStepUp(context, caller)
  const before = await findGift(context.database, body.id)
  if (before) return answerAgain(call, before)
  if (!isOfNow(body.id, context.now())) refuse('clock_off', { now: context.now().getTime() })
  await requireGifts(context, caller)
  const receiver = await receiverOf(context, caller.id, body.code)
  return context.database.transact(async (tx) => {
    await lockWallets(tx, [caller.id, receiver.id])
    const meanwhile = await findGift(tx, body.id)
    if (meanwhile) return answerAgain(call, meanwhile)
    if (await isPosted(tx, caller.id, body.id)) refuse('gift_exists_with_different_content')
    const now = context.now()
    const span = { now, startOfToday: startOfDay(dayOf(now)), startOfMonth: startOfMonth(now) }
    const verdict = decideGift(
      await readFacts(tx, { giverId: caller.id, receiverId: receiver.id }, span),
      body.amount,
    )
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    await move(tx, {
      ...{ id: body.id, giverId: caller.id, receiverId: receiver.id, amount: body.amount },
      ...{ card: body.card, codeHmac: receiver.hmac, givenAt: now },
    })
    return toGift({ ...body, receiver: receiver.name, givenAt: now })
  })
}

/** Two postings and not one: a wallet is locked and its statement read by its own postings alone. */
async function move(tx: Transaction, gift: Parameters<typeof insertGift>[1]): Promise<void> {
  const { id, giverId, receiverId, amount, givenAt: occurredAt } = gift
  const receivedId = await insertGift(tx, gift)
  const coin = { currency: 'coin', amount } as const
  await post(tx, [
    {
      ...{ id, owner: giverId, kind: 'gift_given', occurredAt },
      transfers: [{ ...coin, from: giverId, to: accounts.gifts }],
    },
    {
      ...{ id: receivedId, owner: receiverId, kind: 'gift_received', causedBy: id, occurredAt },
      transfers: [{ ...coin, from: accounts.gifts, to: receiverId }],
    },
  ])
}

/** The same request gets its first answer, also when the code is over by now. */
function answerAgain({ context, caller, body }: GiveCall, gift: GiftRow): Gift {
  const code = readGiftText(body.code)
  const same =
    gift.giverId === caller.id &&
    gift.amount === body.amount &&
    gift.card === body.card &&
    code !== undefined &&
    sameBytes(gift.codeHmac, hashGiftCode(context, code))
  if (!same) refuse('gift_exists_with_different_content')
  return toGift(gift)
}

const toGift = ({ id, receiver, amount, card, givenAt }: Omit<GiftRow, 'giverId' | 'codeHmac'>): Gift => ({
  ...{ id, receiver, amount, card },
  givenAt: givenAt.toISOString(),
})

/** Whether the town has gifts, and how much the caller may still give. Refuses nothing. */
export async function readTerms({
  context,
  caller,
}: Call<typeof contract.readGiftTerms>): Promise<ReplyOf<typeof contract.readGiftTerms>> {
  const now = context.now()
  const limits = await readLimits(context.database, now)
  const given = await readGiven(context.database, caller.id, startOfMonth(now))
  return { open: isOpen(limits), ...limits, leftThisMonth: Math.max(0, limits.perMonth - given) }
}
