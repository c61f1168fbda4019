import { type Queries, sql } from '../lib/database.ts'
import type { PasscodeFor } from './passcodes.ts'
import type { SentBefore } from './rules.ts'

/** One sender at a time for each phone, so that the limits hold when many ask at once. */
export async function lockPhone(tx: Queries, phone: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('passcode/' || ${phone}, 0))`)
}

export function readSentBefore(queries: Queries, what: PasscodeFor, now: Date): Promise<SentBefore> {
  return queries.one(sql`
    select
      extract(epoch from ${now}::timestamptz - max(sent_at) filter
        (where purpose = ${what.purpose} and reference = ${what.reference} and used_at is null)
      )::float8 as "lastSecondsAgo",
      (count(*) filter (where sent_at > ${now}::timestamptz - interval '1 hour'))::int as "lastHour",
      count(*)::int as "lastDay"
    from passcodes.passcode
    where phone = ${what.phone} and sent_at > ${now}::timestamptz - interval '1 day'`)
}

type NewPasscode = PasscodeFor & { id: string; codeHmac: Buffer; sentAt: Date; expiresAt: Date }

export async function insertPasscode(tx: Queries, passcode: NewPasscode): Promise<void> {
  const { id, purpose, reference, phone, codeHmac, sentAt, expiresAt } = passcode
  await tx.run(sql`
    insert into passcodes.passcode (id, purpose, reference, phone, code_hmac, sent_at, expires_at)
    values (${id}, ${purpose}, ${reference}, ${phone}, ${codeHmac}, ${sentAt}, ${expiresAt})`)
}

/** Counts one try on the newest code of an act; fifty at once count fifty, for the row is locked by each. */
export function countTry(
  queries: Queries,
  what: PasscodeFor,
  now: Date,
  most: number,
): Promise<{ id: string; codeHmac: Buffer; tries: number } | undefined> {
  return queries.maybe(sql`
    update passcodes.passcode set tries = least(tries + 1, ${most + 1})
    where id = (
      select id from passcodes.passcode
      where purpose = ${what.purpose} and reference = ${what.reference}
      order by sent_at desc, id desc
      limit 1)
      and used_at is null and expires_at > ${now}
    returning id, code_hmac as "codeHmac", tries`)
}

/** Marks a code as used; false when somebody else was first. */
export async function useUp(queries: Queries, id: string, now: Date): Promise<boolean> {
  return (
    (await queries.run(sql`
    update passcodes.passcode set used_at = ${now} where id = ${id} and used_at is null`)) === 1
  )
}
