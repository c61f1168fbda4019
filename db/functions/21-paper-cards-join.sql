-- One person, one wallet: what is moved when somebody with a printed card has registered in the app as well.

create or replace function paper_cards.is_unused(newcomer uuid) returns boolean
language sql stable set search_path = pg_catalog
return not exists (select from ledger.posting p where p.bucket = ledger.bucket(newcomer) and p.owner = newcomer)
  and not exists (select from top_ups.top_up t where newcomer in (t.resident_id, t.paid_by))
  and not exists (
    select from bank_accounts.bank_account a where a.resident_id = newcomer and a.state in ('waiting', 'linked'))
  and not exists (select from cards.card c where c.resident_id = newcomer)
  and not exists (select from residents.leaving l where l.resident_id = newcomer and l.cancelled_at is null)
  and not exists (
    select from relatives.help h where newcomer in (h.helper_id, h.relative_id) and h.ended_at is null);
comment on function paper_cards.is_unused is
  'Whether nothing has happened to a wallet yet, and nothing stands in its name that money could come or go by.';
revoke execute on function paper_cards.is_unused from public;
grant execute on function paper_cards.is_unused to enishi_server;

create or replace function paper_cards.join_login(
  newcomer uuid, person uuid, speaking bytea, keeps_card boolean, at timestamptz
) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  way_in uuid;
begin
  update sign_in.login set subject = person where audience = 'resident' and subject = newcomer
  returning id into strict way_in;
  -- The session that asks goes on as the person; every other one begins anew.
  update sign_in.session set ended_at = at
  where login_id = way_in and ended_at is null and token_hash <> speaking;
  update sign_in.session set subject = person where token_hash = speaking;

  -- The card that was read by the app says more than the desk did, and stands in its place.
  delete from identity.card where resident_id = person and issuer = 'desk';
  update identity.card set resident_id = person where resident_id = newcomer;
  update identity.card_check set resident_id = person where resident_id = newcomer;
  insert into residents.consent (resident_id, kind, version, agreed_at)
  select person, c.kind, c.version, c.agreed_at from residents.consent c where c.resident_id = newcomer
  on conflict do nothing;

  update residents.resident r set language = n.language
  from residents.resident n where r.id = person and n.id = newcomer;

  -- Notes may lie in a machine whose message is still to come: it is the person's by then.
  update top_ups.atm_link set resident_id = person where resident_id = newcomer;

  delete from notices.subscription where resident_id = newcomer;
  update notices.notice set resident_id = person where resident_id = newcomer;
  update notices.wish set resident_id = person where resident_id = newcomer;
  update notices.announcement_reading set resident_id = person where resident_id = newcomer;

  -- The wallet that nobody has used is closed for good, and says nothing of anybody.
  perform ledger.set_frozen(newcomer, true);
  insert into residents.former (resident_id, closed_at, erase_at) values (newcomer, at, at);
  if not keeps_card then
    update paper_cards.card set ended_at = at, ended_because = 'joined'
    where person_id = person and ended_at is null;
  end if;
  insert into paper_cards.joining (person_id, login_id, former_id, kept_card, joined_at)
  values (person, way_in, newcomer, keeps_card, at);
end
$$;
comment on function paper_cards.join_login is
  'Lets a login speak for the wallet of a person with a printed card, with its proofs and notices, and closes the unused '
  'wallet that it had opened. Both wallets are locked.';
revoke execute on function paper_cards.join_login from public;
grant execute on function paper_cards.join_login to enishi_server;
