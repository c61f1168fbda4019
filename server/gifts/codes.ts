import { createHmac, randomBytes, randomInt } from 'node:crypto'
import type { ReplyOf } from '#contract/endpoint.ts'
import * as contract from '#contract/gifts.ts'
import { type Caller, requireProofsOf } from '../access.ts'
import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as queries from './queries.ts'
import {
  codeMinutes,
  codesPerMinute,
  type GiftCode,
  isOpen,
  readGiftText,
  wrongCodesAllowed,
  wrongCodesMinutes,
} from './rules.ts'

const minutesFrom = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** What is kept of a gift code: a keyed hash, found again by whoever has read the code. */
export const hashGiftCode = (context: Context, { kind, value }: GiftCode): Buffer =>
  createHmac('sha256', context.config.passcodeKey).update(`gift-code/${kind}/${value}`).digest()

/** Refuses gifts_off where the town has no gifts, and identity_check_required (or another proof) of the caller. */
export async function requireGifts(context: Context, caller: Caller): Promise<void> {
  if (!isOpen(await queries.readLimits(context.database, context.now()))) refuse('gifts_off')
  await requireProofsOf(context.database, caller, 'gift')
}

/**
 * Makes a code by which others give to the caller for ten minutes: 128 random bits for the camera and ten digits
 * for fingers, whose guessing is counted. Refuses what the contract lists, and too_many_requests.
 */
export async function showCode({
  context,
  caller,
}: Call<typeof contract.showGiftCode>): Promise<ReplyOf<typeof contract.showGiftCode>> {
  await requireGifts(context, caller)
  const now = context.now()
  const token = randomBytes(16).toString('base64url')
  const digits = Array.from({ length: contract.giftDigits }, () => randomInt(10)).join('')
  const expiresAt = minutesFrom(now, codeMinutes)
  await context.database.transact(async (tx) => {
    await queries.lockShowing(tx, caller.id)
    const shown = await queries.countCodes(tx, caller.id, minutesFrom(now, -1))
    if (shown >= codesPerMinute) refuse('too_many_requests', { waitSeconds: 60 })
    await queries.insertCode(tx, {
      ...{ id: makeId(), residentId: caller.id, sessionHash: caller.tokenHash },
      tokenHmac: hashGiftCode(context, { kind: 'token', value: token }),
      digitsHmac: hashGiftCode(context, { kind: 'digits', value: digits }),
      ...{ shownAt: now, expiresAt },
    })
  })
  const code = `${context.config.origin}${contract.giftCodePath}#${token}`
  return { code, digits, expiresAt: expiresAt.toISOString() }
}

/**
 * Who shows a code. A right code costs nothing; a wrong one is counted for the giver. Refuses gift_code_wrong,
 * gift_to_oneself, and too_many_requests after five wrong ones in ten minutes.
 */
export async function receiverOf(
  context: Context,
  giverId: string,
  text: string,
): Promise<queries.Receiver & { hmac: Buffer }> {
  const code = readGiftText(text)
  if (!code) refuse('gift_code_wrong')
  const hmac = hashGiftCode(context, code)
  const now = context.now()
  const windowBegan = minutesFrom(now, -wrongCodesMinutes)
  const receiver = await context.database.transact(async (tx) => {
    await queries.lockGuessing(tx, giverId)
    const tries = await queries.readTries(tx, giverId, windowBegan)
    if (tries >= wrongCodesAllowed) refuse('too_many_requests', { waitSeconds: wrongCodesMinutes * 60 })
    const found = await queries.findReceiver(tx, hmac, now)
    if (!found) await queries.countTry(tx, giverId, now, windowBegan)
    return found
  })
  // Only now, so that the try stays counted.
  if (!receiver) refuse('gift_code_wrong')
  if (receiver.id === giverId) refuse('gift_to_oneself')
  return { ...receiver, hmac }
}

/** Says whose code it is, by a masked name. Refuses what the contract lists, and too_many_requests. */
export async function findReceiver({
  context,
  caller,
  body,
}: Call<typeof contract.findGiftReceiver>): Promise<ReplyOf<typeof contract.findGiftReceiver>> {
  await requireGifts(context, caller)
  const { name } = await receiverOf(context, caller.id, body.code)
  return { name }
}
