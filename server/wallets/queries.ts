import type { historyItem } from '#contract/wallets.ts'
import type { z } from 'zod'
import { type Queries, type Sql, sql } from '../lib/database.ts'
import { timeOfId } from '../lib/id.ts'
import type { LotAhead } from './rules.ts'

export type KeptWallet = { coin: number; points: number; ahead: LotAhead[] }

/**
 * A wallet's kept balances with the points that lie ahead of its pointer by their last day, in one statement,
 * so that a payment in between cannot come between them.
 */
export function readKeptWallet(queries: Queries, resident: string): Promise<KeptWallet> {
  return queries.one(sql`
    select w.coin, w.points, coalesce(a.ahead, '[]') as ahead
    from ledger.wallet w
    left join lateral (
      select
        jsonb_agg(jsonb_build_object('points', d.points, 'lastDay', d.expires_on) order by d.expires_on) as ahead
      from (
        select l.expires_on, sum(least(i.amount, i.ends_at - w.points_out)) as points
        from ledger.lot_interval i
        join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
        where i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out
        group by l.expires_on) d) a on true
    where w.bucket = ledger.bucket(${resident}) and w.id = ${resident}`)
}

/** Bonus points that were promised for credited top-ups and payments and come in a moment, or on the next day. */
export async function readPlannedPoints(queries: Queries, resident: string): Promise<number> {
  const { planned } = await queries.one<{ planned: number }>(sql`
    select coalesce(sum(d.points), 0)::bigint as planned
    from campaigns.promise d
    join campaigns.campaign c on c.id = d.campaign_id
    join ledger.posting p on p.bucket = d.bucket and p.owner = d.owner and p.id = d.posting
    where d.bucket = ledger.bucket(${resident}) and d.owner = ${resident} and d.released_at is null and d.points > 0
      -- What comes at once comes in a moment, and only what waits for the next day can be old: of somebody who earned
      -- points with every payment of years, not all are looked at.
      and (d.waits or d.posting >= ledger.uuid7_floor(now() - interval '7 days'))
      and not exists (
        select from ledger.posting g
        where g.bucket = d.bucket and g.owner = d.owner
          and g.id = campaigns.bonus_id(c.kind, c.id, d.posting, d.owner))`)
  return planned
}

export type HistoryRow = Omit<z.output<typeof historyItem>, 'at'> & { at: Date }

const beginningOfTime = new Date(0)
/** Later than any posting, and as early as an id can tell. */
const endOfTime = new Date('5000-01-01')
const fiveWeeksMs = 35 * 86_400_000

export type HistoryFilter = {
  before: string | undefined
  limit: number
  now: Date
  /** These alone; all of them where none are named. */
  kinds?: readonly string[] | undefined
  /** The instants between which the entries were begun, the second not included. */
  span?: { since: Date; until: Date } | undefined
}

/**
 * Postings of a resident before one of them, newest first. Whoever pays now and then finds a page in five weeks,
 * which are two of the monthly partitions; only a wallet that was quiet for longer is asked for all of its past.
 */
export async function readHistory(
  queries: Queries,
  resident: string,
  { before, limit, now, kinds, span }: HistoryFilter,
): Promise<HistoryRow[]> {
  const last = before ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const end = new Date(Math.min(timeOfId(last).getTime() + 1, endOfTime.getTime()))
  const recently = new Date(Math.min(end.getTime(), now.getTime()) - fiveWeeksMs)
  const read = (since: Date, until: Date, rows: number) =>
    queries.many<HistoryRow>(
      historyOf(
        resident,
        sql`ledger.history(${resident}, ${since}, ${until}, ${last}, ${rows}::integer, ${kinds ?? null}::text[])`,
      ),
    )
  if (span) return read(span.since, new Date(Math.min(end.getTime(), span.until.getTime())), limit)
  const page = await read(recently, end, limit)
  if (page.length === limit) return page
  return [...page, ...(await read(beginningOfTime, recently, limit - page.length))]
}

/** One posting of a resident; nothing for a posting of somebody else. */
export function findHistoryItem(
  queries: Queries,
  resident: string,
  id: string,
): Promise<HistoryRow | undefined> {
  const at = timeOfId(id)
  const next = new Date(at.getTime() + 1)
  return queries.maybe(
    historyOf(
      resident,
      sql`
      (select *
       from ledger.history(${resident}, ${at}, ${next}, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 1000)
       where id = ${id})`,
    ),
  )
}

/** Postings as people read them: with the name of who was on the other side. */
function historyOf(resident: string, postings: Sql): Sql {
  return sql`
    select
      p.id, p.kind, p.occurred_at as at, p.coin, p.points,
      p.coin_after as "coinAfter", p.points_after as "pointsAfter",
      -- Points came by way of a campaign or of the town, by name.
      coalesce(s.name, case when u.paid_by is null then b.name end, u.source_name, gifts.masked_name(o),
        case when p.kind in ('top_up_bonus', 'payment_bonus', 'bonus_return', 'grant') then p.via end,
        '') as counterpart,
      case when u.id is not null then jsonb_build_object('id', u.id, 'means', u.means) end as "topUp",
      g.card as "giftCard",
      relatives.name_of(coalesce(h.helper_id, u.paid_by)) as helper
    from ${postings} p
    left join merchants.store s on s.id = p.other
    left join top_ups.top_up u
      on u.posting_id = case p.kind when 'top_up' then p.id when 'top_up_return' then p.caused_by
        when 'top_up_regained' then p.caused_by end
    left join bank_accounts.bank_account a on a.id = u.bank_account_id
    left join bank_accounts.bank b on b.code = a.bank_code
    left join gifts.gift g on g.id = case p.kind when 'gift_given' then p.id when 'gift_received' then p.caused_by end
    left join payments.help_charge h
      on h.payer_id = ${resident}
        and h.payment_id = case p.kind when 'payment' then p.id when 'refund' then p.caused_by end
    left join residents.resident o on o.id = case p.kind when 'gift_given' then g.receiver_id else g.giver_id end
    order by p.id desc`
}

/** For whom somebody may look by a help; nothing where it is over, or another's. */
export function findRelative(
  queries: Queries,
  helpId: string,
  helperId: string,
): Promise<{ id: string; stopped: boolean } | undefined> {
  return queries.maybe(sql`
    select relative as id, stopped from relatives.standing(${helpId}, ${helperId}) where relative is not null`)
}

export type Refunded = { at: Date; amount: number }

/** What has come back of a payment, coin and points together, oldest first. */
export function readRefundsOf(queries: Queries, resident: string, paymentId: string): Promise<Refunded[]> {
  return queries.many(sql`
    select refunded_at as at, coin + points as amount
    from payments.refund
    where payer_id = ${resident} and payment_id = ${paymentId}
    order by refunded_at, id`)
}

/** The lots that a posting used (a payment, a lapse), made (a grant) or gave back to (a refund), by last day. */
export function readLotsOf(queries: Queries, resident: string, id: string): Promise<LotAhead[]> {
  return queries.many(sql`
    select sum(x.points)::bigint as points, x.expires_on as "lastDay"
    from (
      select l.amount as points, l.expires_on
      from ledger.lot l
      where l.bucket = ledger.bucket(${resident}) and l.wallet = ${resident} and l.id = ${id}
      union all
      select r.amount, l.expires_on
      from ledger.lot_return r
      join ledger.lot l on l.bucket = r.bucket and l.wallet = r.wallet and l.id = r.lot
      where r.bucket = ledger.bucket(${resident}) and r.wallet = ${resident} and r.posting = ${id}
      union all
      -- What went out covers (out_after - amount, out_after] of the axis.
      select
        least(i.ends_at, t.out_after) - greatest(i.ends_at - i.amount, t.out_after - t.amount),
        l.expires_on
      from ledger.transfer t
      join ledger.lot_interval i
        on i.bucket = t.bucket and i.wallet = t.owner
          and i.ends_at > t.out_after - t.amount and i.ends_at - i.amount < t.out_after
      join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
      where t.bucket = ledger.bucket(${resident}) and t.owner = ${resident} and t.posting = ${id}
        and t.currency = 'points' and t.from_account = t.owner) x
    group by x.expires_on
    order by x.expires_on`)
}
