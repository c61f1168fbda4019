import { type Queries, sql } from '../lib/database.ts'

export type Standing = {
  relativeId: string
  relativeName: string
  perDay: number
  perMonth: number
  /** Either account is frozen or about to be left. */
  stopped: boolean
}

/** For whom somebody may act by a help; nothing where it is over, or another's. */
export function standingOf(
  queries: Queries,
  helpId: string,
  helperId: string,
): Promise<Standing | undefined> {
  return queries.maybe(sql`
    select relative as "relativeId", relative_name as "relativeName", per_day as "perDay", per_month as "perMonth",
           stopped
    from relatives.standing(${helpId}, ${helperId})
    where relative is not null`)
}

export type LockedHelp = Standing & { id: string; helperId: string; helperName: string }

/**
 * Keeps a help as it is until the end of the transaction: payments by it go one after the other, so that its caps
 * hold, and who ends it waits for the one that is under way. Nothing where it is over.
 */
export async function lockHelp(tx: Queries, id: string): Promise<LockedHelp | undefined> {
  await tx.one(sql`select id from relatives.help where id = ${id} for no key update`)
  // Read after the lock: what ended the help while we waited is seen.
  return tx.maybe(sql`
    select h.id, h.helper_id as "helperId", s.relative as "relativeId", s.relative_name as "relativeName",
           s.helper_name as "helperName", s.per_day as "perDay", s.per_month as "perMonth", s.stopped
    from relatives.help h
    cross join lateral relatives.standing(h.id, h.helper_id) s
    where h.id = ${id} and s.relative is not null`)
}

/** What a helper has spent of a relative's on a day (JST) and since the first of its month, by whichever help. */
export function readHelpSpending(
  tx: Queries,
  { helperId, relativeId }: Pick<LockedHelp, 'helperId' | 'relativeId'>,
  { day, firstOfMonth }: { day: string; firstOfMonth: string },
): Promise<{ today: number; thisMonth: number }> {
  return tx.one(sql`
    select coalesce(sum(amount) filter (where charged_on = ${day}::date), 0)::bigint as today,
           coalesce(sum(amount), 0)::bigint as "thisMonth"
    from payments.help_charge
    where helper_id = ${helperId} and payer_id = ${relativeId} and charged_on >= ${firstOfMonth}::date`)
}

type NewHelpCharge = {
  payerId: string
  paymentId: string
  helpId: string
  helperId: string
  amount: number
  day: string
}

export async function insertHelpCharge(tx: Queries, charge: NewHelpCharge): Promise<void> {
  const { payerId, paymentId, helpId, helperId, amount, day } = charge
  await tx.run(sql`
    insert into payments.help_charge (payer_id, payment_id, help_id, helper_id, amount, charged_on)
    values (${payerId}, ${paymentId}, ${helpId}, ${helperId}, ${amount}, ${day}::date)`)
}
