-- A door into the schema of signing in, for what two people have decided about a third one's way in.

create or replace function sign_in.close_way_in(of_operator uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  way_in uuid;
begin
  update sign_in.login set password_hash = null
  where audience = 'operator' and subject = of_operator
  returning id into way_in;
  delete from sign_in.authenticator where login_id = way_in;
  delete from sign_in.recovery_code where login_id = way_in;
  update sign_in.challenge set finished_at = at where login_id = way_in and finished_at is null;
  update sign_in.password_reset set used_at = at where login_id = way_in and used_at is null;
  update sign_in.invitation set used_at = at where subject = of_operator and used_at is null;
  update sign_in.session set ended_at = at where login_id = way_in and ended_at is null;
end
$$;
comment on function sign_in.close_way_in is
  'Takes everything away that opens an operator''s account: password, second step, links, what is under way, sessions. '
  'Does nothing for somebody who has no way in.';
revoke execute on function sign_in.close_way_in from public;
grant execute on function sign_in.close_way_in to enishi_server;
