import type { SignInProviderName } from '#contract/federated.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { SignInSecrets } from '../providers/sign-in/port.ts'

/** What a trip is for; a link names whose, a registration what was agreed to. */
export type Purpose =
  | { purpose: 'sign_in' }
  | { purpose: 'sign_up'; termsVersion: string; privacyVersion: string }
  | { purpose: 'link'; loginId: string }

type NewVisit = {
  stateHash: Buffer
  browserHash: Buffer
  provider: SignInProviderName
  purpose: Purpose
  secrets: SignInSecrets
  startedAt: Date
  expiresAt: Date
}

export async function insertVisit(queries: Queries, visit: NewVisit): Promise<void> {
  const { stateHash, browserHash, provider, secrets, startedAt, expiresAt } = visit
  const { purpose, loginId, termsVersion, privacyVersion } = {
    ...{ loginId: null, termsVersion: null, privacyVersion: null },
    ...visit.purpose,
  }
  await queries.run(sql`
    insert into sign_in.federated_visit
      (state_hash, browser_hash, provider, purpose, login_id, terms_version, privacy_version, secrets,
       started_at, expires_at)
    values
      (${stateHash}, ${browserHash}, ${provider}, ${purpose}, ${loginId}, ${termsVersion}, ${privacyVersion},
       ${JSON.stringify(secrets)}, ${startedAt}, ${expiresAt})`)
}

/** Keeps what came back for a visit, the first time only; gives what the visit is for, if there is one. */
export function keepReturn(
  queries: Queries,
  { stateHash, provider, returned }: { stateHash: Buffer; provider: string; returned: object },
  now: Date,
): Promise<{ purpose: Purpose['purpose'] } | undefined> {
  return queries.maybe(sql`
    update sign_in.federated_visit set returned = coalesce(returned, ${JSON.stringify(returned)}::jsonb)
    where state_hash = ${stateHash} and provider = ${provider} and finished_at is null and expires_at > ${now}
    returning purpose`)
}

export type Visit = {
  provider: SignInProviderName
  purpose: Purpose['purpose']
  loginId: string | null
  termsVersion: string | null
  privacyVersion: string | null
  secrets: SignInSecrets
  returned: Record<string, string>
}

/** Takes this browser's visit for finishing, once, and empties it; whoever comes second gets nothing. */
export function takeVisit(queries: Queries, browserHash: Buffer, now: Date): Promise<Visit | undefined> {
  return queries.maybe(sql`
    with open as (
      select state_hash, provider, purpose, login_id, terms_version, privacy_version, secrets, returned
      from sign_in.federated_visit
      where browser_hash = ${browserHash} and returned is not null
        and finished_at is null and expires_at > ${now}
      for update)
    update sign_in.federated_visit v set finished_at = ${now}, secrets = '{}', returned = null
    from open
    where v.state_hash = open.state_hash
    returning open.provider, open.purpose, open.login_id as "loginId", open.terms_version as "termsVersion",
              open.privacy_version as "privacyVersion", open.secrets, open.returned`)
}

type Federated = { issuer: string; subject: string; loginId: string; refreshToken: Buffer | null }

export async function findFederatedLogin(
  queries: Queries,
  { issuer, subject }: Pick<Federated, 'issuer' | 'subject'>,
): Promise<string | undefined> {
  const found = await queries.maybe<Pick<Federated, 'loginId'>>(sql`
    select login_id as "loginId" from sign_in.federated where issuer = ${issuer} and subject = ${subject}`)
  return found?.loginId
}

/** False when that account opens a login already, or the login has another account of that issuer. */
export async function insertFederated(tx: Queries, link: Federated, at: Date): Promise<boolean> {
  const { issuer, subject, loginId, refreshToken } = link
  return (
    (await tx.run(sql`
      insert into sign_in.federated (issuer, subject, login_id, linked_at, refresh_token)
      values (${issuer}, ${subject}, ${loginId}, ${at}, ${refreshToken})
      on conflict do nothing`)) === 1
  )
}

/** Keeps the newest sealed token of an account; one that came without a token leaves the older one. */
export async function keepRefreshToken(
  queries: Queries,
  { issuer, subject, refreshToken }: Omit<Federated, 'loginId'>,
): Promise<void> {
  if (refreshToken === null) return
  await queries.run(sql`
    update sign_in.federated set refresh_token = ${refreshToken}
    where issuer = ${issuer} and subject = ${subject}`)
}

/** Takes the account away; gives what it was, nothing where there was none. */
export function deleteFederated(
  tx: Queries,
  loginId: string,
  issuer: string,
): Promise<Omit<Federated, 'loginId'> | undefined> {
  return tx.maybe(sql`
    delete from sign_in.federated where login_id = ${loginId} and issuer = ${issuer}
    returning issuer, subject, refresh_token as "refreshToken"`)
}

export type WaysInRow = { password: boolean; issuers: string[] }

export function readWaysInRow(queries: Queries, loginId: string): Promise<WaysInRow> {
  return queries.one(sql`
    select l.password_hash is not null as password,
           array(select issuer from sign_in.federated where login_id = l.id order by linked_at) as issuers
    from sign_in.login l where l.id = ${loginId}`)
}

/** Sets the first password; false where there is one already. */
export async function insertPassword(tx: Queries, loginId: string, passwordHash: string): Promise<boolean> {
  return (
    (await tx.run(sql`
      update sign_in.login set password_hash = ${passwordHash}
      where id = ${loginId} and password_hash is null`)) === 1
  )
}

/** Makes others who take away a way in wait, so that two cannot each leave the other one as the last. */
export async function lockLogin(tx: Queries, loginId: string): Promise<void> {
  await tx.one(sql`select 1 from sign_in.login where id = ${loginId} for update`)
}
