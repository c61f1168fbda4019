-- Accounts whose address nobody has proven are found by their age.

create index login_unproven on sign_in.login (created_at)
  where audience = 'resident' and mail_verified_at is null and password_hash is not null;
