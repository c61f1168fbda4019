-- What happened to a wallet, newest first: the one question that may reach over all monthly partitions.

create or replace function ledger.history(
  of_wallet uuid, since timestamptz, until timestamptz, before uuid, at_most integer, kinds text[] default null
) returns table (
  id uuid, kind text, via text, caused_by uuid, occurred_at timestamptz,
  coin bigint, points bigint, coin_after bigint, points_after bigint, other uuid
)
language sql stable security definer set search_path = pg_catalog rows 20
-- Planned once. The span then opens the partitions of its months alone, where a plan for each call would look at all
-- of them: with 45 partitions a page took 0.4 ms instead of 1.6.
set plan_cache_mode = force_generic_plan as $$
  select
    p.id, p.kind, p.via, p.caused_by, p.occurred_at, m.coin, m.points, m.coin_after, m.points_after, m.other
  from (
    select *
    from ledger.posting
    where bucket = ledger.bucket(of_wallet) and owner = of_wallet and id < before
      and id >= ledger.uuid7_floor(since) and id < ledger.uuid7_floor(until)
      -- No index has the kind: the rarest among 3,000 postings of five weeks is found in 0.4 ms by the key alone.
      and (kinds is null or kind = any(kinds))
    order by id desc
    limit at_most) p
  -- Posting by posting, by the key of its transfers: as a plain join the planner would read the whole span.
  cross join lateral (
    select
      coalesce(sum(d.amount) filter (where t.currency = 'coin'), 0)::bigint as coin,
      coalesce(sum(d.amount) filter (where t.currency = 'points'), 0)::bigint as points,
      max(t.balance_after) filter (where t.currency = 'coin') as coin_after,
      max(t.balance_after) filter (where t.currency = 'points') as points_after,
      (array_agg(d.other))[1] as other
    from ledger.transfer t
    cross join lateral (
      select
        case when t.to_account = t.owner then t.amount else -t.amount end as amount,
        case when t.to_account = t.owner then t.from_account else t.to_account end as other) d
    where t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
      and t.posting >= ledger.uuid7_floor(since) and t.posting < ledger.uuid7_floor(until)) m
  order by p.id desc
$$;
comment on function ledger.history is
  'A wallet''s postings (of these kinds, where any are named) before one of them, with ids of a span of time (its end not included), newest first: what each '
  'brought or took, what was left of a currency that it moved, and the account on the other side.';
revoke execute on function ledger.history from public;
grant execute on function ledger.history to enishi_server;
