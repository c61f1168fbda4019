create or replace function town.setting(of_name text, at timestamptz default now()) returns jsonb
language sql stable parallel safe set search_path = pg_catalog
return (select value from town.setting where name = of_name and valid_from <= at order by valid_from desc limit 1);
comment on function town.setting(text, timestamptz) is 'The value that holds at an instant; null where the town has never set it.';
grant execute on function town.setting to enishi_server;

create or replace function town.settings(of_names text[], at timestamptz) returns jsonb
language sql stable parallel safe set search_path = pg_catalog
return (
  select coalesce(jsonb_object_agg(s.name, s.value), '{}')
  from (
    select distinct on (name) name, value
    from town.setting
    where name = any (of_names) and valid_from <= at
    order by name, valid_from desc) s);
comment on function town.settings is 'Several settings that hold at an instant, by one look; without those that the town has never set.';
grant execute on function town.settings to enishi_server;
