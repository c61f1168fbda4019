import { holdName, type Queries, sql } from '../lib/database.ts'
import type { SmsProblem } from '../providers/sms/port.ts'
import type { PasscodeFor } from './passcodes.ts'
import type { SentBefore } from './rules.ts'

/** One sender at a time for each phone, so that the limits hold when many ask at once. */
export async function lockPhone(tx: Queries, phone: string): Promise<void> {
  await holdName(tx, `passcode/${phone}`)
}

export function readSentBefore(queries: Queries, what: PasscodeFor, now: Date): Promise<SentBefore> {
  return queries.one(sql`
    select
      extract(epoch from ${now}::timestamptz - max(sent_at) filter
        (where purpose = ${what.purpose} and reference = ${what.reference} and used_at is null)
      )::float8 as "lastSecondsAgo",
      (count(*) filter (where sent_at > ${now}::timestamptz - interval '1 hour'))::int as "lastHour",
      count(*)::int as "lastDay",
      (select count(*)::int from passcodes.passcode
       where purpose = ${what.purpose} and reference = ${what.reference}
         and sent_at > ${now}::timestamptz - interval '1 day') as "actDay",
      -- The difference of two numbers: a count would grow with the day, 50,000 rows for each of 50,000 messages.
      coalesce(
        (select number from passcodes.passcode order by sent_at desc limit 1) -
        (select number from passcodes.passcode where sent_at > ${now}::timestamptz - interval '1 day'
         order by sent_at limit 1) + 1, 0)::int as "townDay",
      town.setting('sms_day', ${now})::int as "townMost"
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

type Guess = { codeHmac: Buffer; most: number; now: Date }

/**
 * Counts one try on the newest code of an act and uses the code up if the guess is right and there were not too many
 * before; fifty at once count fifty, and one of them is the one, for the row is locked by each. Undefined when there is
 * no code that could still be used.
 */
export function tryCode(
  queries: Queries,
  what: PasscodeFor,
  { codeHmac, most, now }: Guess,
): Promise<{ tries: number; spent: boolean } | undefined> {
  // That = may end at the first byte that differs tells nothing: who guesses cannot know what a guess is hashed to.
  return queries.maybe(sql`
    update passcodes.passcode set
      tries = least(tries + 1, ${most + 1}),
      used_at = case when tries < ${most} and code_hmac = ${codeHmac} then ${now}::timestamptz end
    where id = (
      select id from passcodes.passcode
      where purpose = ${what.purpose} and reference = ${what.reference}
      order by sent_at desc, id desc
      limit 1)
      and used_at is null and expires_at > ${now}
    returning tries, used_at is not null as spent`)
}

type Delivered = {
  id: string
  phone: string
  state: 'delivered' | 'undelivered'
  problem: SmsProblem | null
}

/** Keeps what became of a message to a phone; only the first end of it counts. */
export async function keepDelivery(queries: Queries, report: Delivered, now: Date): Promise<void> {
  const { id, phone, state, problem } = report
  await queries.run(sql`
    update passcodes.passcode set delivery = ${state}, problem = ${problem}, reported_at = ${now}
    where id = ${id} and phone = ${phone} and delivery = 'sending'`)
}

export type Delivery = { state: 'sending' | 'delivered' | 'undelivered'; problem: SmsProblem | null }

/** How the newest message of a second step stands; undefined when none was sent. */
export function findDeliveryOfStep(queries: Queries, challengeId: string): Promise<Delivery | undefined> {
  return queries.maybe(sql`
    select delivery as state, problem from passcodes.passcode
    where purpose = 'sign_in' and reference = ${challengeId}
    order by sent_at desc, id desc
    limit 1`)
}

/** How the newest message of the last quarter of an hour stands that somebody asked for by an own act. */
export function findDeliveryOfPerson(
  queries: Queries,
  { loginId, residentId }: { loginId: string; residentId: string },
  now: Date,
): Promise<Delivery | undefined> {
  return queries.maybe(sql`
    select p.delivery as state, p.problem
    from sign_in.login l
    join passcodes.passcode p on p.phone = l.phone and p.sent_at > ${now}::timestamptz - interval '15 minutes'
    where l.id = ${loginId}
      and (p.reference = l.id
           or exists (select from sign_in.challenge c where c.id = p.reference and c.login_id = l.id)
           or exists (select from top_ups.top_up t where t.id = p.reference and t.resident_id = ${residentId}))
    order by p.sent_at desc, p.id desc
    limit 1`)
}
