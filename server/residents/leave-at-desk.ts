// 退会 at a desk: there is no login to cancel it by, so two people see the papers instead of two weeks going by.
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/desk-leaving.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { dayOf } from '../lib/day.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import * as queries from './departure-queries.ts'
import { closeWallet } from './leave.ts'
import { lapseFirst, readLeavingFacts } from './leave-queries.ts'
import { decideLeaving } from './rules.ts'

/**
 * Receives that somebody leaves, or has died; nothing closes before somebody else has seen the papers. Refuses what the
 * contract lists, in its order.
 */
export async function receiveDeparture(
  context: Context,
  operatorId: string,
  body: BodyOf<typeof contract.receiveDeparture>,
): Promise<void> {
  const at = context.now()
  const { id, residentId, reason, coin, points, documents } = body
  await context.database.transact(async (tx) => {
    const before = await queries.findDeparture(tx, id)
    if (before) {
      const same = before.residentId === residentId && before.coin === coin && before.points === points
      return same ? undefined : refuse('departure_exists')
    }
    if (!(await queries.hasNoLogin(tx, residentId))) refuse('not_found')
    if (!isOfNow(id, at)) refuse('clock_off')
    await lockWallets(tx, [residentId])
    const kept = { id, residentId, reason, coin, points, documents: [...new Set(documents)] }
    if (!(await queries.insertDeparture(tx, { ...kept, receivedBy: operatorId, receivedAt: at }))) {
      refuse('departure_exists')
    }
    await requireSeen(tx, residentId, { coin, points }, at)
    if (reason === 'died') await queries.stopEverything(tx, residentId, at)
    const detail = { reason, coin, points }
    await audit(tx, { operatorId, act: 'receive_departure', subject: residentId, detail, at })
    return undefined
  })
}

/** Refuses what decideLeaving does of sums that were seen, once what has run out is gone. */
async function requireSeen(
  tx: Transaction,
  residentId: string,
  seen: { coin: number; points: number },
  at: Date,
): Promise<void> {
  await lapseFirst(tx, residentId, dayOf(at))
  const verdict = decideLeaving(seen, await readLeavingFacts(tx, residentId))
  if (verdict) refuse(verdict)
}

/** Who leaves and waits for a second person, the longest waiting first. */
export async function listDepartures(
  context: Context,
  operatorId: string,
): Promise<ReplyOf<typeof contract.listDepartures>> {
  const waiting = await queries.listWaitingDepartures(context.database)
  return {
    departures: waiting.map(({ id, name, reason, coin, points, documents, ...each }) => ({
      ...{ id, name, reason, coin, points, documents },
      receivedBy: each.receivedByName,
      mine: each.receivedBy === operatorId,
      receivedAt: each.receivedAt.toISOString(),
    })),
  }
}

/**
 * Closes the wallet: what was seen is given up, card and helps end, and who it was is kept aside until it is erased. Or
 * declines; the same decision again is once. Refuses what the contract lists, in its order.
 */
export async function decideDeparture(
  context: Context,
  operatorId: string,
  { id, decision }: { id: string; decision: 'approved' | 'declined' },
): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const departure = await queries.lockDeparture(tx, id)
    if (!departure) refuse('not_found')
    if (departure.decision === decision) return
    if (departure.decision !== null) refuse('departure_decided')
    if (decision === 'approved' && departure.receivedBy === operatorId) refuse('second_person_needed')
    const { residentId, coin, points } = departure
    if (decision === 'approved') {
      await lockWallets(tx, [residentId])
      await requireSeen(tx, residentId, { coin, points }, at)
      await closeWallet(tx, residentId, { id, coin, points, at })
    }
    await queries.markDeparture(tx, { id, decision, by: operatorId, at })
    await audit(tx, { operatorId, act: 'decide_departure', subject: residentId, detail: { decision }, at })
  })
}
