-- What of a person is where: the one list of all that closes with an account, and of all that is erased later.

create or replace function residents.is_closed(resident uuid) returns boolean
language sql stable set search_path = pg_catalog
return exists (select from residents.former where resident_id = resident);
comment on function residents.is_closed is 'Whether a resident has left for good: such a wallet takes nothing and gives nothing.';
grant execute on function residents.is_closed to enishi_server;

create or replace function residents.stay(resident uuid, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog as $$
  with cancelled as (
    update residents.leaving set cancelled_at = at
    where resident_id = resident and cancelled_at is null and closed_at is null
    returning 1)
  select exists (select from cancelled);
$$;
comment on function residents.stay is 'Cancels a wish to leave; says whether there was one.';
revoke execute on function residents.stay from public;
grant execute on function residents.stay to enishi_server;

create or replace function paper_cards.end_by_leaving(holder uuid, at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update paper_cards.card set ended_at = at, ended_because = 'left'
  where person_id = holder and ended_at is null
$$;
comment on function paper_cards.end_by_leaving is 'Ends the card of somebody who leaves, or has died.';
revoke execute on function paper_cards.end_by_leaving from public;
grant execute on function paper_cards.end_by_leaving to enishi_server;

create or replace function residents.close_account(resident uuid, at timestamptz, erase_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  way_in uuid;
begin
  -- Nothing for people without a phone, who have none.
  select id into way_in from sign_in.login where audience = 'resident' and subject = resident;
  insert into residents.former (resident_id, mail, phone, card_issuer, card_subject, closed_at, erase_at)
  select resident, l.mail, l.phone, c.issuer, c.subject, at, erase_at
  from residents.resident r
  left join sign_in.login l on l.id = way_in
  left join identity.card c on c.resident_id = r.id
  where r.id = resident;
  update residents.leaving set closed_at = at where resident_id = resident and cancelled_at is null;
  delete from identity.card where resident_id = resident;
  update sign_in.session set ended_at = at where login_id = way_in and ended_at is null;
  update sign_in.device set forgotten_at = at where login_id = way_in and forgotten_at is null;
  update sign_in.password_reset set used_at = at where login_id = way_in and used_at is null;
  update sign_in.mail_verification set used_at = at where login_id = way_in and used_at is null;
  update sign_in.recovery set state = 'cancelled', ended_at = at
  where login_id = way_in and state in ('visiting', 'opened', 'approved', 'proven');
  delete from sign_in.federated where login_id = way_in;
  delete from sign_in.authenticator where login_id = way_in;
  delete from sign_in.passkey where login_id = way_in;
  delete from sign_in.passkey_offer where login_id = way_in;
  delete from sign_in.recovery_code where login_id = way_in;
  delete from notices.subscription where resident_id = resident;
  perform relatives.end_all(resident, at);
  perform paper_cards.end_by_leaving(resident, at);
  update paper_cards.person set left_at = at where id = resident;
  delete from relatives.code where helper_id = resident;
  -- An address that nobody can have: the row keeps its place, and nobody signs in by it.
  update sign_in.login
  set mail = 'closed-' || way_in || '@closed.invalid', password_hash = null, phone = null, second_step_at = null,
      mail_verified_at = null
  where id = way_in;
end
$$;
comment on function residents.close_account is
  'Ends every way into an account and keeps who it was aside; the same person may register anew.';
revoke execute on function residents.close_account from public;
grant execute on function residents.close_account to enishi_server;

create or replace function residents.erase(leaver uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  way_in uuid;
  who residents.former;
begin
  select id into way_in from sign_in.login where audience = 'resident' and subject = leaver;
  select * into strict who from residents.former where resident_id = leaver for update;
  update residents.resident set family_kana = null, given_kana = null where id = leaver;
  update residents.freeze set reason = '' where resident_id = leaver;
  -- The hash is of who it was, and could be found by trying; an empty one is nobody's.
  update paper_cards.person set family_kana = '', given_kana = '', birthdate = null, address = '', who = ''
  where id = leaver;
  delete from identity.card_check where resident_id = leaver;
  -- By what each code was for as well: somebody may have had several phones, and only the last one is known.
  delete from passcodes.passcode
  where phone = who.phone and sent_at <= who.closed_at
    or reference = way_in
    or reference in (select id from sign_in.challenge where login_id = way_in)
    or reference in (select id from sign_in.recovery where login_id = way_in)
    or reference in (select id from top_ups.top_up where leaver = coalesce(paid_by, resident_id));
  delete from sign_in.session where login_id = way_in;
  delete from sign_in.device where login_id = way_in;
  delete from sign_in.challenge where login_id = way_in;
  delete from sign_in.mail_verification where login_id = way_in;
  delete from sign_in.password_reset where login_id = way_in;
  delete from sign_in.federated_visit where login_id = way_in;
  delete from sign_in.recovery where login_id = way_in;
  delete from notices.notice where resident_id = leaver;
  delete from notices.announcement_reading where resident_id = leaver;
  delete from notices.wish where resident_id = leaver;
  -- The row keeps its place, for top-ups name it; the company has forgotten the card when the account closed.
  update cards.card
  set ref = 'erased-' || id, last_digits = '', fingerprint = '', issuer = null, removed_at = coalesce(removed_at, at)
  where resident_id = leaver;
  delete from top_ups.card_payer where resident_id = leaver;
  update top_ups.card_try set fingerprint = '' where resident_id = leaver;
  update top_ups.top_up set source_digits = null where leaver = coalesce(paid_by, resident_id);
  update bank_accounts.bank_account set branch_code = null, last_digits = null, fingerprint = null, process_ref = null
  where resident_id = leaver;
  update residents.former
  set mail = null, phone = null, card_issuer = null, card_subject = null, erased_at = at
  where resident_id = leaver;
end
$$;
comment on function residents.erase is
  'Erases what tells who a resident was, wherever it is; the ledger and the consents stay, under an id that is nobody''s.';
revoke execute on function residents.erase from public;
grant execute on function residents.erase to enishi_server;
