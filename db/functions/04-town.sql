create or replace function town.setting(of_name text, at timestamptz default now()) returns jsonb
language sql stable parallel safe set search_path = pg_catalog
return (select value from town.setting where name = of_name and valid_from <= at order by valid_from desc limit 1);
comment on function town.setting(text, timestamptz) is 'The value that holds at an instant; null where the town has never set it.';
grant execute on function town.setting to enishi_server;
