import type { ScreeningItem } from '#contract/joining.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { DocumentType } from './rules.ts'

export type ApplicationRow = {
  id: string
  state: 'sent' | 'screening' | 'asked' | 'approved' | 'declined'
  storeName: string
  businessName: string
  ward: string
  sentAt: Date
  proposed: boolean
  answered: boolean
}

/** Applications that wait, the oldest first, or the newest of those that are decided. */
export function listSent(queries: Queries, { decided }: { decided: boolean }): Promise<ApplicationRow[]> {
  return queries.many(sql`
    select a.id, a.state, a.form ->> 'storeName' as "storeName", a.form ->> 'businessName' as "businessName",
           a.form ->> 'ward' as ward, a.sent_at as "sentAt", a.proposed_at is not null as proposed,
           exists (select from joining.question q where q.application_id = a.id and q.answer is not null) as answered
    from joining.application a
    where a.state <> 'draft' and (a.decided_at is not null) = ${decided}
    order by a.decided_at desc nulls first, a.sent_at, a.id
    limit 200`)
}

export type OfficeFacts = {
  termsVersion: string
  proposedBy: string | null
  proposedByName: string | null
  proposedAt: Date | null
  latitude: number | null
  longitude: number | null
  decidedByName: string | null
  decidedAt: Date | null
}

export function readOfficeFacts(queries: Queries, id: string): Promise<OfficeFacts> {
  return queries.one(sql`
    select a.terms_version as "termsVersion", a.proposed_by as "proposedBy", p.name as "proposedByName",
           a.proposed_at as "proposedAt", a.latitude, a.longitude,
           d.name as "decidedByName", a.decided_at as "decidedAt"
    from joining.application a
    left join operators.operator p on p.id = a.proposed_by
    left join operators.operator d on d.id = a.decided_by
    where a.id = ${id}`)
}

export type CheckRow = { item: ScreeningItem; note: string; checkedBy: string; checkedAt: Date }

export function listChecks(queries: Queries, applicationId: string): Promise<CheckRow[]> {
  return queries.many(sql`
    select c.item, c.note, o.name as "checkedBy", c.checked_at as "checkedAt"
    from joining.screening c join operators.operator o on o.id = c.checked_by
    where c.application_id = ${applicationId}`)
}

export async function keepCheck(
  tx: Queries,
  check: { applicationId: string; item: ScreeningItem; note: string; operatorId: string; at: Date },
): Promise<void> {
  const { applicationId, item, note, operatorId, at } = check
  await tx.run(sql`
    insert into joining.screening (application_id, item, note, checked_by, checked_at)
    values (${applicationId}, ${item}, ${note}, ${operatorId}, ${at})
    on conflict (application_id, item) do update
    set note = excluded.note, checked_by = excluded.checked_by, checked_at = excluded.checked_at`)
}

export type Alike = {
  kind: 'store' | 'application'
  id: string
  name: string
  by: ('name' | 'phone' | 'account' | 'corporate_number')[]
}

/** Stores and other applications that have something in common with this one, by which shops are told apart. */
export function listAlike(queries: Queries, applicationId: string): Promise<Alike[]> {
  return queries.many(sql`
    with own as (
      select id, name_key, phone_key, account_key, nullif(form ->> 'corporateNumber', '') as corporate_number
      from joining.application where id = ${applicationId}
    ), other as (
      select 'application' as kind, a.id, a.form ->> 'storeName' as name, a.name_key, a.phone_key, a.account_key,
             a.form ->> 'corporateNumber' as corporate_number
      from joining.application a where a.state <> 'draft'
      union all
      -- Keys of names lie in the search text of a store: name, reading and address with spaces between.
      select 'store', s.id, s.name, split_part(s.search, ' ', 2), regexp_replace(s.phone, '[^0-9]', '', 'g'),
             (select concat_ws('-', b.bank_code, b.branch_code, b.kind, b.number)
              from merchants.bank_account b
              where b.merchant_id = s.merchant_id and b.decision = 'confirmed'
              order by b.valid_from desc limit 1),
             null
      from merchants.store s
    ), alike as (
      select o.kind, o.id, o.name,
             array_remove(array[
               case when o.name_key = own.name_key then 'name' end,
               case when o.phone_key = own.phone_key then 'phone' end,
               case when o.account_key = own.account_key then 'account' end,
               case when o.corporate_number = own.corporate_number then 'corporate_number' end], null) as by
      from own join other o on o.id <> own.id
    )
    select kind, id, name, by from alike
    where cardinality(by) > 0
      and id not in (select store_id from joining.application where id = ${applicationId} and store_id is not null)
    order by cardinality(by) desc, name, id limit 20`)
}

/** The middle of the stores of a ward. */
export function findPlace(
  queries: Queries,
  ward: string,
): Promise<{ latitude: number; longitude: number } | undefined> {
  return queries.maybe(sql`
    select round(avg(latitude)::numeric, 5)::float8 as latitude, round(avg(longitude)::numeric, 5)::float8 as longitude
    from merchants.store where ward = ${ward} having count(*) > 0`)
}

export function findDocument(
  queries: Queries,
  applicationId: string,
  id: string,
): Promise<{ name: string; type: DocumentType; content: Buffer } | undefined> {
  return queries.maybe(sql`
    select name, type, content from joining.document where id = ${id} and application_id = ${applicationId}`)
}

type NewQuestion = { id: string; applicationId: string; text: string; operatorId: string; at: Date }

/** False when a question has this id already. */
export async function insertQuestion(
  tx: Queries,
  { id, applicationId, text, operatorId, at }: NewQuestion,
): Promise<boolean> {
  return (
    (await tx.run(sql`
      insert into joining.question (id, application_id, text, asked_by, asked_at)
      values (${id}, ${applicationId}, ${text}, ${operatorId}, ${at})
      on conflict (id) do nothing`)) === 1
  )
}

type Proposal = { id: string; operatorId: string; latitude: number; longitude: number; at: Date }

export async function keepProposal(tx: Queries, proposal: Proposal): Promise<void> {
  const { id, operatorId, latitude, longitude, at } = proposal
  await tx.run(sql`
    update joining.application
    set state = 'screening', proposed_by = ${operatorId}, proposed_at = ${at}, latitude = ${latitude},
        longitude = ${longitude}
    where id = ${id}`)
}

export async function dropProposal(tx: Queries, id: string): Promise<void> {
  await tx.run(sql`
    update joining.application set proposed_by = null, proposed_at = null, latitude = null, longitude = null
    where id = ${id}`)
}

export async function markDeclined(
  tx: Queries,
  { id, operatorId, reason, at }: { id: string; operatorId: string; reason: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update joining.application
    set state = 'declined', decided_by = ${operatorId}, decided_at = ${at}, reason = ${reason}
    where id = ${id}`)
}

export type Join = {
  id: string
  /** Of a further store; null where the merchant is new. */
  merchantId: string | null
  staffId: string
  ownerName: string
  form: object
  search: string
  hours: string
  opensAt: number
  closesAt: number
  operatorId: string
  at: Date
}

/** Makes the store with its owner, and a new merchant first, and ends the application as approved. */
export async function joinStore(tx: Queries, join: Join): Promise<void> {
  const { id, merchantId, staffId, ownerName, form, search, hours, opensAt, closesAt, operatorId, at } = join
  await tx.run(sql`
    update joining.application a
    set state = 'approved', decided_by = ${operatorId}, decided_at = ${at},
        store_id = merchants.join(
          a.id, ${merchantId}, ${staffId}, ${ownerName}, ${JSON.stringify(form)}, ${search}, ${hours},
          ${opensAt}::smallint, ${closesAt}::smallint, a.latitude, a.longitude, a.mail,
          a.proposed_by, ${operatorId}, ${at})
    where a.id = ${id}`)
}

/** Lets the login of an owner open a further store too. */
export async function openWorkplace(
  tx: Queries,
  { staffId, of, at }: { staffId: string; of: string; at: Date },
): Promise<void> {
  await tx.run(sql`select sign_in.open_workplace(${of}, ${staffId}, ${at})`)
}

/** The merchant that somebody works for, or has worked for. */
export async function findMerchantOf(queries: Queries, staffId: string): Promise<string> {
  const { id } = await queries.one<{ id: string }>(sql`
    select s.merchant_id as id from merchants.staff f join merchants.store s on s.id = f.store_id
    where f.id = ${staffId}`)
  return id
}
