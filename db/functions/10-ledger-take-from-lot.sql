-- The door for points that leave a wallet out of one certain lot, not out of the one that runs out first.

create or replace function ledger.take_from_lot(
  posting uuid, owner uuid, kind text, via text, cause uuid, occurred timestamptz, to_account uuid, of_lot uuid, most bigint
) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_variable
declare
  b constant smallint := ledger.bucket(owner);
  pointer bigint;
  taken bigint;
begin
  perform ledger.lock_wallets(array[owner]);
  perform ledger.lapse(array[owner], ledger.day(clock_timestamp()));
  select w.points_out into pointer from ledger.wallet w where w.bucket = b and w.id = owner;
  select least(most, coalesce(sum(least(i.amount, i.ends_at - pointer)), 0)) into taken
  from ledger.lot_interval i
  where i.bucket = b and i.wallet = owner and i.lot = of_lot and i.ends_at > pointer;
  if taken <= 0 then
    return 0;
  end if;
  -- The axis ahead is cleared, what is taken is laid next, the pointer moves over it, and the rest is laid anew.
  update ledger.lot_interval i set ends_at = pointer, amount = i.amount - (i.ends_at - pointer)
  where i.bucket = b and i.wallet = owner and i.ends_at > pointer and i.ends_at - i.amount < pointer;
  delete from ledger.lot_interval i where i.bucket = b and i.wallet = owner and i.ends_at > pointer;
  insert into ledger.lot_interval (bucket, wallet, ends_at, lot, amount)
  values (b, owner, pointer + taken, of_lot, taken);
  perform ledger.append(
    array[posting], array[owner], array[kind], array[via], array[cause], array[occurred], array[true],
    array['points'], array[owner], array[to_account], array[taken]);
  perform ledger.relay(owner);
  return taken;
end
$$;
comment on function ledger.take_from_lot is
  'Posts what leaves a wallet out of one lot, at most what is left of it, and answers how much that was; nothing is posted '
  'for nothing. Raises unique_violation for a taken id.';
revoke execute on function ledger.take_from_lot from public;
grant execute on function ledger.take_from_lot to enishi_server;
