// The office and a merchant's wish for another account: one person makes sure, another confirms, and then it waits.
import type { ReplyOf } from '#contract/endpoint.ts'
import { sameName } from '#contract/kana.ts'
import type * as contract from '#contract/store-data.ts'
import { audit } from '../audit.ts'
import { addDays, dayOf, sayDay, startOfDay } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as queries from './account-queries.ts'
import { tellOwners } from './change-store.ts'

const toAccount = ({ bankName, branchName, kind, number, holderKana }: queries.Account) => ({
  ...{ bankName, branchName, kind, number, holderKana },
  lastDigits: number.slice(-3),
})

/** Lists the wishes that do not hold yet. Refuses nothing. */
export async function listAccountChanges({
  context: { database, now },
  caller,
}: Call<typeof contract.listAccountChanges>): Promise<ReplyOf<typeof contract.listAccountChanges>> {
  const rows = await queries.listWishes(database, now())
  const olds = await Promise.all(rows.map(({ storeId }) => queries.findAccountAt(database, storeId, now())))
  return {
    changes: rows.map((row, index) => {
      const { id, merchantName, storeNames, requestedBy, proposedBy, proposedByName, proposalNote } = row
      const old = olds[index]
      const proposal = { by: proposedByName ?? '', mine: proposedBy === caller.id, note: proposalNote ?? '' }
      return {
        ...{ id, merchantName, storeNames, requestedBy, requestedAt: row.requestedAt.toISOString() },
        ...{ from: old ? toAccount(old) : null, to: toAccount(row) },
        sameHolder: old !== undefined && sameName(old.holderKana, row.holderKana),
        proposal: proposedBy ? proposal : null,
        validFrom: row.validFrom?.toISOString() ?? null,
      }
    }),
  }
}

/** Writes down how somebody made sure; the newest holds. Refuses not_found, also for what is confirmed. */
export async function proposeAccountChange({
  context,
  caller,
  params: { id },
  body: { note },
}: Call<typeof contract.proposeAccountChange>): Promise<ReplyOf<typeof contract.proposeAccountChange>> {
  await context.database.transact(async (tx) => {
    const at = context.now()
    const wish = await queries.lockWish(tx, id, at)
    if (!wish || wish.confirmed) refuse('not_found')
    await queries.markProposed(tx, { id, operatorId: caller.id, note, at })
    await audit(tx, { operatorId: caller.id, act: 'propose_account', subject: id, detail: { note }, at })
  })
  return { done: true }
}

/**
 * Confirms what a colleague made sure of, and it holds from the first midnight after the days of the town's setting; or
 * stops it, until it holds. Every owner is told. Refuses not_found and second_person_needed.
 */
export async function decideAccountChange({
  context,
  caller,
  params: { id },
  body: { decision },
}: Call<typeof contract.decideAccountChange>): Promise<ReplyOf<typeof contract.decideAccountChange>> {
  return context.database.transact(async (tx) => {
    const at = context.now()
    const wish = await queries.lockWish(tx, id, at)
    if (!wish || (decision === 'confirmed' && wish.confirmed)) refuse('not_found')
    const mine = wish.proposedBy === null || wish.proposedBy === caller.id
    if (decision === 'confirmed' && mine) refuse('second_person_needed')
    const firstDay = addDays(dayOf(at), (await queries.readCoolingDays(tx, at)) + 1)
    const validFrom = decision === 'confirmed' ? startOfDay(firstDay) : null
    await queries.markDecided(tx, { id, decision, operatorId: caller.id, at, validFrom })
    await audit(tx, { operatorId: caller.id, act: 'decide_account', subject: id, detail: { decision }, at })
    await tellOwners(context, tx, wish.merchantId, decision, validFrom ? { from: sayDay(firstDay) } : {})
    return { validFrom: validFrom?.toISOString() ?? null }
  })
}
