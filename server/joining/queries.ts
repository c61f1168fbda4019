import type { ApplicationState } from '#contract/joining.ts'
import type { ApplicationForm, FormField } from '#contract/joining-form.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { DocumentType } from './rules.ts'

export type Application = {
  id: string
  mail: string
  state: ApplicationState
  form: ApplicationForm
  savedAt: Date
  sentAt: Date | null
  reason: string | null
  storeNumber: string | null
  /** The owner who applies for a further store; null where the merchant is new. */
  appliedBy: string | null
  fixed: FormField[]
}

const columns = sql`
  select a.id, a.mail, a.state, a.form, a.saved_at as "savedAt", a.sent_at as "sentAt", a.reason,
         s.number as "storeNumber", a.applied_by as "appliedBy", array(select jsonb_object_keys(a.fixed)) as fixed
  from joining.application a left join merchants.store s on s.id = a.store_id`

/** The application that a link opens, while the link is good. */
export function findByLink(queries: Queries, tokenHash: Buffer, now: Date): Promise<Application | undefined> {
  return queries.maybe(sql`
    ${columns} join joining.link l on l.application_id = a.id
    where l.token_hash = ${tokenHash} and l.expires_at > ${now}`)
}

export function findApplication(queries: Queries, id: string): Promise<Application | undefined> {
  return queries.maybe(sql`${columns} where a.id = ${id}`)
}

/** Locks an application until the end of the transaction; whoever comes second sees what the first has done. */
export async function lockApplication(tx: Queries, id: string): Promise<Application | undefined> {
  await tx.maybe(sql`select id from joining.application where id = ${id} for update`)
  return findApplication(tx, id)
}

/**
 * Finds the open application of an address or begins one, and counts the link that it will be sent; gives how many
 * that makes since the window began. Fifty at once begin one and count fifty.
 */
export function beginApplication(
  tx: Queries,
  { id, mail, at, windowBegan }: { id: string; mail: string; at: Date; windowBegan: Date },
): Promise<{ id: string; links: number }> {
  return tx.one(sql`
    insert into joining.application as a (id, mail, begun_at, saved_at, links, links_since)
    values (${id}, ${mail}, ${at}, ${at}, 1, ${at})
    on conflict (lower(mail)) where state in ('draft', 'sent', 'screening', 'asked') do update
    set links = case when a.links_since <= ${windowBegan} then 1 else a.links + 1 end,
        links_since = case when a.links_since <= ${windowBegan} then ${at} else a.links_since end
    returning id, links`)
}

export type Applicant = { staffId: string; name: string; mail: string; merchantId: string; loginId: string }

/** The owner of a store who applies for a further one; nobody who is no owner there any more. */
export function findApplicant(queries: Queries, staffId: string): Promise<Applicant | undefined> {
  return queries.maybe(sql`
    select f.id as "staffId", f.name, l.mail, s.merchant_id as "merchantId", l.login_id as "loginId"
    from merchants.staff f
    join merchants.store s on s.id = f.store_id
    join sign_in.staff_login l on l.staff_id = f.id
    where f.id = ${staffId} and f.role = 'owner' and f.ended_at is null`)
}

export type KnownMerchant = {
  businessName: string
  storeNames: string[]
  /** What it wrote when it joined; null where the town had it before. */
  form: Partial<ApplicationForm> | null
  account: Partial<ApplicationForm> | null
}

/** What is known of a merchant of the town, and where it is paid out to at an instant. */
export function readMerchant(queries: Queries, id: string, at: Date): Promise<KnownMerchant> {
  return queries.one(sql`
    select m.name as "businessName",
           array(select s.name from merchants.store s where s.merchant_id = m.id order by s.number) as "storeNames",
           (select a.form from joining.application a join merchants.store s on s.id = a.store_id
            where s.merchant_id = m.id order by a.decided_at desc limit 1) as form,
           (select jsonb_build_object('bankCode', b.bank_code, 'branchCode', b.branch_code, 'accountKind', b.kind,
                                      'accountNumber', b.number, 'holderKana', b.holder_kana)
            from merchants.bank_account b
            where b.merchant_id = m.id and b.decision = 'confirmed' and b.valid_from <= ${at}
            order by b.valid_from desc, b.id desc limit 1) as account
    from merchants.merchant m where m.id = ${id}`)
}

type Further = { id: string; mail: string; appliedBy: string; fixed: Partial<ApplicationForm>; at: Date }

/** Finds the open application of an owner's address or begins one, for a further store; what was sent stays. */
export async function beginFurtherApplication(tx: Queries, further: Further): Promise<string> {
  const { mail, appliedBy, at } = further
  const fixed = JSON.stringify(further.fixed)
  const { id } = await tx.one<{ id: string }>(sql`
    insert into joining.application as a (id, mail, begun_at, saved_at, links_since, applied_by, fixed, form)
    values (${further.id}, ${mail}, ${at}, ${at}, ${at}, ${appliedBy}, ${fixed}, ${fixed})
    on conflict (lower(mail)) where state in ('draft', 'sent', 'screening', 'asked') do update
    set applied_by = case a.state when 'draft' then excluded.applied_by else a.applied_by end,
        fixed = case a.state when 'draft' then excluded.fixed else a.fixed end,
        form = case a.state when 'draft' then a.form || excluded.fixed else a.form end
    returning id`)
  return id
}

export async function insertLink(
  queries: Queries,
  {
    tokenHash,
    applicationId,
    at,
    expiresAt,
  }: { tokenHash: Buffer; applicationId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await queries.run(sql`
    insert into joining.link (token_hash, application_id, sent_at, expires_at)
    values (${tokenHash}, ${applicationId}, ${at}, ${expiresAt})`)
}

/** Counts one deed of a network address in the window that is open or begins now; an IPv6 address counts by its /64. */
export async function countFromSource(
  queries: Queries,
  { deed, address, now, windowBegan }: { deed: string; address: string; now: Date; windowBegan: Date },
): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    insert into joining.source as s (key, count, since)
    values (
      sha256(convert_to(
        ${deed}::text || '/'
          || network(set_masklen(${address}::inet, case family(${address}::inet) when 6 then 64 else 32 end)),
        'UTF8')), 1, ${now})
    on conflict (key) do update
    set count = case when s.since <= ${windowBegan} then 1 else s.count + 1 end,
        since = case when s.since <= ${windowBegan} then excluded.since else s.since end
    returning count`)
  return count
}

/** Keeps a form; what is known of its merchant stays, whatever was sent. */
export async function keepForm(tx: Queries, id: string, form: ApplicationForm, at: Date): Promise<void> {
  await tx.run(sql`
    update joining.application set form = ${JSON.stringify(form)}::jsonb || fixed, saved_at = ${at} where id = ${id}`)
}

type Sent = { id: string; form: ApplicationForm; termsVersion: string; at: Date } & Keys
type Keys = { accountKey: string; phoneKey: string; nameKey: string }

export async function markSent(tx: Queries, sent: Sent): Promise<void> {
  const { id, form, termsVersion, at, accountKey, phoneKey, nameKey } = sent
  await tx.run(sql`
    update joining.application
    set state = 'sent', form = ${JSON.stringify(form)}, saved_at = ${at}, sent_at = ${at}, agreed_at = ${at},
        terms_version = ${termsVersion}, account_key = ${accountKey}, phone_key = ${phoneKey}, name_key = ${nameKey}
    where id = ${id}`)
}

export async function setState(tx: Queries, id: string, state: ApplicationState): Promise<void> {
  await tx.run(sql`update joining.application set state = ${state} where id = ${id}`)
}

export type Terms = { version: string; title: string; paragraphs: string[] }

/** The terms for stores that hold at an instant; none where a town has not written any. */
export function findTerms(queries: Queries, at: Date): Promise<Terms | undefined> {
  return queries.maybe(sql`
    select version, title, paragraphs from joining.terms
    where valid_from <= ${at} order by valid_from desc, version desc limit 1`)
}

/** What the form may choose from in this town. */
export function readChoices(
  queries: Queries,
  at: Date,
): Promise<{ categories: string[]; wards: string[]; excludedGoods: string[]; appName: string }> {
  return queries.one(sql`
    select (select array_agg(code order by position) from merchants.category) as categories,
           t.town -> 'wards' as wards, t.town -> 'excludedGoods' as "excludedGoods", t.town ->> 'appName' as "appName"
    from (select town.setting('town', ${at}) as town) t`)
}

export function findBranch(
  queries: Queries,
  { bankCode, branchCode }: { bankCode: string; branchCode: string },
): Promise<{ bankName: string; branchName: string } | undefined> {
  return queries.maybe(sql`
    select b.name as "bankName", r.name as "branchName"
    from bank_accounts.bank b join bank_accounts.branch r on r.bank_code = b.code
    where b.code = ${bankCode} and r.code = ${branchCode}`)
}

/** A member of staff, of whatever store, whose login has this address. */
export async function findColleague(queries: Queries, mail: string): Promise<string | undefined> {
  const found = await queries.maybe<{ staffId: string }>(sql`
    select l.staff_id as "staffId"
    from sign_in.staff_login l
    join merchants.staff f on f.id = l.staff_id and f.ended_at is null
    where lower(l.mail) = lower(${mail})
    order by l.first desc, l.staff_id
    limit 1`)
  return found?.staffId
}

/** Whether this address is the login of somebody who owns a store of the town. */
export async function isOwnerMail(queries: Queries, mail: string): Promise<boolean> {
  const found = await queries.maybe(sql`
    select l.login_id
    from sign_in.staff_login l
    join merchants.staff f on f.id = l.staff_id and f.ended_at is null and f.role = 'owner'
    where lower(l.mail) = lower(${mail})
    limit 1`)
  return found !== undefined
}

/** Whether the owner of what was approved opens it with a login that they had before. */
export async function opensWithKnownLogin(queries: Queries, applicationId: string): Promise<boolean> {
  const found = await queries.maybe(sql`
    select w.staff_id
    from joining.application a
    join merchants.staff f on f.store_id = a.store_id and f.role = 'owner'
    join sign_in.workplace w on w.staff_id = f.id
    where a.id = ${applicationId}
    limit 1`)
  return found !== undefined
}

export type DocumentRow = { id: string; name: string; type: DocumentType; bytes: number; addedAt: Date }

export function listDocuments(queries: Queries, applicationId: string): Promise<DocumentRow[]> {
  return queries.many(sql`
    select id, name, type, octet_length(content) as bytes, added_at as "addedAt"
    from joining.document where application_id = ${applicationId} order by added_at, id`)
}

export type NewDocument = {
  id: string
  applicationId: string
  name: string
  type: DocumentType
  content: Buffer
  sha256: Buffer
  at: Date
}

/** False when the id is taken. */
export async function insertDocument(tx: Queries, document: NewDocument): Promise<boolean> {
  const { id, applicationId, name, type, content, sha256, at } = document
  return (
    (await tx.run(sql`
      insert into joining.document (id, application_id, name, type, content, sha256, added_at)
      values (${id}, ${applicationId}, ${name}, ${type}, ${content}, ${sha256}, ${at})
      on conflict (id) do nothing`)) === 1
  )
}

export async function deleteDocument(tx: Queries, applicationId: string, id: string): Promise<void> {
  await tx.run(sql`delete from joining.document where id = ${id} and application_id = ${applicationId}`)
}

export type QuestionRow = {
  id: string
  text: string
  askedBy: string
  askedAt: Date
  answer: string | null
  answeredAt: Date | null
}

export function listQuestions(queries: Queries, applicationId: string): Promise<QuestionRow[]> {
  return queries.many(sql`
    select q.id, q.text, o.name as "askedBy", q.asked_at as "askedAt", q.answer, q.answered_at as "answeredAt"
    from joining.question q join operators.operator o on o.id = q.asked_by
    where q.application_id = ${applicationId} order by q.asked_at, q.id`)
}

/** Answers the open question; false when it is not this application's or is answered already. */
export async function answerOpen(
  tx: Queries,
  {
    applicationId,
    questionId,
    text,
    at,
  }: { applicationId: string; questionId: string; text: string; at: Date },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      update joining.question set answer = ${text}, answered_at = ${at}
      where id = ${questionId} and application_id = ${applicationId} and answer is null`)) === 1
  )
}

/** Forgets drafts that nobody has touched since an instant, and the counts that are over. */
export async function forgetDrafts(queries: Queries, before: Date): Promise<void> {
  await queries.run(sql`delete from joining.application where state = 'draft' and saved_at < ${before}`)
  await queries.run(sql`delete from joining.source where since < ${before}`)
}

/** Takes the files of applications away that were declined before an instant. */
export async function forgetDeclinedDocuments(queries: Queries, before: Date): Promise<void> {
  await queries.run(sql`
    delete from joining.document d using joining.application a
    where a.id = d.application_id and a.state = 'declined' and a.decided_at < ${before}`)
}
