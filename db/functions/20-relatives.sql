-- What everybody asks about helpers: who may act for whom now, and what people are called.

create or replace function relatives.name_of(person uuid) returns text
language sql stable set search_path = pg_catalog
return (select coalesce(family_kana || ' ' || given_kana, '') from residents.resident where id = person);
comment on function relatives.name_of is 'The whole name in kana: people who help each other know it. Empty for who has none.';
revoke execute on function relatives.name_of from public;
grant execute on function relatives.name_of to enishi_server;

create or replace function relatives.is_stopped(helper uuid, relative uuid) returns boolean
language sql stable set search_path = pg_catalog
return exists (
    select from ledger.wallet w
    where w.frozen and ((w.bucket = ledger.bucket(helper) and w.id = helper)
                        or (w.bucket = ledger.bucket(relative) and w.id = relative)))
  or exists (
    select from residents.leaving l
    where l.resident_id in (helper, relative) and l.cancelled_at is null);
comment on function relatives.is_stopped is
  'Whether either account is frozen, or is about to be left: then nothing is done by the one for the other.';
revoke execute on function relatives.is_stopped from public;
grant execute on function relatives.is_stopped to enishi_server;

create or replace function relatives.standing(
  of_help uuid, of_helper uuid, out relative uuid, out relative_name text, out helper_name text, out per_day bigint,
  out per_month bigint, out stopped boolean
)
language sql stable set search_path = pg_catalog as $$
  select h.relative_id, relatives.name_of(h.relative_id), relatives.name_of(h.helper_id), h.per_day, h.per_month,
         relatives.is_stopped(h.helper_id, h.relative_id)
  from relatives.help h
  where h.id = of_help and h.helper_id = of_helper and h.begun_at is not null and h.ended_at is null
$$;
comment on function relatives.standing is
  'For whom a helper may act by a live help, and up to what; all null where the help is over or is another''s.';
revoke execute on function relatives.standing from public;
grant execute on function relatives.standing to enishi_server;

create or replace function relatives.end_all(leaver uuid, at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update relatives.help set ended_at = at, ended_because = 'left'
  where (helper_id = leaver or relative_id = leaver) and ended_at is null
$$;
comment on function relatives.end_all is 'Ends every help of somebody who leaves, whichever side it is.';
revoke execute on function relatives.end_all from public;
grant execute on function relatives.end_all to enishi_server;
