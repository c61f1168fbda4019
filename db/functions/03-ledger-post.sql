-- The door for everything that is not the payment path: lock, lapse what has run out, replay or append.

create or replace function ledger.lock_wallets(wallets uuid[]) returns date
language sql security definer set search_path = pg_catalog as $$
  select min(locked.next_expiry) from (
    -- Always in the order of the key, so that two batches never wait for each other in a circle.
    select w.next_expiry from ledger.wallet w
    where (w.bucket, w.id) in (select ledger.bucket(x), x from unnest(wallets) x)
    order by w.bucket, w.id
    for no key update) locked;
$$;
comment on function ledger.lock_wallets(uuid[]) is
  'Locks wallets in key order; strangers'' wallets are never waited for twice. Answers the earliest last day among their lots.';

create or replace function ledger.lapse(wallets uuid[], today date) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  w record;
  gone bigint;
  lapsed integer := 0;
begin
  for w in
    select * from ledger.wallet
    where (bucket, id) in (select ledger.bucket(x), x from unnest(wallets) x) and next_expiry < today
    order by bucket, id
    for no key update
  loop
    select coalesce(sum(least(i.amount, i.ends_at - w.points_out)), 0) into gone
    from ledger.lot_interval i
    join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
    where i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out and l.expires_on < today;
    if gone > 0 then
      perform ledger.append(
        array[ledger.uuid7()], array[w.id], array['lapse'], array[null::text], array[null::uuid], array[clock_timestamp()],
        array[true], array['points'], array[w.id], array['00000000-0000-7000-8000-000000000003'::uuid], array[gone]);
      lapsed := lapsed + 1;
    end if;
    update ledger.wallet set next_expiry = coalesce((
      select min(l.expires_on) from ledger.lot_interval i
      join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
      where i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out + gone), 'infinity')
    where bucket = w.bucket and id = w.id;
  end loop;
  return lapsed;
end
$$;
comment on function ledger.lapse(uuid[], date) is
  'Posts as lapsed what these wallets could last use before the day, and answers how many wallets lost something. '
  'Lots are laid by last day, so what has run out always lies next on the axis.';

create or replace function ledger.post(
  postings uuid[], owners uuid[], kinds text[], vias text[], causes uuid[], occurred timestamptz[],
  opens boolean[], currencies text[], froms uuid[], tos uuid[], amounts bigint[],
  expiries date[], fundings text[]
) returns uuid[]
language plpgsql security definer set search_path = pg_catalog
-- Planned once, as in payments.pay.
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  today constant date := ledger.day(clock_timestamp());
  known uuid[];
  fresh integer[];
begin
  if ledger.lock_wallets(owners) < today then
    perform ledger.lapse(owners, today);
  end if;

  -- Nearly always everything is new; looking first would cost a tenth more.
  begin
    perform ledger.append(postings, owners, kinds, vias, causes, occurred, opens, currencies, froms, tos, amounts, expiries, fundings);
    return array(select a.posting from unnest(postings, opens) as a(posting, opens) where a.opens);
  exception when unique_violation or check_violation then
    -- Nothing was kept, and the wallets are still locked. Is something repeated, which may no longer fit in either?
    select array_agg(p.id) into known
    from unnest(postings, owners, opens) as a(posting, owner, opens)
    join ledger.posting p on p.bucket = ledger.bucket(a.owner) and p.owner = a.owner and p.id = a.posting
    where a.opens;
    if known is null then
      raise;
    end if;
  end;

  if exists (
    (select posting, owner, kind, currency, from_account, to_account, amount
     from unnest(postings, owners, kinds, currencies, froms, tos, amounts)
       as a(posting, owner, kind, currency, from_account, to_account, amount)
     where posting = any (known)
     except
     select t.posting, t.owner, p.kind, t.currency, t.from_account, t.to_account, t.amount
     from unnest(postings, owners, opens) as a(posting, owner, opens)
     join ledger.posting p on p.bucket = ledger.bucket(a.owner) and p.owner = a.owner and p.id = a.posting
     join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
     where a.opens)
  ) or (
    select count(*) from unnest(postings) a(posting) where posting = any (known)
  ) <> (
    select count(*) from unnest(postings, owners, opens) as a(posting, owner, opens)
    join ledger.transfer t on t.bucket = ledger.bucket(a.owner) and t.owner = a.owner and t.posting = a.posting
    where a.opens
  ) then
    raise exception 'posting_exists_with_different_content' using errcode = 'unique_violation';
  end if;

  select array_agg(n order by n) into fresh
  from unnest(postings) with ordinality as a(posting, n) where posting <> all (known);
  if fresh is null then
    return '{}';
  end if;
  perform ledger.append(
    array(select postings[n] from unnest(fresh) n), array(select owners[n] from unnest(fresh) n),
    array(select kinds[n] from unnest(fresh) n), array(select vias[n] from unnest(fresh) n),
    array(select causes[n] from unnest(fresh) n), array(select occurred[n] from unnest(fresh) n),
    array(select opens[n] from unnest(fresh) n), array(select currencies[n] from unnest(fresh) n),
    array(select froms[n] from unnest(fresh) n), array(select tos[n] from unnest(fresh) n),
    array(select amounts[n] from unnest(fresh) n), array(select expiries[n] from unnest(fresh) n),
    array(select fundings[n] from unnest(fresh) n));
  return array(select postings[n] from unnest(fresh) n where opens[n]);
end
$$;
comment on function ledger.post is
  'Posts what is new, skips what was posted before with the same content, and answers the ids that are new. Raises '
  'posting_exists_with_different_content for a taken id, and what ledger.append raises. At most one posting a wallet.';

create or replace function ledger.open_account(account uuid, of_type text) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ledger.account (id, type) values (account, of_type) on conflict do nothing;
  insert into ledger.wallet (bucket, id) select ledger.bucket(account), account where of_type = 'wallet' on conflict do nothing;
$$;
comment on function ledger.open_account(uuid, text) is 'Opens an account (and the kept balances of a wallet); twice is once.';

create or replace function ledger.set_frozen(of_wallet uuid, to_frozen boolean) returns void
language sql security definer set search_path = pg_catalog as $$
  update ledger.wallet set frozen = to_frozen where bucket = ledger.bucket(of_wallet) and id = of_wallet;
$$;
comment on function ledger.set_frozen(uuid, boolean) is 'Freezes or releases a wallet; the next request sees it.';

revoke execute on function ledger.lock_wallets, ledger.lapse, ledger.post, ledger.open_account, ledger.set_frozen from public;
grant execute on function ledger.lock_wallets, ledger.lapse, ledger.post, ledger.open_account, ledger.set_frozen to enishi_server;
