-- Doors into the residents' schema for other capabilities.

create or replace function residents.register(
  resident uuid, terms_version text, privacy_version text, at timestamptz
) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into residents.resident (id, created_at) values (resident, at);
  insert into residents.consent (resident_id, kind, version, agreed_at) values
    (resident, 'terms', terms_version, at), (resident, 'privacy', privacy_version, at);
  select ledger.open_account(resident, 'wallet');
$$;
comment on function residents.register is 'A new resident with a wallet, and which documents were agreed to when.';
revoke execute on function residents.register from public;
grant execute on function residents.register to enishi_server;

create or replace function residents.read_in(resident uuid, of_language text) returns void
language sql
begin atomic
  update residents.resident r set language = of_language where r.id = resident and r.language <> of_language;
end;
comment on function residents.read_in is 'Keeps the language in which a resident reads.';
grant execute on function residents.read_in to enishi_server;

create or replace function residents.document_in_force(of_kind text, at timestamptz) returns residents.document
language sql stable set search_path = pg_catalog as $$
  select d from residents.document d
  where d.kind = of_kind and d.valid_from <= at order by d.valid_from desc, d.version desc limit 1;
$$;
comment on function residents.document_in_force is 'The version of a document that holds at an instant.';
grant execute on function residents.document_in_force to enishi_server;

create or replace function residents.fill_name(resident uuid, family text, given text) returns void
language sql
begin atomic
  update residents.resident r set family_kana = family, given_kana = given
  where r.id = resident and (r.family_kana is null or r.given_kana is null);
end;
comment on function residents.fill_name is 'Writes a name in kana that was told with a card into a profile that has none.';
grant execute on function residents.fill_name to enishi_server;

create or replace function residents.take_name(resident uuid, family text, given text) returns void
language sql
begin atomic
  update residents.resident r set family_kana = family, given_kana = given where r.id = resident;
end;
comment on function residents.take_name is 'Writes a name in kana that was told with a card into the profile.';
grant execute on function residents.take_name to enishi_server;

create or replace function residents.lock_name(resident uuid, out name text, out from_card boolean)
language plpgsql volatile set search_path = pg_catalog as $$
begin
  perform from residents.resident r where r.id = resident for update;
  -- A statement of its own: whoever waited for the row sees what a check has told meanwhile.
  select r.family_kana || r.given_kana, coalesce(c.name_told, false) into name, from_card
  from residents.resident r left join identity.card c on c.resident_id = r.id
  where r.id = resident;
end
$$;
comment on function residents.lock_name is
  'The whole name in kana, null while the profile has none, and whether a card has told one. Both stay as they are '
  'until the end of the transaction.';
grant execute on function residents.lock_name to enishi_server;
