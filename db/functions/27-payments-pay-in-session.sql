-- Paying and looking at the payers' sessions in one trip.

create or replace function payments.pay_in_session(
  ids uuid[], payers uuid[], stores uuid[], coins bigint[], points bigint[], vias text[], occurred timestamptz,
  sessions bytea[]
) returns table (
  n integer, outcome text, coin_after bigint, points_after bigint, paid_at timestamptz,
  store_name text, spent_before bigint
)
language plpgsql security definer set search_path = pg_catalog
-- Planned once, as in payments.pay.
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  settings constant jsonb := town.settings(array['session_idle_minutes', 'proofs'], occurred);
  -- What the town asks of payers is looked at by server/access.ts, once the caller was looked up.
  asks_nothing constant boolean := coalesce(settings -> 'proofs' -> 'pay', '[]') = '[]';
begin
  select array_agg(case when r.session is null or s.token_hash is not null then r.payer end order by r.n)
  into payers
  from unnest(payers, sessions) with ordinality as r(payer, session, n)
  left join sign_in.session s
    on s.token_hash = r.session and s.audience = 'resident' and s.subject = r.payer
      and sign_in.is_alive(s, settings -> 'session_idle_minutes', occurred) and asks_nothing;
  return query select * from payments.pay(ids, payers, stores, coins, points, vias, occurred);
  if array_position(payers, null) is not null then
    return query
      select r.n::integer, 'not_signed_in', null::bigint, null::bigint, null::timestamptz, null::text, null::bigint
      from unnest(payers) with ordinality as r(payer, n)
      where r.payer is null;
  end if;
end
$$;
comment on function payments.pay_in_session is
  'As payments.pay, for payers each of whom a session speaks for: says not_signed_in, before anything else is looked at, to '
  'whoever''s session is no longer alive, and to all of them where the town asks for proofs. No session: it was looked at.';
revoke execute on function payments.pay_in_session from public;
grant execute on function payments.pay_in_session to enishi_server;
