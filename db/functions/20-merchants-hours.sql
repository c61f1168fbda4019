-- When a store is open, as contract/opening-hours.ts says it.

create or replace function merchants.hours_on(store merchants.store, of_day date) returns int4range
language sql stable set search_path = pg_catalog as $$
  select case
    when store.opens_at is null then null
    when exists (
      select from merchants.closure c
      where c.store_id = store.id and of_day between c.first_day and c.last_day) then null
    when store.on_holidays <> 'usual' and exists (select from town.holiday h where h.day = of_day)
      then case store.on_holidays when 'hours' then int4range(store.holiday_opens_at, store.holiday_closes_at) end
    when extract(isodow from of_day)::smallint = any (store.closed_on) then null
    else int4range(store.opens_at, store.closes_at)
  end;
$$;
comment on function merchants.hours_on is
  'The minutes after midnight (JST) at which a store is open on a day; null where it is closed, or has not said.';
grant execute on function merchants.hours_on to enishi_server;

create or replace function merchants.is_open(store merchants.store, of_day date, minute integer) returns boolean
language sql stable set search_path = pg_catalog as $$
  select coalesce(minute <@ merchants.hours_on(store, of_day), false)
    or coalesce(minute + 1440 <@ merchants.hours_on(store, of_day - 1), false);
$$;
comment on function merchants.is_open is 'Whether a store is open, on its day or in the night after.';
grant execute on function merchants.is_open to enishi_server;
