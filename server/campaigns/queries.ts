import type { CampaignKind, CampaignTerms } from '#contract/campaigns.ts'
import { type Posted, postedIn } from '../jobs/outbox.ts'
import { type Queries, sql } from '../lib/database.ts'

export type PostingRef = { posting: string; owner: string }

/**
 * Grants what was promised for top-ups or payments of different, locked wallets, for the next day only what is due at
 * an instant; gives how many grants are new.
 */
export async function grantBonuses(
  queries: Queries,
  causes: PostingRef[],
  { when, at }: { when: 'at_once' | 'next_day'; at: Date },
): Promise<number> {
  const { granted } = await queries.one<{ granted: number }>(sql`
    select campaigns.grant_bonuses(
      ${causes.map((c) => c.posting)}::uuid[], ${causes.map((c) => c.owner)}::uuid[], ${when}, ${at}) as granted`)
  return granted
}

/** Until the end of the transaction no campaign starts or stops. */
export async function holdInForce(tx: Queries): Promise<void> {
  await tx.one(sql`select campaigns.hold_in_force()`)
}

/**
 * Waits for all that is being decided by the campaigns in force. What is made after this and told of to nobody yet is
 * decided when the transaction has ended.
 */
export async function changeInForce(tx: Queries): Promise<void> {
  await tx.one(sql`select campaigns.change_in_force()`)
}

export type Earning = PostingRef & { kind: 'payment' | 'refund'; payment: string }

/**
 * Among what was posted the payments that earn points, and the refunds of such payments. Where no campaign for payments
 * was ever started this looks at nothing but that.
 */
export function pickEarning(queries: Queries, batches: Posted[]): Promise<Earning[]> {
  return queries.many(sql`
    select p.kind, p.id as posting, p.owner, coalesce(b.id, p.id) as payment
    from ${postedIn(batches)} as x(id, owner)
    join ledger.posting p on p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.id = x.id
    left join ledger.posting b
      on b.bucket = p.bucket and b.owner = p.owner and b.id = p.caused_by and b.kind = 'payment' and p.kind = 'refund'
    cross join lateral (select coalesce(b.occurred_at, p.occurred_at) as at) paid
    where (select exists (
        select from campaigns.campaign c where c.kind = 'payment' and c.started_at is not null))
      and (p.kind = 'payment' or b.id is not null)
      and (exists (
        select from campaigns.campaign c
        where c.kind = 'payment' and c.started_at is not null and c.starts_at <= paid.at
          and (c.ends_at is null or paid.at < c.ends_at) and (c.stopped_at is null or paid.at < c.stopped_at))
        or exists (
          select from campaigns.promise d where d.bucket = p.bucket and d.owner = p.owner and d.posting = b.id))
    order by p.id, p.owner`)
}

/** Locks what payments count in, after their wallets. */
export async function lockForPayments(queries: Queries): Promise<void> {
  await queries.one(sql`select campaigns.lock_for_payments()`)
}

/** Decides what payments of different, locked wallets bring, as of when they were made; once for each. */
export async function decidePayments(queries: Queries, payments: PostingRef[]): Promise<void> {
  await queries.one(sql`
    select campaigns.decide_payments(
      ${payments.map((p) => p.posting)}::uuid[], ${payments.map((p) => p.owner)}::uuid[])`)
}

/** Provider take-backs of top-ups among postings: each once, with the wallet whose bonus goes with it. */
export function findTakeBacks(
  queries: Queries,
  postings: string[],
): Promise<{ id: string; owner: string }[]> {
  return queries.many(sql`
    select k.id, t.resident_id as owner
    from top_ups.take_back k
    join top_ups.top_up t on t.id = k.top_up_id
    where k.id = any (${postings}::uuid[])
    order by k.id`)
}

const collects = (at: Date) => sql`coalesce(town.setting('bonus_debt', ${at})->>0, 'collect') = 'collect'`

/** Takes back the bonus of a top-up that was taken back; what was spent is owed unless the town waives it. */
export async function takeBackForTopUp(queries: Queries, takeBackId: string, at: Date): Promise<void> {
  await queries.one(sql`select campaigns.take_back_for_top_up(${takeBackId}, ${collects(at)})`)
}

/** Takes back the bonus of a payment that was refunded; what was spent is owed unless the town waives it. */
export async function takeBackForRefund(queries: Queries, refundId: string, at: Date): Promise<void> {
  await queries.one(sql`select campaigns.take_back_for_refund(${refundId}, ${collects(at)})`)
}

/** How many are granted in one transaction; those that failed wait for the next round and not for each other. */
const atOnce = 500

/**
 * Top-ups and payments of which a next-day bonus is due at an instant and has not come, oldest first, however long ago
 * it was missed. `after` is the last one of the portion before.
 */
export function listAwaitingBonus(
  queries: Queries,
  { at, after }: { at: Date; after: PostingRef },
): Promise<PostingRef[]> {
  return queries.many(sql`
    select d.posting, d.owner
    from campaigns.promise d
    join campaigns.campaign c on c.id = d.campaign_id
    join ledger.posting p on p.bucket = d.bucket and p.owner = d.owner and p.id = d.posting
    where d.waits and (d.posting, d.owner) > (${after.posting}::uuid, ${after.owner}::uuid)
      and p.posted_at < campaigns.due_before(c.grant_hour, ${at})
    group by d.posting, d.owner
    order by d.posting, d.owner
    limit ${atOnce}`)
}

export type CampaignRow = {
  id: string
  kind: CampaignKind
  name: string
  basisPoints: number
  minimumAmount: number
  capEach: number | null
  capPerPerson: number | null
  capPerPeriod: number | null
  period: 'day' | 'month' | null
  budget: number | null
  stacks: boolean
  onlyInTown: boolean
  ageBands: CampaignTerms['ageBands']
  when: 'at_once' | 'next_day'
  grantHour: number
  expiryMonths: number | null
  expiryDays: number | null
  expiresOn: string | null
  startsAt: Date
  endsAt: Date | null
  funding: string
  revision: number
  madeBy: string | null
  madeByName: string | null
  startedBy: string | null
  startedByName: string | null
  startedAt: Date | null
  stoppedByName: string | null
  stoppedAt: Date | null
  stopReason: string | null
  promised: number | null
  granted: number
  takenBack: number
}

const everything = sql`
  select c.id, c.kind, c.name, c.basis_points as "basisPoints", c.minimum_amount as "minimumAmount",
         c.cap_each as "capEach", c.cap_per_person as "capPerPerson", c.cap_per_period as "capPerPeriod",
         c.period, b.ceiling as budget, c.stacks, c.only_in_town as "onlyInTown", c.age_bands as "ageBands",
         c.grant_when as "when", c.grant_hour as "grantHour", c.expiry_months as "expiryMonths",
         c.expiry_days as "expiryDays", c.expires_on as "expiresOn", c.starts_at as "startsAt", c.ends_at as "endsAt",
         c.funding, c.revision, c.made_by as "madeBy", m.name as "madeByName",
         c.started_by as "startedBy", s.name as "startedByName",
         c.started_at as "startedAt", e.name as "stoppedByName", c.stopped_at as "stoppedAt",
         c.stop_reason as "stopReason", b.promised,
         coalesce(t.granted, 0) as granted, coalesce(t.taken_back, 0) as "takenBack"
  from campaigns.campaign c
  left join campaigns.budget b on b.campaign_id = c.id
  left join campaigns.tally t on t.campaign_id = c.id
  left join operators.operator m on m.id = c.made_by
  left join operators.operator s on s.id = c.started_by
  left join operators.operator e on e.id = c.stopped_by`

export function listAll(queries: Queries): Promise<CampaignRow[]> {
  return queries.many(sql`${everything} order by c.starts_at desc, c.id desc limit 200`)
}

export function findCampaign(queries: Queries, id: string): Promise<CampaignRow | undefined> {
  return queries.maybe(sql`${everything} where c.id = ${id}`)
}

/** Locks a campaign until the end of the transaction; nothing for one that is not there. */
export async function lockCampaign(tx: Queries, id: string): Promise<CampaignRow | undefined> {
  await tx.maybe(sql`select id from campaigns.campaign where id = ${id} for update`)
  return findCampaign(tx, id)
}

type Written = { id: string; terms: CampaignTerms; operatorId: string; at: Date }

/** Writes a draft, new or anew: whoever changes it has made it. */
export async function saveDraft(tx: Queries, { id, terms, operatorId, at }: Written): Promise<void> {
  const t = terms
  await tx.run(sql`
    insert into campaigns.campaign
      (id, kind, name, basis_points, minimum_amount, cap_each, cap_per_person, cap_per_period, period, stacks,
       only_in_town, age_bands, grant_when, grant_hour, expiry_months, expiry_days, expires_on, starts_at, ends_at,
       funding, made_by, made_at)
    values (${id}, ${t.kind}, ${t.name}, ${t.basisPoints}, ${t.minimumAmount}, ${t.capEach}, ${t.capPerPerson},
            ${t.capPerPeriod}, ${t.period}, ${t.stacks}, ${t.onlyInTown}, ${t.ageBands}::text[], ${t.when},
            ${t.grantHour}, ${t.expiryMonths}, ${t.expiryDays}, ${t.expiresOn}, ${t.startsAt}, ${t.endsAt},
            ${t.funding}, ${operatorId}, ${at})
    on conflict (id) do update set
      kind = excluded.kind, name = excluded.name, basis_points = excluded.basis_points,
      minimum_amount = excluded.minimum_amount, cap_each = excluded.cap_each, cap_per_person = excluded.cap_per_person,
      cap_per_period = excluded.cap_per_period, period = excluded.period, stacks = excluded.stacks,
      only_in_town = excluded.only_in_town, age_bands = excluded.age_bands, grant_when = excluded.grant_when,
      grant_hour = excluded.grant_hour, expiry_months = excluded.expiry_months, expiry_days = excluded.expiry_days,
      expires_on = excluded.expires_on, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      funding = excluded.funding, made_by = excluded.made_by, made_at = excluded.made_at,
      revision = campaign.revision + 1`)
  await tx.run(sql`delete from campaigns.budget where campaign_id = ${id}`)
  if (t.budget === null) return
  await tx.run(sql`insert into campaigns.budget (campaign_id, ceiling) values (${id}, ${t.budget})`)
}

/** Lets a locked draft run, from now at the earliest: nothing is promised for what was topped up or paid before. */
export async function markStarted(tx: Queries, id: string, operatorId: string, at: Date): Promise<void> {
  await tx.run(sql`
    update campaigns.campaign set
      started_by = ${operatorId}, started_at = ${at}, starts_at = greatest(starts_at, ${at}::timestamptz)
    where id = ${id}`)
}

/** False when it was stopped before. */
export async function markStopped(
  tx: Queries,
  { id, operatorId, reason, at }: { id: string; operatorId: string; reason: string; at: Date },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      update campaigns.campaign set stopped_by = ${operatorId}, stopped_at = ${at}, stop_reason = ${reason}
      where id = ${id} and stopped_at is null`)) === 1
  )
}

export type Sums = { promised: number; granted: number; takenBack: number }

/** What a campaign without a budget has promised, granted and taken back: nobody counts it before somebody asks. */
export function sumPromises(queries: Queries, id: string): Promise<Sums> {
  return queries.one(sql`
    select coalesce(sum(d.points), 0)::bigint as promised,
           coalesce(sum(d.points) filter (where g.id is not null), 0)::bigint as granted,
           (select coalesce(sum(k.points), 0)::bigint from campaigns.take_back k
            where k.campaign_id = ${id}) as "takenBack"
    from campaigns.promise d
    join campaigns.campaign c on c.id = d.campaign_id
    left join ledger.posting g
      on g.bucket = d.bucket and g.owner = d.owner and g.id = campaigns.bonus_id(c.kind, c.id, d.posting, d.owner)
    where d.campaign_id = ${id} and d.released_at is null`)
}
