-- Accounts that nobody has proven anything for: when they lapse, and where mails may go.

create or replace function sign_in.proven_mail(resident uuid) returns text
language sql stable set search_path = pg_catalog
return (select mail from sign_in.login
        where audience = 'resident' and subject = resident and mail_verified_at is not null);
comment on function sign_in.proven_mail is
  'The address of a resident; null while it is only claimed, for it may be a stranger''s.';
grant execute on function sign_in.proven_mail to enishi_server;

create or replace function residents.unproven_days(at timestamptz) returns integer
language sql stable
return coalesce(town.setting('unproven_account_days', at)::integer, 14);
comment on function residents.unproven_days is
  'How many days an account may do without any proof: the setting unproven_account_days, 14 unless set; 0 is for ever.';
grant execute on function residents.unproven_days to enishi_server;

create or replace function residents.lapses_at(resident uuid, at timestamptz) returns timestamptz
language sql stable
return (
  select l.created_at + make_interval(days => residents.unproven_days(at))
  from sign_in.login l
  join ledger.wallet w on w.bucket = ledger.bucket(resident) and w.id = resident
  where l.audience = 'resident' and l.subject = resident
    and residents.unproven_days(at) > 0
    and l.mail_verified_at is null and l.password_hash is not null and l.second_step_at is null
    and not w.frozen and w.coin = 0 and w.points = 0 and w.coin_out = 0 and w.points_out = 0
    and not exists (select from identity.card c where c.resident_id = resident)
    and not exists (select from sign_in.federated f where f.login_id = l.id)
    and not exists (select from sign_in.authenticator a where a.login_id = l.id and a.confirmed_at is not null)
    and not exists (select from sign_in.passkey p where p.login_id = l.id)
    and not exists (select from bank_accounts.bank_account b where b.resident_id = resident)
    and not exists (select from top_ups.top_up t where t.resident_id = resident)
    and not exists (select from campaigns.promise p
                    where p.bucket = w.bucket and p.owner = resident and p.waits));
comment on function residents.lapses_at is
  'When an account ends for which nothing is proven and whose wallet has never held anything; null for any other.';
grant execute on function residents.lapses_at to enishi_server;

create or replace function residents.lock_lapsing(resident uuid, at timestamptz) returns boolean
language plpgsql volatile set search_path = pg_catalog as $$
declare
  way_in uuid;
begin
  -- Links before the login, as whoever proves an address takes them.
  perform from sign_in.mail_verification v join sign_in.login l on l.id = v.login_id
  where l.audience = 'resident' and l.subject = resident and v.used_at is null
  order by v.token_hash for update of v;
  select id into way_in from sign_in.login where audience = 'resident' and subject = resident for update;
  return coalesce(residents.lapses_at(resident, at) <= at, false)
    -- Not from under anybody's hands, nor beside a request that is still under way.
    and not exists (select from sign_in.session s
                    where s.login_id = way_in and s.ended_at is null
                      and coalesce(s.used_at, s.started_at) > at - interval '1 hour');
end
$$;
comment on function residents.lock_lapsing is
  'Whether an account lapses now; until the end of the transaction nobody proves its address or changes its login.';
grant execute on function residents.lock_lapsing to enishi_server;
