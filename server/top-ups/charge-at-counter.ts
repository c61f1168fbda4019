import { createHash } from 'node:crypto'
import type * as contract from '#contract/counters.ts'
import { counterDigits } from '#contract/counters.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { readPayerText } from '#contract/payer-code.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { hashPayerCode, isOfNow, makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { readFamilyKana } from './atm-queries.ts'
import { maskedName } from './atm-rules.ts'
import { countCodeTry } from './code-queries.ts'
import * as queries from './counter-queries.ts'
import { counterCodeMinutes, tellAtCounter } from './counter-rules.ts'
import { finishTopUpIn } from './finish.ts'
import { insertTopUp } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp, roomUnder } from './rules.ts'
import { randomCounterNumber } from './show-at-counter.ts'

const hourMs = 3_600_000

/** Wrong numbers that a counter may type in an hour: more than slips of the finger, far too few to find anybody. */
const wrongNumbersPerHour = 60

/**
 * Who stands at the counter, by the number on the phone: so much of the name as is needed to be sure, and what may be
 * charged; why nothing may be charged is the resident's own business. Refuses what the contract lists.
 */
export async function findAtCounter(
  context: Context,
  operatorId: string,
  { number }: BodyOf<typeof contract.findAtCounter>,
): Promise<ReplyOf<typeof contract.findAtCounter>> {
  const now = context.now()
  if (!(await queries.findOpenTill(context.database, operatorId))) refuse('till_not_open')
  const code = await findCode(context, number, now)
  if (!code || code.topUpId) {
    await countWrongNumber(context, operatorId)
    refuse('counter_code_unknown')
  }
  const { residentId } = code
  const facts = await readTopUpFacts(context.database, now, { residentId, bankAccountId: null, except: null })
  if (decideTopUp(facts.limits.minimum, facts).refused) refuse('counter_charge_not_possible')
  return {
    codeId: code.id,
    holder: maskedName(await readFamilyKana(context.database, residentId)),
    minimum: facts.limits.minimum,
    maximum: roomUnder(facts.limits, facts.used).maximum,
  }
}

/** What was read or typed: the number on a phone, or the printed card of somebody who has none. */
async function findCode(context: Context, text: string, now: Date): Promise<queries.CounterCode | undefined> {
  const written = text.normalize('NFKC')
  const digits = written.replaceAll(/\D/g, '')
  // Among the letters of a card's code there may be as many digits as a number has.
  if (digits.length === counterDigits && !/\p{L}/u.test(written))
    return queries.findShownNumber(context.database, digits, now)
  const read = readPayerText(text)
  if (read.kind !== 'token' && read.kind !== 'digits') return undefined
  const card = await queries.findPaperCard(context.database, hashPayerCode(context.config.passcodeKey, read))
  if (!card) return undefined
  if (card.ended) refuse('paper_card_stopped')
  // From here on it is as if a phone had shown a number: one charge, within minutes.
  const expiresAt = new Date(now.getTime() + counterCodeMinutes * 60_000)
  const code = { id: makeId(), residentId: card.residentId, number: randomCounterNumber(), expiresAt }
  if (!(await queries.insertCounterCode(context.database, { ...code, madeAt: now }))) refuse('busy')
  return { ...code, topUpId: null }
}

async function countWrongNumber(context: Context, operatorId: string): Promise<void> {
  const who = createHash('sha256').update(`counter/${operatorId}`).digest()
  const now = context.now()
  const tries = await countCodeTry(context.database, who, now, new Date(now.getTime() - hourMs))
  if (tries > wrongNumbersPerHour) refuse('too_many_requests', { waitSeconds: hourMs / 1000 })
}

type Wish = BodyOf<typeof contract.chargeAtCounter>

/**
 * Takes cash over the counter and charges: the cash in the till's book, the coin in the wallet and the line in the
 * audit log are one. The same request again is the same charge. Refuses what the contract lists, in its order.
 */
export async function chargeAtCounter(context: Context, operatorId: string, wish: Wish): Promise<void> {
  const { id, codeId, amount, received } = wish
  const before = await queries.findCounterCharge(context.database, id)
  if (before) return requireSame(before, operatorId, wish)
  const shown = await queries.findCounterCode(context.database, codeId)
  await context.database.transact(async (tx) => {
    if (shown) await lockWallets(tx, [shown.residentId])
    const twin = await queries.findCounterCharge(tx, id)
    if (twin) return requireSame(twin, operatorId, wish)
    // Read under the lock: a no to one press must not be followed by a yes to an earlier one that was held up.
    const now = context.now()
    if (!isOfNow(id, now)) refuse('clock_off')
    const till = await lockOpenTill(tx, operatorId)
    const code = await queries.findCounterCode(tx, codeId)
    if (!code || code.topUpId || code.expiresAt.getTime() <= now.getTime()) refuse('counter_code_unknown')
    if (received < amount) refuse('received_too_little')
    const { residentId } = code
    const facts = await readTopUpFacts(tx, now, { residentId, bankAccountId: null, except: null })
    const verdict = decideTopUp(amount, facts)
    if (verdict.refused && !tellAtCounter(verdict.refused)) refuse('counter_charge_not_possible')
    if (verdict.refused) refuse(verdict.refused, verdict.facts)

    const topUpId = makeId()
    const source = { name: till.place, digits: null }
    const topUp = { id: topUpId, residentId, means: 'counter' as const, bankAccountId: null, amount, source }
    await insertTopUp(tx, { ...topUp, requestedAt: now, state: 'requested', askAt: null })
    const outcome = { state: 'succeeded', amount, providerRef: id } as const
    await finishTopUpIn(context, tx, topUpId, outcome, { thenAskAgain: false })
    await queries.insertCounterCharge(tx, { id, tillId: till.id, codeId, topUpId, amount, received, at: now })
    await queries.markCounterCodeUsed(tx, codeId, topUpId)
    const detail = { topUpId, amount, received, till: till.id }
    await audit(tx, { operatorId, act: 'charge_at_counter', subject: residentId, detail, at: now })
  })
}

/** The till that the cash goes into, held until the charge is written; it cannot be closed meanwhile. */
async function lockOpenTill(tx: Transaction, operatorId: string): Promise<queries.Till> {
  const open = await queries.findOpenTill(tx, operatorId)
  if (!open) refuse('till_not_open')
  await queries.lockTill(tx, open.id)
  const till = await queries.findOpenTill(tx, operatorId)
  if (till?.id !== open.id) refuse('till_not_open')
  return till
}

function requireSame(before: queries.ToldCharge, operatorId: string, wish: Wish): void {
  const { codeId, amount, received } = before
  const same =
    before.operatorId === operatorId &&
    [codeId, amount, received].join() === [wish.codeId, wish.amount, wish.received].join()
  if (!same) refuse('counter_charge_exists_with_different_content')
}

/** A charge as the counter sees it. */
export function toCounterCharge(charge: queries.ToldCharge): ReplyOf<typeof contract.chargeAtCounter> {
  const { id, amount, received, at, familyKana } = charge
  return {
    id,
    holder: maskedName(familyKana ?? ''),
    amount,
    received,
    change: received - amount,
    at: at.toISOString(),
  }
}
