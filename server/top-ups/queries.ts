import type { TopUpState } from '#contract/top-ups.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { Limits, TopUpFacts, Used } from './rules.ts'

/** Limits in force at an instant. */
export async function readLimits(queries: Queries, at: Date): Promise<Limits> {
  return queries.one(sql`
    select town.setting('top_up_min', ${at})::bigint as minimum,
           town.setting('top_up_max', ${at})::bigint as "perTopUp",
           town.setting('top_up_day', ${at})::bigint as "perDay",
           town.setting('top_up_month', ${at})::bigint as "perMonth",
           town.setting('balance_cap', ${at})::bigint as "balanceCap",
           -- A town that has never set it has the default.
           coalesce(town.setting('top_up_first_day', ${at})::bigint, 10000) as "firstDay"`)
}

type Span = { now: Date; startOfToday: Date; startOfMonth: Date; except: string | null }

/** What counts towards the limits; `except` is the top-up that is being decided. */
export function readUsed(
  queries: Queries,
  residentId: string,
  { now, startOfToday, startOfMonth, except }: Span,
): Promise<Used> {
  return queries.one(sql`
    select
      coalesce(sum(t.amount) filter (where t.confirmed_at >= ${startOfToday}), 0)::bigint as today,
      coalesce(sum(t.amount) filter (where t.confirmed_at >= ${startOfMonth}), 0)::bigint as "thisMonth",
      coalesce(sum(t.amount) filter (where t.state <> 'succeeded'), 0)::bigint as "underWay",
      case when d.came_at is not null
        then coalesce(sum(t.amount) filter (where t.confirmed_at >= d.came_at), 0)::bigint end as "sinceNewDevice",
      w.coin as balance
    from ledger.wallet w
    cross join lateral (
      select min(n.first_seen_at) as came_at
      from sign_in.login l join sign_in.device n on n.login_id = l.id
      where l.audience = 'resident' and l.subject = w.id and n.new_until > ${now}) d
    left join top_ups.top_up t on t.resident_id = w.id
      and t.state in ('requested', 'unknown', 'needs_attention', 'succeeded')
      and t.id is distinct from ${except}::uuid
    where w.bucket = ledger.bucket(${residentId}::uuid) and w.id = ${residentId}
    group by w.coin, d.came_at`)
}

type Standing = Pick<TopUpFacts, 'frozen' | 'proofs' | 'accountReady'> & { phone: string | null }

export function readStanding(
  queries: Queries,
  residentId: string,
  bankAccountId: string | null,
): Promise<Standing> {
  return queries.one(sql`
    select w.frozen, json_build_object(
             'mail', l.mail_verified_at is not null,
             'sms', l.second_step_at is not null,
             'card', c.resident_id is not null) as proofs,
           a.id is not null as "accountReady",
           case when l.second_step_at is not null then l.phone end as phone
    from ledger.wallet w
    join sign_in.login l on l.audience = 'resident' and l.subject = w.id
    left join identity.card c on c.resident_id = w.id
    left join bank_accounts.bank_account a
      on a.id = ${bankAccountId}::uuid and a.resident_id = w.id and a.state = 'linked'
    where w.bucket = ledger.bucket(${residentId}::uuid) and w.id = ${residentId}`)
}

export type TopUpRow = {
  id: string
  residentId: string
  bankAccountId: string
  amount: number
  state: TopUpState
  declinedBecause: string | null
  requestedAt: Date
  confirmedAt: Date | null
  settledAt: Date | null
  asked: number
}

const columns = sql`
  id, resident_id as "residentId", bank_account_id as "bankAccountId", amount, state,
  declined_because as "declinedBecause", requested_at as "requestedAt", confirmed_at as "confirmedAt",
  settled_at as "settledAt", asked`

export function findTopUp(queries: Queries, id: string): Promise<TopUpRow | undefined> {
  return queries.maybe(sql`select ${columns} from top_ups.top_up where id = ${id}`)
}

export function lockTopUp(tx: Queries, id: string): Promise<TopUpRow> {
  return tx.one(sql`select ${columns} from top_ups.top_up where id = ${id} for update`)
}

type NewTopUp = { id: string; residentId: string; bankAccountId: string; amount: number; requestedAt: Date }

/** False when the id is taken. */
export async function insertTopUp(tx: Queries, topUp: NewTopUp): Promise<boolean> {
  const { id, residentId, bankAccountId, amount, requestedAt } = topUp
  return (
    (await tx.run(sql`
      insert into top_ups.top_up (id, resident_id, bank_account_id, amount, state, requested_at)
      values (${id}, ${residentId}, ${bankAccountId}, ${amount}, 'awaiting_passcode', ${requestedAt})
      on conflict (id) do nothing`)) === 1
  )
}

/** False when it was confirmed before. */
export async function markRequested(tx: Queries, id: string, at: Date, askAt: Date): Promise<boolean> {
  return (
    (await tx.run(sql`
      update top_ups.top_up set state = 'requested', confirmed_at = ${at}, ask_at = ${askAt}
      where id = ${id} and state = 'awaiting_passcode'`)) === 1
  )
}

export async function markSucceeded(tx: Queries, id: string, providerRef: string, at: Date): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set state = 'succeeded', provider_ref = ${providerRef}, settled_at = ${at}, ask_at = null
    where id = ${id}`)
}

export async function markDeclined(tx: Queries, id: string, because: string, at: Date): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set state = 'declined', declined_because = ${because}, settled_at = ${at}, ask_at = null
    where id = ${id}`)
}

export async function markUnknown(
  tx: Queries,
  id: string,
  state: 'unknown' | 'needs_attention',
  askAt: Date,
): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set state = ${state}, asked = asked + 1, ask_at = ${askAt} where id = ${id}`)
}

export type TopUpDetail = TopUpRow & {
  bankName: string
  lastDigits: string | null
  coinAfter: number | null
  bonusGranted: number | null
  bonusExpiresOn: string | null
}

export function findDetail(
  queries: Queries,
  residentId: string,
  id: string,
): Promise<TopUpDetail | undefined> {
  return queries.maybe(sql`
    select t.id, t.resident_id as "residentId", t.bank_account_id as "bankAccountId", t.amount, t.state,
           t.declined_because as "declinedBecause", t.requested_at as "requestedAt", t.confirmed_at as "confirmedAt",
           t.settled_at as "settledAt", t.asked, b.name as "bankName", a.last_digits as "lastDigits",
           m.balance_after as "coinAfter",
           bonus.points as "bonusGranted", bonus.expires_on as "bonusExpiresOn"
    from top_ups.top_up t
    join bank_accounts.bank_account a on a.id = t.bank_account_id
    join bank_accounts.bank b on b.code = a.bank_code
    left join ledger.transfer m on m.bucket = ledger.bucket(t.resident_id) and m.owner = t.resident_id
      and m.posting = t.id and m.currency = 'coin'
    left join lateral (
      select sum(l.amount)::bigint as points, min(l.expires_on) as expires_on
      from campaigns.campaign c
      join ledger.lot l on l.bucket = ledger.bucket(t.resident_id) and l.wallet = t.resident_id
        and l.id = ledger.derived_id(t.id, c.id::text)
      where c.kind = 'top_up') bonus on true
    where t.id = ${id} and t.resident_id = ${residentId}`)
}

export type BonusRule = {
  basisPoints: number
  when: 'at_once' | 'next_day'
  expiryMonths: number
  until: Date | null
}

/** The campaign that grants points for a top-up at an instant, if there is one. */
export function findBonusRule(queries: Queries, at: Date): Promise<BonusRule | undefined> {
  return queries.maybe(sql`
    select basis_points as "basisPoints", grant_when as "when", expiry_months as "expiryMonths", ends_at as until
    from campaigns.campaign
    where kind = 'top_up' and starts_at <= ${at} and (ends_at is null or ends_at > ${at})
    order by starts_at, id
    limit 1`)
}
