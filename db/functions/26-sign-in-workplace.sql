-- A door into the sign-in's schema: a further store that somebody's login opens.

create or replace function sign_in.open_workplace(of_staff uuid, new_staff uuid, at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into sign_in.workplace (staff_id, login_id, since)
  select new_staff, l.login_id, at from sign_in.staff_login l where l.staff_id = of_staff
$$;
comment on function sign_in.open_workplace is
  'Lets the login of a member of staff open that of a further store: the same person.';
revoke execute on function sign_in.open_workplace from public;
grant execute on function sign_in.open_workplace to enishi_server;
