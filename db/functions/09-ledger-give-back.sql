-- The door for value that goes back to the wallet it came from.

create or replace function ledger.give_back(
  posting uuid, owner uuid, kind text, cause uuid, occurred timestamptz, from_account uuid,
  coin bigint, points bigint, lots uuid[], lot_points bigint[], renewed_until date
) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  today constant date := ledger.day(occurred);
  currencies constant text[] := array_remove(array[
    case when give_back.coin > 0 then 'coin' end, case when give_back.points > 0 then 'points' end], null);
  amounts constant bigint[] := array_remove(array[nullif(give_back.coin, 0), nullif(give_back.points, 0)], null);
  transfers constant integer := cardinality(amounts);
  renewal record;
begin
  perform ledger.lock_wallets(array[owner]);
  perform ledger.lapse(array[owner], today);
  perform ledger.append(
    array_fill(posting, array[transfers]), array_fill(owner, array[transfers]), array_fill(kind, array[transfers]),
    array_fill(null::text, array[transfers]), array_fill(cause, array[transfers]), array_fill(occurred, array[transfers]),
    array(select n = 1 from generate_series(1, transfers) n order by n), currencies,
    array_fill(from_account, array[transfers]), array_fill(owner, array[transfers]), amounts);

  if points > 0 then
    insert into ledger.lot_return (bucket, wallet, posting, lot, amount)
    select l.bucket, l.wallet, give_back.posting, l.id, part.amount
    from unnest(lots, lot_points) as part(lot, amount)
    join ledger.lot l on l.bucket = ledger.bucket(owner) and l.wallet = owner and l.id = part.lot;
    if points is distinct from (
      select sum(r.amount) from ledger.lot_return r
      where r.bucket = ledger.bucket(owner) and r.wallet = owner and r.posting = give_back.posting)
    then
      raise exception 'points come back to lots of their wallet, each to one' using errcode = 'check_violation';
    end if;
    perform ledger.relay(owner);
    -- A lot keeps its last day. What comes back to one whose last day is over lies next on the axis, and lapses.
    perform ledger.lapse(array[owner], today);
    for renewal in
      select l.funding, sum(part.amount)::bigint as points
      from unnest(lots, lot_points) as part(lot, amount)
      join ledger.lot l on l.bucket = ledger.bucket(owner) and l.wallet = owner and l.id = part.lot
      where l.expires_on < today and renewed_until is not null
      group by l.funding
      order by l.funding
    loop
      perform ledger.append(
        array[ledger.derived_id(posting, renewal.funding)], array[owner], array['renewal'], array[null::text],
        array[posting], array[occurred], array[true], array['points'],
        array['00000000-0000-7000-8000-000000000003'::uuid], array[owner], array[renewal.points],
        array[renewed_until], array[renewal.funding]);
    end loop;
  end if;
end
$$;
comment on function ledger.give_back is
  'Posts coin and points that come back to a wallet, the points to these lots of it, and lapses at once what has run '
  'out; with a day renewed_until, what lapsed comes once more as new lots that last until then. Raises unique_violation for a taken id, and check_violation for lots that are not the wallet''s or do not add up.';
revoke execute on function ledger.give_back from public;
grant execute on function ledger.give_back to enishi_server;
