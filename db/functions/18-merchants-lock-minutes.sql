-- When a shared till locks itself: as its store's owner has settled, or the town, or after five minutes.

create or replace function merchants.lock_minutes(of_store uuid, at timestamptz) returns integer
language sql stable
return coalesce(
  (select r.lock_minutes from merchants.store_rules r where r.store_id = of_store),
  (town.setting('till_lock_minutes', at))::integer,
  5);
comment on function merchants.lock_minutes(uuid, timestamptz) is
  'After so many minutes without a touch a till of the store locks itself.';
grant execute on function merchants.lock_minutes to enishi_server;
