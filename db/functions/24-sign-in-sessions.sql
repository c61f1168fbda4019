-- When a session speaks for somebody.

create or replace function sign_in.is_alive(of_session sign_in.session, idle_minutes jsonb, at timestamptz) returns boolean
language sql stable
return of_session.ended_at is null and of_session.expires_at > at
  and coalesce(of_session.used_at, of_session.started_at) > at - make_interval(mins => coalesce(
    (idle_minutes ->> of_session.audience)::integer,
    case of_session.audience when 'operator' then 30 when 'staff' then 14 * 1440 else 60 * 1440 end));
comment on function sign_in.is_alive is
  'Whether a session has not ended, is not too old, and was used lately. How long it may lie unused is the town''s setting '
  'session_idle_minutes; unless it says otherwise 60 days for residents, 14 for staff, half an hour at the office.';
grant execute on function sign_in.is_alive to enishi_server;
