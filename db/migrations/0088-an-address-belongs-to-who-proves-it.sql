-- An address is a claim until it is proven: any number of residents may claim one, and one of them can prove it.

drop index sign_in.login_mail;
create unique index login_mail on sign_in.login (audience, lower(mail))
  where audience <> 'resident' or mail_verified_at is not null;
create index login_claim on sign_in.login (lower(mail), created_at)
  where audience = 'resident' and mail_verified_at is null;
comment on column sign_in.login.mail_verified_at is
  'Since when the address is proven. Before that it is what a resident has typed, and others may have typed it too.';

-- Registering makes the account at once, so nothing waits for six digits any more.
drop table sign_in.sign_up;
