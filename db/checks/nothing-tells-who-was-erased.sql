-- Whoever was erased has left an id and the ledger, and nothing that says who it was.
select f.resident_id as resident
from residents.former f
join residents.resident r on r.id = f.resident_id
left join sign_in.login l on l.audience = 'resident' and l.subject = f.resident_id
where f.erased_at is not null and (
  f.mail is not null or f.phone is not null or f.card_subject is not null
  or r.family_kana is not null or r.given_kana is not null
  or l.phone is not null or l.password_hash is not null or l.mail not like '%@closed.invalid'
  or exists (select from paper_cards.person
             where id = f.resident_id and (family_kana <> '' or birthdate is not null or address <> '' or who <> ''))
  or exists (select from identity.card where resident_id = f.resident_id)
  or exists (select from identity.card_check where resident_id = f.resident_id)
  or exists (select from residents.freeze where resident_id = f.resident_id and reason <> '')
  or exists (select from bank_accounts.bank_account
             where resident_id = f.resident_id and (fingerprint is not null or last_digits is not null))
  or exists (select from cards.card
             where resident_id = f.resident_id and (fingerprint <> '' or last_digits <> '' or issuer is not null))
  or exists (select from top_ups.card_payer where resident_id = f.resident_id)
  or exists (select from top_ups.card_try where resident_id = f.resident_id and fingerprint <> '')
  or exists (select from top_ups.top_up
             where f.resident_id = coalesce(paid_by, resident_id) and source_digits is not null)
  or exists (select from passcodes.passcode p
             join top_ups.top_up t on t.id = p.reference
             where f.resident_id = coalesce(t.paid_by, t.resident_id))
  or exists (select from passcodes.passcode where reference = l.id)
  or exists (select from notices.subscription where resident_id = f.resident_id)
  or exists (select from notices.notice where resident_id = f.resident_id)
  or exists (select from sign_in.device where login_id = l.id)
  or exists (select from sign_in.federated where login_id = l.id)
  or exists (select from sign_in.mail_verification where login_id = l.id)
  or exists (select from sign_in.password_reset where login_id = l.id)
  or exists (select from sign_in.recovery where login_id = l.id))
