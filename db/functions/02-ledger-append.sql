-- The only place where money is written: ledger.append for every event, ledger.append_payments for many payments.

create or replace function ledger.relay(of_wallet uuid) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  b constant smallint := ledger.bucket(of_wallet);
  pointer bigint;
begin
  select points_out into pointer from ledger.wallet where bucket = b and id = of_wallet;
  -- The interval in which the pointer stands is cut there: what is left of the axis is what lies behind.
  update ledger.lot_interval set ends_at = pointer, amount = amount - (ends_at - pointer)
  where bucket = b and wallet = of_wallet and ends_at > pointer and ends_at - amount < pointer;
  delete from ledger.lot_interval where bucket = b and wallet = of_wallet and ends_at > pointer;

  with ahead as (
    -- What came to a lot, when it was granted and whenever some of it came back, less what lies behind.
    select l.id, l.expires_on, l.amount + coalesce(r.amount, 0) - coalesce(i.amount, 0) as amount
    from ledger.lot l
    left join (
      select lot, sum(amount) as amount from ledger.lot_return
      where bucket = b and wallet = of_wallet group by lot) r on r.lot = l.id
    left join (
      select lot, sum(amount) as amount from ledger.lot_interval
      where bucket = b and wallet = of_wallet group by lot) i on i.lot = l.id
    where l.bucket = b and l.wallet = of_wallet
  ), laid as (
    insert into ledger.lot_interval (bucket, wallet, ends_at, lot, amount)
    select b, of_wallet, pointer + sum(amount) over (order by expires_on, id), id, amount
    from ahead where amount > 0
  )
  update ledger.wallet set
    next_expiry = coalesce((select min(expires_on) from ahead where amount > 0), 'infinity'),
    last_expiry = coalesce((select max(expires_on) from ahead where amount > 0), '-infinity')
  where bucket = b and id = of_wallet;
end
$$;
comment on function ledger.relay(uuid) is
  'Lays what lies ahead of a locked wallet''s pointer anew, earliest last-day first, then oldest. What lies behind stays.';

-- One element of the arrays is one transfer; the facts of its posting are repeated on each of its transfers
-- and `opens` marks the first one. Flat arrays spare the joins that a nested shape would need. Points that arrive are
-- a new lot, whose last day and funding stand with the transfer, or come back to lots: then the caller lays them.
create or replace function ledger.append(
  postings uuid[], owners uuid[], kinds text[], vias text[], causes uuid[], occurred timestamptz[],
  opens boolean[], currencies text[], froms uuid[], tos uuid[], amounts bigint[],
  expiries date[] default null, fundings text[] default null
) returns timestamptz
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  at constant timestamptz := clock_timestamp();
  today constant date := ledger.day(at);
  declared bigint;
  most_events bigint;
  all_laid boolean;
  late uuid;
begin
  with arrow as materialized (
    select a.*, ledger.bucket(a.owner) as bucket, w.ctid as place, w.id is not null as walleted,
           w.coin, w.points, w.coin_out, w.points_out, w.last_expiry,
           case when a.from_account = a.owner then -a.amount when a.to_account = a.owner then a.amount else 0 end as delta
    from unnest(postings, owners, kinds, vias, causes, occurred, opens, currencies, froms, tos, amounts, expiries, fundings)
      as a(posting, owner, kind, via, caused_by, occurred_at, opens, currency, from_account, to_account, amount, expires_on, funding)
    left join ledger.wallet w on w.bucket = ledger.bucket(a.owner) and w.id = a.owner
  ), shape as (
    -- What moves alike between the same accounts is declared or not together: a batch of top-ups is one shape. The
    -- owner's own wallet needs no look-up of its type.
    select kind, currency,
           case when not (walleted and from_account = owner) then from_account end as from_other,
           case when not (walleted and to_account = owner) then to_account end as to_other,
           count(*) as transfers
    from arrow group by 1, 2, 3, 4
  ), declared as (
    select s.transfers
    from shape s
    left join ledger.account f on f.id = s.from_other
    left join ledger.account t on t.id = s.to_other
    join ledger.movement m on m.kind = s.kind and m.currency = s.currency
      and m.from_type = case when s.from_other is null then 'wallet' else f.type end
      and m.to_type = case when s.to_other is null then 'wallet' else t.type end
  ), opened as (
    insert into ledger.posting (bucket, owner, id, kind, via, caused_by, occurred_at, posted_at)
    select bucket, owner, posting, kind, via, caused_by, occurred_at, at from arrow where opens
  ), moved as (
    insert into ledger.transfer
      (bucket, owner, posting, currency, from_account, to_account, amount, balance_after, out_after, posted_at)
    select bucket, owner, posting, currency, from_account, to_account, amount,
           case currency when 'coin' then coin else points end + delta,
           case currency when 'coin' then coin_out else points_out end - least(delta, 0),
           at
    from arrow
  ), change as (
    select place, count(*) filter (where opens) as events,
           coalesce(sum(delta) filter (where currency = 'coin'), 0)::bigint as coin,
           coalesce(sum(delta) filter (where currency = 'points'), 0)::bigint as points,
           min(expires_on) as expires_on,
           coalesce(sum(amount) filter (where kind = 'payment'), 0)::bigint as spent
    from arrow where walleted group by place
  ), kept as (
    update ledger.wallet w set
      coin = w.coin + c.coin,
      points = w.points + c.points,
      coin_out = w.coin_out - least(c.coin, 0),
      points_out = w.points_out - least(c.points, 0),
      next_expiry = case when c.expires_on is null then w.next_expiry
                         when w.points = 0 then c.expires_on else least(w.next_expiry, c.expires_on) end,
      last_expiry = case when c.expires_on is null then w.last_expiry
                         when w.points = 0 then c.expires_on else greatest(w.last_expiry, c.expires_on) end,
      spent = case when c.spent = 0 then w.spent when w.spent_on = today then w.spent + c.spent else c.spent end,
      spent_on = case when c.spent = 0 then w.spent_on else today end
    from change c
    where w.ctid = c.place
  ), granted as (
    insert into ledger.lot (bucket, wallet, id, amount, expires_on, funding)
    select bucket, owner, posting, amount, expires_on, funding from arrow where expires_on is not null
  ), laid as (
    -- Points that run out no earlier than all others go to the end of the axis; the rest are laid below.
    insert into ledger.lot_interval (bucket, wallet, ends_at, lot, amount)
    select bucket, owner, points_out + points + amount, posting, amount
    from arrow where expires_on is not null and (points = 0 or expires_on >= last_expiry)
    returning 1
  )
  select (select coalesce(sum(transfers), 0) from declared), (select max(events) from change),
         (select count(*) from laid) = (select count(expires_on) from arrow)
  into declared, most_events, all_laid;

  if most_events > 1 then
    raise exception 'one posting a wallet in a batch: its running balance is told from the row as it was'
      using errcode = 'invalid_parameter_value';
  end if;
  if declared <> cardinality(amounts) then
    raise exception 'a movement is not declared in ledger.movement' using errcode = 'check_violation';
  end if;

  if not all_laid then
    for late in
      select l.wallet from unnest(postings, owners) as a(posting, owner)
      join ledger.lot l on l.bucket = ledger.bucket(a.owner) and l.wallet = a.owner and l.id = a.posting
      where not exists (select from ledger.lot_interval i
                        where i.bucket = l.bucket and i.wallet = l.wallet and i.lot = l.id)
    loop
      perform ledger.relay(late);
    end loop;
  end if;

  insert into ledger.outbox (id, bucket, postings, owners)
  select ledger.uuid7(at), ledger.bucket(owners[1]), array_agg(a.posting), array_agg(a.owner)
  from unnest(postings, owners, opens) as a(posting, owner, opens) where a.opens;
  return at;
end
$$;
comment on function ledger.append is
  'Writes postings whose wallets are locked, at most one a wallet, and returns the time of posting. Raises on a '
  'movement that is not declared, a balance below zero (insufficient_balance) and an id that is taken (unique_violation).';

-- The same for payments, whose shape is known: nothing to look up but the wallet, which the caller has locked and
-- whose place it knows. A batch of 1,024 takes half the time of ledger.append (docs/performance.md); a test holds
-- both to the same books.
create or replace function ledger.append_payments(
  places tid[], ids uuid[], stores uuid[], coins bigint[], points bigint[], vias text[], occurred timestamptz
) returns timestamptz
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  at constant timestamptz := clock_timestamp();
  today constant date := ledger.day(at);
  written bigint;
begin
  with payment as materialized (
    select p.*, w.bucket, w.id as payer,
           w.coin - p.coin as coin_after, w.coin_out + p.coin as coin_out,
           w.points - p.points as points_after, w.points_out + p.points as points_out,
           p.coin + p.points + case when w.spent_on = today then w.spent else 0 end as spent
    from unnest(places, ids, stores, coins, points, vias) as p(place, id, store, coin, points, via)
    join ledger.wallet w on w.ctid = p.place
  ), opened as (
    insert into ledger.posting (bucket, owner, id, kind, via, occurred_at, posted_at)
    select bucket, payer, id, 'payment', via, occurred, at from payment
  ), moved as (
    insert into ledger.transfer
      (bucket, owner, posting, currency, from_account, to_account, amount, balance_after, out_after, posted_at)
    select bucket, payer, id, 'coin', payer, store, coin, coin_after, coin_out, at from payment where coin <> 0
    union all
    select bucket, payer, id, 'points', payer, store, points, points_after, points_out, at from payment where points <> 0
  ), told as (
    insert into ledger.outbox (id, bucket, postings, owners)
    select ledger.uuid7(at), min(bucket), array_agg(id), array_agg(payer) from payment
  ), kept as (
    -- A place is stable while its row is locked; going there directly costs half of looking the key up again.
    update ledger.wallet w set
      coin = p.coin_after, coin_out = p.coin_out,
      points = p.points_after, points_out = p.points_out,
      spent = p.spent, spent_on = today
    from payment p
    where w.ctid = p.place and p.coin + p.points > 0
    returning 1
  )
  select count(*) into written from kept;

  if written <> cardinality(ids) then
    raise exception 'a wallet pays something, once in a batch' using errcode = 'invalid_parameter_value';
  end if;
  -- All accounts of a batch at once: a festival's one store is looked up once and not a thousand times.
  if (select count(*) from ledger.account where id = any (stores) and type = 'store')
    <> (select count(distinct store) from unnest(stores) as s(store))
    or (select count(*) from ledger.movement where kind = 'payment' and from_type = 'wallet' and to_type = 'store') <> 2
  then
    raise exception 'a movement is not declared in ledger.movement' using errcode = 'check_violation';
  end if;
  return at;
end
$$;
comment on function ledger.append_payments is
  'Writes payments of coin and points to stores from the locked wallets at these places, at most one a wallet, and '
  'returns the time of posting. Raises as ledger.append does.';
revoke execute on function ledger.append, ledger.append_payments, ledger.relay from public;
