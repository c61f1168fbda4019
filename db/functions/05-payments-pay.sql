-- The payment path: a whole batch is decided and posted in one round trip, each payment answered on its own.
-- server/payments/rules.ts says the same decision in TypeScript, one payment at a time; a test holds both together.

create or replace function payments.pay_new(
  ids uuid[], payers uuid[], stores uuid[], coins bigint[], points bigint[], vias text[], occurred timestamptz,
  out numbers integer[], out outcomes text[], out coins_after bigint[], out all_points_after bigint[],
  out store_names text[], out spents bigint[], out at timestamptz
)
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  today constant date := ledger.day(occurred);
  per_payment constant bigint := town.setting('payment_max', occurred)::bigint;
  per_day constant bigint := town.setting('payment_day', occurred)::bigint;
  places tid[];
begin
  -- Locks, facts and decision in one statement: each wallet is looked up once. Locks are taken in the order of
  -- the key, so that two batches never wait for each other in a circle.
  with request as (
    select r.*, w.ctid as place, w.coin as coin_held, w.points as points_held, w.frozen, w.next_expiry,
           case when w.spent_on = today then w.spent else 0 end as spent
    from unnest(ids, payers, stores, coins, points, vias) with ordinality
      as r(id, payer, store, coin, points, via, n)
    join ledger.wallet w on w.bucket = ledger.bucket(r.payer) and w.id = r.payer
    order by w.bucket, w.id
    for no key update of w
  ), decided as (
    select r.*, s.name as store_name,
           -- Refusals stand in the order of precedence of the contract.
           case
             when r.next_expiry < today then 'lapse_first'
             when r.frozen then 'frozen'
             when s.id is null then 'store_unknown'
             when s.status <> 'open' then 'store_suspended'
             when r.points > 0 and not s.accepts_points then 'points_not_accepted'
             when r.coin + r.points > per_payment then 'payment_over_limit'
             when r.coin + r.points + r.spent > per_day then 'payment_over_day_limit'
             when r.coin > r.coin_held or r.points > r.points_held then 'insufficient_balance'
             else 'paid'
           end as outcome
    from request r
    left join merchants.store s on s.id = r.store
  )
  select array_agg(d.n::integer), array_agg(d.outcome),
         array_agg(case when d.coin > 0 then d.coin_held - d.coin end),
         array_agg(case when d.points > 0 then d.points_held - d.points end),
         array_agg(d.store_name), array_agg(d.spent),
         array_agg(d.place) filter (where d.outcome = 'paid'), array_agg(d.id) filter (where d.outcome = 'paid'),
         array_agg(d.store) filter (where d.outcome = 'paid'), array_agg(d.coin) filter (where d.outcome = 'paid'),
         array_agg(d.points) filter (where d.outcome = 'paid'), array_agg(d.via) filter (where d.outcome = 'paid'),
         array_agg(d.payer) filter (where d.outcome = 'paid')
  into numbers, outcomes, coins_after, all_points_after, store_names, spents, places, ids, stores, coins, points, vias,
    payers
  from decided d;

  if ids is not null then
    -- A statement of its own: what was withdrawn while the locks were waited for is seen only by a later look.
    -- It takes 6 µs of the batch, measured on two shared cores.
    if exists (
      select from unnest(ids, payers) as r(id, payer)
      join payments.withdrawal x on x.payer_id = r.payer and x.payment_id = r.id
    ) then
      raise unique_violation using message = 'a payment was withdrawn';
    end if;
    at := ledger.append_payments(places, ids, stores, coins, points, vias, occurred);
  end if;
end
$$;
comment on function payments.pay_new is
  'Locks the payers, decides, and posts what can be paid. Says lapse_first to a wallet whose points have run out, '
  'nothing to a payer without a wallet (who is refused as frozen), and raises unique_violation when a payment was posted '
  'or withdrawn before.';

create or replace function payments.first_answers(
  ids uuid[], payers uuid[], stores uuid[], coins bigint[], points bigint[]
) returns table (
  n integer, outcome text, coin_after bigint, points_after bigint, paid_at timestamptz, store_name text
)
language sql stable set search_path = pg_catalog as $$
  select r.n::integer,
         case
           when p.kind = 'payment' and bool_and(t.to_account = r.store)
             and coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0) = r.coin
             and coalesce(sum(t.amount) filter (where t.currency = 'points'), 0) = r.points
           then 'paid' else 'payment_exists_with_different_content'
         end,
         max(t.balance_after) filter (where t.currency = 'coin'),
         max(t.balance_after) filter (where t.currency = 'points'),
         p.posted_at, s.name
  from unnest(ids, payers, stores, coins, points) with ordinality as r(id, payer, store, coin, points, n)
  join ledger.posting p on p.bucket = ledger.bucket(r.payer) and p.owner = r.payer and p.id = r.id
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  left join merchants.store s on s.id = r.store
  group by r.n, r.store, r.coin, r.points, p.kind, p.posted_at, s.name
  union all
  select r.n::integer, 'payment_withdrawn', null, null, null, null
  from unnest(ids, payers) with ordinality as r(id, payer, n)
  join payments.withdrawal x on x.payer_id = r.payer and x.payment_id = r.id
  -- An id that was called off may stand for something else of its payer's, which is answered above: nobody gets two
  -- answers, for the second would be taken for that of the next payer.
  where not exists (
    select from ledger.posting p where p.bucket = ledger.bucket(r.payer) and p.owner = r.payer and p.id = r.id)
$$;
comment on function payments.first_answers is
  'What was answered when these payments were first made or withdrawn, once for each; nothing for those that were '
  'neither.';

create or replace function payments.pay(
  ids uuid[], payers uuid[], stores uuid[], coins bigint[], points bigint[], vias text[], occurred timestamptz
) returns table (
  n integer, outcome text, coin_after bigint, points_after bigint, paid_at timestamptz,
  store_name text, spent_before bigint
)
language plpgsql security definer set search_path = pg_catalog
-- Planned once: for arrays of length one the planner would find a cheaper plan, and plan anew for 2 ms each time.
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  look record;
begin
  -- First look. Nearly always every payment is new and can be paid, and then this is all.
  begin
    look := payments.pay_new(ids, payers, stores, coins, points, vias, occurred);
    return query
      select d.n, d.outcome, d.coin_after, d.points_after, look.at, d.store_name, d.spent_before
      from unnest(look.numbers, look.outcomes, look.coins_after, look.all_points_after, look.store_names, look.spents)
        as d(n, outcome, coin_after, points_after, store_name, spent_before)
      where d.outcome = 'paid';
    if cardinality(look.numbers) = cardinality(ids) and 'paid' = all (look.outcomes) then
      return;
    end if;
    -- A payer who has been answered is taken out of the arrays, and the places of the others stay.
    for n in select d.n from unnest(look.numbers, look.outcomes) as d(n, outcome) where d.outcome = 'paid' loop
      payers[n] := null;
    end loop;
  exception when unique_violation then
    null; -- Somebody repeats a payment, or has withdrawn it. Nothing of the first look was kept, and nobody has been answered.
  end;

  -- Second look, at the others. A repeated payment gets its first answer, whatever the wallet holds by now. The
  -- locks come before the look-up, so that an answer given by another process a moment ago is found.
  if ledger.lock_wallets(payers) < ledger.day(occurred) then
    perform ledger.lapse(payers, ledger.day(occurred));
  end if;
  for n, outcome, coin_after, points_after, paid_at, store_name in
    select * from payments.first_answers(ids, payers, stores, coins, points)
  loop
    return next;
    payers[n] := null;
  end loop;
  look := payments.pay_new(ids, payers, stores, coins, points, vias, occurred);
  return query
    select a.n::integer, coalesce(d.outcome, 'frozen'), d.coin_after, d.points_after,
           case when d.outcome = 'paid' then look.at end, d.store_name, d.spent_before
    from unnest(payers) with ordinality as a(payer, n)
    left join unnest(look.numbers, look.outcomes, look.coins_after, look.all_points_after, look.store_names, look.spents)
      as d(n, outcome, coin_after, points_after, store_name, spent_before) on d.n = a.n
    where a.payer is not null;
end
$$;
comment on function payments.pay is
  'Decides and posts a batch of payments, at most one a payer, in one transaction; answers each, in any order: paid, or '
  'the first refusal that applies. A repeated id with the same content gets its first answer.';
revoke execute on function payments.pay_new, payments.first_answers, payments.pay from public;
grant execute on function payments.pay to enishi_server;
