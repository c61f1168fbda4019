import { limitDefaults } from '#contract/limits.ts'
import { proofTable } from '#contract/proofs.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { Limits, TopUpFacts, Used } from './rules.ts'

/** The town's settings that say whether and how much may be topped up. */
const settingNames = [
  ...['top_up_min', 'top_up_max', 'top_up_day', 'top_up_month', 'balance_cap', 'top_up_first_day'],
  'proofs',
]
type Settings = Record<string, unknown>

const settings = (at: Date) => sql`town.settings(${settingNames}, ${at})`

/** Limits in force at an instant. */
export async function readLimits(queries: Queries, at: Date): Promise<Limits> {
  const { held } = await queries.one<{ held: Settings }>(sql`select ${settings(at)} as held`)
  return limitsIn(held)
}

function limitsIn(held: Settings): Limits {
  const yen = (name: string) => {
    const value = held[name]
    if (!Number.isSafeInteger(value)) throw new Error(`the town has never set ${name}`)
    return value as number
  }
  return {
    minimum: yen('top_up_min'),
    perTopUp: yen('top_up_max'),
    perDay: yen('top_up_day'),
    perMonth: yen('top_up_month'),
    balanceCap: yen('balance_cap'),
    // A town that has never set it has the default.
    firstDay: 'top_up_first_day' in held ? yen('top_up_first_day') : limitDefaults.top_up_first_day,
  }
}

type Span = { now: Date; startOfToday: Date; startOfMonth: Date; except: string | null }

/**
 * What counts towards the limits: top-ups, and what a cash machine was told may be put in. `except` is the top-up, or
 * the machine's link, that is being decided.
 */
export function readUsed(
  queries: Queries,
  residentId: string,
  { now, startOfToday, startOfMonth, except, payerId }: Span & { payerId: string },
): Promise<Used> {
  return queries.one(sql`
    select
      coalesce(sum(t.amount) filter (where t.confirmed_at >= ${startOfToday}), 0)::bigint as today,
      coalesce(sum(t.amount) filter (where t.confirmed_at >= ${startOfMonth}), 0)::bigint as "thisMonth",
      coalesce(sum(t.amount) filter (where t.state <> 'succeeded'), 0)::bigint as "underWay",
      case when d.came_at is not null then n.paid end as "sinceNewDevice",
      w.coin as balance
    from ledger.wallet w
    cross join lateral (
      select min(n.first_seen_at) as came_at
      from sign_in.login l join sign_in.device n on n.login_id = l.id
      where l.audience = 'resident' and l.subject = ${payerId} and n.new_until > ${now}) d
    -- The first day is of who pays, whosever wallet it goes into: what is in danger is the payer's bank account.
    cross join lateral (
      select coalesce(sum(p.amount), 0)::bigint as paid
      from (
        select amount from top_ups.top_up
        where d.came_at is not null and confirmed_at >= d.came_at
          and (resident_id = ${payerId} and paid_by is null or paid_by = ${payerId})
          and state in ('requested', 'unknown', 'needs_attention', 'succeeded') and id is distinct from ${except}::uuid
        union all
        select granted from top_ups.atm_link
        where d.came_at is not null and asked_at >= d.came_at and resident_id = ${payerId}
          and granted is not null and ended_at is null and expires_at > ${now} and id is distinct from ${except}::uuid
      ) p) n
    left join (
      select resident_id, state, amount, confirmed_at
      from top_ups.top_up
      where state in ('requested', 'unknown', 'needs_attention', 'succeeded') and id is distinct from ${except}::uuid
      union all
      select resident_id, 'requested', granted, asked_at
      from top_ups.atm_link
      where granted is not null and ended_at is null and expires_at > ${now} and id is distinct from ${except}::uuid
    ) t on t.resident_id = w.id
    where w.bucket = ledger.bucket(${residentId}::uuid) and w.id = ${residentId}
    group by w.coin, d.came_at, n.paid`)
}

type Standing = Pick<TopUpFacts, 'frozen' | 'proofs' | 'accountReady' | 'limits' | 'needed'> & {
  phone: string | null
}

/** How somebody stands, what the town wants of them, and its limits. */
export async function readStanding(
  queries: Queries,
  {
    residentId,
    payerId,
    bankAccountId,
    now,
  }: { residentId: string; payerId: string; bankAccountId: string | null; now: Date },
): Promise<Standing> {
  const { held, ...standing } = await queries.one<
    Omit<Standing, 'limits' | 'needed'> & { held: Settings }
  >(sql`
    select w.frozen, json_build_object(
             'mail', l.mail_verified_at is not null or identity.seen_at_desk(w.id),
             'sms', l.second_step_at is not null or identity.seen_at_desk(w.id),
             'card', c.resident_id is not null) as proofs,
           ${bankAccountId}::uuid is null or a.id is not null as "accountReady",
           ${settings(now)} as held,
           case when p.second_step_at is not null then p.phone end as phone
    from ledger.wallet w
    -- People without a phone have no login.
    left join sign_in.login l on l.audience = 'resident' and l.subject = w.id
    left join sign_in.login p on p.audience = 'resident' and p.subject = ${payerId}
    left join identity.card c on c.resident_id = w.id
    left join bank_accounts.bank_account a
      on a.id = ${bankAccountId}::uuid and a.resident_id = ${payerId} and a.state = 'linked'
    where w.bucket = ledger.bucket(${residentId}::uuid) and w.id = ${residentId}`)
  return { ...standing, limits: limitsIn(held), needed: proofTable(held['proofs']) }
}
