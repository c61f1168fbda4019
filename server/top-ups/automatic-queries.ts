import { type Queries, sql } from '../lib/database.ts'
import type { Agreement, WhyHeld, WhyStopped } from './rules.ts'

export type AutomaticRow = Agreement & {
  state: 'on' | 'off' | 'stopped'
  bankAccountId: string
  stoppedBecause: WhyStopped | null
  heldBecause: WhyHeld | null
  heldAt: Date | null
}

const columns = sql`
  state, below, amount, monthly_ceiling as "monthlyCeiling", bank_account_id as "bankAccountId",
  stopped_because as "stoppedBecause", held_because as "heldBecause", held_at as "heldAt"`

export function findAutomatic(queries: Queries, residentId: string): Promise<AutomaticRow | undefined> {
  return queries.maybe(sql`select ${columns} from top_ups.automatic where resident_id = ${residentId}`)
}

/** As findAutomatic, and locked until the end of the transaction; the wallet is locked before. */
export function lockAutomatic(tx: Queries, residentId: string): Promise<AutomaticRow | undefined> {
  return tx.maybe(sql`select ${columns} from top_ups.automatic where resident_id = ${residentId} for update`)
}

type Consent = Agreement & { id: string; residentId: string; bankAccountId: string; at: Date }

/** Switches it on as agreed; what was agreed to is kept for ever. */
export async function saveAgreement(tx: Queries, consent: Consent): Promise<void> {
  const { residentId, below, amount, monthlyCeiling, bankAccountId, at } = consent
  await tx.run(sql`
    insert into top_ups.automatic (resident_id, state, below, amount, monthly_ceiling, bank_account_id, changed_at)
    values (${residentId}, 'on', ${below}, ${amount}, ${monthlyCeiling}, ${bankAccountId}, ${at})
    on conflict (resident_id) do update set
      state = 'on', below = excluded.below, amount = excluded.amount, monthly_ceiling = excluded.monthly_ceiling,
      bank_account_id = excluded.bank_account_id, changed_at = excluded.changed_at,
      stopped_because = null, held_because = null, held_at = null`)
  await insertConsent(tx, consent, 'on')
}

/** Switches it off; what was agreed to stays in the form. */
export async function markOff(tx: Queries, consent: Consent): Promise<void> {
  await tx.run(sql`
    update top_ups.automatic set state = 'off', stopped_because = null, changed_at = ${consent.at}
    where resident_id = ${consent.residentId}`)
  await insertConsent(tx, consent, 'off')
}

async function insertConsent(tx: Queries, consent: Consent, state: 'on' | 'off'): Promise<void> {
  const { id, residentId, below, amount, monthlyCeiling, bankAccountId, at } = consent
  await tx.run(sql`
    insert into top_ups.automatic_consent
      (id, resident_id, state, below, amount, monthly_ceiling, bank_account_id, at)
    values (${id}, ${residentId}, ${state}, ${below}, ${amount}, ${monthlyCeiling}, ${bankAccountId}, ${at})`)
}

/** False when it was not on. */
export async function markStopped(
  tx: Queries,
  residentId: string,
  because: WhyStopped,
  at: Date,
): Promise<boolean> {
  return (
    (await tx.run(sql`
      update top_ups.automatic set state = 'stopped', stopped_because = ${because}, changed_at = ${at}
      where resident_id = ${residentId} and state = 'on'`)) === 1
  )
}

export async function markHeld(tx: Queries, residentId: string, because: WhyHeld, at: Date): Promise<void> {
  await tx.run(sql`
    update top_ups.automatic set held_because = ${because}, held_at = ${at} where resident_id = ${residentId}`)
}

/** What it has topped up since an instant, what may still come included, and whether one is under way. */
export function readAutomaticUse(
  queries: Queries,
  residentId: string,
  since: Date,
): Promise<{ thisMonth: number; underWay: boolean }> {
  return queries.one(sql`
    select coalesce(sum(amount) filter (where confirmed_at >= ${since}), 0)::bigint as "thisMonth",
           coalesce(bool_or(state <> 'succeeded'), false) as "underWay"
    from top_ups.top_up
    where resident_id = ${residentId} and automatic
      and state in ('requested', 'unknown', 'needs_attention', 'succeeded')
      and (confirmed_at >= ${since} or state <> 'succeeded')`)
}

/** Whose coin has fallen below what they agreed to, of these residents: one look for a whole batch of payments. */
export async function listBelow(queries: Queries, residents: string[]): Promise<string[]> {
  const rows = await queries.many<{ id: string }>(sql`
    select a.resident_id as id
    from top_ups.automatic a
    join ledger.wallet w on w.bucket = ledger.bucket(a.resident_id) and w.id = a.resident_id
    where a.resident_id = any (${residents}::uuid[]) and a.state = 'on' and w.coin < a.below`)
  return rows.map(({ id }) => id)
}

/** The address that a resident has proven; null while it is only claimed. */
export async function readProvenMail(queries: Queries, residentId: string): Promise<string | null> {
  const { mail } = await queries.one<{ mail: string | null }>(sql`
    select sign_in.proven_mail(${residentId}) as mail`)
  return mail
}
