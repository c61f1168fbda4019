import type { Language } from '#contract/languages.ts'
import type { NoticeKind, Told } from '#contract/notices.ts'
import { sessionIsAlive } from '../access.ts'
import { type Posted, postedIn } from '../jobs/outbox.ts'
import { type Queries, type Sql, sql } from '../lib/database.ts'

/** Something for one person; `about` says what it is about, so that it is told once. */
export type Note = { residentId: string; about: string; told: Exclude<Told, { kind: 'town' }> }
export type KeptNote = { id: string; residentId: string; told: Told }

/** Writes down what was not told yet, and gives just that. */
export function insertNotices(tx: Queries, notes: readonly Note[], at: Date): Promise<KeptNote[]> {
  return tx.many(sql`
    insert into notices.notice (id, resident_id, kind, about, told, at)
    select ledger.uuid7(clock_timestamp()), n.resident_id, n.told ->> 'kind', n.about, n.told, ${at}
    from unnest(${notes.map((n) => n.residentId)}::uuid[], ${notes.map((n) => n.about)}::text[],
                ${notes.map((n) => JSON.stringify(n.told))}::jsonb[]) as n(resident_id, about, told)
    -- Staff have a way in as well, and no list.
    join residents.resident r on r.id = n.resident_id
    where not residents.is_closed(n.resident_id)
    on conflict on constraint noticed_once do nothing
    returning id, resident_id as "residentId", told`)
}

/**
 * What is to be told of these postings, unless it is old by now: nobody wants to be woken by the past. Payments stand
 * in the history at once, so they are told to those alone who are pushed to.
 */
export async function listPosted(tx: Queries, batches: Posted[], now: Date): Promise<Note[]> {
  return [...(await listMoney(tx, batches, now)), ...(await listGifts(tx, batches, now))]
}

function listMoney(tx: Queries, batches: Posted[], now: Date): Promise<Note[]> {
  const postings = batches.flatMap((batch) => batch.postings)
  const owners = batches.flatMap((batch) => batch.owners)
  return tx.many(sql`
    select p.owner as "residentId", p.id as about, jsonb_strip_nulls(jsonb_build_object(
      'kind', case when p.kind in ('payment', 'refund') then p.kind else 'points_granted' end,
      'postingId', p.id,
      'storeName', case when p.kind in ('payment', 'refund') then coalesce(min(s.name), '') end,
      'campaign', case when p.kind not in ('payment', 'refund') then coalesce(p.via, '') end,
      'coin', case when p.kind in ('payment', 'refund')
        then coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0)::bigint end,
      'points', coalesce(sum(t.amount) filter (where t.currency = 'points'), 0)::bigint)) as told
    from unnest(${postings}::uuid[], ${owners}::uuid[]) as x(id, owner)
    join ledger.posting p on p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.id = x.id
    join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    left join merchants.store s
      on s.id = case when t.from_account = p.owner then t.to_account else t.from_account end
    where p.occurred_at > ${now}::timestamptz - interval '1 day'
      and (p.kind in ('refund', 'top_up_bonus', 'payment_bonus', 'grant')
        or (p.kind = 'payment' and exists (
          select from notices.subscription b where b.resident_id = p.owner)))
    group by p.id, p.owner, p.kind, p.via`)
}

/** Gifts are told to who receives them; the giver has just seen the amount leave. */
function listGifts(tx: Queries, batches: Posted[], now: Date): Promise<Note[]> {
  return tx.many(sql`
    select g.receiver_id as "residentId", g.received_id as about, jsonb_build_object(
      'kind', 'gift', 'postingId', g.received_id, 'coin', g.amount,
      'giver', coalesce(gifts.masked_name(o), ''), 'card', g.card) as told
    from ${postedIn(batches)} as x(id, owner)
    join gifts.gift g on g.received_id = x.id
    join residents.resident o on o.id = g.giver_id
    where g.given_at > ${now}::timestamptz - interval '1 day'`)
}

const everyKind: NoticeKind[] = [
  'town',
  'payment',
  'refund',
  'points_expiring',
  'points_granted',
  'gift',
  'automatic_top_up',
  'security',
  'helper',
]

export type WishRow = { push: NoticeKind[]; amounts: boolean; expiringByMail: boolean }

/** How somebody wants to be told; whoever has never said so hears of everything, discreetly. */
export async function readWish(queries: Queries, residentId: string): Promise<WishRow> {
  const row = await queries.maybe<WishRow>(sql`
    select push, amounts, expiring_by_mail as "expiringByMail" from notices.wish where resident_id = ${residentId}`)
  return row ?? { push: everyKind, amounts: false, expiringByMail: false }
}

export async function saveWish(queries: Queries, residentId: string, wish: WishRow): Promise<void> {
  const { push, amounts, expiringByMail } = wish
  await queries.run(sql`
    insert into notices.wish (resident_id, push, amounts, expiring_by_mail)
    values (${residentId}, ${push}, ${amounts}, ${expiringByMail})
    on conflict (resident_id) do update
    set push = excluded.push, amounts = excluded.amounts, expiring_by_mail = excluded.expiring_by_mail`)
}

/** Devices whose session still lives and whose person wants this kind; anybody's else is never pushed to. */
const devices = (kind: NoticeKind, now: Date): Sql => sql`
  notices.subscription b
  join sign_in.session s on s.token_hash = b.session_hash and s.subject = b.resident_id and ${sessionIsAlive(now)}
  left join notices.wish w on w.resident_id = b.resident_id
  where (w.push is null or ${kind} = any (w.push))`

/** The devices of these people that are pushed to for a kind of notice. */
export function listDevices(
  queries: Queries,
  residentIds: readonly string[],
  kind: NoticeKind,
  now: Date,
): Promise<{ id: string; residentId: string }[]> {
  return queries.many(sql`
    select b.id, b.resident_id as "residentId" from ${devices(kind, now)}
      and b.resident_id = any (${residentIds}::uuid[])`)
}

export type Device = {
  id: string
  endpoint: string
  p256dh: string
  auth: string
  amounts: boolean
  language: Language
}

/** A device, if it is still to be pushed to. */
export function findDevice(
  queries: Queries,
  id: string,
  kind: NoticeKind,
  now: Date,
): Promise<Device | undefined> {
  return queries.maybe(sql`
    select b.id, b.endpoint, b.p256dh, b.auth, coalesce(w.amounts, false) as amounts,
           (select r.language from residents.resident r where r.id = b.resident_id) as language
    from ${devices(kind, now)} and b.id = ${id}`)
}

export type NewSubscription = {
  id: string
  residentId: string
  sessionHash: Buffer
  endpoint: string
  p256dh: string
  auth: string
  at: Date
}
/** Nobody carries more phones; what is older is forgotten. */
const mostDevices = 10

/** Keeps a device; one that somebody else has used before is theirs no more. */
export async function saveSubscription(tx: Queries, wanted: NewSubscription): Promise<void> {
  const { id, residentId, sessionHash, endpoint, p256dh, auth, at } = wanted
  await tx.run(sql`
    insert into notices.subscription (id, endpoint, resident_id, session_hash, p256dh, auth, made_at)
    values (${id}, ${endpoint}, ${residentId}, ${sessionHash}, ${p256dh}, ${auth}, ${at})
    on conflict (endpoint) do update
    set resident_id = excluded.resident_id, session_hash = excluded.session_hash, p256dh = excluded.p256dh,
        auth = excluded.auth, made_at = excluded.made_at`)
  await tx.run(sql`
    delete from notices.subscription where id in (
      select id from notices.subscription where resident_id = ${residentId}
      order by made_at desc, id desc
      offset ${mostDevices})`)
}

export async function removeSubscription(
  queries: Queries,
  residentId: string,
  endpoint: string,
): Promise<void> {
  await queries.run(sql`
    delete from notices.subscription where resident_id = ${residentId} and endpoint = ${endpoint}`)
}

export async function forgetDevice(queries: Queries, id: string): Promise<void> {
  await queries.run(sql`delete from notices.subscription where id = ${id}`)
}

export async function findMailOf(queries: Queries, residentId: string): Promise<string | undefined> {
  const { mail } = await queries.one<{ mail: string | null }>(sql`
    select sign_in.proven_mail(${residentId}) as mail`)
  return mail ?? undefined
}

/** The announcements that are shown to somebody now. */
const shownTo = (residentId: string, now: Date): Sql => sql`
  (select a.id, a.shows_from as at, r.read_at,
          jsonb_build_object('kind', 'town', 'title', a.title, 'body', a.body) as told
   from notices.announcement a
   left join notices.announcement_reading r on r.announcement_id = a.id and r.resident_id = ${residentId}
   where a.ended_at is null and a.shows_from <= ${now} and (a.shows_until is null or ${now} < a.shows_until)
     and (not a.only_in_town or identity.lives_in_town(${residentId}, ${now}))
     and (a.age_bands is null or exists (
       select from identity.card c where c.resident_id = ${residentId} and c.age_band = any (a.age_bands))))`

/** Everything that is on somebody's list. A payment is told by push alone: the history has it. */
const listed = (residentId: string, now: Date): Sql => sql`
  (select id, at, read_at, told from notices.notice
   where resident_id = ${residentId} and kind <> 'payment' and at > ${now}::timestamptz - interval '13 months'
   union all
   select id, at, read_at, told from ${shownTo(residentId, now)} shown)`

export type NoticeRow = { id: string; at: Date; read: boolean; told: Told }

/** A page of somebody's notices, newest first, after one of them. */
export function readPage(
  queries: Queries,
  residentId: string,
  { before, limit, now }: { before: string | null; limit: number; now: Date },
): Promise<NoticeRow[]> {
  return queries.many(sql`
    with l as (select * from ${listed(residentId, now)} x)
    select l.id, l.at, l.read_at is not null as read, l.told
    from l
    where ${before}::uuid is null or (l.at, l.id) < (select b.at, b.id from l b where b.id = ${before}::uuid)
    order by l.at desc, l.id desc
    limit ${limit}`)
}

export async function countUnreadOf(queries: Queries, residentId: string, now: Date): Promise<number> {
  const { unread } = await queries.one<{ unread: number }>(sql`
    select count(*)::integer as unread from ${listed(residentId, now)} l where l.read_at is null`)
  return unread
}

/** Notes what somebody has read; what is not theirs or not shown to them stays as it is. */
export async function markRead(
  tx: Queries,
  residentId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.run(sql`
    update notices.notice set read_at = ${now}
    where resident_id = ${residentId} and id = any (${ids}::uuid[]) and read_at is null`)
  await tx.run(sql`
    insert into notices.announcement_reading (announcement_id, resident_id, read_at)
    select s.id, ${residentId}, ${now} from ${shownTo(residentId, now)} s
    where s.id = any (${ids}::uuid[])
    on conflict do nothing`)
}
