import { type Queries, sql } from '../lib/database.ts'

export type SignUp = {
  id: string
  mail: string
  passwordHash: string
  termsVersion: string
  privacyVersion: string
  codeHmac: Buffer
}

/** How many registrations of an address were begun since a time, or sent again; told by its newest rows. */
export async function countSignUpsSince(queries: Queries, mail: string, since: Date): Promise<number> {
  const { sent } = await queries.one<{ sent: number }>(sql`
    select coalesce(sum(sent), 0)::int as sent from sign_in.sign_up
    where lower(mail) = lower(${mail}) and sent_at > ${since}`)
  return sent
}

/** Keeps a registration, or what the same one says now; false when the id stands for another address or is over. */
export async function keepSignUp(
  queries: Queries,
  signUp: SignUp & { sentAt: Date; expiresAt: Date },
): Promise<boolean> {
  const { id, mail, passwordHash, termsVersion, privacyVersion, codeHmac, sentAt, expiresAt } = signUp
  return (
    (await queries.run(sql`
      insert into sign_in.sign_up as s
        (id, mail, password_hash, terms_version, privacy_version, code_hmac, sent_at, expires_at)
      values (${id}, ${mail}, ${passwordHash}, ${termsVersion}, ${privacyVersion}, ${codeHmac}, ${sentAt},
              ${expiresAt})
      on conflict (id) do update
      set password_hash = excluded.password_hash, terms_version = excluded.terms_version,
          privacy_version = excluded.privacy_version, code_hmac = excluded.code_hmac, tries = 0,
          sent = s.sent + 1, sent_at = excluded.sent_at, expires_at = excluded.expires_at
      where lower(s.mail) = lower(excluded.mail) and s.finished_at is null`)) === 1
  )
}

/** Counts one try at the digits of a registration; fifty at once count fifty, for the row is locked by each. */
export function countSignUpTry(
  queries: Queries,
  id: string,
  now: Date,
): Promise<(SignUp & { tries: number }) | undefined> {
  return queries.maybe(sql`
    update sign_in.sign_up set tries = tries + 1
    where id = ${id} and expires_at > ${now}
    returning id, mail, password_hash as "passwordHash", terms_version as "termsVersion",
              privacy_version as "privacyVersion", code_hmac as "codeHmac", tries`)
}

export async function markSignUpFinished(tx: Queries, id: string, at: Date): Promise<void> {
  await tx.run(sql`update sign_in.sign_up set finished_at = ${at} where id = ${id}`)
}

export async function deleteSignUpsBefore(queries: Queries, at: Date): Promise<void> {
  await queries.run(sql`delete from sign_in.sign_up where sent_at < ${at}`)
}
