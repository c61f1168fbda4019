import { type Queries, sql } from '../lib/database.ts'

export type PostingRef = { posting: string; owner: string }

/** Grants what campaigns promise for top-ups of different wallets; gives how many grants are new. */
export async function grantForTopUps(queries: Queries, topUps: PostingRef[], when: 'at_once' | 'next_day') {
  const { granted } = await queries.one<{ granted: number }>(sql`
    select campaigns.grant_for_top_ups(
      ${topUps.map((t) => t.posting)}::uuid[], ${topUps.map((t) => t.owner)}::uuid[], ${when}) as granted`)
  return granted
}

/** Top-ups posted before an instant whose next-day bonus has not come, oldest first. */
export function listTopUpsAwaitingBonus(queries: Queries, before: Date): Promise<PostingRef[]> {
  return queries.many(sql`
    select p.id as posting, p.owner
    from campaigns.campaign c
    join ledger.posting p on p.kind = 'top_up' and p.posted_at >= c.starts_at and p.posted_at < ${before}
      and (c.ends_at is null or p.posted_at < c.ends_at)
      -- Five weeks are enough to catch up, and bound the search to two or three partitions.
      and p.id >= ledger.uuid7_floor(${before}::timestamptz - interval '35 days')
    join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id and m.currency = 'coin'
    where c.kind = 'top_up' and c.grant_when = 'next_day' and m.amount * c.basis_points / 10000 > 0
      and not exists (
        select from ledger.posting g
        where g.bucket = p.bucket and g.owner = p.owner and g.id = ledger.derived_id(p.id, c.id::text))
    order by p.id`)
}
