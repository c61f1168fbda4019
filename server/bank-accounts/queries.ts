import type { Proofs } from '#contract/proofs.ts'
import type { z } from 'zod'
import type { bank, bankAccount } from '#contract/bank-accounts.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { LinkNeeds, Tries } from './rules.ts'

type Bank = Omit<z.output<typeof bank>, 'rest'>
/** As it is kept; when its bank rests is the gateway's to say. */
export type BankAccount = Omit<z.output<typeof bankAccount>, 'rest'>

export function listFeaturedBanks(queries: Queries): Promise<Bank[]> {
  return queries.many(sql`
    select code, name, kana, true as featured
    from bank_accounts.bank b
    where b.featured is not null
    order by b.featured`)
}

/** At most 50 institutions whose name, kana or code contains the key. */
export function findBanks(queries: Queries, key: string): Promise<Bank[]> {
  return queries.many(sql`
    select code, name, kana, b.featured is not null as featured
    from bank_accounts.bank b
    where search like '%' || ${key.replace(/[\\%_]/g, '\\$&')} || '%'
    order by code = ${key} desc, b.featured nulls last, code
    limit 50`)
}

export type LinkFacts = {
  frozen: boolean
  proofs: Proofs
  /** The town's setting of proofs. */
  townProofs: unknown
  familyKana: string | null
  givenKana: string | null
  phone: string | null
  bankName: string | null
  coinName: string
}

export function readLinkFacts(
  queries: Queries,
  { residentId, bankCode, at }: { residentId: string; bankCode: string; at: Date },
): Promise<LinkFacts> {
  return queries.one(sql`
    select w.frozen, json_build_object(
             'mail', l.mail_verified_at is not null,
             'sms', l.second_step_at is not null,
             'card', c.resident_id is not null) as proofs, town.setting('proofs', ${at}) as "townProofs",
           r.family_kana as "familyKana", r.given_kana as "givenKana",
           case when l.second_step_at is not null then l.phone end as phone, b.name as "bankName",
           town.setting('town', ${at}) ->> 'coinName' as "coinName"
    from residents.resident r
    join ledger.wallet w on w.bucket = ledger.bucket(r.id) and w.id = r.id
    join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    left join identity.card c on c.resident_id = r.id
    left join bank_accounts.bank b on b.code = ${bankCode}
    where r.id = ${residentId}`)
}

const columns = sql`
  a.id, a.state, a.bank_code as "bankCode", b.name as "bankName", a.last_digits as "lastDigits", a.reason`

export function findBankAccount(
  queries: Queries,
  residentId: string,
  id: string,
): Promise<BankAccount | undefined> {
  return queries.maybe(sql`
    select ${columns}
    from bank_accounts.bank_account a join bank_accounts.bank b on b.code = a.bank_code
    where a.id = ${id} and a.resident_id = ${residentId}`)
}

/** Whose account it is, for the bank's messages, which come without a session. */
export function findOwner(
  queries: Queries,
  id: string,
): Promise<{ residentId: string; startedAt: Date } | undefined> {
  return queries.maybe(sql`
    select resident_id as "residentId", started_at as "startedAt" from bank_accounts.bank_account where id = ${id}`)
}

export function listLinkedAccounts(queries: Queries, residentId: string): Promise<BankAccount[]> {
  return queries.many(sql`
    select ${columns}
    from bank_accounts.bank_account a join bank_accounts.bank b on b.code = a.bank_code
    where a.resident_id = ${residentId} and a.state = 'linked'
    order by a.linked_at, a.id`)
}

/** Who left before an instant and has an account linked all the same, the first who left first. */
export function listLeftLinked(queries: Queries, before: Date): Promise<{ residentId: string }[]> {
  return queries.many(sql`
    select f.resident_id as "residentId"
    from residents.former f
    where f.closed_at < ${before}
      and exists (select from bank_accounts.bank_account a
                  where a.resident_id = f.resident_id and a.state = 'linked')
    order by f.closed_at, f.resident_id
    limit 100`)
}

/** What a resident tried to link since an instant; giving up, a freeze and running out of time are no failures. */
export function readTries(queries: Queries, residentId: string, since: Date): Promise<Tries> {
  return queries.one(sql`
    select count(*) filter (where state = 'failed' and reason not in ('cancelled', 'frozen', 'expired'))::int as failed,
           count(*)::int as begun, min(started_at) as "oldestAt"
    from bank_accounts.bank_account
    where resident_id = ${residentId} and started_at > ${since}`)
}

/** What the gateway calls this attempt, and what the bank wants to be told before its site opens. */
export async function keepProcess(
  queries: Queries,
  id: string,
  { processRef, needs }: { processRef: string; needs: LinkNeeds },
): Promise<void> {
  await queries.run(sql`
    update bank_accounts.bank_account set process_ref = ${processRef}, needs = ${JSON.stringify(needs)}
    where id = ${id} and state = 'waiting'`)
}

export function findProcess(
  queries: Queries,
  residentId: string,
  id: string,
): Promise<{ state: string; processRef: string | null; needs: LinkNeeds | null } | undefined> {
  return queries.maybe(sql`
    select state, process_ref as "processRef", needs
    from bank_accounts.bank_account where id = ${id} and resident_id = ${residentId}`)
}

/** False when the id is taken. */
export async function insertBankAccount(
  queries: Queries,
  account: { id: string; residentId: string; bankCode: string; startedAt: Date },
): Promise<boolean> {
  const { id, residentId, bankCode, startedAt } = account
  return (
    (await queries.run(sql`
      insert into bank_accounts.bank_account (id, resident_id, bank_code, state, started_at)
      values (${id}, ${residentId}, ${bankCode}, 'waiting', ${startedAt})
      on conflict (id) do nothing`)) === 1
  )
}

export type Linked = { branchCode: string; lastDigits: string; fingerprint: string }

/**
 * False when it is linked or was given up. Somebody who took longer than we waited has linked it all the same.
 * Throws when the account belongs to another wallet.
 */
export async function markLinked(queries: Queries, id: string, linked: Linked, at: Date): Promise<boolean> {
  const { branchCode, lastDigits, fingerprint } = linked
  // The unique index decides between two wallets that finish in the same moment.
  return (
    (await queries.run(sql`
      update bank_accounts.bank_account
      set state = 'linked', branch_code = ${branchCode}, last_digits = ${lastDigits}, fingerprint = ${fingerprint},
          linked_at = ${at}, reason = null, ended_at = null
      where id = ${id} and (state = 'waiting' or (state = 'failed' and reason = 'expired'))`)) === 1
  )
}

export function findUsedElsewhere(
  queries: Queries,
  id: string,
  fingerprint: string,
): Promise<object | undefined> {
  return queries.maybe(sql`
    select 1 as found from bank_accounts.bank_account
    where fingerprint = ${fingerprint} and state = 'linked' and id <> ${id}`)
}

export async function markFailed(queries: Queries, id: string, reason: string, at: Date): Promise<void> {
  await queries.run(sql`
    update bank_accounts.bank_account set state = 'failed', reason = ${reason}, ended_at = ${at}
    where id = ${id} and (state = 'waiting' or (state = 'failed' and reason = 'expired'))`)
}

export async function markUnlinked(
  queries: Queries,
  residentId: string,
  id: string,
  at: Date,
): Promise<void> {
  await queries.run(sql`
    update bank_accounts.bank_account set state = 'unlinked', ended_at = ${at}
    where id = ${id} and resident_id = ${residentId} and state = 'linked'`)
}
