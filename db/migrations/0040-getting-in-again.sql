-- Getting in again with a forgotten password, registering without telling who is registered, limits by source.

create table sign_in.sign_up (
  id uuid primary key,
  mail text not null,
  password_hash text not null,
  terms_version text not null,
  privacy_version text not null,
  code_hmac bytea not null,
  tries integer not null default 0,
  sent integer not null default 1,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz
);
create index sign_up_sent on sign_in.sign_up (sent_at);
create index sign_up_mail on sign_in.sign_up (lower(mail), sent_at);
comment on table sign_in.sign_up is
  'A registration whose mail address is still to be proven, under the id that the resident will have. An address that '
  'has an account gets a row too, with a code that is sent to nobody: both are answered alike.';

create table sign_in.password_reset (
  token_hash bytea primary key,
  login_id uuid not null references sign_in.login,
  mail text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_login on sign_in.password_reset (login_id, sent_at);
comment on table sign_in.password_reset is
  'A link by which a forgotten password is replaced: single use, and only while the address is still the login''s.';

create table sign_in.source (
  key bytea primary key,
  count integer not null,
  since timestamptz not null
);
create index source_since on sign_in.source (since);
comment on table sign_in.source is
  'How often something was done from one network address since a time; the key is a SHA-256 of both. IPv6 counts by /64.';

alter table sign_in.mail_verification add column session_hash bytea;
comment on column sign_in.mail_verification.session_hash is
  'The session that asked for a change of address; it alone goes on when the address has changed.';

grant select, insert, update, delete on sign_in.sign_up, sign_in.source to enishi_server;
grant select, insert, update on sign_in.password_reset to enishi_server;
