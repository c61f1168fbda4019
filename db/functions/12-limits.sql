-- The one door through which the console writes a setting, and only for what two people have agreed to.

create or replace function limits.put_in_force(of_change uuid) returns timestamptz
language plpgsql security definer set search_path = pg_catalog as $$
declare
  holds_from timestamptz;
begin
  insert into town.setting (name, valid_from, value)
  select c.name, greatest(c.valid_from, c.decided_at), to_jsonb(c.value)
  from limits.change c
  where c.id = of_change and c.decision = 'confirmed'
  on conflict (name, valid_from) do update set value = excluded.value
  returning valid_from into strict holds_from;
  return holds_from;
end
$$;
comment on function limits.put_in_force is
  'Writes a confirmed change into the settings, from its time on but never into the past, and answers from when it holds. '
  'Raises no_data_found for a change that is not confirmed.';
revoke execute on function limits.put_in_force from public;
grant execute on function limits.put_in_force to enishi_server;
