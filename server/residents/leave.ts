// 退会: a wish first, which signing in cancels; then the account closes, and after the legal time it is forgotten.
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { leave as endpoint, readLeaving as readEndpoint } from '#contract/residents.ts'
import { type Caller, endSessions } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { accounts, lockWallets, post, setFrozen } from '../ledger/post.ts'
import type { Queries, Transaction } from '../lib/database.ts'
import { addYears, dayOf } from '../lib/day.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { sayDate, wordsOf } from '../words/words.ts'
import * as queries from './leave-queries.ts'
import { decideClosing, decideLeaving, defaultLeaving, type LeavingSettings } from './rules.ts'

const dayMs = 86_400_000

async function settingsAt(reader: Queries, at: Date): Promise<LeavingSettings> {
  return { ...defaultLeaving, ...(await queries.readLeavingSettings(reader, at)) }
}

/** What leaving would mean now. */
export async function readLeaving(
  context: Context,
  residentId: string,
): Promise<ReplyOf<typeof readEndpoint>> {
  const { coin, points, moneyUnderWay } = await queries.readLeavingFacts(context.database, residentId)
  return { coin, points, moneyUnderWay, ...(await settingsAt(context.database, context.now())) }
}

/** Tells whoever has proven the address; one that is only claimed may be a stranger's. */
async function tell(
  context: Context,
  tx: Transaction,
  to: string | null,
  subject: string,
  lines: string[],
): Promise<void> {
  if (to === null) return
  const text = [subject, '', ...lines].join('\n')
  await enqueue(context.queue, tx, 'sign-in.tell', { to, subject, text, reference: makeId() })
}

/** Keeps the wish to leave, ends every session and gives when the account closes. Refuses what the contract lists. */
export async function leave(
  context: Context,
  { id: residentId, loginId }: Caller,
  seen: BodyOf<typeof endpoint>,
): Promise<Date> {
  const { coolingDays } = await settingsAt(context.database, context.now())
  const askedAt = context.now()
  return context.database.transact(async (tx) => {
    await lockWallets(tx, [residentId])
    const verdict = decideLeaving(seen, await queries.readLeavingFacts(tx, residentId))
    if (verdict) refuse(verdict)
    const closesAt = await queries.insertLeaving(tx, {
      ...{ id: makeId(), residentId, ...seen, askedAt },
      closesAt: new Date(askedAt.getTime() + coolingDays * dayMs),
    })
    await endSessions(context, loginId, { except: null }, tx)
    const { mail, language } = await queries.readReader(tx, residentId)
    const { leaving: words } = wordsOf(language)
    await tell(context, tx, mail, words.asked, [
      words.askedCloses(sayDate(language, dayOf(closesAt), { year: true })),
      words.askedCancel,
      words.askedNotYou,
      `${context.config.origin}/sign-in`,
    ])
    return closesAt
  })
}

/** Closes the accounts whose time to think better of it is over; gives their number. Each is a transaction. */
export async function closeDue(context: Context): Promise<number> {
  let closed = 0
  for (const residentId of await queries.listDueLeavings(context.database, context.now())) {
    if (await context.database.transact((tx) => close(context, tx, residentId))) closed += 1
  }
  return closed
}

async function close(context: Context, tx: Transaction, residentId: string): Promise<boolean> {
  const at = context.now()
  await lockWallets(tx, [residentId])
  const leaving = await queries.lockDueLeaving(tx, residentId, at)
  if (!leaving) return false
  await queries.lapseFirst(tx, residentId, dayOf(at))
  const facts = await queries.readLeavingFacts(tx, residentId)
  const verdict = decideClosing(leaving, facts)
  if (verdict === 'wait') return false
  const { mail, language } = await queries.readReader(tx, residentId)
  const { leaving: words } = wordsOf(language)
  if (verdict === 'stay') {
    await queries.stay(tx, residentId, at)
    await tell(context, tx, mail, words.stayed, [words.stayedWhy, `${context.config.origin}/menu/leave`])
    return false
  }
  const grants = await queries.listProviderGrants(tx, residentId)
  const eraseAt = await closeWallet(tx, residentId, { id: leaving.id, ...facts, at })
  for (const grant of grants) {
    await enqueue(context.queue, tx, 'sign-in.revoke-grant', grant)
  }
  await enqueue(context.queue, tx, 'bank-accounts.unlink-all', { residentId })
  await enqueue(context.queue, tx, 'cards.forget-all', { residentId })
  await tell(context, tx, mail, words.closed, [
    words.closedThanks,
    words.closedErased(sayDate(language, dayOf(eraseAt), { year: true })),
  ])
  return true
}

/**
 * Closes a locked wallet for good: what is left is given up under this id, every way in and every help ends, and who it
 * was is kept aside until the day that it gives, when that is erased.
 */
export async function closeWallet(
  tx: Transaction,
  residentId: string,
  given: { id: string; coin: number; points: number; at: Date },
): Promise<Date> {
  await giveUp(tx, residentId, given)
  await setFrozen(tx, residentId, true)
  const { eraseAfterYears } = await settingsAt(tx, given.at)
  const eraseAt = addYears(given.at, eraseAfterYears)
  await queries.closeAccount(tx, residentId, { at: given.at, eraseAt })
  return eraseAt
}

/** What is left goes under the id of the wish: coin to what was given up, points to what has lapsed. */
async function giveUp(
  tx: Transaction,
  residentId: string,
  { id, coin, points, at }: { id: string; coin: number; points: number; at: Date },
): Promise<void> {
  const all = [
    { currency: 'coin', amount: coin, to: accounts.coinGivenUp },
    { currency: 'points', amount: points, to: accounts.pointsLapsed },
  ] as const
  const transfers = all.filter(({ amount }) => amount > 0).map((each) => ({ ...each, from: residentId }))
  if (transfers.length === 0) return
  await post(tx, [{ id, owner: residentId, kind: 'give_up', occurredAt: at, transfers }])
}

/** Erases who left so long ago that the law wants nothing kept; gives their number. The ledger stays. */
export async function eraseDue(context: Context): Promise<number> {
  const due = await queries.listToErase(context.database, context.now())
  for (const residentId of due) await queries.erase(context.database, residentId, context.now())
  return due.length
}
