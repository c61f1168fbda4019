-- The payment path: a whole batch is decided and posted in one round trip, each payment answered on its own.
-- server/payments/rules.ts says the same decision in TypeScript, one payment at a time; a test holds both together.

create or replace function payments.pay(
  ids uuid[], payers uuid[], stores uuid[], coins bigint[], points bigint[], vias text[], occurred timestamptz
) returns table (
  n integer, outcome text, coin_after bigint, points_after bigint, paid_at timestamptz,
  store_name text, spent_before bigint
)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  today constant date := ledger.day(occurred);
  per_payment constant bigint := town.setting('payment_max', occurred)::bigint;
  per_day constant bigint := town.setting('payment_day', occurred)::bigint;
  careful boolean := false;
  numbers integer[];
  outcomes text[];
  coins_after bigint[];
  all_points_after bigint[];
  posted_ats timestamptz[];
  spents bigint[];
  names text[];
  at timestamptz;
begin
  perform ledger.lock_wallets(payers);
  perform ledger.lapse(payers, today);
  loop
    -- Facts and decision. Refusals stand in the order of precedence of the contract.
    with request as (
      select * from unnest(ids, payers, stores, coins, points, vias) with ordinality
        as r(id, payer, store, coin, points, via, n)
    ), known as (
      select r.n, p.posted_at,
             bool_or(t.to_account <> r.store) or p.kind <> 'payment'
               or coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0) <> r.coin
               or coalesce(sum(t.amount) filter (where t.currency = 'points'), 0) <> r.points as differs,
             max(t.balance_after) filter (where t.currency = 'coin') as coin_after,
             max(t.balance_after) filter (where t.currency = 'points') as points_after
      from request r
      join ledger.posting p on p.bucket = ledger.bucket(r.payer) and p.owner = r.payer and p.id = r.id
      join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
      where careful
      group by r.n, r.coin, r.points, r.store, p.posted_at, p.kind
    ), fact as (
      select r.*, s.name as store_name, k.n is not null as answered, k.differs, k.posted_at,
             case when r.coin > 0 then case when k.n is null then w.coin - r.coin else k.coin_after end end as coin_after,
             case when r.points > 0 then case when k.n is null then w.points - r.points else k.points_after end end as points_after,
             case when w.spent_on = today then w.spent else 0 end as spent_before,
             case
               when k.differs then 'payment_exists_with_different_content'
               when k.n is not null then 'paid'
               when w.frozen is distinct from false then 'frozen'
               when s.id is null then 'store_unknown'
               when s.status <> 'open' then 'store_suspended'
               when r.points > 0 and not s.accepts_points then 'points_not_accepted'
               when r.coin + r.points > per_payment then 'payment_over_limit'
               when r.coin + r.points + case when w.spent_on = today then w.spent else 0 end > per_day
                 then 'payment_over_day_limit'
               when r.coin > w.coin or r.points > w.points then 'insufficient_balance'
               else 'paid'
             end as outcome
      from request r
      left join known k on k.n = r.n
      left join ledger.wallet w on w.bucket = ledger.bucket(r.payer) and w.id = r.payer
      left join merchants.store s on s.id = r.store
    )
    select array_agg(f.n::integer order by f.n), array_agg(f.outcome order by f.n),
           array_agg(f.coin_after order by f.n), array_agg(f.points_after order by f.n),
           array_agg(f.posted_at order by f.n), array_agg(f.store_name order by f.n), array_agg(f.spent_before order by f.n)
    into numbers, outcomes, coins_after, all_points_after, posted_ats, names, spents
    from fact f;

    -- A "no" may be the repetition of an earlier "yes" that used the money up: look for it before answering.
    if not careful and exists (select from unnest(outcomes) o where o <> 'paid') then
      careful := true;
      continue;
    end if;

    begin
      select ledger.append(
        array_agg(p.id), array_agg(p.payer), array_agg('payment'::text), array_agg(p.via), array_agg(null::uuid),
        array_agg(occurred), array_agg(l.currency = 'coin' or p.coin = 0), array_agg(l.currency),
        array_agg(p.payer), array_agg(p.store), array_agg(l.amount))
      into at
      from unnest(ids, payers, stores, coins, points, vias, outcomes, posted_ats)
             as p(id, payer, store, coin, points, via, outcome, posted_at)
      cross join lateral (values ('coin'::text, p.coin), ('points'::text, p.points)) as l(currency, amount)
      where p.outcome = 'paid' and p.posted_at is null and l.amount > 0
      having count(*) > 0;
      exit;
    exception when unique_violation then
      -- Somebody repeats a payment. The wallets are locked, so a second look finds every earlier answer.
      if careful then
        raise;
      end if;
      careful := true;
    end;
  end loop;

  return query
    select d.n, d.outcome, d.coin_after, d.points_after,
           coalesce(d.posted_at, at), d.store_name, d.spent_before
    from unnest(numbers, outcomes, coins_after, all_points_after, posted_ats, names, spents)
      as d(n, outcome, coin_after, points_after, posted_at, store_name, spent_before);
end
$$;
comment on function payments.pay is
  'Decides and posts a batch of payments, at most one a payer, in one transaction; answers each: paid, or the first '
  'refusal that applies. A repeated id with the same content gets its first answer.';
revoke execute on function payments.pay from public;
grant execute on function payments.pay to enishi_server;
